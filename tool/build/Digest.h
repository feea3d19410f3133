//===- Digest.h - Content hashes --------------------------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_BUILD_DIGEST_H
#define STALLFREE_BUILD_DIGEST_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"
#include <compare>
#include <string>

namespace stallfree {

/// 128 bits of XXH3: tells contents apart, is no protection against forgery.
struct Digest {
  uint64_t High = 0, Low = 0;
  auto operator<=>(const Digest &) const = default;

  static Digest of(llvm::StringRef Bytes) {
    auto Hash = llvm::xxh3_128bits(llvm::ArrayRef(Bytes.bytes_begin(), Bytes.size()));
    return {Hash.high64, Hash.low64};
  }

  /// 32 lower-case hexadecimal digits.
  std::string text() const {
    return llvm::utohexstr(High, /*LowerCase=*/true, 16) +
           llvm::utohexstr(Low, /*LowerCase=*/true, 16);
  }
};

} // namespace stallfree

#endif // STALLFREE_BUILD_DIGEST_H
