//===- Verify.cpp - stallfree verify --------------------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "verify/Verify.h"
#include "build/FitCommand.h"
#include "cli/Commands.h"
#include "cli/Session.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace stallfree {

int runVerify(ArrayRef<const char *> Arguments, ArrayRef<const char *>) {
  cl::SubCommand Sub("verify", "Runs the examples of rule packs (.yaml) and check pages (.md); "
                               "without any, of all packs that 'check' would use.");
  cl::list<std::string> Files(cl::Positional, cl::sub(Sub), cl::desc("[PACK.yaml | PAGE.md]..."));
  cl::opt<std::string> Headers(
      "headers", cl::sub(Sub), cl::value_desc("FOLDER"),
      cl::desc("Prove the packs against the real headers of the packages unpacked in FOLDER."));
  ProjectFlags Project(Sub);
  if (!parseFlags(Sub, Arguments))
    return BadUsage;
  VerifyOptions Options;
  Options.RuleFiles = Session(Project, {}).RuleFiles;
  Options.Files = Files;
  Options.Jobs = Project.Jobs;
  if (!Headers.empty()) {
    SmallString<256> Folder(Headers);
    sys::fs::make_absolute(Folder);
    Options.Headers = HeaderRoots{Folder.str().str(), {"-resource-dir=" + resourceDirectory()}};
  }
  return verify(Options, outs());
}

} // namespace stallfree
