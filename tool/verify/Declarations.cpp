//===- Declarations.cpp - What real headers declare -----------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Declarations.h"
#include "core/NamePattern.h"
#include "core/RuleLoaderNode.h"
#include "extract/Names.h"
#include "extract/Problems.h"
#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Tooling/Tooling.h"

using namespace stallfree;
using llvm::StringRef;

std::vector<const Declaration *>
Declarations::matching(const NamePattern &Name) const {
  std::vector<const Declaration *> Found;
  if (!StringRef(Name.Text).contains('*')) {
    auto [Begin, End] = Known.equal_range(Name.Text);
    for (auto It = Begin; It != End; ++It)
      Found.push_back(&It->second);
    return Found;
  }
  for (const auto &[Declared, D] : Known)
    if (matches(Name, Declared))
      Found.push_back(&D);
  return Found;
}

bool Declarations::isType(const NamePattern &Name) const {
  for (const Declaration *D : matching(Name))
    if (D->K == Declaration::Kind::Type)
      return true;
  return false;
}

bool Declarations::isConstant(StringRef Name) const {
  if (Macros.contains(Name))
    return true;
  for (const Declaration *D : matching({Name.str()}))
    if (D->K == Declaration::Kind::Constant)
      return true;
  return false;
}

std::string Declarations::aliased(StringRef Name) const {
  auto It = Aliases.find(Name);
  return It == Aliases.end() ? "" : It->second;
}

std::string Declarations::inherited(StringRef Name) const {
  auto [Class, Member] = Name.rsplit("::");
  auto It = Bases.find(Class);
  if (It == Bases.end())
    return "";
  for (const std::string &Base : It->second) {
    std::string There = (Base + "::" + Member).str();
    if (Known.contains(There))
      return There;
    if (std::string Above = inherited(There); !Above.empty())
      return Above;
  }
  return "";
}

std::string Declarations::nearest(StringRef Name) const {
  // The same last segment elsewhere says more than a similar spelling.
  StringRef Last = Name.rsplit("::").second;
  std::vector<StringRef> Names;
  for (const auto &[Declared, D] : Known) {
    if (!Last.empty() && StringRef(Declared).rsplit("::").second == Last &&
        D.K == Declaration::Kind::Function && !D.Hidden)
      return Declared;
    if (Names.empty() || Names.back() != Declared)
      Names.push_back(Declared);
  }
  return ::nearest(Name, Names);
}

namespace stallfree {

class DeclarationVisitor : public clang::DynamicRecursiveASTVisitor {
public:
  DeclarationVisitor(const clang::ASTContext &AST, Declarations &Out)
      : SM(AST.getSourceManager()), Sources(SM, AST.getLangOpts(), Project),
        Ids(AST, Sources), Spelled(AST, Ids), Out(Out) {}

  bool VisitFunctionDecl(clang::FunctionDecl *F) override {
    Declaration D;
    D.AtLeast = F->getMinRequiredArguments();
    D.AtMost = F->isVariadic() || hasPack(F) ? Declaration::Endless
                                             : F->getNumParams();
    auto *Method = clang::dyn_cast<clang::CXXMethodDecl>(F);
    D.Member = Method && !Method->isStatic();
    for (unsigned I = 0; I < F->getNumParams(); ++I)
      if (mayBeCalled(F->getParamDecl(I)->getType()))
        D.Callables.insert(I);
    add(F, std::move(D));
    return true;
  }
  bool VisitTagDecl(clang::TagDecl *Tag) override {
    addType(Tag);
    auto *Class = clang::dyn_cast<clang::CXXRecordDecl>(Tag);
    if (!Class || !Class->hasDefinition())
      return true;
    std::string Name = Spelled.qualified(Class);
    for (const clang::CXXBaseSpecifier &Base :
         Class->getDefinition()->bases())
      if (const clang::NamedDecl *B = baseOf(Base.getType()))
        Out.Bases[Name].push_back(Spelled.qualified(B));
    // What the compiler declares has no declaration in the header.
    StringRef Last = StringRef(Name).rsplit("::").second;
    if (Last.empty())
      Last = Name;
    addImplicit(Name + "::~" + Last.str(), Class, 0);
    addImplicit(Name + "::" + Last.str(), Class, 1);
    return true;
  }
  bool VisitTypedefNameDecl(clang::TypedefNameDecl *T) override {
    std::string Name = Spelled.qualified(T);
    StringRef Target = Spelled.type(T->getUnderlyingType());
    Target = Target.take_until([](char C) { return C == '<'; });
    if (Target == Name)
      addType(T);
    else
      Out.Aliases.emplace(std::move(Name), Target);
    return true;
  }
  bool VisitUsingShadowDecl(clang::UsingShadowDecl *U) override {
    Out.Aliases.emplace(Spelled.qualified(U),
                        Spelled.qualified(U->getTargetDecl()));
    return true;
  }
  bool VisitEnumConstantDecl(clang::EnumConstantDecl *E) override {
    return addConstant(E);
  }
  bool VisitVarDecl(clang::VarDecl *V) override {
    return V->hasGlobalStorage() ? addConstant(V) : true;
  }

private:
  static bool hasPack(const clang::FunctionDecl *F) {
    for (const clang::ParmVarDecl *P : F->parameters())
      if (P->isParameterPack())
        return true;
    return false;
  }

  /// A function, a template parameter or an object of some class.
  static bool mayBeCalled(clang::QualType T) {
    T = T.getNonReferenceType().getCanonicalType();
    if (T->isPointerType())
      T = T->getPointeeType().getCanonicalType();
    return T->isDependentType() || T->isFunctionType() || T->isRecordType() ||
           T->isVoidType() || T->isMemberFunctionPointerType();
  }

  static const clang::NamedDecl *baseOf(clang::QualType T) {
    T = T.getCanonicalType();
    if (const clang::CXXRecordDecl *Class = T->getAsCXXRecordDecl())
      return Class;
    if (const auto *S = T->getAs<clang::TemplateSpecializationType>())
      return S->getTemplateName().getAsTemplateDecl();
    return nullptr;
  }

  void addType(const clang::NamedDecl *D) {
    Declaration Type;
    Type.K = Declaration::Kind::Type;
    add(D, std::move(Type));
  }
  bool addConstant(const clang::NamedDecl *D) {
    Declaration Constant;
    Constant.K = Declaration::Kind::Constant;
    add(D, std::move(Constant));
    return true;
  }
  void addImplicit(std::string Name, const clang::CXXRecordDecl *Class,
                   unsigned AtMost) {
    Declaration D;
    D.AtMost = AtMost;
    D.Member = true;
    locate(Class, D);
    Out.Known.emplace(std::move(Name), std::move(D));
  }
  void add(const clang::NamedDecl *D, Declaration Found) {
    if (D->getDeclName().isEmpty() && !clang::isa<clang::TagDecl>(D))
      return;
    clang::AccessSpecifier Access = D->getAccess();
    const auto *F = clang::dyn_cast<clang::FunctionDecl>(D);
    Found.Hidden = Access == clang::AS_private ||
                   Access == clang::AS_protected || (F && F->isDeleted());
    locate(D, Found);
    Out.Known.emplace(Spelled.qualified(D), std::move(Found));
  }
  void locate(const clang::NamedDecl *D, Declaration &Found) {
    clang::PresumedLoc Loc = SM.getPresumedLoc(SM.getFileLoc(D->getLocation()));
    if (!Loc.isValid())
      return;
    Found.File = Loc.getFilename();
    Found.Line = Loc.getLine();
  }

  const clang::SourceManager &SM;
  ProjectFiles Project;
  SourceTable Sources;
  Identities Ids;
  Names Spelled;
  Declarations &Out;

public:
  void addMacros(const clang::Preprocessor &PP) {
    for (const auto &Macro : PP.macros())
      Out.Macros.insert(Macro.first->getName().str());
  }
};

} // namespace stallfree

namespace {

class Consumer : public clang::ASTConsumer {
public:
  Consumer(const clang::Preprocessor &PP, Declarations &Out)
      : PP(PP), Out(Out) {}
  void HandleTranslationUnit(clang::ASTContext &AST) override {
    DeclarationVisitor Visitor(AST, Out);
    Visitor.TraverseDecl(AST.getTranslationUnitDecl());
    Visitor.addMacros(PP);
  }
  /// Only what is declared counts.
  bool shouldSkipFunctionBody(clang::Decl *) override { return true; }

private:
  const clang::Preprocessor &PP;
  Declarations &Out;
};

class Action : public clang::ASTFrontendAction {
public:
  explicit Action(Declarations &Out) : Out(Out) {}
  std::unique_ptr<clang::ASTConsumer>
  CreateASTConsumer(clang::CompilerInstance &Compiler, StringRef) override {
    Compiler.getFrontendOpts().SkipFunctionBodies = true;
    return std::make_unique<Consumer>(Compiler.getPreprocessor(), Out);
  }

private:
  Declarations &Out;
};

} // namespace

Declarations stallfree::readDeclarations(llvm::ArrayRef<std::string> Arguments,
                                         StringRef Source,
                                         std::vector<Problem> &Problems) {
  Declarations Out;
  auto Memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  Memory->addFile("/headers.cpp", 0,
                  llvm::MemoryBuffer::getMemBufferCopy(Source));
  auto Files = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(
      llvm::vfs::getRealFileSystem());
  Files->pushOverlay(Memory);
  auto Manager = llvm::makeIntrusiveRefCnt<clang::FileManager>(
      clang::FileSystemOptions(), Files);
  std::vector<std::string> Command = Arguments.vec();
  Command.insert(Command.end(), {"-fsyntax-only", "/headers.cpp"});
  ProjectFiles Project;
  ProblemCollector Collector(Project);
  clang::tooling::ToolInvocation Invocation(
      Command, std::make_unique<Action>(Out), Manager.get());
  Invocation.setDiagnosticConsumer(&Collector);
  Invocation.run();
  Problems = std::move(Collector.Problems);
  return Out;
}
