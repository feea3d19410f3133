//===- Needs.h - Objects of the program that an edit uses -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Some frameworks move work with an object that the program made: a pool, a
// scheduler. A row says of which type it is (`needs:`), and its edits have the
// object's key where it is used: "{pool}schedule()" becomes "pool_->schedule()".
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_NEEDS_H
#define STALLFREE_CORE_NEEDS_H

#include "Analysis.h"

namespace stallfree {

/// What body B can name by itself: a parameter, a member of its class. Fills
/// Missing, as one clause, if it has no object for one of Needs.
std::optional<std::string> withObjects(const Analysis &A, BodyIndex B, llvm::StringRef Template,
                                       const ObjectNeeds &Needs, std::string &Missing);

} // namespace stallfree

#endif // STALLFREE_CORE_NEEDS_H
