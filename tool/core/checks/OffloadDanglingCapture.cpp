//===- checks/OffloadDanglingCapture.cpp - offload-dangling-capture ------===//
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

/// Does `&Name` of a lambda refer to an object of F itself? What only names
/// something else has no destructor here.
static bool isOwnObject(const Function &F, StringRef Name) {
  for (const Parameter &P : F.Parameters)
    if (P.Name == Name)
      return !P.Reference;
  return llvm::any_of(F.Events, [&](const Event &E) {
    return E.K == Event::Kind::Destroy && E.Object.K == Value::Kind::Local &&
           StringRef(E.Object.Name).split('#').first == Name;
  });
}

/// After the hand-off F waits for something, or awaits: then the objects are
/// likely to outlive the work.
static bool waitsAfter(const Analysis &A, const Function &F, uint32_t I) {
  for (uint32_t J = I + 1; J < F.Events.size(); ++J) {
    const Event &E = F.Events[J];
    if (E.K == Event::Kind::Await || E.Awaited)
      return true;
    for (const BlockRow *Row : A.Rules.Blocks.find(E))
      if (Row->WaitsFor != "file" && Row->WaitsFor != "lock-any")
        return true;
  }
  return false;
}

/// What runs the work ends with F (a local pool, a jthread, the future of
/// std::async): its destructor waits.
static bool endsHere(const Function &F, const Event &E) {
  auto IsLocal = [](const Value &V) { return V.K == Value::Kind::Local; };
  return IsLocal(E.Object) || IsLocal(E.Into) ||
         llvm::any_of(E.Arguments, [&](const Value &V) {
           const Event *Made = makerOf(F, V);
           return IsLocal(V) || (Made && IsLocal(Made->Object));
         });
}

void stallfree::checkDanglingCaptures(const Analysis &A,
                                      std::vector<Finding> &Findings) {
  for (BodyIndex B = 0; B < A.P.Bodies.size(); ++B) {
    const Function &F = *A.P.Bodies[B].F;
    for (uint32_t I = 0; I < F.Events.size(); ++I) {
      const Event &E = F.Events[I];
      if (E.Awaited || A.Rules.RunsCall.find(E).empty() ||
          endsHere(F, E) || waitsAfter(A, F, I))
        continue;
      if (llvm::none_of(handOffs(A, F, E),
                        [](const HandOff &H) { return H.leavesLoop(); }))
        continue;
      for (const Value &V : E.Arguments)
        for (StringRef Captured : V.Captures) {
          if (!Captured.consume_front("&") || !isOwnObject(F, Captured))
            continue;
          Finding Found = makeFinding(
              A, "offload-dangling-capture", B, I, std::nullopt, Tier::Probable,
              "'" + E.Name + "' runs a lambda that refers to '" +
                  Captured.str() + "', which ends with '" + F.Name + "'",
              "nothing here waits for the work that is handed over");
          Found.Blocker = Captured.str();
          Found.Advice = {"A2", "restructure",
                          "the work may outlive what it refers to",
                          "capture '" + Captured.str() +
                              "' by value or move it in, or await the work"};
          Found.Answer = "NOLINT(stallfree-offload-dangling-capture)";
          Findings.push_back(std::move(Found));
          break;
        }
    }
  }
}
