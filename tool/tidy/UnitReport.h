//===- UnitReport.h - The Report of the file at hand ------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_TIDY_UNITREPORT_H
#define STALLFREE_TIDY_UNITREPORT_H

#include "tidy/Settings.h"
#include "clang/Sema/SemaConsumer.h"

namespace stallfree {

/// Follows clang through one translation unit, because a check does not get to
/// see Sema; analyses it once for all checks.
class UnitReport : public clang::SemaConsumer {
public:
  ~UnitReport() override;

  /// That of the translation unit that this thread parses; null if there is
  /// none.
  static UnitReport *current();

  void Initialize(clang::ASTContext &Context) override;
  void InitializeSema(clang::Sema &S) override { TheSema = &S; }
  void ForgetSema() override { TheSema = nullptr; }

  /// What is to be reported: shown findings with a place in this translation
  /// unit. Analyses at the first call; complaints go to Tidy.
  const std::vector<Finding> &findings(clang::tidy::ClangTidyContext &Tidy);

  /// Where, in this translation unit's source manager; a file that it does not
  /// include is opened if Open.
  clang::SourceLocation locate(const Location &Where, bool Open);

private:
  void analyzeUnit(clang::tidy::ClangTidyContext &Tidy);

  clang::ASTContext *AST = nullptr;
  clang::Sema *TheSema = nullptr;
  std::string Root;
  std::optional<std::vector<Finding>> Shown;
};

/// The `defines:` of the packs for a project with MainFile, as source text:
/// what a header must be told to show clang all that it has, in C++20 or before.
std::string packDefines(llvm::StringRef MainFile, bool Cxx20);

} // namespace stallfree

#endif // STALLFREE_TIDY_UNITREPORT_H
