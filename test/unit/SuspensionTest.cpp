//===- SuspensionTest.cpp - Locks held across suspensions -----------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FactsBuilder.h"
#include <gtest/gtest.h>

using namespace stallfree;
using namespace stallfree::test;

namespace {

RuleSet lockRules() {
  RuleSet R = loopRules();
  GuardRow Raii;
  Raii.Type.Text = "lock_guard";
  Raii.Lock.Text = "lock_guard::lock";
  Raii.Unlock.Text = "lock_guard::unlock";
  Raii.Unless.push_back({Condition::Kind::TypeIs, {1}, 0, "defer_lock_t"});
  R.Guards = {Raii};
  GuardRow Manual;
  Manual.Lock.Text = "mutex::*lock";
  Manual.Unlock.Text = "mutex::unlock";
  R.Guards.push_back(Manual);
  return R;
}

FunctionBuilder serve() {
  return FunctionBuilder(1, "serve").coroutine("loop_task");
}

Value guard() { return local("g#1"); }
Value mutex() { return field("App::m", "mutex"); }

size_t count(FunctionBuilder B) {
  TUFacts U = unit({B.take()});
  return analyzeOne(U, lockRules()).Findings.size();
}

} // namespace

TEST(Suspension, GuardAcrossAnAwait) {
  EXPECT_EQ(count(serve()
                      .kind(Event::Kind::Construct, "lock_guard", guard(), {mutex()})
                      .await({})
                      .kind(Event::Kind::Destroy, "lock_guard", guard())),
            1u);
}

TEST(Suspension, GuardThatEndsBeforeTheAwait) {
  EXPECT_EQ(count(serve()
                      .kind(Event::Kind::Construct, "lock_guard", guard(), {mutex()})
                      .kind(Event::Kind::Destroy, "lock_guard", guard())
                      .await({})),
            0u);
}

TEST(Suspension, UnlockBeforeTheAwait) {
  EXPECT_EQ(count(serve()
                      .kind(Event::Kind::Construct, "lock_guard", guard(), {mutex()})
                      .call("lock_guard::unlock", 0, {}, guard())
                      .await({})),
            0u);
}

TEST(Suspension, DeferredLockIsNotHeldUntilLocked) {
  auto Deferred = [] {
    return serve().kind(Event::Kind::Construct, "lock_guard", guard(),
                        {mutex(), local("tag", "defer_lock_t")});
  };
  EXPECT_EQ(count(Deferred().await({})), 0u);
  EXPECT_EQ(count(Deferred().call("lock_guard::lock", 0, {}, guard()).await({})), 1u);
}

TEST(Suspension, TryLockHoldsOnlyWhereItSucceeded) {
  // block 0: try_lock; 1 (held): await; 2 (not held): await
  auto Branch = [](bool AwaitWhenHeld) {
    stallfree::Test T;
    T.Event = 0;
    auto B = serve().call("mutex::try_lock", 0, {}, mutex()).await({});
    return B.block(0, 1, {AwaitWhenHeld ? 1u : 2u, AwaitWhenHeld ? 2u : 1u}, T)
        .block(1, 1, {})
        .block(2, 0, {});
  };
  EXPECT_EQ(count(Branch(true)), 1u);
  EXPECT_EQ(count(Branch(false)), 0u);
}

TEST(Lock, IsReportedOnlyWithTheHolderThatKeepsIt) {
  auto Locked = [](FunctionId Id, std::string Name) {
    return FunctionBuilder(Id, Name)
        .kind(Event::Kind::Construct, "lock_guard", guard(), {mutex()});
  };
  auto Serve = [&] {
    auto B = Locked(1, "serve");
    B.coroutine("loop_task").call("quick").kind(Event::Kind::Destroy,
                                                "lock_guard", guard());
    return B.take();
  };
  auto Worker = [&](std::string Under) {
    auto B = Locked(2, "worker");
    B.call(Under).kind(Event::Kind::Destroy, "lock_guard", guard());
    return B.take();
  };
  RuleSet Rules = lockRules();
  RunsRow OnThread;
  OnThread.Function.Text = "worker";
  OnThread.On = Executor::Thread;
  TUFacts Slow = unit({Serve(), Worker("nap")});
  EXPECT_TRUE(analyzeOne(Slow, Rules).Findings.empty()); // nobody contends
  Rules.Runs = {OnThread};
  Report R = analyzeOne(Slow, Rules);
  ASSERT_EQ(R.Findings.size(), 1u);
  EXPECT_EQ(R.Findings[0].Check, "blocking-lock");
  EXPECT_EQ(R.Findings[0].Certainty, Tier::Probable);
  TUFacts Brief = unit({Serve(), Worker("quick")});
  EXPECT_TRUE(analyzeOne(Brief, Rules).Findings.empty());
}
