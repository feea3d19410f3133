//===- Callables.h - What callable values hold and where they go - -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Follows callables through parameters, fields, globals and containers:
//
//   void retry(std::function<void()> F) { F(); }     retry invokes parameter 0
//   void later(std::function<void()> F) { post(F); } later hands it to post
//   Conn::Conn(Handler H) : OnRead(H) {}             Conn::OnRead holds it
//
// "Calls its parameter k" is resolved at each call site, so that one helper
// used from a thread and from a loop does not mix the two.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_CALLABLES_H
#define STALLFREE_CORE_CALLABLES_H

#include "Conditions.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SetVector.h"
#include <functional>

namespace stallfree {

/// What finally happens to a callable.
struct CallableUse {
  enum class Kind : uint8_t { Invoked, HandedOff, Stored };
  Kind K = Kind::Invoked;
  BodyIndex In = 0;   ///< Where it happens...
  uint32_t Event = 0; ///< ...at which event.
  const RunsRow *Row = nullptr; ///< HandedOff: where it runs.
  std::string Symbol;           ///< Stored: into what.
  /// Invoked by a lambda that captured the parameter, or by a lazy coroutine:
  /// it runs where that one runs, not where the function is called.
  bool Captured = false;

  bool operator==(const CallableUse &) const = default;
};

/// A callable reaches a use: the value V of event (In, Event) in the caller.
struct CallableFlow {
  BodyIndex Caller = 0;
  uint32_t Event = 0;
  const Value *What = nullptr;
  CallableUse Use;
};

class Callables {
public:
  Callables(const Program &P, RuleIndex &Rules, const Conditions &Tests);

  /// All functions that calling V may run; Certain is false when they were
  /// found by what a variable or field may hold.
  struct Targets {
    llvm::SmallVector<FunctionId, 2> Functions;
    bool Certain = true;
  };
  Targets targets(const Function &F, const Value &V) const;

  /// Every value that reaches a use, in order of bodies and events.
  void forEachFlow(llvm::function_ref<void(const CallableFlow &)> Visit) const;

private:
  void usesAt(BodyIndex B, uint32_t Event,
              llvm::function_ref<void(const Value &, const CallableUse &)>) const;
  llvm::SmallVector<FunctionId, 1> methodNamed(const Function &F,
                                               const Event &E,
                                               const RunsRow &Row) const;
  std::vector<Value> heldFields(const NamePattern &Names) const;
  const Value &heldBy(const Function &F, const Value &V) const;
  bool propagate(BodyIndex B, uint32_t Event);
  void findReturned();

  const Program &P;
  RuleIndex &Rules;
  const Conditions &Tests;
  std::vector<std::pair<BodyIndex, uint32_t>> Interesting;
  llvm::DenseMap<std::pair<FunctionId, int>, llvm::SmallVector<CallableUse, 2>>
      ParameterUses;
  llvm::StringMap<llvm::SetVector<FunctionId>> Contents;
  /// What the functions that give callables back may give.
  llvm::DenseMap<FunctionId, llvm::SetVector<FunctionId>> Returned;
};

} // namespace stallfree

#endif // STALLFREE_CORE_CALLABLES_H
