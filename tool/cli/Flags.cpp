//===- Flags.cpp - Options that several subcommands share -----------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/Flags.h"
#include "core/Checks.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace stallfree {

bool parseFlags(cl::SubCommand &Sub, ArrayRef<const char *> Arguments) {
  SmallVector<const char *, 32> All = {"stallfree", Sub.getName().data()};
  append_range(All, Arguments);
  std::string Said;
  raw_string_ostream OS(Said);
  bool Read = cl::ParseCommandLineOptions(All.size(), All.data(), "", &OS);
  if (StringRef(Said).contains("Not enough positional command line arguments"))
    Said = ("stallfree: '" + Sub.getName() + "' needs an argument; see 'stallfree " +
            Sub.getName() + " --help'\n")
               .str();
  else if (!Read) {
    std::string Help = "'stallfree " + Sub.getName().str() + " --help'";
    size_t General = Said.find("'stallfree --help'");
    if (General != std::string::npos)
      Said.replace(General, StringRef("'stallfree --help'").size(), Help);
    else
      Said += "Try: " + Help.substr(1, Help.size() - 2) + '\n';
  }
  errs() << Said;
  return Read;
}

ProjectFlags::ProjectFlags(cl::SubCommand &Sub)
    : Database("p", cl::sub(Sub), cl::cat(Category), cl::value_desc("dir"),
               cl::desc("folder of compile_commands.json, or the file itself (default: found "
                        "upwards, also in build*/)")),
      Root("root", cl::sub(Sub), cl::cat(Category), cl::value_desc("dir"),
           cl::desc("the project's folder (default: the nearest one above with .stallfree.yaml "
                    "or .git)")),
      Packs("rules", cl::sub(Sub), cl::cat(Category), cl::value_desc("pack.yaml"),
            cl::desc("a further rule pack; may be repeated")),
      StorePath("store", cl::sub(Sub), cl::cat(Category), cl::value_desc("dir"),
                cl::desc("where facts are kept between runs (default: ROOT/.stallfree)")),
      NoStore("no-store", cl::sub(Sub), cl::cat(Category),
              cl::desc("keep nothing, parse everything")),
      Jobs("j", cl::sub(Sub), cl::cat(Category), cl::Prefix, cl::value_desc("n"), cl::init(0),
           cl::desc("translation units parsed at once (default: one per core)")),
      Quiet("quiet", cl::sub(Sub), cl::cat(Category),
            cl::desc("no progress and no closing summary")) {}

ProjectOptions ProjectFlags::project(ArrayRef<const char *> Flags) const {
  ProjectOptions Out;
  Out.Root = Root;
  Out.DatabasePath = Database;
  Out.Paths = Paths;
  Out.Command.assign(Flags.begin(), Flags.end());
  Out.StorePath = StorePath;
  Out.NoStore = NoStore;
  Out.Jobs = Jobs;
  return Out;
}

std::string didYouMean(StringRef Id) {
  StringRef Nearest = nearestCheck(Id).Id;
  if (Id.edit_distance(Nearest) > Id.size() / 2)
    return {};
  return (" (did you mean '" + Nearest + "'?)").str();
}

cl::ValuesClass tierValues() {
  return cl::values(clEnumValN(Tier::Definite, "definite", "certain by a chain of direct calls"),
                    clEnumValN(Tier::Probable, "probable", "one step of the proof is presumed"),
                    clEnumValN(Tier::Possible, "possible", "worth a look"));
}

bool useColor(ColorMode Asked, raw_ostream &OS) {
  if (Asked != ColorMode::Auto)
    return Asked == ColorMode::Always;
  return OS.is_displayed() && OS.has_colors() && !sys::Process::GetEnv("NO_COLOR");
}

} // namespace stallfree
