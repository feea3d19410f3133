//===- Html.cpp - The Report as one self-contained page -------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Formats.h"
#include "HtmlPage.h"
#include "Snippet.h"
#include "llvm/Support/Format.h"
#include <map>

using namespace llvm;

namespace stallfree {
namespace {

/// Text for an element or a quoted attribute.
std::string html(StringRef Text) {
  std::string Out;
  for (char C : printable(Text, /*Tabs=*/true)) {
    if (C == '&')
      Out += "&amp;";
    else if (C == '<')
      Out += "&lt;";
    else if (C == '>')
      Out += "&gt;";
    else if (C == '"')
      Out += "&quot;";
    else if (C == '\'')
      Out += "&#39;";
    else
      Out += C;
  }
  return Out;
}

StringRef folder(StringRef File) {
  size_t Slash = File.rfind('/');
  return Slash == StringRef::npos ? StringRef(".") : File.take_front(Slash);
}

class HtmlWriter {
public:
  HtmlWriter(const Report &R, const RenderOptions &Options, raw_ostream &OS)
      : R(R), Shown(shownFindings(R, Options)), Lines(Options.Root), OS(OS) {}

  void page();

private:
  void overview();
  void counts(StringRef Title, StringRef Facet, const std::map<std::string, unsigned> &N);
  void graph();
  void finding(const Finding &F, unsigned Index);
  void step(const Location &Where, StringRef Text, bool Blocker);
  void problems();

  const Report &R;
  std::vector<const Finding *> Shown;
  SourceLines Lines;
  raw_ostream &OS;
};

void HtmlWriter::counts(StringRef Title, StringRef Facet,
                        const std::map<std::string, unsigned> &N) {
  OS << "<section><h2>" << Title << "</h2><ul class=\"facet\">\n";
  for (const auto &[Key, Count] : N)
    OS << "<li><button type=\"button\" aria-pressed=\"false\" data-facet=\"" << Facet
       << "\" data-value=\"" << html(Key) << "\">" << html(Key) << " <b>" << Count
       << "</b></button></li>\n";
  OS << "</ul></section>\n";
}

void HtmlWriter::overview() {
  std::map<std::string, unsigned> Checks, Tiers, Executors, Folders;
  for (const Finding *F : Shown) {
    ++Checks[F->Check];
    ++Tiers[name(F->Certainty)];
    ++Executors[name(F->RunsOn)];
    ++Folders[folder(F->Where.File).str()];
  }
  const Statistics &C = R.Counts;
  OS << "<header><h1>Stallfree: " << countFindings(Shown) << "</h1>\n<p>"
     << counted(C.TranslationUnits, "translation unit") << ", " << counted(C.Functions, "function")
     << ", " << counted(C.LoopRoots, "loop root") << ". Of the calls on the loop "
     << callShares(C).Resolved << " % were followed, " << callShares(C).Ruled
     << " % are known from rules, " << callShares(C).Unknown
     << " % are unknown and presumed not to block.</p>\n"
     << "<label>Search <input id=\"search\" type=\"search\" autocomplete=\"off\"></label> "
        "<output id=\"count\"></output></header>\n<nav aria-label=\"Filters\">\n";
  counts("Check", "check", Checks);
  counts("Tier", "tier", Tiers);
  counts("Runs on", "executor", Executors);
  counts("Folder", "folder", Folders);
  OS << "</nav>\n";
}

/// Loop root -> helpers -> blocker of the first findings, as nested lists: one
/// column per role, drawn by the style sheet.
void HtmlWriter::graph() {
  std::map<std::string, std::map<std::string, std::vector<unsigned>>> Ways;
  for (unsigned I = 0; I != Shown.size(); ++I) {
    const Finding *F = Shown[I];
    if (F->Proof.empty())
      continue;
    std::string Helpers;
    std::string Last = F->Proof.front().Function;
    for (const ProofStep &Step : ArrayRef(F->Proof).drop_front())
      if (Step.Function != Last) {
        Helpers += (Helpers.empty() ? "" : " \xE2\x86\x92 ") + Step.Function;
        Last = Step.Function;
      }
    Ways[F->Proof.front().Function][Helpers].push_back(I);
  }
  if (Ways.empty())
    return;
  OS << "<details class=\"graph\"><summary>From loop roots to blockers</summary><ul>\n";
  for (const auto &[Root, Paths] : Ways) {
    OS << "<li><span class=\"node\">" << html(Root) << "</span><ul>\n";
    for (const auto &[Helpers, Indices] : Paths) {
      if (!Helpers.empty())
        OS << "<li><span class=\"node helper\">" << html(Helpers) << "</span><ul>\n";
      for (unsigned I : Indices)
        OS << "<li><a class=\"node blocker\" href=\"#f" << I + 1 << "\">"
           << html(Shown[I]->Blocker.empty() ? Shown[I]->Check : Shown[I]->Blocker)
           << "</a></li>\n";
      if (!Helpers.empty())
        OS << "</ul></li>\n";
    }
    OS << "</ul></li>\n";
  }
  OS << "</ul></details>\n";
}

void HtmlWriter::step(const Location &Where, StringRef Text, bool Blocker) {
  OS << "<li" << (Blocker ? " class=\"blocker\"" : "") << "><p>" << html(Text) << " <span>"
     << html(Where.File) << ':' << Where.Line << "</span></p>";
  constexpr uint32_t Around = 2;
  uint32_t First = Where.Line > Around ? Where.Line - Around : 1;
  std::string Code;
  raw_string_ostream CodeOS(Code);
  for (uint32_t N = First; N <= Where.Line + Around; ++N)
    if (std::optional<StringRef> Line = Lines.line(Where.File, N)) {
      CodeOS << (N == Where.Line ? "<mark>" : "") << format("%5u  ", N) << html(*Line)
             << (N == Where.Line ? "</mark>" : "") << '\n';
    }
  if (!Code.empty())
    OS << "<pre>" << Code << "</pre>";
  OS << "</li>\n";
}

void HtmlWriter::finding(const Finding &F, unsigned Index) {
  OS << "<article id=\"f" << Index << "\" data-check=\"" << html(F.Check) << "\" data-tier=\""
     << name(F.Certainty) << "\" data-executor=\"" << name(F.RunsOn) << "\" data-folder=\""
     << html(folder(F.Where.File)) << "\">\n<details><summary><span class=\"tier "
     << name(F.Certainty) << "\">" << name(F.Certainty) << "</span> <code>" << html(F.Check)
     << "</code> " << html(F.Message) << " <span>" << html(F.Where.File) << ':' << F.Where.Line
     << "</span></summary>\n";
  if (!F.Advice.Text.empty())
    OS << "<p class=\"advice\"><b>" << html(F.Advice.Action) << "</b> " << html(F.Advice.Text)
       << (F.Advice.Reason.empty()
               ? ""
               : " <span>" + html(F.Advice.Row + ": " + F.Advice.Reason) + "</span>")
       << "</p>\n";
  OS << "<ol>\n";
  for (const ProofStep &Step : F.Proof)
    step(Step.Where, Step.Text, &Step == &F.Proof.back());
  OS << "</ol>\n";
  if (!F.OtherRoots.empty()) {
    OS << "<p>Also reached from:</p><ul>\n";
    for (const ProofStep &Step : F.OtherRoots)
      OS << "<li>" << html(Step.Text) << " <span>" << html(Step.Where.File) << ':'
         << Step.Where.Line << "</span></li>\n";
    OS << "</ul>\n";
  }
  if (!F.Answer.empty())
    OS << "<p>If this never blocks: <code>" << html(F.Answer) << "</code></p>\n";
  OS << "<p><a href=\"#f" << Index << "\">Link to this finding</a></p></details></article>\n";
}

void HtmlWriter::problems() {
  if (R.Problems.empty())
    return;
  OS << "<section><h2>Problems</h2><ul>\n";
  for (const Problem &P : R.Problems) {
    OS << "<li>";
    if (!P.File.empty())
      OS << html(P.File) << (P.Line ? ":" + std::to_string(P.Line) : "") << ": ";
    OS << html(P.Message) << ' ' << html(P.Remedy) << "</li>\n";
  }
  OS << "</ul></section>\n";
}

void HtmlWriter::page() {
  OS << "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        "<title>Stallfree: "
     << countFindings(Shown) << "</title>\n<style>" << HtmlStyle << "</style></head><body>\n";
  overview();
  OS << "<main>\n";
  graph();
  for (unsigned I = 0; I != Shown.size(); ++I)
    finding(*Shown[I], I + 1);
  problems();
  OS << "</main>\n<script>" << HtmlScript << "</script></body></html>\n";
}

} // namespace

void renderHtml(const Report &R, const RenderOptions &Options, raw_ostream &OS) {
  HtmlWriter(R, Options, OS).page();
}

} // namespace stallfree
