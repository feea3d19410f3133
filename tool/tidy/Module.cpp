//===- Module.cpp - What clang-tidy --load finds --------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "build/Root.h"
#include "core/Checks.h"
#include "tidy/Check.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendPluginRegistry.h"
#include "clang/Lex/Preprocessor.h"
#include <clang-tidy/ClangTidyModule.h>

using namespace clang;

namespace stallfree {
namespace {

class Module : public tidy::ClangTidyModule {
public:
  void addCheckFactories(tidy::ClangTidyCheckFactories &Factories) override {
    for (const CheckInfo &C : allChecks())
      Factories.registerCheckFactory(("stallfree-" + C.Id).str(),
                                     [](llvm::StringRef Name, tidy::ClangTidyContext *Context) {
                                       return std::make_unique<Check>(Name, Context);
                                     });
  }
};

/// Clang itself adds this to whatever action runs, clang-tidy's included.
class FollowAction : public PluginASTAction {
public:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 llvm::StringRef File) override {
    Preprocessor &PP = Compiler.getPreprocessor();
    if (Compiler.getLangOpts().CPlusPlus)
      PP.setPredefines(PP.getPredefines() +
                       packDefines(realPath(File), Compiler.getLangOpts().CPlusPlus20));
    return std::make_unique<UnitReport>();
  }
  bool ParseArgs(const CompilerInstance &, const std::vector<std::string> &) override {
    return true;
  }
  ActionType getActionType() override { return AddBeforeMainAction; }
};

tidy::ClangTidyModuleRegistry::Add<Module> AddModule("stallfree-module",
                                                     "Code that stalls an event loop.");
FrontendPluginRegistry::Add<FollowAction> AddAction("stallfree", "Lets the checks see Sema.");

} // namespace
} // namespace stallfree
