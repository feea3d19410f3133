//===- MadeBy.h - Constructors behind make_unique and the like --*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_MADEBY_H
#define STALLFREE_CORE_MADEBY_H

#include "Program.h"
#include "RuleIndex.h"

namespace stallfree {

/// The constructors that E may run with its own arguments, by `makes:` rows.
/// Where types are equal no conversion is looked for; a copy is made by what
/// takes the class alone.
llvm::SmallVector<BodyIndex, 4> constructorsMadeBy(const Program &P,
                                                   RuleIndex &Rules,
                                                   const Event &E);

} // namespace stallfree

#endif // STALLFREE_CORE_MADEBY_H
