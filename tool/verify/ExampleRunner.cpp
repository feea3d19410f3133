//===- ExampleRunner.cpp - One example, checked in process ----------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ExampleRunner.h"
#include "fix/Source.h"
#include "core/Checks.h"
#include "extract/Extract.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace stallfree;
using llvm::StringRef;

/// The stubs stand for a library's headers, so none of their bodies counts.
static std::string stubsOf(llvm::ArrayRef<const Pack *> Packs) {
  std::string Stubs = "#pragma GCC system_header\n";
  for (const Pack *P : Packs)
    Stubs += P->Stubs + "\n";
  return Stubs;
}

namespace {

/// `// expect: blocking-file probable`; the tier is optional.
struct Expectation {
  uint32_t Line = 0; ///< In the example, from 1.
  std::string Check, Tier;
  std::string Fixed;     ///< The line after the fix; empty: not asked for.
  std::string Unfixable; ///< A part of why there is none; likewise.
  bool Met = false;
};

class Runner {
public:
  Runner(const ExampleJob &Job, const RuleSet &Rules)
      : Job(Job), Rules(Rules) {}

  ExampleOutcome run() {
    readExpectations();
    checkKind();
    TUFacts Facts = parse();
    for (const Problem &P : Facts.Problems)
      if (P.S == Problem::Severity::Error)
        fail(StringRef(P.File).ends_with("stubs.h") ? 1 : P.Line,
             "the example does not parse: " + P.Message);
    compare(analyze({&Facts}, Rules, options()));
    return std::move(Outcome);
  }

private:
  void fail(uint32_t Line, std::string Message, std::string Remedy = "") {
    Outcome.Failures.push_back(
        {Problem::Severity::Error, Job.File,
         Job.E.From.Line + (Line ? Line - 1 : 0), 1, std::move(Message),
         std::move(Remedy)});
  }

  void readExpectations() {
    uint32_t Line = 0;
    for (StringRef Text : llvm::split(Job.E.Text, '\n')) {
      ++Line;
      if (!Expected.empty()) {
        if (auto [Before, Fix] = Text.split("// fix: "); !Fix.empty())
          Expected.back().Fixed = Fix.trim().str();
        if (auto [Before, Why] = Text.split("// no fix: "); !Why.empty())
          Expected.back().Unfixable = Why.trim().str();
      }
      StringRef List = Text.split("// expect:").second;
      for (StringRef One : llvm::split(List, ',')) {
        auto [Check, Tier] = One.trim().split(' ');
        if (Check.empty())
          continue;
        if (!findCheck(Check))
          fail(Line, "there is no check '" + Check.str() + "'");
        Expected.push_back({Line, Check.str(), Tier.trim().str(), "", "", false});
      }
    }
  }

  void checkKind() {
    if (Job.E.K == Example::Kind::Bad && Expected.empty())
      fail(1, "a bad example needs an '// expect: check' comment");
    if (Job.E.K == Example::Kind::Good && !Expected.empty())
      fail(Expected.front().Line, "a good example expects nothing",
           "Make it a 'bad' example.");
  }

  TUFacts parse() {
    std::vector<std::string> Missing;
    std::vector<const Pack *> Packs = withUsed(Job.Uses, Rules, Missing);
    for (const std::string &Name : Missing)
      fail(1, "there is no pack '" + Name + "' whose stubs could be used");
    auto Memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
    Memory->addFile("/stubs/stubs.h", 0,
                    llvm::MemoryBuffer::getMemBufferCopy(
                        Job.Real ? headerSource(Packs) : stubsOf(Packs)));
    Memory->addFile("/example/example.cpp", 0,
                    llvm::MemoryBuffer::getMemBufferCopy(Job.E.Text));
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files = Memory;
    std::vector<std::string> Command = {"clang++", "-std=c++20", "-nostdinc",
                                        "-nostdinc++", "-w"};
    if (Job.Real) {
      auto Both = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(
          llvm::vfs::createPhysicalFileSystem());
      Both->pushOverlay(Memory);
      Files = Both;
      Command = headerCommand(Packs, *Job.Real);
    }
    Files->setCurrentWorkingDirectory("/example");
    Command.insert(Command.end(),
                   {"-Wno-undefined-internal-type", "-include", "/stubs/stubs.h",
                    "-c", "/example/example.cpp"});
    ProjectFiles Project;
    Project.Root = "/example";
    return extract("/example", Command, Project, Files).Facts;
  }

  /// Everything that an example expects is enabled, also what is off.
  Options options() const {
    Options O;
    O.ShowAtLeast = Tier::Possible;
    for (const Expectation &E : Expected)
      if (const CheckInfo *C = findCheck(E.Check); C && !C->OnByDefault)
        O.Checks.push_back(E.Check);
    return O;
  }

  /// The line of the finding as it is when its fix is made.
  std::string fixedLine(const Finding &F) const {
    Source Code(Job.E.Text);
    std::string Text = Job.E.Text;
    for (const Edit &E : llvm::reverse(F.Fixes.front().Edits)) {
      auto Begin = Code.offset(E.Line, E.Column), End = Code.offset(E.EndLine, E.EndColumn);
      if (!Begin || !End)
        return "an edit outside of the example";
      Text.replace(*Begin, *End - *Begin, E.Text);
    }
    StringRef Rest = Text;
    for (uint32_t Line = 1; Line < F.Fixes.front().Edits.front().Line; ++Line)
      Rest = Rest.split('\n').second;
    return Rest.split('\n').first.split("//").first.trim().str();
  }

  void compareFix(const Finding &F, const Expectation &E) {
    if (!E.Fixed.empty()) {
      std::string Line = !F.Fixes.empty() ? fixedLine(F) : "nothing: " + F.Unfixable;
      if (Line != E.Fixed)
        fail(E.Line, "expected the fix to give '" + E.Fixed + "', but it gives '" + Line + "'");
    }
    if (!E.Unfixable.empty() && !StringRef(F.Unfixable).contains(E.Unfixable))
      fail(E.Line, !F.Fixes.empty() ? "expected no fix, but there is one: " + fixedLine(F)
                         : "expected no fix because '" + E.Unfixable + "', but it is because '" +
                               F.Unfixable + "'");
  }

  Expectation *expectationFor(const Finding &F) {
    for (Expectation &E : Expected)
      if (E.Line == F.Where.Line && E.Check == F.Check)
        return &E;
    return nullptr;
  }

  void compare(const Report &R) {
    for (const Finding &F : R.Findings) {
      Outcome.Rows.push_back(F.Row);
      llvm::append_range(Outcome.Rows, F.OtherRows);
      Expectation *E = expectationFor(F);
      if (!E) {
        // meta findings are about the example's size, not about its rules.
        if (!StringRef(F.Check).starts_with("meta-") && !F.Suppressed)
          fail(F.Where.Line, "unexpected '" + F.Check + "' (" +
                                 name(F.Certainty) + ", row " + F.Row +
                                 "): " + F.Message);
        continue;
      }
      E->Met = true;
      compareFix(F, *E);
      if (Job.E.K == Example::Kind::KnownMiss)
        fail(E->Line, "this known miss is found now",
             "Make it a 'bad' example.");
      else if (!E->Tier.empty() && E->Tier != name(F.Certainty))
        fail(E->Line, "expected '" + E->Check + "' to be " + E->Tier +
                          ", but it is " + name(F.Certainty));
    }
    if (Job.E.K == Example::Kind::KnownMiss)
      return;
    for (const Expectation &E : Expected)
      if (!E.Met)
        fail(E.Line, "expected '" + E.Check + "' here, but it was not found");
  }

  const ExampleJob &Job;
  const RuleSet &Rules;
  std::vector<Expectation> Expected;
  ExampleOutcome Outcome;
};

} // namespace

ExampleOutcome stallfree::runExample(const ExampleJob &Job,
                                     const RuleSet &Rules) {
  return Runner(Job, Rules).run();
}
