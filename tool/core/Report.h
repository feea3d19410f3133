//===- Report.h - Findings with their proof, and what was seen --*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A Report is complete: no front end looks anything up again. All paths are
// relative to the project's root with '/' separators, all lists are sorted.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_REPORT_H
#define STALLFREE_CORE_REPORT_H

#include "Rules.h"

namespace stallfree {

struct Location {
  std::string File;
  uint32_t Line = 0, Column = 0, Length = 0;
};

/// One step from the loop to the blocker, outermost first.
struct ProofStep {
  Location Where;
  std::string Text;     ///< "'serve' runs on the event loop: coroutine ..."
  std::string Function; ///< Qualified name of the function it is in.
};

/// What to do, from one ordered table (docs/how-it-works.md, Advice).
struct Advice {
  std::string Row;    ///< "A1" ... "A7"
  std::string Action; ///< await thread process yield restructure keep
  std::string Reason; ///< Half a sentence: why this row matched.
  std::string Text;   ///< One sentence to act on, with the spelling.
};

/// Replaces a range of a file; an insertion if it is empty. Lines and columns
/// start at 1, columns count bytes, the end is not part of it.
struct Edit {
  std::string File;
  uint32_t Line = 0, Column = 0, EndLine = 0, EndColumn = 0;
  std::string Text;
  bool operator==(const Edit &) const = default;
};

/// A change of one call that leads to a finding. All edits are made or none.
struct Fix {
  std::string Title; ///< "run it on a thread"
  std::vector<Edit> Edits; ///< By place; they do not overlap.
  std::string Include;     ///< "<stallfree/asio.hpp>", or empty.
  /// What somebody has to look at before it is applied; empty: it is safe.
  std::string Caution;
};

/// Which function has to change to cure a finding, and how far that goes.
struct Change {
  enum class Kind : uint8_t {
    Unknown,
    Here,      ///< Its text alone: a call, a loop, a scope.
    TwoSteps,  ///< A callback: start the work, post the rest of it back.
    Signature, ///< Its callers too: they need its result, or that it has ended.
  };
  Kind K = Kind::Unknown;
  std::string Function; ///< Qualified name.
  bool Coroutine = false;
};

/// A way of more effort than that is too often none: what it leads to is
/// probable (docs/decisions/definite.md).
constexpr uint32_t MostEffort = 4;

struct Finding {
  std::string Check; ///< "blocking-file"
  Tier Certainty = Tier::Definite;
  Location Where;      ///< The blocking call, loop or await, or the call of
                       ///< a shared helper that leads to it (Sites.h).
  std::string Message; ///< One line: what, and where it runs.
  std::string Function; ///< Qualified name of the function it is in.
  std::string Blocker;  ///< Qualified name of what blocks.
  Executor RunsOn = Executor::Loop;
  std::vector<ProofStep> Proof; ///< Ends at the blocker.
  /// How many calls and conditions have to come together on the way of Proof.
  uint32_t Effort = 0;
  std::vector<ProofStep> OtherRoots; ///< Further ways in, one step each.
  /// Further calls that Where leads to and that the check is about, one step
  /// each. They are probable at least, if the finding is.
  std::vector<ProofStep> OtherEnds;
  /// What findings of their own at OtherEnds would have as Fingerprint.
  std::vector<std::string> OtherFingerprints;
  stallfree::Advice Advice;
  stallfree::Change Change;
  /// One for each call that has to change; all are needed.
  std::vector<Fix> Fixes;
  /// Why there is no fix, or none for some of the calls; one clause.
  std::string Unfixable;
  std::string Answer;      ///< The `trusted:` row or NOLINT to paste.
  std::string Row;         ///< "posix-file.yaml:12", the row that matched.
  /// Rows of further calls at the same place: a default argument's, say.
  std::vector<std::string> OtherRows;
  std::string Fingerprint; ///< Survives edits elsewhere in the file.
  std::string PathKey;     ///< Differs for a new way to an old blocker.
  bool Suppressed = false; ///< By NOLINT; shown in SARIF only.
  bool InBaseline = false;
  /// Nobody is known to start the root: it is where its type is presumed to
  /// run.
  bool Presumed = false;
};

/// What the analysis saw, so that silence can be judged.
struct Statistics {
  /// Failed: could not be parsed fully. Nothing here tells a first run from a
  /// later one.
  uint32_t TranslationUnits = 0, Failed = 0;
  uint32_t Functions = 0, Coroutines = 0, LoopRoots = 0, LoopFunctions = 0;
  /// Calls in functions that run on a loop: the callee's body was seen / a
  /// row covers it / neither (presumed safe).
  uint32_t CallsResolved = 0, CallsRuled = 0, CallsUnknown = 0;
  uint32_t PatternsSkipped = 0;
};

/// An unknown callee in loop code and how often it is called there.
struct UnknownCallee {
  std::string Name;
  uint32_t Calls = 0;
  Location First;
};

/// Why an event was or was not reported, for `stallfree why`.
struct Explanation {
  Location Where;
  std::string Text;
};

/// What a root on a loop takes by itself, without a pause, as far as is known.
struct EntryCost {
  std::string Function;
  Location Where;
  Executor RunsOn = Executor::Loop;
  double Nanoseconds = 0; ///< At sizes that are large but ordinary.
  std::string Text;       ///< "about 12 ns for each one of |a| x |b|"
  bool AtLeast = false;   ///< Callees without a body and row count nothing.
};

struct Report {
  std::vector<Finding> Findings; ///< By file, line, column, check.
  std::vector<EntryCost> Entries; ///< The longest first.
  std::vector<Problem> Problems;
  std::vector<UnknownCallee> Unknown; ///< Commonest first.
  Statistics Counts;
};

/// Printed names: "definite", "loop"...
const char *name(Tier T);
const char *name(Executor E);
const char *name(Change::Kind K); ///< "here", "two-steps", "signature", "".

} // namespace stallfree

#endif // STALLFREE_CORE_REPORT_H
