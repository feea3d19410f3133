//===- UnitReport.cpp - The Report of the file at hand --------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/UnitReport.h"
#include "build/Root.h"
#include "build/Shipped.h"
#include "build/StoredFacts.h"
#include "fix/Changes.h"
#include "clang/AST/ASTContext.h"
#include "llvm/Support/FileSystem.h"

using namespace llvm;
using clang::tidy::ClangTidyContext;

namespace stallfree {

static thread_local UnitReport *Current = nullptr;

UnitReport *UnitReport::current() { return Current; }

UnitReport::~UnitReport() {
  if (Current == this)
    Current = nullptr;
}

void UnitReport::Initialize(clang::ASTContext &Context) {
  AST = &Context;
  Current = this;
}

const std::vector<Finding> &UnitReport::findings(ClangTidyContext &Tidy) {
  if (!Shown) {
    Shown.emplace();
    analyzeUnit(Tidy);
  }
  return *Shown;
}

static std::string text(const Problem &P) {
  std::string Text = P.File;
  if (P.Line)
    Text += ":" + std::to_string(P.Line) + ":" + std::to_string(P.Column);
  return Text + (Text.empty() ? "" : ": ") + P.Message + (P.Remedy.empty() ? "" : "; " + P.Remedy);
}

/// The same packs in the same order as the program. One process, one reading.
static const LoadedRules &rulesFor(const Settings &S) {
  std::vector<std::string> Files = yamlFiles(shippedFolder("rules"));
  append_range(Files, S.Rules);
  std::string Own = S.Config.empty() ? S.Root + "/.stallfree.yaml" : S.Config;
  if (!S.Config.empty() || sys::fs::exists(Own))
    Files.push_back(Own);
  static thread_local std::vector<std::string> LastFiles;
  static thread_local LoadedRules Last;
  if (LastFiles != Files) {
    Last = loadRules(Files);
    LastFiles = Files;
  }
  return Last;
}

std::string packDefines(StringRef MainFile, bool Cxx20) {
  Settings Found;
  Found.Root = rootOf(MainFile);
  std::string Text;
  for (const Pack &P : rulesFor(Found).Rules.Packs)
    for (const std::string &Define : P.Defines) {
      auto [Name, Value] = StringRef(Define).split('=');
      StringRef Bare = Name.split('(').first;
      if (Bare == Name && !Cxx20)
        continue;
      Text += ("#ifndef " + Bare + "\n#define " + Name + " " + (Value.empty() ? "1" : Value) +
               "\n#endif\n")
                  .str();
    }
  return Text;
}

/// Nothing can be found in a program without a loop. One translation unit
/// without says nothing.
static std::optional<Finding> noLoop(const Report &R, const std::string &MainFile) {
  if (R.Counts.LoopRoots)
    return std::nullopt;
  Finding F;
  F.Check = "meta-no-loop-found";
  F.Where = {MainFile, 1, 1, 0};
  F.Message = "no code that runs on an event loop was found in the whole program";
  return F;
}

void UnitReport::analyzeUnit(ClangTidyContext &Tidy) {
  std::vector<std::string> Complaints;
  std::string MainFile = realPath(Tidy.getCurrentFile());
  Settings Asked = readSettings(Tidy, MainFile, Complaints);
  Root = Asked.Root;
  ProjectFiles Project;
  Project.Root = Root;
  const LoadedRules &Rules = rulesFor(Asked);
  if (Rules.Rules.Packs.empty())
    Complaints.push_back("no rule packs found beside the plugin; install it again");
  for (const Problem &P : Rules.Problems)
    Complaints.push_back(text(P));

  TUFacts Own = extractFromAST(*AST, TheSema, Project);
  Own.HadErrors = AST->getDiagnostics().hasUncompilableErrorOccurred();
  std::vector<std::shared_ptr<const TUFacts>> Others;
  if (!Asked.Store.empty()) {
    if (auto Stored = storedFacts(Asked.Store, Project))
      Others = std::move(*Stored);
    else
      Complaints.push_back(toString(Stored.takeError()));
  }
  std::vector<const TUFacts *> Units = {&Own};
  for (const auto &Unit : Others)
    if (Unit->MainFile != Own.MainFile)
      Units.push_back(Unit.get());

  stallfree::Options How = Rules.Configured;
  append_range(How.Checks, Asked.Checks);
  Report R = analyze(Units, Rules.Rules, How);
  if (!Others.empty())
    if (std::optional<Finding> None = noLoop(R, Own.MainFile))
      R.Findings.push_back(std::move(*None));
  completeFixes(R, Root);
  Tier Least = Asked.Show.value_or(Rules.Configured.ShowAtLeast);
  for (Finding &F : R.Findings)
    if (!F.Suppressed && F.Certainty >= Least && locate(F.Where, /*Open=*/false).isValid())
      Shown->push_back(std::move(F));
  for (const std::string &Text : Complaints)
    Tidy.configurationDiag("%0") << "stallfree: " + Text;
}

clang::SourceLocation UnitReport::locate(const Location &Where, bool Open) {
  if (Where.File.empty() || Where.Line == 0)
    return {};
  clang::SourceManager &SM = AST->getSourceManager();
  auto File = SM.getFileManager().getOptionalFileRef(Root + "/" + Where.File);
  if (!File)
    return {};
  clang::FileID Id = SM.translateFile(*File);
  if (Id.isInvalid() && Open)
    Id = SM.createFileID(*File, {}, clang::SrcMgr::C_User);
  if (Id.isInvalid())
    return {};
  return SM.translateLineCol(Id, Where.Line, std::max(Where.Column, 1u));
}

} // namespace stallfree
