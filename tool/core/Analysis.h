//===- Analysis.h - What every check works with --------------- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_ANALYSIS_H
#define STALLFREE_CORE_ANALYSIS_H

#include "Reach.h"
#include "Stallfree.h"

namespace stallfree {

/// The linked program and where its code runs. Checks read it and add
/// findings; none changes what another sees.
struct Analysis {
  const Program &P;
  RuleIndex &Rules;
  const Conditions &Tests;
  const CallGraph &Graph;
  const Reach &Runs;
  const Options &Asked;
};

/// An executor whose work must not be held up, on which a body runs at an
/// event; the surer arrival if several. None if it runs elsewhere only.
struct HotPlace {
  Executor On = Executor::Loop;
  const Arrival *How = nullptr;
  /// The state of Reach that How belongs to: On, or Here if the body moved
  /// itself to On.
  Executor State = Executor::Loop;
};
std::optional<HotPlace> hotPlace(const Analysis &A, BodyIndex B,
                                 uint32_t Event);

/// Can some event of B have a hotPlace?
bool mayBeHot(const Analysis &A, BodyIndex B);

/// "the event loop"
const char *phrase(Executor E);

struct ReportSite;

/// Fills place, function, tier, proof, roots and fingerprints of a finding at
/// an event of a body. Last is the text of the last proof step. Without Hot the
/// finding does not depend on where the body runs and the proof is that step.
/// With From it is shown there, and the proof leads on to the event.
Finding makeFinding(const Analysis &A, std::string Check, BodyIndex B,
                    uint32_t Event, std::optional<HotPlace> Hot, Tier Certainty,
                    std::string Message, std::string Last,
                    const ReportSite *From = nullptr);

/// The same for a place between events of a block. Blocker names what is
/// reported.
Finding makeFinding(const Analysis &A, std::string Check, BodyIndex B,
                    uint32_t Block, const Place &Where, std::string Blocker,
                    std::optional<HotPlace> Hot, Tier Certainty,
                    std::string Message, std::string Last,
                    const ReportSite *From = nullptr);

// One function per check family, in checks/.
void checkBlocking(const Analysis &A, std::vector<Finding> &Findings);
void checkLocks(const Analysis &A, std::vector<Finding> &Findings);
void checkSuspension(const Analysis &A, std::vector<Finding> &Findings);
void checkDiscardedTasks(const Analysis &A, std::vector<Finding> &Findings);
void checkFalseHops(const Analysis &A, std::vector<Finding> &Findings);
void checkEagerArguments(const Analysis &A, std::vector<Finding> &Findings);
void checkDanglingCaptures(const Analysis &A, std::vector<Finding> &Findings);
void checkNeedlessOffloads(const Analysis &A, std::vector<Finding> &Findings);
void checkSequentialAwaits(const Analysis &A, std::vector<Finding> &Findings);
void checkAwaitsInLoops(const Analysis &A, std::vector<Finding> &Findings);
void checkZeroSleeps(const Analysis &A, std::vector<Finding> &Findings);
void checkProcessArguments(const Analysis &A, std::vector<Finding> &Findings);
void checkProcessGlobals(const Analysis &A, std::vector<Finding> &Findings);
void checkForksAfterThreads(const Analysis &A, std::vector<Finding> &Findings);
class BodyCosts;
class CpuFindings;
void checkCpuCalls(const Analysis &A, BodyCosts &Costs, CpuFindings &Findings);
void checkIoPools(const Analysis &A, BodyCosts &Costs,
                  std::vector<Finding> &Findings);
void checkCpuLoops(const Analysis &A, BodyCosts &Costs, CpuFindings &Findings);

} // namespace stallfree

#endif // STALLFREE_CORE_ANALYSIS_H
