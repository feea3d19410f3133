//===- Coverage.cpp - Functions that no row speaks of ---------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HeaderCheck.h"
#include "core/NamePattern.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace stallfree;
using llvm::StringRef;

/// Whether a word starts here: after '_', or where the case or a run of
/// capitals ends ("PQgetResult" has PQ, get and Result).
static bool startsWord(StringRef Name, size_t I) {
  if (I == 0 || !llvm::isAlnum(Name[I - 1]))
    return true;
  bool Upper = llvm::isUpper(Name[I]), Before = llvm::isUpper(Name[I - 1]);
  return Upper != Before || llvm::isDigit(Name[I - 1]);
}

bool stallfree::suggestsWaiting(StringRef Name) {
  static constexpr StringRef Stems[] = {
      "wait", "read", "write", "open",    "exec", "sync", "get",     "join",
      "recv", "send", "lock",  "connect", "poll", "fetch", "receive", "query"};
  StringRef Last = Name.rsplit("::").second;
  if (Last.empty())
    Last = Name;
  for (size_t I = 0; I < Last.size(); ++I)
    if (startsWord(Last, I) && !Last.substr(I).starts_with_insensitive("ready"))
      for (StringRef Stem : Stems)
        if (Last.substr(I).starts_with_insensitive(Stem))
          return true;
  return false;
}

/// Names that rows of any pack speak of.
static bool hasRow(StringRef Name, const RuleSet &Rules) {
  auto Speaks = [&](const NamePattern &P) { return matches(P, Name); };
  auto Any = [&](auto &Rows, auto Member) {
    return llvm::any_of(Rows, [&](auto &R) { return Speaks(R.*Member); });
  };
  return Any(Rules.Blocks, &BlockRow::Call) || Any(Rules.Cpu, &CpuRow::Call) ||
         Any(Rules.Runs, &RunsRow::Call) ||
         Any(Rules.Runs, &RunsRow::Override) ||
         Any(Rules.Hops, &HopRow::Await) || Any(Rules.Ready, &ReadyRow::Test) ||
         Any(Rules.Ready, &ReadyRow::Then) ||
         Any(Rules.Guards, &GuardRow::Lock) ||
         Any(Rules.Guards, &GuardRow::Unlock) ||
         Any(Rules.Scopes, &ScopeRow::Enter) ||
         Any(Rules.Scopes, &ScopeRow::Leave) ||
         Any(Rules.Scopes, &ScopeRow::Asks) ||
         Any(Rules.Nonblocking, &NonblockingRow::Call) ||
         Any(Rules.Watches, &WatchRow::Call) ||
         Any(Rules.Destroys, &DestroysRow::Call) ||
         Any(Rules.Makes, &MakesRow::Call) ||
         llvm::any_of(Rules.Trusted, [&](const TrustedRow &R) {
           return !StringRef(R.Call.Text).contains("**") && Speaks(R.Call);
         });
}

/// "std::thread::thread": the name is the class's, and says nothing of it.
static bool isConstructor(StringRef Name) {
  auto [Class, Last] = Name.rsplit("::");
  return !Last.empty() && (Class == Last || Class.ends_with(("::" + Last).str()));
}

static bool isInternal(StringRef Name) {
  return Name.contains("detail::") || Name.contains("internal::") ||
         Name.contains("impl::") || Name.contains("operator") ||
         Name.contains("~") || Name.contains('(') ||
         StringRef(Name.rsplit("::").second).starts_with("_");
}

static bool covered(StringRef Name, llvm::ArrayRef<NamePattern> Patterns) {
  return llvm::any_of(Patterns, [&](const NamePattern &Pattern) {
    return matches(Pattern, Name);
  });
}

std::vector<Problem> stallfree::checkCoverage(const Pack &P,
                                              const PackNotes &Notes,
                                              const RuleSet &Rules,
                                              const Declarations &Known) {
  std::vector<Problem> Problems;
  auto Fail = [&](uint32_t Line, std::string Message, std::string Remedy) {
    Problems.push_back({Problem::Severity::Error, P.File, Line, 1,
                        std::move(Message), std::move(Remedy)});
  };
  std::vector<bool> Used(Notes.LeavesOut.size());
  StringRef Previous;
  for (const auto &[Name, D] : Known.all()) {
    if (Name == Previous || D.K != Declaration::Kind::Function || D.Hidden ||
        isConstructor(Name) || isInternal(Name) || !covered(Name, Notes.Covers))
      continue;
    Previous = Name;
    bool Stated = false;
    for (auto [I, R] : llvm::enumerate(Notes.LeavesOut))
      if (matches(R.Name, Name))
        Used[I] = Stated = true;
    if (Stated || !suggestsWaiting(Name) || hasRow(Name, Rules))
      continue;
    StringRef File = StringRef(D.File).rsplit("usr/include/").second;
    Fail(1, "'" + Name + "' may wait, but no row speaks of it (" +
                (File.empty() ? D.File : File.str()) + ":" +
                std::to_string(D.Line) + ")",
         "Add a row, or list it under 'leaves-out' with the reason.");
  }
  for (const NamePattern &Pattern : Notes.Covers)
    if (Known.matching(Pattern).empty())
      Fail(1, "'covers' names '" + Pattern.Text + "', which matches nothing", "");
  for (auto [I, R] : llvm::enumerate(Notes.LeavesOut))
    if (!Used[I])
      Fail(R.From.Line, "'leaves-out' names '" + R.Name.Text +
                            "', which is no function that the pack covers",
           "");
  return Problems;
}
