//===- Compared.h - What numbers and sizes are held against -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_COMPARED_H
#define STALLFREE_EXTRACT_COMPARED_H

#include "Roles.h"
#include "Values.h"

namespace stallfree {

/// Fills Comparisons and Counted of F from those that Parts has found.
void noteCompared(const Roles &Parts, Values &Described, Function &F);

} // namespace stallfree

#endif // STALLFREE_EXTRACT_COMPARED_H
