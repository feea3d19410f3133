//===- Explain.cpp - stallfree explain ------------------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/Commands.h"
#include "cli/Session.h"
#include "core/Checks.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace stallfree {

static void listChecks(raw_ostream &OS) {
  for (const CheckInfo &C : allChecks())
    OS << "  " << left_justify(C.Id, 28) << C.Summary << (C.OnByDefault ? "" : " (off by default)")
       << '\n';
}

int runExplain(ArrayRef<const char *> Arguments, ArrayRef<const char *>) {
  cl::SubCommand Sub("explain", "Describes a check with examples; without a name, lists all.");
  cl::opt<std::string> Name(cl::Positional, cl::sub(Sub), cl::desc("CHECK"));
  if (!parseFlags(Sub, Arguments))
    return BadUsage;
  if (Name.empty()) {
    outs() << "The checks ('stallfree explain CHECK' says more):\n\n";
    listChecks(outs());
    return Clean;
  }
  StringRef Id = Name;
  Id.consume_front("stallfree-");
  const CheckInfo *Check = findCheck(Id);
  if (!Check) {
    errs() << "stallfree: there is no check '" << Id << "'" << didYouMean(Id)
           << "; 'stallfree explain' lists all\n";
    return BadUsage;
  }
  auto Page = MemoryBuffer::getFile(shippedFolder("docs") + "/checks/" + Id + ".md");
  if (Page)
    outs() << (*Page)->getBuffer();
  else
    outs() << Check->Id << ": " << Check->Summary << '\n';
  return Clean;
}

} // namespace stallfree
