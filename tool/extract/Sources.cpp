//===- Sources.cpp - Which file a location is in -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Sources.h"
#include "ProjectPaths.h"
#include "clang/Basic/FileManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

using namespace clang;
namespace path = llvm::sys::path;

namespace stallfree {

/// A command may name the root through a symbolic link; links below the root
/// are kept as they are spelled unless they lead out of view.
std::string SourceTable::realPath(llvm::StringRef Path) {
  if (!relativeTo(Path, Project.Root).empty())
    return Path.str();
  auto [It, New] = RealDirectories.try_emplace(path::parent_path(Path));
  if (New) {
    llvm::SmallString<256> Real;
    if (SM.getFileManager().getVirtualFileSystem().getRealPath(It->first(),
                                                               Real))
      Real = It->first();
    It->second = Real.str().str();
  }
  llvm::SmallString<256> Joined(It->second);
  path::append(Joined, path::filename(Path));
  return Joined.str().str();
}

SourceTable::Entry &SourceTable::entry(FileID File) {
  Entry *&Slot = ById[File];
  if (!Slot) {
    OptionalFileEntryRef Ref = SM.getFileEntryRefForID(File);
    bool System = Ref && SrcMgr::isSystem(
                             SM.getSLocEntry(File).getFile().getFileCharacteristic());
    Slot = Ref ? &entry(*Ref, System) : &Nowhere;
  }
  return *Slot;
}

SourceTable::Entry &SourceTable::entry(FileEntryRef File, bool System) {
  std::unique_ptr<Entry> &Slot = Entries[&File.getFileEntry()];
  if (Slot)
    return *Slot;
  Slot = std::make_unique<Entry>();
  llvm::SmallString<256> Path(File.getFileEntry().tryGetRealPathName());
  if (Path.empty())
    Path = File.getName();
  SM.getFileManager().makeAbsolutePath(Path);
  path::remove_dots(Path, /*remove_dot_dot=*/true);
  std::string Real = realPath(Path);
  bool Written = !ownedBelow(Project.Root, Real, Project.Excluded).empty();
  bool Generated =
      !Written && !System &&
      llvm::any_of(Project.BuildFolders, [&](const std::string &Folder) {
        return !ownedBelow(Folder, Real, Project.Excluded).empty();
      });
  Slot->InProject = Written || Generated;
  Slot->Path = Slot->InProject ? seenFrom(Project.Root, Real)
                               : path::filename(Real).str();
  return *Slot;
}

bool SourceTable::inProject(SourceLocation Loc) {
  if (Loc.isInvalid())
    return false;
  return entry(SM.getFileID(fileLocation(Loc))).InProject;
}

llvm::StringRef SourceTable::stablePath(SourceLocation Loc) {
  if (Loc.isInvalid())
    return {};
  return entry(SM.getFileID(fileLocation(Loc))).Path;
}

uint32_t SourceTable::index(Entry &E) {
  if (E.Index < 0) {
    auto [It, New] = Indices.try_emplace(E.Path, Files.size());
    if (New)
      Files.push_back(E.Path);
    E.Index = It->second;
  }
  return static_cast<uint32_t>(E.Index);
}

uint32_t SourceTable::fileIndex(FileEntryRef File) {
  return index(entry(File));
}

Place SourceTable::place(SourceLocation Loc) {
  Place P;
  if (!inProject(Loc))
    return P;
  auto [File, Offset] = SM.getDecomposedLoc(fileLocation(Loc));
  P.File = index(entry(File));
  P.Line = SM.getLineNumber(File, Offset);
  P.Column = SM.getColumnNumber(File, Offset);
  return P;
}

Place SourceTable::place(SourceRange Range) {
  Place P = place(Range.getBegin());
  if (!P.Line)
    return P;
  auto [File, Offset] = SM.getDecomposedLoc(fileLocation(Range.getBegin()));
  auto [EndFile, EndOffset] =
      SM.getDecomposedLoc(SM.getExpansionRange(Range.getEnd()).getEnd());
  if (EndFile != File || EndOffset < Offset ||
      SM.getLineNumber(EndFile, EndOffset) != P.Line)
    return P;
  P.Length = EndOffset - Offset +
             Lexer::MeasureTokenLength(SM.getComposedLoc(EndFile, EndOffset),
                                       SM, Lang);
  return P;
}

Span SourceTable::span(SourceRange Range, uint32_t File) {
  if (Range.isInvalid() || Range.getBegin().isMacroID() ||
      Range.getEnd().isMacroID() || !inProject(Range.getBegin()))
    return {};
  auto [BeginFile, Begin] = SM.getDecomposedLoc(Range.getBegin());
  auto [EndFile, End] =
      SM.getDecomposedLoc(Lexer::getLocForEndOfToken(Range.getEnd(), 0, SM, Lang));
  if (BeginFile != EndFile || End <= Begin || index(entry(BeginFile)) != File)
    return {};
  return {SM.getLineNumber(BeginFile, Begin), SM.getColumnNumber(BeginFile, Begin),
          SM.getLineNumber(EndFile, End), SM.getColumnNumber(EndFile, End)};
}

} // namespace stallfree
