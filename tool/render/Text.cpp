//===- Text.cpp - Findings as clang writes its own ------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Formats.h"
#include "Messages.h"
#include "Snippet.h"
#include <tuple>
#include <utility>

using namespace llvm;

namespace stallfree {
namespace {

class TextWriter {
public:
  TextWriter(const RenderOptions &Options, raw_ostream &OS)
      : Lines(Options.Root), Known(Options.Known), Color(Options.Color), OS(OS) {
    OS.enable_colors(Color);
  }

  void finding(const Finding &F, const Finding *Before);
  void problem(const Problem &P);
  void summary(const Report &R, ArrayRef<const Finding *> Shown);

private:
  void place(StringRef File, uint32_t Line, uint32_t Column);
  void severity(StringRef Word);
  void note(const Location &Where, StringRef Text);
  void bold(StringRef Text);

  SourceLines Lines;
  const std::string Known;
  bool Color;
  raw_ostream &OS;
};

void TextWriter::bold(StringRef Text) {
  if (Color)
    OS.changeColor(raw_ostream::SAVEDCOLOR, /*Bold=*/true);
  OS << printable(Text);
  if (Color)
    OS.resetColor();
}

void TextWriter::place(StringRef File, uint32_t Line, uint32_t Column) {
  if (File.empty())
    return;
  std::string Text = File.str() + ":";
  if (Line)
    Text += std::to_string(Line) + ":";
  if (Line && Column)
    Text += std::to_string(Column) + ":";
  bold(Text);
  OS << ' ';
}

void TextWriter::severity(StringRef Word) {
  if (Color) {
    auto Hue = Word == "error"    ? raw_ostream::RED
               : Word == "note"   ? raw_ostream::CYAN
               : Word == "remark" ? raw_ostream::BLUE
                                  : raw_ostream::MAGENTA;
    OS.changeColor(Hue, /*Bold=*/true);
  }
  OS << Word << ": ";
  if (Color)
    OS.resetColor();
}

void TextWriter::note(const Location &Where, StringRef Text) {
  place(Where.File, Where.Line, Where.Column);
  severity("note");
  OS << printable(Text) << '\n';
}

/// Is it one function above both that has to change, reached the same way?
bool areMendedTogether(Finding A, Finding B) {
  if (A.Change.Function.empty() || A.Change.Function == A.Function)
    return false;
  A.Effort = B.Effort = 0;
  auto Place = [](const Location &L) { return std::tie(L.File, L.Line, L.Column); };
  std::vector<Message> OfA = messagesOf(A), OfB = messagesOf(B);
  return A.Where.File == B.Where.File && OfA.size() == OfB.size() &&
         std::equal(OfA.begin() + 1, OfA.end(), OfB.begin() + 1,
                    [&](const Message &InA, const Message &InB) {
                      bool AtEnds = Place(InA.Where) == Place(A.Where) &&
                                    Place(InB.Where) == Place(B.Where);
                      return InA.Text == InB.Text &&
                             (AtEnds || Place(InA.Where) == Place(InB.Where));
                    });
}

void TextWriter::finding(const Finding &F, const Finding *Before) {
  std::vector<Message> Messages = messagesOf(F);
  place(F.Where.File, F.Where.Line, F.Where.Column);
  severity(F.Certainty == Tier::Possible ? "remark" : "warning");
  bold(Messages.front().Text + " [stallfree-" + F.Check + "]");
  OS << '\n';
  if (std::optional<StringRef> Line = Lines.line(F.Where.File, F.Where.Line))
    writeSnippet(OS, *Line, F.Where, Color);
  if (Before && Messages.size() > 2 && areMendedTogether(*Before, F)) {
    note({}, "reached as the one above, and mended by the same change");
    return;
  }
  for (const Message &Note : drop_begin(Messages))
    note(Note.Where, Note.Text);
}

void TextWriter::problem(const Problem &P) {
  place(P.File, P.Line, P.Column);
  severity(P.S == Problem::Severity::Error     ? "error"
           : P.S == Problem::Severity::Warning ? "warning"
                                               : "note");
  bold(P.Message);
  OS << '\n';
  if (!P.Remedy.empty())
    note({}, P.Remedy);
}

void TextWriter::summary(const Report &R, ArrayRef<const Finding *> Shown) {
  const Statistics &C = R.Counts;
  uint64_t Suppressed = count_if(R.Findings, [](const Finding &F) { return F.Suppressed; });
  uint64_t InBaseline =
      count_if(R.Findings, [](const Finding &F) { return F.InBaseline && !F.Suppressed; });

  OS << '\n';
  std::string Head = countFindings(Shown);
  Head[0] = char(toupper(Head[0]));
  bold(Head);
  if (Suppressed || InBaseline) {
    OS << " (";
    if (Suppressed)
      OS << Suppressed << " silenced by NOLINT" << (InBaseline ? ", " : "");
    if (InBaseline)
      OS << InBaseline << ' ' << Known;
    OS << ')';
  }
  OS << ".\n";

  OS << "Analysed " << counted(C.TranslationUnits, "translation unit");
  if (C.Failed)
    OS << ", of which " << C.Failed << " could not be parsed fully";
  OS << ": " << counted(C.Functions, "function") << ", " << counted(C.Coroutines, "coroutine")
     << ", " << counted(C.LoopRoots, "loop root") << " that "
     << (C.LoopRoots == 1 ? "reaches " : "reach ") << counted(C.LoopFunctions, "function") << ".\n";
  if (C.CallsResolved + C.CallsRuled + C.CallsUnknown) {
    CallShares Shares = callShares(C);
    OS << "Calls on the loop: " << Shares.Resolved << " % followed, " << Shares.Ruled
       << " % known from rules, " << Shares.Unknown << " % unknown";
    if (C.CallsUnknown)
      OS << " and presumed not to block ('stallfree rules missing' lists them)";
    OS << ".\n";
  }

  std::vector<const Finding *> First = worthFixingFirst(Shown, 3);
  if (Shown.size() > 3 && !First.empty()) {
    OS << "Worth fixing first:\n";
    for (const Finding *F : First)
      OS << "  " << printable(F->Where.File) << ':' << F->Where.Line << ": "
         << printable(F->Message) << '\n';
  }
  if (!Shown.empty())
    OS << "'stallfree explain " << Shown.front()->Check << "' says more; '// NOLINT(stallfree-"
       << Shown.front()->Check << ")' on the line silences one finding.\n";
}

} // namespace

void renderFinding(const Finding &F, const RenderOptions &Options, raw_ostream &OS,
                   const Finding *Before) {
  TextWriter(Options, OS).finding(F, Before);
}

void renderClosing(const Report &R, const RenderOptions &Options, raw_ostream &OS) {
  TextWriter Writer(Options, OS);
  for (const Problem &P : R.Problems)
    Writer.problem(P);
  if (Options.Summary)
    Writer.summary(R, shownFindings(R, Options));
}

void renderText(const Report &R, const RenderOptions &Options, raw_ostream &OS) {
  TextWriter Writer(Options, OS);
  const Finding *Before = nullptr;
  for (const Finding *F : shownFindings(R, Options))
    Writer.finding(*F, std::exchange(Before, F));
  renderClosing(R, Options, OS);
}

} // namespace stallfree
