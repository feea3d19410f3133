//===- Callables.cpp - What callable values hold and where they go --------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Callables.h"
#include "Executors.h"
#include "NamedMethods.h"
#include "TypeName.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

using UseKind = CallableUse::Kind;

/// More overriders than this say nothing about who is called.
static constexpr size_t MaxTargets = 8;

static bool mayCarryCallable(const Value &V) {
  switch (V.K) {
  case Value::Kind::Parameter:
  case Value::Kind::Local:
  case Value::Kind::Field:
  case Value::Kind::Global:
  case Value::Kind::Result:
  case Value::Kind::This:
    return true;
  default:
    return !V.Callables.empty();
  }
}

/// An argument names what runs: SLOT(refresh()), offsetof(app_class, closed).
static bool namesWhatRuns(RuleIndex &Rules, const Event &E) {
  return llvm::any_of(Rules.RunsCall.find(E), [](const RunsRow *Row) {
    return Row->NamedBy || Row->FieldAt || !Row->Fields.Text.empty();
  });
}

Callables::Callables(const Program &P, RuleIndex &Rules,
                     const Conditions &Tests)
    : P(P), Rules(Rules), Tests(Tests) {
  for (BodyIndex B = 0; B < P.Bodies.size(); ++B) {
    const Function &F = *P.Bodies[B].F;
    for (uint32_t I = 0; I < F.Events.size(); ++I) {
      const Event &E = F.Events[I];
      if (mayCarryCallable(E.Object) || namesWhatRuns(Rules, E) || !E.TemplateCallables.empty() || llvm::any_of(E.Arguments, mayCarryCallable))
        Interesting.push_back({B, I});
    }
  }
  findReturned();
  // Each round carries uses and contents one call further; chains longer than
  // this are not followed.
  constexpr int MaxRounds = 8;
  bool Changed = true;
  for (int Round = 0; Changed && Round < MaxRounds; ++Round) {
    Changed = false;
    for (auto [B, I] : Interesting)
      Changed |= propagate(B, I);
  }
}

/// `std::function<void()> make() { return [] { ... }; }`, and the variables that
/// receive what such a call gives.
void Callables::findReturned() {
  for (const Body &B : P.Bodies)
    for (const Event &E : B.F->Events)
      if (E.K == Event::Kind::Return && !E.Arguments.empty())
        for (FunctionId Id : E.Arguments.front().Callables)
          Returned[B.F->Id].insert(Id);
  for (const Body &B : P.Bodies)
    for (const Event &E : B.F->Events)
      if (auto It = Returned.find(E.Callee);
          It != Returned.end() && E.K == Event::Kind::Call)
        if (std::string Symbol = symbolOf(*B.F, E.Into); !Symbol.empty())
          Contents[Symbol].insert_range(It->second);
}

Callables::Targets Callables::targets(const Function &F,
                                      const Value &V) const {
  Targets Result;
  Result.Functions.append(V.Callables.begin(), V.Callables.end());
  // A functor handed over as `*this` or through a variable of its class.
  if (V.Callables.empty())
    if (const Class *C = P.findClass(V.Type))
      Result.Functions.append(C->CallOperators.begin(), C->CallOperators.end());
  if (V.K == Value::Kind::Result && V.Callables.empty() &&
      size_t(V.Number) < F.Events.size())
    if (auto It = Returned.find(F.Events[V.Number].Callee);
        It != Returned.end())
      Result.Functions.append(It->second.begin(), It->second.end());
  std::string Symbol = symbolOf(F, V);
  if (Symbol.empty())
    return Result;
  if (auto It = Contents.find(Symbol); It != Contents.end())
    for (FunctionId Id : It->second)
      if (!llvm::is_contained(Result.Functions, Id)) {
        Result.Functions.push_back(Id);
        Result.Certain = false;
      }
  return Result;
}

void Callables::usesAt(
    BodyIndex B, uint32_t Index,
    llvm::function_ref<void(const Value &, const CallableUse &)> Visit) const {
  const Function &F = *P.Bodies[B].F;
  const Event &E = F.Events[Index];

  if (E.K == Event::Kind::Store) {
    std::string Symbol = symbolOf(F, E.Object);
    if (Symbol.empty() || E.Arguments.empty())
      return;
    // A field of a table that some framework calls through.
    for (const RunsRow *Row : Rules.RunsStore.find(E.Object.Name))
      if (E.Object.K == Value::Kind::Field &&
          Tests.allow(F, E, Row->When, Row->Unless))
        Visit(E.Arguments.front(),
              {UseKind::HandedOff, B, Index, Row, {}, false});
    Visit(E.Arguments.front(),
          {UseKind::Stored, B, Index, nullptr, std::move(Symbol), false});
    return;
  }
  if (E.K != Event::Kind::Call && E.K != Event::Kind::Construct)
    return;

  bool Ruled = false;
  for (const RunsRow *Row : Rules.RunsCall.find(E)) {
    if (!Tests.allow(F, E, Row->When, Row->Unless))
      continue;
    Ruled = true;
    UseKind K = Row->On == Executor::Here && !Row->OnArgument
                    ? UseKind::Invoked
                    : UseKind::HandedOff;
    CallableUse Use{K, B, Index, Row, {}, false};
    if (Row->NamedBy) {
      Value Named;
      Named.K = Value::Kind::Callable;
      auto Methods = methodNamed(F, E, *Row);
      Named.Callables.assign(Methods.begin(), Methods.end());
      Visit(Named, Use);
    } else if (Row->FieldAt) {
      Value Field;
      Field.K = Value::Kind::Field;
      if (const Value *Offset = select(E, *Row->FieldAt))
        Field.Name = Offset->Name;
      Visit(Field, Use);
    } else if (!Row->Fields.Text.empty()) {
      for (const Value &Field : heldFields(Row->Fields))
        Visit(Field, Use);
    } else if (Row->Argument.Index == ArgumentSelector::Template) {
      Value Given;
      Given.K = Value::Kind::Callable;
      Given.Callables = E.TemplateCallables;
      Visit(Given, Use);
    } else if (Row->Argument.Index == ArgumentSelector::Any) {
      for (const Value &V : E.Arguments)
        Visit(V, Use);
    } else if (const Value *V = select(E, Row->Argument)) {
      Visit(*V, Use);
    }
  }
  if (Ruled)
    return;

  // A value is called, or a wrapper such as std::function calls what it holds.
  bool Wrapper = llvm::StringRef(E.Name).ends_with("::operator()") && !P.function(E.Callee);
  if (E.K == Event::Kind::Call && (!E.Callee || Wrapper)) {
    Visit(heldBy(F, E.Object), {UseKind::Invoked, B, Index, nullptr, {}, false});
    return;
  }

  llvm::SmallVector<FunctionId, 4> Callees = {E.Callee};
  if (E.Virtual)
    if (auto Overriders = P.overriders(E.Callee);
        Overriders.size() <= MaxTargets)
      Callees.append(Overriders.begin(), Overriders.end());
  bool Known = false;
  auto VisitCallee = [&](FunctionId Callee) {
    Known = true;
    for (size_t J = 0; J < E.Arguments.size(); ++J)
      if (auto It = ParameterUses.find({Callee, int(J)});
          It != ParameterUses.end())
        // The list may grow while it is visited.
        for (size_t U = 0; U < It->second.size(); ++U) {
          CallableUse Use = It->second[U];
          Visit(E.Arguments[J], Use);
          It = ParameterUses.find({Callee, int(J)});
        }
  };
  for (FunctionId Callee : Callees)
    if (P.function(Callee))
      VisitCallee(Callee);
  for (const MakesRow *Row : Rules.Makes.find(E)) {
    llvm::StringRef Type = Row->OfObject ? E.Object.Type : E.Type;
    auto Made = templateArguments(Type);
    if (Made.empty())
      continue;
    for (BodyIndex C : P.constructors(Made.front()))
      VisitCallee(P.Bodies[C].F->Id);
  }
  if (Known)
    return;

  // A container, signal or the like: what goes in may be called from it.
  std::string Symbol = symbolOf(F, E.Object);
  if (!Symbol.empty())
    for (const Value &V : E.Arguments)
      Visit(V, {UseKind::Stored, B, Index, nullptr, Symbol, false});
}

llvm::SmallVector<FunctionId, 1>
Callables::methodNamed(const Function &F, const Event &E,
                       const RunsRow &Row) const {
  const Value *Text = select(E, *Row.NamedBy);
  const Value *Object = select(E, Row.Argument);
  llvm::StringRef Name = Text ? methodIn(textOf(F, *Text)) : "";
  if (Name.empty() || !Object)
    return {};
  return P.methodsNamed(Object->Type.empty() ? F.Class : Object->Type, Name);
}

/// The fields of that name that hold something anywhere: `settings.on_url = f;`.
std::vector<Value> Callables::heldFields(const NamePattern &Names) const {
  std::vector<Value> Fields;
  for (const auto &Held : Contents)
    if (matches(Names, Held.first())) {
      Value &Field = Fields.emplace_back();
      Field.K = Value::Kind::Field;
      Field.Name = Held.first().str();
    }
  llvm::sort(Fields, [](const Value &L, const Value &R) { return L.Name < R.Name; });
  return Fields;
}

/// Whose content V is, if V is an element that a function without a body found
/// in a container, pair or tuple: `Handlers.at(Key)`, `std::get<1>(Entry)`.
const Value &Callables::heldBy(const Function &F, const Value &V) const {
  const Value *Holder = &V;
  constexpr int MaxDepth = 4;
  for (int Depth = 0; Depth < MaxDepth; ++Depth) {
    if (Holder->K != Value::Kind::Result || !Holder->Callables.empty() ||
        size_t(Holder->Number) >= F.Events.size())
      break;
    const Event &Access = F.Events[Holder->Number];
    if (Access.K != Event::Kind::Call || P.function(Access.Callee))
      break;
    if (Access.Object.K != Value::Kind::Unknown)
      Holder = &Access.Object;
    else if (Access.Arguments.size() == 1)
      Holder = &Access.Arguments.front();
    else
      break;
  }
  return *Holder;
}

bool Callables::propagate(BodyIndex B, uint32_t Index) {
  const Function &F = *P.Bodies[B].F;
  bool Changed = false;
  usesAt(B, Index, [&](const Value &V, const CallableUse &Use) {
    if (Use.K == UseKind::Stored)
      for (FunctionId Id : targets(F, V).Functions)
        Changed |= Contents[Use.Symbol].insert(Id);
    if (V.K != Value::Kind::Parameter)
      return;
    CallableUse Passed = Use;
    // What a lazy coroutine calls runs where the coroutine runs, too.
    const CoroutineRow *Coroutine = coroutineRow(Rules, F);
    bool Later = (V.Owner && V.Owner != F.Id) || (Coroutine && Coroutine->Lazy);
    if (Later && Use.K == UseKind::Invoked && !Use.Captured) {
      Passed.Captured = true;
      Passed.In = B;
      Passed.Event = Index;
    }
    auto &Uses = ParameterUses[{V.Owner ? V.Owner : F.Id, int(V.Number)}];
    if (!Passed.Captured && Passed.K == UseKind::Invoked)
      Passed.In = 0, Passed.Event = 0;
    if (Uses.size() < MaxTargets && !llvm::is_contained(Uses, Passed)) {
      Uses.push_back(std::move(Passed));
      Changed = true;
    }
  });
  return Changed;
}

void Callables::forEachFlow(
    llvm::function_ref<void(const CallableFlow &)> Visit) const {
  for (auto [B, I] : Interesting)
    usesAt(B, I, [&](const Value &V, const CallableUse &Use) {
      Visit({B, I, &V, Use});
    });
}
