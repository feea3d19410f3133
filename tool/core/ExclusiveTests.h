//===- ExclusiveTests.h - Tests that exclude each other ------- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   void show(Device *d)    { if (d->id != -1) connect(d); }
//   void connect(Device *d) { if (d->id == -1) save(d); }
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_EXCLUSIVETESTS_H
#define STALLFREE_CORE_EXCLUSIVETESTS_H

#include "Analysis.h"

namespace stallfree {

/// The surest that a path can be which ends at Event of Last: probable, if two
/// tests on it, or cases of a `switch`, ask a field or global for what cannot be
/// both, and nothing on it assigns that. It may be the field of two objects.
Tier surestByTests(const Analysis &A, llvm::ArrayRef<const Edge *> Path,
                   BodyIndex Last, uint32_t Event);

} // namespace stallfree

#endif // STALLFREE_CORE_EXCLUSIVETESTS_H
