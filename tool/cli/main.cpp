//===- main.cpp - The stallfree program -----------------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/Commands.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace stallfree {

ArrayRef<Command> allCommands() {
  static constexpr Command Table[] = {
      {"check", "[PATH...] [-p BUILD_DIR] [-- FLAGS]", "find what stalls the event loop", runCheck},
      {"fix", "[PATH...] [--dry-run]", "rewrite what is safe to rewrite", runFix},
      {"why", "FILE:LINE", "say why a line was, or was not, reported", runWhy},
      {"budget", "[PATH...] [-p BUILD_DIR]", "list what each entry of the loop takes at most",
       runBudget},
      {"calibrate", "", "measure what statements take on this machine", runCalibrate},
      {"explain", "CHECK", "describe a check, with examples", runExplain},
      {"rules", "list|search|show|missing|new", "look at, and add to, what is known to block",
       runRules},
      {"verify", "[PACK.yaml | PAGE.md]...", "run the examples of rule packs or check pages",
       runVerify},
      {"init", "", "set a project up: configuration, baseline, hook, CI", runInit},
      {"lsp", "", "serve an editor (Language Server Protocol)", runLsp},
      {"facts", "FILE [-- FLAGS]", "print what was extracted from a source file", runFacts},
  };
  return Table;
}

static void printHelp(raw_ostream &OS) {
  OS << "stallfree finds C++ code that stalls an event loop: blocking calls in coroutines\n"
        "and callbacks, directly or through any chain of functions, and says where that\n"
        "work should run instead.\n\n"
        "Start here, in a project with a compile_commands.json:\n\n"
        "  stallfree check                          the whole project\n"
        "  stallfree check src/ -p out/debug        a part of it; the database is elsewhere\n"
        "  stallfree check a.cpp -- -std=c++20      one file without a database\n\n"
        "No database yet? Configure with cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON, or build\n"
        "once with: bear -- make\n\n"
        "Commands ('stallfree COMMAND --help' lists the options of each):\n\n";
  for (const Command &C : allCommands())
    OS << "  " << left_justify(C.Name, 11) << C.Summary << '\n';
  OS << "\nExit code: 0 nothing found, 1 findings, 2 bad usage or configuration,\n"
        "3 some input could not be analysed.\n";
}

static int run(ArrayRef<const char *> Arguments) {
  StringRef First = Arguments.empty() ? "--help" : Arguments.front();
  if (First == "--help" || First == "-h" || First == "-help" || First == "help") {
    printHelp(outs());
    return Arguments.empty() ? BadUsage : Clean;
  }
  if (First == "--version" || First == "version") {
    outs() << "stallfree " STALLFREE_VERSION "\n" << clang::getClangFullVersion() << '\n';
    return Clean;
  }
  ArrayRef<const char *> Own =
      Arguments.drop_front().take_while([](StringRef A) { return A != "--"; });
  ArrayRef<const char *> Flags = Arguments.drop_front(1 + Own.size());
  if (!Flags.empty())
    Flags = Flags.drop_front();
  for (const Command &C : allCommands())
    if (C.Name == First)
      return C.Run(Own, Flags);

  const Command *Nearest = min_element(allCommands(), [&](const Command &A, const Command &B) {
    return First.edit_distance(A.Name) < First.edit_distance(B.Name);
  });
  errs() << "stallfree: there is no command '" << First << "'";
  if (First.edit_distance(Nearest->Name) <= 2)
    errs() << "; did you mean '" << Nearest->Name << "'?";
  errs() << "\nTry: stallfree --help\n";
  return BadUsage;
}

} // namespace stallfree

int main(int Count, char **Values) {
  llvm::sys::PrintStackTraceOnErrorSignal(Values[0]);
  return stallfree::run(llvm::ArrayRef<const char *>(Values, Count).drop_front());
}
