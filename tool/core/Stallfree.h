//===- Stallfree.h - The four verbs of the checker --------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   rules/*.yaml --loadRules--> RuleSet ----+
//                                           v
//   source --extract--> TUFacts ... --analyze--> Report --render--> text
//
// extract is declared in extract/Extract.h and render in render/Render.h, for
// they need clang and the output formats; the two here need neither.
// All functions are pure and may run on several threads at once.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_STALLFREE_H
#define STALLFREE_CORE_STALLFREE_H

#include "Report.h"
#include "llvm/ADT/ArrayRef.h"

namespace stallfree {

/// What statements take, in nanoseconds; `stallfree calibrate` measures them.
struct Weights {
  double Operation = 0.2, Access = 0.3, Division = 1.5, Call = 1;
};

/// What the user asked of an analysis (`options:` of .stallfree.yaml and the
/// command line).
struct Options {
  Tier ShowAtLeast = Tier::Probable;
  /// Globs in clang-tidy's way: "-*,blocking-*". Later ones win.
  std::vector<std::string> Checks;
  double BudgetNanoseconds = 10e6;
  /// A6: prefer a CPU-sized thread pool over a process.
  bool PreferThread = false;
  Weights Costs;
  /// "FILE:LINE" of `stallfree why`; empty: Why is about every function.
  std::string WhyFile;
  uint32_t WhyLine = 0;
};

/// A set of rule files, read in order. Problems are complete: every bad row is
/// named with its place, good rows are kept.
struct LoadedRules {
  RuleSet Rules;
  Options Configured; ///< From `options:` blocks.
  std::vector<Problem> Problems;
};

/// Reads YAML rule files (never directories).
LoadedRules loadRules(llvm::ArrayRef<std::string> Files);

/// Links the facts of all translation units, finds what runs on a loop and
/// what is wrong there. The order of Units does not change the Report.
Report analyze(llvm::ArrayRef<const TUFacts *> Units, const RuleSet &Rules,
               const Options &Asked,
               std::vector<Explanation> *Why = nullptr);

} // namespace stallfree

#endif // STALLFREE_CORE_STALLFREE_H
