//===- Bound.h - How often something happens ----------------- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// A Bound says how often something happens: a number, or the size of
// something in the program's own names. docs/cpu-model.md has the sizes that
// are taken as plausible where only the class is known.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_BOUND_H
#define STALLFREE_CORE_BOUND_H

#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <string>

namespace stallfree {

struct Bound {
  /// In the order in which one outweighs another where several meet.
  enum class Kind : uint8_t {
    Unknown,   ///< Nothing is known; counts once.
    Constant,  ///< Count.
    Child,     ///< The size of an element of what an outer loop goes over.
    Parameter, ///< Parameter number Index of the function, before binding.
    Sized,     ///< A container or number that the program holds.
    Data,      ///< Comes from a file, a socket, a request.
  };
  enum class Unit : uint8_t {
    Items,
    Cells, ///< Of rows of cells: a grid.
    Lines, ///< Of a text.
    Words, ///< Of a text.
  };
  Kind K = Kind::Unknown;
  Unit Of = Unit::Items;
  double Count = 0;  ///< Otherwise a plausible size, if a row states one.
  /// The program holds it against this number: nothing says any more that it is
  /// larger, and nothing that it is not. 0: it does not.
  double HeldTo = 0;
  uint32_t Index = 0;
  double Base = 0;   ///< Not 0: it happens Base to the power of Count times.
  double UpTo = 0; ///< With Base: to the power of this less Count.
  uint32_t Root = 1;   ///< The side of a square (2) or cube (3) of so many.
  bool Itself = false; ///< What the loop around makes grow round by round.
  bool GoesOn = false; ///< Rounds within each other are parts of one way.
  bool AtMost = false; ///< It may end before that.
  bool Bytes = false;  ///< Counts bytes of a buffer, not items.
  bool String = false; ///< Counts characters; most strings are short.
  bool Held = false;   ///< A container that an object keeps: mostly small.
  bool Below = false;  ///< Counts the nodes of a tree, whatever one node holds.
  bool Handed = false; ///< Of what an entry point is handed; see Handed.h.
  uint32_t Width = 0;  ///< Bytes of an item of a container; 0: not known.
  std::string Text;   ///< "|orders|", in the program's own names.

  bool known() const { return K == Kind::Constant; }
  /// Something says that it can be large.
  bool mayBeLarge() const {
    return HeldTo == 0 && (K == Kind::Data || Handed || Count > 0);
  }
  bool operator==(const Bound &) const = default;
};

/// The larger of two; the text of the one that wins.
void widen(Bound &Into, const Bound &From);

/// A large but ordinary size; the number itself of a constant.
double plausible(const Bound &B);

/// What one level over what may be large goes over: a request of 1 MB.
double bulk(const Bound &B);

/// One of several levels over what may be large. Arrays of numbers are longer
/// than lists of objects.
double ofSeveral(const Bound &B);

/// A size where nothing says that it can be large: alone, or as one of several
/// levels.
double modest(const Bound &B, bool Alone);

Bound constantBound(double Count);

/// What counted the items of a grid or the characters of a text counts U.
void countAs(Bound &B, Bound::Unit U);

/// Given was the whole; it is the side of a square (2) or cube (3) from now on.
void setRoot(Bound &Given, uint32_t Root);

/// The size of a variable or of what a function gives, by its name.
Bound sizedBound(llvm::StringRef Name);

/// "guard#2" -> "guard", "app::Conn::sock_" -> "sock_".
std::string variableName(llvm::StringRef Name);

} // namespace stallfree

#endif // STALLFREE_CORE_BOUND_H
