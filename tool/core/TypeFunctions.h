//===- TypeFunctions.h - Objects of types that a function tells -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   g_object_new(app_file_get_type(), NULL);
//                                 runs app_file_init and app_file_constructed
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_TYPEFUNCTIONS_H
#define STALLFREE_CORE_TYPEFUNCTIONS_H

#include "Program.h"
#include "Rules.h"

namespace stallfree {

/// Functions of the project by name, for `makes:` rows with `type`.
class TypeFunctions {
public:
  TypeFunctions(const Program &P, llvm::ArrayRef<MakesRow> Rows);

  /// What runs when E of F makes an object as Row says.
  llvm::SmallVector<BodyIndex, 2> runBy(const MakesRow &Row, const Function &F,
                                        const Event &E) const;

private:
  llvm::StringMap<llvm::SmallVector<BodyIndex, 1>> ByName;
};

} // namespace stallfree

#endif // STALLFREE_CORE_TYPEFUNCTIONS_H
