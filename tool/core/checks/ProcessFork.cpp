//===- checks/ProcessFork.cpp - process-fork-after-threads ---------------===//
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

class ForkCheck {
public:
  explicit ForkCheck(const Analysis &A) : A(A) {
    for (BodyIndex B = 0; B < A.P.Bodies.size(); ++B)
      Starts.push_back(startsThread(B));
  }

  void run(std::vector<Finding> &Findings) {
    for (BodyIndex B = 0; B < A.P.Bodies.size(); ++B) {
      const Function &F = *A.P.Bodies[B].F;
      const Event *Thread = nullptr;
      for (uint32_t I = 0; I < F.Events.size(); ++I) {
        const Event &E = F.Events[I];
        if (Thread && E.K == Event::Kind::Call && E.Name == "fork" &&
            !becomesAnother(F, I))
          report(B, I, *Thread, Findings);
        if (!Thread && threadAt(B, I))
          Thread = &E;
      }
    }
  }

private:
  bool startsThread(BodyIndex B) const {
    const Function &F = *A.P.Bodies[B].F;
    return llvm::any_of(F.Events, [&](const Event &E) {
      return llvm::any_of(handOffs(A, F, E), [](const HandOff &H) {
        return H.On == Executor::Thread && H.Row->Certainty == Tier::Definite;
      });
    });
  }

  /// Event I starts a thread, itself or in the function that it calls.
  bool threadAt(BodyIndex B, uint32_t I) const {
    const Function &F = *A.P.Bodies[B].F;
    if (llvm::any_of(handOffs(A, F, F.Events[I]), [](const HandOff &H) {
          return H.On == Executor::Thread;
        }))
      return true;
    return llvm::any_of(A.Graph.out(B), [&](const Edge &E) {
      return E.Event == I && E.K == Edge::Kind::Call && Starts[E.To];
    });
  }

  /// The child is replaced by another program, or ends at once.
  static bool becomesAnother(const Function &F, uint32_t I) {
    return llvm::any_of(llvm::drop_begin(F.Events, I + 1), [](const Event &E) {
      StringRef Name = E.Name;
      return Name.starts_with("exec") || Name == "fexecve" || Name == "_exit" ||
             Name == "_Exit";
    });
  }

  void report(BodyIndex B, uint32_t I, const Event &Thread,
              std::vector<Finding> &Findings) const {
    Finding Found = makeFinding(
        A, "process-fork-after-threads", B, I, std::nullopt, Tier::Probable,
        "'fork' copies a program whose threads do not come along: locks that "
        "they hold stay locked in the child",
        "the child goes on with this thread only");
    Found.Proof.insert(Found.Proof.begin(),
                       {A.P.location(B, Thread.Where),
                        "'" + Thread.Name + "' starts a thread",
                        A.P.Bodies[B].F->Name});
    Found.Advice = {"A3", "process", "a child of a threaded program may only exec",
                    "fork before the first thread is started, or call exec in "
                    "the child at once"};
    Found.Answer = "NOLINT(stallfree-process-fork-after-threads)";
    Findings.push_back(std::move(Found));
  }

  const Analysis &A;
  std::vector<bool> Starts;
};

} // namespace

void stallfree::checkForksAfterThreads(const Analysis &A,
                                       std::vector<Finding> &Findings) {
  ForkCheck(A).run(Findings);
}
