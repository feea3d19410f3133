//===- Stores.cpp - Where callables, paths and descriptors are put --------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Events.h"
#include "Conditions.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace stallfree {

bool Events::worthStoring(const Value &V, QualType T) {
  if (!V.Callables.empty())
    return true;
  return Values::isCallable(T) &&
         (V.K == Value::Kind::Parameter || V.K == Value::Kind::Local ||
          V.K == Value::Kind::Field || V.K == Value::Kind::Global ||
          V.K == Value::Kind::Result);
}

/// What is not called, but kept where others find it: a path, whose beginning
/// tells what it names, and a descriptor.
static bool worthKeeping(const Value &V, QualType T, const Value &Into) {
  bool Kept = Into.outlives();
  if (!Kept || T.isNull()) // The members of a template's pattern have no type.
    return false;
  if (V.K == Value::Kind::String)
    return StringRef(V.Name).starts_with("/");
  if (const auto *Pointer = T->getAs<PointerType>())
    return Pointer->getPointeeType()->isCharType() && V.K != Value::Kind::Null;
  return T->isSpecificBuiltinType(BuiltinType::Int) &&
         (V.K == Value::Kind::Local || V.K == Value::Kind::Parameter ||
          V.K == Value::Kind::Field);
}

/// What a constructor is given to go through, and keeps a reference, a view or
/// a pointer to.
static bool worthReading(const Value &V, const Expr *Init,
                         const FieldDecl *Into) {
  if (Init->getType().isNull())
    return false;
  QualType T = Into->getType();
  if (V.K == Value::Kind::Integer)
    return T->isIntegerType();
  if (V.K != Value::Kind::Parameter)
    return false;
  if (T->isIntegerType() || T->isPointerType())
    return true;
  const CXXRecordDecl *Class = recordOf(T.getNonReferenceType());
  bool Views =
      Class && Class->getIdentifier() && isStd(Class) &&
      (Class->getName() == "span" || Class->getName() == "basic_string_view");
  return Views || (T->isReferenceType() && Class);
}

void Events::store(const Value &What, const Value &Into, SourceRange Range) {
  if (Into.K == Value::Kind::Unknown)
    return;
  Event &Ev = add(Event::Kind::Store, Range);
  Ev.Object = Into;
  Ev.Arguments.push_back(What);
}

/// Target gets the value of Init: as the result of the event that makes it, or
/// as a store of a callable. InPlace: Init makes Target itself.
void Events::assign(const Expr *Init, const Value &Target, SourceRange Range,
                    bool InPlace) {
  const Expr *Made = unwrapped(Init);
  if (const auto *New = dyn_cast<CXXNewExpr>(Made);
      New && New->getConstructExpr()) {
    Made = New->getConstructExpr();
    InPlace = false;
  }
  if (auto It = Described.EventOf.find(Made); It != Described.EventOf.end()) {
    Event &Ev = F.Events[It->second];
    if (InPlace && Ev.K == Event::Kind::Construct &&
        Ev.Object.K == Value::Kind::Unknown)
      Ev.Object = Target;
    else if (Ev.Into.K == Value::Kind::Unknown)
      Ev.Into = Target;
  }
  Value V = Described.describe(Init);
  if (worthStoring(V, Made->getType()) ||
      worthKeeping(V, Init->getType(), Target))
    store(V, Target, Range);
  aggregate(Init, Target);
}

/// Fields of `Ops{.read = &readFile}` and of arrays of such.
void Events::aggregate(const Expr *Init, const Value &Target) {
  const auto *List = dyn_cast_or_null<InitListExpr>(unwrapped(Init));
  if (!List || List->isTypeDependent())
    return;
  if (const InitListExpr *Semantic = List->getSemanticForm())
    List = Semantic;
  const CXXRecordDecl *Class = recordOf(List->getType());
  const RecordDecl *Record = Class;
  if (!Record)
    Record = List->getType()->getAsRecordDecl();
  if (!Record) {
    for (const Expr *Element : List->inits())
      assign(Element, Target, Element->getSourceRange(), /*InPlace=*/false);
    return;
  }
  if (Class)
    U.Constructed.insert(Class);
  auto Put = [&](const Expr *Element, const FieldDecl *Field) {
    if (Element && !isa<ImplicitValueInitExpr>(Element))
      assign(Element, Described.field(Field), Element->getSourceRange(), true);
  };
  if (Record->isUnion()) {
    if (const FieldDecl *Field = List->getInitializedFieldInUnion();
        Field && List->getNumInits())
      Put(List->getInit(0), Field);
    return;
  }
  unsigned Next = Class && Class->hasDefinition()
                      ? Class->getDefinition()->getNumBases()
                      : 0;
  for (const FieldDecl *Field : Record->getDefinition()->fields()) {
    if (Field->isUnnamedBitField())
      continue;
    if (Next >= List->getNumInits())
      break;
    Put(List->getInit(Next++), Field);
  }
}

void Events::declaration(const VarDecl *V) {
  const Expr *Init = V->getInit();
  if (!Init || V->isImplicit() || V->isCXXForRangeDecl())
    return;
  if (std::optional<Value> Guard = initGuard(V, Described))
    F.Assignments.push_back({Guard->Name, CurrentBlock, 1});
  assign(Init, Described.variable(V, V->getType()), V->getSourceRange(), true);
}

/// What `*call()` names, as in `errno`, if To is that.
const CallExpr *Events::calledPlace(const Expr *To) {
  const auto *Star = dyn_cast<UnaryOperator>(To->IgnoreParens());
  if (!Star || Star->getOpcode() != UO_Deref)
    return nullptr;
  const auto *Call = dyn_cast<CallExpr>(Star->getSubExpr()->IgnoreParenImpCasts());
  return Call && Call->getNumArgs() == 0 ? Call : nullptr;
}

void Events::assignment(const Expr *To, const Expr *From, SourceRange Range) {
  if (const CallExpr *Place = calledPlace(To))
    store(Described.describe(From), Described.describe(Place), Range);
  Value Target = Described.describe(To);
  if (Target.outlives() && To->getType()->isScalarType()) {
    Value Set = Described.describe(From);
    bool Known = Set.K == Value::Kind::Integer || Set.K == Value::Kind::Null;
    F.Assignments.push_back({Target.Name, CurrentBlock,
                             Known ? std::optional(Set.Number) : std::nullopt});
  }
  assign(From, Target, Range, /*InPlace=*/false);
}

/// A callable put into a container or wrapper of a library.
void Events::keep(const CallExpr *E, const Value &Container) {
  const FunctionDecl *F = E->getDirectCallee();
  if (!F->getIdentifier() ||
      !llvm::StringSwitch<bool>(F->getName())
           .Cases({"push_back", "emplace_back", "push_front"}, true)
           .Cases({"emplace_front", "push", "emplace", "insert"}, true)
           .Cases({"insert_or_assign", "try_emplace", "assign"}, true)
           .Cases({"append", "prepend", "enqueue"}, true) // Qt's
           .Default(false))
    return;
  for (const Expr *A : E->arguments())
    keepElement(A, Container, E->getSourceRange());
}

void Events::keepElement(const Expr *Element, const Value &Container,
                         SourceRange Range) {
  Value V = Described.describe(Element);
  if (worthStoring(V, Element->getType()))
    return store(V, Container, Range);
  // `insert({key, handler})`
  const CXXRecordDecl *Class = recordOf(Element->getType());
  const auto *Pair = dyn_cast<CXXConstructExpr>(Described.core(Element));
  if (Pair && Class && isPair(Class))
    for (const Expr *Part : Pair->arguments())
      keepElement(Part, Container, Range);
}

/// `[cb = std::move(cb)]`: the capture names what it was made of, so that
/// nothing is stored; but making it may call.
void Events::captures(const LambdaExpr *E) {
  for (const LambdaCapture &C : E->captures())
    if (C.capturesVariable())
      if (const auto *V = dyn_cast<VarDecl>(C.getCapturedVar());
          V && V->isInitCapture() && V->getInit())
        aggregate(V->getInit(), Value());
}

void Events::initializer(const CXXCtorInitializer *I) {
  const Expr *Init = I->getInit();
  if (const auto *Default = dyn_cast_or_null<CXXDefaultInitExpr>(Init))
    Init = Default->getExpr();
  if (!Init || !I->isAnyMemberInitializer())
    return;
  const FieldDecl *Member = I->getAnyMember();
  Value Target = Described.field(Member);
  size_t Before = F.Events.size();
  assign(Init, Target, I->getSourceRange(), true);
  Value From = Described.describe(Init);
  if (F.Events.size() == Before && worthReading(From, Init, Member))
    store(From, Target, I->getSourceRange());
}

} // namespace stallfree
