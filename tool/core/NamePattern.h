//===- NamePattern.h - Matching qualified names and types -------*- C++ -*-===//
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
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"

namespace stallfree {

/// Whether Name matches. An empty pattern matches nothing.
bool matches(const NamePattern &Pattern, llvm::StringRef Name);

/// Whether a type (with template arguments) matches. A pattern without '<' is
/// compared with the type's name alone: "std::future" matches
/// "std::future<int>". A pattern with '<' is compared with the whole type,
/// where `*` stands for any characters.
bool matchesType(const NamePattern &Pattern, llvm::StringRef Type);

/// Type without its template arguments, cv qualifiers, pointers, references:
/// "std::vector<int>::iterator *" gives "std::vector::iterator".
std::string typeName(llvm::StringRef Type);

/// Empty if the pattern is well formed, otherwise what is wrong with it.
std::string checkPattern(llvm::StringRef Pattern);

/// Finds the patterns that match a name: a hash lookup for names without
/// wildcards, a scan of those that share the first segment for the rest.
class PatternIndex {
public:
  /// Row is the caller's number of the pattern. Empty patterns are ignored.
  void add(const NamePattern &Pattern, uint32_t Row);

  /// Rows of all patterns that match Name, ascending, each once.
  llvm::SmallVector<uint32_t, 4> find(llvm::StringRef Name) const;

  bool empty() const {
    return Exact.empty() && ByFirst.empty() && Anywhere.empty();
  }

private:
  struct Wild {
    NamePattern Pattern;
    uint32_t Row;
  };
  llvm::StringMap<llvm::SmallVector<uint32_t, 1>> Exact;
  llvm::StringMap<llvm::SmallVector<Wild, 1>> ByFirst;
  llvm::SmallVector<Wild, 0> Anywhere;
};

} // namespace stallfree

#endif // STALLFREE_CORE_NAMEPATTERN_H
