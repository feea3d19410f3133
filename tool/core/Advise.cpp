//===- Advise.cpp - Where the blocking call belongs -----------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Advise.h"
#include "Crossing.h"
#include "Level.h"
#include "TypeName.h"
#include "llvm/ADT/StringExtras.h"

using namespace stallfree;

namespace {

/// A framework and those that it is built on: gtkmm, glib.
llvm::SmallVector<std::string, 4> withBases(const RuleSet &Rules,
                                            const std::string &Framework) {
  llvm::SmallVector<std::string, 4> Names = {Framework};
  for (const Pack &P : Rules.Packs)
    if (P.Name == Framework)
      Names.append(P.Uses.begin(), P.Uses.end());
  return Names;
}

std::string fill(std::string Text, llvm::StringRef Slot, llvm::StringRef With) {
  for (size_t At; (At = Text.find(Slot)) != std::string::npos;)
    Text.replace(At, Slot.size(), With);
  return Text;
}

std::string spell(const std::string &Spelling, llvm::StringRef Expression) {
  llvm::StringRef Callee = Expression;
  Callee.consume_back("(...)");
  return fill(fill(fill(Spelling, "{expr}", Expression), "{body}", Expression), "{callee}", Callee);
}

std::string at(const Analysis &A, const Level &L) {
  Location Where = A.P.location(L.In, A.P.Bodies[L.In].F->Events[L.Event].Where);
  return Where.File + ":" + std::to_string(Where.Line);
}

/// The call as it is written, without its arguments.
std::string callText(const Event &Call) {
  std::string Called = Call.Name.empty() ? Call.Object.Name : Call.Name;
  if (Call.K == Event::Kind::Construct)
    return spelledCall(Called) + "(...)";
  std::string Receiver;
  using Kind = Value::Kind;
  Kind K = Call.Name.empty() ? Kind::Unknown : Call.Object.K;
  if (K == Kind::Parameter || K == Kind::Local || K == Kind::Field)
    Receiver = lastSegment(Call.Object.Name).split('#').first.str() +
               (llvm::StringRef(Call.Object.Type).ends_with("*") ? "->" : ".");
  return Receiver + lastSegment(Called).str() + "(...)";
}

/// How the call at this level is moved to `To`, as one clause.
std::string moveText(const Analysis &A, const Level &L, BodyIndex Blocked,
                     Executor To, const std::string &Framework) {
  const Event &Call = A.P.Bodies[L.In].F->Events[L.Event];
  if (Call.K == Event::Kind::Destroy)
    return "a destructor cannot suspend: end what '" + lastSegment(Call.Name).str() +
           "' waits for on a " + name(To) + " that '" + A.P.Bodies[L.In].F->Name +
           "' awaits before the object goes out of scope (" + at(A, L) + ")";
  std::string Expression = callText(Call);
  bool Elsewhere = L.In != Blocked;
  if (L.Coroutine) {
    const OffloadRow *Row = offloadRow(A.Rules.Rules, L.Coroutine->Framework, To);
    std::string Spelled = Row ? spell(Row->Spelling, Expression) : Expression;
    return (Elsewhere ? "in '" + A.P.Bodies[L.In].F->Name + "' (" + at(A, L) +
                            ") write `"
                      : "write `") +
           Spelled + "`";
  }
  std::string Place =
      Elsewhere ? "in '" + A.P.Bodies[L.In].F->Name + "' (" + at(A, L) + ") " : "";
  for (const std::string &Name : withBases(A.Rules.Rules, Framework))
    for (const OffloadRow &Row : A.Rules.Rules.Offload)
      if (Row.Framework == Name && Row.To == To && !Row.Callback.empty())
        return "in two steps: " + Place + "write `" + spell(Row.Callback, Expression) +
               "`; what follows the call now belongs in its last part, which runs on the loop";
  return "in two steps: " + Place + "post '" + Expression +
         "' to a thread pool; there, when it is done, post what follows the call now back "
         "to the loop, with the result";
}

/// The key of `instead:` and `offload:` where the change belongs.
std::string frameworkOf(const Analysis &A, const Level &L, BodyIndex B,
                        const HotPlace &Hot, std::string Otherwise) {
  if (L.Coroutine)
    return L.Coroutine->Framework;
  const Root &R = A.Runs.root(B, Hot.State);
  return R.Row ? R.Row->From.Pack : Otherwise;
}

/// A1, if the row names what to await in this framework or in `any`: then it is
/// the library's own, whatever runs the loop. {name} stands for what was called.
std::optional<Advice>
awaitInstead(const Analysis &A, const Level &L, BodyIndex B,
             std::string Framework,
             const std::map<std::string, std::string> &Instead,
             const std::string &Pack, llvm::StringRef Called) {
  auto It = Instead.end();
  for (const std::string &Name : withBases(A.Rules.Rules, Framework))
    if (It = Instead.find(Name); It != Instead.end())
      break;
  if (It == Instead.end()) {
    It = Instead.find("any");
    Framework = Pack;
  }
  if (It == Instead.end())
    return std::nullopt;
  // A plain callback has nothing to await with.
  std::string Spelled = fill(It->second, "{name}", lastSegment(Called));
  llvm::StringRef Use = Spelled;
  bool Starts = !L.Coroutine && Use.consume_front("co_await ");
  return Advice{"A1", "await",
                "'" + Framework + "' has an asynchronous equivalent",
                (Starts ? "start `" + Use + "` and go on in its handler"
                        : "use `" + Use + "`")
                        .str() +
                    (L.In != B ? " and make the functions between '" +
                                     A.P.Bodies[L.In].F->Name +
                                     "' and here asynchronous"
                               : "")};
}

} // namespace

Advice stallfree::adviseBlocking(const Analysis &A, BodyIndex B,
                                 uint32_t Event, const HotPlace &Hot,
                                 const BlockRow &Row, const Finding &Found) {
  bool Helper = A.P.function(A.P.Bodies[B].F->Events[Event].Callee);
  Level L = levelOf(A, B, Event, Hot.State, Helper);
  std::string Framework = frameworkOf(A, L, B, Hot, Row.From.Pack);

  if (Found.Check == "loop-sync-wait" || Found.Check == "loop-nested-run")
    return {"A2", "restructure", "it waits for work of this same loop",
            "let the code that needs the result be a continuation or a "
            "co_await; a thread would only hide the wait"};
  if (Hot.On == Executor::Gil)
    return {"A4", "thread", "it waits, and the interpreter lock is held",
            "release the interpreter lock around the call (Py_BEGIN_ALLOW_THREADS "
            "or py::gil_scoped_release)"};
  if (auto Known = awaitInstead(A, L, B, Framework, Row.Instead, Row.From.Pack, Found.Blocker))
    return *Known;
  if (Row.Isolate)
    return {"A3", "process", "it may crash or must be killable",
            moveText(A, L, B, Executor::Process, Framework)};
  return {"A4", "thread", "it waits and has no asynchronous equivalent here",
          moveText(A, L, B, Executor::Thread, Framework)};
}

/// A6: the call at this level to a process if it can cross, else to a thread.
static Advice moveAway(const Analysis &A, const Level &L, BodyIndex B,
                       const std::string &Framework) {
  std::string Why = A.Asked.PreferThread ? "" : crossingObstacle(A, L);
  if (Why.empty() && !A.Asked.PreferThread)
    return {"A6", "process", "it computes for longer than the budget, takes only values and "
                             "shares no state",
            moveText(A, L, B, Executor::Process, Framework) +
                "; a pool of as many threads as cores also does, and copies "
                "nothing"};
  return {"A6", "thread",
          "it computes for longer than the budget" +
              (Why.empty() ? "" : "; no process, since " + Why),
          moveText(A, L, B, Executor::Thread, Framework) +
              "; the pool needs no more threads than there are cores"};
}

/// What holds for calls and for loops: nothing if it is to be moved away.
static std::optional<Advice> adviseComputing(const HotPlace &Hot,
                                             Tier Certainty) {
  if (Certainty == Tier::Possible)
    return Advice{"A7", "keep",
                  "how long it takes depends on sizes that are not known",
                  "keep it, and let the watchdog measure it"};
  if (Hot.On == Executor::Gil)
    return Advice{"A6", "thread", "it computes for longer than the budget",
                  "release the interpreter lock around the computation "
                  "(Py_BEGIN_ALLOW_THREADS or py::gil_scoped_release)"};
  return std::nullopt;
}

Advice stallfree::adviseCpu(const Analysis &A, BodyIndex B, uint32_t Event,
                            const HotPlace &Hot, Tier Certainty,
                            const CpuRow *Row) {
  Level L = levelOf(A, B, Event, Hot.State);
  std::string Framework = frameworkOf(A, L, B, Hot, "");
  if (Row)
    if (auto Known = awaitInstead(A, L, B, Framework, Row->Instead,
                                  Row->From.Pack,
                                  A.P.Bodies[B].F->Events[Event].Name))
      return *Known;
  if (auto Known = adviseComputing(Hot, Certainty))
    return *Known;
  return moveAway(A, L, B, Framework);
}

uint64_t stallfree::yieldRounds(double Budget, double Round) {
  uint64_t Rounds = 1;
  while (Rounds < (1u << 20) && Rounds * 2 * Round < Budget / 4)
    Rounds *= 2;
  return Rounds;
}

Advice stallfree::adviseLoop(const Analysis &A, BodyIndex B,
                             llvm::StringRef Check, const HotPlace &Hot,
                             Tier Certainty, double Round) {
  if (Check == "cpu-busy-wait")
    return {"A2", "restructure", "it waits for something that could be told",
            "let whoever changes it post to the loop, or wait on a timer"};
  if (auto Known = adviseComputing(Hot, Certainty))
    return *Known;
  const CoroutineRow *Row = A.Graph.coroutine(B);
  if (Row && Round < A.Asked.BudgetNanoseconds / 4) {
    std::string N =
        std::to_string(yieldRounds(A.Asked.BudgetNanoseconds, Round));
    const OffloadRow *Yield =
        offloadRow(A.Rules.Rules, Row->Framework, Executor::Loop);
    return {"A5", "yield", "a round is cheap, so that the loop can be split",
            "let others run every " + N + " rounds: `" +
                (Yield ? spell(Yield->Spelling, N)
                       : "if (++n % " + N + " == 0) co_await yield()") +
                "`; a thread or process if the whole must end soon"};
  }
  if (Row || A.Runs.path(B, Hot.State).empty())
    return {"A6", "thread", "it computes for longer than the budget",
            "move the loop into a function of its own and run that on a pool "
            "of as many threads as cores, or in a process"};
  Level L = levelOf(A, B, 0, Hot.State);
  return moveAway(A, L, B, frameworkOf(A, L, B, Hot, ""));
}
