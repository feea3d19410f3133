//===- PackNotes.cpp - What a pack says beside its rows -------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PackNotes.h"
#include "RuleLoaderAlias.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace stallfree;
using llvm::StringRef;

static void readRemark(RuleFile &File, const RuleNode &Node,
                       std::vector<RemarkRow> &Out) {
  Fields F(File, Node, "a remark on names");
  RemarkRow R;
  R.From = F.place();
  std::vector<NamePattern> Names = F.patterns("names", /*Required=*/true);
  R.Reason = F.text("reason", /*Required=*/true);
  if (!F.finish())
    return;
  for (NamePattern &Name : Names) {
    Out.push_back(R);
    Out.back().Name = std::move(Name);
  }
}

static void readRemarks(Fields &F, RuleFile &File, StringRef Key,
                        std::vector<RemarkRow> &Out) {
  const RuleNode *List = F.find(Key);
  if (!List)
    return;
  if (List->K != RuleNode::Kind::List)
    return F.problem(*List,
                     "'" + Key.str() + "' is a list, but this is " +
                         kindName(*List),
                     "Write '- names: [...]' and 'reason: ...'.");
  for (const RuleNode &Item : List->Items)
    readRemark(File, Item, Out);
}

static void readHeaders(RuleFile &File, const RuleNode &Node, PackNotes &N) {
  Fields F(File, Node, "the 'headers' block");
  N.Packages = F.texts("packages");
  N.Include = F.texts("include");
  N.Folders = F.texts("folders");
  N.Defines = F.texts("defines");
  readRemarks(F, File, "elsewhere", N.Elsewhere);
  if (F.good() && N.Include.empty())
    F.problem(Node, "the 'headers' block needs the key 'include'",
              "Name the headers that users of the library include.");
  F.finish();
}

PackNotes stallfree::readNotes(Fields &Top, RuleFile &File) {
  PackNotes N;
  if (const RuleNode *Node = Top.find("headers"))
    readHeaders(File, *Node, N);
  if (Top.find("covers"))
    N.Covers = Top.patterns("covers");
  readRemarks(Top, File, "leaves-out", N.LeavesOut);
  return N;
}

std::vector<std::string> stallfree::readFolders(Fields &Top, RuleFile &File) {
  std::vector<std::string> Folders;
  for (const std::string &Name : Top.texts("rules")) {
    llvm::SmallString<128> Path;
    if (!llvm::sys::path::is_absolute(Name))
      Path = llvm::sys::path::parent_path(File.Path);
    llvm::sys::path::append(Path, Name);
    if (!llvm::sys::fs::is_directory(Path))
      File.problem(*Top.find("rules"), "there is no folder '" + Name + "'",
                   "Folders under 'rules' are relative to this file.");
    else
      Folders.push_back(Path.str().str());
  }
  return Folders;
}

/// The file once more; what is wrong with it, loadRules says.
static RuleNode readAgain(StringRef Path) {
  std::vector<Problem> Told;
  auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/true);
  return Buffer ? parseYaml(Path, (*Buffer)->getBuffer(), Told) : RuleNode();
}

std::vector<std::string> stallfree::foldersOf(StringRef ProjectPackFile) {
  RuleNode Root = readAgain(ProjectPackFile);
  if (Root.K != RuleNode::Kind::Map)
    return {};
  std::vector<Problem> Told;
  RuleFile File{ProjectPackFile.str(), ProjectPack, &Told};
  Fields Top(File, Root, "a rule pack");
  return readFolders(Top, File);
}

PackNotes stallfree::notesOf(const Pack &P) {
  RuleNode Root = readAgain(P.File);
  std::vector<Problem> Told;
  RuleFile File{P.File, P.Name, &Told};
  Fields Top(File, Root, "a rule pack");
  if (const RuleNode *Also = Top.find("also"); Also && Top.text("pack") != P.Name)
    for (const RuleNode &Item : Also->Items)
      if (auto Alias = readAlias(File, Item); Alias && Alias->Pack == P.Name) {
        RuleNode Renamed = renamed(Root, *Alias);
        Fields Other(File, Renamed, "a rule pack");
        return readNotes(Other, File);
      }
  return readNotes(Top, File);
}
