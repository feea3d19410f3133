//===- Deleters.h - Owners that end what they own in another way -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   shared_ptr<Client>(new Client, [](Client *c) { std::thread(...).detach(); });
//   unique_ptr<Client, DeleteLater>
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_DELETERS_H
#define STALLFREE_CORE_DELETERS_H

#include "Program.h"
#include "RuleIndex.h"
#include "llvm/ADT/StringSet.h"

namespace stallfree {

/// The types of owners that were given something of the project's own to end
/// what they own. What that is, and when, is not followed.
class Deleters {
public:
  Deleters(const Program &P, RuleIndex &Rules);

  /// An owner of this type does not simply destroy what it owns.
  bool otherwise(const OwnsRow &Row, llvm::StringRef Type) const;

private:
  llvm::StringSet<> Given;
};

} // namespace stallfree

#endif // STALLFREE_CORE_DELETERS_H
