//===- RuleLoaderEdits.cpp - Rows that edits are made of ------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Rewrite.h"
#include "RuleLoaderRows.h"

using namespace stallfree;
using llvm::StringRef;

/// `needs: { pool: coro::thread_pool }`
static ObjectNeeds readNeeds(Fields &F, RuleFile &File) {
  ObjectNeeds Needs;
  const RuleNode *Node = F.find("needs");
  if (!Node)
    return Needs;
  if (Node->K != RuleNode::Kind::Map) {
    F.problem(*Node, "'needs' is a map from the object's key to its type",
              "Write needs: { pool: coro::thread_pool }.");
    return Needs;
  }
  Fields Objects(File, *Node, "'needs'");
  for (const RuleNode &Key : Node->Keys)
    Needs[Key.Text] = Objects.patterns(Key.Text, /*Required=*/true);
  if (!Objects.finish())
    F.markBad();
  return Needs;
}

void stallfree::readOffload(RuleFile &File, const RuleNode &Node, RuleSet &Rules) {
  Fields F(File, Node, "an 'offload' row");
  OffloadRow R;
  R.From = F.place();
  R.Framework = F.text("framework", /*Required=*/true);
  R.To = F.executor("to", Executor::Thread);
  R.Spelling = F.text("spelling", /*Required=*/true);
  R.Include = F.text("include");
  StringRef Spelling = R.Spelling;
  if (!Spelling.empty() && !Spelling.contains("{expr}") &&
      !Spelling.contains("{body}") && !Spelling.contains("{callee}"))
    F.problem(*F.find("spelling"), "the spelling has no place for the work",
              "Put {expr}, {body} or {callee} where the work goes.");
  R.Edit = F.text("edit");
  R.Keyed = F.text("keyed");
  R.Computing = F.text("computing");
  for (StringRef Key : {"edit", "keyed", "computing"})
    if (const RuleNode *Node = F.find(Key);
        Node && R.To != Executor::Loop && !StringRef(Node->Text).contains("{body}"))
      F.problem(*Node, "the edit has no place for the work",
                "Put {body} where the statement goes, as in [&] { {body} }.");
  R.Before = F.text("before");
  R.After = F.text("after");
  if (R.Before.empty() != R.After.empty() || (!R.Before.empty() && !R.Edit.empty()))
    F.problem(F.node(), "'before' and 'after' come together, and without 'edit'");
  R.Needs = readNeeds(F, File);
  R.Caution = F.text("caution");
  R.Callback = F.text("callback");
  if (F.finish())
    Rules.Offload.push_back(std::move(R));
}

void stallfree::readTogether(RuleFile &File, const RuleNode &Node, RuleSet &Rules) {
  Fields F(File, Node, "a 'together' row");
  TogetherRow R;
  R.From = F.place();
  R.Framework = F.text("framework", /*Required=*/true);
  R.Spelling = F.text("spelling", /*Required=*/true);
  StringRef Spelling = R.Spelling;
  if (!Spelling.contains("{first}") || !Spelling.contains("{second}"))
    F.problem(F.node(), "the spelling has no place for the tasks",
              "Put {first} and {second} where they go, as in co_await when_all({first}, {second}).");
  if (F.finish())
    Rules.Together.push_back(std::move(R));
}

void stallfree::readRewrites(RuleFile &File, const RuleNode &Node, RuleSet &Rules) {
  Fields F(File, Node, "a 'rewrites' row");
  RewriteRow R;
  R.From = F.place();
  auto Calls = F.patterns("call", /*Required=*/true);
  R.Framework = F.text("framework", /*Required=*/true);
  R.To = F.text("to", /*Required=*/true);
  R.Include = F.text("include");
  Conjunctions When = readWhen(F, File);
  R.Unless = readUnless(F, File);
  R.Needs = readNeeds(F, File);
  std::string Pieces = R.To; // Objects are no parts of the call.
  for (const auto &[Key, Types] : R.Needs)
    for (size_t At; (At = Pieces.find("{" + Key + "}")) != std::string::npos;)
      Pieces.erase(At, Key.size() + 2);
  if (!rewritePieces(Pieces))
    F.problem(*F.find("to"), "the rewrite takes the arguments out of order",
              "Use {object} first, then {0}, {1}, ... each once.");
  addEach(F, Rules.Rewrites, R, &RewriteRow::Call, Calls, When);
}

void stallfree::readAffine(RuleFile &File, const RuleNode &Node, RuleSet &Rules) {
  Fields F(File, Node, "an 'affine' row");
  AffineRow R;
  R.From = F.place();
  auto Calls = F.patterns("call", /*Required=*/true);
  static constexpr Word<Affinity> Kinds[] = {{"before", Affinity::Before},
                                             {"thread", Affinity::Thread},
                                             {"static", Affinity::Static},
                                             {"process", Affinity::Process}};
  R.Of = F.word("of", Kinds, Affinity::Before);
  R.About = F.text("about", /*Required=*/true);
  addEach(F, Rules.Affine, R, &AffineRow::Call, Calls);
}
