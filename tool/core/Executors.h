//===- Executors.h - Where values and coroutine points run ---- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_EXECUTORS_H
#define STALLFREE_CORE_EXECUTORS_H

#include "Conditions.h"
#include <map>

namespace stallfree {

/// What the `executors:` rows say about a type. The innermost template
/// argument with a row decides: a strand of a thread pool is a pool. Unknown
/// if no row matches.
Executor executorOfType(RuleIndex &Rules, llvm::StringRef Type);

/// Of a class that the project wrote: what its bases say. An executor of its own
/// runs things where it likes, so without such a base nothing is presumed.
Executor executorOfClass(const Program &P, RuleIndex &Rules, const Class &Own,
                         int Depth = 0);

/// Where work runs that is given to an object. What made the object, and how
/// the program uses it, say more than its type: an any_io_executor that came
/// from a thread pool is a pool.
class Executors {
public:
  Executors(const Program &P, RuleIndex &Rules);

  /// Unknown if nothing is known of V.
  Executor of(const Function &F, const Value &V) const;
  /// How sure of() is: a parameter or field of a type that hides what it is
  /// (any_io_executor) may come from anywhere.
  Tier certainty(const Function &F, const Value &V) const;
  /// Where the rest of its caller runs after a call of Callee: a function of the
  /// project that enters a scope and leaves it to another one to end it (Here).
  std::optional<Executor> movedBy(FunctionId Callee) const;

private:
  Executor origin(const Function &F, const Value &V, int Depth) const;
  void learn(const Function &F, const Value &Into, const Value &From);
  void learnMove(const Function &F);
  Executor typed(llvm::StringRef Type) const;

  RuleIndex &Rules;
  /// Variables and fields by symbol; Unknown where their origins disagree.
  llvm::StringMap<Executor> Known;
  llvm::StringSet<> Queues; ///< Those of them whose uses decided.
  std::map<FunctionId, Executor> Moves;
  mutable llvm::StringMap<Executor> ByType;
};

/// The `coroutines:` row of a coroutine: by its return type, else by what its
/// body does. Null if F is no coroutine.
const CoroutineRow *coroutineRow(RuleIndex &Rules, const Function &F);

/// For each event of a function the executor that it runs on; Here before any
/// hop, after the end of a scope and where paths disagree.
std::vector<Executor> executorAtEvents(RuleIndex &Rules, const Conditions &Tests,
                                       const Executors &Where, const Function &F);

} // namespace stallfree

#endif // STALLFREE_CORE_EXECUTORS_H
