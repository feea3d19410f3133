//===- HeaderCommand.cpp - How to include real headers --------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HeaderCommand.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/Triple.h"

using namespace stallfree;
using llvm::StringRef;

static void addUsed(StringRef Name, const RuleSet &Rules,
                    std::vector<std::string> &Seen,
                    std::vector<const Pack *> &Packs,
                    std::vector<std::string> &Missing) {
  if (llvm::is_contained(Seen, Name))
    return;
  Seen.push_back(Name.str());
  auto It = llvm::find_if(Rules.Packs,
                          [&](const Pack &P) { return P.Name == Name; });
  if (It == Rules.Packs.end()) {
    Missing.push_back(Name.str());
    return;
  }
  for (const std::string &Used : It->Uses)
    addUsed(Used, Rules, Seen, Packs, Missing);
  Packs.push_back(&*It);
}

std::vector<const Pack *>
stallfree::withUsed(llvm::ArrayRef<std::string> Names, const RuleSet &Rules,
                    std::vector<std::string> &Missing) {
  std::vector<std::string> Seen;
  std::vector<const Pack *> Packs;
  for (const std::string &Name : Names)
    addUsed(Name, Rules, Seen, Packs, Missing);
  return Packs;
}

/// Debian's name of the folder for headers of one architecture.
static std::string multiarch() {
  llvm::Triple Host(llvm::sys::getDefaultTargetTriple());
  return (Host.getArchName() + "-linux-gnu").str();
}

std::vector<std::string>
stallfree::headerCommand(llvm::ArrayRef<const Pack *> Packs,
                         const HeaderRoots &Roots) {
  // What the examples do not use need not be valid in C++20 as clang reads it.
  std::vector<std::string> Command = {"clang++", "-std=c++20", "-w"};
  llvm::append_range(Command, Roots.Flags);
  auto AddFolder = [&](StringRef Root, StringRef Package, StringRef Folder) {
    llvm::SmallString<128> Path;
    llvm::sys::path::append(Path, Root, Package, Folder);
    llvm::sys::fs::make_absolute(Path);
    if (llvm::sys::fs::is_directory(Path))
      Command.push_back("-isystem" + Path.str().str());
  };
  // Last in `uses:` order is the pack itself: its packages come first.
  for (const Pack *P : llvm::reverse(Packs)) {
    PackNotes Notes = notesOf(*P);
    for (const std::string &Define : Notes.Defines)
      Command.push_back("-D" + Define);
    for (const std::string &Define : P->Defines)
      Command.push_back("-D" + Define);
    std::vector<std::string> Folders;
    for (StringRef Folder : Notes.Folders) {
      auto [Before, After] = Folder.split("{multiarch}");
      Folders.push_back(Before == Folder ? Folder.str()
                                         : (Before + multiarch() + After).str());
    }
    // "../include" is beside the pack: a library that brings its own.
    for (StringRef Folder : Folders)
      if (Folder.starts_with("."))
        AddFolder(llvm::sys::path::parent_path(P->File), "", Folder);
      else if (Notes.Packages.empty())
        AddFolder("/", "", Folder);
    llvm::erase_if(Folders,
                   [](StringRef Folder) { return Folder.starts_with("."); });
    Folders.push_back("usr/include/" + multiarch());
    Folders.push_back("usr/include");
    for (const std::string &Package : Notes.Packages)
      for (const std::string &Folder : Folders)
        AddFolder(Roots.Folder, Package, Folder);
  }
  return Command;
}

std::string stallfree::headerSource(llvm::ArrayRef<const Pack *> Packs) {
  std::string Source = "#pragma GCC system_header\n";
  for (const Pack *P : Packs) {
    PackNotes Notes = notesOf(*P);
    for (const std::string &Header : Notes.Include)
      Source += "#include <" + Header + ">\n";
    // Below the mark are helpers of the examples: no header declares them.
    StringRef Stubs = P->Stubs;
    Source += (Notes.Include.empty() ? Stubs
                                          : Stubs.split("// helpers\n").second)
                  .str() +
              "\n";
  }
  return Source;
}

std::vector<std::string> stallfree::notUnpacked(const PackNotes &Notes,
                                                const HeaderRoots &Roots) {
  std::vector<std::string> Missing;
  for (const std::string &Package : Notes.Packages) {
    llvm::SmallString<128> Path(Roots.Folder);
    llvm::sys::path::append(Path, Package);
    if (!llvm::sys::fs::is_directory(Path))
      Missing.push_back(Package);
  }
  return Missing;
}
