//===- CallGraph.h - Who runs whom, and where roots are ------- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_CALLGRAPH_H
#define STALLFREE_CORE_CALLGRAPH_H

#include "Callables.h"
#include "Deleters.h"
#include "Executors.h"
#include "TypeFunctions.h"
#include "llvm/ADT/DenseSet.h"
#include <deque>

namespace stallfree {

/// To runs because of event Event of From.
struct Edge {
  enum class Kind : uint8_t { Call, Override, Value, Await, Destroy };
  Kind K = Kind::Call;
  BodyIndex From = 0, To = 0;
  uint32_t Event = 0;
  Executor On = Executor::Here; ///< Here: where From runs at that event.
  Tier Certainty = Tier::Definite;
};

/// To runs on On whoever calls it: where a proof starts.
struct Root {
  BodyIndex To = 0;
  /// Here: To moves itself, and runs where at() of an event says.
  Executor On = Executor::Loop;
  Tier Certainty = Tier::Definite;
  std::string Why;    ///< "is handed to 'asio::post'"
  Location Where;     ///< Of the hand-off, else of the function.
  const RunsRow *Row = nullptr;
  /// A presumption about the coroutine's type, no spawner is known.
  bool Presumed = false;
  /// Who hands it over; none if it runs there by what it is.
  std::optional<BodyIndex> By = std::nullopt;
  /// The surest that it is where To runs on a thread, too.
  Tier OnThread = Tier::Definite;
};

/// What is known of a call, for the share of unknown calls.
enum class CallKnowledge : uint8_t { None, Resolved, Ruled, Unknown };

class OwnLoops;

class CallGraph {
public:
  CallGraph(const Program &P, RuleIndex &Rules, const Conditions &Tests);

  std::deque<Root> Roots;
  llvm::ArrayRef<Edge> out(BodyIndex B) const;
  llvm::MutableArrayRef<Edge> out(BodyIndex B) { return Out[B]; }
  /// The executor at an event, Here when the body has not hopped.
  Executor at(BodyIndex B, uint32_t Event) const;
  /// The surest that anything at an event can be.
  Tier surest(BodyIndex B, uint32_t Event) const;
  /// What happens at an event is no surer than that; its edges too.
  void limit(BodyIndex B, uint32_t Event, Tier Surest);
  /// The same, for what happens there only once in the life of the program.
  void limitToOnce(BodyIndex B, uint32_t Event, Tier Surest);
  bool happensOnce(BodyIndex B, uint32_t Event) const { return Once.contains({B, Event}); }
  /// Does B run an event loop that it writes itself?
  bool writesLoop(BodyIndex B) const { return WritesLoop[B]; }
  CallKnowledge knowledge(BodyIndex B, uint32_t Event) const;
  const CoroutineRow *coroutine(BodyIndex B) const { return Coroutines[B]; }
  const Callables &callables() const { return Values; }
  const Executors &executors() const { return Where; }

private:
  void addEdge(Edge E);
  void addBody(BodyIndex B);
  void addCall(BodyIndex B, uint32_t Event, FunctionId Callee, Edge::Kind K,
               Tier Certainty);
  void addDestruction(BodyIndex B, uint32_t Event, llvm::StringRef Type,
                      Tier Certainty, int Depth);
  void addFlow(const CallableFlow &Flow);
  void addRoots();
  void addNamedRoots();
  void addPresumedRoots();
  void addHopRoots();
  void doubtUnmade();
  void addOwnLoop(BodyIndex B, const OwnLoops &Written);
  bool startCoroutine(BodyIndex B, uint32_t Event, BodyIndex Coroutine,
                      Edge::Kind K, Tier Certainty);
  Executor handOffExecutor(const CallableUse &Use) const;

  const Program &P;
  RuleIndex &Rules;
  const Conditions &Tests;
  Executors Where;
  Callables Values;
  Deleters Ends;
  TypeFunctions Types;
  std::vector<std::vector<Edge>> Out;
  std::vector<std::vector<Executor>> At;
  std::vector<std::vector<bool>> Asked; ///< Which thread it is, before that.
  llvm::DenseMap<std::pair<BodyIndex, uint32_t>, Tier> Limits;
  llvm::DenseSet<std::pair<BodyIndex, uint32_t>> Once;
  std::vector<bool> WritesLoop;
  std::vector<std::vector<CallKnowledge>> Knowledge;
  std::vector<const CoroutineRow *> Coroutines;
  std::vector<bool> HasCaller; ///< Spawned, awaited or invoked somewhere.
};

} // namespace stallfree

#endif // STALLFREE_CORE_CALLGRAPH_H
