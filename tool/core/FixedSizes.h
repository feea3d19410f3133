//===- FixedSizes.h - Members that keep their size ----------- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_FIXEDSIZES_H
#define STALLFREE_CORE_FIXEDSIZES_H

#include "Program.h"
#include "llvm/ADT/StringMap.h"

namespace stallfree {

/// Containers in fields and globals that are made with, or set to, a number of
/// items wherever the program does so, and that nothing makes grow:
/// `board() : cells(width * height) {}`.
class FixedSizes {
public:
  explicit FixedSizes(const Program &P);

  /// The most items that V ever holds; nothing if that is not known.
  std::optional<double> items(const Value &V) const;

private:
  void note(const Event &E);

  llvm::StringMap<std::optional<double>> Known; ///< nullopt: it changes.
};

} // namespace stallfree

#endif // STALLFREE_CORE_FIXEDSIZES_H
