//===- Why.h - Why a line was, or was not, reported ----------- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_WHY_H
#define STALLFREE_CORE_WHY_H

#include "Analysis.h"

namespace stallfree {

/// Explains every function and call at FILE:LINE (Asked.WhyFile, a suffix of
/// whole path components, and Asked.WhyLine): where it runs and by which path,
/// which row covers it, and what decided: hop, guard, hand-off, condition,
/// unresolved call.
std::vector<Explanation> explainLine(const Analysis &A,
                                     llvm::ArrayRef<Finding> Findings);

/// "runs on the event loop, via 'serve'" for every function that is known to
/// run somewhere, by place.
std::vector<Explanation> explainFunctions(const Analysis &A);

} // namespace stallfree

#endif // STALLFREE_CORE_WHY_H
