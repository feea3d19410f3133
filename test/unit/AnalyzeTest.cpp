//===- AnalyzeTest.cpp - Reach, tiers, merging and proof on hand-made facts -===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FactsBuilder.h"
#include <gtest/gtest.h>

using namespace stallfree;
using namespace stallfree::test;

TEST(Analyze, ReportsABlockerBehindAChainWithItsProof) {
  TUFacts U = unit({FunctionBuilder(1, "serve").coroutine("loop_task").call("load", 2).take(),
                    FunctionBuilder(2, "load").call("nap").take()});
  Report R = analyzeOne(U, loopRules());
  ASSERT_EQ(R.Findings.size(), 1u);
  const Finding &F = R.Findings[0];
  EXPECT_EQ(F.Check, "blocking-sleep");
  EXPECT_EQ(F.Certainty, Tier::Definite);
  EXPECT_EQ(F.Where.Line, 201u);
  ASSERT_EQ(F.Proof.size(), 3u);
  EXPECT_EQ(F.Proof[1].Text, "'serve' calls 'load'");
  EXPECT_EQ(F.Advice.Action, "thread");
  EXPECT_EQ(R.Counts.LoopFunctions, 2u);
}

TEST(Analyze, IsSilentAboutCodeThatNoLoopReaches) {
  TUFacts U = unit({FunctionBuilder(2, "load").call("nap").take()});
  Report R = analyzeOne(U, loopRules());
  EXPECT_TRUE(R.Findings.empty());
  ASSERT_EQ(R.Problems.size(), 1u);
  EXPECT_NE(R.Problems[0].Message.find("meta-no-loop-found"), std::string::npos);
}

TEST(Analyze, CallablesRunWhereTheyAreHanded) {
  RuleSet Rules = loopRules();
  RunsRow Post, Spawn;
  Post.Call.Text = "post";
  Post.Argument = {0};
  Spawn.Call.Text = "std::thread::thread";
  Spawn.Argument = {0};
  Spawn.On = Executor::Thread;
  Rules.Runs = {Post, Spawn};
  TUFacts U = unit({FunctionBuilder(1, "main")
                        .call("post", 0, {callable(2)})
                        .call("std::thread::thread", 0, {callable(3)})
                        .take(),
                    FunctionBuilder(2, "on_loop").call("nap").take(),
                    FunctionBuilder(3, "on_thread").call("nap").take()});
  Report R = analyzeOne(U, Rules);
  ASSERT_EQ(R.Findings.size(), 1u);
  EXPECT_EQ(R.Findings[0].Function, "on_loop");
}

TEST(Analyze, AParameterIsCalledInTheCallersPlace) {
  // retry(f) calls f. One caller is on the loop, the other is not.
  Event Indirect;
  Indirect.Object = parameter(0);
  TUFacts U = unit(
      {FunctionBuilder(1, "serve").coroutine("loop_task").call("retry", 5, {callable(2)}).take(),
       FunctionBuilder(2, "bad").call("nap").take(),
       FunctionBuilder(3, "worker").call("retry", 5, {callable(4)}).take(),
       FunctionBuilder(4, "good").call("nap").take(),
       FunctionBuilder(5, "retry").event(Indirect).take()});
  Report R = analyzeOne(U, loopRules());
  ASSERT_EQ(R.Findings.size(), 1u);
  EXPECT_EQ(R.Findings[0].Function, "bad");
}

TEST(Analyze, AStoredCallableIsProbable) {
  Event Store, Indirect;
  Store.K = Event::Kind::Store;
  Store.Object = field("Conn::cb");
  Store.Arguments = {callable(2)};
  Indirect.Object = field("Conn::cb");
  TUFacts U = unit({FunctionBuilder(1, "serve").coroutine("loop_task").event(Indirect).take(),
                    FunctionBuilder(2, "cb").call("nap").take(),
                    FunctionBuilder(3, "setup").event(Store).take()});
  Report R = analyzeOne(U, loopRules());
  ASSERT_EQ(R.Findings.size(), 1u);
  EXPECT_EQ(R.Findings[0].Certainty, Tier::Probable);
}

TEST(Analyze, AwaitedCallsSuspendInsteadOfBlocking) {
  Event Nap;
  Nap.Name = "nap";
  Nap.Awaited = true;
  TUFacts U = unit({FunctionBuilder(1, "serve").coroutine("loop_task").event(Nap).take()});
  EXPECT_TRUE(analyzeOne(U, loopRules()).Findings.empty());
}

TEST(Analyze, AHopMovesTheRestOfACoroutine) {
  RuleSet Rules = loopRules();
  HopRow Hop;
  Hop.Await.Text = "pool::schedule";
  Rules.Hops.push_back(Hop);
  TUFacts U = unit({FunctionBuilder(1, "serve")
                        .coroutine("loop_task")
                        .call("nap")
                        .call("pool::schedule")
                        .await(result(1))
                        .call("nap")
                        .take()});
  Report R = analyzeOne(U, Rules);
  ASSERT_EQ(R.Findings.size(), 1u);
  EXPECT_EQ(R.Findings[0].Where.Line, 101u);
}

TEST(Analyze, CoroutinesThatOnlyAwaitEachOtherAreStillFound) {
  auto Awaiting = [](FunctionId Id, std::string Name, std::string Other,
                     FunctionId OtherId) {
    FunctionBuilder B(Id, Name);
    B.coroutine("loop_task").call(Other, OtherId).call("nap");
    B.F.Events[0].Awaited = true;
    return B.take();
  };
  TUFacts U = unit({Awaiting(1, "a", "b", 2), Awaiting(2, "b", "a", 1)});
  EXPECT_EQ(analyzeOne(U, loopRules()).Findings.size(), 2u);
}

TEST(Analyze, APresumedCoroutineMakesASurerWayIn) {
  // "loop" may run load, but is not sure to; the coroutine that only awaits
  // itself is presumed on the loop after that was found.
  RuleSet Rules = loopRules();
  RunsRow Unsure;
  Unsure.Function.Text = "loop";
  Unsure.Certainty = Tier::Possible;
  Rules.Runs = {Unsure};
  FunctionBuilder Circle(3, "retry");
  Circle.coroutine("loop_task").call("retry", 3).call("load", 2);
  Circle.F.Events[0].Awaited = true;
  TUFacts U = unit({FunctionBuilder(1, "loop").call("load", 2).take(),
                    FunctionBuilder(2, "load").call("nap").take(), Circle.take()});
  Report R = analyzeOne(U, Rules);
  ASSERT_EQ(R.Findings.size(), 1u);
  EXPECT_EQ(R.Findings[0].Certainty, Tier::Definite);
  EXPECT_EQ(R.Findings[0].Proof.front().Function, "retry");
}

TEST(Analyze, TheOrderOfUnitsDoesNotMatter) {
  TUFacts A = unit({FunctionBuilder(1, "serve").coroutine("loop_task").call("load", 2).take()}, "a.cpp");
  TUFacts B = unit({FunctionBuilder(2, "load").call("nap").take()}, "b.cpp");
  const TUFacts *Forth[] = {&A, &B}, *Back[] = {&B, &A};
  Report X = analyze(Forth, loopRules(), {}), Y = analyze(Back, loopRules(), {});
  ASSERT_EQ(X.Findings.size(), 1u);
  ASSERT_EQ(Y.Findings.size(), 1u);
  EXPECT_EQ(X.Findings[0].Fingerprint, Y.Findings[0].Fingerprint);
  EXPECT_EQ(X.Findings[0].Where.File, "b.cpp");
}

TEST(Analyze, NolintSilencesAndUnusedNolintIsNamed) {
  TUFacts U = unit({FunctionBuilder(1, "serve").coroutine("loop_task").call("nap").take()});
  Suppression Used, Unused;
  Used.Where = {0, 101, 10, 6};
  Used.Checks = {"stallfree-blocking-sleep"};
  Unused.Where = {0, 150, 10, 6};
  Unused.Checks = {"stallfree-blocking-file"};
  U.Suppressions = {Used, Unused};
  Report R = analyzeOne(U, loopRules());
  ASSERT_EQ(R.Findings.size(), 2u);
  EXPECT_TRUE(R.Findings[0].Suppressed);
  EXPECT_EQ(R.Findings[1].Check, "meta-unused-suppression");
}

TEST(Analyze, ProgramsThatReuseANameAreKeptApart) {
  // Two programs of one compile database both define 'helper'.
  TUFacts A = unit({FunctionBuilder(1, "serve").coroutine("loop_task").call("helper", 2).take(),
                    FunctionBuilder(2, "helper").call("quick").take()}, "one/main.cpp");
  TUFacts B = unit({FunctionBuilder(2, "helper").call("nap").take()}, "two/main.cpp");
  const TUFacts *Units[] = {&A, &B};
  EXPECT_TRUE(analyze(Units, loopRules(), {}).Findings.empty());
}

TEST(Analyze, FunctionsGivenAsTemplateArgumentsAreHandedOver) {
  RuleSet Rules = loopRules();
  RunsRow Register;
  Register.Call.Text = "register_handler";
  Register.Argument = {ArgumentSelector::Template};
  Rules.Runs = {Register};
  Event E;
  E.Name = "register_handler";
  E.Callee = 9;
  E.TemplateCallables = {2};
  TUFacts U = unit({FunctionBuilder(1, "main").event(E).take(),
                    FunctionBuilder(2, "echo").call("nap").take(),
                    FunctionBuilder(3, "other").call("nap").take()});
  Report R = analyzeOne(U, Rules);
  ASSERT_EQ(R.Findings.size(), 1u);
  EXPECT_EQ(R.Findings[0].Function, "echo");
}

TEST(Analyze, AFunctionDeclaredBlockingIsBelieved) {
  auto Facts = [](bool Declared) {
    FunctionBuilder Load(2, "load");
    if (Declared)
      Load.F.Annotations = {"clang::blocking"};
    return unit({FunctionBuilder(1, "serve").coroutine("loop_task").call("load", 2).take(),
                 Load.take()});
  };
  Report R = analyzeOne(Facts(true), loopRules());
  ASSERT_EQ(R.Findings.size(), 1u);
  EXPECT_EQ(R.Findings[0].Check, "blocking-user");
  EXPECT_TRUE(analyzeOne(Facts(false), loopRules()).Findings.empty());
}
