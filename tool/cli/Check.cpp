//===- Check.cpp - stallfree check ----------------------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/Baseline.h"
#include "cli/Commands.h"
#include "cli/Diff.h"
#include "cli/EarlyFindings.h"
#include "cli/Session.h"
#include "core/Checks.h"
#include "core/Stalls.h"
#include "core/Suppressions.h"
#include "render/Render.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/GlobPattern.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace stallfree {

namespace {
/// As Tier, with one beyond.
enum class FailTier { Possible, Probable, Definite, Never };

struct CheckFlags {
  cl::SubCommand Sub{"check", "Finds what stalls the event loop. PATHs are files or folders; "
                              "without any, the whole compile database is analysed."};
  cl::list<std::string> Paths{cl::Positional, cl::sub(Sub), cl::desc("[PATH...]")};
  ProjectFlags Project{Sub};
  cl::OptionCategory Category{"What is shown, and how"};
  cl::opt<Format> As{
      "format",
      cl::sub(Sub),
      cl::cat(Category),
      cl::init(Format::Text),
      cl::desc("how findings are written"),
      cl::values(clEnumValN(Format::Text, "text", "for people, as compilers write (default)"),
                 clEnumValN(Format::Json, "json", "for programs; docs/output.md describes it"),
                 clEnumValN(Format::Sarif, "sarif", "SARIF 2.1.0, for code hosts and editors"),
                 clEnumValN(Format::Github, "github", "GitHub Actions annotations"),
                 clEnumValN(Format::Gitlab, "gitlab", "GitLab code quality"),
                 clEnumValN(Format::Html, "html", "one self-contained page"))};
  cl::opt<std::string> Since{"diff", cl::sub(Sub), cl::cat(Category), cl::value_desc("revision"),
                             cl::desc("report only what was added since then, as git knows it; "
                                      "parse only what was touched")};
  cl::opt<bool> Staged{"staged", cl::sub(Sub), cl::cat(Category),
                       cl::desc("report only what the git index adds to HEAD")};
  cl::opt<std::string> Output{"output",
                              cl::sub(Sub),
                              cl::cat(Category),
                              cl::value_desc("file"),
                              cl::desc("write findings there instead of to standard output"),
                              cl::init("-")};
  cl::alias ShortOutput{"o", cl::aliasopt(Output), cl::desc("same as --output")};
  cl::opt<Tier> Show{"tier", cl::sub(Sub), cl::cat(Category),
                     cl::desc("the least certain findings to show (default: probable)"),
                     tierValues()};
  cl::opt<bool> ShowPossible{"show-possible", cl::sub(Sub), cl::cat(Category),
                             cl::desc("same as --tier=possible")};
  cl::opt<std::string> Checks{
      "checks", cl::sub(Sub), cl::cat(Category), cl::value_desc("globs"),
      cl::desc("which checks, as clang-tidy writes it: '-*,blocking-*,-blocking-lock'")};
  cl::opt<ColorMode> Color{
      "color",
      cl::sub(Sub),
      cl::cat(Category),
      cl::init(ColorMode::Auto),
      cl::desc("colour in text output"),
      cl::values(clEnumValN(ColorMode::Auto, "auto", "if standard output is a terminal (default)"),
                 clEnumValN(ColorMode::Always, "always", ""),
                 clEnumValN(ColorMode::Never, "never", ""))};
  cl::opt<std::string> Stalls{
      "stalls", cl::sub(Sub), cl::cat(Category), cl::value_desc("file"),
      cl::desc("what the runtime's watchdog measured (its JSON); it outranks "
               "every estimate")};
  cl::OptionCategory Failing{"What fails"};
  cl::opt<FailTier> FailOn{"fail-on",
                           cl::sub(Sub),
                           cl::cat(Failing),
                           cl::init(FailTier::Probable),
                           cl::desc("the least certain findings that make the exit code 1"),
                           cl::values(clEnumValN(FailTier::Definite, "definite", ""),
                                      clEnumValN(FailTier::Probable, "probable", "(default)"),
                                      clEnumValN(FailTier::Possible, "possible", ""),
                                      clEnumValN(FailTier::Never, "never", ""))};
  cl::opt<std::string> Baseline{"baseline", cl::sub(Sub), cl::cat(Failing), cl::value_desc("file"),
                                cl::desc("findings that this file lists are neither shown nor "
                                         "fail")};
  cl::opt<std::string> WriteBaseline{"write-baseline", cl::sub(Sub), cl::cat(Failing),
                                     cl::value_desc("file"),
                                     cl::desc("write that file from what is found now")};
};
} // namespace

/// "-*,blocking-*" in parts; false after a message about one that matches no
/// check, which is most likely a slip.
static bool readGlobs(StringRef Text, std::vector<std::string> &Globs) {
  SmallVector<StringRef> Parts;
  Text.split(Parts, ',', -1, /*KeepEmpty=*/false);
  for (StringRef Part : Parts) {
    Part = Part.trim();
    Globs.push_back(Part.str());
    Part.consume_front("-");
    Part.consume_front("stallfree-");
    Expected<GlobPattern> Glob = GlobPattern::create(Part);
    bool Known = Glob && any_of(allChecks(), [&](const CheckInfo &C) { return Glob->match(C.Id); });
    if (!Glob)
      consumeError(Glob.takeError());
    if (Known)
      continue;
    errs() << "stallfree: --checks: '" << Part << "' matches no check" << didYouMean(Part)
           << "; 'stallfree explain' lists all\n";
    return false;
  }
  bool Any = Parts.empty() || any_of(allChecks(), [&](const CheckInfo &C) {
               return checkEnabled(C.Id, C.OnByDefault, Globs);
             });
  if (!Any)
    errs() << "stallfree: --checks turns every check off; name one, as in "
              "--checks='-*,blocking-*'\n";
  return Any;
}

static std::optional<Report> analyzeDiff(Session &Run, const CheckFlags &Flags,
                                         const Options &Asked, Tier ShowAtLeast) {
  if (Flags.Staged && Flags.Since.getNumOccurrences()) {
    errs() << "stallfree: error: --diff and --staged exclude each other\n";
    return std::nullopt;
  }
  Expected<GitChange> Change =
      Flags.Staged ? stagedChange(Run.Project.Root) : changeSince(Run.Project.Root, Flags.Since);
  if (!Change) {
    errs() << "stallfree: error: " << toString(Change.takeError()) << '\n';
    return std::nullopt;
  }
  narrow(*Change, Flags.Project.Paths);
  return analyzeChange(Run, Asked, ShowAtLeast, *Change);
}

/// On a GitHub runner the job gets its page as well.
static void addJobSummary(const Report &R, const RenderOptions &Options) {
  std::optional<std::string> File = sys::Process::GetEnv("GITHUB_STEP_SUMMARY");
  if (!File || File->empty())
    return;
  std::error_code EC;
  raw_fd_ostream OS(*File, EC, sys::fs::CD_OpenAlways, sys::fs::FA_Write, sys::fs::OF_Append);
  if (EC)
    errs() << "stallfree: warning: cannot write the job summary '" << *File << "': " << EC.message()
           << '\n';
  else
    renderJobSummary(R, Options, OS);
}

static bool print(const Report &R, const RenderOptions &Options, StringRef Output,
                  std::optional<EarlyFindings> &Early) {
  if (Early) {
    Early->finish(R);
    return true;
  }
  if (Output == "-") {
    render(R, Options, outs());
    outs().flush();
    return true;
  }
  Error E = writeToOutput(Output, [&](raw_ostream &OS) {
    render(R, Options, OS);
    return Error::success();
  });
  if (!E)
    return true;
  errs() << "stallfree: error: cannot write " << toString(std::move(E)) << '\n';
  return false;
}

static Error readStalls(StringRef File, Report &R) {
  auto Buffer = MemoryBuffer::getFile(File, /*IsText=*/true);
  if (!Buffer)
    return createStringError(Buffer.getError(), Buffer.getError().message());
  return applyStalls((*Buffer)->getBuffer(), R);
}

static RenderOptions howToShow(const CheckFlags &Flags, const RulesBrief &Brief) {
  RenderOptions How;
  How.As = Flags.As;
  How.Color = Flags.Output == "-" && useColor(Flags.Color, outs());
  How.Version = STALLFREE_VERSION;
  How.Summary = !Flags.Project.Quiet;
  How.ShowAtLeast = Flags.Show.getNumOccurrences() ? Tier(Flags.Show) : Brief.ShowAtLeast;
  if (Flags.ShowPossible)
    How.ShowAtLeast = Tier::Possible;
  return How;
}

/// Somebody sits before the terminal and waits. A baseline knows findings by
/// what only the whole program tells.
static bool isWatched(const CheckFlags &Flags) {
  return Flags.As == Format::Text && Flags.Output == "-" && outs().is_displayed() &&
         !Flags.Project.Quiet && Flags.Baseline.empty() && Flags.Stalls.empty();
}

static ExitCode verdict(const Report &R, FailTier FailOn) {
  if (any_of(R.Problems, [](const Problem &P) { return P.S == Problem::Severity::Error; }))
    return Incomplete;
  bool Failing = any_of(R.Findings, [&](const Finding &F) {
    return !F.Suppressed && !F.InBaseline && int(F.Certainty) >= int(FailOn);
  });
  return Failing ? Found : Clean;
}

/// Named as other files of the project are: from its root.
static void addRuleProblems(const Session &Run, Report &R) {
  for (Problem P : Run.ruleProblems()) {
    StringRef File = P.File;
    if (File.consume_front(Run.Project.Root) && File.consume_front("/"))
      P.File = File.str();
    R.Problems.push_back(std::move(P));
  }
}

int runCheck(ArrayRef<const char *> Arguments, ArrayRef<const char *> CompilerFlags) {
  CheckFlags Flags;
  if (!parseFlags(Flags.Sub, Arguments))
    return BadUsage;
  Options Asked;
  if (!readGlobs(Flags.Checks, Asked.Checks))
    return BadUsage;
  Flags.Project.Paths = Flags.Paths;
  Session Run(Flags.Project, CompilerFlags);

  std::optional<RulesBrief> Brief = Run.brief();
  if (!Brief)
    return BadUsage;
  RenderOptions How = howToShow(Flags, *Brief);
  How.Root = Run.Project.Root;
  bool OnlyNew = Flags.Staged || Flags.Since.getNumOccurrences();
  if (OnlyNew)
    How.Known = "from before the change";
  std::optional<EarlyFindings> Early;
  if (isWatched(Flags) && !OnlyNew)
    Early.emplace(How, outs());
  std::optional<Report> R = OnlyNew ? analyzeDiff(Run, Flags, Asked, How.ShowAtLeast)
                                    : Run.analyze(Asked, Early ? &*Early : nullptr);
  if (!R)
    return BadUsage;
  addRuleProblems(Run, *R);
  if (!Flags.Stalls.empty())
    if (Error E = readStalls(Flags.Stalls, *R)) {
      errs() << "stallfree: error: cannot use '" << Flags.Stalls
             << "' as measured stalls: " << toString(std::move(E)) << '\n';
      return BadUsage;
    }
  if (!Flags.Baseline.empty())
    if (Error E = applyBaseline(Flags.Baseline, *R)) {
      errs() << "stallfree: error: " << toString(std::move(E)) << '\n';
      return BadUsage;
    }

  if (!print(*R, How, Flags.Output, Early))
    return BadUsage;
  if (How.As == Format::Github)
    addJobSummary(*R, How);
  if (!Flags.WriteBaseline.empty())
    if (Error E = writeBaseline(Flags.WriteBaseline, *R, How.ShowAtLeast)) {
      errs() << "stallfree: error: cannot write the baseline: " << toString(std::move(E)) << '\n';
      return BadUsage;
    }
  if (Run.Interrupted) {
    errs() << "stallfree: interrupted: " << Run.Kept << " of " << Run.Total
           << " translation units are analysed"
           << (Flags.Project.NoStore ? "" : " and kept; the next run continues there") << '\n';
    return Incomplete;
  }
  // A configuration with a mistake is never a clean result.
  return Run.ruleProblems().empty() ? verdict(*R, Flags.FailOn) : BadUsage;
}

} // namespace stallfree
