//===- Settings.cpp - Stallfree's options in .clang-tidy ------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/Settings.h"
#include "build/Root.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace clang::tidy;

namespace stallfree {

static constexpr StringRef Names[] = {"Config", "Root", "Rules", "Store", "Tier"};

namespace {
/// Options that belong to no single check.
class CommonOptions {
public:
  explicit CommonOptions(ClangTidyContext &Tidy)
      : View("stallfree-common", Tidy.getOptions().CheckOptions, &Tidy) {}

  std::string get(StringRef Name) const { return View.get(Name).value_or("").str(); }

private:
  const ClangTidyCheck::OptionsView View;
};
} // namespace

static std::string below(StringRef Root, StringRef Path) {
  SmallString<256> Absolute(Path);
  sys::path::make_absolute(Root, Absolute);
  return std::string(Absolute);
}

/// The globs that say more about our checks than all or nothing.
static std::vector<std::string> ownGlobs(StringRef Text) {
  std::vector<std::string> Globs;
  SmallVector<StringRef> Parts;
  SplitString(Text, Parts, ",\n");
  for (StringRef Part : Parts) {
    StringRef Glob = Part.trim();
    StringRef Name = Glob;
    Name.consume_front("-");
    if (Name.consume_front("stallfree-") && !Name.empty() && Name != "*")
      Globs.push_back(Glob.str());
  }
  return Globs;
}

std::string rootOf(StringRef MainFile) {
  ProjectOptions Project;
  Project.Paths = {MainFile.str()};
  return findRoot(Project);
}

Settings readSettings(ClangTidyContext &Tidy, StringRef MainFile,
                      std::vector<std::string> &Complaints) {
  CommonOptions Common(Tidy);
  Settings Out;
  std::string Root = Common.get("Root");
  Out.Root = Root.empty() ? rootOf(MainFile) : realPath(Root);
  if (std::string Store = Common.get("Store"); !Store.empty())
    Out.Store = below(Out.Root, Store);
  if (std::string Config = Common.get("Config"); !Config.empty())
    Out.Config = below(Out.Root, Config);
  std::string Rules = Common.get("Rules");
  SmallVector<StringRef> Packs;
  StringRef(Rules).split(Packs, ';', -1, /*KeepEmpty=*/false);
  for (StringRef Pack : Packs)
    Out.Rules.push_back(below(Out.Root, Pack.trim()));
  std::string Word = Common.get("Tier");
  Out.Show = StringSwitch<std::optional<Tier>>(Word)
                 .Case("definite", Tier::Definite)
                 .Case("probable", Tier::Probable)
                 .Case("possible", Tier::Possible)
                 .Default(std::nullopt);
  if (!Word.empty() && !Out.Show)
    Complaints.push_back("stallfree-common.Tier: '" + Word +
                         "' is none of definite, probable, possible");
  Out.Checks = ownGlobs(Tidy.getOptions().Checks.value_or(""));
  return Out;
}

void announceSettings(ClangTidyContext &Tidy) {
  CommonOptions Common(Tidy);
  for (StringRef Name : Names)
    Common.get(Name);
}

} // namespace stallfree
