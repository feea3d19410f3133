//===- Extract.cpp - One clang parse, without needless bodies -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Extract.h"
#include "Problems.h"
#include "Sources.h"
#include "Values.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/DiagnosticLex.h"
#include "clang/Basic/FileManager.h"
#include "clang/Driver/CreateInvocationFromArgs.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Sema/SemaConsumer.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace stallfree {
namespace {

class FactsConsumer : public SemaConsumer {
public:
  FactsConsumer(const ProjectFiles &Project, TUFacts &Out)
      : Project(Project), Out(Out) {}

  void Initialize(ASTContext &AST) override {
    Sources = std::make_unique<SourceTable>(AST.getSourceManager(),
                                            AST.getLangOpts(), Project);
  }
  void InitializeSema(Sema &S) override { TheSema = &S; }
  void ForgetSema() override { TheSema = nullptr; }

  /// Bodies outside the project are not read, but for function templates of
  /// namespace std: make_unique, sort, the constructor of thread and the like
  /// are where project code is instantiated. Clang itself keeps constexpr and
  /// deduced ones.
  bool shouldSkipFunctionBody(Decl *D) override {
    if (Sources->inProject(D->getLocation()))
      return false;
    return !isa<FunctionTemplateDecl>(D) || !isStd(D);
  }

  void HandleTranslationUnit(ASTContext &AST) override {
    Out = extractFromAST(AST, TheSema, Project);
  }

private:
  const ProjectFiles &Project;
  TUFacts &Out;
  Sema *TheSema = nullptr;
  std::unique_ptr<SourceTable> Sources;
};

class FactsAction : public ASTFrontendAction {
public:
  FactsAction(const ProjectFiles &Project, Extraction &Out)
      : Project(Project), Out(Out) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 llvm::StringRef) override {
    return std::make_unique<FactsConsumer>(Project, Out.Facts);
  }

  void EndSourceFileAction() override {
    SourceManager &SM = getCompilerInstance().getSourceManager();
    FileManager &Files = SM.getFileManager();
    for (auto It = SM.fileinfo_begin(); It != SM.fileinfo_end(); ++It) {
      llvm::SmallString<256> Path(It->first.getName());
      Files.makeAbsolutePath(Path);
      llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/false);
      InputFile In;
      In.Path = Path.str().str();
      // The FileManager keeps whole seconds only.
      if (auto Status = Files.getVirtualFileSystem().status(In.Path)) {
        In.Size = Status->getSize();
        In.ModifiedNs =
            Status->getLastModificationTime().time_since_epoch().count();
      }
      Out.Inputs.push_back(std::move(In));
    }
  }

private:
  const ProjectFiles &Project;
  Extraction &Out;
};

void adjust(CompilerInvocation &Invocation, const std::string &Directory) {
  FrontendOptions &Frontend = Invocation.getFrontendOpts();
  Frontend.ProgramAction = frontend::ParseSyntaxOnly;
  Frontend.SkipFunctionBodies = true;
  Frontend.DisableFree = false;
  Frontend.OutputFile.clear();
  Invocation.getDependencyOutputOpts() = DependencyOutputOptions();
  // Warnings are the compiler's business, and cost time.
  Invocation.getDiagnosticOpts().IgnoreWarnings = true;
  Invocation.getFileSystemOpts().WorkingDir = Directory;
}

void parse(const std::string &Directory,
           const std::vector<std::string> &CommandLine,
           const ProjectFiles &Project,
           llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
           ProblemCollector &Problems, Extraction &Out) {
  std::vector<const char *> Arguments;
  for (const std::string &A : CommandLine)
    Arguments.push_back(A.c_str());
  DiagnosticOptions DriverOptions;
  DriverOptions.IgnoreWarnings = true;
  IntrusiveRefCntPtr<DiagnosticsEngine> DriverDiagnostics =
      CompilerInstance::createDiagnostics(*Files, DriverOptions, &Problems,
                                          /*ShouldOwnClient=*/false);
  CreateInvocationOptions Options;
  Options.Diags = DriverDiagnostics;
  Options.VFS = Files;
  Options.RecoverOnError = true;
  std::shared_ptr<CompilerInvocation> Invocation =
      createInvocation(Arguments, Options);
  if (!Invocation || Invocation->getFrontendOpts().Inputs.empty()) {
    Problems.HadErrors = true;
    if (Problems.Problems.empty()) {
      Problem P;
      P.Message = "the compile command does not compile a C or C++ file";
      Problems.Problems.push_back(std::move(P));
    }
    return;
  }
  adjust(*Invocation, Directory);
  CompilerInstance Compiler(Invocation);
  Compiler.setVirtualFileSystem(Files);
  Compiler.createDiagnostics(&Problems, /*ShouldOwnClient=*/false);
  // A missing header must not hide what can be parsed without it. Other fatal
  // errors stay fatal: going on after the template depth would never end.
  Compiler.getDiagnostics().setSeverity(
      diag::err_pp_file_not_found, diag::Severity::Error, SourceLocation());
  FactsAction Action(Project, Out);
  Compiler.ExecuteAction(Action);
}

} // namespace

Extraction extract(const std::string &Directory,
                   const std::vector<std::string> &CommandLine,
                   const ProjectFiles &Project,
                   llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files) {
  Extraction Out;
  ProblemCollector Problems(Project);
  llvm::CrashRecoveryContext Guard;
  bool Finished = Guard.RunSafely(
      [&] { parse(Directory, CommandLine, Project, Files, Problems, Out); });
  if (!Finished) {
    Out = Extraction();
    Out.Crashed = true;
    Problem P;
    P.Message = "clang crashed while it parsed this file; it is not analysed";
    P.Remedy = "See whether clang++ -fsyntax-only crashes on it too.";
    Problems.Problems.push_back(std::move(P));
    Problems.HadErrors = true;
  }
  Out.Facts.Problems = std::move(Problems.Problems);
  Out.Facts.HadErrors = Problems.HadErrors;
  llvm::sort(Out.Inputs, [](const InputFile &A, const InputFile &B) {
    return A.Path < B.Path;
  });
  return Out;
}

} // namespace stallfree
