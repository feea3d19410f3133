//===- checks/AwaitSequence.cpp - await-sequential, await-in-loop --------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../Analysis.h"
#include "../HandOffs.h"
#include "../TypeName.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"

using namespace stallfree;

namespace {

/// The call of a lazy task of the project that an await waits for.
const Event *awaitedTask(const Analysis &A, const Function &F, const Event &E) {
  if (E.K != Event::Kind::Await || E.Arguments.empty())
    return nullptr;
  const Event *Call = makerOf(F, E.Arguments.front());
  const Function *Callee = Call ? A.P.function(Call->Callee) : nullptr;
  const CoroutineRow *Row = Callee ? coroutineRow(A.Rules, *Callee) : nullptr;
  return Row && Row->Lazy && Row->K == CoroutineRow::Kind::Task ? Call : nullptr;
}

/// What the call reads or changes: its object and arguments by symbol.
llvm::SmallVector<std::string, 4> symbols(const Function &F, const Event &E) {
  llvm::SmallVector<std::string, 4> Result;
  auto Add = [&](const Value &V) {
    if (V.K == Value::Kind::This)
      Result.push_back("this");
    else if (std::string S = symbolOf(F, V); !S.empty())
      Result.push_back(S);
  };
  Add(E.Object);
  llvm::for_each(E.Arguments, Add);
  return Result;
}

bool shares(const Function &F, const Event &X, const Event &Y) {
  auto InY = symbols(F, Y);
  return llvm::any_of(symbols(F, X), [&](const std::string &S) {
    return llvm::is_contained(InY, S);
  });
}

/// How the framework of body B awaits two tasks together.
std::string together(const Analysis &A, BodyIndex B, const Event &X, const Event &Y) {
  std::string Framework = A.Graph.coroutine(B) ? A.Graph.coroutine(B)->Framework : "";
  for (const TogetherRow &Row : A.Rules.Rules.Together)
    if (Row.Framework == Framework) {
      auto [Before, Rest] = llvm::StringRef(Row.Spelling).split("{first}");
      auto [Between, After] = Rest.split("{second}");
      return (llvm::Twine(": `") + Before + lastSegment(X.Name) + "(...)" + Between + lastSegment(Y.Name) +
              "(...)" + After + "`")
          .str();
    }
  return " (when_all)";
}

Finding advice(const Analysis &A, BodyIndex B, uint32_t I, std::string Check,
               std::string Message, std::string Last, std::string Action) {
  Finding Found = makeFinding(A, Check, B, I, std::nullopt, Tier::Probable,
                              std::move(Message), std::move(Last));
  Found.Advice = {"A1", "await", "they need nothing of each other",
                  std::move(Action)};
  Found.Answer = "NOLINT(stallfree-" + Check + ")";
  return Found;
}

} // namespace

/// Two tasks one after the other, nothing in between, and the second takes
/// neither the result of the first nor an object that the first was given.
void stallfree::checkSequentialAwaits(const Analysis &A,
                                      std::vector<Finding> &Findings) {
  for (BodyIndex B = 0; B < A.P.Bodies.size(); ++B) {
    const Function &F = *A.P.Bodies[B].F;
    const Event *First = nullptr, *FirstAwait = nullptr;
    for (uint32_t I = 0; F.Coroutine && I < F.Events.size(); ++I) {
      const Event &E = F.Events[I];
      const Event *Task = awaitedTask(A, F, E);
      if (Task && First && !shares(F, *First, *Task) &&
          !llvm::is_contained(symbols(F, *Task), symbolOf(F, FirstAwait->Into)))
        Findings.push_back(advice(
            A, B, I, "await-sequential",
            "'" + Task->Name + "' starts only when '" + First->Name +
                "' has finished",
            "it takes nothing of '" + First->Name + "'",
            "start both and await them together" + together(A, B, *First, *Task)));
      if (Task)
        First = Task, FirstAwait = &E;
      else if (E.K == Event::Kind::Await || E.K == Event::Kind::Yield ||
               (E.K == Event::Kind::Call && !E.Implicit &&
                !A.P.function(E.Callee)))
        First = nullptr;
    }
  }
}

/// One task per round, each awaited before the next is started, although no
/// round uses what another one gave.
void stallfree::checkAwaitsInLoops(const Analysis &A,
                                   std::vector<Finding> &Findings) {
  for (BodyIndex B = 0; B < A.P.Bodies.size(); ++B) {
    const Function &F = *A.P.Bodies[B].F;
    if (!F.Coroutine)
      continue;
    for (const Loop &L : F.Loops) {
      if (L.Kind != Loop::BoundKind::Sized && L.Kind != Loop::BoundKind::Constant)
        continue;
      llvm::SmallVector<uint32_t, 2> Awaits;
      for (uint32_t Block : L.Blocks)
        for (uint32_t I = F.Blocks[Block].First,
                      End = I + F.Blocks[Block].Count;
             I < End; ++I)
          if (F.Events[I].K == Event::Kind::Await)
            Awaits.push_back(I);
      const Event *Task =
          Awaits.size() == 1 ? awaitedTask(A, F, F.Events[Awaits[0]]) : nullptr;
      if (!Task || F.Events[Awaits[0]].Into.K != Value::Kind::Unknown)
        continue;
      Findings.push_back(advice(
          A, B, Awaits[0], "await-in-loop",
          "each round waits for '" + Task->Name + "' before the next one starts",
          "the result is not used by a later round",
          "start the tasks in the loop and await them together, a few at a time"));
    }
  }
}
