//===- GivenTypes.h - What stands behind a reference to a base --*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   void load(std::istream &in) { in.read(...); }
//   load(file);                     all calls pass a std::ifstream
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_GIVENTYPES_H
#define STALLFREE_CORE_GIVENTYPES_H

#include "Program.h"
#include "RuleIndex.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringMap.h"
#include <map>

namespace stallfree {

/// Types of what the program's functions are passed, and what its members are
/// made of, where these are references or pointers to a base.
class GivenTypes {
public:
  GivenTypes(const Program &P, RuleIndex &Rules);

  /// The types of all that V, a parameter or member, can stand for; empty if
  /// that is not known, or if nothing else than V's own type is seen.
  llvm::ArrayRef<llvm::StringRef> of(const Function &F, const Value &V) const;

private:
  struct Given {
    BodyIndex In;
    const Value *What;
  };
  /// A parameter of a function, or a member by its name.
  struct Places {
    std::vector<Given> Other; ///< Of another type than it, or passed on.
    bool Own = false;         ///< Something of just its type, from anywhere.
  };
  using Types = llvm::SmallVector<llvm::StringRef, 2>;
  void noteCall(BodyIndex B, const Event &E, llvm::ArrayRef<FunctionId> Callees);
  void noteMade(BodyIndex B, const Event &E, RuleIndex &Rules);
  void note(Places &At, BodyIndex B, const Value &V, llvm::StringRef Type);
  void hide(const Value &V);
  const Places *placesOf(const Function &F, const Value &V) const;
  Types collect(const Places &From) const;

  const Program &P;
  std::map<std::pair<FunctionId, int64_t>, Places> Passed;
  llvm::StringMap<Places> Kept;
  llvm::DenseSet<FunctionId> Unseen; ///< Called by others than one sees.
  mutable llvm::DenseMap<const Places *, Types> Known;
};

} // namespace stallfree

#endif // STALLFREE_CORE_GIVENTYPES_H
