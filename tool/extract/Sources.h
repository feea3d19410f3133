//===- Sources.h - Which file a location is in -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_SOURCES_H
#define STALLFREE_EXTRACT_SOURCES_H

#include "core/Facts.h"
#include "extract/Extract.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"

namespace clang {
class LangOptions;
}

namespace stallfree {

/// Turns clang's locations into Places and tells project files from others.
/// File indices are handed out in order of first use; facts are renumbered
/// into path order at the end.
class SourceTable {
public:
  SourceTable(const clang::SourceManager &SM, const clang::LangOptions &Lang,
              const ProjectFiles &Project)
      : SM(SM), Lang(Lang), Project(Project) {}

  bool inProject(clang::SourceLocation Loc);
  bool inProject(clang::FileEntryRef File) { return entry(File).InProject; }

  /// Only for locations in project files; others give an empty Place.
  Place place(clang::SourceLocation Loc);
  Place place(clang::SourceRange Range);
  /// Of a token range written in file File outside of macros, else empty.
  Span span(clang::SourceRange Range, uint32_t File);

  /// Root-relative for project files ("../build/a.h" for what is generated
  /// outside of it), the base name for others: the same wherever the project
  /// and the system's headers lie.
  llvm::StringRef stablePath(clang::SourceLocation Loc);

  /// Where a reader finds Loc: the argument of a macro is where it is
  /// written, the body of a macro is where it is expanded.
  clang::SourceLocation fileLocation(clang::SourceLocation Loc) const {
    return SM.getFileLoc(Loc);
  }

  uint32_t fileIndex(clang::FileEntryRef File);

  const clang::SourceManager &SM;
  const clang::LangOptions &Lang;
  std::vector<std::string> Files;

private:
  struct Entry {
    std::string Path; ///< Root-relative or base name.
    bool InProject = false;
    int64_t Index = -1;
  };
  Entry &entry(clang::FileID File);
  Entry &entry(clang::FileEntryRef File, bool System = false);
  uint32_t index(Entry &E);
  std::string realPath(llvm::StringRef Path);

  const ProjectFiles &Project;
  llvm::DenseMap<const clang::FileEntry *, std::unique_ptr<Entry>> Entries;
  llvm::DenseMap<clang::FileID, Entry *> ById;
  Entry Nowhere;
  llvm::StringMap<std::string> RealDirectories;
  llvm::StringMap<uint32_t> Indices;
};

} // namespace stallfree

#endif // STALLFREE_EXTRACT_SOURCES_H
