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

/// What `clang-tidy --fix` may do unseen: all of a finding's edits, if they are
/// safe and in files of this translation unit.
static std::vector<FixItHint> fixItsOf(const Finding &F, UnitReport &Unit) {
  std::vector<FixItHint> Hints;
  std::vector<Edit> Seen;
  for (const Fix &Made : F.Fixes)
    for (const Edit &E : Made.Edits) {
      SourceLocation Begin = Unit.locate({E.File, E.Line, E.Column, 0}, /*Open=*/false);
      SourceLocation End = Unit.locate({E.File, E.EndLine, E.EndColumn, 0}, /*Open=*/false);
      if (!Made.Caution.empty() || Begin.isInvalid() || End.isInvalid())
        return {};
      if (llvm::is_contained(Seen, E))
        continue;
      Seen.push_back(E);
      Hints.push_back(Begin == End ? FixItHint::CreateInsertion(Begin, E.Text)
                                   : FixItHint::CreateReplacement(
                                         CharSourceRange::getCharRange(Begin, End), E.Text));
    }
  return Hints;
}

void Check::emit(const Finding &F, UnitReport &Unit) {
  std::vector<Message> Messages = messagesOf(F);
  SourceLocation At = Unit.locate(F.Where, /*Open=*/false);
  {
    auto Level = F.Certainty == Tier::Possible ? DiagnosticIDs::Remark : DiagnosticIDs::Warning;
    DiagnosticBuilder Head = diag(At, "%0", Level) << Messages.front().Text;
    if (F.Where.Length)
      Head << underlined(F.Where, At);
    if (F.Unfixable.empty())
      Head << fixItsOf(F, Unit);
  }
  for (const Message &Note : llvm::drop_begin(Messages)) {
    SourceLocation There = Unit.locate(Note.Where, /*Open=*/true);
    // A note without a place would pass every filter of lines.
    diag(There.isValid() ? There : At, "%0", DiagnosticIDs::Note) << Note.Text;
  }
}

} // namespace stallfree
