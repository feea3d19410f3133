//===- Fix.cpp - stallfree fix -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "build/Atomic.h"
#include "cli/Commands.h"
#include "cli/Session.h"
#include "fix/Changes.h"
#include "fix/Source.h"
#include "fix/Write.h"
#include "render/Messages.h"
#include "clang/Tooling/DiagnosticsYaml.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/YAMLTraits.h"
#include "llvm/Support/raw_ostream.h"
#include <iostream>
#include <set>

using namespace llvm;

namespace stallfree {

namespace {
enum class FixFormat { Diff, Fixes };

struct FixFlags {
  cl::SubCommand Sub{"fix", "Rewrites what is safe to rewrite, and says why the rest is not. PATHs "
                            "are files or folders; without any, the whole compile database."};
  cl::list<std::string> Paths{cl::Positional, cl::sub(Sub), cl::desc("[PATH...]")};
  ProjectFlags Project{Sub};
  cl::OptionCategory Category{"What is changed"};
  cl::opt<bool> DryRun{"dry-run", cl::sub(Sub), cl::cat(Category),
                       cl::desc("print the changes, write nothing")};
  cl::opt<bool> Interactive{"interactive", cl::sub(Sub), cl::cat(Category),
                            cl::desc("ask about each change")};
  cl::opt<bool> Cautious{"with-caution", cl::sub(Sub), cl::cat(Category),
                         cl::desc("also make changes that somebody has to look at: the caution "
                                  "is printed with each")};
  cl::opt<Tier> AtLeast{"tier", cl::sub(Sub), cl::cat(Category), cl::init(Tier::Probable),
                        cl::desc("the least certain findings to cure (default: probable)"),
                        tierValues()};
  cl::opt<FixFormat> As{"format", cl::sub(Sub), cl::cat(Category), cl::init(FixFormat::Diff),
                        cl::desc("how changes are printed"),
                        cl::values(clEnumValN(FixFormat::Diff, "diff", "unified diff (default)"),
                                   clEnumValN(FixFormat::Fixes, "fixes",
                                              "YAML for clang-apply-replacements; writes no "
                                              "source file"))};
};

std::string place(const Finding &F) {
  return F.Where.File + ":" + std::to_string(F.Where.Line) + ":" +
         std::to_string(F.Where.Column);
}

/// A unified diff by diff(1); prints that it is missing otherwise.
void printDiff(const FileChange &Change, raw_ostream &OS) {
  SmallString<128> Before, After, Out;
  if (sys::fs::createTemporaryFile("stallfree", "before", Before) ||
      sys::fs::createTemporaryFile("stallfree", "after", After) ||
      sys::fs::createTemporaryFile("stallfree", "diff", Out)) {
    errs() << "stallfree: cannot write temporary files for a diff\n";
    return;
  }
  writeAtomically(Before, Change.Before);
  writeAtomically(After, Change.After);
  std::string A = "a/" + Change.File, B = "b/" + Change.File;
  ErrorOr<std::string> Program = sys::findProgramByName("diff");
  std::optional<StringRef> Redirects[] = {std::nullopt, StringRef(Out), std::nullopt};
  if (!Program)
    errs() << "stallfree: the program diff is not installed; use --format=fixes\n";
  else if (sys::ExecuteAndWait(*Program, {"diff", "-u", "--label", A, "--label", B, Before, After},
                               std::nullopt, Redirects) < 0)
    errs() << "stallfree: diff failed\n";
  outs().flush();
  if (std::optional<Source> Text = Source::read(Out))
    OS << Text->text();
  for (StringRef Path : {StringRef(Before), StringRef(After), StringRef(Out)})
    sys::fs::remove(Path);
}

void printFixes(const ChangeSet &Changes, StringRef Root) {
  clang::tooling::TranslationUnitDiagnostics All;
  All.MainSourceFile = Root.str();
  for (const FileChange &Change : Changes.Files)
    for (auto [F, Made] : Change.Made) {
      std::string Path = (Root + "/" + Change.File).str();
      Source Code(Change.Before);
      clang::tooling::DiagnosticMessage Message;
      Message.Message = F->Message;
      Message.FilePath = Path;
      Message.FileOffset = Code.offset(F->Where.Line, F->Where.Column).value_or(0);
      for (const Edit &E : Made->Edits) {
        unsigned Begin = Code.offset(E.Line, E.Column).value_or(0);
        unsigned End = Code.offset(E.EndLine, E.EndColumn).value_or(Begin);
        // Insertions at one place merge; nothing else of one fix overlaps.
        consumeError(Message.Fix[Path].add({Path, Begin, End - Begin, E.Text}));
      }
      All.Diagnostics.emplace_back("stallfree-" + F->Check, Message,
                                   SmallVector<clang::tooling::DiagnosticMessage, 1>{},
                                   clang::tooling::Diagnostic::Warning, Root.str());
    }
  yaml::Output Out(outs());
  Out << All;
}

/// Asks on the terminal. Anything but y and yes is a no.
bool accepts(const FileChange &Change) {
  printDiff(Change, outs());
  outs() << "Make this change? [y/N] ";
  outs().flush();
  std::string Answer;
  return std::getline(std::cin, Answer) && StringRef(Answer).trim().lower().find('y') == 0;
}

/// One fix at a time, so that each can be accepted by itself.
ChangeSet askAbout(const Report &R, StringRef Root,
                   function_ref<bool(const Finding &, const Fix &)> Wanted,
                   sys::TimePoint<> Analysed) {
  std::vector<const Fix *> Accepted;
  for (const Finding &F : R.Findings)
    for (const Fix &Made : F.Fixes) {
      if (F.Suppressed || F.InBaseline || !Wanted(F, Made))
        continue;
      ChangeSet One = planChanges(
          R, Root, [&](const Finding &, const Fix &Other) { return &Other == &Made; }, Analysed);
      if (One.Files.empty())
        continue;
      outs() << place(F) << ": " << F.Message << " [stallfree-" << F.Check << "]\n";
      if (!Made.Caution.empty())
        outs() << "caution: " << Made.Caution << '\n';
      if (accepts(One.Files.front()))
        Accepted.push_back(&Made);
    }
  return planChanges(R, Root,
                     [&](const Finding &, const Fix &F) { return is_contained(Accepted, &F); },
                     Analysed);
}

bool includesRuntime(StringRef Path) {
  std::optional<Source> Code = Source::read(Path);
  return Code && StringRef(Code->text()).contains("#include <stallfree/");
}

/// A project that does not know the runtime has to be linked with it.
void tellOfRuntime(const Report &R, StringRef Root, const ChangeSet &Changes,
                   const std::set<const Fix *> &Done) {
  std::set<std::string> Files;
  for (const Finding &F : R.Findings) {
    Files.insert(F.Where.File);
    for (const ProofStep &Step : F.Proof)
      Files.insert(Step.Where.File);
  }
  for (const FileChange &Change : Changes.Files) {
    if (StringRef(Change.Before).contains("#include <stallfree/"))
      return;
    Files.erase(Change.File); // By now it may.
  }
  for (const std::string &File : Files)
    if (includesRuntime((Root + "/" + File).str()))
      return;
  std::set<std::string> Headers;
  for (const Fix *Made : Done) {
    SmallVector<StringRef, 2> Included;
    SplitString(Made->Include, Included);
    for (StringRef One : Included)
      if (One.starts_with("<stallfree/"))
        Headers.insert(One.str());
  }
  for (const std::string &Header : Headers)
    errs() << "note: the changes include " << Header
           << " of Stallfree's runtime: the project has to link it (docs/runtime/installing.md)\n";
}

/// As `check` ends.
int verdict(const Session &Run, const Report &R, bool Failed) {
  if (!Run.ruleProblems().empty())
    return BadUsage;
  bool Unknown = any_of(R.Problems, [](const Problem &P) { return P.S == Problem::Severity::Error; });
  return Failed || Unknown ? Incomplete : Clean;
}
} // namespace

int runFix(ArrayRef<const char *> Arguments, ArrayRef<const char *> CompilerFlags) {
  FixFlags Flags;
  if (!parseFlags(Flags.Sub, Arguments))
    return BadUsage;
  Flags.Project.Paths = Flags.Paths;
  Session Run(Flags.Project, CompilerFlags);
  const sys::TimePoint<> Analysed = std::chrono::system_clock::now();
  std::optional<Report> R = Run.analyze(Options());
  if (!R)
    return BadUsage;
  if (Run.Interrupted) {
    errs() << "stallfree: interrupted: nothing was changed\n";
    return Incomplete;
  }
  printErrors(Run, *R, errs());
  const std::string &Root = Run.Project.Root;
  auto InScope = [&](const Finding &F) {
    return F.Certainty >= Flags.AtLeast && !F.Suppressed && !F.InBaseline;
  };
  auto Wanted = [&](const Finding &F, const Fix &Made) {
    return InScope(F) && (Made.Caution.empty() || Flags.Cautious || Flags.Interactive);
  };
  ChangeSet Changes = Flags.Interactive ? askAbout(*R, Root, Wanted, Analysed)
                                        : planChanges(*R, Root, Wanted, Analysed);
  if (Flags.As == FixFormat::Fixes) {
    printFixes(Changes, Root);
    return verdict(Run, *R, /*Failed=*/false);
  }

  std::set<const Fix *> Done;
  unsigned Failed = 0;
  for (const FileChange &Change : Changes.Files) {
    if (Flags.DryRun)
      printDiff(Change, outs());
    else if (std::string Why = writeChange(Change, Root); !Why.empty()) {
      errs() << Change.File << ": not changed: " << Why << '\n';
      ++Failed;
      continue;
    }
    for (auto [F, Made] : Change.Made) {
      Done.insert(Made);
      if (!Made->Caution.empty())
        errs() << place(*F) << ": caution: " << Made->Caution << '\n';
    }
  }
  tellOfRuntime(*R, Root, Changes, Done);
  for (const LeftAlone &Left : Changes.Left)
    errs() << place(*Left.F) << ": left alone: " << Left.Why << '\n';
  unsigned Cured = 0, Withheld = 0, All = 0;
  for (const Finding &F : R->Findings) {
    if (!InScope(F))
      continue;
    ++All;
    if (!F.Unfixable.empty())
      errs() << place(F) << ": " << (F.Fixes.empty() ? "left alone: " : "left in part: ")
             << F.Unfixable << (F.Change.K == Change::Kind::Unknown ? "" : " (" + changeText(F) + ")")
             << '\n';
    Cured += F.Unfixable.empty() && !F.Fixes.empty() &&
             all_of(F.Fixes, [&](const Fix &Made) { return Done.count(&Made); });
    Withheld += any_of(F.Fixes, [&](const Fix &Made) { return !Wanted(F, Made); });
  }
  errs() << (Flags.DryRun ? "would cure " : "cured ") << Cured << " of " << All << " findings in "
         << Changes.Files.size() - Failed << " files\n";
  if (Withheld)
    errs() << Withheld << " more have a fix that somebody has to look at: --with-caution or "
                          "--interactive makes it\n";
  return verdict(Run, *R, Failed);
}

} // namespace stallfree
