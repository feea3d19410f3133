//===- Atomic.h - Files that are whole or absent ----------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_BUILD_ATOMIC_H
#define STALLFREE_BUILD_ATOMIC_H

#include "llvm/ADT/StringRef.h"

namespace stallfree {

/// Replaces Path by Bytes: readers and a kill at any moment see the old or the
/// new file, never a part. Makes the folder. False if that failed.
bool writeAtomically(llvm::StringRef Path, llvm::StringRef Bytes);

} // namespace stallfree

#endif // STALLFREE_BUILD_ATOMIC_H
