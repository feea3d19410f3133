//===- Rules.cpp - stallfree rules ----------------------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/Commands.h"
#include "cli/Session.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace stallfree {

namespace {
struct RulesFlags {
  cl::SubCommand Sub{"rules", "Looks at what is known to block, to run code on a loop, and so on."
                              "\n\n"
                              "  stallfree rules list           all packs\n"
                              "  stallfree rules search TEXT    lines of packs that hold TEXT\n"
                              "  stallfree rules show PACK      a whole pack\n"
                              "  stallfree rules missing        the commonest calls on the loop\n"
                              "                                 that no rule and no code covers\n"
                              "  stallfree rules new NAME       a pack to fill in, on standard "
                              "output\n"};
  cl::opt<std::string> Verb{cl::Positional, cl::Required, cl::sub(Sub),
                            cl::desc("list|search|show|missing|new")};
  cl::list<std::string> Words{cl::Positional, cl::sub(Sub), cl::desc("[WORD...]")};
  ProjectFlags Project{Sub};
};
} // namespace

static size_t rowCount(const RuleSet &Rules, StringRef Pack) {
  size_t Count = 0;
  auto Add = [&](const auto &Rows) {
    Count += count_if(Rows, [&](const auto &Row) { return Row.From.Pack == Pack; });
  };
  Add(Rules.Blocks), Add(Rules.Cpu), Add(Rules.Runs), Add(Rules.Executors), Add(Rules.Coroutines);
  Add(Rules.Hops), Add(Rules.Guards), Add(Rules.Ready), Add(Rules.Nonblocking);
  Add(Rules.Trusted), Add(Rules.Owns), Add(Rules.Offload);
  return Count;
}

static int list(const RuleSet &Rules) {
  for (const Pack &P : Rules.Packs) {
    std::string Rows = std::to_string(rowCount(Rules, P.Name)) + " rows";
    outs() << left_justify(P.Name, 20) << right_justify(Rows, 10) << "  " << P.Title << '\n';
  }
  return Clean;
}

static int search(const RuleSet &Rules, StringRef Text) {
  bool Any = false;
  for (const Pack &P : Rules.Packs) {
    auto Buffer = MemoryBuffer::getFile(P.File);
    if (!Buffer)
      continue;
    SmallVector<StringRef> Lines;
    (*Buffer)->getBuffer().split(Lines, '\n');
    for (auto [Index, Line] : enumerate(Lines)) {
      // Examples call everything; rows are what is asked for.
      if (Line.starts_with("examples:"))
        break;
      if (!Line.contains_insensitive(Text))
        continue;
      Any = true;
      outs() << sys::path::filename(P.File) << ':' << Index + 1 << ": " << Line.trim() << '\n';
    }
  }
  if (Any)
    return Clean;
  errs() << "stallfree: no pack mentions '" << Text << "'\n";
  return Found;
}

static int show(const RuleSet &Rules, StringRef Name) {
  for (const Pack &P : Rules.Packs)
    if (P.Name == Name)
      if (auto Buffer = MemoryBuffer::getFile(P.File)) {
        outs() << (*Buffer)->getBuffer();
        return Clean;
      }
  errs() << "stallfree: there is no pack '" << Name << "'; 'stallfree rules list' names all\n";
  return BadUsage;
}

static int missing(Session &Run) {
  std::optional<Report> R = Run.analyze({});
  if (!R)
    return BadUsage;
  if (R->Unknown.empty())
    outs() << "Every call on the loop is followed or covered by a rule.\n";
  for (const UnknownCallee &U : R->Unknown)
    outs() << right_justify(std::to_string(U.Calls), 6) << "  " << left_justify(U.Name, 48) << "  "
           << U.First.File << ':' << U.First.Line << '\n';
  return Clean;
}

static int startPack(StringRef Name) {
  outs() << "pack: " << Name
         << "\n"
            "title: One line on the library\n"
            "about: What in it waits, for what, and for how long.\n"
            "uses: [coroutine, asio]\n"
            "stubs: |\n"
            "  namespace "
         << Name
         << " { struct Port { int read(int timeout_ms); }; }\n"
            "blocks:\n"
            "  - call: "
         << Name
         << "::Port::read\n"
            "    waits-for: device\n"
            "    unless: { argument: 0, equals: 0 }\n"
            "examples:\n"
            "  - bad: |\n"
            "      asio::awaitable<int> poll("
         << Name
         << "::Port &p) {\n"
            "        co_return p.read(500); // expect: blocking-device\n"
            "      }\n"
            "  - good: |\n"
            "      asio::awaitable<int> poll("
         << Name
         << "::Port &p) {\n"
            "        co_return p.read(0);\n"
            "      }\n";
  errs() << "Save this as " << Name << ".yaml, try it with 'stallfree verify " << Name
         << ".yaml', use it with 'stallfree check --rules=" << Name
         << ".yaml'. 'docs/rules.md' lists every key.\n";
  return Clean;
}

int runRules(ArrayRef<const char *> Arguments, ArrayRef<const char *> CompilerFlags) {
  RulesFlags Flags;
  if (!parseFlags(Flags.Sub, Arguments))
    return BadUsage;
  StringRef Verb = Flags.Verb;
  bool TakesWord = Verb == "search" || Verb == "show" || Verb == "new";
  if (!TakesWord && Verb != "list" && Verb != "missing") {
    errs() << "stallfree: 'rules' has no '" << Verb << "': list, search, show, missing or new\n";
    return BadUsage;
  }
  if (TakesWord && Flags.Words.size() != 1) {
    errs() << "stallfree: 'rules " << Verb << "' takes one word; see 'stallfree rules --help'\n";
    return BadUsage;
  }
  if (Verb == "new")
    return startPack(Flags.Words[0]);
  if (Verb == "missing")
    Flags.Project.Paths = Flags.Words;
  Session Run(Flags.Project, CompilerFlags);
  if (Verb == "missing")
    return missing(Run);
  const LoadedRules *Rules = Run.rules();
  if (!Rules)
    return BadUsage;
  for (const Problem &P : Run.ruleProblems())
    printProblem(P, errs());
  int Code = Verb == "list"     ? list(Rules->Rules)
             : Verb == "search" ? search(Rules->Rules, Flags.Words[0])
                                : show(Rules->Rules, Flags.Words[0]);
  return Run.ruleProblems().empty() ? Code : BadUsage;
}

} // namespace stallfree
