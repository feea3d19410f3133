//===- Bodies.cpp - Every function of the project in one AST -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bodies.h"
#include "Events.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclFriend.h"
#include "llvm/Support/xxhash.h"

using namespace clang;

namespace stallfree {

void Bodies::unit() {
  for (const Decl *D : U.topLevel())
    if (U.inProject(D))
      declaration(D);
  if (U.Since)
    additions(*U.Since);
  patterns();
  for (auto &[File, F] : Initialisers) {
    F.Blocks.emplace_back().Count = F.Events.size();
    if (!F.Events.empty())
      U.Facts.Functions.push_back(std::move(F));
  }
  if (U.Since)
    constructedSince(*U.Since);
  markConstructed(U);
}

void Bodies::additions(const Additions &Since) {
  for (const FunctionDecl *F : Since.Instances)
    function(F);
  for (const CXXRecordDecl *Class : Since.Classes)
    record(Class);
}

/// That an object is made of a class of the preamble is news.
void Bodies::constructedSince(const Additions &Since) {
  auto Tell = [&](const CXXRecordDecl *Class) {
    Class = Class->getDefinition();
    if (Class && Class->isFromASTFile() && U.inProject(Class) &&
        !Class->isDependentContext() && !Class->isInvalidDecl() &&
        Seen.insert(Class).second)
      describeClass(U, Class);
  };
  for (const CXXRecordDecl *Class : Since.Used)
    Tell(Class);
  for (const CXXRecordDecl *Class : U.Constructed)
    Tell(Class);
}

void Bodies::nested(const DeclContext *Context) {
  for (const Decl *D : Context->decls())
    declaration(D);
}

void Bodies::declaration(const Decl *D) {
  if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D))
    return functionTemplate(Template);
  if (const auto *Template = dyn_cast<ClassTemplateDecl>(D)) {
    if (!Seen.insert(Template->getCanonicalDecl()).second)
      return;
    for (const ClassTemplateSpecializationDecl *S : Template->specializations())
      record(S);
    return record(Template->getTemplatedDecl());
  }
  if (const auto *F = dyn_cast<FunctionDecl>(D))
    return function(F);
  if (const auto *Class = dyn_cast<CXXRecordDecl>(D))
    return record(Class);
  if (const auto *V = dyn_cast<VarDecl>(D))
    return variable(V);
  if (const auto *Friend = dyn_cast<FriendDecl>(D)) {
    if (const NamedDecl *Inner = Friend->getFriendDecl())
      if (isa<FunctionDecl, FunctionTemplateDecl>(Inner))
        declaration(Inner);
    return;
  }
  if (isa<NamespaceDecl, LinkageSpecDecl, ExportDecl>(D))
    nested(cast<DeclContext>(D));
}

void Bodies::functionTemplate(const FunctionTemplateDecl *T) {
  if (!Seen.insert(T->getCanonicalDecl()).second)
    return;
  for (const FunctionDecl *S : T->specializations())
    function(S);
  function(T->getTemplatedDecl());
}

void Bodies::function(const FunctionDecl *F) {
  const FunctionDecl *Definition = nullptr;
  if (!F->hasBody(Definition) || Definition->isImplicit() ||
      !Definition->isUserProvided() || !U.inProject(Definition) ||
      !Seen.insert(Definition).second)
    return;
  if (Definition->isDependentContext()) {
    Patterns.push_back(Definition);
    return;
  }
  if (const FunctionDecl *Pattern =
          Definition->getTemplateInstantiationPattern())
    Instantiated.insert(Pattern->getCanonicalDecl());
  extract(Definition);
  nested(Definition);
}

/// What nothing instantiates is still read, as far as it can be.
void Bodies::patterns() {
  // A pattern may declare further ones; the list grows while it is walked.
  for (size_t I = 0; I < Patterns.size(); ++I) {
    const FunctionDecl *F = Patterns[I];
    if (Instantiated.contains(F->getCanonicalDecl()))
      continue;
    ++U.Facts.PatternsSkipped;
    extract(F);
    nested(F);
  }
}

void Bodies::extract(const FunctionDecl *F) {
  Function Out;
  describe(F, Out);
  Events(U, F, Out).body();
  U.Facts.Functions.push_back(std::move(Out));
}

void Bodies::record(const CXXRecordDecl *Class) {
  Class = Class->getDefinition();
  if (!Class || !Seen.insert(Class).second || !U.inProject(Class))
    return;
  if (!Class->isDependentContext() && !Class->isInvalidDecl()) {
    describeClass(U, Class);
    if (!Class->isLambda())
      implicitMembers(Class);
  }
  nested(Class);
}

/// Destructors and constructors that nobody wrote but that run fields' ones.
void Bodies::implicitMembers(const CXXRecordDecl *Class) {
  auto Emit = [&](Function &Out) {
    Out.Class = U.Spelled.type(U.AST.getCanonicalTagType(Class)).str();
    Out.Where = U.Sources.place(Class->getLocation());
    Out.EndLine = Out.Where.Line;
    Out.ReturnType = "void";
    Out.Synthetic = true;
    if (!Out.Events.empty())
      U.Facts.Functions.push_back(std::move(Out));
  };
  const CXXDestructorDecl *Destructor = Class->getDestructor();
  if (!Class->hasTrivialDestructor() &&
      (!Destructor || !Destructor->isUserProvided())) {
    Function Out;
    if (Destructor)
      describe(Destructor, Out);
    Out.Id = U.Ids.destructor(Class);
    std::string Name = U.Spelled.qualified(Class);
    size_t Last = Name.rfind("::");
    Out.Name = Name + "::~" +
               (Last == std::string::npos ? Name : Name.substr(Last + 2));
    Out.Signature = Out.Name + "()";
    Out.Destructor = true;
    Events(U, Destructor, Out).implicitDestructor(Class);
    Emit(Out);
  }
  for (const CXXConstructorDecl *C : Class->ctors()) {
    if (C->isUserProvided() || C->isTrivial() || C->isDeleted() ||
        C->getNumCtorInitializers() == 0)
      continue;
    Function Out;
    describe(C, Out);
    Events(U, C, Out).implicitConstructor(C);
    Emit(Out);
  }
}

/// Variables at namespace scope run their initialisers before main: one
/// function per file, so that a header says the same everywhere.
void Bodies::variable(const VarDecl *V) {
  if (!V->hasInit() || V->isLocalVarDecl() || !U.inProject(V) ||
      V->getDeclContext()->isDependentContext() || V->isInvalidDecl() ||
      isa<ParmVarDecl>(V) || V->getInit()->isValueDependent() ||
      !Seen.insert(V->getCanonicalDecl()).second)
    return;
  Place Where = U.Sources.place(V->getLocation());
  auto [It, New] = Initialisers.insert({Where.File, Function()});
  Function &F = It->second;
  if (New) {
    llvm::StringRef File = U.Sources.stablePath(V->getLocation());
    F.Name = ("(initialisers of " + File + ")").str();
    F.Signature = F.Name;
    F.Id = llvm::xxh3_64bits(llvm::ArrayRef(
        reinterpret_cast<const uint8_t *>(F.Name.data()), F.Name.size()));
    F.Where.File = Where.File;
    F.Where.Line = F.Where.Column = 1;
    F.EndLine = 1;
    F.ReturnType = "void";
    F.Synthetic = F.Approximate = true;
  }
  Events(U, nullptr, F).initialiser(V);
}

} // namespace stallfree
