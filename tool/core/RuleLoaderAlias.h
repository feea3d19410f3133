//===- RuleLoaderAlias.h - One pack under two names -------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `also:` in a pack: a library that exists in two namespaces (Asio and
// Boost.Asio) is described once and read twice.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_RULELOADERALIAS_H
#define STALLFREE_CORE_RULELOADERALIAS_H

#include "RuleLoaderFields.h"

namespace stallfree {

/// One entry of `also:`.
struct PackAlias {
  std::string Pack, Title;
  std::map<std::string, std::string> Namespaces; ///< asio -> boost::asio
  std::map<std::string, std::string> Texts;      ///< Literal, applied first.
  RuleNode Notes; ///< `headers:`, ... instead of the pack's own, unchanged.
};

std::optional<PackAlias> readAlias(RuleFile &File, const RuleNode &Node);

/// Root as Alias says it: its name and title, the namespaces in all names,
/// stubs and examples, the framework that is called as the pack is. Lines stay
/// those of the one file.
RuleNode renamed(const RuleNode &Root, const PackAlias &Alias);

/// Text with the names of namespace From in namespace To: "asio::post" and
/// "namespace asio {", but not "boost::asio::post" or "my_asio::post".
std::string renameNamespace(llvm::StringRef Text, llvm::StringRef From,
                            llvm::StringRef To);

} // namespace stallfree

#endif // STALLFREE_CORE_RULELOADERALIAS_H
