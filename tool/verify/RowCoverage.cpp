//===- RowCoverage.cpp - Rows that no example speaks of -------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RowCoverage.h"
#include "llvm/ADT/StringExtras.h"

using namespace stallfree;
using llvm::StringRef;

/// Whether the last segment of a pattern occurs: its longest literal part.
static bool occurs(StringRef Pattern, StringRef Text) {
  StringRef Last = Pattern.rsplit("::").second;
  if (Last.empty())
    Last = Pattern;
  // An operator is spelled in many ways; its row is taken on trust.
  if (Last.starts_with("operator"))
    return true;
  StringRef Longest;
  for (StringRef Part : llvm::split(Last, '*'))
    if (Part.size() > Longest.size())
      Longest = Part;
  Longest.consume_front("basic_");
  return Text.contains(Longest);
}

std::vector<Problem> stallfree::uncoveredRows(const Pack &P,
                                              const RuleSet &Rules,
                                              const llvm::StringSet<> &Hit) {
  std::string Text = P.Stubs;
  for (const Example &E : P.Examples)
    Text += E.Text;
  // Rows repeated for several names are one row of the file.
  std::map<uint32_t, bool> Covered;
  auto Note = [&](const RowPlace &From, bool Yes) {
    if (From.Pack == P.Name)
      Covered[From.Line] |= Yes;
  };
  for (const BlockRow &R : Rules.Blocks)
    Note(R.From, R.Off ? occurs(R.Call.Text, Text)
                       : Hit.contains(R.From.File + ":" +
                                      std::to_string(R.From.Line)));
  for (const CpuRow &R : Rules.Cpu)
    Note(R.From, occurs(R.Call.Text, Text));
  for (const RunsRow &R : Rules.Runs) {
    Note(R.From, !R.Annotation.empty() && StringRef(Text).contains(R.Annotation));
    // The form of text is a matter of macros: the examples' findings show it.
    Note(R.From, !R.Text.empty());
    for (const NamePattern *N : {&R.Call, &R.Override, &R.Function, &R.Parameter,
                                 &R.Store})
      if (!N->Text.empty())
        Note(R.From, occurs(N->Text, Text));
  }
  auto NoteAll = [&](auto &Rows, auto Member) {
    for (auto &R : Rows)
      Note(R.From, occurs((R.*Member).Text, Text));
  };
  for (const ExecutorRow &R : Rules.Executors)
    for (const NamePattern *N : {&R.Type, &R.MadeBy, &R.Object})
      if (!N->Text.empty())
        Note(R.From, occurs(N->Text, Text));
  NoteAll(Rules.Homes, &HomeRow::Call);
  NoteAll(Rules.Coroutines, &CoroutineRow::Type);
  NoteAll(Rules.Hops, &HopRow::Await);
  NoteAll(Rules.Delays, &DelayRow::Await);
  for (const ScopeRow &R : Rules.Scopes)
    Note(R.From, occurs(!R.Type.Text.empty()    ? R.Type.Text
                        : !R.Enter.Text.empty() ? R.Enter.Text
                                                : R.Asks.Text,
                        Text));
  NoteAll(Rules.Ready, &ReadyRow::Then);
  NoteAll(Rules.Nonblocking, &NonblockingRow::Call);
  for (const WatchRow &R : Rules.Watches)
    Note(R.From, occurs(R.Call.Text.empty() ? R.Name.Text : R.Call.Text, Text));
  NoteAll(Rules.Owns, &OwnsRow::Type);
  for (const SharedRow &R : Rules.Shared)
    Note(R.From, occurs(R.Count.Text.empty() ? R.Function.Text : R.Count.Text, Text));
  NoteAll(Rules.Makes, &MakesRow::Call);
  NoteAll(Rules.Texts, &TextRow::Call);
  NoteAll(Rules.Yields, &YieldRow::Call);
  NoteAll(Rules.Spins, &SpinRow::Call);
  for (const SizeRow &R : Rules.Sizes)
    Note(R.From, occurs(R.Call.Text.empty() ? R.Name.Text : R.Call.Text, Text));
  NoteAll(Rules.Rewrites, &RewriteRow::Call);
  NoteAll(Rules.Affine, &AffineRow::Call);
  for (const GuardRow &R : Rules.Guards)
    Note(R.From, Hit.contains(R.From.File + ":" + std::to_string(R.From.Line)));

  std::vector<Problem> Problems;
  for (auto [Line, Yes] : Covered)
    if (!Yes)
      Problems.push_back({Problem::Severity::Error, P.File, Line, 1,
                          "this row has no example",
                          "Add an example that calls what it names."});
  return Problems;
}
