//===- RuleBook.h - The rules as their files are now -*- C++ -*------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_LSP_RULEBOOK_H
#define STALLFREE_LSP_RULEBOOK_H

#include "core/Stallfree.h"
#include <memory>
#include <mutex>

namespace stallfree {

/// Reads rule packs again when one of their files has changed. Thread-safe.
class RuleBook {
public:
  RuleBook(std::string Root, std::vector<std::string> Further)
      : Root(std::move(Root)), Further(std::move(Further)) {}

  std::shared_ptr<const LoadedRules> current();

  /// Whether current() would read something new.
  bool changed();

private:
  std::string signature(const std::vector<std::string> &Files) const;

  const std::string Root;
  const std::vector<std::string> Further;
  std::mutex Lock; ///< Guards what follows.
  std::string Seen;
  std::shared_ptr<const LoadedRules> Last;
};

/// The `defines:` of all packs.
std::vector<std::string> definesOf(const RuleSet &Rules);

} // namespace stallfree

#endif // STALLFREE_LSP_RULEBOOK_H
