//===- Advise.cpp - Where the blocking call belongs -----------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Advise.h"
#include "TypeName.h"
#include "llvm/ADT/StringExtras.h"

using namespace stallfree;

namespace {

/// The place where a change belongs: the innermost coroutine on the path, at
/// its own call that leads to the blocker; without one, the loop's callback.
struct Level {
  BodyIndex In = 0;
  uint32_t Event = 0;
  const CoroutineRow *Coroutine = nullptr;
};

Level levelOf(const Analysis &A, BodyIndex B, uint32_t Event, Executor On) {
  if (const CoroutineRow *Row = A.Graph.coroutine(B))
    return {B, Event, Row};
  auto Path = A.Runs.path(B, On);
  for (const Edge *E : llvm::reverse(Path))
    if (const CoroutineRow *Row = A.Graph.coroutine(E->From))
      return {E->From, E->Event, Row};
  if (!Path.empty())
    return {Path.front()->From, Path.front()->Event, nullptr};
  return {B, Event, nullptr};
}

const OffloadRow *offload(const RuleSet &Rules, llvm::StringRef Framework,
                          Executor To) {
  const OffloadRow *Fallback = nullptr;
  for (const OffloadRow &Row : Rules.Offload) {
    if (Row.To != To)
      continue;
    if (Row.Framework == Framework)
      return &Row;
    if (Row.Framework == "runtime")
      Fallback = &Row;
  }
  return Fallback;
}

std::string spell(llvm::StringRef Spelling, llvm::StringRef Expression) {
  std::string Result = Spelling.str();
  for (llvm::StringRef Slot : {"{expr}", "{body}"})
    for (size_t At; (At = Result.find(Slot)) != std::string::npos;)
      Result.replace(At, Slot.size(), Expression);
  return Result;
}

std::string at(const Analysis &A, const Level &L) {
  Location Where = A.P.location(L.In, A.P.Bodies[L.In].F->Events[L.Event].Where);
  return Where.File + ":" + std::to_string(Where.Line);
}

/// How the call at this level is moved to `To`, as one clause.
std::string moveText(const Analysis &A, const Level &L, BodyIndex Blocked,
                     Executor To) {
  const Event &Call = A.P.Bodies[L.In].F->Events[L.Event];
  if (Call.K == Event::Kind::Destroy)
    return "a destructor cannot suspend: end what '" + lastSegment(Call.Name).str() +
           "' waits for on a " + name(To) + " that '" + A.P.Bodies[L.In].F->Name +
           "' awaits before the object goes out of scope (" + at(A, L) + ")";
  std::string Expression = lastSegment(Call.Name.empty() ? Call.Object.Name
                                                         : Call.Name)
                               .str() +
                           "(...)";
  bool Elsewhere = L.In != Blocked;
  if (L.Coroutine) {
    const OffloadRow *Row = offload(A.Rules.Rules, L.Coroutine->Framework, To);
    std::string Spelled = Row ? spell(Row->Spelling, Expression) : Expression;
    return (Elsewhere ? "in '" + A.P.Bodies[L.In].F->Name + "' (" + at(A, L) +
                            ") write `"
                      : "write `") +
           Spelled + "`";
  }
  return "hand '" + Expression + "' " +
         (Elsewhere ? "in '" + A.P.Bodies[L.In].F->Name + "' (" + at(A, L) + ") "
                    : "") +
         "to a thread pool and post the rest of the handler back to the loop "
         "when it is done";
}

} // namespace

Advice stallfree::adviseBlocking(const Analysis &A, BodyIndex B,
                                 uint32_t Event, const HotPlace &Hot,
                                 const BlockRow &Row, const Finding &Found) {
  Level L = levelOf(A, B, Event, Hot.On);
  std::string Framework = L.Coroutine ? L.Coroutine->Framework
                                      : Row.From.Pack;
  if (!L.Coroutine)
    if (const Root &R = A.Runs.root(B, Hot.On); R.Row)
      Framework = R.Row->From.Pack;

  if (Found.Check == "loop-sync-wait" || Found.Check == "loop-nested-run")
    return {"A2", "restructure", "it waits for work of this same loop",
            "let the code that needs the result be a continuation or a "
            "co_await; a thread would only hide the wait"};
  if (Hot.On == Executor::Gil)
    return {"A4", "thread", "it waits, and the interpreter lock is held",
            "release the interpreter lock around the call (Py_BEGIN_ALLOW_THREADS "
            "or py::gil_scoped_release)"};
  auto It = Row.Instead.find(Framework);
  if (It == Row.Instead.end()) {
    It = Row.Instead.find("any");
    Framework = Row.From.Pack; // The library's own, whatever runs the loop.
  }
  if (It != Row.Instead.end())
    return {"A1", "await", "'" + Framework + "' has an asynchronous equivalent",
            "use `" + It->second + "`" +
                (L.In != B ? " and make the functions between '" +
                                 A.P.Bodies[L.In].F->Name +
                                 "' and here asynchronous"
                           : "")};
  if (Row.Isolate)
    return {"A3", "process", "it may crash or must be killable",
            moveText(A, L, B, Executor::Process)};
  return {"A4", "thread", "it waits and has no asynchronous equivalent here",
          moveText(A, L, B, Executor::Thread)};
}
