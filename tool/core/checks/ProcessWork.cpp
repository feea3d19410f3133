//===- checks/ProcessWork.cpp - process-pointer-argument, -global-state --===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../Analysis.h"
#include "../HandOffs.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;
using llvm::StringRef;

namespace {

/// The parameter list of a signature: "f(char *, int)" -> "char *, int".
StringRef parameterList(StringRef Signature) {
  return Signature.drop_front(std::min(Signature.size(), Signature.find('(')));
}

/// What of the hand-off E points into this process: a capture by reference, or
/// a pointer parameter of the function that runs there. Empty if nothing does.
std::string pointsBack(const Analysis &A, BodyIndex B, const Event &E) {
  for (const Value &V : E.Arguments)
    for (StringRef Captured : V.Captures)
      if (Captured == "this" || Captured.consume_front("&"))
        return "'" + Captured.str() + "' is captured by reference";
  auto Takes = [&](FunctionId Id) {
    return llvm::any_of(A.P.bodies(Id, B), [&](BodyIndex To) {
      return parameterList(A.P.Bodies[To].F->Signature).contains('*');
    });
  };
  for (FunctionId Id : E.TemplateCallables)
    if (Takes(Id))
      return "'" + A.P.function(Id)->Signature + "' takes a pointer";
  for (const Value &V : E.Arguments)
    for (FunctionId Id : V.Callables)
      if (Takes(Id))
        return "'" + A.P.function(Id)->Signature + "' takes a pointer";
  return {};
}

/// Calls that change the container, string, number or atomic they are made on.
bool changesObject(StringRef Name) {
  static constexpr StringRef Changing[] = {
      "push_back", "emplace_back", "push_front", "emplace_front", "pop_back",
      "pop_front", "insert", "insert_or_assign", "emplace", "try_emplace",
      "erase", "clear", "resize", "assign", "append", "swap", "reset", "store",
      "exchange", "fetch_add", "fetch_sub", "operator=", "operator+=",
      "operator-=", "operator++", "operator--"};
  return llvm::is_contained(Changing, Name.rsplit("::").second);
}

} // namespace

void stallfree::checkProcessArguments(const Analysis &A,
                                      std::vector<Finding> &Findings) {
  for (BodyIndex B = 0; B < A.P.Bodies.size(); ++B) {
    const Function &F = *A.P.Bodies[B].F;
    for (uint32_t I = 0; I < F.Events.size(); ++I) {
      const Event &E = F.Events[I];
      if (llvm::none_of(handOffs(A, F, E), [](const HandOff &H) {
            return H.On == Executor::Process;
          }))
        continue;
      std::string What = pointsBack(A, B, E);
      if (What.empty())
        continue;
      Finding Found = makeFinding(
          A, "process-pointer-argument", B, I, std::nullopt, Tier::Probable,
          "'" + E.Name + "' runs its work in another process, but " + What,
          "what it points to does not exist there");
      Found.Advice = {"A2", "restructure", "processes share no memory",
                      "pass values, or use a thread"};
      Found.Answer = "NOLINT(stallfree-process-pointer-argument)";
      Findings.push_back(std::move(Found));
    }
  }
}

void stallfree::checkProcessGlobals(const Analysis &A,
                                    std::vector<Finding> &Findings) {
  for (BodyIndex B = 0; B < A.P.Bodies.size(); ++B) {
    const Arrival *How = A.Runs.on(B, Executor::Process);
    // The child of a fork knows that it has a copy.
    if (!How || A.Runs.root(B, Executor::Process).On != Executor::Process)
      continue;
    const Function &F = *A.P.Bodies[B].F;
    for (uint32_t I = 0; I < F.Events.size(); ++I) {
      const Event &E = F.Events[I];
      bool Stored = E.K == Event::Kind::Store;
      if (E.Object.K != Value::Kind::Global ||
          !(Stored || (E.K == Event::Kind::Call && changesObject(E.Name))))
        continue;
      Finding Found = makeFinding(
          A, "process-global-state", B, I,
          HotPlace{Executor::Process, How, Executor::Process}, Tier::Probable,
          "'" + E.Object.Name + "' is changed in a worker process: the change "
          "is lost",
          "only the worker's copy changes here");
      Found.Blocker = E.Object.Name;
      Found.Advice = {"A2", "restructure", "processes share no memory",
                      "return what changed, and change it where the result "
                      "arrives"};
      Found.Answer = "NOLINT(stallfree-process-global-state)";
      Findings.push_back(std::move(Found));
    }
  }
}
