//===- CallGraph.cpp - Who runs whom, and where roots are -----------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CallGraph.h"
#include "CoroutineObjects.h"
#include "MadeBy.h"
#include "NamedMethods.h"
#include "OwnLoops.h"
#include "ThreadQuestions.h"
#include "TypeName.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;
using llvm::StringRef;

/// Over this many overriders a virtual call is only a possible edge.
static constexpr size_t WideOverride = 8;

CallGraph::CallGraph(const Program &P, RuleIndex &Rules,
                     const Conditions &Tests)
    : P(P), Rules(Rules), Tests(Tests), Where(P, Rules), Values(P, Rules, Tests), Ends(P, Rules),
      Types(P, Rules.Rules.Makes),
      Out(P.Bodies.size()), At(P.Bodies.size()), Asked(P.Bodies.size()), WritesLoop(P.Bodies.size()), Knowledge(P.Bodies.size()),
      Coroutines(P.Bodies.size()), HasCaller(P.Bodies.size()) {
  ThreadQuestions Questions(P, Rules);
  OwnLoops Written(P, Rules, Tests);
  for (BodyIndex B = 0; B < P.Bodies.size(); ++B) {
    const Function &F = *P.Bodies[B].F;
    Asked[B] = Questions.askedBefore(F);
    Coroutines[B] = coroutineRow(Rules, F);
    Knowledge[B].resize(F.Events.size());
    At[B] = executorAtEvents(Rules, Tests, Where, F);
    addOwnLoop(B, Written);
  }
  for (BodyIndex B = 0; B < P.Bodies.size(); ++B)
    if (!Rules.trusted(P.Bodies[B].F->Name))
      addBody(B);
  Values.forEachFlow([&](const CallableFlow &Flow) { addFlow(Flow); });
  addRoots();
  addNamedRoots();
  addPresumedRoots();
  addHopRoots();
  doubtUnmade();
  for (auto &Edges : Out)
    llvm::stable_sort(Edges, [](const Edge &A, const Edge &B) {
      return std::tie(A.Event, A.To) < std::tie(B.Event, B.To);
    });
}

llvm::ArrayRef<Edge> CallGraph::out(BodyIndex B) const { return Out[B]; }

Executor CallGraph::at(BodyIndex B, uint32_t Event) const {
  return Event < At[B].size() ? At[B][Event] : Executor::Here;
}

CallKnowledge CallGraph::knowledge(BodyIndex B, uint32_t Event) const {
  return Knowledge[B][Event];
}

Tier CallGraph::surest(BodyIndex B, uint32_t Event) const {
  if (auto It = Limits.find({B, Event}); It != Limits.end())
    return It->second;
  return Event < Asked[B].size() && Asked[B][Event] ? Tier::Probable
                                                    : Tier::Definite;
}

void CallGraph::limit(BodyIndex B, uint32_t Event, Tier Surest) {
  Limits[{B, Event}] = std::min(surest(B, Event), Surest);
  for (Edge &E : Out[B])
    if (E.Event == Event)
      E.Certainty = std::min(E.Certainty, Surest);
}

void CallGraph::limitToOnce(BodyIndex B, uint32_t Event, Tier Surest) {
  Once.insert({B, Event});
  limit(B, Event, Surest);
}

void CallGraph::addEdge(Edge E) {
  E.Certainty = std::min(E.Certainty, surest(E.From, E.Event));
  E.On = at(E.From, E.Event);
  Out[E.From].push_back(E);
  HasCaller[E.To] = true;
  Knowledge[E.From][E.Event] = CallKnowledge::Resolved;
}

/// A lazy coroutine runs when its result is awaited or given to a spawner,
/// not when it is called. Returns true if this call starts it here.
bool CallGraph::startCoroutine(BodyIndex B, uint32_t Index, BodyIndex To,
                               Edge::Kind K, Tier Certainty) {
  const Function &F = *P.Bodies[B].F;
  const Event &E = F.Events[Index];
  Knowledge[B][Index] = CallKnowledge::Resolved;
  if (E.Awaited) {
    addEdge({Edge::Kind::Await, B, To, Index, {}, Certainty});
    return true;
  }
  if (E.Discarded)
    return false;
  std::string Variable = symbolOf(F, E.Into);
  auto IsResult = [&](const Value &V) {
    return (V.K == Value::Kind::Result && V.Number == int64_t(Index)) ||
           (!Variable.empty() && symbolOf(F, V) == Variable);
  };
  for (uint32_t J = Index + 1; J < F.Events.size(); ++J) {
    const Event &User = F.Events[J];
    if (llvm::none_of(User.Arguments, IsResult) && !IsResult(User.Object))
      continue;
    // Given to a spawner: the hand-off's row says where it runs (addFlow).
    if (!Rules.RunsCall.find(User).empty()) {
      HasCaller[To] = true;
      return false;
    }
    if (User.K == Event::Kind::Await || User.K == Event::Kind::Return) {
      addEdge({Edge::Kind::Await, B, To, Index, {}, Certainty});
      return true;
    }
    // `co_await when_all(child(1), child(2))`: an unknown combinator in a
    // coroutine runs its children where it is awaited.
    if (F.Coroutine && User.K == Event::Kind::Call) {
      addEdge({Edge::Kind::Await, B, To, Index, {},
               std::min(Certainty, Tier::Probable)});
      return true;
    }
  }
  return false;
}

void CallGraph::addCall(BodyIndex B, uint32_t Index, FunctionId Callee,
                        Edge::Kind K, Tier Certainty) {
  auto Called = P.bodies(Callee, B);
  if (P.inDifferentFiles(Called)) // Of two programs, or of two platforms.
    Certainty = std::min(Certainty, Tier::Probable);
  for (BodyIndex To : Called) {
    const CoroutineRow *Row = Coroutines[To];
    if (Row && Row->Lazy && Row->K != CoroutineRow::Kind::Generator)
      startCoroutine(B, Index, To, K, Certainty);
    else
      addEdge({K, B, To, Index, {}, Certainty});
  }
}

/// Types own what their template arguments say (`owns:` rows); a project class
/// has a destructor function, written or synthetic.
void CallGraph::addDestruction(BodyIndex B, uint32_t Index, StringRef Type,
                               Tier Certainty, int Depth) {
  if (Depth > 4)
    return;
  auto Rows = Rules.Owns.find(withoutArguments(Type));
  auto Arguments = templateArguments(Type);
  for (const OwnsRow *Row : Rows)
    for (size_t I = 0; I < Arguments.size() && !Ends.otherwise(*Row, Type); ++I)
      if (Row->Argument < 0 || size_t(Row->Argument) == I)
        addDestruction(B, Index, Arguments[I],
                       std::min(Certainty, Row->Certainty), Depth + 1);
  const Class *C = P.findClass(Type);
  if (!C || !C->Destructor)
    return;
  addCall(B, Index, C->Destructor, Edge::Kind::Destroy, Certainty);
  for (FunctionId O : P.overriders(C->Destructor))
    addCall(B, Index, O, Edge::Kind::Destroy, std::min(Certainty, Tier::Probable));
}

void CallGraph::addBody(BodyIndex B) {
  const Function &F = *P.Bodies[B].F;
  for (uint32_t I = 0; I < F.Events.size(); ++I) {
    const Event &E = F.Events[I];
    if (E.K == Event::Kind::Destroy) {
      if (P.bodies(E.Callee).empty())
        addDestruction(B, I, E.Object.Type, Tier::Definite, 0);
      else
        addCall(B, I, E.Callee, Edge::Kind::Destroy, Tier::Definite);
      if (E.Virtual)
        for (FunctionId O : P.overriders(E.Callee))
          addCall(B, I, O, Edge::Kind::Destroy, Tier::Probable);
      continue;
    }
    if (E.K != Event::Kind::Call && E.K != Event::Kind::Construct)
      continue;
    bool Trusted = Rules.trusted(E) != nullptr;
    bool Known = Trusted || Rules.covers(E);
    Knowledge[B][I] = Known ? CallKnowledge::Ruled : CallKnowledge::Unknown;
    if (Trusted || !Rules.Blocks.find(E).empty())
      continue; // The row speaks for the body, if there is one.
    addCall(B, I, E.Callee, Edge::Kind::Call, Tier::Definite);
    if (E.Virtual) {
      auto Overriders = P.overriders(E.Callee);
      Tier T = Overriders.size() > WideOverride ? Tier::Possible : Tier::Probable;
      for (FunctionId O : Overriders)
        addCall(B, I, O, Edge::Kind::Override, T);
    }
    if (!Rules.Destroys.find(E).empty())
      addDestruction(B, I, E.Object.Type, Tier::Definite, 0);
    for (const MakesRow *Row : Rules.Makes.find(E))
      for (BodyIndex C : Types.runBy(*Row, F, E))
        addEdge({Edge::Kind::Call, B, C, I, {}, Tier::Definite});
    for (BodyIndex C : constructorsMadeBy(P, Rules, E))
      addEdge({Edge::Kind::Call, B, C, I, {}, Tier::Definite});
  }
}

Executor CallGraph::handOffExecutor(const CallableUse &Use) const {
  const Function &F = *P.Bodies[Use.In].F;
  const Event &E = F.Events[Use.Event];
  if (Use.Row->HomeOf)
    if (const Value *V = select(E, *Use.Row->HomeOf))
      if (Executor On = Tests.homeOf(F, *V); On != Executor::Unknown)
        return On;
  const Value *V = Use.Row->OnArgument ? select(E, *Use.Row->OnArgument) : nullptr;
  if (!V)
    return Use.Row->On;
  if (Executor On = Where.of(F, *V); On != Executor::Unknown)
    return On;
  const Class *Own = P.findClass(V->Type);
  bool Executes = Own && Own->CallOperators.empty(); // Not the work itself.
  return Executes ? executorOfClass(P, Rules, *Own) : Use.Row->On;
}

void CallGraph::addFlow(const CallableFlow &Flow) {
  const CallableUse &Use = Flow.Use;
  const Function &F = *P.Bodies[Flow.Caller].F;
  // Inside a trusted function (a framework's own code) nothing starts: the
  // call that entered it has the row.
  if (Use.K == CallableUse::Kind::Stored || Rules.trusted(F.Name))
    return;
  Executor On = Executor::Here;
  if (Use.K == CallableUse::Kind::HandedOff)
    On = handOffExecutor(Use);
  Tier Surest = Use.Row ? Use.Row->Certainty : Tier::Definite;

  Tier Sure = Tier::Definite;
  if (Use.K == CallableUse::Kind::HandedOff && Use.Row->OnArgument) {
    const Function &Giver = *P.Bodies[Use.In].F;
    if (const Value *V = select(Giver.Events[Use.Event], *Use.Row->OnArgument))
      Sure = Where.certainty(Giver, *V);
  }

  auto Start = [&](BodyIndex To, Tier Certainty) {
    Certainty = std::min(Certainty, Sure);
    if (On == Executor::Here) {
      BodyIndex From = Use.Captured ? Use.In : Flow.Caller;
      uint32_t At = Use.Captured ? Use.Event : Flow.Event;
      addEdge({Edge::Kind::Value, From, To, At, {}, std::min(Certainty, Surest)});
      return;
    }
    const Event &Site = P.Bodies[Use.In].F->Events[Use.Event];
    HasCaller[To] = true;
    Knowledge[Use.In][Use.Event] = CallKnowledge::Ruled;
    Roots.push_back({To, On, std::min(Certainty, Surest),
                     Site.K == Event::Kind::Store
                         ? "is stored in '" + spelledField(Site.Object.Name) + "'"
                         : "is handed to '" + Site.Name + "'",
                     P.location(Use.In, Site.Where), Use.Row, false, Use.In});
  };

  auto Targets = Values.targets(F, *Flow.What);
  for (FunctionId Id : Targets.Functions) {
    auto Found = P.bodies(Id, Flow.Caller);
    bool Sure = Targets.Certain && !P.inDifferentFiles(Found);
    for (BodyIndex To : Found)
      Start(To, Sure ? Tier::Definite : Tier::Probable);
  }

  for (BodyIndex To :
       coroutinesOf(P, Coroutines, Flow.Caller, *Flow.What))
    Start(To, Tier::Definite);

  // An object whose method runs: the row names the method.
  if (Use.Row && !Use.Row->Method.Text.empty())
    for (BodyIndex To : P.overridersOf(Use.Row->Method.Text))
      if (P.Bodies[To].F->Class == Flow.What->Type)
        Start(To, Tier::Definite);
}

void CallGraph::addRoots() {
  auto Add = [&](BodyIndex B, const RunsRow &Row, std::string Why) {
    HasCaller[B] = true;
    llvm::StringRef Class = P.Bodies[B].F->Class;
    Executor On = !Row.HomeOf               ? Executor::Unknown
                  : Row.Annotation.empty() ? Tests.homeOfClass(Class)
                                           : Tests.homeOfDerived(Class);
    Roots.push_back({B, On == Executor::Unknown ? Row.On : On, Row.Certainty,
                     std::move(Why),
                     P.location(B, P.Bodies[B].F->Where), &Row});
  };
  for (BodyIndex B = 0; B < P.Bodies.size(); ++B) {
    const Function &F = *P.Bodies[B].F;
    bool IsCallback = F.ReturnType == "void" && !HasCaller[B];
    for (const RunsRow *Row : Rules.RunsFunction.find(F.Name))
      Add(B, *Row, "is declared to run there by " + Row->From.File);
    for (const Parameter &Taken : F.Parameters)
      for (const RunsRow *Row :
           Rules.RunsParameter.find(withoutArguments(Taken.Type)))
        if (!Row->Callback || IsCallback)
          Add(B, *Row, "takes a '" + withoutArguments(Taken.Type) + "'");
    for (const std::string &Name : F.OverrideNames)
      for (const RunsRow *Row : Rules.RunsOverride.find(Name))
        Add(B, *Row, "overrides '" + Name + "'");
    for (const RunsRow &Row : Rules.Rules.Runs)
      if (!Row.Annotation.empty() && !(Row.Callback && HasCaller[B]) &&
          llvm::is_contained(F.Annotations, Row.Annotation))
        Add(B, Row,
            Row.Callback ? "is marked '" + Row.Annotation + "', and no call of it is seen"
                         : "is annotated '" + Row.Annotation + "'");
  }
}

void CallGraph::addNamedRoots() {
  for (const NamedMethod &N : namedMethods(P, Rules))
    for (BodyIndex B : P.bodies(N.Method, N.In)) {
      if (Tests.homeOfClass(P.Bodies[B].F->Class) != Executor::Unknown)
        continue;
      const Event &Site = P.Bodies[N.In].F->Events[N.Event];
      HasCaller[B] = true;
      Roots.push_back({B, N.Row->On, N.Row->Certainty,
                       "is named in a call of '" + Site.Name + "'",
                       P.location(N.In, Site.Where), N.Row, false, N.In});
    }
}

void CallGraph::addPresumedRoots() {
  for (BodyIndex B = 0; B < P.Bodies.size(); ++B) {
    const CoroutineRow *Row = Coroutines[B];
    if (!Row || Row->K == CoroutineRow::Kind::Generator ||
        Row->Presumed == Executor::Here)
      continue;
    // An eager coroutine starts in its caller, but goes on where it is resumed.
    if (HasCaller[B] && Row->Lazy)
      continue;
    const Function &F = *P.Bodies[B].F;
    if (Rules.trusted(F.Name))
      continue;
    Roots.push_back({B, Row->Presumed, Row->Certainty,
                     "is a coroutine of type '" + withoutArguments(F.ReturnType) +
                         "'",
                     P.location(B, F.Where), nullptr, true});
  }
}

/// What a class says of its objects, where the program makes none: a plugin or
/// another program may.
void CallGraph::doubtUnmade() {
  for (Root &R : Roots) {
    const Function &Says = *P.Bodies[R.By.value_or(R.To)].F;
    bool OfObjects = R.By ? Says.Constructor
                          : R.Row && !R.Row->Override.Text.empty();
    if (OfObjects && P.isNeverMade(Says.Class))
      R.Certainty = std::min(R.Certainty, Tier::Probable);
  }
}

void CallGraph::addOwnLoop(BodyIndex B, const OwnLoops &Written) {
  auto Own = Written.find(B, At[B]);
  if (!Own)
    return;
  const Event &Wait = P.Bodies[B].F->Events[Own->Wait];
  Root R{B, Executor::Here, Own->Row->Certainty,
         "hands on what '" + Wait.Name + "' waits for", P.location(B, Wait.Where)};
  if (Own->Row->Direct)
    R.OnThread = Tier::Possible;
  Roots.push_back(std::move(R));
  WritesLoop[B] = true;
}

/// Whoever started it: after its hop a coroutine is where the hop says.
void CallGraph::addHopRoots() {
  for (BodyIndex B = 0; B < P.Bodies.size(); ++B) {
    const Function &F = *P.Bodies[B].F;
    if (!F.Coroutine || Rules.trusted(F.Name))
      continue;
    for (uint32_t I = 0; I + 1 < F.Events.size(); ++I) {
      const Event &Hop = F.Events[I];
      if (Hop.K != Event::Kind::Await || At[B][I + 1] == Executor::Here ||
          At[B][I + 1] == At[B][I])
        continue;
      std::string To = Hop.Name;
      if (Hop.Arguments.front().K == Value::Kind::Result)
        To = F.Events[Hop.Arguments.front().Number].Name;
      Roots.push_back({B, Executor::Here, Tier::Definite,
                       "moves there by co_await of '" + To + "'",
                       P.location(B, Hop.Where), nullptr});
      break;
    }
  }
}
