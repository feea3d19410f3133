//===- RuleIndex.h - Rows by the names they match ------------- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Finds the rows whose pattern matches a qualified name. Exact names are
// hashed, wildcards are tried once for each distinct name and remembered.
// Not thread-safe: one index serves one analysis.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_RULEINDEX_H
#define STALLFREE_CORE_RULEINDEX_H

#include "Facts.h"
#include "NamePattern.h"
#include "Rules.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/Twine.h"

namespace stallfree {

template <class Row> class RowIndex {
public:
  void add(const NamePattern &Pattern, const Row &R) {
    llvm::StringRef Text = Pattern.Text;
    bool Own = Text.consume_front("::") || R.From.Pack == ProjectPack;
    if (Text.empty())
      return;
    if (Text.contains('*')) {
      Wild.push_back({Pattern, &R, Own});
      return;
    }
    Exact[Text].push_back(&R);
    if (Own)
      Exact[(llvm::Twine("::") + Text).str()].push_back(&R);
  }

  /// In load order: exact rows first, then wildcards. A Name that starts with
  /// "::" is a global function of the project: only rows that name it so, and
  /// those of the project's own pack, are about that.
  llvm::ArrayRef<const Row *> find(llvm::StringRef Name) {
    if (Name.empty())
      return {};
    auto [It, New] = Known.try_emplace(Name);
    if (New) {
      if (auto E = Exact.find(Name); E != Exact.end())
        It->second = E->second;
      bool OnlyOwn = Name.consume_front("::");
      for (const WildRow &W : Wild)
        if ((W.Own || !OnlyOwn) && matches(W.Pattern, Name))
          It->second.push_back(W.R);
    }
    return It->second;
  }
  llvm::ArrayRef<const Row *> find(const Event &E) {
    return E.Own ? find("::" + E.Name) : find(E.Name);
  }

private:
  using Rows = llvm::SmallVector<const Row *, 2>;
  struct WildRow {
    NamePattern Pattern;
    const Row *R;
    bool Own;
  };
  llvm::StringMap<Rows> Exact, Known;
  llvm::SmallVector<WildRow, 16> Wild;
};

/// All rows of a RuleSet by name. Keeps references into the RuleSet.
struct RuleIndex {
  explicit RuleIndex(const RuleSet &Rules);

  const RuleSet &Rules;
  RowIndex<BlockRow> Blocks;
  RowIndex<CpuRow> Cpu;
  RowIndex<RunsRow> RunsCall, RunsOverride, RunsFunction, RunsParameter,
      RunsStore;
  RowIndex<HomeRow> Homes;
  RowIndex<ExecutorRow> Executors, ExecutorMakers, ExecutorObjects;
  RowIndex<CoroutineRow> Coroutines;
  RowIndex<HopRow> Hops;
  RowIndex<DelayRow> Delays;
  RowIndex<ScopeRow> ScopeTypes, ScopeEnters, ScopeLeaves, ScopeTests,
      ScopeAsks, ScopeEnds, ScopesAround, ScopeStarts;
  RowIndex<GuardRow> GuardTypes, Locks, Unlocks;
  RowIndex<ReadyRow> ReadyTests, ReadyCalls, ReadyThens;
  RowIndex<ReadyRow> ReadyWatched; ///< By what no longer waits.
  RowIndex<NonblockingRow> Nonblocking;
  RowIndex<WatchRow> Watches;
  RowIndex<TrustedRow> Trusted;
  RowIndex<OwnsRow> Owns;
  RowIndex<SharedRow> SharedCounts, SharedFunctions;
  RowIndex<DestroysRow> Destroys;
  RowIndex<MakesRow> Makes;
  RowIndex<TextRow> Texts;
  RowIndex<YieldRow> Yields;
  RowIndex<YieldRow> YieldsGiven; ///< By type.
  RowIndex<SpinRow> Spins;
  RowIndex<SizeRow> SizeCalls, SizeNames;
  RowIndex<ColdRow> Cold;
  RowIndex<BudgetRow> Budgets;
  RowIndex<RewriteRow> Rewrites;
  RowIndex<AffineRow> Affine;

  /// Does any row say something about this call?
  bool covers(const Event &Call);
  /// A trusted row that is not overruled by a more specific blocking row.
  const TrustedRow *trusted(llvm::StringRef Name);
  const TrustedRow *trusted(const Event &Call) {
    return trusted(Call.Own ? "::" + Call.Name : Call.Name);
  }
};

} // namespace stallfree

#endif // STALLFREE_CORE_RULEINDEX_H
