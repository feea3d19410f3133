//===- WorkQueues.cpp - Loops that only work through posted work ----------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WorkQueues.h"
#include "HandOffs.h"
#include "TypeName.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include <map>
#include <set>

using namespace stallfree;

namespace {

struct Use {
  bool RunOnThread = false;
  bool Other = false; ///< Run elsewhere, given away, or something lives on it.
  std::set<std::string> Alone; ///< What `alone-with` calls made on it.
};

class Finder {
public:
  Finder(const Program &P, RuleIndex &Rules) : P(P), Rules(Rules) {}

  std::vector<std::string> run() {
    if (llvm::none_of(Rules.Rules.Executors,
                      [](const ExecutorRow &R) { return !R.RunBy.empty(); }))
      return {};
    findThreadBodies();
    for (const Body &B : P.Bodies)
      if (!Rules.trusted(B.F->Name))
        for (const Event &E : B.F->Events)
          look(*B.F, E);
    std::vector<std::string> Result;
    for (auto &[Symbol, U] : Uses)
      if (U.RunOnThread && !U.Other && U.Alone.size() <= 1)
        Result.push_back(Symbol);
    return Result;
  }

private:
  void findThreadBodies() {
    for (const Body &B : P.Bodies)
      for (const Event &E : B.F->Events)
        if (startsThread(E))
          for (const Value &V : E.Arguments)
            ThreadBodies.insert(V.Callables.begin(), V.Callables.end());
  }

  bool handsToThread(llvm::StringRef Name) {
    return llvm::any_of(Rules.RunsCall.find(Name), [](const RunsRow *Row) {
      return Row->On == Executor::Thread && !Row->OnArgument;
    });
  }

  /// What E calls: `std::thread(f)`, also in `std::make_unique<std::thread>(f)`.
  std::vector<std::string> calledBy(const Event &E) {
    std::vector<std::string> Names = {E.Name};
    for (const MakesRow *Row : Rules.Makes.find(E)) {
      auto Made = templateArguments(Row->OfObject ? E.Object.Type : E.Type);
      if (!Made.empty())
        Names.push_back(constructorOf(Made.front()));
    }
    return Names;
  }

  bool startsThread(const Event &E) {
    return llvm::any_of(calledBy(E), [&](const std::string &Name) {
      return handsToThread(Name);
    });
  }

  static std::string constructorOf(llvm::StringRef Type) {
    std::string Class = withoutArguments(Type);
    return Class + "::" + Class.substr(Class.rfind(':') + 1);
  }

  /// `std::thread(&io_context::run, &io)`, and the same through `std::bind`,
  /// whose result a thread gets.
  bool boundToThread(const Function &F, const Event &E) {
    uint32_t Index = &E - F.Events.data();
    return startsThread(E) || llvm::any_of(F.Events, [&](const Event &Later) {
             return startsThread(Later) && takesResultOf(F, Later, Index);
           });
  }

  const ExecutorRow *rowOf(const Value &V) const {
    auto Rows = Rules.Executors.find(withoutArguments(V.Type));
    return !Rows.empty() && !Rows.front()->RunBy.empty() ? Rows.front() : nullptr;
  }

  /// The object behind V: itself, or that whose executor V is.
  const Value &behind(const Function &F, const Value &V) const {
    if (V.K != Value::Kind::Result || size_t(V.Number) >= F.Events.size())
      return V;
    const Value &Object = F.Events[V.Number].Object;
    return Object.K != Value::Kind::Unknown ? Object : V;
  }

  static bool anyMatches(llvm::ArrayRef<NamePattern> Patterns,
                         llvm::StringRef Name) {
    return llvm::any_of(Patterns,
                        [&](const NamePattern &N) { return matches(N, Name); });
  }

  void look(const Function &F, const Event &E) {
    bool Own = E.K == Event::Kind::Construct || E.K == Event::Kind::Destroy;
    if (!Own)
      note(F, E, E.Object);
    for (const Value &V : E.Arguments)
      note(F, E, behind(F, V));
  }

  /// The variable that an `alone-with` call made.
  std::string madeAlone(const Function &F, const Event &E,
                        const ExecutorRow &Row) {
    bool Makes = llvm::any_of(calledBy(E), [&](const std::string &Name) {
      return anyMatches(Row.AloneWith, Name);
    });
    if (!Makes)
      return {};
    return symbolOf(F, E.K == Event::Kind::Construct ? E.Object : E.Into);
  }

  void note(const Function &F, const Event &E, const Value &V) {
    const ExecutorRow *Row = rowOf(V);
    std::string Symbol = Row ? symbolOf(F, V) : std::string();
    if (Symbol.empty())
      return;
    Use &U = Uses[Symbol];
    if (V.K == Value::Kind::Parameter)
      U.Other = true; // Somebody else's.
    bool Bound = llvm::any_of(E.Arguments, [&](const Value &Run) {
      return Run.K == Value::Kind::Callable && anyMatches(Row->RunBy, Run.Name);
    });
    if (Bound)
      (boundToThread(F, E) ? U.RunOnThread : U.Other) = true;
    else if (anyMatches(Row->RunBy, E.Name))
      (ThreadBodies.contains(F.Id) ? U.RunOnThread : U.Other) = true;
    else if (std::string Made = madeAlone(F, E, *Row); !Made.empty())
      U.Alone.insert(Made);
    else if (!anyMatches(Row->FedBy, E.Name))
      U.Other = true;
  }

  const Program &P;
  RuleIndex &Rules;
  llvm::DenseSet<FunctionId> ThreadBodies;
  std::map<std::string, Use> Uses;
};

} // namespace

std::vector<std::string> stallfree::workQueues(const Program &P,
                                               RuleIndex &Rules) {
  return Finder(P, Rules).run();
}
