//===- GivesWay.h - Which loops let others run in between ---- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_GIVESWAY_H
#define STALLFREE_CORE_GIVESWAY_H

#include "Analysis.h"
#include "llvm/ADT/StringMap.h"

namespace stallfree {

class GivesWay {
public:
  explicit GivesWay(const Analysis &A);

  /// After how many rounds at most every way round this loop lets others run:
  /// 1 if each does, 64 for `if (++n % 64 == 0) co_await yield()`; 0 never.
  uint32_t rounds(BodyIndex B, const Loop &L);

  /// Does the event let others run? An await of something that is always
  /// ready does not, nor one of a coroutine that never suspends.
  bool event(BodyIndex B, uint32_t Event);

  /// Can this coroutine suspend at all?
  bool suspends(BodyIndex B);

private:
  bool alwaysReady(const Value &Awaited) const;

  const Analysis &A;
  llvm::StringMap<bool> Ready; ///< By type: await_ready() is always true.
  std::vector<int8_t> Known;   ///< suspends: -1 not yet known, -2 in work.
};

} // namespace stallfree

#endif // STALLFREE_CORE_GIVESWAY_H
