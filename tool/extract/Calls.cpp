//===- Calls.cpp - Calls, constructions and awaits as events -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Events.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace stallfree {

/// register_handler<&echo, &Service::add>(): functions as template arguments.
static void templateCallables(Unit &U, llvm::ArrayRef<TemplateArgument> Given,
                              Event &Ev) {
  for (const TemplateArgument &A : Given) {
    if (A.getKind() == TemplateArgument::Pack)
      templateCallables(U, A.getPackAsArray(), Ev);
    else if (A.getKind() == TemplateArgument::Declaration)
      if (const auto *F = dyn_cast<FunctionDecl>(A.getAsDecl()))
        Ev.TemplateCallables.push_back(U.Ids.function(F));
  }
}

/// Names that only pass a value on: noise in every list of calls.
static bool isCast(const FunctionDecl *F) {
  return F->getIdentifier() && isStd(F) && !isa<CXXMethodDecl>(F) &&
         llvm::StringSwitch<bool>(F->getName())
             .Cases({"move", "forward", "addressof", "__addressof"}, true)
             .Cases({"as_const", "move_if_noexcept", "declval", "get"}, true)
             .Default(false);
}

/// Calls in default arguments happen at the call that omits them.
template <class Range> void Events::defaults(const Range &Arguments) {
  for (const Expr *A : Arguments) {
    const auto *D = dyn_cast_or_null<CXXDefaultArgExpr>(A);
    if (!D)
      continue;
    bool Outer = At.has_value();
    if (!Outer)
      At = D->getUsedLocation().isValid()
               ? SourceRange(D->getUsedLocation(), D->getUsedLocation())
               : D->getSourceRange();
    approximate(D->getExpr(), /*Again=*/true);
    if (!Outer)
      At.reset();
  }
}

void Events::finish(const Expr *E, Event &Ev) {
  Ev.Type = U.Spelled.type(E->getType()).str();
  // A reference that a call returns is nobody's result: nothing is lost.
  Ev.Discarded = Parts.Discarded.contains(E) && E->isPRValue();
  Ev.Implicit |= Parts.Implicit.contains(E) || Parts.Machinery.contains(E);
  Described.EventOf[E] = F.Events.size() - 1;
  if (const Expr *Into = Parts.Taker.lookup(E);
      Into && Ev.Into.K == Value::Kind::Unknown)
    Ev.Into = Described.describe(Into);
}

/// A class that only the standard library's own code names.
static bool isPrivateToStd(QualType T) {
  const CXXRecordDecl *Class = recordOf(T);
  return Class && Class->getIdentifier() && Class->getName().starts_with("_") &&
         Class->getDeclContext()->isFileContext();
}

/// `p->` of smart pointers and the steps of the library's iterators: they do
/// nothing, and there are many of them.
static bool isAccess(const FunctionDecl *F) {
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  if (!M)
    return F->isOverloadedOperator() && F->getNumParams() &&
           llvm::all_of(F->parameters(), [](const ParmVarDecl *P) {
             return isPrivateToStd(P->getType());
           });
  if (M->isOverloadedOperator() && M->getParent()->getIdentifier() &&
      M->getParent()->getName().contains("iterator") &&
      isPrivateToStd(M->getASTContext().getCanonicalTagType(M->getParent())))
    return true;
  return isStd(M->getParent()) && M->getParent()->getIdentifier() &&
         (M->getParent()->getName() == "unique_ptr" ||
          M->getParent()->getName().ends_with("shared_ptr") ||
          M->getParent()->getName() == "__shared_ptr_access") &&
         (M->getOverloadedOperator() == OO_Arrow ||
          M->getOverloadedOperator() == OO_Star);
}

/// `5ms` is a number, not a call.
bool Events::isConstantDuration(const Expr *E) {
  const CXXRecordDecl *Class = recordOf(E->getType());
  return Class && Class->getIdentifier() && Class->getName() == "duration" &&
         Described.describe(E).K == Value::Kind::Integer;
}

/// `getline(in, line)` in a template finds the C function of that name, but
/// means another one once the types of its arguments are known.
static bool mayMean(const FunctionDecl *F, unsigned Arguments) {
  return Arguments >= F->getMinRequiredArguments() &&
         (Arguments <= F->getNumParams() || F->isVariadic());
}

/// Whether nothing but its name makes it a function of the C library.
static bool isOwnGlobal(Unit &U, const FunctionDecl *F) {
  return F->getDeclContext()->getRedeclContext()->isTranslationUnit() &&
         !F->isExternC() &&
         llvm::all_of(F->redecls(), [&](const FunctionDecl *D) { return U.inProject(D); });
}

/// The best name a dependent call has.
void Events::dependentCall(const CallExpr *E, Event &Ev) {
  const Expr *Callee = E->getCallee()->IgnoreParenImpCasts();
  if (const auto *L = dyn_cast<OverloadExpr>(Callee)) {
    if (L->getNumDecls() == 1) {
      const NamedDecl *D = (*L->decls_begin())->getUnderlyingDecl();
      Ev.Name = U.Spelled.qualified(D);
      if (const auto *T = dyn_cast<FunctionTemplateDecl>(D))
        D = T->getTemplatedDecl();
      if (const auto *Fn = dyn_cast<FunctionDecl>(D)) {
        if (mayMean(Fn, E->getNumArgs()))
          Ev.Callee = U.Ids.function(Fn);
        else
          Ev.Name.clear();
        Ev.Own = isOwnGlobal(U, Fn);
      }
    } else if (L->getNumDecls() > 1) {
      Ev.Name = U.Spelled.qualified((*L->decls_begin())->getUnderlyingDecl());
    } else {
      Ev.Name = L->getName().getAsString();
    }
    if (const auto *M = dyn_cast<UnresolvedMemberExpr>(Callee);
        M && !M->isImplicitAccess())
      Ev.Object = Described.describe(M->getBase());
  } else if (const auto *M = dyn_cast<CXXDependentScopeMemberExpr>(Callee)) {
    Ev.Name = M->getMember().getAsString();
    if (!M->isImplicitAccess()) {
      Ev.Object = Described.describe(M->getBase());
      QualType Base = M->getBaseType();
      if (M->isArrow() && !Base.isNull() && Base->isPointerType())
        Base = Base->getPointeeType();
      if (!Base.isNull())
        if (const auto *S = Base->getAs<TemplateSpecializationType>())
          if (const TemplateDecl *T = S->getTemplateName().getAsTemplateDecl())
            Ev.Name = U.Spelled.qualified(T) + "::" + Ev.Name;
    }
  } else if (const auto *D = dyn_cast<DependentScopeDeclRefExpr>(Callee)) {
    Ev.Name = D->getDeclName().getAsString();
  } else {
    Ev.Object = Described.describe(Callee);
  }
}

void Events::call(const CallExpr *E) {
  const FunctionDecl *Callee = E->getDirectCallee();
  if (isa<CXXPseudoDestructorExpr>(E->getCallee()->IgnoreParens()))
    return;
  if (Callee) {
    if (isCast(Callee) || isAccess(Callee))
      return;
    if (Callee->getIdentifier() && Callee->getName().starts_with("__builtin_"))
      return;
    if (Parts.Machinery.contains(E) && !U.inProject(Callee))
      return;
    const auto *M = dyn_cast<CXXMethodDecl>(Callee);
    if (M && (M->isTrivial() ||
              (isa<CXXConversionDecl>(M) && M->getParent()->isLambda())))
      return;
    if (isConstantDuration(E))
      return;
  } else if (Parts.Machinery.contains(E)) {
    return;
  }
  defaults(E->arguments());

  Event Made;
  llvm::ArrayRef<const Expr *> Args(E->getArgs(), E->getNumArgs());
  const CXXRecordDecl *ObjectClass = nullptr;
  const Expr *Receiver = nullptr;
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(E)) {
    Receiver = M->getImplicitObjectArgument();
  } else if (isa<CXXOperatorCallExpr>(E) && Method && !Method->isStatic() &&
             !Args.empty()) {
    Receiver = Args.front();
    Args = Args.drop_front();
  }
  if (Receiver) {
    Made.Object = Described.describe(Receiver);
    QualType T = Receiver->IgnoreImpCasts()->getType();
    ObjectClass = recordOf(T->isPointerType() ? T->getPointeeType() : T);
  }
  if (Callee) {
    if (Method && Method->isVirtual() && Receiver) {
      const auto *Member = dyn_cast<MemberExpr>(E->getCallee()->IgnoreParens());
      if (!Member || !Member->hasQualifier()) {
        if (const CXXMethodDecl *Exact = Method->getDevirtualizedMethod(
                Receiver->IgnoreImpCasts(), /*IsAppleKext=*/false))
          Callee = Exact;
        else
          Made.Virtual = true;
      }
    }
    // make_unique<Session>: the library constructs what it is told to.
    if (const TemplateArgumentList *Types =
            Callee->getTemplateSpecializationArgs();
        Types && !U.inProject(Callee))
      if (Callee->getIdentifier() && Callee->getName().starts_with("make_") &&
          Types->size() && Types->get(0).getKind() == TemplateArgument::Type)
        if (const CXXRecordDecl *Class = recordOf(Types->get(0).getAsType()))
          U.Constructed.insert(Class);
    if (const TemplateArgumentList *Given =
            Callee->getTemplateSpecializationArgs())
      templateCallables(U, Given->asArray(), Made);
    Made.Callee = U.Ids.function(Callee);
    Made.Name = U.Spelled.callee(Callee, ObjectClass);
    Made.Own = isOwnGlobal(U, Callee);
    for (const ParmVarDecl *P : Callee->parameters())
      Made.ParameterTypes.push_back(U.Spelled.type(P->getType()).str());
  } else if (const auto *P =
                 dyn_cast<BinaryOperator>(E->getCallee()->IgnoreParens());
             P && P->isPtrMemOp()) {
    Made.Object = Described.describe(P->getRHS());
  } else if (E->isTypeDependent() || E->getCallee()->isTypeDependent()) {
    dependentCall(E, Made);
  } else {
    Made.Object = Described.describe(E->getCallee());
  }
  arguments(Made, Callee, Args);

  Event &Ev = add(Event::Kind::Call, E->getSourceRange());
  Made.Where = Ev.Where;
  Made.InMacro = Ev.InMacro;
  Made.Implicit = Ev.Implicit;
  Ev = std::move(Made);
  Value Receiver_ = Ev.Object;
  finish(E, Ev);

  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
  if (Operator && Operator->getOperator() == OO_Equal && E->getNumArgs() == 2)
    assignment(E->getArg(0), E->getArg(1), E->getSourceRange());
  else if (Method && !Operator && !U.inProject(Method))
    keep(E, Receiver_);
}

void Events::construct(const CXXConstructExpr *E) {
  const CXXConstructorDecl *C = E->getConstructor();
  const CXXRecordDecl *Class = C->getParent();
  if (E->getConstructionKind() == CXXConstructionKind::Complete)
    U.Constructed.insert(Class->getCanonicalDecl());
  // A lambda is no construction; an elided copy never happens.
  if (C->isTrivial() || Class->isLambda() || E->isElidable())
    return;
  if ((Parts.Machinery.contains(E) && !U.inProject(C)) || isConstantDuration(E))
    return;
  defaults(E->arguments());
  Event Made;
  llvm::ArrayRef<const Expr *> Args(E->getArgs(), E->getNumArgs());
  arguments(Made, C, Args);
  Event &Ev = add(Event::Kind::Construct, E->getSourceRange());
  Ev.Arguments = std::move(Made.Arguments);
  if (const ConstructorUsingShadowDecl *Shadow =
          C->getInheritedConstructor().getShadowDecl();
      Shadow && C->getInheritedConstructor().getConstructor())
    C = C->getInheritedConstructor().getConstructor();
  Ev.Callee = U.Ids.function(E->getConstructor());
  Ev.Name = U.Spelled.qualified(E->getConstructor());
  for (const ParmVarDecl *P : C->parameters())
    Ev.ParameterTypes.push_back(U.Spelled.type(P->getType()).str());
  Ev.Temporary = Parts.Temporary.contains(E);
  finish(E, Ev);
  if (E->getConstructionKind() != CXXConstructionKind::Complete)
    Ev.Object.K = Value::Kind::This;
  Ev.Object.Type = Ev.Type;
}

void Events::suspend(const CoroutineSuspendExpr *E) {
  if (Parts.Machinery.contains(E))
    return;
  const auto *Await = dyn_cast<CoawaitExpr>(E);
  const Expr *Operand = writtenOperand(E);
  // What is awaited may be wrapped: co_await std::move(t).
  Value V = Described.describe(Operand);
  if (V.K == Value::Kind::Result)
    F.Events[V.Number].Awaited = true;
  Event &Ev =
      add(Await ? Event::Kind::Await : Event::Kind::Yield, E->getSourceRange());
  if (const CXXRecordDecl *Class = recordOf(Operand->getType()))
    Ev.Name = U.Spelled.qualified(Class);
  Ev.Arguments.push_back(std::move(V));
  finish(E, Ev);
  Ev.Implicit |= Await && Await->isImplicit();
}

} // namespace stallfree
