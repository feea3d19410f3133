//===- RuleLoaderWhere.cpp - Rows about where code runs ------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RuleLoaderRows.h"

using namespace stallfree;
using llvm::StringRef;

void stallfree::readExecutors(RuleFile &File, const RuleNode &Node,
                              RuleSet &Rules) {
  Fields F(File, Node, "an 'executors' row");
  ExecutorRow R;
  R.From = F.place();
  static constexpr std::pair<StringRef, NamePattern ExecutorRow::*> Subjects[] = {
      {"type", &ExecutorRow::Type},
      {"made-by", &ExecutorRow::MadeBy},
      {"object", &ExecutorRow::Object}};
  std::vector<NamePattern> Patterns;
  NamePattern ExecutorRow::*Member = &ExecutorRow::Type;
  unsigned Count = 0;
  for (auto [Key, Field] : Subjects)
    if (F.find(Key)) {
      Patterns = F.patterns(Key);
      Member = Field;
      ++Count;
    }
  if (Count != 1)
    F.problem(F.node(), "an 'executors' row names one of type, made-by and object");
  R.Is = F.executor("is", Executor::Loop);
  R.Certainty = F.tier(Tier::Definite);
  if (F.find("run-by"))
    R.RunBy = F.patterns("run-by");
  if (F.find("fed-by"))
    R.FedBy = F.patterns("fed-by");
  if (F.find("alone-with"))
    R.AloneWith = F.patterns("alone-with");
  if (!F.find("run-by") != !F.find("fed-by") ||
      (F.find("alone-with") && !F.find("run-by")) ||
      (F.find("run-by") && !F.find("type")))
    F.problem(F.node(), "'run-by' and 'fed-by' come together, with 'type', "
                        "and 'alone-with' with them");
  addEach(F, Rules.Executors, R, Member, Patterns);
}

void stallfree::readCoroutines(RuleFile &File, const RuleNode &Node,
                               RuleSet &Rules) {
  using Kind = CoroutineRow::Kind;
  static constexpr Word<Kind> Kinds[] = {{"task", Kind::Task},
                                         {"generator", Kind::Generator},
                                         {"detached", Kind::Detached}};
  static constexpr Word<bool> Starts[] = {{"lazy", true}, {"eager", false}};
  Fields F(File, Node, "a 'coroutines' row");
  CoroutineRow R;
  R.From = F.place();
  auto Types = F.patterns("type", /*Required=*/true);
  R.K = F.word("kind", Kinds, Kind::Task);
  R.Lazy = F.word("starts", Starts, R.K != Kind::Detached);
  R.Presumed = F.executor("presumed", Executor::Loop);
  R.Certainty = F.tier(Tier::Probable);
  R.Framework = F.text("framework");
  addEach(F, Rules.Coroutines, R, &CoroutineRow::Type, Types);
}

void stallfree::readHops(RuleFile &File, const RuleNode &Node,
                          RuleSet &Rules) {
  Fields F(File, Node, "a 'hops' row");
  HopRow R;
  R.From = F.place();
  auto Awaits = F.patterns("await", /*Required=*/true);
  R.To = F.executor("to", Executor::Thread);
  R.ToArgument = F.selector("executor-of");
  Conjunctions When = readWhen(F, File);
  R.Unless = readUnless(F, File);
  R.False = !F.flag("moves", true);
  R.About = F.text("about");
  addEach(F, Rules.Hops, R, &HopRow::Await, Awaits, When);
}

void stallfree::readDelays(RuleFile &File, const RuleNode &Node,
                          RuleSet &Rules) {
  Fields F(File, Node, "a 'delays' row");
  DelayRow R;
  R.From = F.place();
  auto Awaits = F.patterns("await", /*Required=*/true);
  R.Argument = F.selector("argument").value_or(ArgumentSelector{});
  R.Instead = F.text("instead");
  addEach(F, Rules.Delays, R, &DelayRow::Await, Awaits);
}

void stallfree::readScopes(RuleFile &File, const RuleNode &Node,
                          RuleSet &Rules) {
  Fields F(File, Node, "a 'scopes' row");
  ScopeRow R;
  R.From = F.place();
  std::vector<NamePattern> Types(1);
  if (F.find("type"))
    Types = F.patterns("type");
  R.Enter = F.pattern("enter");
  R.Leave = F.pattern("leave");
  std::vector<NamePattern> Tests(1);
  if (F.find("test"))
    Tests = F.patterns("test");
  R.Equals = F.pattern("equals");
  std::vector<NamePattern> Asks(1);
  if (F.find("asks"))
    Asks = F.patterns("asks");
  std::vector<NamePattern> Ends(1);
  if (F.find("ends"))
    Ends = F.patterns("ends");
  std::vector<NamePattern> Starts(1);
  if (F.find("starts"))
    Starts = F.patterns("starts");
  std::vector<NamePattern> Around(1);
  if (F.find("around")) {
    Around = F.patterns("around");
    R.Unless = readUnless(F, File);
    R.Direct = F.flag("direct", false);
    R.Certainty = F.tier(Tier::Definite);
  }
  int Ways = !!F.find("type") + !!F.find("enter") + !!F.find("test") +
             !!F.find("asks") + !!F.find("ends") + !!F.find("around") + !!F.find("starts");
  if (!F.find("enter") != !F.find("leave") || Ways != 1)
    F.problem(F.node(), "a 'scopes' row names a type, 'enter' and 'leave', a "
                        "'test', what it 'asks', what 'ends' the program, what "
                        "'starts' the loop, or what a loop is 'around'");
  R.On = F.executor("on", F.find("ends") ? Executor::Process : Executor::Thread);
  if (F.find("starts"))
    addEach(F, Rules.Scopes, R, &ScopeRow::Starts, Starts);
  else if (F.find("around"))
    addEach(F, Rules.Scopes, R, &ScopeRow::Around, Around);
  else if (F.find("ends"))
    addEach(F, Rules.Scopes, R, &ScopeRow::Ends, Ends);
  else if (F.find("asks"))
    addEach(F, Rules.Scopes, R, &ScopeRow::Asks, Asks);
  else if (F.find("test"))
    addEach(F, Rules.Scopes, R, &ScopeRow::Test, Tests);
  else
    addEach(F, Rules.Scopes, R, &ScopeRow::Type, Types);
}

void stallfree::readHomes(RuleFile &File, const RuleNode &Node, RuleSet &Rules) {
  Fields F(File, Node, "a 'homes' row");
  HomeRow R;
  R.From = F.place();
  auto Calls = F.patterns("call", /*Required=*/true);
  R.Argument = F.selector("argument").value_or(R.Argument);
  R.On = F.executor("on", Executor::Thread);
  addEach(F, Rules.Homes, R, &HomeRow::Call, Calls);
}
