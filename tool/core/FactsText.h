//===- FactsText.h - Facts as text for people and tests -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_FACTSTEXT_H
#define STALLFREE_CORE_FACTSTEXT_H

#include "Facts.h"

namespace llvm {
class raw_ostream;
}

namespace stallfree {

/// Prints facts, one line per event, the same bytes for the same facts. Ids
/// appear only as "#<hex>"; all else is meant to be read:
///
///   function app::serve() #1f.. app.cpp:4:7 coroutine awaits
///     block 0 -> 1
///       4:10 call std::this_thread::sleep_for(integer 1000000000) discarded
void printFacts(const TUFacts &Facts, llvm::raw_ostream &OS);

} // namespace stallfree

#endif // STALLFREE_CORE_FACTSTEXT_H
