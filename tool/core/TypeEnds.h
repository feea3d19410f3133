//===- TypeEnds.h - Numbers that end a type ------------------- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_TYPEENDS_H
#define STALLFREE_CORE_TYPEENDS_H

#include <cstdint>

namespace stallfree {

/// Is N the largest value of an integer type, or next to it: `UINT_MAX`,
/// `npos`? Then it is no size, whatever is held against it.
inline bool isTypeEnd(double N) {
  constexpr double Near = 2;
  auto Is = [N](double End) { return N >= End - Near && N <= End + Near; };
  return Is(INT32_MAX) || Is(UINT32_MAX) || N >= double(INT64_MAX);
}

} // namespace stallfree

#endif // STALLFREE_CORE_TYPEENDS_H
