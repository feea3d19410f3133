//===- Budget.cpp - stallfree budget --------------------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/Commands.h"
#include "cli/Session.h"
#include "core/Cost.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace stallfree {

namespace {
struct BudgetFlags {
  cl::SubCommand Sub{"budget", "Lists the coroutines, handlers and slots that a loop starts, with "
                               "what each takes at sizes that are large but ordinary, highest "
                               "first."};
  cl::list<std::string> Paths{cl::Positional, cl::sub(Sub), cl::desc("[PATH...]")};
  ProjectFlags Project{Sub};
  cl::opt<bool> Json{"json", cl::sub(Sub), cl::desc("as an array of objects")};
};
} // namespace

static void printJson(const Report &R) {
  json::OStream J(outs(), /*IndentSize=*/2);
  J.array([&] {
    for (const EntryCost &E : R.Entries)
      J.object([&] {
        J.attribute("function", json::fixUTF8(E.Function));
        J.attribute("file", json::fixUTF8(E.Where.File));
        J.attribute("line", E.Where.Line);
        J.attribute("runs_on", name(E.RunsOn));
        J.attribute("nanoseconds", E.Nanoseconds);
        J.attribute("largest", json::fixUTF8(E.Text));
        J.attribute("at_least", E.AtLeast);
      });
  });
  outs() << '\n';
}

int runBudget(ArrayRef<const char *> Arguments, ArrayRef<const char *> CompilerFlags) {
  BudgetFlags Flags;
  if (!parseFlags(Flags.Sub, Arguments))
    return BadUsage;
  Flags.Project.Paths = Flags.Paths;
  Session Run(Flags.Project, CompilerFlags);
  std::optional<Report> R = Run.analyze(Options());
  if (!R)
    return BadUsage;
  if (Flags.Json) {
    printJson(*R);
    return Clean;
  }
  for (const EntryCost &E : R->Entries)
    outs() << (E.AtLeast ? ">= " : "   ") << left_justify(duration(E.Nanoseconds), 9)
           << E.Where.File << ':' << E.Where.Line << ": " << E.Function
           << (E.Text.empty() ? "" : ", " + E.Text) << '\n';
  return Clean;
}

} // namespace stallfree
