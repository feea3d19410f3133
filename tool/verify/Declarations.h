//===- Declarations.h - What real headers declare ---------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names are spelled as facts spell them, so a row that finds a declaration
// here finds a call of it in a project too.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_VERIFY_DECLARATIONS_H
#define STALLFREE_VERIFY_DECLARATIONS_H

#include "core/Rules.h"
#include "llvm/ADT/ArrayRef.h"
#include <limits>
#include <set>

namespace stallfree {

struct Declaration {
  enum class Kind : uint8_t { Function, Type, Constant };
  static constexpr unsigned Endless = std::numeric_limits<unsigned>::max();
  Kind K = Kind::Function;
  unsigned AtLeast = 0, AtMost = 0; ///< Number of arguments of a function.
  bool Member = false;              ///< Of a class: there is an object.
  bool Hidden = false;              ///< Private, protected or deleted.
  std::set<unsigned> Callables;     ///< Arguments that may be called.
  std::string File;                 ///< As the compiler names it.
  uint32_t Line = 0;

  bool takes(int Index) const { return unsigned(Index) < AtMost; }
};

/// All that a set of headers declares, by qualified name.
class Declarations {
public:
  using Table = std::multimap<std::string, Declaration>;

  const Table &all() const { return Known; }
  std::vector<const Declaration *> matching(const NamePattern &Name) const;
  /// A type of this name, also an alias.
  bool isType(const NamePattern &Name) const;
  bool isConstant(llvm::StringRef Name) const;
  /// Where a member of this name is inherited from: "Base::member", or empty.
  std::string inherited(llvm::StringRef Name) const;
  /// What an alias names: "std::basic_ifstream" of "std::ifstream".
  std::string aliased(llvm::StringRef Name) const;
  /// A known name that was probably meant; empty if none is near.
  std::string nearest(llvm::StringRef Name) const;

private:
  friend class DeclarationVisitor;
  Table Known;
  std::set<std::string, std::less<>> Macros;
  std::map<std::string, std::string, std::less<>> Aliases;
  std::map<std::string, std::vector<std::string>, std::less<>> Bases;
};

/// Parses the headers. Arguments are a compiler command without a file. What
/// does not parse becomes a Problem without place.
Declarations readDeclarations(llvm::ArrayRef<std::string> Arguments,
                              llvm::StringRef Source,
                              std::vector<Problem> &Problems);

} // namespace stallfree

#endif // STALLFREE_VERIFY_DECLARATIONS_H
