//===- Diagnostics.cpp - Findings as the editor shows them ----------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Diagnostics.h"
#include "build/Root.h"
#include "build/Shipped.h"
#include "extract/ProjectPaths.h"
#include "render/Formats.h"
#include "render/Messages.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"

using namespace llvm;

namespace stallfree {

std::string pageOf(StringRef Check) {
  std::string Page = shippedFolder("docs") + "/checks/" + Check.str() + ".md";
  return sys::fs::exists(Page) ? Page : std::string();
}

static lsp::DiagnosticSeverity severity(Tier T) {
  switch (T) {
  case Tier::Definite:
    return lsp::DiagnosticSeverity::Error;
  case Tier::Probable:
    return lsp::DiagnosticSeverity::Warning;
  case Tier::Possible:
    return lsp::DiagnosticSeverity::Information;
  }
  return lsp::DiagnosticSeverity::Warning;
}

static json::Object diagnostic(lsp::Range Range, lsp::DiagnosticSeverity Severity, StringRef Code,
                               std::string Message) {
  return json::Object{{"range", Range},
                      {"severity", int(Severity)},
                      {"source", "stallfree"},
                      {"code", Code},
                      {"message", json::fixUTF8(Message)}};
}

json::Object briefDiagnostic(const Finding &F, Places &Located) {
  std::string Text = messagesOf(F).front().Text;
  if (!F.Advice.Text.empty())
    Text += "\n" + F.Advice.Text;
  json::Object Out = diagnostic(Located.range(F.Where), severity(F.Certainty), F.Check, Text);
  if (std::string Page = pageOf(F.Check); !Page.empty())
    Out["codeDescription"] = json::Object{{"href", uriOf(Page)}};
  return Out;
}

static json::Object diagnosticOf(const Finding &F, Places &Located, bool Related) {
  json::Object Out = briefDiagnostic(F, Located);
  json::Array Chain;
  std::string Text = Out.getString("message")->str();
  std::vector<Message> Messages = messagesOf(F);
  for (const Message &Note : drop_begin(Messages)) {
    if (Note.Where.File.empty())
      continue;
    Chain.push_back(json::Object{{"location", Located.location(Note.Where)},
                                 {"message", json::fixUTF8(Note.Text)}});
    Text += "\n" + json::fixUTF8(Note.Where.File + ":" + std::to_string(Note.Where.Line) + ": " +
                                 Note.Text);
  }
  if (!Related)
    Out["message"] = std::move(Text);
  else if (!Chain.empty())
    Out["relatedInformation"] = std::move(Chain);
  return Out;
}

std::vector<const Finding *> findingsIn(const Analyzed &Seen, const Document &D) {
  std::string File = seenFrom(Seen.Root, D.Path);
  std::vector<const Finding *> Out;
  for (const Finding &F : Seen.R.Findings)
    if (F.Where.File == File && !F.Suppressed && F.Certainty >= Seen.ShowAtLeast)
      Out.push_back(&F);
  return Out;
}

json::Array diagnosticsOf(const Analyzed &Seen, const Document &D, bool Related) {
  Places Located(Seen);
  json::Array Out;
  for (const Finding *F : findingsIn(Seen, D))
    Out.push_back(diagnosticOf(*F, Located, Related));

  std::string File = seenFrom(Seen.Root, D.Path);
  std::vector<const Problem *> Here;
  for (const Problem &P : Seen.R.Problems)
    if (P.File == File && P.S == Problem::Severity::Error)
      Here.push_back(&P);
  // The language server for C++ shows them all; here one says what they cost.
  if (!Here.empty())
    Out.push_back(
        diagnostic(Located.range({File, Here.front()->Line, Here.front()->Column, 0}),
                   lsp::DiagnosticSeverity::Information, "parse",
                   "findings may be missing: " + Here.front()->Message +
                       (Here.size() > 1
                            ? " (and " + counted(Here.size() - 1, "more error", "more errors") + ")"
                            : "")));
  return Out;
}

std::map<std::string, json::Array> ruleDiagnostics(const LoadedRules &Rules) {
  std::map<std::string, json::Array> Out;
  for (const Problem &P : Rules.Problems) {
    if (P.File.empty())
      continue;
    int Line = std::max(int(P.Line), 1) - 1, Column = std::max(int(P.Column), 1) - 1;
    Out[P.File].push_back(
        diagnostic({{Line, Column}, {Line, Column + 1}},
                   P.S == Problem::Severity::Error ? lsp::DiagnosticSeverity::Error
                                                   : lsp::DiagnosticSeverity::Warning,
                   "rules", P.Message + (P.Remedy.empty() ? "" : "; " + P.Remedy)));
  }
  return Out;
}

} // namespace stallfree
