//===- Program.h - All translation units merged --------------- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Program merges the facts of all translation units: one Body for each
// distinct definition of a function (several when macros make a header's
// function differ), found by id; classes by type; what fields hold.
// It keeps references into the TUFacts, which must outlive it.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_PROGRAM_H
#define STALLFREE_CORE_PROGRAM_H

#include "Report.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

namespace stallfree {

/// Index of a Body in Program::Bodies.
using BodyIndex = uint32_t;

struct Body {
  const Function *F = nullptr;
  const TUFacts *Unit = nullptr;
};

class Program {
public:
  explicit Program(llvm::ArrayRef<const TUFacts *> Units);

  std::vector<Body> Bodies; ///< By file, line, column, id.

  llvm::ArrayRef<BodyIndex> bodies(FunctionId Id) const;
  /// Those that From means. A compile database holds many programs, which
  /// reuse names like `session::start`: of bodies in different files the ones
  /// nearest to From's file count.
  llvm::SmallVector<BodyIndex, 1> bodies(FunctionId Id, BodyIndex From) const;
  /// Only one of them can be in the program that calls it.
  bool inDifferentFiles(llvm::ArrayRef<BodyIndex> Of) const;
  const Function *function(FunctionId Id) const;

  /// Methods that override Id (directly or further down) and whose class is
  /// constructed somewhere. Sorted.
  llvm::ArrayRef<FunctionId> overriders(FunctionId Id) const;

  /// Methods anywhere whose OverrideNames contain Name.
  llvm::ArrayRef<BodyIndex> overridersOf(llvm::StringRef Name) const;

  const Class *findClass(llvm::StringRef Type) const;

  /// A class of a program (something is called `main`) that makes no object of
  /// it, nor of one that derives from it.
  bool isNeverMade(llvm::StringRef Type) const;

  /// Constructors of the class spelled Type.
  llvm::ArrayRef<BodyIndex> constructors(llvm::StringRef Type) const;

  /// Methods of a class, or of the nearest base that has any, called Name.
  llvm::SmallVector<FunctionId, 1> methodsNamed(llvm::StringRef Type,
                                                llvm::StringRef Name) const;

  /// Methods called Name of any class.
  llvm::SmallVector<FunctionId, 1> methodsNamed(llvm::StringRef Name) const;

  /// All qualified names of overridden methods, for overrider rules.
  const llvm::StringMap<llvm::SmallVector<BodyIndex, 2>> &overridden() const {
    return ByOverriddenName;
  }

  /// Where a place of this body is.
  Location location(BodyIndex B, const Place &P) const;

  const std::vector<const TUFacts *> &units() const { return Units; }

private:
  std::vector<const TUFacts *> Units;
  llvm::DenseMap<FunctionId, llvm::SmallVector<BodyIndex, 1>> ById;
  llvm::DenseMap<FunctionId, llvm::SmallVector<FunctionId, 2>> Overriding;
  llvm::StringMap<llvm::SmallVector<BodyIndex, 2>> ByOverriddenName;
  llvm::StringMap<llvm::SmallVector<BodyIndex, 2>> Constructors;
  /// By class, and by the last part of their names.
  llvm::StringMap<llvm::SmallVector<BodyIndex, 8>> Methods;
  llvm::StringMap<llvm::SmallVector<BodyIndex, 2>> MethodsByName;
  llvm::StringMap<const Class *> Classes;
  llvm::StringSet<> Made; ///< Types of objects, and their bases.
  bool HasMain = false;
};

} // namespace stallfree

#endif // STALLFREE_CORE_PROGRAM_H
