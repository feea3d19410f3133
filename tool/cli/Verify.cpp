//===- Verify.cpp - stallfree verify --------------------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "verify/Verify.h"
#include "cli/Commands.h"
#include "cli/Session.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace stallfree {

int runVerify(ArrayRef<const char *> Arguments, ArrayRef<const char *>) {
  cl::SubCommand Sub("verify", "Runs the examples of rule packs (.yaml) and check pages (.md); "
                               "without any, of all packs that 'check' would use.");
  cl::list<std::string> Files(cl::Positional, cl::sub(Sub), cl::desc("[PACK.yaml | PAGE.md]..."));
  ProjectFlags Project(Sub);
  if (!parseFlags(Sub, Arguments))
    return BadUsage;
  VerifyOptions Options;
  Options.RuleFiles = Session(Project, {}).RuleFiles;
  Options.Files = Files;
  Options.Jobs = Project.Jobs;
  return verify(Options, outs());
}

} // namespace stallfree
