//===- ThreadQuestions.cpp - Which thread am I on? ------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ThreadQuestions.h"
#include "Flow.h"
#include "TypeName.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

/// A function with more events than a comparison needs does something else.
static constexpr size_t MaxAnswer = 8;

static bool compares(const Event &E) {
  llvm::StringRef Name = lastSegment(E.Name);
  return Name == "operator==" || Name == "operator!=";
}

/// C has no truth values: `gboolean is_main_thread()`.
static bool isAnswer(llvm::StringRef Type) {
  return Type == "bool" || Type == "int";
}

/// Is the thread given to anybody (a log, `moveToThread`), or asked to do
/// something (`currentThread()->quit()`)? Then it is not for a comparison.
/// An answer that is given back is not used: `return pthread_equal(a, b);`.
static bool isUsed(const Function &F, const Event &Asked) {
  int64_t Index = &Asked - F.Events.data();
  auto IsIt = [&](const Value &V) {
    return (V.K == Value::Kind::Result && V.Number == Index) ||
           (V.K == Value::Kind::Local && Asked.Into.K == Value::Kind::Local &&
            V.Name == Asked.Into.Name);
  };
  return Asked.Discarded || llvm::any_of(F.Events, [&](const Event &E) {
           bool Keeps = E.K == Event::Kind::Store ||
                        (E.K == Event::Kind::Return && !isAnswer(Asked.Type));
           bool Takes =
               E.K == Event::Kind::Call || E.K == Event::Kind::Construct;
           return (Keeps || (Takes && !compares(E))) &&
                  (IsIt(E.Object) || llvm::any_of(E.Arguments, IsIt));
         });
}

/// `if (QThread::currentThread() == object->thread())`: a `test` row knows. Not
/// of what the function's own object belongs to, which may be a worker.
static bool isTest(RuleIndex &Rules, const Function &F, const Event &Asked) {
  int64_t Index = &Asked - F.Events.data();
  auto IsOwn = [&](const Value &V) {
    return size_t(V.Number) >= F.Events.size() ||
           F.Events[V.Number].Object.K == Value::Kind::This;
  };
  return !Rules.ScopeTests.find(Asked).empty() &&
         llvm::any_of(F.Blocks, [&](const Block &B) {
           return B.Condition && B.Condition->Event == Index &&
                  B.Condition->With.K == Value::Kind::Result &&
                  !IsOwn(B.Condition->With);
         });
}

ThreadQuestions::ThreadQuestions(const Program &P, RuleIndex &Rules)
    : Rules(Rules) {
  for (const Body &B : P.Bodies)
    if (isAnswer(B.F->ReturnType) && B.F->Events.size() <= MaxAnswer &&
        llvm::any_of(B.F->Events,
                     [&](const Event &E) { return asks(*B.F, E); }))
      Answers.insert(B.F->Id);
}

bool ThreadQuestions::asks(const Function &F, const Event &E) const {
  if (E.K != Event::Kind::Call)
    return false;
  if (E.Callee && Answers.contains(E.Callee))
    return true;
  return !Rules.ScopeAsks.find(E).empty() && !isUsed(F, E) &&
         !isTest(Rules, F, E);
}

std::vector<bool> ThreadQuestions::askedBefore(const Function &F) const {
  std::vector<bool> Asks(F.Events.size());
  for (size_t I = 0; I < F.Events.size(); ++I)
    Asks[I] = asks(F, F.Events[I]);
  if (!llvm::is_contained(Asks, true))
    return {};
  auto Before = flowForward<bool>(
      F, false, [&](bool &Now, uint32_t I) { Now |= Asks[I]; },
      [](bool &, uint32_t, size_t) {},
      [](bool &Into, bool From) { Into |= From; });
  std::vector<bool> Result(F.Events.size());
  for (size_t I = 0; I < Before.size(); ++I)
    Result[I] = Before[I].value_or(false);
  return Result;
}
