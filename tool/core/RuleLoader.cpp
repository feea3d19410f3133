//===- RuleLoader.cpp - From YAML files to a RuleSet ----------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RuleLoaderAlias.h"
#include "PackNotes.h"
#include "RuleLoaderRows.h"
#include "Stallfree.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace stallfree;
using llvm::StringRef;

static void readWeights(RuleFile &File, const RuleNode &Node, Weights &W) {
  Fields F(File, Node, "the 'weights' block");
  for (auto [Key, Into] : {std::pair("operation", &W.Operation),
                           {"access", &W.Access},
                           {"division", &W.Division},
                           {"call", &W.Call}})
    if (std::optional<double> Given = F.duration(Key))
      *Into = *Given;
  F.finish();
}

static void readOptions(RuleFile &File, const RuleNode &Node, Options &O) {
  static constexpr Word<Tier> Tiers[] = {{"definite", Tier::Definite},
                                         {"probable", Tier::Probable},
                                         {"possible", Tier::Possible}};
  static constexpr Word<bool> Prefer[] = {{"process", false}, {"thread", true}};
  Fields F(File, Node, "the 'options' block");
  O.ShowAtLeast = F.word("show", Tiers, O.ShowAtLeast);
  for (std::string &Checks : F.texts("checks"))
    O.Checks.push_back(std::move(Checks));
  if (std::optional<double> Budget = F.duration("budget"))
    O.BudgetNanoseconds = *Budget;
  O.PreferThread = F.word("prefer", Prefer, O.PreferThread);
  if (const RuleNode *Measured = F.find("weights"))
    readWeights(File, *Measured, O.Costs);
  F.finish();
}

static void readExample(RuleFile &File, const RuleNode &Node, Pack &P) {
  static constexpr Word<Example::Kind> Kinds[] = {
      {"bad", Example::Kind::Bad},
      {"good", Example::Kind::Good},
      {"known-miss", Example::Kind::KnownMiss}};
  Fields F(File, Node, "an example");
  unsigned Found = 0;
  Example E;
  for (const Word<Example::Kind> &K : Kinds)
    if (const RuleNode *Text = F.find(K.Text)) {
      ++Found;
      E.K = K.Value;
      E.Text = F.text(K.Text);
      // The text of a block scalar starts on the line after its `|`.
      E.From = File.place(*Text);
      if (StringRef(E.Text).contains('\n'))
        ++E.From.Line;
    }
  if (Found != 1 && F.good())
    F.problem(Node, "an example is one of bad, good and known-miss");
  if (F.finish())
    P.Examples.push_back(std::move(E));
}

/// Calls Read for each item of a list-valued key.
template <class Reader>
static void readList(Fields &Top, RuleFile &File, StringRef Key, Reader Read) {
  const RuleNode *List = Top.find(Key);
  if (!List || List->K == RuleNode::Kind::Null)
    return;
  if (List->K != RuleNode::Kind::List) {
    File.problem(*List, "'" + Key.str() + "' is a list of rows, but this is " +
                            kindName(*List),
                 "Start each row with '- '.");
    return;
  }
  for (const RuleNode &Item : List->Items)
    Read(Item);
}

static void readPack(RuleFile &File, const RuleNode &Root, LoadedRules &Out);

/// The pack once more under each name of `also:`. Mistakes were told already.
static void readAliases(Fields &Top, RuleFile &File, const RuleNode &Root,
                        LoadedRules &Out) {
  readList(Top, File, "also", [&](const RuleNode &Item) {
    std::optional<PackAlias> Alias = readAlias(File, Item);
    if (!Alias)
      return;
    std::vector<Problem> Told;
    RuleFile Again{File.Path, "", &Told};
    readPack(Again, renamed(Root, *Alias), Out);
  });
}

static void readPack(RuleFile &File, const RuleNode &Root, LoadedRules &Out) {
  Fields Top(File, Root, "a rule pack");
  if (!Top.good())
    return;
  Pack P;
  P.File = File.Path;
  bool IsProject =
      llvm::sys::path::filename(File.Path).starts_with(".stallfree");
  P.Name = Top.text("pack", /*Required=*/!IsProject);
  if (IsProject)
    P.Name = ProjectPack;
  if (P.Name.empty())
    P.Name = llvm::sys::path::stem(File.Path).str();
  File.PackName = P.Name;
  P.Title = Top.text("title");
  P.About = Top.text("about");
  P.Uses = Top.texts("uses");
  P.Defines = Top.texts("defines");
  P.Stubs = Top.text("stubs");
  readNotes(Top, File);
  if (IsProject)
    readFolders(Top, File);
  for (const RowKind &Kind : rowKinds())
    readList(Top, File, Kind.Key, [&](const RuleNode &Item) {
      Kind.Read(File, Item, Out.Rules);
    });
  readList(Top, File, "examples",
           [&](const RuleNode &Item) { readExample(File, Item, P); });
  if (const RuleNode *Node = Top.find("options"))
    readOptions(File, *Node, Out.Configured);
  Out.Rules.Packs.push_back(std::move(P));
  readAliases(Top, File, Root, Out);
  Top.finish();
}

LoadedRules stallfree::loadRules(llvm::ArrayRef<std::string> Files) {
  LoadedRules Out;
  for (const std::string &Path : Files) {
    auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/true);
    if (!Buffer) {
      Out.Problems.push_back({Problem::Severity::Error, Path, 0, 0,
                              "cannot read the rule file: " +
                                  Buffer.getError().message(),
                              ""});
      continue;
    }
    RuleFile File{Path, "", &Out.Problems};
    RuleNode Root = parseYaml(Path, (*Buffer)->getBuffer(), Out.Problems);
    // An empty project configuration is no mistake.
    if (Root.K == RuleNode::Kind::Null)
      continue;
    readPack(File, Root, Out);
  }
  return Out;
}
