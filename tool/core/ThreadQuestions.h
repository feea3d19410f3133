//===- ThreadQuestions.h - Which thread am I on? ----------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   bool main = std::this_thread::get_id() == main_thread;
//   ...
//   if (!main) done.wait(lock);          perhaps never on the loop's thread
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_THREADQUESTIONS_H
#define STALLFREE_CORE_THREADQUESTIONS_H

#include "Program.h"
#include "RuleIndex.h"
#include "llvm/ADT/DenseSet.h"

namespace stallfree {

/// A function that compares the thread it runs on with one that the program
/// remembers has another way for each. Which thread that is nobody knows, so
/// what comes after the question is less sure.
class ThreadQuestions {
public:
  ThreadQuestions(const Program &P, RuleIndex &Rules);

  /// For each event of F: has F asked before? Empty if it never asks.
  std::vector<bool> askedBefore(const Function &F) const;

private:
  bool asks(const Function &F, const Event &E) const;

  RuleIndex &Rules;
  /// `bool on_main() { return get_id() == main_; }`
  llvm::DenseSet<FunctionId> Answers;
};

} // namespace stallfree

#endif // STALLFREE_CORE_THREADQUESTIONS_H
