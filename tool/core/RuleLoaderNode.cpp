//===- RuleLoaderNode.cpp - YAML as a tree of plain values ----------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RuleLoaderNode.h"
#include <sstream>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

using namespace stallfree;

namespace {

/// Builds the tree from yaml-cpp's events, which is much faster than its own
/// node graph: packs are read at each start of the program.
class TreeBuilder : public YAML::EventHandler {
public:
  explicit TreeBuilder(llvm::StringRef File, std::vector<Problem> &Problems)
      : File(File), Problems(Problems) {}

  RuleNode Root;

  void OnDocumentStart(const YAML::Mark &) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark &Mark, YAML::anchor_t) override {
    add(make(RuleNode::Kind::Null, Mark));
  }
  void OnAlias(const YAML::Mark &Mark, YAML::anchor_t) override {
    Problems.push_back({Problem::Severity::Error, File.str(),
                        uint32_t(Mark.line + 1), uint32_t(Mark.column + 1),
                        "aliases ('*name') are not supported",
                        "Write the value out."});
    add(make(RuleNode::Kind::Null, Mark));
  }
  void OnScalar(const YAML::Mark &Mark, const std::string &Tag, YAML::anchor_t,
                const std::string &Value) override {
    RuleNode Node = make(RuleNode::Kind::Scalar, Mark);
    Node.Text = Value;
    Node.Quoted = Tag == "!";
    if (!Node.Quoted && (Value == "~" || Value == "null"))
      Node.K = RuleNode::Kind::Null;
    add(std::move(Node));
  }
  void OnSequenceStart(const YAML::Mark &Mark, const std::string &,
                       YAML::anchor_t, YAML::EmitterStyle::value) override {
    Open.push_back(make(RuleNode::Kind::List, Mark));
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark &Mark, const std::string &, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    Open.push_back(make(RuleNode::Kind::Map, Mark));
  }
  void OnMapEnd() override { close(); }

private:
  static RuleNode make(RuleNode::Kind K, const YAML::Mark &Mark) {
    RuleNode Node;
    Node.K = K;
    Node.Line = Mark.line + 1;
    Node.Column = Mark.column + 1;
    return Node;
  }

  void close() {
    RuleNode Node = std::move(Open.back());
    Open.pop_back();
    add(std::move(Node));
  }

  /// In a map the values arrive as key, value, key, value.
  void add(RuleNode Node) {
    if (Open.empty()) {
      Root = std::move(Node);
      return;
    }
    RuleNode &Parent = Open.back();
    if (Parent.K == RuleNode::Kind::Map &&
        Parent.Keys.size() == Parent.Items.size())
      Parent.Keys.push_back(std::move(Node));
    else
      Parent.Items.push_back(std::move(Node));
  }

  llvm::StringRef File;
  std::vector<Problem> &Problems;
  std::vector<RuleNode> Open;
};

} // namespace

const char *stallfree::kindName(const RuleNode &Node) {
  switch (Node.K) {
  case RuleNode::Kind::Null:
    return "nothing";
  case RuleNode::Kind::Scalar:
    return "a single value";
  case RuleNode::Kind::List:
    return "a list";
  case RuleNode::Kind::Map:
    return "a block of keys";
  }
  return "";
}

RuleNode stallfree::parseYaml(llvm::StringRef File, llvm::StringRef Text,
                              std::vector<Problem> &Problems) {
  TreeBuilder Builder(File, Problems);
  std::istringstream Stream(Text.str());
  try {
    YAML::Parser Parser(Stream);
    Parser.HandleNextDocument(Builder);
  } catch (const YAML::Exception &E) {
    Problems.push_back({Problem::Severity::Error, File.str(),
                        uint32_t(E.mark.line + 1), uint32_t(E.mark.column + 1),
                        "this is not YAML: " + E.msg,
                        "Check indentation, quotes and brackets; quote texts "
                        "that contain ': ', '#', '{' or '*'."});
    return {};
  }
  return std::move(Builder.Root);
}

std::string stallfree::nearest(llvm::StringRef Word,
                               llvm::ArrayRef<llvm::StringRef> Known) {
  llvm::StringRef Best;
  unsigned Limit = Word.size() < 4 ? 1 : Word.size() / 3;
  unsigned Distance = Limit + 1;
  for (llvm::StringRef K : Known) {
    unsigned D = Word.edit_distance(K, true, Limit);
    if (D < Distance) {
      Distance = D;
      Best = K;
    }
  }
  return Best.str();
}
