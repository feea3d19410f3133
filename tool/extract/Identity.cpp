//===- Identity.cpp - Names for functions that hold across TUs -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Identity.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/PrettyPrinter.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

using namespace clang;

namespace stallfree {
namespace {

uint64_t hashText(llvm::StringRef Text) {
  return llvm::xxh3_64bits(
      llvm::ArrayRef(Text.bytes_begin(), Text.bytes_end()));
}

/// Hashes a sequence of hashes.
class Mix {
public:
  explicit Mix(llvm::StringRef What) { *this << hashText(What); }
  Mix &operator<<(uint64_t V) {
    Words.push_back(V);
    return *this;
  }
  Mix &operator<<(llvm::StringRef Text) { return *this << hashText(Text); }
  uint64_t done() const {
    return llvm::xxh3_64bits(
        llvm::ArrayRef(reinterpret_cast<const uint8_t *>(Words.data()),
                       Words.size() * sizeof(uint64_t)));
  }

private:
  llvm::SmallVector<uint64_t, 16> Words;
};

} // namespace

uint64_t Identities::expression(const Expr *E) {
  if (!E)
    return 0;
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  PrintingPolicy Policy = AST.getPrintingPolicy();
  Policy.AnonymousTagLocations = false;
  Policy.PrintAsCanonical = true;
  E->printPretty(OS, nullptr, Policy);
  return hashText(Text);
}

uint64_t Identities::name(DeclarationName Name) {
  switch (Name.getNameKind()) {
  case DeclarationName::CXXConstructorName:
    return Mix("constructor").done();
  case DeclarationName::CXXConversionFunctionName:
    return (Mix("conversion") << type(Name.getCXXNameType())).done();
  case DeclarationName::Identifier:
    return hashText(Name.isEmpty() ? llvm::StringRef()
                                   : Name.getAsIdentifierInfo()->getName());
  default:
    return hashText(Name.getAsString());
  }
}

uint64_t Identities::context(const DeclContext *Context) {
  for (; Context; Context = Context->getParent()) {
    if (const auto *F = dyn_cast<FunctionDecl>(Context))
      return function(F);
    if (const auto *T = dyn_cast<TagDecl>(Context))
      return tag(T);
    if (const auto *N = dyn_cast<NamespaceDecl>(Context))
      if (!N->isInline())
        return (Mix("namespace") << context(N->getParent())
                                 << (N->getIdentifier() ? N->getName() : "()"))
            .done();
  }
  return 1;
}

uint64_t Identities::parameters(const TemplateParameterList *Ps) {
  Mix M("parameters");
  for (const NamedDecl *P : *Ps) {
    M << (P->isParameterPack() ? 1 : 0);
    if (const auto *T = dyn_cast<TemplateTypeParmDecl>(P)) {
      const TypeConstraint *C = T->getTypeConstraint();
      M << "type"
        << (C ? expression(C->getImmediatelyDeclaredConstraint()) : 0);
    } else if (const auto *N = dyn_cast<NonTypeTemplateParmDecl>(P)) {
      M << "value" << type(N->getType());
    } else if (const auto *N = dyn_cast<TemplateTemplateParmDecl>(P)) {
      M << "template" << parameters(N->getTemplateParameters());
    }
  }
  return (M << expression(Ps->getRequiresClause())).done();
}

uint64_t Identities::declaration(const NamedDecl *D) {
  if (const auto *F = dyn_cast<FunctionDecl>(D))
    return function(F);
  if (const auto *T = dyn_cast<TagDecl>(D))
    return tag(T);
  return (Mix("declaration")
          << context(D->getDeclContext()) << name(D->getDeclName()))
      .done();
}

uint64_t Identities::templateName(TemplateName Name) {
  if (const TemplateDecl *D = Name.getAsTemplateDecl()) {
    if (const auto *P = dyn_cast<TemplateTemplateParmDecl>(D))
      return (Mix("parameter") << P->getDepth() << P->getIndex()).done();
    return declaration(D);
  }
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  Name.print(OS, AST.getPrintingPolicy());
  return hashText(Text);
}

uint64_t Identities::argument(const TemplateArgument &A) {
  Mix M("argument");
  M << A.getKind();
  switch (A.getKind()) {
  case TemplateArgument::Type:
    M << type(A.getAsType());
    break;
  case TemplateArgument::Declaration:
    M << declaration(A.getAsDecl());
    break;
  case TemplateArgument::Integral:
    M << A.getAsIntegral().getExtValue() << type(A.getIntegralType());
    break;
  case TemplateArgument::Template:
  case TemplateArgument::TemplateExpansion:
    M << templateName(A.getAsTemplateOrTemplatePattern());
    break;
  case TemplateArgument::Pack:
    M << arguments(A.getPackAsArray());
    break;
  case TemplateArgument::Expression:
    M << expression(A.getAsExpr());
    break;
  case TemplateArgument::StructuralValue: {
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    A.print(AST.getPrintingPolicy(), OS, /*IncludeType=*/false);
    M << Text;
    break;
  }
  case TemplateArgument::Null:
  case TemplateArgument::NullPtr:
    break;
  }
  return M.done();
}

uint64_t Identities::arguments(llvm::ArrayRef<TemplateArgument> As) {
  Mix M("arguments");
  for (const TemplateArgument &A : As)
    M << argument(A);
  return M.done();
}

FunctionId Identities::destructor(const CXXRecordDecl *Class) {
  return (Mix("destructor") << tag(Class)).done();
}

FunctionId Identities::function(const FunctionDecl *F) {
  F = F->getCanonicalDecl();
  if (auto It = Functions.find(F); It != Functions.end())
    return It->second;
  uint64_t Id = computeFunction(F);
  return Functions[F] = Id ? Id : 1;
}

uint64_t Identities::computeFunction(const FunctionDecl *F) {
  if (const auto *D = dyn_cast<CXXDestructorDecl>(F))
    return destructor(D->getParent());
  if (const FunctionTemplateDecl *Primary = F->getPrimaryTemplate())
    return (Mix("specialization")
            << function(Primary->getCanonicalDecl()->getTemplatedDecl())
            << arguments(F->getTemplateSpecializationArgs()->asArray()))
        .done();
  if (F->isExternC() && F->getIdentifier() && F->isExternallyVisible())
    return (Mix("C") << F->getName()).done();

  Mix M("function");
  const DeclContext *Context = F->getDeclContext();
  // A function declared inside a block belongs to the namespace around it.
  if (!isa<CXXMethodDecl>(F) && Context->isFunctionOrMethod())
    Context = Context->getEnclosingNamespaceContext();
  M << context(Context) << name(F->getDeclName());
  for (const ParmVarDecl *P : F->parameters())
    M << type(P->getType().getUnqualifiedType());
  M << F->isVariadic();
  if (const auto *Method = dyn_cast<CXXMethodDecl>(F))
    M << Method->getMethodQualifiers().getAsOpaqueValue()
      << Method->getRefQualifier();
  if (const FunctionTemplateDecl *T = F->getDescribedFunctionTemplate())
    M << parameters(T->getTemplateParameters()) << type(F->getReturnType());
  if (const AssociatedConstraint &C = F->getTrailingRequiresClause())
    M << expression(C.ConstraintExpr);
  if (!isa<CXXMethodDecl>(F) &&
      (F->isInAnonymousNamespace() || F->getStorageClass() == SC_Static ||
       F->isMain()))
    M << Sources.stablePath(F->getLocation());
  return M.done();
}

uint64_t Identities::tag(const TagDecl *Tag) {
  Tag = Tag->getCanonicalDecl();
  if (auto It = Tags.find(Tag); It != Tags.end())
    return It->second;
  uint64_t Id = computeTag(Tag);
  return Tags[Tag] = Id;
}

uint64_t Identities::computeTag(const TagDecl *Tag) {
  if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(Tag))
    return (Mix("specialization")
            << tag(S->getSpecializedTemplate()->getTemplatedDecl())
            << arguments(S->getTemplateArgs().asArray()))
        .done();
  if (!Tag->getIdentifier() && !Tag->getTypedefNameForAnonDecl())
    return computeUnnamedTag(Tag);
  Mix M("tag");
  const DeclContext *Context = Tag->getDeclContext();
  M << context(Context);
  if (const TypedefNameDecl *Alias = Tag->getTypedefNameForAnonDecl())
    M << Alias->getName();
  else
    M << Tag->getName();
  if (Context->isFunctionOrMethod())
    M << ordinal(Tag);
  if (Tag->isInAnonymousNamespace())
    M << Sources.stablePath(Tag->getLocation());
  return M.done();
}

/// Lambdas and unnamed classes.
uint64_t Identities::computeUnnamedTag(const TagDecl *Tag) {
  const auto *Class = dyn_cast<CXXRecordDecl>(Tag);
  const DeclContext *Context = Tag->getDeclContext();
  Mix M(Class && Class->isLambda() ? "lambda" : "unnamed");
  M << context(Context);
  if (Class && Class->isLambda())
    if (const auto *Owner =
            dyn_cast_or_null<NamedDecl>(Class->getLambdaContextDecl()))
      return (M << name(Owner->getDeclName())
                << Class->getLambdaIndexInContext()
                << (Context->isFileContext()
                        ? Sources.stablePath(Tag->getLocation())
                        : ""))
          .done();
  if (Context->isFunctionOrMethod() || Context->isRecord())
    return (M << ordinal(Tag)).done();
  // At namespace scope there is no first and second that all translation
  // units agree on.
  SourceLocation Loc = Sources.fileLocation(Tag->getLocation());
  return (M << Sources.stablePath(Loc) << Sources.SM.getSpellingLineNumber(Loc)
            << Sources.SM.getSpellingColumnNumber(Loc))
      .done();
}

/// The how-manieth class or lambda of its function or class it is.
unsigned Identities::ordinal(const TagDecl *Tag) {
  if (auto It = Ordinals.find(Tag); It != Ordinals.end())
    return It->second;
  unsigned Next = 1;
  for (const Decl *D : Tag->getDeclContext()->decls())
    if (const auto *Other = dyn_cast<TagDecl>(D))
      Ordinals.try_emplace(Other->getCanonicalDecl(), Next++);
  return Ordinals.try_emplace(Tag, 0).first->second;
}

uint64_t Identities::type(QualType T) {
  T = T.getCanonicalType();
  if (T.isNull())
    return 0;
  if (auto It = Types.find(T.getAsOpaquePtr()); It != Types.end())
    return It->second;
  uint64_t Id = computeType(T);
  return Types[T.getAsOpaquePtr()] = Id;
}

uint64_t Identities::computeType(QualType T) {
  Mix M("type");
  M << T.getQualifiers().getAsOpaqueValue() << T->getTypeClass();
  const Type *Ty = T.getTypePtr();
  if (const auto *B = dyn_cast<BuiltinType>(Ty))
    return (M << B->getKind()).done();
  if (const auto *Tag = dyn_cast<TagType>(Ty))
    return (M << tag(Tag->getDecl())).done();
  if (isa<PointerType, ReferenceType>(Ty))
    return (M << type(Ty->getPointeeType())).done();
  if (const auto *P = dyn_cast<MemberPointerType>(Ty)) {
    M << type(P->getPointeeType());
    if (const CXXRecordDecl *Class = P->getMostRecentCXXRecordDecl())
      M << tag(Class);
    return M.done();
  }
  if (const auto *A = dyn_cast<ArrayType>(Ty)) {
    M << type(A->getElementType());
    if (const auto *C = dyn_cast<ConstantArrayType>(A))
      M << C->getSize().getZExtValue();
    return M.done();
  }
  if (const auto *F = dyn_cast<FunctionProtoType>(Ty)) {
    M << type(F->getReturnType()) << F->isVariadic()
      << F->getMethodQuals().getAsOpaqueValue() << F->getRefQualifier();
    for (QualType P : F->param_types())
      M << type(P);
    return M.done();
  }
  if (const auto *P = dyn_cast<TemplateTypeParmType>(Ty))
    return (M << P->getDepth() << P->getIndex()).done();
  if (const auto *P = dyn_cast<PackExpansionType>(Ty))
    return (M << type(P->getPattern())).done();
  if (const auto *S = dyn_cast<TemplateSpecializationType>(Ty))
    return (M << templateName(S->getTemplateName())
              << arguments(S->template_arguments()))
        .done();
  PrintingPolicy Policy = AST.getPrintingPolicy();
  Policy.AnonymousTagLocations = false;
  return (M << T.getAsString(Policy)).done();
}

} // namespace stallfree
