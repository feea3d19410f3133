//===- Contents.cpp - How many items a local container gets -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Contents.h"
#include "LoopBounds.h"
#include "Roles.h"
#include "Values.h"
#include "clang/AST/Attr.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace stallfree {

namespace {
enum class Use { Unknown, Harmless, Puts };
} // namespace

static Use useOf(llvm::StringRef Method, unsigned Arguments) {
  Use Named =
      llvm::StringSwitch<Use>(Method)
          .Cases({"push_back", "push_front", "emplace_back"}, Use::Puts)
          .Cases({"emplace_front", "emplace", "push", "try_emplace"}, Use::Puts)
          .Cases({"insert", "insert_or_assign", "emplace_hint"}, Use::Puts)
          .Cases({"size", "empty", "begin", "end", "cbegin"}, Use::Harmless)
          .Cases({"cend", "rbegin", "rend", "find", "count"}, Use::Harmless)
          .Cases({"contains", "at", "front", "back", "top"}, Use::Harmless)
          .Cases({"clear", "erase", "pop_back", "pop_front"}, Use::Harmless)
          .Cases({"pop", "reserve", "shrink_to_fit"}, Use::Harmless)
          .Default(Use::Unknown);
  // `insert(at, first, last)` and `insert({...})` of a list put many in.
  if (Method == "insert" && Arguments != 1)
    return Use::Unknown;
  return Named;
}

/// The items that a declaration gives V to begin with.
static std::optional<int64_t> initialItems(const VarDecl *V) {
  const Expr *Init = V->getInit();
  const auto *Made =
      dyn_cast_or_null<CXXConstructExpr>(Init ? unwrapped(Init) : nullptr);
  if (!Made)
    return std::nullopt;
  if (Made->getNumArgs() == 0 || isa<CXXDefaultArgExpr>(Made->getArg(0)))
    return 0;
  if (const auto *List =
          dyn_cast<CXXStdInitializerListExpr>(unwrapped(Made->getArg(0))))
    if (const auto *Items = dyn_cast<InitListExpr>(
            List->getSubExpr()->IgnoreUnlessSpelledInSource()))
      return Items->getNumInits();
  return std::nullopt;
}

void Contents::declare(const VarDecl *V, const Stmt *Loop) {
  if (V->isStaticLocal() || V->getType()->isReferenceType())
    return;
  const CXXRecordDecl *Class = V->getType()->getAsCXXRecordDecl();
  if (!Class || !isStd(Class) || Class->getName() == "array")
    return; // An array holds as many as its type says.
  if (std::optional<int64_t> Items = initialItems(V))
    Known[V] = {Loop, *Items};
}

Contents::Container *Contents::find(const Expr *E) {
  const auto *D = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  auto It = Known.find(D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr);
  return It == Known.end() ? nullptr : &It->second;
}

void Contents::put(Container &C, const Stmt *Loop) {
  if (Loop != C.MadeIn)
    return; // A loop repeats it: stays a use that is not understood.
  ++C.Items;
  ++C.Understood;
}

void Contents::visit(const Stmt *S, const Stmt *Loop) {
  if (const auto *D = dyn_cast<DeclStmt>(S)) {
    for (const Decl *One : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(One))
        declare(V, Loop);
  } else if (const auto *D = dyn_cast<DeclRefExpr>(S)) {
    if (Container *C = find(D))
      ++C->Uses;
  } else if (const auto *For = dyn_cast<CXXForRangeStmt>(S)) {
    if (Container *C = find(For->getRangeInit()))
      ++C->Understood;
  } else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(S)) {
    const CXXMethodDecl *M = Call->getMethodDecl();
    Container *C = M && M->getIdentifier()
                       ? find(Call->getImplicitObjectArgument())
                       : nullptr;
    if (!C)
      return;
    Use How = useOf(M->getName(), Call->getNumArgs());
    if (How == Use::Puts && M->getName() == "insert" &&
        isa<CXXStdInitializerListExpr>(unwrapped(Call->getArg(0))))
      How = Use::Unknown;
    if (How == Use::Puts)
      put(*C, Loop);
    else if (How == Use::Harmless)
      ++C->Understood;
  } else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(S);
             Call && Call->getOperator() == OO_Subscript) {
    Container *C = find(Call->getArg(0));
    const CXXRecordDecl *Class =
        Call->getArg(0)->getType()->getAsCXXRecordDecl();
    if (C && Class && Class->getName().ends_with("map"))
      put(*C, Loop); // It may be a new key.
    else if (C)
      ++C->Understood;
  } else if (const auto *Call = dyn_cast<CallExpr>(S)) {
    const Expr *Object = measured(Call); // `std::ssize(items)`
    if (Container *C = Object ? find(Object) : nullptr)
      ++C->Understood;
  }
}

std::optional<int64_t> statedMost(const ValueDecl *D) {
  if (!D)
    return std::nullopt;
  for (const auto *A : D->specific_attrs<AnnotateAttr>()) {
    llvm::StringRef Text = A->getAnnotation();
    int64_t Most = 0;
    if (Text.consume_front("stallfree::max=") && !Text.getAsInteger(10, Most) &&
        Most >= 0)
      return Most;
  }
  return std::nullopt;
}

std::optional<int64_t> Contents::most(const VarDecl *V) const {
  auto It = Known.find(V);
  if (It == Known.end() || It->second.Uses != It->second.Understood)
    return std::nullopt;
  return It->second.Items;
}

} // namespace stallfree
