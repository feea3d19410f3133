//===- checks/OffloadEagerArgument.cpp - offload-eager-argument ----------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../Analysis.h"
#include "../HandOffs.h"
#include "../SlowBodies.h"

using namespace stallfree;

/// The call after I that hands the result of I to a thread, as an argument or
/// bound into one. Null if there is none.
static const Event *handsOver(const Analysis &A, const Function &F, uint32_t I) {
  for (uint32_t J = I + 1; J < F.Events.size(); ++J) {
    const Event &E = F.Events[J];
    if (A.Rules.RunsCall.find(E).empty() || !takesResultOf(F, E, I))
      continue;
    for (const HandOff &H : handOffs(A, F, E))
      if (H.leavesLoop())
        return &E;
  }
  return nullptr;
}

/// `pool.post(std::bind(send, load()))`: the arguments of a hand-off are made
/// before it, where its caller runs.
void stallfree::checkEagerArguments(const Analysis &A,
                                    std::vector<Finding> &Findings) {
  SlowBodies Slow(A);
  for (BodyIndex B = 0; B < A.P.Bodies.size(); ++B) {
    const Function &F = *A.P.Bodies[B].F;
    if (!mayBeHot(A, B) || A.Rules.trusted(F.Name))
      continue;
    for (uint32_t I = 0; I < F.Events.size(); ++I) {
      const Event &E = F.Events[I];
      if (E.K != Event::Kind::Call || !Slow.slowAt(B, I))
        continue;
      const Event *Given = handsOver(A, F, I);
      auto Hot = Given ? hotPlace(A, B, I) : std::nullopt;
      if (!Hot)
        continue;
      Finding Found = makeFinding(
          A, "offload-eager-argument", B, I, Hot, Tier::Definite,
          "'" + E.Name + "' is called " + phrase(Hot->On) + " before '" +
              Given->Name + "' hands anything over",
          "its result is an argument of '" + Given->Name + "'");
      Found.Advice = {"A4", "thread",
                      "arguments are evaluated by the caller",
                      "make the call inside the callable: give '" + Given->Name +
                          "' a lambda that calls '" + E.Name + "'"};
      Found.Answer = "NOLINT(stallfree-offload-eager-argument)";
      Findings.push_back(std::move(Found));
    }
  }
}
