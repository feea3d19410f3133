//===- PackNotes.h - What a pack says beside its rows -----------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An analysis needs none of this, so a RuleSet does not carry it: the headers
// that a pack was read from and what it answers for (`verify --headers`), and
// the folders of more packs that a project names.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_PACKNOTES_H
#define STALLFREE_CORE_PACKNOTES_H

#include "RuleLoaderFields.h"

namespace stallfree {

/// Names and what is said about them: why they have no row, or where they are
/// declared when not in the headers.
struct RemarkRow {
  RowPlace From;
  NamePattern Name;
  std::string Reason;
};

/// `headers:`, `covers:` and `leaves-out:` of one pack.
struct PackNotes {
  std::vector<std::string> Packages; ///< Debian packages, unpacked.
  std::vector<std::string> Include;  ///< "libpq-fe.h", in this order.
  std::vector<std::string> Folders;  ///< "usr/include/postgresql".
  std::vector<std::string> Defines;  ///< "ZMQ_BUILD_DRAFT_API=1".
  std::vector<RemarkRow> Elsewhere;  ///< Names of other versions or systems.
  std::vector<NamePattern> Covers;   ///< Names that the pack answers for...
  std::vector<RemarkRow> LeavesOut;  ///< ...and why some have no row.
};

/// Reads those keys and makes them known to Top.
PackNotes readNotes(Fields &Top, RuleFile &File);

/// The notes of the pack Name in its file, which loadRules has found good.
PackNotes notesOf(const Pack &P);

/// `rules:` of a project's own pack: folders, which must exist.
std::vector<std::string> readFolders(Fields &Top, RuleFile &File);

/// The same, from the file; mistakes are left to loadRules.
std::vector<std::string> foldersOf(llvm::StringRef ProjectPackFile);

} // namespace stallfree

#endif // STALLFREE_CORE_PACKNOTES_H
