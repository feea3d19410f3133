//===- RuleLoaderFields.cpp - Reading the keys of one block ---------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RuleLoaderFields.h"
#include "NamePattern.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

using namespace stallfree;
using llvm::StringRef;

void RuleFile::problem(const RuleNode &At, std::string Message,
                       std::string Remedy) {
  Problems->push_back({Problem::Severity::Error, Path, At.Line, At.Column,
                       std::move(Message), std::move(Remedy)});
}

RowPlace RuleFile::place(const RuleNode &At) const {
  return {PackName, llvm::sys::path::filename(Path).str(), At.Line};
}

Fields::Fields(RuleFile &File, const RuleNode &Map, StringRef What)
    : File(File), Map(Map), What(What.str()) {
  if (Map.K == RuleNode::Kind::Map)
    return;
  problem(Map, this->What + " is a block of keys, but this is " +
                   kindName(Map));
}

void Fields::problem(const RuleNode &At, std::string Message,
                     std::string Remedy) {
  Good = false;
  File.problem(At, std::move(Message), std::move(Remedy));
}

const RuleNode *Fields::find(StringRef Key) {
  if (!llvm::is_contained(Known, Key))
    Known.push_back(Key);
  for (size_t I = 0; I < Map.Keys.size() && I < Map.Items.size(); ++I)
    if (Map.Keys[I].Text == Key)
      return &Map.Items[I];
  return nullptr;
}

bool Fields::finish() {
  for (size_t I = 0; I < Map.Keys.size(); ++I) {
    const RuleNode &Key = Map.Keys[I];
    auto SameKey = [&](const RuleNode &K) { return K.Text == Key.Text; };
    if (!llvm::is_contained(Known, Key.Text)) {
      std::string Near = nearest(Key.Text, Known);
      problem(Key, "unknown key '" + Key.Text + "' in " + What,
              Near.empty() ? "The keys are " + llvm::join(Known, ", ") + "."
                           : "Did you mean '" + Near + "'?");
    } else if (llvm::any_of(llvm::ArrayRef(Map.Keys).take_front(I), SameKey)) {
      problem(Key, "the key '" + Key.Text + "' occurs twice in " + What);
    }
  }
  return Good;
}

const RuleNode *Fields::scalar(StringRef Key, bool Required) {
  const RuleNode *Node = find(Key);
  if (!Node) {
    if (Required && Map.K == RuleNode::Kind::Map)
      problem(Map, What + " needs the key '" + Key.str() + "'");
    return nullptr;
  }
  if (Node->K == RuleNode::Kind::Scalar)
    return Node;
  problem(*Node, "'" + Key.str() + "' is a single value, but this is " +
                     kindName(*Node));
  return nullptr;
}

std::string Fields::text(StringRef Key, bool Required) {
  const RuleNode *Node = scalar(Key, Required);
  return Node ? Node->Text : "";
}

bool Fields::flag(StringRef Key, bool Default) {
  static constexpr Word<bool> Words[] = {{"true", true}, {"false", false}};
  return word(Key, Words, Default);
}

std::vector<std::string> Fields::texts(StringRef Key) {
  const RuleNode *Node = find(Key);
  std::vector<std::string> Texts;
  if (!Node || Node->K == RuleNode::Kind::Null)
    return Texts;
  llvm::ArrayRef<RuleNode> Items = Node->Items;
  if (Node->K == RuleNode::Kind::Scalar)
    Items = llvm::ArrayRef(*Node);
  for (const RuleNode &Item : Items)
    if (Node->K == RuleNode::Kind::Map || Item.K != RuleNode::Kind::Scalar)
      problem(Item, "'" + Key.str() + "' is a list of single values");
    else
      Texts.push_back(Item.Text);
  return Texts;
}

std::optional<NamePattern> Fields::patternOf(const RuleNode &Node) {
  if (Node.K != RuleNode::Kind::Scalar) {
    problem(Node, std::string("a qualified name is expected, but this is ") +
                      kindName(Node),
            "Quote a name that starts with '*'.");
    return std::nullopt;
  }
  std::string Wrong = checkPattern(Node.Text);
  if (!Wrong.empty()) {
    problem(Node, "'" + Node.Text + "' cannot match a name: " + Wrong,
            "Write a qualified name such as std::thread::join; '*' stands for "
            "characters inside one segment, '**' for any segments.");
    return std::nullopt;
  }
  StringRef Text = Node.Text;
  Text.consume_front("::");
  return NamePattern{Text.str()};
}

std::vector<NamePattern> Fields::patterns(StringRef Key, bool Required) {
  const RuleNode *Node = find(Key);
  std::vector<NamePattern> Patterns;
  if (!Node) {
    if (Required && Map.K == RuleNode::Kind::Map)
      problem(Map, What + " needs the key '" + Key.str() + "'");
    return Patterns;
  }
  llvm::ArrayRef<RuleNode> Items(*Node);
  if (Node->K == RuleNode::Kind::List)
    Items = Node->Items;
  for (const RuleNode &Item : Items)
    if (std::optional<NamePattern> P = patternOf(Item))
      Patterns.push_back(std::move(*P));
  if (Items.empty())
    problem(*Node, "'" + Key.str() + "' names nothing");
  return Patterns;
}

NamePattern Fields::pattern(StringRef Key) {
  const RuleNode *Node = find(Key);
  if (!Node)
    return {};
  return patternOf(*Node).value_or(NamePattern{});
}

std::optional<ArgumentSelector> Fields::selector(StringRef Key) {
  const RuleNode *Node = scalar(Key, false);
  if (!Node)
    return std::nullopt;
  int Index = 0;
  if (!StringRef(Node->Text).getAsInteger(10, Index) && Index >= 0)
    return ArgumentSelector{Index};
  static constexpr Word<int> Words[] = {{"object", ArgumentSelector::Object},
                                        {"last", ArgumentSelector::Last},
                                        {"any", ArgumentSelector::Any},
                                        {"result", ArgumentSelector::Result},
                                        {"template", ArgumentSelector::Template}};
  for (const Word<int> &W : Words)
    if (Node->Text == W.Text)
      return ArgumentSelector{W.Value};
  problem(*Node, "'" + Node->Text + "' selects no argument",
          "Write a number from 0, or object, last, any, result or template.");
  return std::nullopt;
}

std::optional<double> stallfree::parseDuration(StringRef Text) {
  StringRef Unit = Text.drop_front(
      std::min(Text.size(), Text.find_first_not_of("0123456789.eE+")));
  double Number = 0;
  if (Text.drop_back(Unit.size()).getAsDouble(Number))
    return std::nullopt;
  static constexpr Word<double> Units[] = {
      {"ns", 1}, {"us", 1e3}, {"ms", 1e6}, {"s", 1e9}, {"min", 60e9}};
  for (const Word<double> &U : Units)
    if (Unit == U.Text)
      return Number * U.Value;
  return Unit.empty() && Number == 0 ? std::optional(0.0) : std::nullopt;
}

std::optional<double> Fields::duration(StringRef Key, bool Required) {
  const RuleNode *Node = scalar(Key, Required);
  if (!Node)
    return std::nullopt;
  std::optional<double> Result = parseDuration(Node->Text);
  if (!Result)
    problem(*Node, "'" + Node->Text + "' is not a duration",
            "Write a number with ns, us, ms, s or min, such as 10ms.");
  return Result;
}

std::optional<double> Fields::number(StringRef Key) {
  const RuleNode *Node = scalar(Key, false);
  if (!Node)
    return std::nullopt;
  double Result = 0;
  if (!StringRef(Node->Text).getAsDouble(Result) && Result > 0)
    return Result;
  problem(*Node, "'" + Node->Text + "' is not a number above 0",
          "Write it plainly, such as 100000.");
  return std::nullopt;
}

std::map<std::string, std::string> Fields::dictionary(StringRef Key) {
  std::map<std::string, std::string> Result;
  const RuleNode *Node = find(Key);
  if (!Node)
    return Result;
  if (Node->K != RuleNode::Kind::Map) {
    problem(*Node, "'" + Key.str() + "' is a block of keys, but this is " +
                       kindName(*Node),
            "Write { framework: spelling }.");
    return Result;
  }
  for (auto [K, V] : llvm::zip(Node->Keys, Node->Items)) {
    if (V.K != RuleNode::Kind::Scalar)
      problem(V, "'" + K.Text + "' is a single value, but this is " +
                     kindName(V));
    else
      Result[K.Text] = V.Text;
  }
  return Result;
}

void Fields::badWord(StringRef Key, const RuleNode &Node,
                     llvm::ArrayRef<StringRef> Words) {
  std::string Near = nearest(Node.Text, Words);
  std::string Remedy = "One of " + llvm::join(Words, ", ") + " is expected.";
  if (!Near.empty())
    Remedy = "Did you mean '" + Near + "'? " + Remedy;
  problem(Node,
          Node.K == RuleNode::Kind::Scalar
              ? "'" + Node.Text + "' is no value of '" + Key.str() + "'"
              : "'" + Key.str() + "' is a single value, but this is " +
                    kindName(Node),
          Remedy);
}

Tier Fields::tier(Tier Default) {
  static constexpr Word<Tier> Words[] = {{"definite", Tier::Definite},
                                         {"probable", Tier::Probable},
                                         {"possible", Tier::Possible}};
  return word("tier", Words, Default);
}

Executor Fields::executor(StringRef Key, Executor Default) {
  static constexpr Word<Executor> Words[] = {
      {"loop", Executor::Loop},       {"thread", Executor::Thread},
      {"process", Executor::Process}, {"gil", Executor::Gil},
      {"startup", Executor::Startup}, {"here", Executor::Here},
      {"unknown", Executor::Unknown}};
  return word(Key, Words, Default);
}
