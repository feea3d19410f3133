//===- NamePattern.h - Matching qualified names -------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names are spelled as Facts.h says: no template arguments, no inline
// namespaces, no leading "::". A pattern is a name in which `*` stands for any
// characters inside one segment and `**`, alone in a segment, for any number
// of segments (none too): "asio::**::async_*" matches "asio::async_read" and
// "asio::ip::basic_resolver::async_resolve".
//
// Matching allocates nothing and is safe from several threads.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_NAMEPATTERN_H
#define STALLFREE_CORE_NAMEPATTERN_H

#include "Rules.h"
#include "llvm/ADT/StringRef.h"

namespace stallfree {

/// Whether Name matches. An empty pattern matches nothing.
bool matches(const NamePattern &Pattern, llvm::StringRef Name);

/// Whether a type matches: a pattern without '<' is compared with the type's
/// name alone ("std::future" matches "std::future<int>"), one with '<' with the
/// whole spelling, where `*` stands for any characters.
bool matchesType(const NamePattern &Pattern, llvm::StringRef Type);

/// Empty if the pattern is well formed, otherwise what is wrong with it.
std::string checkPattern(llvm::StringRef Pattern);

} // namespace stallfree

#endif // STALLFREE_CORE_NAMEPATTERN_H
