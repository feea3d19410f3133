//===- Edited.cpp - Facts of a text that is edited again and again --------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Edited.h"
#include "Compile.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ASTMutationListener.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/PrecompiledPreamble.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Serialization/PCHContainerOperations.h"

using namespace clang;

namespace stallfree {

struct Preamble::State {
  std::optional<PrecompiledPreamble> Headers;
  std::string Unsaved;
  std::shared_ptr<const TUFacts> Facts;
};

Preamble::Preamble() : Now(std::make_unique<State>()) {}
Preamble::~Preamble() = default;
std::shared_ptr<const TUFacts> Preamble::headers() const { return Now->Facts; }

namespace {

/// Extracts the headers when they are parsed for a preamble.
class HeaderFacts : public PreambleCallbacks {
public:
  explicit HeaderFacts(const ProjectFiles &Project) : Project(Project) {}

  void BeforeExecute(CompilerInstance &CI) override {
    Sources = std::make_unique<SourceTable>(CI.getSourceManager(), CI.getLangOpts(), Project);
  }
  bool shouldSkipFunctionBody(Decl *D) override { return isNeedlessBody(*Sources, D); }
  void AfterExecute(CompilerInstance &CI) override {
    if (CI.hasSema())
      Facts = std::make_shared<TUFacts>(
          extractFromAST(CI.getASTContext(), &CI.getSema(), Project));
  }

  std::shared_ptr<TUFacts> Facts;

private:
  const ProjectFiles &Project;
  std::unique_ptr<SourceTable> Sources;
};

/// Notes what the source adds to declarations of the preamble.
class Listener : public ASTMutationListener {
public:
  void AddedCXXTemplateSpecialization(const ClassTemplateDecl *,
                                      const ClassTemplateSpecializationDecl *D) override {
    Seen.Classes.push_back(D);
  }
  void AddedCXXTemplateSpecialization(const FunctionTemplateDecl *,
                                      const FunctionDecl *D) override {
    Seen.Instances.push_back(D);
  }
  void FunctionDefinitionInstantiated(const FunctionDecl *D) override {
    Seen.Instances.push_back(D);
  }
  void DeclarationMarkedUsed(const Decl *D) override {
    if (const auto *C = dyn_cast<CXXConstructorDecl>(D))
      Seen.Used.push_back(C->getParent());
  }

  Additions Seen;
};

class SourceConsumer : public FactsConsumer {
public:
  using FactsConsumer::FactsConsumer;
  ASTMutationListener *GetASTMutationListener() override { return &Since; }

protected:
  const Additions *since() const override { return &Since.Seen; }

private:
  Listener Since;
};

class SourceAction : public ASTFrontendAction {
public:
  SourceAction(const ProjectFiles &Project, TUFacts &Out) : Project(Project), Out(Out) {}
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &, llvm::StringRef) override {
    return std::make_unique<SourceConsumer>(Project, Out);
  }

private:
  const ProjectFiles &Project;
  TUFacts &Out;
};

} // namespace

static std::string mainFile(const CompilerInvocation &Invocation) {
  return Invocation.getFrontendOpts().Inputs.front().getFile().str();
}

/// A preamble of headers without errors: its diagnostics would be said once
/// only, and a fatal one ends it.
static std::optional<PrecompiledPreamble>
parseHeaders(const CompilerInvocation &Invocation, const llvm::MemoryBuffer &Text,
             PreambleBounds Bounds, const ProjectFiles &Project,
             llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
             std::shared_ptr<const TUFacts> &Facts) {
  ProblemCollector Problems(Project);
  CompilerInvocation How(Invocation);
  IntrusiveRefCntPtr<DiagnosticsEngine> Diagnostics = CompilerInstance::createDiagnostics(
      *Files, How.getDiagnosticOpts(), &Problems, /*ShouldOwnClient=*/false);
  HeaderFacts Callbacks(Project);
  auto Built = PrecompiledPreamble::Build(How, &Text, Bounds, Diagnostics, Files,
                                          std::make_shared<PCHContainerOperations>(),
                                          /*StoreInMemory=*/true, "", Callbacks);
  if (!Built || Problems.HadErrors || !Callbacks.Facts)
    return std::nullopt;
  Facts = std::move(Callbacks.Facts);
  return std::move(*Built);
}

Extraction extractEdited(const std::string &Directory,
                         const std::vector<std::string> &CommandLine, const ProjectFiles &Project,
                         llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
                         llvm::StringRef Unsaved, Preamble &Kept) {
  bool Useful = false;
  Extraction Out = guarded(Project, [&](ProblemCollector &Problems, Extraction &Out) {
    std::shared_ptr<CompilerInvocation> Invocation =
        invocationFor(Directory, CommandLine, Files, Problems);
    if (!Invocation)
      return;
    // Else each parse of the source would instantiate what headers ask for.
    Invocation->getLangOpts().PCHInstantiateTemplates = true;
    auto Text = Files->getBufferForFile(mainFile(*Invocation));
    if (!Text)
      return;
    Preamble::State &Now = *Kept.Now;
    PreambleBounds Bounds = ComputePreambleBounds(Invocation->getLangOpts(), **Text, 0);
    if (!Bounds.Size)
      return;
    if (!Now.Headers || Now.Unsaved != Unsaved ||
        !Now.Headers->CanReuse(*Invocation, **Text, Bounds, *Files)) {
      Now.Headers.reset();
      Now.Headers = parseHeaders(*Invocation, **Text, Bounds, Project, Files, Now.Facts);
      Now.Unsaved = Unsaved.str();
    }
    if (!Now.Headers)
      return;
    Useful = true;
    Invocation->getPreprocessorOpts().RetainRemappedFileBuffers = true;
    auto With = Files;
    Now.Headers->AddImplicitPreamble(*Invocation, With, Text->get());
    CompilerInstance Compiler(Invocation);
    Compiler.setVirtualFileSystem(With);
    Compiler.createDiagnostics(&Problems, /*ShouldOwnClient=*/false);
    keepMissingHeaders(Compiler.getDiagnostics());
    SourceAction Action(Project, Out.Facts);
    Compiler.ExecuteAction(Action);
  });
  if (Useful && !Out.Crashed)
    return Out;
  *Kept.Now = Preamble::State();
  return extract(Directory, CommandLine, Project, Files);
}

} // namespace stallfree
