//===- RuleFiles.cpp - Which rule packs a project is checked with ---------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "build/RuleFiles.h"
#include "build/Shipped.h"
#include "core/PackNotes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"

using namespace llvm;

namespace stallfree {

/// Packs that libraries installed for all users: share/stallfree/rules below
/// any data folder. What has the name of a shipped pack is a shipped pack.
static std::vector<std::string> installedPacks(ArrayRef<std::string> Shipped) {
  std::string Folders = sys::Process::GetEnv("XDG_DATA_DIRS").value_or("");
  if (Folders.empty())
    Folders = "/usr/local/share:/usr/share";
  StringSet<> Names;
  for (const std::string &File : Shipped)
    Names.insert(sys::path::filename(File));
  std::vector<std::string> Found;
  for (StringRef Folder : llvm::split(Folders, ':'))
    for (std::string &File : yamlFiles((Folder + "/stallfree/rules").str()))
      if (Names.insert(sys::path::filename(File)).second)
        Found.push_back(std::move(File));
  return Found;
}

std::vector<std::string> ruleFilesOf(StringRef Root, ArrayRef<std::string> Further) {
  std::vector<std::string> Files = yamlFiles(shippedFolder("rules"));
  append_range(Files, installedPacks(Files));
  append_range(Files, Further);
  // A project's own pack comes last: its rows win.
  std::string Own = (Root + "/.stallfree.yaml").str();
  if (!sys::fs::exists(Own))
    return Files;
  for (const std::string &Folder : foldersOf(Own))
    append_range(Files, yamlFiles(Folder));
  Files.push_back(Own);
  return Files;
}

} // namespace stallfree
