//===- FromASTTest.cpp - FromAST ------------------------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "build/FitCommand.h"
#include "core/FactsText.h"
#include "extract/Extract.h"
#include "clang/Driver/CreateInvocationFromArgs.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Sema/SemaConsumer.h"
#include "llvm/Support/raw_ostream.h"
#include <gtest/gtest.h>

using namespace stallfree;

namespace {

/// Reads every body, as clang-tidy does.
class WholeConsumer : public clang::SemaConsumer {
public:
  WholeConsumer(const ProjectFiles &Project, TUFacts &Out)
      : Project(Project), Out(Out) {}
  void InitializeSema(clang::Sema &S) override { TheSema = &S; }
  void ForgetSema() override { TheSema = nullptr; }
  void HandleTranslationUnit(clang::ASTContext &AST) override {
    Out = extractFromAST(AST, TheSema, Project);
  }

private:
  const ProjectFiles &Project;
  TUFacts &Out;
  clang::Sema *TheSema = nullptr;
};

class WholeAction : public clang::ASTFrontendAction {
public:
  WholeAction(const ProjectFiles &Project, TUFacts &Out)
      : Project(Project), Out(Out) {}
  std::unique_ptr<clang::ASTConsumer>
  CreateASTConsumer(clang::CompilerInstance &, llvm::StringRef) override {
    return std::make_unique<WholeConsumer>(Project, Out);
  }

private:
  const ProjectFiles &Project;
  TUFacts &Out;
};

std::string text(const TUFacts &Facts) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  printFacts(Facts, OS);
  return Text;
}

std::vector<std::string> command(const std::string &File) {
  return {"clang++", "-resource-dir=" + resourceDirectory(), "-std=c++20",
          "-fsyntax-only", File};
}

class FromAST : public testing::TestWithParam<const char *> {};

TEST_P(FromAST, SkippingBodiesLosesNothing) {
  ProjectFiles Project;
  Project.Root = std::string(STALLFREE_SOURCE_DIR) + "/test/extract";
  std::vector<std::string> Command = command(Project.Root + "/" + GetParam());
  TUFacts Skipped =
      extract("/", Command, Project, llvm::vfs::createPhysicalFileSystem())
          .Facts;
  ASSERT_FALSE(Skipped.HadErrors) << text(Skipped);
  ASSERT_FALSE(Skipped.Functions.empty());

  std::vector<const char *> Arguments;
  for (const std::string &A : Command)
    Arguments.push_back(A.c_str());
  clang::CompilerInstance Compiler(clang::createInvocation(Arguments));
  Compiler.setVirtualFileSystem(llvm::vfs::getRealFileSystem());
  Compiler.createDiagnostics();
  TUFacts Whole;
  WholeAction Action(Project, Whole);
  ASSERT_TRUE(Compiler.ExecuteAction(Action));
  EXPECT_EQ(text(Skipped), text(Whole));
}

INSTANTIATE_TEST_SUITE_P(Sources, FromAST,
                         testing::Values("instantiation.cpp", "callables.cpp",
                                         "constants.cpp", "names.cpp"));

Extraction fromMemory(const std::string &Root) {
  auto Files = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  auto Add = [&](llvm::StringRef Name, llvm::StringRef Text) {
    Files->addFile(Root + "/" + Name.str(), 0,
                   llvm::MemoryBuffer::getMemBuffer(Text));
  };
  Add("lib/h.h", "template <class F> void retry(F f) { f(); }\n"
                 "static inline void mine() { retry([] {}); }\n");
  Add("a.cpp", "#include \"lib/h.h\"\nnamespace { struct S { ~S() {} }; }\n"
               "void a() { S s; mine(); retry([] {}); }\n");
  Add("vendor/v.h", "inline void vendored() {}\n");
  Add("b.cpp", "#include \"vendor/v.h\"\nvoid b() { vendored(); }\n");
  ProjectFiles Project;
  Project.Root = Root;
  Extraction A =
      extract(Root, {"clang++", "-fsyntax-only", "a.cpp"}, Project, Files);
  Extraction B =
      extract(Root, {"clang++", "-fsyntax-only", "b.cpp"}, Project, Files);
  EXPECT_EQ(B.Facts.Functions.size(), 1u) << "vendor/ is not the project";
  return A;
}

TEST(Extract, FactsDoNotDependOnWhereTheProjectLies) {
  Extraction Here = fromMemory("/here");
  Extraction There = fromMemory("/quite/another/place");
  EXPECT_FALSE(Here.Facts.HadErrors) << text(Here.Facts);
  EXPECT_GE(Here.Facts.Functions.size(), 6u);
  EXPECT_EQ(text(Here.Facts), text(There.Facts));
}

TEST(Extract, NamesItsInputs) {
  Extraction E = fromMemory("/here");
  ASSERT_EQ(E.Inputs.size(), 2u);
  EXPECT_EQ(E.Inputs[0].Path, "/here/a.cpp");
  EXPECT_EQ(E.Inputs[1].Path, "/here/lib/h.h");
  EXPECT_GT(E.Inputs[1].Size, 0);
}

TEST(Extract, ACommandWithoutASourceIsAProblem) {
  ProjectFiles Project;
  Project.Root = "/";
  Extraction E = extract("/", {"clang++", "-fsyntax-only"}, Project,
                         llvm::vfs::createPhysicalFileSystem());
  EXPECT_TRUE(E.Facts.HadErrors);
  ASSERT_FALSE(E.Facts.Problems.empty());
  EXPECT_FALSE(E.Facts.Problems[0].Message.empty());
}

} // namespace
