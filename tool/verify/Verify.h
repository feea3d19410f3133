//===- Verify.h - Run the examples of rule packs and pages ------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   pack.yaml, page.md --collect--> examples --run--> failures --print--> text
//
// An example is parsed with the stubs of its packs and nothing else: no file
// is read from the machine. Each `// expect: check [tier]` comment must be met
// by a finding on its line, and each finding by a comment.
//
// With Headers, the packs that name their real headers are parsed with those:
// the names of their rows must be declared there, and the same examples hold.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_VERIFY_VERIFY_H
#define STALLFREE_VERIFY_VERIFY_H

#include "HeaderCommand.h"
#include "core/Stallfree.h"
#include "llvm/Support/raw_ostream.h"

namespace stallfree {

struct VerifyOptions {
  /// All packs that rules come from, as `stallfree check` would load them.
  std::vector<std::string> RuleFiles;
  /// Packs (.yaml) and pages (.md) to verify; empty: all of RuleFiles. A pack
  /// that is not in RuleFiles is loaded after them.
  std::vector<std::string> Files;
  unsigned Jobs = 0; ///< 0: one per core.
  /// Set: prove the packs against the real headers too, in place of the stubs.
  std::optional<HeaderRoots> Headers;
};

/// Prints one line per failure as compilers do, and a summary. Returns the exit
/// code: 0 all examples hold, 1 some do not, 2 a file cannot be used.
int verify(const VerifyOptions &Options, llvm::raw_ostream &Out);

} // namespace stallfree

#endif // STALLFREE_VERIFY_VERIFY_H
