//===- Html.cpp - The Report as one self-contained page -------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Formats.h"
#include "Messages.h"
#include "HtmlGraph.h"
#include "HtmlPage.h"
#include "Snippet.h"
#include "llvm/Support/Format.h"
#include <map>

using namespace llvm;

namespace stallfree {
namespace {

StringRef folder(StringRef File) {
  size_t Slash = File.rfind('/');
  return Slash == StringRef::npos ? StringRef(".") : File.take_front(Slash);
}

/// Links that still lead to the same finding after other code has changed.
std::vector<std::string> anchors(ArrayRef<const Finding *> Shown) {
  std::vector<std::string> Out;
  std::map<std::string, unsigned> Seen;
  for (const Finding *F : Shown) {
    unsigned N = Seen[F->Fingerprint]++;
    Out.push_back("f-" + html(F->Fingerprint) + (N ? "." + std::to_string(N + 1) : ""));
  }
  return Out;
}

class HtmlWriter {
public:
  HtmlWriter(const Report &R, const RenderOptions &Options, raw_ostream &OS)
      : R(R), Shown(shownFindings(R, Options)), Anchors(anchors(Shown)), Lines(Options.Root),
        OS(OS) {}

  void page();

private:
  void overview();
  void counts(StringRef Title, StringRef Facet, const std::map<std::string, unsigned> &N);
  void graph();
  void finding(const Finding &F, StringRef Anchor);
  void step(const Location &Where, StringRef Text, bool Blocker);
  void further(StringRef Title, ArrayRef<ProofStep> Steps);
  void problems();

  const Report &R;
  std::vector<const Finding *> Shown;
  std::vector<std::string> Anchors;
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
        "<output id=\"count\"></output> <span class=\"keys\">Keys: / search, j and k next and "
        "previous, Enter opens</span></header>\n<nav aria-label=\"Filters\">\n";
  counts("Check", "check", Checks);
  counts("Tier", "tier", Tiers);
  counts("Runs on", "executor", Executors);
  counts("Folder", "folder", Folders);
  OS << "</nav>\n";
}

void HtmlWriter::graph() {
  std::string Drawing;
  raw_string_ostream DrawingOS(Drawing);
  writeGraph(Shown, Anchors, DrawingOS);
  if (!Drawing.empty())
    OS << "<details class=\"graph\"><summary>How the loop gets there</summary>\n"
       << Drawing << "</details>\n";
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

void HtmlWriter::further(StringRef Title, ArrayRef<ProofStep> Steps) {
  if (Steps.empty())
    return;
  OS << "<p>" << Title << "</p><ul>\n";
  for (const ProofStep &Step : Steps)
    OS << "<li>" << html(Step.Text) << " <span>" << html(Step.Where.File) << ':'
       << Step.Where.Line << "</span></li>\n";
  OS << "</ul>\n";
}

void HtmlWriter::finding(const Finding &F, StringRef Anchor) {
  OS << "<article id=\"" << Anchor << "\" data-check=\"" << html(F.Check) << "\" data-tier=\""
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
  if (std::string Text = effortText(F); !Text.empty())
    OS << "<p>" << html(Text) << "</p>\n";
  for (const std::string &Line : fixTexts(F))
    OS << "<p class=\"advice\">" << html(Line) << "</p>\n";
  OS << "<ol>\n";
  for (const ProofStep &Step : F.Proof)
    step(Step.Where, Step.Text, &Step == &F.Proof.back());
  OS << "</ol>\n";
  further("Also reached from:", F.OtherRoots);
  further("It leads to these calls, too:", F.OtherEnds);
  if (!F.Answer.empty())
    OS << "<p>If this never blocks: <code>" << html(F.Answer) << "</code></p>\n";
  OS << "<p><a href=\"#" << Anchor << "\">Link to this finding</a></p></details></article>\n";
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
    finding(*Shown[I], Anchors[I]);
  problems();
  OS << "</main>\n<script>" << HtmlScript << "</script></body></html>\n";
}

} // namespace

void renderHtml(const Report &R, const RenderOptions &Options, raw_ostream &OS) {
  HtmlWriter(R, Options, OS).page();
}

} // namespace stallfree
