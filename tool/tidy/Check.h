//===- Check.h - One of our checks inside clang-tidy ------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_TIDY_CHECK_H
#define STALLFREE_TIDY_CHECK_H

#include "tidy/UnitReport.h"

namespace stallfree {

/// Reports the findings of the check that it is named after.
class Check : public clang::tidy::ClangTidyCheck {
public:
  Check(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context);

  void registerMatchers(clang::ast_matchers::MatchFinder *Finder) override;
  void onEndOfTranslationUnit() override;

private:
  void emit(const Finding &F, UnitReport &Unit);

  const std::string Id; ///< "blocking-file"
  clang::tidy::ClangTidyContext &Tidy;
};

} // namespace stallfree

#endif // STALLFREE_TIDY_CHECK_H
