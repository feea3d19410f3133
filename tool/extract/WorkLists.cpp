//===- WorkLists.cpp - Loops that feed themselves -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WorkLists.h"
#include "Roles.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace stallfree {

const ValueDecl *namedBy(const Expr *E) {
  E = E ? unwrapped(E)->IgnoreParenCasts() : nullptr;
  if (const auto *D = dyn_cast_or_null<DeclRefExpr>(E))
    return dyn_cast<VarDecl>(D->getDecl());
  if (const auto *M = dyn_cast_or_null<MemberExpr>(E))
    return dyn_cast<FieldDecl>(M->getMemberDecl());
  return nullptr;
}

static bool isPush(llvm::StringRef Method) {
  return llvm::StringSwitch<bool>(Method)
      .Cases({"push", "push_back", "push_front", "emplace"}, true)
      .Cases({"emplace_back", "emplace_front", "enqueue"}, true)
      .Cases({"append", "prepend", "insert"}, true)
      .Default(false);
}

static bool isLookup(llvm::StringRef Method) {
  return llvm::StringSwitch<bool>(Method)
      .Cases({"at", "find", "count", "contains", "value"}, true)
      .Default(false);
}

namespace {

class Search {
public:
  explicit Search(const ValueDecl *List) : List(List) {}

  void visit(const Stmt *S) {
    if (!S)
      return;
    if (const auto *At = dyn_cast<ArraySubscriptExpr>(S)) {
      subscript(At->getBase());
    } else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(S)) {
      if (Call->getOperator() == OO_Subscript && Call->getNumArgs() == 2)
        subscript(Call->getArg(0));
    } else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(S)) {
      member(Call);
    }
    if (const auto *Made = dyn_cast<DeclStmt>(S)) // New in each round.
      for (const Decl *D : Made->decls())
        if (const auto *Var = dyn_cast<VarDecl>(D);
            Var && !Var->getType()->isReferenceType() && !Var->getType()->isPointerType())
          Filled.insert(Var);
    bool Test = isa<IfStmt>(S);
    Tests += Test;
    for (const Stmt *Child : S->children())
      visit(Child);
    Tests -= Test;
  }

  WorkList result() {
    llvm::erase_if(Found.Marks, [&](const WorkList::Looked &M) {
      return Filled.contains(namedBy(M.In));
    });
    return std::move(Found);
  }

private:
  void member(const CXXMemberCallExpr *Call) {
    const CXXMethodDecl *M = Call->getMethodDecl();
    if (!M || !M->getIdentifier())
      return;
    const Expr *Object = Call->getImplicitObjectArgument();
    const ValueDecl *Named = namedBy(Object);
    if (Named && Named == List) {
      Found.Pushed |= isPush(M->getName());
      Found.Always += isPush(M->getName()) && Tests == 0;
    } else if (Named && isPush(M->getName()))
      Filled.insert(Named);
    else if (Named && isLookup(M->getName()))
      subscript(Object);
    else
      throughAccessor(M);
  }

  /// `cell(x, y)` that is `return cells[y * width + x];`.
  void throughAccessor(const CXXMethodDecl *M) {
    const FunctionDecl *Definition = nullptr;
    const auto *Body = M->hasBody(Definition)
                           ? dyn_cast<CompoundStmt>(Definition->getBody())
                           : nullptr;
    if (!Body || Body->size() != 1)
      return;
    if (const auto *Return = dyn_cast<ReturnStmt>(Body->body_front());
        Return && Return->getRetValue() && Inside.insert(M).second)
      visit(Return->getRetValue());
  }

  /// Inner subscripts are met again on the way down: the longest counts.
  void subscript(const Expr *Base) {
    unsigned Levels = 1;
    for (;; ++Levels) {
      Base = unwrapped(Base)->IgnoreParenCasts();
      if (const auto *At = dyn_cast<ArraySubscriptExpr>(Base))
        Base = At->getBase();
      else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(Base);
               Call && Call->getOperator() == OO_Subscript &&
               Call->getNumArgs() == 2)
        Base = Call->getArg(0);
      else
        break;
    }
    const ValueDecl *Named = namedBy(Base);
    if (!Named || Named == List)
      return;
    for (WorkList::Looked &Known : Found.Marks)
      if (namedBy(Known.In) == Named) {
        Known.Levels = std::max(Known.Levels, Levels);
        return;
      }
    Found.Marks.push_back({Base, Levels});
  }

  const ValueDecl *List;
  WorkList Found;
  unsigned Tests = 0; ///< Around.
  llvm::SmallDenseSet<const ValueDecl *, 4> Filled; ///< Or made in the loop.
  llvm::SmallDenseSet<const CXXMethodDecl *, 4> Inside;
};

} // namespace

WorkList workList(const Stmt *Loop, const ValueDecl *List) {
  Search Found(List);
  Found.visit(Loop);
  return Found.result();
}

} // namespace stallfree
