//===- RuleLoaderCpu.cpp - Rows about computing ---------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RuleLoaderRows.h"

using namespace stallfree;

void stallfree::readCpu(RuleFile &File, const RuleNode &Node, RuleSet &Rules) {
  using Growth = CpuRow::Growth;
  static constexpr Word<Growth> Words[] = {{"call", Growth::PerCall},
                                           {"byte", Growth::PerByte},
                                           {"item", Growth::PerItem},
                                           {"n-log-n", Growth::NLogN}};
  Fields F(File, Node, "a 'cpu' row");
  CpuRow R;
  R.From = F.place();
  auto Calls = F.patterns("call", /*Required=*/true);
  R.Nanoseconds = F.duration("cost", /*Required=*/true).value_or(0);
  R.G = F.word("per", Words, Growth::PerCall);
  std::optional<ArgumentSelector> Size = F.selector("size");
  if (!Size && R.G != Growth::PerCall)
    F.problem(F.node(), "a cost per byte, item or n-log-n needs 'size'",
              "Name the argument whose size counts, such as size: 0.");
  R.Size = Size.value_or(ArgumentSelector{});
  R.Typical = F.number("typical").value_or(0);
  R.Certainty = F.tier(Tier::Definite);
  auto When = readWhen(F, File);
  R.Unless = readUnless(F, File);
  R.Instead = F.dictionary("instead");
  R.About = F.text("about");
  if (!F.finish())
    return;
  for (auto &Alternative : When)
    for (const NamePattern &Call : Calls) {
      Rules.Cpu.push_back(R);
      Rules.Cpu.back().Call = Call;
      Rules.Cpu.back().When = Alternative;
    }
}

void stallfree::readYields(RuleFile &File, const RuleNode &Node,
                           RuleSet &Rules) {
  Fields F(File, Node, "a 'yields' row");
  auto Calls = F.patterns("call");
  auto Given = F.patterns("given");
  if (Calls.empty() && Given.empty())
    F.problem(F.node(), "a 'yields' row needs 'call' or 'given'",
              "Name the call, or a type that such calls get.");
  if (!F.finish())
    return;
  for (const NamePattern &Call : Calls)
    Rules.Yields.push_back({F.place(), Call, {}});
  for (const NamePattern &Type : Given)
    Rules.Yields.push_back({F.place(), {}, Type});
}

void stallfree::readSpins(RuleFile &File, const RuleNode &Node,
                          RuleSet &Rules) {
  Fields F(File, Node, "a 'spins' row");
  auto Calls = F.patterns("call", /*Required=*/true);
  bool GivesWay = F.flag("gives-way", false);
  if (F.finish())
    for (const NamePattern &Call : Calls)
      Rules.Spins.push_back({F.place(), Call, GivesWay});
}

void stallfree::readSizes(RuleFile &File, const RuleNode &Node,
                          RuleSet &Rules) {
  Fields F(File, Node, "a 'sizes' row");
  SizeRow R;
  R.From = F.place();
  std::vector<NamePattern> Patterns;
  bool OfCall = F.find("call");
  if (OfCall == bool(F.find("name")))
    F.problem(F.node(), "a 'sizes' row names either a call or a 'name'",
              "Write call: for what a function gives or fills, name: for a "
              "variable, field or parameter.");
  else
    Patterns = F.patterns(OfCall ? "call" : "name");
  if (auto Argument = F.selector("argument"))
    R.Argument = *Argument;
  if (const RuleNode *Most = F.find("max")) {
    double Count = 0;
    if (Most->K != RuleNode::Kind::Scalar ||
        llvm::StringRef(Most->Text).getAsDouble(Count) || Count < 0)
      F.problem(*Most, "'max' is a number of elements");
    R.Most = Count;
  }
  static constexpr Word<bool> From[] = {{"outside", true}};
  bool Outside = F.word("from", From, false);
  if (Outside == R.Most.has_value())
    F.problem(F.node(), "a 'sizes' row says either 'max' or 'from: outside'");
  if (!F.finish())
    return;
  for (const NamePattern &P : Patterns) {
    Rules.Sizes.push_back(R);
    (OfCall ? Rules.Sizes.back().Call : Rules.Sizes.back().Name) = P;
  }
}

void stallfree::readCold(RuleFile &File, const RuleNode &Node,
                         RuleSet &Rules) {
  Fields F(File, Node, "a 'cold' row");
  auto Functions = F.patterns("function", /*Required=*/true);
  F.text("reason");
  if (F.finish())
    for (const NamePattern &Function : Functions)
      Rules.Cold.push_back({F.place(), Function});
}

void stallfree::readBudgets(RuleFile &File, const RuleNode &Node,
                            RuleSet &Rules) {
  Fields F(File, Node, "a 'budgets' row");
  auto Functions = F.patterns("function", /*Required=*/true);
  double Budget = F.duration("budget", /*Required=*/true).value_or(0);
  if (F.finish())
    for (const NamePattern &Function : Functions)
      Rules.Budgets.push_back({F.place(), Function, Budget});
}
