//===- EarlyFindings.h - Findings shown while a run goes on -----*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CLI_EARLYFINDINGS_H
#define STALLFREE_CLI_EARLYFINDINGS_H

#include "core/Stallfree.h"
#include "render/Render.h"
#include "llvm/ADT/StringMap.h"
#include <chrono>

namespace stallfree {

/// Prints findings on a terminal as they settle, and the rest at the end. A
/// finding is settled when its whole proof lies in what has been parsed and no
/// step is presumed: what is still to come can only add to it. Costs at most a
/// twentieth of the time that the run takes. Not thread-safe.
class EarlyFindings {
public:
  /// How.ShowAtLeast, colours and so on as for the report.
  EarlyFindings(RenderOptions How, llvm::raw_ostream &OS);

  /// Facts: of one more translation unit; they must live as long as this.
  /// BeforePrinting is called once if something is going to be printed.
  void add(const TUFacts &Facts, const RuleSet &Rules, const Options &Asked,
           llvm::function_ref<void()> BeforePrinting);

  /// The findings of the whole run that are not on the terminal yet, then what
  /// closes every text report.
  void finish(const Report &R);

private:
  static std::string key(const Finding &F);

  const RenderOptions How;
  llvm::raw_ostream &OS;
  std::vector<const TUFacts *> Units;
  llvm::StringMap<std::string> Shown; ///< Key -> place and message.
  const std::chrono::steady_clock::time_point Start;
  std::chrono::duration<double> Spent{0};
};

} // namespace stallfree

#endif // STALLFREE_CLI_EARLYFINDINGS_H
