//===- checks/CpuFindings.h - Where computing is reported ---- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// A helper that threads use as well may compute for as long as it likes: the
// mistake is the call of it on the loop. Such a call is one finding, however
// many loops the helper has: the surest and longest.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_CHECKS_CPUFINDINGS_H
#define STALLFREE_CORE_CHECKS_CPUFINDINGS_H

#include "../BodyCost.h"
#include "../Sites.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace stallfree {

class CpuFindings {
public:
  CpuFindings(const Analysis &A, BodyCosts &Costs) : A(A), Costs(Costs) {}

  /// Makes a finding for each site that is to blame for what computes at an
  /// event of B, for so long. Make is given null where that is B itself.
  void add(BodyIndex B, uint32_t Event, const HotPlace &Hot, double Nanoseconds,
           llvm::function_ref<Finding(const ReportSite *)> Make);

  void moveInto(std::vector<Finding> &Findings);

private:
  Tier surestBy(const ReportSite &S, const HotPlace &Hot);

  const Analysis &A;
  BodyCosts &Costs;
  std::vector<Finding> All;
  struct AtCall {
    size_t Index = 0; ///< In All.
    double Nanoseconds = 0;
  };
  llvm::DenseMap<std::pair<BodyIndex, uint32_t>, AtCall> Calls;
};

/// "'hash' leads to a loop that computes for" where From is a call of 'hash'
/// from which What is reached, else "this loop computes for".
std::string subject(const Analysis &A, const ReportSite *From,
                    const std::string &Here, const std::string &Behind);

} // namespace stallfree

#endif // STALLFREE_CORE_CHECKS_CPUFINDINGS_H
