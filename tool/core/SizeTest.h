//===- SizeTest.h - A test of a size against a number ---------- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_SIZETEST_H
#define STALLFREE_CORE_SIZETEST_H

#include "Facts.h"
#include <optional>

namespace stallfree {

/// `if (entries.size() >= 250)`
struct SizeTest {
  uint32_t At = 0; ///< The block that tests.
  uint32_t Small = 0, Larger = 0; ///< The blocks it leads to.
  const Value *Of = nullptr;
  int64_t Limit = 0; ///< Positive.
  bool Greater = false; ///< `>` or `>=`; else `==` or `!=`.
};

/// The test at the end of a block; none if it is no such one.
std::optional<SizeTest> sizeTest(const Function &F, uint32_t At);

} // namespace stallfree

#endif // STALLFREE_CORE_SIZETEST_H
