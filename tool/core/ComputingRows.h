//===- ComputingRows.h - Rows about how long code computes ---- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_COMPUTINGROWS_H
#define STALLFREE_CORE_COMPUTINGROWS_H

#include "RowParts.h"

namespace stallfree {

/// `cpu:` a call whose work is heavy. Cost in nanoseconds.
struct CpuRow {
  RowPlace From;
  NamePattern Call;
  enum class Growth : uint8_t { PerCall, PerByte, PerItem, NLogN };
  Growth G = Growth::PerCall;
  double Nanoseconds = 0;
  ArgumentSelector Size;  ///< What the growth depends on.
  double Typical = 0;     ///< A large but ordinary size here; 0: as anywhere.
  std::vector<Condition> When, Unless;
  std::map<std::string, std::string> Instead;
  Tier Certainty = Tier::Definite; ///< No finding is surer than this.
  std::string About;
};

/// `yields:` a call that lets the loop run others, or that tells when to.
struct YieldRow {
  RowPlace From;
  NamePattern Call;
  NamePattern Given; ///< Or any call with an argument of this type.
};

/// `spins:` a call that a busy wait tests: the time, or a flag; or by which it
/// gives its core to others meanwhile, whatever it tests.
struct SpinRow {
  RowPlace From;
  NamePattern Call;
  bool GivesWay = false;
};

/// `sizes:` how large something is that no code says: what a call gives or
/// fills (Argument), or a variable, field or parameter ("app::parse(text)").
struct SizeRow {
  RowPlace From;
  NamePattern Call;
  ArgumentSelector Argument{ArgumentSelector::Result};
  NamePattern Name;
  std::optional<double> Most; ///< Absent: it comes from outside.
};

/// `cold:` what the function computes does not count; it runs rarely.
struct ColdRow {
  RowPlace From;
  NamePattern Function;
};

/// `budgets:` how long a function and what it calls may hold the loop.
struct BudgetRow {
  RowPlace From;
  NamePattern Function;
  double Nanoseconds = 0;
};

} // namespace stallfree

#endif // STALLFREE_CORE_COMPUTINGROWS_H
