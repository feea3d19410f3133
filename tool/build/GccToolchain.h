//===- GccToolchain.h - The headers of the compiler in use ------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_BUILD_GCCTOOLCHAIN_H
#define STALLFREE_BUILD_GCCTOOLCHAIN_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace stallfree {

/// Index of the compiler in a command: after ccache, distcc, env and the like.
/// 0 if none is recognised.
size_t compilerIndex(llvm::ArrayRef<std::string> Command);

/// Flags that make clang use the headers that Compiler (argv[0]) would:
/// --target for a cross compiler, --gcc-install-dir for g++-11 or for a GCC
/// outside /usr. Empty when clang finds the same by itself. Thread-safe.
std::vector<std::string> toolchainFlags(llvm::StringRef Compiler);

} // namespace stallfree

#endif // STALLFREE_BUILD_GCCTOOLCHAIN_H
