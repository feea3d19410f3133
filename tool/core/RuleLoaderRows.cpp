//===- RuleLoaderRows.cpp - From YAML rows to RuleSet rows ----------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RuleLoaderRows.h"
#include "Checks.h"
#include "llvm/ADT/StringExtras.h"

using namespace stallfree;
using llvm::StringRef;

static std::string readWaitsFor(Fields &F) {
  std::string WaitsFor = F.text("waits-for", /*Required=*/true);
  if (WaitsFor.empty() || WaitsFor == "nested-run" || WaitsFor == "same-loop" ||
      findCheck("blocking-" + WaitsFor))
    return WaitsFor;
  std::vector<StringRef> Known = {"nested-run", "same-loop"};
  for (const CheckInfo &C : allChecks())
    if (StringRef Id = C.Id; Id.consume_front("blocking-"))
      Known.push_back(Id);
  std::string Near = nearest(WaitsFor, Known);
  F.problem(*F.find("waits-for"), "there is no check 'blocking-" + WaitsFor + "'",
            Near.empty() ? "The words are " + llvm::join(Known, ", ") + "."
                         : "Did you mean '" + Near + "'?");
  return WaitsFor;
}

/// `lasts: { argument: 0, unit: ms }`
static std::optional<Lasting> readLasts(Fields &F, RuleFile &File) {
  static constexpr Word<double> Units[] = {
      {"ns", 1}, {"us", 1e3}, {"ms", 1e6}, {"s", 1e9}};
  const RuleNode *Node = F.find("lasts");
  if (!Node)
    return std::nullopt;
  Fields Inner(File, *Node, "'lasts'");
  Lasting Result;
  Result.Argument = Inner.selector("argument").value_or(Result.Argument);
  Result.Nanoseconds = Inner.word("unit", Units, 1.0);
  if (!Inner.finish())
    F.markBad();
  return Result;
}

static void readBlocks(RuleFile &File, const RuleNode &Node, RuleSet &Rules) {
  Fields F(File, Node, "a 'blocks' row");
  BlockRow R;
  R.From = F.place();
  auto Calls = F.patterns("call", /*Required=*/true);
  R.Exact = F.flag("exact", false);
  R.WaitsFor = readWaitsFor(F);
  Conjunctions When = readWhen(F, File);
  R.Unless = readUnless(F, File);
  R.Lasts = readLasts(F, File);
  R.Instead = F.dictionary("instead");
  R.Certainty = F.tier(Tier::Definite);
  R.Off = F.flag("off", false);
  R.Isolate = F.flag("isolate", false);
  R.About = F.text("about");
  addEach(F, Rules.Blocks, R, &BlockRow::Call, Calls, When);
}

static void readRuns(RuleFile &File, const RuleNode &Node, RuleSet &Rules) {
  Fields F(File, Node, "a 'runs' row");
  RunsRow R;
  R.From = F.place();
  static constexpr std::pair<StringRef, NamePattern RunsRow::*> Subjects[] = {
      {"call", &RunsRow::Call},
      {"override", &RunsRow::Override},
      {"function", &RunsRow::Function},
      {"parameter", &RunsRow::Parameter},
      {"store", &RunsRow::Store}};
  std::vector<NamePattern> Patterns;
  NamePattern RunsRow::*Member = &RunsRow::Call;
  unsigned Count = 0;
  for (auto [Key, Field] : Subjects)
    if (F.find(Key)) {
      Patterns = F.patterns(Key);
      Member = Field;
      ++Count;
    }
  R.Annotation = F.text("annotation");
  R.Text = F.text("text");
  Count += !R.Annotation.empty() + !R.Text.empty();
  if (Count != 1)
    F.problem(F.node(), "a 'runs' row names one of call, override, function, "
                        "parameter, store, text and annotation");
  if (Patterns.empty())
    Patterns.resize(1);
  R.Method = F.pattern("method");
  R.Argument = F.selector("argument")
                   .value_or(ArgumentSelector{ArgumentSelector::Any});
  if (!F.find("on"))
    F.problem(F.node(), "a 'runs' row needs the key 'on'",
              "Say where it runs: loop, thread, process, gil, startup or here.");
  R.On = F.executor("on", Executor::Loop);
  R.OnArgument = F.selector("executor-of");
  R.NamedBy = F.selector("named-by");
  R.FieldAt = F.selector("field-at");
  R.Fields = F.pattern("fields");
  R.HomeOf = F.selector("home-of");
  Conjunctions When = readWhen(F, File);
  R.Unless = readUnless(F, File);
  R.Times = F.selector("times");
  R.Offload = F.flag("offload", false);
  R.IoPool = F.flag("io-pool", false);
  R.Small = F.flag("small", false);
  R.Callback = F.flag("callback", false);
  R.Certainty = F.tier(Tier::Definite);
  addEach(F, Rules.Runs, R, Member, Patterns, When);
}

static void readGuards(RuleFile &File, const RuleNode &Node, RuleSet &Rules) {
  Fields F(File, Node, "a 'guards' row");
  GuardRow R;
  R.From = F.place();
  std::vector<NamePattern> Types(1), Locks(1);
  if (F.find("type"))
    Types = F.patterns("type");
  if (F.find("lock"))
    Locks = F.patterns("lock");
  R.Unlock = F.pattern("unlock");
  if (!F.find("type") && !F.find("lock"))
    F.problem(F.node(), "a 'guards' row names a type, or a lock and its unlock");
  if (F.find("lock") ? !F.find("unlock") : F.find("unlock") && !F.find("type"))
    F.problem(F.node(), "'lock' and 'unlock' come together");
  R.Unless = readUnless(F, File);
  R.Hostile = F.flag("hostile", false);
  R.Gil = F.flag("gil", false);
  R.Hostile |= R.Gil; // It needs no mutex as an argument either.
  R.Certainty = F.tier(Tier::Definite);
  R.About = F.text("about");
  for (const NamePattern &Lock : Locks) {
    R.Lock = Lock;
    addEach(F, Rules.Guards, R, &GuardRow::Type, Types);
    Types.resize(1);
    Types.front().Text.clear(); // The types belong to the first row only.
  }
}

static void readReady(RuleFile &File, const RuleNode &Node, RuleSet &Rules) {
  Fields F(File, Node, "a 'ready' row");
  ReadyRow R;
  R.From = F.place();
  R.After = F.find("after") != nullptr;
  R.Watched = F.flag("watched", false);
  std::vector<NamePattern> Tests(1);
  if (!R.Watched)
    Tests = F.patterns(R.After ? "after" : "test", /*Required=*/true);
  R.Other = F.find("differs-from") != nullptr;
  if (R.Other && F.find("equals"))
    F.problem(F.node(), "a 'ready' row has 'equals' or 'differs-from', not both");
  if (const RuleNode *Equals = F.find(R.Other ? "differs-from" : "equals")) {
    Value V;
    V.K = Value::Kind::Integer;
    if (StringRef(Equals->Text).getAsInteger(0, V.Number))
      V.Name = Equals->Text;
    R.Equals = V;
  }
  auto Thens = F.patterns("then", /*Required=*/true);
  R.Of = F.selector("of").value_or(R.Of);
  R.Argument = F.selector("argument").value_or(R.Argument);
  if (!F.good())
    return;
  std::vector<ReadyRow> Rows;
  addEach(F, Rows, R, &ReadyRow::Test, Tests);
  for (const ReadyRow &Row : Rows)
    addEach(F, Rules.Ready, Row, &ReadyRow::Then, Thens);
}

static void readNonblocking(RuleFile &File, const RuleNode &Node,
                            RuleSet &Rules) {
  Fields F(File, Node, "a 'nonblocking' row");
  NonblockingRow R;
  R.From = F.place();
  auto Calls = F.patterns("call", /*Required=*/true);
  R.Argument = F.selector("argument").value_or(ArgumentSelector{});
  Conjunctions When = readWhen(F, File);
  R.Unless = readUnless(F, File);
  addEach(F, Rules.Nonblocking, R, &NonblockingRow::Call, Calls, When);
}

static void readWatches(RuleFile &File, const RuleNode &Node, RuleSet &Rules) {
  Fields F(File, Node, "a 'watches' row");
  WatchRow R;
  R.From = F.place();
  R.Name = F.pattern("name");
  std::vector<NamePattern> Calls(1);
  if (R.Name.Text.empty())
    Calls = F.patterns("call", /*Required=*/true);
  R.Argument = F.selector("argument");
  R.Callback = F.selector("callback");
  R.Parameter = F.selector("parameter");
  R.NamedBy = F.selector("named-by");
  if (R.Name.Text.empty() && !R.Callback)
    F.problem(F.node(), "a 'watches' row with 'call' names the 'callback'");
  Conjunctions When = readWhen(F, File);
  R.Unless = readUnless(F, File);
  addEach(F, Rules.Watches, R, &WatchRow::Call, Calls, When);
}

static void readTrusted(RuleFile &File, const RuleNode &Node, RuleSet &Rules) {
  Fields F(File, Node, "a 'trusted' row");
  TrustedRow R;
  R.From = F.place();
  auto Calls = F.patterns("call", /*Required=*/true);
  R.Reason = F.text("reason");
  addEach(F, Rules.Trusted, R, &TrustedRow::Call, Calls);
}

static void readOwns(RuleFile &File, const RuleNode &Node, RuleSet &Rules) {
  Fields F(File, Node, "an 'owns' row");
  OwnsRow R;
  R.From = F.place();
  auto Types = F.patterns("type", /*Required=*/true);
  if (auto Argument = F.selector("argument"))
    R.Argument = Argument->Index;
  if (auto Deleter = F.selector("deleter"))
    R.Deleter = Deleter->Index;
  if (auto Default = F.patterns("default"); !Default.empty())
    R.Default = Default.front().Text;
  R.Certainty = F.tier(R.Certainty);
  addEach(F, Rules.Owns, R, &OwnsRow::Type, Types);
}

static void readShared(RuleFile &File, const RuleNode &Node, RuleSet &Rules) {
  Fields F(File, Node, "a 'shared' row");
  SharedRow R;
  R.From = F.place();
  auto Counts = F.patterns("count");
  auto Functions = F.patterns("function");
  if (Counts.empty() == Functions.empty())
    F.problem(F.node(), "a 'shared' row has either 'count' or 'function'");
  if (Counts.empty())
    addEach(F, Rules.Shared, R, &SharedRow::Function, Functions);
  else
    addEach(F, Rules.Shared, R, &SharedRow::Count, Counts);
}

static void readDestroys(RuleFile &File, const RuleNode &Node,
                         RuleSet &Rules) {
  Fields F(File, Node, "a 'destroys' row");
  DestroysRow R;
  R.From = F.place();
  auto Calls = F.patterns("call", /*Required=*/true);
  addEach(F, Rules.Destroys, R, &DestroysRow::Call, Calls);
}

static void readMakes(RuleFile &File, const RuleNode &Node, RuleSet &Rules) {
  static constexpr Word<bool> Words[] = {{"result", false}, {"object", true}};
  Fields F(File, Node, "a 'makes' row");
  MakesRow R;
  R.From = F.place();
  auto Calls = F.patterns("call", /*Required=*/true);
  R.OfObject = F.word("of", Words, false);
  R.TypeGiven = F.selector("type");
  R.TypeEnd = F.text("type-end", /*Required=*/R.TypeGiven.has_value());
  R.Runs = F.texts("runs");
  addEach(F, Rules.Makes, R, &MakesRow::Call, Calls);
}

static void readTexts(RuleFile &File, const RuleNode &Node, RuleSet &Rules) {
  Fields F(File, Node, "a 'texts' row");
  TextRow R;
  R.From = F.place();
  auto Calls = F.patterns("call", /*Required=*/true);
  R.Argument = F.selector("argument").value_or(R.Argument);
  if (R.Argument.Index < 0 && R.Argument.Index != ArgumentSelector::Result)
    F.problem(*F.find("argument"), "a text goes into an argument or into the result",
              "Write the argument's number, or nothing.");
  R.Begins = F.text("begins", /*Required=*/true);
  addEach(F, Rules.Texts, R, &TextRow::Call, Calls);
}

llvm::ArrayRef<RowKind> stallfree::rowKinds() {
  static constexpr RowKind Kinds[] = {
      {"blocks", readBlocks},         {"cpu", readCpu},
      {"runs", readRuns},             {"executors", readExecutors},
      {"homes", readHomes},
      {"coroutines", readCoroutines}, {"hops", readHops},
      {"delays", readDelays},
      {"scopes", readScopes},         {"guards", readGuards},         {"ready", readReady},
      {"nonblocking", readNonblocking}, {"watches", readWatches},
      {"trusted", readTrusted},
      {"owns", readOwns},             {"makes", readMakes},
      {"texts", readTexts},
      {"shared", readShared},         {"destroys", readDestroys},
      {"offload", readOffload},       {"together", readTogether},
      {"yields", readYields},         {"spins", readSpins},
      {"sizes", readSizes},           {"cold", readCold},
      {"budgets", readBudgets},
      {"rewrites", readRewrites},     {"affine", readAffine}};
  return Kinds;
}
