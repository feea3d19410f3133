//===- Neighbourhood.h - Loops around a place -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   for (int j = std::max(0, y - 1); j <= y + 1; ++j)     three rounds
//   for (int j = y - radius; j <= y + radius; ++j)        by the radius
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_NEIGHBOURHOOD_H
#define STALLFREE_EXTRACT_NEIGHBOURHOOD_H

#include "Values.h"
#include <optional>

namespace stallfree {

/// How far two ends are apart that are near the same variable.
struct Neighbourhood {
  std::optional<int64_t> Wide; ///< If both are at a number from it.
  const clang::Expr *Radius = nullptr; ///< Else what is added for one of them.
};

/// Of the First and the Last value of a counter; none if they are not near the
/// same variable, or the wrong way round.
std::optional<Neighbourhood> neighbourhood(const clang::Expr *First,
                                           const clang::Expr *Last,
                                           Values &Described);

} // namespace stallfree

#endif // STALLFREE_EXTRACT_NEIGHBOURHOOD_H
