//===- Compile.h - How sources are parsed for their facts -*- C++ -*-------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_COMPILE_H
#define STALLFREE_EXTRACT_COMPILE_H

#include "Problems.h"
#include "Sources.h"
#include "Unit.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Sema/SemaConsumer.h"

namespace stallfree {

/// The command as clang understands it, for facts alone: no output, no
/// warnings, no needless bodies. Null after having told Problems why.
std::shared_ptr<clang::CompilerInvocation>
invocationFor(const std::string &Directory, const std::vector<std::string> &CommandLine,
              llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files, ProblemCollector &Problems);

/// A missing header must not hide what can be parsed without it. Other fatal
/// errors stay fatal: going on after the template depth would never end.
void keepMissingHeaders(clang::DiagnosticsEngine &Diagnostics);

/// Runs Parse; a crash of clang becomes a Problem.
Extraction guarded(const ProjectFiles &Project,
                   llvm::function_ref<void(ProblemCollector &, Extraction &)> Parse);

/// Bodies outside the project are not read, but for function templates of
/// namespace std: make_unique, sort, the constructor of thread and the like are
/// where project code is instantiated. Clang itself keeps constexpr and deduced
/// ones.
bool isNeedlessBody(SourceTable &Sources, const clang::Decl *D);

/// extractFromAST(), of what came after a preamble if Since is given.
TUFacts extractSince(clang::ASTContext &AST, clang::Sema *Sema, const ProjectFiles &Project,
                     const Additions *Since);

/// Extracts at the end of a parse.
class FactsConsumer : public clang::SemaConsumer {
public:
  FactsConsumer(const ProjectFiles &Project, TUFacts &Out) : Project(Project), Out(Out) {}

  void Initialize(clang::ASTContext &AST) override {
    Sources =
        std::make_unique<SourceTable>(AST.getSourceManager(), AST.getLangOpts(), Project);
  }
  void InitializeSema(clang::Sema &S) override { TheSema = &S; }
  void ForgetSema() override { TheSema = nullptr; }
  bool shouldSkipFunctionBody(clang::Decl *D) override { return isNeedlessBody(*Sources, D); }
  void HandleTranslationUnit(clang::ASTContext &AST) override {
    Out = extractSince(AST, TheSema, Project, since());
  }

protected:
  virtual const Additions *since() const { return nullptr; }

private:
  const ProjectFiles &Project;
  TUFacts &Out;
  clang::Sema *TheSema = nullptr;
  std::unique_ptr<SourceTable> Sources;
};

} // namespace stallfree

#endif // STALLFREE_EXTRACT_COMPILE_H
