//===- Branches.cpp - Which tests lie behind a block ----------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Branches.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/DepthFirstIterator.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/GenericDomTreeConstruction.h"

using namespace stallfree;

std::vector<bool> stallfree::blocksAfter(const Function &F, uint32_t From,
                                         uint32_t Without) {
  std::vector<bool> Result(F.Blocks.size());
  llvm::SmallVector<uint32_t, 16> Work = {From};
  while (!Work.empty()) {
    uint32_t B = Work.pop_back_val();
    if (B >= Result.size() || Result[B] || B == Without)
      continue;
    Result[B] = true;
    llvm::append_range(Work, F.Blocks[B].Successors);
  }
  return Result;
}

uint32_t stallfree::blockOf(const Function &F, uint32_t Event) {
  auto After = llvm::upper_bound(F.Blocks, Event, [](uint32_t E, const Block &B) {
    return E < B.First;
  });
  bool Held = After != F.Blocks.begin() && std::prev(After)->holds(Event);
  return Held ? After - F.Blocks.begin() - 1 : F.Blocks.size();
}

namespace {

struct Graph;

/// A block, as LLVM's dominator trees want it.
struct Vertex {
  Graph *Of = nullptr;
  llvm::SmallVector<Vertex *, 2> Next, Before;

  Graph *getParent() const { return Of; }
  void printAsOperand(llvm::raw_ostream &OS, bool) const;
};

struct Graph {
  std::vector<Vertex> Blocks;
  llvm::SmallVector<Vertex *, 2> Handlers;

  explicit Graph(const Function &F);
  void join(Vertex &From, Vertex &To) {
    From.Next.push_back(&To);
    To.Before.push_back(&From);
  }
  void cut(Vertex &From, Vertex &To) {
    llvm::erase(From.Next, &To);
    llvm::erase(To.Before, &From);
  }
  Vertex &front() { return Blocks.front(); }
  size_t size() const { return Blocks.size(); }
  uint32_t index(const Vertex *V) const { return V - Blocks.data(); }
};

void Vertex::printAsOperand(llvm::raw_ostream &OS, bool) const {
  OS << Of->index(this);
}

Graph::Graph(const Function &F) : Blocks(F.Blocks.size()) {
  for (Vertex &V : Blocks)
    V.Of = this;
  for (uint32_t B = 0; B < F.Blocks.size(); ++B)
    for (uint32_t To : F.Blocks[B].Successors)
      if (To < Blocks.size())
        join(Blocks[B], Blocks[To]);
  for (uint32_t B = 1; B + 1 < Blocks.size(); ++B)
    if (Blocks[B].Before.empty())
      Handlers.push_back(&Blocks[B]);
}

} // namespace

namespace llvm {
template <> struct GraphTraits<Vertex *> {
  using NodeRef = Vertex *;
  using ChildIteratorType = SmallVector<Vertex *, 2>::iterator;
  static NodeRef getEntryNode(Vertex *V) { return V; }
  static ChildIteratorType child_begin(Vertex *V) { return V->Next.begin(); }
  static ChildIteratorType child_end(Vertex *V) { return V->Next.end(); }
};
template <> struct GraphTraits<Inverse<Vertex *>> {
  using NodeRef = Vertex *;
  using ChildIteratorType = SmallVector<Vertex *, 2>::iterator;
  static NodeRef getEntryNode(Inverse<Vertex *> V) { return V.Graph; }
  static ChildIteratorType child_begin(Vertex *V) { return V->Before.begin(); }
  static ChildIteratorType child_end(Vertex *V) { return V->Before.end(); }
};
template <> struct GraphTraits<Graph *> : GraphTraits<Vertex *> {
  using nodes_iterator = pointer_iterator<std::vector<Vertex>::iterator>;
  static NodeRef getEntryNode(Graph *G) { return &G->front(); }
  static nodes_iterator nodes_begin(Graph *G) { return nodes_iterator(G->Blocks.begin()); }
  static nodes_iterator nodes_end(Graph *G) { return nodes_iterator(G->Blocks.end()); }
  static size_t size(Graph *G) { return G->size(); }
};
} // namespace llvm

/// Where V ends the program: nothing is decided by not going there.
static bool isDeadEnd(const Graph &G, const Vertex *V) {
  return V->Next.empty() && V != &G.Blocks.back();
}

static void leaveDeadEnds(Graph &G) {
  llvm::SmallVector<Vertex *, 8> Work;
  for (Vertex &V : G.Blocks)
    if (isDeadEnd(G, &V))
      Work.push_back(&V);
  while (!Work.empty()) {
    Vertex *End = Work.pop_back_val();
    for (Vertex *From : std::exchange(End->Before, {}))
      if (llvm::erase(From->Next, End), isDeadEnd(G, From))
        Work.push_back(From);
  }
}

static std::string nameOf(const Function &F, const Value &V) {
  if (V.K != Value::Kind::Result || size_t(V.Number) >= F.Events.size())
    return V.Name;
  const Event &E = F.Events[V.Number];
  return E.Object.Name + "." + E.Name;
}

/// What a test holds against a constant: `command` of `command == "stop"`. Empty
/// if it is no such test.
static std::string askedAbout(const Function &F, const Block &B) {
  if (B.Chosen)
    return nameOf(F, B.Chosen->Operand);
  if (!B.Condition || (B.Condition->Event < 0 && !B.Condition->Compared))
    return {};
  if (B.Condition->Event < 0)
    return nameOf(F, B.Condition->Operand);
  const Event &E = F.Events[B.Condition->Event];
  std::string Asked;
  bool Constant = false;
  auto Note = [&](const Value &V) {
    if (V.K == Value::Kind::String || V.K == Value::Kind::Integer)
      Constant = true;
    else
      Asked += nameOf(F, V);
  };
  Note(E.Object);
  llvm::for_each(E.Arguments, Note);
  return Constant ? Asked : std::string();
}

using Dominators = llvm::DominatorTreeBase<Vertex, false>;

/// Each round of an endless loop may be the last one.
static void endLoops(Graph &G, const Dominators &Before) {
  Vertex *Exit = &G.Blocks.back();
  llvm::DenseSet<Vertex *> Ends;
  for (Vertex *V : llvm::inverse_depth_first(Exit))
    Ends.insert(V);
  for (Vertex &V : G.Blocks)
    if (!Ends.contains(&V) &&
        llvm::any_of(V.Next, [&](Vertex *To) { return Before.dominates(To, &V); }))
      G.join(V, *Exit);
}

BranchTree::BranchTree(const Function &F) : F(&F), Nodes(F.Blocks.size()) {
  if (F.Blocks.empty())
    return;
  Graph G(F);
  // What is thrown leads to a handler; where it is thrown is not known.
  for (Vertex *Handler : G.Handlers)
    G.join(G.front(), *Handler);
  Dominators Before;
  Before.recalculate(G);
  Before.updateDFSNumbers();
  // But nothing is decided where it may be thrown.
  for (Vertex *Handler : G.Handlers)
    G.cut(G.front(), *Handler);
  leaveDeadEnds(G);
  endLoops(G, Before);
  llvm::DominatorTreeBase<Vertex, true> After;
  After.recalculate(G);
  After.updateDFSNumbers();
  for (uint32_t B = 0; B < Nodes.size(); ++B)
    if (auto *At = Before.getNode(&G.Blocks[B])) {
      Nodes[B].First = At->getDFSNumIn();
      Nodes[B].Last = At->getDFSNumOut();
      if (At->getIDom())
        Nodes[B].Dominator = G.index(At->getIDom()->getBlock());
    }
  for (uint32_t B : dominated()) {
    Node &N = Nodes[B];
    const Node &Last = Nodes[N.Dominator];
    N.Conditions = Last.Conditions;
    N.Asked = Last.Asked;
    if (After.dominates(&G.Blocks[B], &G.Blocks[N.Dominator]))
      continue;
    N.Asked = askedAbout(F, F.Blocks[N.Dominator]);
    N.Conditions += N.Asked.empty() || N.Asked != Last.Asked;
  }
  findOpened();
}

/// The blocks that have a dominator, each after its own.
std::vector<uint32_t> BranchTree::dominated() const {
  std::vector<uint32_t> Order;
  for (uint32_t B = 0; B < Nodes.size(); ++B)
    if (Nodes[B].Dominator != None)
      Order.push_back(B);
  llvm::sort(Order, [&](uint32_t A, uint32_t B) { return Nodes[A].First < Nodes[B].First; });
  return Order;
}

bool BranchTree::dominates(uint32_t Block, uint32_t Other) const {
  return Nodes[Block].First <= Nodes[Other].First &&
         Nodes[Other].First < Nodes[Block].Last;
}

void BranchTree::findOpened() {
  std::vector<uint32_t> Ways(Nodes.size()); // In, but for those that come round.
  for (uint32_t From = 0; From < Nodes.size(); ++From) {
    llvm::ArrayRef<uint32_t> Next = F->Blocks[From].Successors;
    for (uint32_t Way = 0; Way < Next.size(); ++Way)
      if (uint32_t To = Next[Way]; To < Nodes.size() && !dominates(To, From)) {
        ++Ways[To];
        Nodes[To].OpenedBy = Nodes[To].Dominator == From ? Way : None;
      }
  }
  for (uint32_t B = 0; B < Nodes.size(); ++B)
    if (Ways[B] != 1)
      Nodes[B].OpenedBy = None;
}

bool BranchTree::isBehind(uint32_t Block, Branch Way) const {
  uint32_t To = F->Blocks[Way.first].Successors[Way.second];
  return To < Nodes.size() && Nodes[To].Dominator == Way.first &&
         Nodes[To].OpenedBy == Way.second && dominates(To, Block);
}

std::vector<bool> BranchTree::behindAny(const std::vector<bool> &From) const {
  std::vector<bool> Result(Nodes.size());
  for (uint32_t B : dominated()) {
    const Node &N = Nodes[B];
    Result[B] = Result[N.Dominator] || (N.OpenedBy != None && From[N.Dominator]);
  }
  return Result;
}

Branches BranchTree::before(uint32_t Event,
                            llvm::function_ref<bool(const Block &)> Wanted) const {
  Branches Result;
  for (uint32_t B = blockOf(*F, Event); B < Nodes.size(); B = Nodes[B].Dominator)
    if (Nodes[B].OpenedBy != None && Wanted(F->Blocks[Nodes[B].Dominator]))
      Result.insert({Nodes[B].Dominator, Nodes[B].OpenedBy});
  return Result;
}
