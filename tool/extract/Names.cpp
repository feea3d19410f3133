//===- Names.cpp - How facts spell names and types -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Names.h"
#include "clang/AST/ASTContext.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;

namespace stallfree {

/// Longer types say nothing to anybody and fill the store.
static constexpr size_t LongestType = 1500;

std::string Names::unqualified(const NamedDecl *D) {
  if (const auto *T = dyn_cast<TagDecl>(D)) {
    if (const TypedefNameDecl *Alias = T->getTypedefNameForAnonDecl())
      return Alias->getName().str();
    if (const auto *Class = dyn_cast<CXXRecordDecl>(T);
        Class && Class->isLambda())
      return "(lambda)";
    return T->getIdentifier() ? T->getName().str() : "(unnamed)";
  }
  const auto *F = dyn_cast<FunctionDecl>(D);
  DeclarationName Name = D->getDeclName();
  if (isa_and_nonnull<CXXConstructorDecl>(F))
    return unqualified(cast<CXXMethodDecl>(F)->getParent());
  if (isa_and_nonnull<CXXDestructorDecl>(F))
    return "~" + unqualified(cast<CXXMethodDecl>(F)->getParent());
  if (Name.getNameKind() == DeclarationName::CXXConversionFunctionName)
    return "operator " + type(Name.getCXXNameType()).str();
  return Name.getAsString();
}

llvm::StringRef Names::scope(const DeclContext *Context) {
  while (Context && !isa<NamespaceDecl, TagDecl, FunctionDecl>(Context))
    Context = Context->getParent();
  if (!Context)
    return "";
  auto It = Scopes.find(Context);
  if (It != Scopes.end())
    return It->second;
  std::string Text;
  if (const auto *N = dyn_cast<NamespaceDecl>(Context)) {
    Text = scope(N->getParent()).str();
    if (N->isAnonymousNamespace())
      Text += "(anonymous namespace)::";
    else if (!N->isInline())
      Text += (N->getName() + "::").str();
  } else {
    Text = qualified(cast<NamedDecl>(Context)) + "::";
  }
  return Scopes[Context] = Text;
}

std::string Names::qualified(const NamedDecl *D) {
  const DeclContext *Context = D->getDeclContext();
  if (const auto *F = dyn_cast<FunctionDecl>(D)) {
    if (const auto *M = dyn_cast<CXXMethodDecl>(F);
        M && M->getParent()->isLambda() &&
        M->getOverloadedOperator() == OO_Call)
      return qualified(M->getParent());
    if (F->isExternC() && !isa<CXXMethodDecl>(F))
      return F->getNameAsString();
    if (Context->isFunctionOrMethod())
      Context = Context->getEnclosingNamespaceContext();
  }
  // As C++ spells it: `MSG_DONTWAIT`, but `std::future_status::ready`.
  if (const auto *Enum = dyn_cast<EnumDecl>(Context); Enum && !Enum->isScoped())
    Context = Enum->getDeclContext();
  return scope(Context).str() + unqualified(D);
}

static bool isReserved(llvm::StringRef Name) {
  return Name.size() > 1 && Name[0] == '_' &&
         (Name[1] == '_' || (Name[1] >= 'A' && Name[1] <= 'Z'));
}

std::string Names::callee(const FunctionDecl *F,
                          const CXXRecordDecl *ObjectClass) {
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  if (M && ObjectClass && ObjectClass->getIdentifier() &&
      M->getParent()->getIdentifier() &&
      isReserved(M->getParent()->getName()) &&
      !isReserved(ObjectClass->getName()))
    return qualified(ObjectClass) + "::" + unqualified(F);
  return qualified(F);
}

void Names::writeArgument(llvm::raw_ostream &OS, const TemplateArgument &A) {
  switch (A.getKind()) {
  case TemplateArgument::Type:
    return writeType(OS, A.getAsType());
  case TemplateArgument::Declaration:
    OS << '&' << qualified(A.getAsDecl());
    return;
  case TemplateArgument::Template:
  case TemplateArgument::TemplateExpansion:
    if (const TemplateDecl *D =
            A.getAsTemplateOrTemplatePattern().getAsTemplateDecl()) {
      OS << qualified(D);
      return;
    }
    break;
  case TemplateArgument::Pack:
    return writeArguments(OS, A.getPackAsArray());
  case TemplateArgument::NullPtr:
    OS << "nullptr";
    return;
  default:
    break;
  }
  PrintingPolicy Policy = AST.getPrintingPolicy();
  Policy.AnonymousTagLocations = false;
  A.print(Policy, OS, /*IncludeType=*/false);
}

void Names::writeArguments(llvm::raw_ostream &OS,
                           llvm::ArrayRef<TemplateArgument> As) {
  bool First = true;
  for (const TemplateArgument &A : As) {
    if (A.getKind() == TemplateArgument::Pack && A.pack_size() == 0)
      continue;
    if (!First)
      OS << ", ";
    First = false;
    writeArgument(OS, A);
  }
}

void Names::writeTag(llvm::raw_ostream &OS, const TagDecl *Tag) {
  const DeclContext *Context = Tag->getDeclContext();
  // Unlike a name, the type of a member of a template says of which instance.
  if (const auto *Outer = dyn_cast<TagDecl>(Context)) {
    writeTag(OS, Outer);
    OS << "::" << unqualified(Tag);
  } else {
    OS << qualified(Tag);
  }
  if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(Tag)) {
    OS << '<';
    writeArguments(OS, S->getTemplateArgs().asArray());
    OS << '>';
  }
  if (Context->isFunctionOrMethod() ||
      (!Tag->getIdentifier() && !Tag->getTypedefNameForAnonDecl()))
    OS << '#' << llvm::format_hex_no_prefix(Ids.tag(Tag) & 0xffffffff, 8);
}

void Names::writeFunctionType(llvm::raw_ostream &OS, const FunctionProtoType *F,
                              llvm::StringRef Declarator) {
  writeType(OS, F->getReturnType());
  OS << ' ' << Declarator << '(';
  bool First = true;
  for (QualType P : F->param_types()) {
    if (!First)
      OS << ", ";
    First = false;
    writeType(OS, P);
  }
  if (F->isVariadic())
    OS << (First ? "..." : ", ...");
  OS << ')';
  if (F->getMethodQuals().hasConst())
    OS << " const";
}

void Names::writeType(llvm::raw_ostream &OS, QualType T) {
  T = T.getCanonicalType();
  const Type *Ty = T.getTypePtr();
  if (T.isConstQualified() && !isa<PointerType>(Ty))
    OS << "const ";
  if (const auto *Tag = dyn_cast<TagType>(Ty))
    return writeTag(OS, Tag->getDecl());
  if (isa<PointerType, ReferenceType>(Ty)) {
    llvm::StringRef Mark = isa<PointerType>(Ty)           ? "*"
                           : isa<LValueReferenceType>(Ty) ? "&"
                                                          : "&&";
    if (const auto *F = dyn_cast<FunctionProtoType>(Ty->getPointeeType()))
      return writeFunctionType(OS, F, ("(" + Mark + ")").str());
    writeType(OS, Ty->getPointeeType());
    llvm::StringRef Gap =
        isa<PointerType, ReferenceType>(Ty->getPointeeType().getCanonicalType())
            ? ""
            : " ";
    OS << Gap << Mark << (T.isConstQualified() ? "const" : "");
    return;
  }
  if (const auto *F = dyn_cast<FunctionProtoType>(Ty))
    return writeFunctionType(OS, F, "");
  if (const auto *S = dyn_cast<TemplateSpecializationType>(Ty))
    if (const TemplateDecl *D = S->getTemplateName().getAsTemplateDecl()) {
      OS << qualified(D) << '<';
      writeArguments(OS, S->template_arguments());
      OS << '>';
      return;
    }
  PrintingPolicy Policy = AST.getPrintingPolicy();
  Policy.AnonymousTagLocations = false;
  Policy.SuppressTagKeyword = true;
  Policy.PrintAsCanonical = true;
  T.getUnqualifiedType().print(OS, Policy);
}

llvm::StringRef Names::type(QualType T) {
  if (T.isNull())
    return "";
  T = T.getCanonicalType().getNonReferenceType();
  while (T->isPointerType() && !T->isFunctionPointerType())
    T = T->getPointeeType().getCanonicalType();
  T = AST.getCanonicalType(T).getUnqualifiedType();
  auto It = Types.find(T.getAsOpaquePtr());
  if (It != Types.end())
    return *It->second;
  auto Text = std::make_unique<std::string>();
  llvm::raw_string_ostream OS(*Text);
  writeType(OS, T);
  if (Text->size() > LongestType) {
    Text->resize(LongestType);
    OS << "...#" << llvm::format_hex_no_prefix(Ids.type(T), 16);
  }
  return *(Types[T.getAsOpaquePtr()] = std::move(Text));
}

std::string Names::signature(const FunctionDecl *F) {
  PrintingPolicy Policy = AST.getPrintingPolicy();
  Policy.AnonymousTagLocations = false;
  Policy.SuppressTagKeyword = true;
  std::string Text = qualified(F) + "(";
  llvm::raw_string_ostream OS(Text);
  bool First = true;
  for (const ParmVarDecl *P : F->parameters()) {
    if (!First)
      OS << ", ";
    First = false;
    P->getType().getUnqualifiedType().print(OS, Policy);
  }
  OS << (F->isVariadic() ? (First ? "...)" : ", ...)") : ")");
  if (const auto *M = dyn_cast<CXXMethodDecl>(F);
      M && M->isConst() && !M->getParent()->isLambda())
    OS << " const";
  return Text;
}

} // namespace stallfree
