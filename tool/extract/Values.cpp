//===- Values.cpp - What an expression denotes -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Values.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ASTLambda.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace stallfree {

void callOperators(Unit &U, const CXXRecordDecl *Class,
                   std::vector<FunctionId> &Ids) {
  Class = Class->getDefinition();
  if (!Class)
    return;
  DeclarationName Call = U.AST.DeclarationNames.getCXXOperatorName(OO_Call);
  size_t Before = Ids.size();
  for (const NamedDecl *D : Class->lookup(Call)) {
    if (const auto *T = dyn_cast<FunctionTemplateDecl>(D)) {
      bool Any = false;
      for (const FunctionDecl *S : T->specializations())
        if (S->isDefined()) {
          Ids.push_back(U.Ids.function(S));
          Any = true;
        }
      if (!Any)
        Ids.push_back(U.Ids.function(T->getTemplatedDecl()));
    } else if (const auto *F = dyn_cast<FunctionDecl>(D)) {
      Ids.push_back(U.Ids.function(F));
    }
  }
  if (Ids.size() == Before)
    for (const CXXBaseSpecifier &B : Class->bases())
      if (const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl())
        callOperators(U, Base, Ids);
  std::sort(Ids.begin(), Ids.end());
  Ids.erase(std::unique(Ids.begin(), Ids.end()), Ids.end());
}

void Values::addCallOperators(const CXXRecordDecl *Class, Value &V) {
  callOperators(U, Class, V.Callables);
}

/// A type may say by itself what runs: a closure, a functor, or a wrapper such
/// as executor_binder<(lambda), E>.
void Values::addCallablesOfType(QualType T, Value &V, unsigned Level) {
  const CXXRecordDecl *Class = recordOf(T);
  if (!Class || Level > 3)
    return;
  if (Class->isLambda() || (U.inProject(Class) && isCallable(T)))
    return addCallOperators(Class, V);
  const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(Class);
  if (!S || !isCallable(T))
    return;
  llvm::SmallVector<const TemplateArgument *, 8> Arguments;
  for (const TemplateArgument &A : S->getTemplateArgs().asArray()) {
    if (A.getKind() == TemplateArgument::Pack)
      for (const TemplateArgument &P : A.pack_elements())
        Arguments.push_back(&P);
    else
      Arguments.push_back(&A);
  }
  for (const TemplateArgument *A : Arguments) {
    if (A->getKind() != TemplateArgument::Type)
      continue;
    QualType Inner = A->getAsType();
    // std::_Bind<(lambda)(int)> is spelled as a function type.
    if (const auto *F = Inner->getAs<FunctionProtoType>())
      Inner = F->getReturnType();
    addCallablesOfType(Inner, V, Level + 1);
  }
}

/// A callable, or one of std's aggregates with a callable in it.
static bool mayHoldCallable(QualType T, unsigned Level = 0) {
  if (Values::isCallable(T))
    return true;
  const auto *S =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(recordOf(T));
  if (!S || Level > 3 || !isStd(S))
    return false;
  bool Aggregate = llvm::StringSwitch<bool>(S->getName())
                       .Cases({"pair", "tuple", "array"}, true)
                       .Cases({"optional", "initializer_list"}, true)
                       .Default(false);
  auto Holds = [&](const TemplateArgument &A) {
    return A.getKind() == TemplateArgument::Type &&
           mayHoldCallable(A.getAsType(), Level + 1);
  };
  return Aggregate &&
         llvm::any_of(S->getTemplateArgs().asArray(),
                      [&](const TemplateArgument &A) {
                        return A.getKind() == TemplateArgument::Pack
                                   ? llvm::any_of(A.pack_elements(), Holds)
                                   : Holds(A);
                      });
}

/// Functions that a call of Core would run.
void Values::addCallables(const Expr *Core, Value &V) {
  if (Depth > 8)
    return;
  auto Merge = [&](const Expr *E) {
    Value Part = describe(E);
    V.Callables.insert(V.Callables.end(), Part.Callables.begin(),
                       Part.Callables.end());
  };
  if (const auto *C = dyn_cast<AbstractConditionalOperator>(Core)) {
    Merge(C->getTrueExpr());
    Merge(C->getFalseExpr());
  } else if (const auto *Call = dyn_cast<CallExpr>(Core)) {
    // bind, bind_front, mem_fn, bind_executor...: the result is called with
    // what the arguments hold.
    if (isCallable(Call->getType()) && Call->getDirectCallee() &&
        !U.inProject(Call->getDirectCallee())) {
      addCallablesOfType(Call->getType(), V);
      if (V.Callables.empty())
        for (const Expr *A : Call->arguments())
          if (isCallable(A->getType()))
            Merge(A);
    }
  } else if (const auto *L = dyn_cast<CXXStdInitializerListExpr>(Core)) {
    Merge(L->getSubExpr());
  } else if (const auto *L = dyn_cast<InitListExpr>(Core)) {
    // `{{1, f}, {2, g}}`: what a table is filled with.
    for (const Expr *Item : L->inits())
      if (mayHoldCallable(Item->getType()))
        Merge(Item);
  } else if (const auto *C = dyn_cast<CXXConstructExpr>(Core);
             C && mayHoldCallable(C->getType()) && !isCallable(C->getType())) {
    for (const Expr *A : C->arguments())
      if (mayHoldCallable(A->getType()))
        Merge(A);
  } else if (const auto *C = dyn_cast<CXXConstructExpr>(Core)) {
    if (isCallable(C->getType())) {
      addCallablesOfType(C->getType(), V);
      if (V.Callables.empty() && !U.inProject(C->getConstructor()))
        for (const Expr *A : C->arguments())
          if (isCallable(A->getType()))
            Merge(A);
    }
  } else if (const auto *D = dyn_cast<DeclRefExpr>(Core)) {
    // `auto f = [..]{..};` or a pointer that is never assigned again cannot be
    // told from one that is: initialised is good enough for a candidate.
    if (const auto *Var = dyn_cast<VarDecl>(D->getDecl());
        Var && Var->getInit() && isCallable(Var->getType()) &&
        !isa<ParmVarDecl>(Var))
      Merge(Var->getInit());
  } else if (const auto *A = dyn_cast<BinaryOperator>(Core)) {
    if (A->getOpcode() == BO_Comma || A->isAssignmentOp())
      Merge(A->getRHS());
  }
  if (V.Callables.empty())
    addCallablesOfType(Core->getType(), V);
  std::sort(V.Callables.begin(), V.Callables.end());
  V.Callables.erase(std::unique(V.Callables.begin(), V.Callables.end()),
                    V.Callables.end());
}

Value Values::lambda(const LambdaExpr *E) {
  Value V;
  V.K = Value::Kind::Callable;
  addCallOperators(E->getLambdaClass(), V);
  for (const LambdaCapture &C : E->captures()) {
    if (C.capturesThis())
      V.Captures.push_back(C.getCaptureKind() == LCK_StarThis ? "*this"
                                                              : "this");
    else if (C.capturesVariable() && C.getCaptureKind() == LCK_ByRef)
      V.Captures.push_back("&" + C.getCapturedVar()->getNameAsString());
  }
  return V;
}

std::string Values::localName(const VarDecl *V) {
  const auto *Owner = dyn_cast<FunctionDecl>(V->getDeclContext());
  if (Owner && Numbered.insert(Owner).second) {
    llvm::StringMap<unsigned> Count;
    for (const Decl *D : Owner->decls())
      if (const auto *Local = dyn_cast<VarDecl>(D)) {
        std::string Name = Local->getNameAsString();
        unsigned N = ++Count[Name];
        LocalNames[Local] = N == 1 ? Name : Name + "#" + std::to_string(N);
      }
  }
  auto It = LocalNames.find(V);
  return It == LocalNames.end() ? V->getNameAsString() : It->second;
}

/// `sessions_`, `hub_.sessions`: this object keeps it.
bool Values::isOfThis(const MemberExpr *M) {
  const Expr *Base = core(M->getBase());
  while (const auto *Outer = dyn_cast<MemberExpr>(Base))
    Base = core(Outer->getBase());
  return isa<CXXThisExpr>(Base);
}

Value Values::field(const ValueDecl *F) {
  Value V;
  V.K = Value::Kind::Field;
  V.Name = U.Spelled.qualified(F);
  V.Type = U.Spelled.type(F->getType()).str();
  return V;
}

Value Values::variable(const VarDecl *Var, QualType T) {
  Value V;
  V.Type = U.Spelled.type(T).str();
  if (const auto *P = dyn_cast<ParmVarDecl>(Var)) {
    V.K = Value::Kind::Parameter;
    V.Number = P->getFunctionScopeIndex();
    V.Name = Var->getNameAsString();
  } else if (Var->isLocalVarDecl() && !Var->isStaticLocal()) {
    V.K = Value::Kind::Local;
    V.Name = localName(Var);
  } else {
    V.K = Value::Kind::Global;
    V.Name = U.Spelled.qualified(Var);
    return V;
  }
  const auto *Owner = dyn_cast<FunctionDecl>(Var->getDeclContext());
  // A capture with an initialiser is the lambda's own variable; clang gives it
  // to the pattern of a generic one.
  if (Owner && Body && !Var->isInitCapture() &&
      Owner->getCanonicalDecl() != Body->getCanonicalDecl())
    V.Owner = U.Ids.function(Owner);
  return V;
}

Value Values::describe(const Expr *E) {
  Value V;
  if (!E)
    return V;
  ++Depth;
  const Expr *Written = E->IgnoreUnlessSpelledInSource();
  QualType Type = Written->getType();
  if (!E->isTypeDependent() && constant(E, V)) {
    --Depth;
    V.Type = U.Spelled.type(Type).str();
    return V;
  }
  if (fixedNumber(E, V)) {
    --Depth;
    return V;
  }
  if (fixedText(E, V)) {
    --Depth;
    V.Type = U.Spelled.type(Type).str();
    return V;
  }
  const Expr *Core = core(E);
  if (const auto *D = dyn_cast<DeclRefExpr>(Core)) {
    if (const auto *F = dyn_cast<FunctionDecl>(D->getDecl())) {
      V.K = Value::Kind::Callable;
      V.Name = U.Spelled.qualified(F);
      V.Callables.push_back(U.Ids.function(F));
    } else if (const auto *Var = dyn_cast<VarDecl>(D->getDecl())) {
      V = variable(Var, Type);
    }
  } else if (const auto *M = dyn_cast<MemberExpr>(Core)) {
    if (const auto *Var = dyn_cast<VarDecl>(M->getMemberDecl()))
      V = variable(Var, Type);
    else if (isa<FieldDecl>(M->getMemberDecl()))
      V = field(M->getMemberDecl());
    else if (const auto *F = dyn_cast<CXXMethodDecl>(M->getMemberDecl());
             F && F->isStatic()) {
      V.K = Value::Kind::Callable;
      V.Name = U.Spelled.qualified(F);
      V.Callables.push_back(U.Ids.function(F));
    }
    V.OfThis = V.K == Value::Kind::Field && isOfThis(M);
  } else if (isa<CXXThisExpr>(Core)) {
    V.K = Value::Kind::This;
  } else if (const auto *L = dyn_cast<LambdaExpr>(Core)) {
    V = lambda(L);
  } else if (auto It = EventOf.find(Core); It != EventOf.end()) {
    V.K = Value::Kind::Result;
    V.Number = It->second;
    if (isa<CXXConstructExpr>(Core)) // Perhaps out of something unlike it.
      Type = Core->getType();
  }
  if (const auto *C = dyn_cast<AbstractConditionalOperator>(Core))
    V.MayBeNull = llvm::any_of(
        llvm::ArrayRef<const Expr *>{C->getTrueExpr(), C->getFalseExpr()},
        [&](const Expr *Part) {
          Value Chosen;
          return constant(Part, Chosen) && Chosen.K == Value::Kind::Null;
        });
  if (V.K != Value::Kind::Callable || V.Callables.empty()) {
    addCallables(Core, V);
    if (V.K == Value::Kind::Unknown && !V.Callables.empty())
      V.K = Value::Kind::Callable;
  }
  if ((V.K == Value::Kind::Unknown || V.K == Value::Kind::Local) &&
      !Type.isNull() && Type->isIntegerType())
    V.Number = static_cast<int64_t>(Parts.bits(E));
  --Depth;
  V.Type = U.Spelled.type(Type).str();
  return V;
}

} // namespace stallfree
