//===- FitCommandTest.cpp - Commands of other compilers -------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "build/FitCommand.h"
#include "build/GccToolchain.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/StringSaver.h"
#include "gtest/gtest.h"

using namespace stallfree;

/// What is left of Command for /p/a.cpp, without what every command gets.
static std::string fit(llvm::StringRef Command, std::vector<std::string> Defines = {},
                       llvm::StringRef File = "/p/a.cpp") {
  llvm::BumpPtrAllocator Memory;
  llvm::StringSaver Saver(Memory);
  llvm::SmallVector<const char *> Words;
  llvm::cl::TokenizeGNUCommandLine(Command, Saver, Words);
  CompileCommand Asked{File.str(), "/p/build", {Words.begin(), Words.end()}};
  CompileJob Job = fitCommand(Asked, Defines);
  std::vector<std::string> &Line = Job.CommandLine;
  EXPECT_TRUE(llvm::StringRef(Line.front()).ends_with("clang++"));
  EXPECT_EQ(Line.back(), File);
  Line.erase(Line.begin());
  llvm::erase_if(Line, [](llvm::StringRef A) { return A.starts_with("-resource-dir="); });
  std::string Text = llvm::join(Line, " ");
  std::string Tail = " -w -fsyntax-only -x c++ -- " + File.str();
  llvm::StringRef Rest = Text;
  if (!Rest.consume_back(Tail))
    Rest.consume_back(llvm::StringRef(Tail).drop_front());
  return Rest.str();
}

TEST(FitCommand, KeepsWhatShapesTheSource) {
  EXPECT_EQ(fit("clang++ -DA=1 -UB -I/i -isystem /s -iquote q -fno-exceptions -fno-rtti -std=c++20 "
                "-pthread -march=x86-64 -c a.cpp -o a.o"),
            "-D A=1 -U B -I /i -isystem /s -iquote q -fno-exceptions -fno-rtti -pthread "
            "-march=x86-64 -std=c++20");
}

TEST(FitCommand, DropsWhatClangDoesNotKnow) {
  EXPECT_EQ(fit("g++ -std=gnu++20 -fno-tree-vectorize -fconcepts-diagnostics-depth=4 "
                "-Wno-maybe-uninitialized -fmodules-ts -mno-direct-extern-access -fanalyzer "
                "-fplugin=x.so -fplugin-arg-x-y=1 -fno-semantic-interposition --param=foo=1 "
                "-fmodule-mapper=a.modmap -c a.cpp"),
            "-std=gnu++20");
}

TEST(FitCommand, DropsOutputsAndCodeGeneration) {
  EXPECT_EQ(fit("g++ -O2 -g -ggdb3 -fPIC -flto=auto -fsanitize=address,undefined --coverage "
                "-fprofile-arcs -MD -MT a.o -MF a.d -MMD -Wall -Werror -pedantic-errors "
                "-fdiagnostics-color=always -gsplit-dwarf -save-temps -pipe -c -o a.o a.cpp -lfoo"),
            "");
}

TEST(FitCommand, DropsWhatDiffersBetweenTargetsOnly) {
  EXPECT_EQ(fit("g++ -Dfoo_EXPORTS -fPIC -D_FORTIFY_SOURCE=2 -DX a.cpp"), fit("g++ -DX a.cpp"));
}

TEST(FitCommand, KeepsPrefixHeadersButNotPrecompiledOnes) {
  EXPECT_EQ(fit("g++ -Winvalid-pch -include /p/pch.hxx a.cpp"),
            "-Xclang -include -Xclang /p/pch.hxx");
  EXPECT_EQ(fit("clang++ -Xclang -include-pch -Xclang /p/pch.hxx.pch -Xclang -include -Xclang "
                "/p/pch.hxx -fpch-instantiate-templates a.cpp"),
            "-Xclang -include -Xclang /p/pch.hxx");
  EXPECT_EQ(fit("clang++ -include-pch x.pch a.cpp"), "");
}

TEST(FitCommand, UnpacksPreprocessorFlags) {
  EXPECT_EQ(fit("g++ -Wp,-DFOO=1,-MD,x.d,-D_FORTIFY_SOURCE=2 a.cpp"), "-DFOO=1");
}

TEST(FitCommand, ChoosesAStandardThatClangHas) {
  EXPECT_EQ(fit("g++ -std=gnu++29 a.cpp"), "-std=gnu++26");
  EXPECT_EQ(fit("g++ -std=c++17 -fcoroutines a.cpp"), "-fcoroutines -std=gnu++20");
  EXPECT_EQ(fit("g++ -fconcepts a.cpp"), "-std=gnu++20");
  EXPECT_EQ(fit("g++ -std=c11 a.cpp"), "");
}

TEST(FitCommand, AddsTheDefinesOfPacksWhereCxx20IsOn) {
  std::vector<std::string> Defines = {"ASIO_HAS_CO_AWAIT"};
  EXPECT_EQ(fit("g++ -std=c++20 a.cpp", Defines), "-std=c++20 -DASIO_HAS_CO_AWAIT");
  EXPECT_EQ(fit("g++ -std=gnu++29 a.cpp", Defines), "-std=gnu++26 -DASIO_HAS_CO_AWAIT");
  EXPECT_EQ(fit("g++ -std=c++17 a.cpp", Defines), "-std=c++17");
  EXPECT_EQ(fit("g++ a.cpp", Defines), "");
}

TEST(FitCommand, AddsMacrosWithParametersInAllOfCxx) {
  std::vector<std::string> Defines = {"NOTE(x)=[[clang::annotate(#x)]]"};
  EXPECT_EQ(fit("g++ -std=c++17 a.cpp", Defines),
            "-std=c++17 -DNOTE(x)=[[clang::annotate(#x)]]");
  EXPECT_EQ(fit("g++ a.cpp", Defines), "-DNOTE(x)=[[clang::annotate(#x)]]");
  EXPECT_EQ(fit("gcc -std=c11 a.c", Defines, "/p/a.c").find("NOTE"), std::string::npos);
}

TEST(FitCommand, ParsesHeadersAsSources) {
  EXPECT_EQ(fit("g++ -x c++-header -c a.h", {}, "/p/a.h"), "");
  EXPECT_EQ(fit("g++ -c a.h", {}, "/p/a.h"), "");
}

TEST(FitCommand, FindsTheCompilerBehindItsLauncher) {
  EXPECT_EQ(compilerIndex({"ccache", "/usr/bin/g++", "-c"}), 1u);
  EXPECT_EQ(compilerIndex({"env", "LANG=C", "aarch64-linux-gnu-g++-12", "-c"}), 2u);
  EXPECT_EQ(compilerIndex({"/opt/mystery", "-c", "clang++"}), 0u);
  EXPECT_EQ(fit("ccache g++ -DX a.cpp"), "-D X");
}

TEST(FitCommand, TakesTheTargetFromACrossCompiler) {
  EXPECT_EQ(fit("aarch64-linux-gnu-g++ a.cpp"), "--target=aarch64-linux-gnu");
  EXPECT_EQ(fit("x86_64-linux-gnu-g++ a.cpp"), fit("g++ a.cpp"));
}

TEST(FitCommand, KnowsLanguages) {
  EXPECT_EQ(languageOf("a.cc"), "c++");
  EXPECT_EQ(languageOf("a.c"), "c");
  EXPECT_TRUE(isHeader("a.hpp"));
  EXPECT_EQ(languageOf("a.S"), "");
  EXPECT_EQ(languageOf("a.cu"), "");
}
