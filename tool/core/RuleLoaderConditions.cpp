//===- RuleLoaderConditions.cpp - Reading `when:` and `unless:` -----------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RuleLoaderFields.h"
#include "NamePattern.h"

using namespace stallfree;
using llvm::StringRef;

namespace {

using Kind = Condition::Kind;

/// Reads one block `{ argument: 0, equals: 0 }`. A list of values gives one
/// Condition for each.
class ConditionReader {
public:
  ConditionReader(RuleFile &File, const RuleNode &Node)
      : F(File, Node, "a condition") {}

  std::vector<Condition> read() {
    if (const RuleNode *Count = F.find("arguments"))
      values(Kind::Count, *Count, false);
    auto Times = static_cast<int64_t>(F.number("times").value_or(1));
    for (NamePattern &P : F.patterns("calls"))
      add(Kind::Calls, Times, std::move(P.Text));
    Argument = F.selector("argument").value_or(ArgumentSelector{0});
    bool Selected = F.find("argument") != nullptr;
    if (const RuleNode *N = F.find("equals"))
      values(Kind::Equals, *N, true);
    if (const RuleNode *N = F.find("has-flag"))
      values(Kind::HasFlag, *N, false);
    if (const RuleNode *N = F.find("lacks-flag"))
      values(Kind::LacksFlag, *N, false);
    if (const RuleNode *N = F.find("at-most"))
      values(Kind::AtMost, *N, false);
    if (F.find("type"))
      for (NamePattern &P : F.patterns("type"))
        add(Kind::TypeIs, 0, std::move(P.Text));
    if (const RuleNode *N = F.find("is")) {
      if (N->K == RuleNode::Kind::Null)
        add(Kind::IsNull);
      else
        F.problem(*N, "'is' can only say null",
                  "Compare with other values by 'equals'.");
    }
    if (F.flag("nonblocking", false))
      add(Kind::Nonblocking);
    if (F.flag("missing", false))
      add(Kind::Missing);
    if (F.flag("moved", false))
      add(Kind::Moved);
    if (F.flag("passed-on", false))
      add(Kind::PassedOn);
    if (F.flag("renewed", false))
      add(Kind::Renewed);
    bool Own = F.flag("own", true);
    std::vector<std::string> With = F.texts("with");
    if (With.empty())
      With.emplace_back();
    if (F.find("made-by"))
      for (NamePattern &P : F.patterns("made-by"))
        for (const std::string &Text : With) {
          add(Kind::MadeBy, 0, P.Text);
          Conditions.back().With = Text;
          Conditions.back().Foreign = !Own;
        }
    if (const RuleNode *N = F.find("with"))
      for (const RuleNode &Text : N->K == RuleNode::Kind::List
                                      ? llvm::ArrayRef(N->Items)
                                      : llvm::ArrayRef(*N))
        checkText(Text);
    if (const RuleNode *N = F.find("with"); N && !F.find("made-by"))
      F.problem(*N, "'with' says more of a 'made-by'",
                "Example: { argument: object, made-by: std::async, with: "
                "std::launch::deferred }.");
    if (!F.finish())
      return {};
    if (Kinds != 1 || Selected == (Conditions[0].K == Kind::Count ||
                                   Conditions[0].K == Kind::Calls)) {
      F.problem(F.node(),
                "a condition is 'argument' and one test, or 'arguments' or "
                "'calls' alone",
                "Example: { argument: 0, equals: 0 }. The tests are equals, "
                "has-flag, lacks-flag, at-most, is, type, nonblocking, "
                "missing, moved, made-by, passed-on and renewed.");
      return {};
    }
    return std::move(Conditions);
  }

private:
  void add(Kind K, int64_t Number = 0, std::string Text = "") {
    if (Conditions.empty() || Conditions.back().K != K)
      ++Kinds;
    Conditions.push_back({K, Argument, Number, std::move(Text), ""});
  }

  /// What a text begins with is often known, how it ends is not.
  void checkText(const RuleNode &Node) {
    StringRef Text = Node.Text, Known = Text;
    if (Known.consume_back("*"))
      Known.consume_front("*");
    if (Text.contains('*') && (Known.empty() || Known.contains('*')))
      F.problem(Node, "the text '" + Text.str() + "' can match nothing, or all",
                "Write what it begins with, \"/proc/*\", or what it has "
                "anywhere, \"*/var/run/*\".");
  }

  void values(Kind K, const RuleNode &Node, bool TextAllowed) {
    if (Node.K == RuleNode::Kind::List) {
      for (const RuleNode &Item : Node.Items)
        value(K, Item, TextAllowed);
      return;
    }
    value(K, Node, TextAllowed);
  }

  void value(Kind K, const RuleNode &Node, bool TextAllowed) {
    if (Node.K != RuleNode::Kind::Scalar) {
      F.problem(Node, std::string("a value is expected, but this is ") +
                          kindName(Node));
      return;
    }
    StringRef Text = Node.Text;
    int64_t Number = 0;
    if (!Node.Quoted) {
      if (!Text.getAsInteger(0, Number))
        return add(K, Number);
      if (Text == "true" || Text == "false")
        return add(K, Text == "true");
      if (std::optional<int64_t> Constant = constantValue(Text))
        return add(K, *Constant);
      if (K == Kind::AtMost)
        if (std::optional<double> Duration = parseDuration(Text))
          return add(K, int64_t(*Duration));
    }
    if (TextAllowed) {
      checkText(Node);
      return add(K, 0, Text.str());
    }
    std::string Near = nearest(Text, constantNames());
    F.problem(Node, "the value of '" + Text.str() + "' is not known",
              Near.empty() ? "Write the number." : "Did you mean '" + Near + "'?");
  }

  Fields F;
  ArgumentSelector Argument;
  std::vector<Condition> Conditions;
  unsigned Kinds = 0;
};

} // namespace

/// The blocks of a condition key: one block, or a list of blocks.
static llvm::ArrayRef<RuleNode> blocksOf(const RuleNode *Node) {
  if (!Node)
    return {};
  if (Node->K == RuleNode::Kind::List)
    return Node->Items;
  return llvm::ArrayRef(*Node);
}

std::vector<Condition> stallfree::readUnless(Fields &F, RuleFile &File) {
  std::vector<Condition> Result;
  for (const RuleNode &Node : blocksOf(F.find("unless"))) {
    std::vector<Condition> Any = ConditionReader(File, Node).read();
    if (Any.empty())
      F.markBad();
    Result.insert(Result.end(), Any.begin(), Any.end());
  }
  return Result;
}

std::vector<std::vector<Condition>> stallfree::readWhen(Fields &F,
                                                        RuleFile &File) {
  std::vector<std::vector<Condition>> Result(1);
  for (const RuleNode &Node : blocksOf(F.find("when"))) {
    std::vector<Condition> Any = ConditionReader(File, Node).read();
    if (Any.empty())
      F.markBad();
    std::vector<std::vector<Condition>> Product;
    for (const std::vector<Condition> &All : Result)
      for (const Condition &C : Any) {
        Product.push_back(All);
        Product.back().push_back(C);
      }
    Result = std::move(Product);
  }
  return Result;
}
