//===- Why.cpp - stallfree why --------------------------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/Commands.h"
#include "cli/Session.h"
#include "extract/ProjectPaths.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace stallfree {

namespace {
struct WhyFlags {
  cl::SubCommand Sub{"why", "Says why a line was, or was not, reported: which rule, which "
                            "unresolved call, which exemption."};
  cl::opt<std::string> Place{cl::Positional, cl::Required, cl::sub(Sub), cl::desc("FILE:LINE")};
  ProjectFlags Project{Sub};
};
} // namespace

int runWhy(ArrayRef<const char *> Arguments, ArrayRef<const char *> CompilerFlags) {
  WhyFlags Flags;
  if (!parseFlags(Flags.Sub, Arguments))
    return BadUsage;
  auto [File, LineText] = StringRef(Flags.Place).rsplit(':');
  unsigned Line;
  if (LineText.getAsInteger(10, Line) || Line == 0 || File.empty()) {
    errs() << "stallfree: '" << Flags.Place << "' is not of the form FILE:LINE, as in a.cpp:12\n";
    return BadUsage;
  }
  if (!sys::fs::exists(File)) {
    errs() << "stallfree: there is no file '" << File << "'\n";
    return BadUsage;
  }
  // With flags after `--`, the file is all there is to parse.
  if (!CompilerFlags.empty())
    Flags.Project.Paths = {File.str()};
  SmallString<256> Real;
  sys::fs::real_path(File, Real);
  if (Flags.Project.Database.empty() && CompilerFlags.empty() && Flags.Project.Root.empty()) {
    ProjectOptions FromFile;
    FromFile.Paths = {std::string(Real)};
    Flags.Project.Root = findRoot(FromFile);
  }
  Session Run(Flags.Project, CompilerFlags);
  const LoadedRules *Rules = Run.rules();
  if (!Rules)
    return BadUsage;
  for (const Problem &P : Run.ruleProblems())
    printProblem(P, errs());
  for (const Pack &P : Rules->Rules.Packs)
    append_range(Run.Project.Defines, P.Defines);
  Expected<ProjectFacts> Facts = Run.facts();
  if (!Facts) {
    errs() << "stallfree: error: " << toString(Facts.takeError()) << '\n';
    return BadUsage;
  }
  Options Asked = Rules->Configured;
  Asked.WhyFile = seenFrom(Facts->Project.Root, Real);
  Asked.WhyLine = Line;
  std::vector<const TUFacts *> Units;
  for (const auto &Unit : Facts->Units)
    Units.push_back(Unit.get());
  std::vector<Explanation> Answer;
  analyze(Units, Rules->Rules, Asked, &Answer);
  for (const Explanation &E : Answer) {
    outs() << E.Where.File << ':' << E.Where.Line;
    if (E.Where.Column)
      outs() << ':' << E.Where.Column;
    outs() << ": " << E.Text << '\n';
  }
  return Clean;
}

} // namespace stallfree
