//===- LongestWay.cpp - The way through a body that takes longest ---------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LongestWay.h"
#include <algorithm>

using namespace stallfree;

namespace {

/// Goes down all edges but those that go round a loop, depth first.
class Search {
public:
  Search(const Function &F, const Loop *L, const std::vector<double> &Weights)
      : F(F), L(L), Weights(Weights), Nodes(F.Blocks.size()) {}

  void run(uint32_t From) {
    enter(From);
    while (!Stack.empty()) {
      uint32_t B = Stack.back();
      Node &Here = Nodes[B];
      if (Here.Tried == F.Blocks[B].Successors.size()) {
        leave(B);
        continue;
      }
      uint32_t To = F.Blocks[B].Successors[Here.Tried++];
      if (To != UINT32_MAX && Nodes[To].S == Node::State::New && isPart(To))
        enter(To);
    }
  }

  std::vector<uint32_t> way(uint32_t From) const {
    std::vector<uint32_t> Result;
    for (uint32_t B = From; B != None; B = Nodes[B].Next)
      Result.push_back(B);
    return Result;
  }

private:
  static constexpr uint32_t None = UINT32_MAX;
  struct Node {
    enum class State : uint8_t { New, Open, Done } S = State::New;
    size_t Tried = 0; ///< Successors.
    double Ahead = 0;
    uint32_t Next = None;
  };

  bool isPart(uint32_t B) const {
    return !L || std::binary_search(L->Blocks.begin(), L->Blocks.end(), B);
  }

  void enter(uint32_t B) {
    Nodes[B].S = Node::State::Open;
    Stack.push_back(B);
  }

  void leave(uint32_t B) {
    Node &Here = Nodes[B];
    for (uint32_t To : F.Blocks[B].Successors)
      if (To != None && Nodes[To].S == Node::State::Done &&
          (Here.Next == None || Nodes[To].Ahead > Nodes[Here.Next].Ahead))
        Here.Next = To;
    Here.Ahead = Weights[B] + (Here.Next == None ? 0 : Nodes[Here.Next].Ahead);
    Here.S = Node::State::Done;
    Stack.pop_back();
  }

  const Function &F;
  const Loop *L;
  const std::vector<double> &Weights;
  std::vector<Node> Nodes;
  std::vector<uint32_t> Stack;
};

} // namespace

std::vector<uint32_t>
stallfree::longestWay(const Function &F, const Loop *L, uint32_t From,
                      const std::vector<double> &Weights) {
  Search Ways(F, L, Weights);
  Ways.run(From);
  return Ways.way(From);
}
