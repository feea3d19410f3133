//===- Budget.h - How long work may hold an executor --------- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_BUDGET_H
#define STALLFREE_CORE_BUDGET_H

#include "Analysis.h"

namespace stallfree {

/// How long what runs in B on this executor may hold it: the project's budget,
/// or the smallest that a function on the way in has of its own.
double budget(const Analysis &A, BodyIndex B, Executor On);

} // namespace stallfree

#endif // STALLFREE_CORE_BUDGET_H
