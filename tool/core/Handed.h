//===- Handed.h - What entry points are handed --------------- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Requests, messages, events: what an entry point gets from a caller that
// nobody sees may be of any size. What the program builds and keeps for itself
// (listeners, options, interfaces) is mostly small.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_HANDED_H
#define STALLFREE_CORE_HANDED_H

#include "Analysis.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringSet.h"

namespace stallfree {

class Handed {
public:
  explicit Handed(const Analysis &A);

  /// Is B entered on a loop, or under the interpreter lock, by a caller that is
  /// not seen, so that nothing is known of its parameters?
  bool isEntry(BodyIndex B) const { return Entries[B]; }

  /// Is that parameter of it something that may be large? Not the pointer that
  /// the program itself gave along with a callback: a `void *` without a size.
  bool isHanded(BodyIndex B, size_t Parameter) const {
    return Entries[B] && !Small.contains({B, Parameter});
  }

  /// Is Type that of what such an entry is handed? Not if it has entry points
  /// of its own, or keeps functions of the program in its fields: then it is a
  /// connection or a window, not a message.
  bool isMessage(llvm::StringRef Type) const;

private:
  std::vector<bool> Entries;
  llvm::DenseSet<std::pair<BodyIndex, size_t>> Small;
  llvm::StringSet<> Messages; ///< Without template arguments.
};

} // namespace stallfree

#endif // STALLFREE_CORE_HANDED_H
