//===- Instantiate.h - Bodies that skipping would lose -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_INSTANTIATE_H
#define STALLFREE_EXTRACT_INSTANTIATE_H

#include "Unit.h"

namespace stallfree {

/// Instantiates the members of the project's class templates that only skipped
/// bodies would have used: destructors and virtual functions.
void instantiateOnDemand(Unit &U);

} // namespace stallfree

#endif // STALLFREE_EXTRACT_INSTANTIATE_H
