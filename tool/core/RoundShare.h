//===- RoundShare.h - What share of a loop's rounds passes --- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_ROUNDSHARE_H
#define STALLFREE_CORE_ROUNDSHARE_H

#include "Bound.h"
#include "Facts.h"

namespace stallfree {

/// The share of L's rounds that pass this block of it: 1 if each does, half at
/// most if some way round does not, less if the branch is taken every so often.
Bound roundShare(const Function &F, const Loop &L, uint32_t Block);

/// Can it be left before its condition says so, by a break or a return?
bool endsEarly(const Function &F, const Loop &L);

} // namespace stallfree

#endif // STALLFREE_CORE_ROUNDSHARE_H
