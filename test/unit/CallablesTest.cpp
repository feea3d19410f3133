//===- CallablesTest.cpp - What callable values hold and where they go ----===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FactsBuilder.h"
#include <gtest/gtest.h>

using namespace stallfree;
using namespace stallfree::test;

/// `value();` of a function value.
static Event invoke(Value Callee) {
  Event E;
  E.Object = std::move(Callee);
  return E;
}

/// serve() runs Target by what Use does, on the loop.
static Report analyzeUse(FunctionBuilder Serve) {
  return analyzeOne(unit({Serve.take(), FunctionBuilder(2, "target").call("nap").take()}),
                    loopRules());
}

TEST(Callables, AWrapperCallsWhatItHolds) {
  FunctionBuilder Serve(1, "serve");
  Serve.coroutine("loop_task");
  Event Store;
  Store.K = Event::Kind::Store;
  Store.Object = local("hook");
  Store.Arguments = {callable(2)};
  Serve.event(Store);
  FunctionBuilder Silent = Serve;
  Serve.call("std::function::operator()", 0, {}, local("hook"));
  Report R = analyzeUse(Serve);
  ASSERT_EQ(R.Findings.size(), 1u);
  EXPECT_EQ(R.Findings[0].Function, "target");

  Silent.call("std::function::operator()", 0, {}, local("other"));
  EXPECT_TRUE(analyzeUse(Silent).Findings.empty());
}

TEST(Callables, AnElementIsWhatItsContainerHolds) {
  auto Serve = [](std::string Holder) {
    FunctionBuilder B(1, "serve");
    B.coroutine("loop_task");
    B.call("std::vector::push_back", 0, {callable(2)}, local("handlers"));
    B.call("std::vector::at", 0, {integer(0)}, local(Holder)); // 1
    B.call("std::get", 0, {result(1)});                        // 2
    B.call("std::function::operator()", 0, {}, result(2));
    return B;
  };
  EXPECT_EQ(analyzeUse(Serve("handlers")).Findings.size(), 1u);
  EXPECT_TRUE(analyzeUse(Serve("others")).Findings.empty());
}

TEST(Callables, ALazyCoroutineCallsItsParameterWhereItRuns) {
  // main() gives `target` to serve(handler), which is spawned on a loop.
  auto Report = [](Executor On) {
    RuleSet Rules = loopRules();
    RunsRow Spawn;
    Spawn.Call.Text = "spawn";
    Spawn.Argument = {0};
    Spawn.On = On;
    Rules.Runs = {Spawn};
    TUFacts U = unit({FunctionBuilder(1, "main")
                          .call("serve", 3, {callable(2)})
                          .call("spawn", 0, {result(0)})
                          .take(),
                      FunctionBuilder(2, "target").call("nap").take(),
                      FunctionBuilder(3, "serve")
                          .coroutine("loop_task")
                          .event(invoke(parameter(0)))
                          .take()});
    return analyzeOne(U, Rules);
  };
  ASSERT_EQ(Report(Executor::Loop).Findings.size(), 1u);
  EXPECT_EQ(Report(Executor::Loop).Findings[0].Function, "target");
  EXPECT_TRUE(Report(Executor::Thread).Findings.empty());
}
