//===- FactsCommand.cpp - stallfree facts ---------------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/Commands.h"
#include "cli/Session.h"
#include "core/FactsText.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace stallfree {

namespace {
struct FactsFlags {
  cl::SubCommand Sub{"facts", "Prints what was extracted from a source file: functions, events "
                              "and their control flow, loops, classes. For writing rules and "
                              "reporting bugs."};
  cl::list<std::string> Paths{cl::Positional, cl::OneOrMore, cl::sub(Sub), cl::desc("FILE...")};
  ProjectFlags Project{Sub};
};
} // namespace

int runFacts(ArrayRef<const char *> Arguments, ArrayRef<const char *> CompilerFlags) {
  FactsFlags Flags;
  if (!parseFlags(Flags.Sub, Arguments))
    return BadUsage;
  Flags.Project.Paths = Flags.Paths;
  Session Run(Flags.Project, CompilerFlags);
  std::optional<RulesBrief> Brief = Run.brief();
  if (!Brief)
    return BadUsage;
  Run.Project.Defines = Brief->Defines;
  Run.Project.NoStore = true;
  Expected<ProjectFacts> Facts = Run.facts();
  if (!Facts) {
    errs() << "stallfree: error: " << toString(Facts.takeError()) << '\n';
    return BadUsage;
  }
  bool Complete = true;
  auto Show = [&](const Problem &P) {
    printProblem(P, errs());
    Complete &= P.S != Problem::Severity::Error;
  };
  for_each(Facts->Problems, Show);
  for (const auto &Unit : Facts->Units) {
    printFacts(*Unit, outs());
    for_each(Unit->Problems, Show);
  }
  return Complete ? Clean : Incomplete;
}

} // namespace stallfree
