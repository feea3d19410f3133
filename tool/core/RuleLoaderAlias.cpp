//===- RuleLoaderAlias.cpp - One pack under two names ---------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RuleLoaderAlias.h"
#include "PackNotes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace stallfree;
using llvm::StringRef;

static bool isNote(StringRef Key) {
  return Key == "headers" || Key == "covers" || Key == "leaves-out";
}

std::optional<PackAlias> stallfree::readAlias(RuleFile &File,
                                              const RuleNode &Node) {
  Fields F(File, Node, "an entry of 'also'");
  PackAlias A;
  A.Pack = F.text("pack", /*Required=*/true);
  A.Title = F.text("title", /*Required=*/true);
  A.Namespaces = F.dictionary("namespaces");
  A.Texts = F.dictionary("texts");
  readNotes(F, File);
  for (size_t I = 0; I < Node.Keys.size() && I < Node.Items.size(); ++I)
    if (isNote(Node.Keys[I].Text)) {
      A.Notes.Keys.push_back(Node.Keys[I]);
      A.Notes.Items.push_back(Node.Items[I]);
    }
  if (A.Namespaces.empty() && F.good())
    F.problem(Node, "an entry of 'also' needs 'namespaces'",
              "Write namespaces: { asio: boost::asio }.");
  return F.finish() ? std::optional(std::move(A)) : std::nullopt;
}

static bool isIdentifier(char C) { return llvm::isAlnum(C) || C == '_'; }

/// Does a name of that namespace start at the end of Before?
static bool startsName(StringRef Before) {
  bool Qualified = Before.consume_back("::");
  return Before.empty() ||
         !(isIdentifier(Before.back()) || (Qualified && Before.back() == '>'));
}

std::string stallfree::renameNamespace(StringRef Text, StringRef From,
                                       StringRef To) {
  std::string Out;
  size_t Copied = 0;
  for (size_t At = Text.find(From); At != StringRef::npos;
       At = Text.find(From, At + From.size())) {
    StringRef Before = Text.take_front(At), After = Text.substr(At + From.size());
    bool Declared = Before.rtrim().ends_with("namespace") &&
                    !After.empty() && !isIdentifier(After.front());
    if (!(startsName(Before) && After.starts_with("::")) && !Declared)
      continue;
    Out += Text.slice(Copied, At);
    Out += To;
    Copied = At + From.size();
  }
  Out += Text.substr(Copied);
  return Out;
}

namespace {

class Renamer {
public:
  Renamer(const PackAlias &Alias, StringRef Name) : Alias(Alias), Name(Name) {}

  void rename(RuleNode &Node) const {
    replaceTexts(Node.Text);
    for (auto &[From, To] : Alias.Namespaces)
      Node.Text = renameNamespace(Node.Text, From, To);
    for (size_t I = 0; I < Node.Items.size(); ++I) {
      rename(Node.Items[I]);
      if (I < Node.Keys.size())
        renameFramework(Node.Keys[I].Text, Node.Items[I]);
    }
  }

private:
  void replaceTexts(std::string &Text) const {
    for (auto &[From, To] : Alias.Texts)
      for (size_t At = Text.find(From); At != std::string::npos;
           At = Text.find(From, At + To.size()))
        Text.replace(At, From.size(), To);
  }

  /// The framework of the pack is called as the pack is.
  void renameFramework(StringRef Key, RuleNode &Value) const {
    if (Key == "framework" && Value.Text == Name)
      Value.Text = Alias.Pack;
    if (Key == "instead")
      for (RuleNode &Framework : Value.Keys)
        if (Framework.Text == Name)
          Framework.Text = Alias.Pack;
  }

  const PackAlias &Alias;
  StringRef Name;
};

} // namespace

RuleNode stallfree::renamed(const RuleNode &Root, const PackAlias &Alias) {
  RuleNode Copy;
  Copy.K = Root.K;
  Copy.Line = Root.Line;
  Copy.Column = Root.Column;
  std::string Name;
  auto IsOwn = [&](StringRef Key) {
    return llvm::any_of(Alias.Notes.Keys,
                        [&](const RuleNode &K) { return K.Text == Key; });
  };
  for (size_t I = 0; I < Root.Keys.size() && I < Root.Items.size(); ++I) {
    if (Root.Keys[I].Text == "also" || IsOwn(Root.Keys[I].Text))
      continue;
    Copy.Keys.push_back(Root.Keys[I]);
    Copy.Items.push_back(Root.Items[I]);
    if (Root.Keys[I].Text == "pack")
      Name = Root.Items[I].Text;
  }
  Renamer(Alias, Name).rename(Copy);
  for (size_t I = 0; I < Copy.Keys.size(); ++I)
    if (Copy.Keys[I].Text == "pack")
      Copy.Items[I].Text = Alias.Pack;
    else if (Copy.Keys[I].Text == "title")
      Copy.Items[I].Text = Alias.Title;
  llvm::append_range(Copy.Keys, Alias.Notes.Keys);
  llvm::append_range(Copy.Items, Alias.Notes.Items);
  return Copy;
}
