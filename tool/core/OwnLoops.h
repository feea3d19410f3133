//===- OwnLoops.h - Event loops that a program writes itself ---- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   while (running) {
//     int n = epoll_wait(fd, events, 64, -1);
//     for (int i = 0; i < n; ++i)
//       static_cast<Watcher *>(events[i].data.ptr)->on_ready();
//   }
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_OWNLOOPS_H
#define STALLFREE_CORE_OWNLOOPS_H

#include "Conditions.h"
#include "llvm/ADT/DenseMap.h"

namespace stallfree {

struct OwnLoop {
  const ScopeRow *Row = nullptr;
  uint32_t Wait = 0; ///< The event that waits, or calls what does.
};

class OwnLoops {
public:
  OwnLoops(const Program &P, RuleIndex &Rules, const Conditions &Tests);

  /// The loop of B that waits for events (`scopes:` rows with `around:`), itself
  /// or by a function that it calls, and hands them on by a virtual call or through
  /// a pointer: a loop that does neither serves one thing only. What it does
  /// besides waiting is on the event loop: At, by event, says so then.
  std::optional<OwnLoop> find(BodyIndex B, std::vector<Executor> &At) const;

private:
  const ScopeRow *waits(const Function &F, const Event &E) const;
  const ScopeRow *waitsBelow(const Event &E) const;
  std::optional<OwnLoop> waitIn(const Function &F, const Loop &L) const;
  bool handsOn(const Function &F, const Loop &L, uint32_t Wait) const;

  const Program &P;
  RuleIndex &Rules;
  const Conditions &Tests;
  llvm::DenseMap<FunctionId, const ScopeRow *> Waiters; ///< That call it.
};

} // namespace stallfree

#endif // STALLFREE_CORE_OWNLOOPS_H
