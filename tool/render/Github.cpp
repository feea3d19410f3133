//===- Github.cpp - The Report as workflow commands and job summary -------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Formats.h"
#include "Messages.h"

using namespace llvm;

namespace stallfree {

/// Workflow commands end at a line end; values of their properties also at
/// ':' and ','.
static std::string escaped(StringRef Text, bool Property) {
  std::string Out;
  for (char C : validUtf8(Text)) {
    if (C == '%')
      Out += "%25";
    else if (C == '\r')
      Out += "%0D";
    else if (C == '\n')
      Out += "%0A";
    else if (Property && C == ':')
      Out += "%3A";
    else if (Property && C == ',')
      Out += "%2C";
    else
      Out += C;
  }
  return Out;
}

static void annotate(raw_ostream &OS, StringRef Kind, const Location &Where, StringRef Title,
                     StringRef Text) {
  OS << "::" << Kind << ' ';
  if (!Where.File.empty()) {
    OS << "file=" << escaped(Where.File, true) << ',';
    if (Where.Line)
      OS << "line=" << Where.Line << ',';
    if (Where.Line && Where.Column)
      OS << "col=" << Where.Column << ',';
    if (Where.Line && Where.Column && Where.Length)
      OS << "endColumn=" << Where.Column + Where.Length << ',';
  }
  OS << "title=" << escaped(Title, true) << "::" << escaped(Text, false) << '\n';
}

void renderGithub(const Report &R, const RenderOptions &Options, raw_ostream &OS) {
  for (const Finding *F : shownFindings(R, Options)) {
    std::string Text = F->Message;
    for (const ProofStep &Step : F->Proof)
      Text += "\n" + Step.Where.File + ":" + std::to_string(Step.Where.Line) + ": " + Step.Text;
    if (!F->Advice.Text.empty())
      Text += "\n" + F->Advice.Text;
    for (const std::string &Line : fixTexts(*F))
      Text += "\n" + Line;
    StringRef Kind = F->Certainty == Tier::Definite   ? "error"
                     : F->Certainty == Tier::Probable ? "warning"
                                                      : "notice";
    annotate(OS, Kind, F->Where, "stallfree-" + F->Check, Text);
  }
  for (const Problem &P : R.Problems) {
    StringRef Kind = P.S == Problem::Severity::Error     ? "error"
                     : P.S == Problem::Severity::Warning ? "warning"
                                                         : "notice";
    annotate(OS, Kind, {P.File, P.Line, P.Column, 0}, "stallfree",
             P.Remedy.empty() ? P.Message : P.Message + "\n" + P.Remedy);
  }
}

/// Text inside a cell of a Markdown table, with nothing left to interpret.
static std::string cell(StringRef Text) {
  std::string Out;
  for (char C : validUtf8(Text)) {
    if (C == '<')
      Out += "&lt;";
    else if (C == '&')
      Out += "&amp;";
    else if (C == '\n' || C == '\r')
      Out += ' ';
    else if (StringRef("\\`*_{}[]|~#!").contains(C))
      (Out += '\\') += C;
    else
      Out += C;
  }
  return Out;
}

void renderJobSummary(const Report &R, const RenderOptions &Options, raw_ostream &OS) {
  std::vector<const Finding *> Shown = shownFindings(R, Options);
  const Statistics &C = R.Counts;
  OS << "### Stallfree: " << countFindings(Shown) << "\n\n"
     << counted(C.TranslationUnits, "translation unit") << ", " << counted(C.Functions, "function")
     << ", " << counted(C.LoopRoots, "loop root") << ", " << callShares(C).Unknown
     << " % of the calls on the loop unknown";
  if (!R.Problems.empty())
    OS << ", " << counted(R.Problems.size(), "problem");
  OS << ".\n";
  if (Shown.empty())
    return;
  constexpr size_t MostRows = 50;
  OS << "\n| Place | Check | What | What to do |\n|---|---|---|---|\n";
  for (const Finding *F : ArrayRef(Shown).take_front(MostRows))
    OS << "| " << cell(F->Where.File) << ":" << F->Where.Line << " | " << cell(F->Check) << " ("
       << name(F->Certainty) << ") | " << cell(F->Message) << " | " << cell(F->Advice.Text)
       << " |\n";
  if (Shown.size() > MostRows)
    OS << "\n" << counted(Shown.size() - MostRows, "more finding") << " not listed here.\n";
}

} // namespace stallfree
