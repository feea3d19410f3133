//===- Bounds.h - How large is what work depends on ----------- -*- C++ -*-===//
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

#ifndef STALLFREE_CORE_BOUNDS_H
#define STALLFREE_CORE_BOUNDS_H

#include "Analysis.h"
#include "llvm/ADT/StringMap.h"

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
  Kind K = Kind::Unknown;
  double Count = 0;  ///< Otherwise a plausible size, if a row states one.
  uint32_t Index = 0;
  bool Bytes = false;  ///< Counts bytes of a buffer, not items.
  bool String = false; ///< Counts characters; most strings are short.
  bool Held = false;   ///< A container that an object keeps: mostly small.
  std::string Text;   ///< "|orders|", in the program's own names.

  bool known() const { return K == Kind::Constant; }
  bool operator==(const Bound &) const = default;
};

/// How long what runs in B on this executor may hold it: the project's budget,
/// or the smallest that a function on the way in has of its own.
double budget(const Analysis &A, BodyIndex B, Executor On);

/// The larger of two; the text of the one that wins.
void widen(Bound &Into, const Bound &From);

/// A large but ordinary size; the number itself of a constant.
double plausible(const Bound &B);

class Bounds {
public:
  explicit Bounds(const Analysis &A);

  /// How much V holds or counts: an integer's value, a container's size.
  /// Parameters of the function stay open (Kind::Parameter).
  Bound of(BodyIndex B, const Value &V) const;
  Bound of(BodyIndex B, const Loop &L) const;

  /// An open parameter becomes what the callers on a loop or under the
  /// interpreter lock pass, all of them together.
  Bound bound(BodyIndex B, Bound Open) const;

private:
  Bound of(BodyIndex B, const Value &V, unsigned Depth) const;
  std::optional<Bound> stated(BodyIndex B, const Value &V) const;
  bool isPart(BodyIndex B, const Value &V) const;
  Bound ofLocal(BodyIndex B, const Value &V, unsigned Depth) const;
  Bound ofResult(BodyIndex B, uint32_t Event, unsigned Depth) const;
  void bindParameters();

  const Analysis &A;
  llvm::StringMap<std::string> FieldTypes; ///< By qualified name.
  /// Variables that calls fill from outside, or up to a number.
  llvm::StringMap<Bound> Filled;
  /// What callers pass; Unknown until one was seen.
  std::vector<llvm::SmallVector<Bound, 4>> Passed;
};

} // namespace stallfree

#endif // STALLFREE_CORE_BOUNDS_H
