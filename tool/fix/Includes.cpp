//===- Includes.cpp - The includes that fixes need -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fix/Changes.h"
#include "fix/Source.h"
#include "clang/Format/Format.h"
#include "clang/Tooling/Inclusions/HeaderIncludes.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"

using namespace llvm;

namespace stallfree {

/// The edit that adds an include in the project's style; nullopt if it is there.
static std::optional<Edit> includeEdit(const Source &Code, StringRef Path, StringRef Include) {
  bool Angled = Include.consume_front("<") && Include.consume_back(">");
  if (!Angled)
    Include = Include.trim('"');
  auto Style = clang::format::getStyle("file", Path, "LLVM", Code.text());
  if (!Style) {
    consumeError(Style.takeError()); // Then LLVM's order of includes serves.
    Style = clang::format::getLLVMStyle();
  }
  clang::tooling::HeaderIncludes Includes(Path, Code.text(), Style->IncludeStyle);
  auto Insertion =
      Includes.insert(Include, Angled, clang::tooling::IncludeDirective::Include);
  if (!Insertion)
    return std::nullopt;
  Edit Out = Code.at(Insertion->getOffset());
  Out.Text = Insertion->getReplacementText().str();
  return Out;
}

static std::string withCarriageReturns(StringRef Text) {
  std::string Out;
  for (char C : Text) {
    if (C == '\n' && !StringRef(Out).ends_with("\r"))
      Out += '\r';
    Out += C;
  }
  return Out;
}

static std::optional<Source> read(StringRef Path, UnsavedText Unsaved) {
  if (std::optional<std::string> Text = Unsaved ? Unsaved(Path) : std::nullopt)
    return Source(std::move(*Text));
  return Source::read(Path);
}

void completeFixes(Report &R, StringRef Root, UnsavedText Unsaved) {
  StringMap<std::optional<Source>> Files;
  auto Complete = [&](Fix &Made) {
    std::string File = Made.Edits.front().File;
    std::string Path = (Root + "/" + File).str();
    auto [It, New] = Files.try_emplace(File);
    if (New)
      It->second = read(Path, Unsaved);
    if (!It->second)
      return false;
    SmallVector<StringRef, 2> Needed;
    SplitString(Made.Include, Needed);
    for (StringRef One : Needed)
      if (auto Include = includeEdit(*It->second, Path, One)) {
        Include->File = File;
        Made.Edits.insert(Made.Edits.begin(), std::move(*Include));
      }
    if (It->second->hasCarriageReturns())
      for (Edit &E : Made.Edits)
        E.Text = withCarriageReturns(E.Text);
    return true;
  };
  for (Finding &F : R.Findings)
    for (Fix &Made : F.Fixes)
      if (!Complete(Made)) {
        F.Unfixable = "'" + Made.Edits.front().File + "' cannot be read any more";
        F.Fixes.clear();
        break;
      }
}

} // namespace stallfree
