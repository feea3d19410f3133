//===- Json.cpp - The Report as JSON (docs/output.md) ---------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "llvm/Support/JSON.h"
#include "Formats.h"

using namespace llvm;

namespace stallfree {

/// Raised when a key changes its meaning or goes; new keys do not raise it.
static constexpr int FormatVersion = 1;

static void text(json::OStream &J, StringRef Key, StringRef Value) {
  J.attribute(Key, validUtf8(Value));
}

static void place(json::OStream &J, StringRef File, uint32_t Line, uint32_t Column) {
  text(J, "file", File);
  J.attribute("line", Line);
  J.attribute("column", Column);
}

static void steps(json::OStream &J, StringRef Key, ArrayRef<ProofStep> Steps) {
  J.attributeArray(Key, [&] {
    for (const ProofStep &Step : Steps)
      J.object([&] {
        place(J, Step.Where.File, Step.Where.Line, Step.Where.Column);
        text(J, "text", Step.Text);
        text(J, "function", Step.Function);
      });
  });
}

static void fix(json::OStream &J, const Fix &F) {
  J.object([&] {
    text(J, "title", F.Title);
    text(J, "caution", F.Caution);
    J.attributeArray("edits", [&] {
      for (const Edit &E : F.Edits)
        J.object([&] {
          place(J, E.File, E.Line, E.Column);
          J.attribute("end_line", E.EndLine);
          J.attribute("end_column", E.EndColumn);
          text(J, "text", E.Text);
        });
    });
  });
}

static void finding(json::OStream &J, const Finding &F) {
  J.object([&] {
    text(J, "check", F.Check);
    J.attribute("tier", name(F.Certainty));
    place(J, F.Where.File, F.Where.Line, F.Where.Column);
    J.attribute("length", F.Where.Length);
    text(J, "message", F.Message);
    text(J, "function", F.Function);
    text(J, "blocker", F.Blocker);
    J.attribute("runs_on", name(F.RunsOn));
    steps(J, "proof", F.Proof);
    J.attribute("effort", F.Effort);
    steps(J, "other_roots", F.OtherRoots);
    steps(J, "other_ends", F.OtherEnds);
    J.attributeObject("advice", [&] {
      text(J, "row", F.Advice.Row);
      text(J, "action", F.Advice.Action);
      text(J, "reason", F.Advice.Reason);
      text(J, "text", F.Advice.Text);
    });
    J.attributeArray("fixes", [&] {
      for (const Fix &Made : F.Fixes)
        fix(J, Made);
    });
    text(J, "unfixable", F.Unfixable);
    J.attributeObject("change", [&] {
      text(J, "kind", name(F.Change.K));
      text(J, "function", F.Change.Function);
      J.attribute("coroutine", F.Change.Coroutine);
    });
    text(J, "answer", F.Answer);
    text(J, "rule", F.Row);
    text(J, "fingerprint", F.Fingerprint);
    text(J, "path_key", F.PathKey);
  });
}

static void problem(json::OStream &J, const Problem &P) {
  J.object([&] {
    J.attribute("severity", P.S == Problem::Severity::Error     ? "error"
                            : P.S == Problem::Severity::Warning ? "warning"
                                                                : "note");
    place(J, P.File, P.Line, P.Column);
    text(J, "message", P.Message);
    text(J, "remedy", P.Remedy);
  });
}

static void statistics(json::OStream &J, const Report &R) {
  const Statistics &C = R.Counts;
  J.attribute("translation_units", C.TranslationUnits);
  J.attribute("failed", C.Failed);
  J.attribute("functions", C.Functions);
  J.attribute("coroutines", C.Coroutines);
  J.attribute("loop_roots", C.LoopRoots);
  J.attribute("loop_functions", C.LoopFunctions);
  J.attribute("calls_resolved", C.CallsResolved);
  J.attribute("calls_ruled", C.CallsRuled);
  J.attribute("calls_unknown", C.CallsUnknown);
  J.attribute("patterns_skipped", C.PatternsSkipped);
  int64_t Suppressed = 0, InBaseline = 0;
  for (const Finding &F : R.Findings) {
    Suppressed += F.Suppressed;
    InBaseline += F.InBaseline && !F.Suppressed;
  }
  J.attribute("suppressed", Suppressed);
  J.attribute("in_baseline", InBaseline);
}

void renderJson(const Report &R, const RenderOptions &Options, raw_ostream &OS) {
  std::vector<const Finding *> Shown = shownFindings(R, Options);
  json::OStream J(OS, /*IndentSize=*/1);
  J.object([&] {
    J.attribute("format", FormatVersion);
    J.attributeObject("tool", [&] {
      J.attribute("name", "stallfree");
      text(J, "version", Options.Version);
    });
    J.attributeArray("findings", [&] {
      for (const Finding *F : Shown)
        finding(J, *F);
    });
    J.attributeArray("worth_fixing_first", [&] {
      for (const Finding *F : worthFixingFirst(Shown, 3))
        J.value(validUtf8(F->Fingerprint));
    });
    J.attributeArray("problems", [&] {
      for (const Problem &P : R.Problems)
        problem(J, P);
    });
    J.attributeObject("statistics", [&] { statistics(J, R); });
    J.attributeArray("unknown", [&] {
      for (const UnknownCallee &U : R.Unknown)
        J.object([&] {
          text(J, "name", U.Name);
          J.attribute("calls", U.Calls);
          place(J, U.First.File, U.First.Line, U.First.Column);
        });
    });
  });
  OS << '\n';
}

} // namespace stallfree
