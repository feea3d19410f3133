//===- SizedTypes.h - What types and calls say of a size ----- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_SIZEDTYPES_H
#define STALLFREE_CORE_SIZEDTYPES_H

#include "Facts.h"
#include "llvm/ADT/StringRef.h"

namespace stallfree {

/// std::array<T, N> and T[N] say how many they hold.
std::optional<double> extent(llvm::StringRef Type);

/// Of rows of them, as many as there are in all: std::array<std::array<T, N>, M>.
std::optional<double> cells(llvm::StringRef Type);

bool isStringType(llvm::StringRef Type);

/// Bytes of an item of the container or text Type, about; 0 for other types.
uint32_t itemWidth(llvm::StringRef Type);

/// A number or a truth value, not a container.
bool isScalarType(llvm::StringRef Type);

/// Reads or writes a string, not a file.
bool isTextStream(llvm::StringRef Type);

/// Reads from something: a file, a text, a terminal.
bool isStream(llvm::StringRef Type);

/// Members that only look at their object: how much they give is how much it
/// holds.
bool isView(llvm::StringRef Name);

/// A container is made with or set to this many elements by argument 0.
bool setsSize(const Event &E);

/// The event puts one more into its object: `names.push_back(name)`.
bool grows(const Event &E);

/// What the event changes: its object, or what a function that has none is given
/// first, `operator+=(text, word)`. Unknown if there is neither.
const Value &changedBy(const Event &E);

/// Something that lives as long as an object or the program.
bool isKept(const Value &V);

/// The loops around an event, as flags.
std::vector<bool> loopsAround(const Function &F, const Event &E);

} // namespace stallfree

#endif // STALLFREE_CORE_SIZEDTYPES_H
