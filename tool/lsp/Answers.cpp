//===- Answers.cpp - What the editor asks about a place -------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Answers.h"
#include "build/Root.h"
#include "extract/ProjectPaths.h"
#include "lsp/Diagnostics.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace stallfree {

using TextEdits = std::map<std::string, json::Array>; ///< By URI.

static json::Value action(std::string Title, bool Preferred, TextEdits Edits, json::Value Cures) {
  json::Object Changes;
  for (auto &[Uri, List] : Edits)
    Changes[Uri] = std::move(List);
  return json::Object{{"title", std::move(Title)},
                      {"kind", "quickfix"},
                      {"isPreferred", Preferred},
                      {"diagnostics", json::Array{std::move(Cures)}},
                      {"edit", json::Object{{"changes", std::move(Changes)}}}};
}

/// All fixes of a finding in one: half of them would not cure it.
static std::optional<json::Value> fixAction(const Finding &F, Places &Located) {
  if (F.Fixes.empty() || !F.Unfixable.empty())
    return std::nullopt;
  TextEdits Out;
  std::vector<Edit> Seen;
  std::string Caution;
  for (const Fix &Made : F.Fixes) {
    if (Caution.empty())
      Caution = Made.Caution;
    for (const Edit &E : Made.Edits) {
      if (is_contained(Seen, E))
        continue;
      Seen.push_back(E);
      const Lines &In = Located.lines(E.File);
      lsp::Range Range{In.position(E.Line, E.Column), In.position(E.EndLine, E.EndColumn)};
      Out[Located.uri(E.File)].push_back(json::Object{{"range", Range}, {"newText", E.Text}});
    }
  }
  std::string Title = F.Fixes.front().Title;
  if (F.Fixes.size() > 1)
    Title += ", in " + std::to_string(F.Fixes.size()) + " places";
  if (!Caution.empty())
    Title += " (look at it: " + Caution + ")";
  return action(std::move(Title), Caution.empty(), std::move(Out), briefDiagnostic(F, Located));
}

/// A comment on a line of its own, or one more name in the one that is there.
static std::optional<json::Value> silenceAction(const Finding &F, Places &Located) {
  const Lines &In = Located.lines(F.Where.File);
  uint32_t Line = F.Where.Line;
  std::string Name = "stallfree-" + F.Check;
  StringRef Here = In.line(Line), Above = In.line(Line - 1);
  if (Above.rtrim().ends_with("\\"))
    return std::nullopt; // In a macro.
  lsp::Position At = In.position(Line, 1);
  std::string Text = Here.take_while([](char C) { return C == ' ' || C == '\t'; }).str() +
                     "// NOLINTNEXTLINE(" + Name + ")" + In.lineEnd();
  size_t Comment = Above.find("NOLINTNEXTLINE(");
  size_t Bracket = Comment == StringRef::npos ? Comment : Above.find(')', Comment);
  if (Bracket != StringRef::npos) {
    At = In.position(Line - 1, Bracket + 1);
    Text = ", " + Name;
  }
  TextEdits Out;
  Out[Located.uri(F.Where.File)].push_back(
      json::Object{{"range", lsp::Range(At)}, {"newText", Text}});
  return action("silence this with NOLINTNEXTLINE(" + Name + ")", false, std::move(Out),
                briefDiagnostic(F, Located));
}

json::Value codeActions(const Analyzed &Seen, const Document &D, lsp::Range Range) {
  Places Located(Seen);
  json::Array Fixes, Others;
  for (const Finding *F : findingsIn(Seen, D)) {
    lsp::Range Here = Located.range(F->Where);
    if (Here.end.line < Range.start.line || Range.end.line < Here.start.line)
      continue;
    if (std::optional<json::Value> A = fixAction(*F, Located))
      Fixes.push_back(std::move(*A));
    if (F->Check != "meta-unused-suppression")
      if (std::optional<json::Value> A = silenceAction(*F, Located))
        Others.push_back(std::move(*A));
  }
  for (json::Value &A : Others)
    Fixes.push_back(std::move(A));
  return Fixes;
}

/// Of a page: what is before the first heading, and the section that helps.
static std::string shortForm(StringRef Page) {
  std::string Out = Page.split('\n').second.split("\n## ").first.trim().str();
  StringRef Help = Page.split("\n## What to do\n").second.split("\n## ").first.trim();
  if (!Help.empty())
    Out += "\n\n" + Help.str();
  return Out;
}

json::Value hover(const Analyzed &Seen, const Document &D, lsp::Position At) {
  Places Located(Seen);
  std::string Text;
  lsp::Range Range;
  for (const Finding *F : findingsIn(Seen, D)) {
    lsp::Range Here = Located.range(F->Where);
    if (At < Here.start || Here.end < At)
      continue;
    Range = Here;
    Text += (Text.empty() ? "" : "\n\n---\n\n") + ("**" + F->Check + "** (" + name(F->Certainty)) +
            ")\n\n";
    std::string File = pageOf(F->Check);
    auto Page = MemoryBuffer::getFile(File);
    Text += Page ? shortForm((*Page)->getBuffer()) + "\n\n[more](" + uriOf(File) + ")" : F->Message;
    if (!F->Answer.empty())
      Text += "\n\nIf this never blocks: `" + F->Answer + "`";
  }
  if (Text.empty())
    return nullptr;
  return json::Object{{"contents", json::Object{{"kind", "markdown"}, {"value", Text}}},
                      {"range", Range}};
}

json::Value codeLenses(const Analyzed &Seen, const Document &D) {
  Places Located(Seen);
  std::string File = seenFrom(Seen.Root, D.Path);
  json::Array Out;
  for (const Explanation &E : Seen.Runs)
    if (E.Where.File == File)
      Out.push_back(json::Object{
          {"range", Located.range(E.Where)},
          {"command", json::Object{{"title", json::fixUTF8(E.Text)}, {"command", ""}}}});
  return Out;
}

} // namespace stallfree
