//===- SizeTest.cpp - A test of a size against a number -------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SizeTest.h"
#include "TypeName.h"

using namespace stallfree;

std::optional<SizeTest> stallfree::sizeTest(const Function &F, uint32_t At) {
  const Block &B = F.Blocks[At];
  if (!B.Condition || !B.Condition->Compared || B.Condition->Every ||
      B.Condition->Event < 0 || B.Successors.size() != 2)
    return std::nullopt;
  const Test &T = *B.Condition;
  const Event &Asked = F.Events[T.Event];
  llvm::StringRef Name = lastSegment(Asked.Name);
  if ((Name != "size" && Name != "length") || T.With.K != Value::Kind::Integer ||
      T.With.Number <= 0)
    return std::nullopt;
  return SizeTest{At,            B.Successors[!T.Negated], B.Successors[T.Negated],
                  &Asked.Object, T.With.Number,            T.Greater};
}
