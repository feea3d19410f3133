//===- BlockingCall.cpp - Which row says that an event blocks -------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BlockingCall.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

static const BlockRow *chosenRow(const Analysis &A, const Function &F,
                                const Event &E,
                                llvm::ArrayRef<const BlockRow *> Rows,
                                bool Overrider) {
  const BlockRow *Best = nullptr;
  for (const BlockRow *Row : Rows) {
    if ((Overrider && Row->Exact) || !A.Tests.allow(F, E, Row->When, Row->Unless))
      continue;
    if (!Best || Row->From.Pack == ProjectPack)
      Best = Row;
  }
  return Best;
}

/// [[clang::blocking]] on a function of the project says it without a row.
static const BlockRow &declaredBlocking() {
  static const BlockRow Row = [] {
    BlockRow R;
    R.From = {"annotations", "[[clang::blocking]]", 0};
    R.WaitsFor = "user";
    return R;
  }();
  return Row;
}

const BlockRow *stallfree::blockingRow(const Analysis &A, const Function &F,
                                       const Event &E) {
  if (E.K != Event::Kind::Call && E.K != Event::Kind::Construct &&
      E.K != Event::Kind::Destroy)
    return nullptr;
  if (E.Awaited)
    return nullptr;
  if (const TrustedRow *Trusted = A.Rules.trusted(E);
      Trusted && Trusted->From.Pack == ProjectPack)
    return nullptr;
  if (const BlockRow *Row = chosenRow(A, F, E, A.Rules.Blocks.find(E), false))
    return Row;
  if (const Function *Callee = A.P.function(E.Callee)) {
    if (llvm::is_contained(Callee->Annotations, "clang::blocking"))
      return &declaredBlocking();
    for (const std::string &Name : Callee->OverrideNames)
      if (const BlockRow *Row = chosenRow(A, F, E, A.Rules.Blocks.find(Name), true))
        return Row;
  }
  return nullptr;
}
