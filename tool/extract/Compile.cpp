//===- Compile.cpp - How sources are parsed for their facts ---------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Compile.h"
#include "Values.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/DiagnosticLex.h"
#include "clang/Driver/CreateInvocationFromArgs.h"
#include "clang/Frontend/CompilerInstance.h"

using namespace clang;

namespace stallfree {

bool isNeedlessBody(SourceTable &Sources, const Decl *D) {
  if (Sources.inProject(D->getLocation()))
    return false;
  return !isa<FunctionTemplateDecl>(D) || !isStd(D);
}

void keepMissingHeaders(DiagnosticsEngine &Diagnostics) {
  Diagnostics.setSeverity(diag::err_pp_file_not_found, diag::Severity::Error, SourceLocation());
}

static void adjust(CompilerInvocation &Invocation, const std::string &Directory) {
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

std::shared_ptr<CompilerInvocation>
invocationFor(const std::string &Directory, const std::vector<std::string> &CommandLine,
              llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files, ProblemCollector &Problems) {
  std::vector<const char *> Arguments;
  for (const std::string &A : CommandLine)
    Arguments.push_back(A.c_str());
  DiagnosticOptions DriverOptions;
  DriverOptions.IgnoreWarnings = true;
  IntrusiveRefCntPtr<DiagnosticsEngine> DriverDiagnostics = CompilerInstance::createDiagnostics(
      *Files, DriverOptions, &Problems, /*ShouldOwnClient=*/false);
  CreateInvocationOptions Options;
  Options.Diags = DriverDiagnostics;
  Options.VFS = Files;
  Options.RecoverOnError = true;
  std::shared_ptr<CompilerInvocation> Invocation = createInvocation(Arguments, Options);
  if (!Invocation || Invocation->getFrontendOpts().Inputs.empty()) {
    Problems.HadErrors = true;
    if (Problems.Problems.empty()) {
      Problem P;
      P.Message = "the compile command does not compile a C or C++ file";
      Problems.Problems.push_back(std::move(P));
    }
    return nullptr;
  }
  adjust(*Invocation, Directory);
  return Invocation;
}

} // namespace stallfree
