//===- HeaderCommand.h - How to include real headers ------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_VERIFY_HEADERCOMMAND_H
#define STALLFREE_VERIFY_HEADERCOMMAND_H

#include "core/PackNotes.h"
#include "llvm/ADT/ArrayRef.h"

namespace stallfree {

/// Where the headers of packages lie and how to compile with them.
struct HeaderRoots {
  std::string Folder; ///< Holds one folder for each package.
  std::vector<std::string> Flags; ///< "-resource-dir=...".
};

/// A pack with all that it uses: `uses:` before users, each once. Names that
/// are no pack are added to Missing.
std::vector<const Pack *> withUsed(llvm::ArrayRef<std::string> Names,
                                   const RuleSet &Rules,
                                   std::vector<std::string> &Missing);

/// The compiler's command for these packs, without a file.
std::vector<std::string> headerCommand(llvm::ArrayRef<const Pack *> Packs,
                                       const HeaderRoots &Roots);

/// "#include <libpq-fe.h>" for each header of these packs; stubs for a pack
/// that names none.
std::string headerSource(llvm::ArrayRef<const Pack *> Packs);

/// Packages of a pack that are not unpacked.
std::vector<std::string> notUnpacked(const PackNotes &Notes,
                                     const HeaderRoots &Roots);

} // namespace stallfree

#endif // STALLFREE_VERIFY_HEADERCOMMAND_H
