//===- Constants.cpp - Expressions with a value known here -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Values.h"
#include "clang/AST/ASTContext.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace stallfree {

static constexpr size_t LongestString = 256;

/// The enumerator, constant or macro that E is spelled as.
std::string Values::spelledConstant(const Expr *E, const Expr *Core) {
  if (const auto *D = dyn_cast<DeclRefExpr>(Core))
    if (isa<EnumConstantDecl, VarDecl>(D->getDecl()))
      return U.Spelled.qualified(D->getDecl());
  const SourceManager &SM = U.Sources.SM;
  SourceLocation Begin = E->getBeginLoc(), End = E->getEndLoc();
  // The macro must be all of the expression, and the expression all of it.
  if (Begin.isMacroID() && End.isMacroID() && SM.isMacroBodyExpansion(Begin) &&
      SM.getExpansionLoc(Begin) == SM.getExpansionLoc(End) &&
      Lexer::isAtStartOfMacroExpansion(Begin, SM, U.AST.getLangOpts()) &&
      Lexer::isAtEndOfMacroExpansion(End, SM, U.AST.getLangOpts()))
    return Lexer::getImmediateMacroName(Begin, SM, U.AST.getLangOpts()).str();
  return {};
}

/// A constant std::chrono::duration, in nanoseconds.
bool Values::duration(const Expr *E, Value &V) {
  const auto *S =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(recordOf(E->getType()));
  if (!S || !S->getIdentifier() || S->getName() != "duration" || !isStd(S) ||
      E->isValueDependent())
    return false;
  const auto *Period = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      recordOf(S->getTemplateArgs()[1].getAsType()));
  if (!Period || Period->getTemplateArgs().size() != 2)
    return false;
  Expr::EvalResult Result;
  if (!E->EvaluateAsRValue(Result, U.AST) || Result.HasSideEffects ||
      !Result.Val.isStruct() || Result.Val.getStructNumFields() != 1)
    return false;
  const APValue &Count = Result.Val.getStructField(0);
  double Ticks = 0;
  if (Count.isInt())
    Ticks = Count.getInt().signedRoundToDouble();
  else if (Count.isFloat())
    Ticks = Count.getFloat().convertToDouble();
  else
    return false;
  auto Part = [&](unsigned I) {
    return Period->getTemplateArgs()[I].getAsIntegral().signedRoundToDouble();
  };
  double Nanoseconds = Ticks * 1e9 * Part(0) / Part(1);
  V.K = Value::Kind::Integer;
  V.Number = Nanoseconds >= 9.2e18    ? INT64_MAX
             : Nanoseconds <= -9.2e18 ? INT64_MIN
                                      : static_cast<int64_t>(Nanoseconds);
  return true;
}

/// u"", U"", u8"" and L"" count if they hold nothing but ASCII. What follows a
/// zero byte is not for readers of the text: a macro may put the path of the
/// file there.
static bool text(const StringLiteral &S, Value &V) {
  std::string Text;
  for (unsigned I = 0; I < S.getLength() && I < LongestString; ++I) {
    uint32_t Unit = S.getCodeUnit(I);
    if (Unit == 0)
      break;
    if (!S.isOrdinary() && Unit > 127)
      return false;
    Text += char(Unit);
  }
  V.K = Value::Kind::String;
  V.Name = std::move(Text);
  return true;
}

bool Values::constant(const Expr *E, Value &V) {
  // The initialisers of a pattern may have no type yet.
  if (E->getType().isNull() || E->isValueDependent() || E->containsErrors())
    return false;
  QualType T = E->getType();
  if (duration(E, V))
    return true;
  const Expr *Spelled = E->IgnoreImpCasts();
  if (T->isNullPtrType() ||
      (T->isAnyPointerType() &&
       E->isNullPointerConstant(U.AST, Expr::NPC_ValueDependentIsNotNull))) {
    V.K = Value::Kind::Null;
    return true;
  }
  if (T->isIntegralOrEnumerationType()) {
    Expr::EvalResult Result;
    if (!E->EvaluateAsInt(Result, U.AST) || Result.HasSideEffects)
      return false;
    V.K = Value::Kind::Integer;
    const llvm::APSInt &Number = Result.Val.getInt();
    V.Number =
        Number.isRepresentableByInt64() ? Number.getExtValue() : INT64_MAX;
    V.Name = spelledConstant(Spelled, core(E));
    if (const auto *Offset = dyn_cast<OffsetOfExpr>(E->IgnoreParenCasts()))
      if (const OffsetOfNode &Last =
              Offset->getComponent(Offset->getNumComponents() - 1);
          Last.getKind() == OffsetOfNode::Field)
        V.Name = field(Last.getField()).Name;
    return true;
  }
  const Expr *Core = core(E);
  // A std::string made from a literal says what the literal says.
  if (const auto *C = dyn_cast<CXXConstructExpr>(Core);
      C && C->getNumArgs() >= 1 && isStd(C->getConstructor()->getParent()) &&
      C->getConstructor()->getParent()->getIdentifier() &&
      C->getConstructor()->getParent()->getName().starts_with("basic_string"))
    Core = core(C->getArg(0));
  const auto *S = dyn_cast<StringLiteral>(Core);
  return S && text(*S, V);
}

/// `int rounds = 1000;` that nothing changes, read as a number.
bool Values::fixedNumber(const Expr *E, Value &V) {
  const auto *D = dyn_cast<DeclRefExpr>(E->IgnoreParenCasts());
  const auto *Var = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  if (!Var || !Var->isLocalVarDecl() || Var->isStaticLocal() ||
      !Var->getType()->isIntegerType() || !Var->getInit() ||
      E->isGLValue() || !Parts.isFixed(Var) || !constant(Var->getInit(), V))
    return false;
  V.Name.clear();
  V.Type = U.Spelled.type(Var->getType()).str();
  return true;
}

/// `const char *const Path = "/dev/tty0";`, `constexpr char Path[] = "...";` and
/// a local pointer that nothing changes, read as the text.
bool Values::fixedText(const Expr *E, Value &V) {
  const auto *D = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  const auto *Var = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  if (!Var || isa<ParmVarDecl>(Var) || E->isTypeDependent())
    return false;
  Var = Var->getInitializingDeclaration();
  if (!Var || !Var->getInit() || Var->getInit()->isTypeDependent())
    return false;
  QualType T = Var->getType();
  QualType Of = T->isArrayType() ? U.AST.getBaseElementType(T)
                                 : T->getPointeeType();
  // C lets a plain `char *` point to a text, which nobody may change either.
  if (Of.isNull() || !Of->isAnyCharacterType() ||
      (T->isArrayType() && !Of.isConstQualified()))
    return false;
  bool Fixed = T->isArrayType() || T.isConstQualified() ||
               (Var->isLocalVarDecl() && !Var->isStaticLocal() &&
                Parts.isFixed(Var));
  const auto *S = dyn_cast<StringLiteral>(core(Var->getInit()));
  return Fixed && S && text(*S, V);
}

} // namespace stallfree
