//===- TypeName.h - Reading the spelling of types ------------- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Types in facts are spelled canonically (Facts.h); these take them apart.
// All results point into the argument unless they are strings.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_TYPENAME_H
#define STALLFREE_CORE_TYPENAME_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace stallfree {

/// "std::map<int, A<B>>::iterator" -> "std::map::iterator".
std::string withoutArguments(llvm::StringRef Type);

/// "std::map<int, A<B>>" -> {"int", "A<B>"}: those of the last component.
llvm::SmallVector<llvm::StringRef, 4> templateArguments(llvm::StringRef Type);

/// "app::Conn::read" -> "read". Template arguments must be gone.
llvm::StringRef lastSegment(llvm::StringRef QualifiedName);

/// A call as people write it: "std::basic_ifstream::basic_ifstream" ->
/// "std::ifstream", "std::basic_istream::read" -> "std::istream::read".
std::string spelledCall(llvm::StringRef QualifiedName);

/// A field without the unnamed structs around it:
/// "vtable::(unnamed)::handler" -> "vtable::handler".
std::string spelledField(llvm::StringRef QualifiedName);

} // namespace stallfree

#endif // STALLFREE_CORE_TYPENAME_H
