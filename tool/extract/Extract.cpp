//===- Extract.cpp - One clang parse, without needless bodies -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Extract.h"
#include "Compile.h"
#include "clang/Basic/FileManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace stallfree {
namespace {

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

void parse(const std::string &Directory,
           const std::vector<std::string> &CommandLine,
           const ProjectFiles &Project,
           llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
           ProblemCollector &Problems, Extraction &Out) {
  std::shared_ptr<CompilerInvocation> Invocation =
      invocationFor(Directory, CommandLine, Files, Problems);
  if (!Invocation)
    return;
  CompilerInstance Compiler(Invocation);
  Compiler.setVirtualFileSystem(Files);
  Compiler.createDiagnostics(&Problems, /*ShouldOwnClient=*/false);
  keepMissingHeaders(Compiler.getDiagnostics());
  FactsAction Action(Project, Out);
  Compiler.ExecuteAction(Action);
}

} // namespace

Extraction guarded(const ProjectFiles &Project,
                   llvm::function_ref<void(ProblemCollector &, Extraction &)> Parse) {
  Extraction Out;
  ProblemCollector Problems(Project);
  llvm::CrashRecoveryContext Guard;
  bool Finished = Guard.RunSafely([&] { Parse(Problems, Out); });
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

Extraction extract(const std::string &Directory,
                   const std::vector<std::string> &CommandLine,
                   const ProjectFiles &Project,
                   llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files) {
  return guarded(Project, [&](ProblemCollector &Problems, Extraction &Out) {
    parse(Directory, CommandLine, Project, Files, Problems, Out);
  });
}

} // namespace stallfree
