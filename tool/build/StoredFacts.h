//===- StoredFacts.h - What earlier runs left in a store --------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_BUILD_STOREDFACTS_H
#define STALLFREE_BUILD_STOREDFACTS_H

#include "build/Store.h"
#include <set>

namespace stallfree {

/// The facts of all translation units in the store at Path, sorted by main
/// file, without a compile database and without parsing. Those that still hold
/// win; of a file for which none does, the newest count. An Error with the
/// remedy if there are none.
llvm::Expected<std::vector<std::shared_ptr<const TUFacts>>>
storedFacts(const std::string &Path, const ProjectFiles &Project);

/// Unit without what lies in the files Changed (absolute): another unit has
/// that as it is now.
std::shared_ptr<const TUFacts> withoutFiles(const TUFacts &Unit,
                                            const std::set<std::string> &Changed,
                                            llvm::StringRef Root);

} // namespace stallfree

#endif // STALLFREE_BUILD_STOREDFACTS_H
