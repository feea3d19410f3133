//===- Locks.cpp - Locks held at each event of a function -----------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Locks.h"
#include "Flow.h"
#include "TypeName.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;
using llvm::StringRef;

using Held = std::vector<HeldGuard>;

namespace {

template <class List> auto find(List &L, StringRef Symbol) {
  auto It = llvm::find_if(L, [&](auto &G) { return G.Symbol == Symbol; });
  return It == L.end() ? nullptr : &*It;
}

class LockFlow {
public:
  LockFlow(const Program &P, RuleIndex &Rules, const Conditions &Tests,
           const Function &F)
      : P(P), Rules(Rules), Tests(Tests), F(F) {}

  bool mayLock() const {
    return llvm::any_of(F.Events, [&](const Event &E) {
      return !Rules.Locks.find(E).empty() ||
             (E.K == Event::Kind::Construct && (guardType(E.Type, 0) || scopedLock(E)));
    });
  }

  void apply(Held &Now, uint32_t I) const {
    const Event &E = F.Events[I];
    switch (E.K) {
    case Event::Kind::Construct:
      construct(Now, I);
      break;
    case Event::Kind::Destroy:
      release(Now, symbolOf(F, E.Object));
      break;
    case Event::Kind::Call:
      if (!Rules.Unlocks.find(E).empty() || unlocksField(E.Callee, ""))
        release(Now, symbolOf(F, lockOf(E)));
      for (const GuardRow *Row : Rules.Locks.find(E)) {
        // A try_lock holds only where its result is known to be true.
        if (isTry(E.Name) || E.Awaited)
          continue;
        std::string Symbol = symbolOf(F, lockOf(E));
        if (!Symbol.empty() && Tests.allow(F, E, {}, Row->Unless))
          take(Now, {Symbol, I, Row, Symbol, true});
      }
      break;
    default:
      break;
    }
  }

  void follow(Held &Now, uint32_t B, size_t Successor) const {
    const auto &T = F.Blocks[B].Condition;
    if (!T || T->Event < 0 || T->Compared)
      return;
    const Event &E = F.Events[T->Event];
    bool Holds = (Successor == 0) != T->Negated;
    if (!Holds || !isTry(E.Name))
      return;
    std::string Symbol = symbolOf(F, E.Object);
    for (const GuardRow *Row : Rules.Locks.find(E))
      if (!Symbol.empty())
        take(Now, {Symbol, uint32_t(T->Event), Row, Symbol, true});
  }

  static void merge(Held &Into, const Held &From) {
    for (HeldGuard &G : Into)
      if (!find(From, G.Symbol))
        G.Certain = false;
    for (HeldGuard G : From) {
      if (HeldGuard *Mine = find(Into, G.Symbol)) {
        Mine->Certain &= G.Certain;
        Mine->Since = std::min(Mine->Since, G.Since);
      } else {
        G.Certain = false;
        take(Into, std::move(G));
      }
    }
  }

private:
  /// `m.lock()`, and in C `pthread_mutex_lock(&m)`.
  static const Value &lockOf(const Event &E) {
    bool Free = E.Object.K == Value::Kind::Unknown && E.Object.Type.empty();
    return Free && !E.Arguments.empty() ? E.Arguments.front() : E.Object;
  }

  static bool isTry(StringRef Name) {
    return lastSegment(Name).starts_with("try_");
  }

  static void take(Held &Now, HeldGuard G) {
    if (find(Now, G.Symbol))
      return;
    auto At = llvm::upper_bound(Now, G, [](auto &A, auto &B) {
      return A.Since < B.Since;
    });
    Now.insert(At, std::move(G));
  }

  static void release(Held &Now, StringRef Symbol) {
    if (!Symbol.empty())
      llvm::erase_if(Now, [&](auto &G) { return G.Symbol == Symbol; });
  }

  /// The row of a guard type, or of a member that is one (wrapper structs).
  const GuardRow *guardType(StringRef Type, int Depth) const {
    auto Rows = Rules.GuardTypes.find(withoutArguments(Type));
    if (!Rows.empty())
      return Rows.front();
    const Class *C = Depth < 3 ? P.findClass(Type) : nullptr;
    if (C)
      for (const Field &M : C->Fields)
        if (const GuardRow *Row = guardType(M.Type, Depth + 1))
          return Row;
    return nullptr;
  }

  /// Does this function unlock that field, or any if it has no name?
  bool unlocksField(FunctionId Id, StringRef Name) const {
    const Function *G = P.function(Id);
    return G && llvm::any_of(G->Events, [&](const Event &E) {
             return E.Object.K == Value::Kind::Field &&
                    (Name.empty() || E.Object.Name == Name) && !Rules.Unlocks.find(E).empty();
           });
  }

  /// The lock that a class of the project takes on a field in its constructor
  /// and gives back in its destructor.
  const GuardRow *scopedLock(const Event &E) const {
    const Class *C = P.findClass(E.Type);
    const Function *Make = C && C->Destructor ? P.function(E.Callee) : nullptr;
    if (Make)
      for (const Event &L : Make->Events)
        if (L.Object.K == Value::Kind::Field && !isTry(L.Name) &&
            unlocksField(C->Destructor, L.Object.Name))
          if (auto Rows = Rules.Locks.find(L); !Rows.empty())
            return Rows.front();
    return nullptr;
  }

  void construct(Held &Now, uint32_t I) const {
    const Event &E = F.Events[I];
    const GuardRow *Scoped = scopedLock(E);
    const GuardRow *Row = Scoped ? Scoped : guardType(E.Type, 0);
    if (!Row)
      return;
    const Value &Into = E.Object.K != Value::Kind::Unknown ? E.Object : E.Into;
    std::string Symbol = symbolOf(F, Into);
    if (Symbol.empty() || Into.K == Value::Kind::Field)
      return;
    // A guard without a mutex holds nothing; one that moves takes over. What
    // a wrapper's constructor does with its member is only likely.
    bool Wrapper = Rules.GuardTypes.find(withoutArguments(E.Type)).empty();
    if (E.Arguments.empty() && !Row->Hostile && !Wrapper)
      return;
    if (!E.Arguments.empty()) {
      const Value &From = E.Arguments.front();
      if (withoutArguments(From.Type) == withoutArguments(E.Type)) {
        std::string Old = symbolOf(F, From);
        bool WasHeld = find(Now, Old) != nullptr;
        release(Now, Old);
        if (!WasHeld && !Old.empty())
          return;
      }
    }
    if (!Tests.allow(F, E, {}, Row->Unless))
      return;
    std::string Mutex =
        E.Arguments.empty() ? "" : symbolOf(F, E.Arguments.front());
    take(Now, {Symbol, I, Row, Mutex, Scoped || !Wrapper});
  }

  const Program &P;
  RuleIndex &Rules;
  const Conditions &Tests;
  const Function &F;
};

} // namespace

std::vector<std::vector<HeldGuard>>
stallfree::guardsAtEvents(const Program &P, RuleIndex &Rules,
                          const Conditions &Tests, const Function &F) {
  std::vector<std::vector<HeldGuard>> Result(F.Events.size());
  LockFlow Flow(P, Rules, Tests, F);
  if (!Flow.mayLock())
    return Result;
  auto Before = flowForward<Held>(
      F, {}, [&](Held &Now, uint32_t I) { Flow.apply(Now, I); },
      [&](Held &Now, uint32_t B, size_t S) { Flow.follow(Now, B, S); },
      LockFlow::merge);
  for (size_t I = 0; I < Before.size(); ++I)
    if (Before[I])
      Result[I] = std::move(*Before[I]);
  return Result;
}
