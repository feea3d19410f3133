//===- Changes.cpp - From the fixes of a Report to changed files -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fix/Changes.h"
#include "fix/Source.h"
#include "clang/Format/Format.h"
#include "clang/Tooling/Core/Replacement.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include <map>
#include <set>

using namespace llvm;
using clang::tooling::Replacement;
using clang::tooling::Replacements;

namespace stallfree {

namespace {

/// A fix in offsets of its file.
struct Located {
  MadeFix From;
  std::vector<Replacement> Parts;
  unsigned Begin = 0, End = 0; ///< Of the parts but the include.
};

std::optional<Located> locate(MadeFix From, const Source &Code, StringRef Path) {
  Located L{From, {}, 0, 0};
  bool First = true;
  for (const Edit &E : From.Made->Edits) {
    auto Begin = Code.offset(E.Line, E.Column), End = Code.offset(E.EndLine, E.EndColumn);
    if (!Begin || !End || *End < *Begin)
      return std::nullopt;
    L.Parts.emplace_back(Path, *Begin, *End - *Begin, E.Text);
    if (StringRef(E.Text).starts_with("#include"))
      continue;
    L.Begin = First ? *Begin : std::min(L.Begin, *Begin);
    L.End = std::max(L.End, *End);
    First = false;
  }
  return L;
}

/// Insertions at one place by several fixes are all kept, equal ones once: Made
/// holds those of All.
Error addParts(Replacements &All, std::set<Replacement> &Made, const Located &L) {
  for (const Replacement &Part : L.Parts) {
    if (!Made.insert(Part).second)
      continue;
    if (Error E = All.add(Part)) {
      consumeError(std::move(E));
      if (Part.getLength())
        return createStringError("overlaps");
      All = All.merge(Replacements(Replacement(
          Part.getFilePath(), All.getShiftedCodePosition(Part.getOffset()), 0,
          Part.getReplacementText())));
    }
  }
  return Error::success();
}

/// A fix that puts a block around statements moves them to the right.
bool opensBlock(const Located &L) {
  return any_of(L.Parts, [](const Replacement &R) { return R.getReplacementText() == "{"; });
}

/// All applied, and formatted as the project does: the changed lines, and what
/// Blocks says (offsets of the source).
std::string applied(const Source &Code, StringRef Path, const Replacements &All,
                    ArrayRef<clang::tooling::Range> Blocks) {
  std::string Plain = cantFail(clang::tooling::applyAllReplacements(Code.text(), All));
  auto Style = clang::format::getStyle("file", Path, "none", Code.text());
  if (!Style) {
    consumeError(Style.takeError());
    return Plain;
  }
  if (Style->DisableFormat)
    return Plain;
  auto Near = clang::format::formatReplacements(Code.text(), All, *Style);
  if (!Near) {
    consumeError(Near.takeError());
    return Plain;
  }
  std::string Text = cantFail(clang::tooling::applyAllReplacements(Code.text(), *Near));
  std::vector<clang::tooling::Range> Inside;
  for (const clang::tooling::Range &B : Blocks) {
    unsigned Begin = Near->getShiftedCodePosition(B.getOffset());
    unsigned End = Near->getShiftedCodePosition(B.getOffset() + B.getLength());
    Inside.emplace_back(Begin, End - Begin);
  }
  return cantFail(clang::tooling::applyAllReplacements(
      Text, clang::format::reformat(*Style, Text, Inside, Path)));
}

/// Why a file must not be touched; empty if it may.
std::string untouchable(const Source &Code, StringRef Path, sys::TimePoint<> Analysed) {
  sys::fs::file_status Status;
  if (sys::fs::status(Path, Status) || Status.getLastModificationTime() > Analysed)
    return "the file has changed since it was analysed";
  if (Code.generated())
    return "the file is generated";
  // The superuser may write any file; what is marked read-only stays.
  ErrorOr<sys::fs::perms> Mode = sys::fs::getPermissions(Path);
  if (!Mode || !(*Mode & sys::fs::all_write) || !sys::fs::can_write(Path))
    return "the file is read-only";
  return {};
}

FileChange changeFile(StringRef File, StringRef Path, const Source &Code,
                      std::vector<Located> &Fixes, std::vector<LeftAlone> &Left) {
  // The outer of two fixes first: it covers what lies inside.
  stable_sort(Fixes, [](const Located &A, const Located &B) {
    return std::tuple(A.Begin, B.End) < std::tuple(B.Begin, A.End);
  });
  FileChange Change{File.str(), Code.text(), "", {}};
  Replacements All;
  std::set<Replacement> Parts;
  std::vector<clang::tooling::Range> Blocks;
  const Located *Outer = nullptr;
  for (const Located &L : Fixes) {
    if (Outer && L.Begin < Outer->End) {
      if (L.End <= Outer->End)
        Change.Made.push_back(L.From);
      else
        Left.push_back({L.From.F, "it overlaps another fix: run `stallfree fix` again"});
      continue;
    }
    Replacements Before = All;
    std::set<Replacement> MadeBefore = Parts;
    if (Error E = addParts(All, Parts, L)) {
      consumeError(std::move(E));
      All = Before;
      Parts = MadeBefore;
      Left.push_back({L.From.F, "it overlaps another fix: run `stallfree fix` again"});
      continue;
    }
    Outer = &L;
    if (opensBlock(L))
      Blocks.emplace_back(L.Begin, L.End - L.Begin);
    Change.Made.push_back(L.From);
  }
  Change.After = applied(Code, Path, All, Blocks);
  return Change;
}

} // namespace

ChangeSet planChanges(const Report &R, StringRef Root,
                      function_ref<bool(const Finding &, const Fix &)> Choose,
                      sys::TimePoint<> Analysed) {
  ChangeSet Out;
  std::map<std::string, std::vector<MadeFix>> ByFile;
  for (const Finding &F : R.Findings)
    for (const Fix &Made : F.Fixes)
      if (!F.Suppressed && !F.InBaseline && Choose(F, Made))
        ByFile[Made.Edits.front().File].push_back({&F, &Made});
  for (auto &[File, Chosen] : ByFile) {
    std::string Path = (Root + "/" + File).str();
    std::optional<Source> Code = Source::read(Path);
    std::string Why = Code ? untouchable(*Code, Path, Analysed) : "the file cannot be read any more";
    std::vector<Located> Fixes;
    for (const MadeFix &From : Chosen) {
      std::optional<Located> L = Why.empty() ? locate(From, *Code, Path) : std::nullopt;
      if (L)
        Fixes.push_back(std::move(*L));
      else
        Out.Left.push_back({From.F, Why.empty() ? "the file has changed since it was analysed" : Why});
    }
    if (Fixes.empty())
      continue;
    FileChange Change = changeFile(File, Path, *Code, Fixes, Out.Left);
    if (Change.After != Change.Before)
      Out.Files.push_back(std::move(Change));
  }
  return Out;
}

} // namespace stallfree
