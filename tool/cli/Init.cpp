//===- Init.cpp - stallfree init ------------------------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "build/CompileDatabase.h"
#include "build/Root.h"
#include "cli/Baseline.h"
#include "cli/Commands.h"
#include "cli/Git.h"
#include "cli/Session.h"
#include "render/Formats.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include <iostream>

using namespace llvm;

namespace stallfree {

namespace {
struct InitFlags {
  cl::SubCommand Sub{"init", "Sets a project up: writes .stallfree.yaml, offers a baseline, a "
                             "commit hook and a CI file, and shows what to fix first."};
  ProjectFlags Project{Sub};
  cl::OptionCategory Category{"What to write without asking"};
  cl::opt<bool> Baseline{"baseline", cl::sub(Sub), cl::cat(Category),
                         cl::desc("accept what is there: stallfree-baseline.json")};
  cl::opt<bool> Hook{"hook", cl::sub(Sub), cl::cat(Category),
                     cl::desc("check each commit: .git/hooks/pre-commit")};
  cl::opt<bool> Ci{"ci", cl::sub(Sub), cl::cat(Category),
                   cl::desc("check each push: a workflow for GitHub, or what to add for GitLab")};
};

/// Writes the files of one project, never over another's.
class SetUp {
public:
  SetUp(std::string Root, bool MayAsk) : Root(std::move(Root)), MayAsk(MayAsk) {}

  void configuration();
  void baseline(const Report &R, Tier AtLeast, bool Wanted);
  void hook(bool Wanted);
  void ci(bool Wanted);
  bool Failed = false;

private:
  bool agreed(bool Wanted, const Twine &Question, const Twine &Otherwise);
  void write(StringRef Name, StringRef Text, bool Executable = false);
  std::string absolute(StringRef Name) const {
    return sys::path::is_absolute(Name) ? Name.str() : Root + "/" + Name.str();
  }
  bool has(StringRef Name) const { return sys::fs::exists(absolute(Name)); }
  /// Says that a file which is wished for is not written, for it is there.
  void keep(StringRef Name, bool Wanted) const {
    if (Wanted)
      outs() << "  " << Name << " is there already\n";
  }

  const std::string Root;
  const bool MayAsk;
  bool HasBaseline = false;
};
} // namespace

/// An option decides, else the terminal; without one, Otherwise is said.
bool SetUp::agreed(bool Wanted, const Twine &Question, const Twine &Otherwise) {
  if (Wanted)
    return true;
  if (!MayAsk) {
    outs() << "  " << Otherwise << '\n';
    return false;
  }
  outs() << Question << " [y/N] ";
  outs().flush();
  std::string Answer;
  std::getline(std::cin, Answer);
  return StringRef(Answer).trim().starts_with_insensitive("y");
}

void SetUp::write(StringRef Name, StringRef Text, bool Executable) {
  std::string Path = absolute(Name);
  std::error_code EC = sys::fs::create_directories(sys::path::parent_path(Path));
  if (!EC) {
    raw_fd_ostream OS(Path, EC, sys::fs::CD_CreateNew);
    if (!EC)
      OS << Text;
  }
  if (!EC && Executable)
    EC = sys::fs::setPermissions(Path, sys::fs::perms(0755));
  if (EC) {
    errs() << "stallfree: error: cannot write '" << Path << "': " << EC.message() << '\n';
    Failed = true;
    return;
  }
  outs() << "  wrote " << Name << '\n';
}

void SetUp::configuration() {
  if (has(".stallfree.yaml")) {
    keep(".stallfree.yaml", true);
    return;
  }
  write(".stallfree.yaml",
        R"(# What Stallfree should know of this project ('stallfree rules new' shows more).
pack: project
title: This project

# trusted:                  # functions that never wait, whatever is inside
#   - call: app::cached_lookup
#     reason: The table is in memory after start-up.
# blocks:                   # functions that do, and of which there is no source
#   - call: app::legacy::*::fetch
#     waits-for: http

options:
  show: probable            # definite, probable or possible
)");
}

void SetUp::baseline(const Report &R, Tier AtLeast, bool Wanted) {
  RenderOptions Shown;
  Shown.ShowAtLeast = AtLeast;
  size_t Count = shownFindings(R, Shown).size();
  constexpr StringRef Name = "stallfree-baseline.json";
  HasBaseline = has(Name);
  if (HasBaseline)
    return keep(Name, Wanted);
  if (!Count) {
    if (Wanted)
      outs() << "  no findings, so no baseline\n";
    return;
  }
  if (!agreed(Wanted,
              "Accept the " + counted(Count, "finding") +
                  " that there are now, so that only new ones fail?",
              "accept what is there now: stallfree init --baseline"))
    return;
  if (Error E = writeBaseline(Root + "/" + Name.str(), R, AtLeast)) {
    errs() << "stallfree: error: cannot write the baseline: " << toString(std::move(E)) << '\n';
    Failed = true;
    return;
  }
  HasBaseline = true;
  outs() << "  wrote " << Name << ": use it with --baseline=" << Name << '\n';
}

void SetUp::hook(bool Wanted) {
  std::string Check = "stallfree check --staged";
  if (HasBaseline)
    Check += " --baseline=stallfree-baseline.json";
  if (has(".pre-commit-config.yaml")) {
    outs() << "  for pre-commit, add to .pre-commit-config.yaml under repos:\n"
              "    - repo: local\n"
              "      hooks:\n"
              "        - {id: stallfree, name: stallfree, entry: "
           << Check
           << ",\n"
              "           language: system, types_or: [c, c++], pass_filenames: false}\n";
    return;
  }
  std::string Folder = hooksFolder(Root);
  if (Folder.empty()) {
    if (Wanted)
      outs() << "  not the top of a git repository, so no hook: --root names it\n";
    return;
  }
  std::string Name = Folder + "/pre-commit";
  if (has(Name)) {
    outs() << "  to check each commit, add '" << Check << "' to " << Name << '\n';
    return;
  }
  if (agreed(Wanted, "Check what each commit adds (" + Name + ")?",
             "check what each commit adds: stallfree init --hook"))
    write(Name, "#!/bin/sh\nexec " + Check + "\n", /*Executable=*/true);
}

void SetUp::ci(bool Wanted) {
  std::string Check = "stallfree check -p build";
  if (HasBaseline)
    Check += " --baseline=stallfree-baseline.json";
  if (has(".gitlab-ci.yml")) {
    outs() << "  for GitLab, add to .gitlab-ci.yml:\n"
              "    stallfree:\n"
              "      script: ["
           << Check
           << " --format=gitlab --output=quality.json]\n"
              "      artifacts: {when: always, reports: {codequality: quality.json}}\n";
    return;
  }
  constexpr StringRef Name = ".github/workflows/stallfree.yml";
  if (has(Name))
    return keep(Name, Wanted);
  if (!agreed(Wanted, "Check each push on GitHub (" + Name + ")?",
              "check each push on GitHub: stallfree init --ci"))
    return;
  write(Name, R"(name: Stallfree
on: [push, pull_request]
jobs:
  stallfree:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      # Install stallfree and what your build needs here.
      - run: cmake -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON
      - uses: actions/cache@v4
        with: {path: .stallfree, key: "stallfree-${{ github.run_id }}", restore-keys: stallfree-}
      - run: )" + Check +
                  R"( --format=github
)");
}

/// Without a mark of where the project starts, the sources' common folder would
/// get the files: "src", say. Where the user stands is better if the database
/// is there or one folder below.
static std::string rootFor(const ProjectFlags &Flags, const Session &Run) {
  std::string Here = realPath("."), Found = Run.Project.Root;
  if (!Flags.Root.empty() || !StringRef(Found).starts_with(Here + "/") ||
      sys::fs::exists(Found + "/.git") || sys::fs::exists(Found + "/.stallfree.yaml"))
    return Found;
  std::string Database = realPath(Flags.Database.empty() ? findCompileDatabase(Here, "")
                                                         : std::string(Flags.Database));
  if (!sys::fs::is_directory(Database))
    Database = sys::path::parent_path(Database).str();
  return Database == Here || sys::path::parent_path(Database) == Here ? Here : Found;
}

static bool hasErrors(const Report &R) {
  return any_of(R.Problems, [](const Problem &P) { return P.S == Problem::Severity::Error; });
}

static void showFirst(const Report &R, const RenderOptions &How) {
  std::vector<const Finding *> Shown = shownFindings(R, How);
  std::vector<const Finding *> First = worthFixingFirst(Shown, 3);
  if (First.empty() && hasErrors(R)) {
    outs() << "\nNo findings, but what could not be parsed may hide some: mend it, then run "
              "'stallfree check'.\n";
    return;
  }
  if (First.empty()) {
    outs() << "\nNothing stalls the loop, as far as can be seen: "
           << counted(R.Counts.LoopRoots, "loop root") << " in "
           << counted(R.Counts.TranslationUnits, "translation unit") << ".\n";
    return;
  }
  outs() << "\nWorth fixing first, of " << countFindings(Shown) << ":\n\n";
  for (const Finding *F : First)
    renderFinding(*F, How, outs());
  outs() << "\n'stallfree check' shows all.\n";
}

int runInit(ArrayRef<const char *> Arguments, ArrayRef<const char *> CompilerFlags) {
  InitFlags Flags;
  if (!parseFlags(Flags.Sub, Arguments))
    return BadUsage;
  Session Run(Flags.Project, CompilerFlags);
  Flags.Project.Root = rootFor(Flags.Project, Run);
  bool MayAsk = sys::Process::StandardInIsUserInput() && outs().is_displayed();
  SetUp Project(Flags.Project.Root, MayAsk);
  outs() << "In " << Flags.Project.Root << ":\n";
  Project.configuration();
  Session WithRules(Flags.Project, CompilerFlags);
  std::optional<RulesBrief> Brief = WithRules.brief();
  std::optional<Report> R = Brief ? WithRules.analyze({}) : std::nullopt;
  if (R)
    Project.baseline(*R, Brief->ShowAtLeast, Flags.Baseline);
  Project.hook(Flags.Hook);
  Project.ci(Flags.Ci);
  if (!R) {
    outs() << "\nOnce that is mended: stallfree init\n";
    return BadUsage;
  }
  outs().flush();
  printErrors(WithRules, *R, errs());
  RenderOptions How;
  How.Root = WithRules.Project.Root;
  How.ShowAtLeast = Brief->ShowAtLeast;
  How.Color = useColor(ColorMode::Auto, outs());
  showFirst(*R, How);
  if (Project.Failed || !WithRules.ruleProblems().empty())
    return BadUsage;
  return hasErrors(*R) ? Incomplete : Clean;
}

} // namespace stallfree
