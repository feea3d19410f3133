//===- Check.cpp - One of our checks inside clang-tidy --------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/Check.h"
#include "render/Messages.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"

using namespace clang;

namespace stallfree {

Check::Check(llvm::StringRef Name, tidy::ClangTidyContext *Context)
    : ClangTidyCheck(Name, Context), Id(Name.substr(Name.find('-') + 1)), Tidy(*Context) {
  announceSettings(Tidy);
}

/// Only a check that matches something is told of the end.
void Check::registerMatchers(ast_matchers::MatchFinder *Finder) {
  Finder->addMatcher(ast_matchers::translationUnitDecl(), this);
}

/// The analysis may instantiate templates: other checks must have seen the AST
/// before.
void Check::onEndOfTranslationUnit() {
  UnitReport *Unit = UnitReport::current();
  if (!Unit)
    return;
  for (const Finding &F : Unit->findings(Tidy))
    if (F.Check == Id)
      emit(F, *Unit);
}

static CharSourceRange underlined(const Location &Where, SourceLocation Start) {
  return CharSourceRange::getCharRange(Start, Start.getLocWithOffset(int(Where.Length)));
}

void Check::emit(const Finding &F, UnitReport &Unit) {
  std::vector<Message> Messages = messagesOf(F);
  SourceLocation At = Unit.locate(F.Where, /*Open=*/false);
  {
    auto Level = F.Certainty == Tier::Possible ? DiagnosticIDs::Remark : DiagnosticIDs::Warning;
    DiagnosticBuilder Head = diag(At, "%0", Level) << Messages.front().Text;
    if (F.Where.Length)
      Head << underlined(F.Where, At);
  }
  for (const Message &Note : llvm::drop_begin(Messages)) {
    SourceLocation There = Unit.locate(Note.Where, /*Open=*/true);
    // A note without a place would pass every filter of lines.
    diag(There.isValid() ? There : At, "%0", DiagnosticIDs::Note) << Note.Text;
  }
}

} // namespace stallfree
