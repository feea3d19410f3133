//===- Flow.h - Forward data flow over a function's blocks ---- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// flowForward computes the state before every event of a function. State
// needs operator== and copies; the callbacks are:
//
//   Apply(State &, EventIndex)             what an event does
//   Follow(State &, BlockIndex, Successor) what taking an edge tells
//   Merge(State &Into, const State &From)  where paths join
//
// Merge must only ever move a state in one direction, or this does not end.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_FLOW_H
#define STALLFREE_CORE_FLOW_H

#include "Facts.h"
#include <optional>

namespace stallfree {

/// The state before each event; events that are not reached have none.
template <class State, class Apply, class Follow, class Merge>
std::vector<std::optional<State>> flowForward(const Function &F, State Entry,
                                              Apply &&ApplyEvent,
                                              Follow &&FollowEdge,
                                              Merge &&MergeInto) {
  std::vector<std::optional<State>> Before(F.Events.size());
  std::vector<std::optional<State>> In(F.Blocks.size());
  if (F.Blocks.empty())
    return Before;
  std::vector<uint32_t> Work = {0};
  In[0] = std::move(Entry);
  while (!Work.empty()) {
    uint32_t B = Work.back();
    Work.pop_back();
    State Now = *In[B];
    for (uint32_t I = F.Blocks[B].First, End = I + F.Blocks[B].Count; I < End;
         ++I) {
      Before[I] = Now;
      ApplyEvent(Now, I);
    }
    for (size_t S = 0; S < F.Blocks[B].Successors.size(); ++S) {
      uint32_t To = F.Blocks[B].Successors[S];
      if (To >= F.Blocks.size())
        continue;
      State Next = Now;
      FollowEdge(Next, B, S);
      if (!In[To]) {
        In[To] = std::move(Next);
      } else {
        State Merged = *In[To];
        MergeInto(Merged, Next);
        if (Merged == *In[To])
          continue;
        In[To] = std::move(Merged);
      }
      Work.push_back(To);
    }
  }
  return Before;
}

} // namespace stallfree

#endif // STALLFREE_CORE_FLOW_H
