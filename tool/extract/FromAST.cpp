//===- FromAST.cpp - Facts of a parsed translation unit -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bodies.h"
#include "Compile.h"
#include "Instantiate.h"
#include "Suppressions.h"
#include "extract/Extract.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/Diagnostic.h"
#include <tuple>

using namespace clang;

namespace stallfree {
namespace {

/// Renumbers files into path order, so that facts do not depend on which
/// declaration was met first.
void sortFiles(TUFacts &Facts) {
  std::vector<uint32_t> Order(Facts.Files.size()), NewIndex(Order.size());
  for (uint32_t I = 0; I < Order.size(); ++I)
    Order[I] = I;
  llvm::sort(Order, [&](uint32_t A, uint32_t B) {
    return Facts.Files[A] < Facts.Files[B];
  });
  std::vector<std::string> Sorted;
  for (uint32_t I = 0; I < Order.size(); ++I) {
    NewIndex[Order[I]] = I;
    Sorted.push_back(std::move(Facts.Files[Order[I]]));
  }
  Facts.Files = std::move(Sorted);
  auto Move = [&](Place &P) {
    if (P.File < NewIndex.size())
      P.File = NewIndex[P.File];
  };
  for (Function &F : Facts.Functions) {
    Move(F.Where);
    for (Event &E : F.Events)
      Move(E.Where);
    for (Loop &L : F.Loops)
      Move(L.Where);
  }
  for (Class &C : Facts.Classes)
    Move(C.Where);
  for (Suppression &S : Facts.Suppressions)
    Move(S.Where);
}

auto key(const Place &P) { return std::tuple(P.File, P.Line, P.Column); }

void sortFacts(TUFacts &Facts) {
  sortFiles(Facts);
  llvm::sort(Facts.Functions, [](const Function &A, const Function &B) {
    return std::tuple(key(A.Where), A.Id, A.Name) <
           std::tuple(key(B.Where), B.Id, B.Name);
  });
  llvm::sort(Facts.Classes, [](const Class &A, const Class &B) {
    return std::tuple(llvm::StringRef(A.Type), key(A.Where)) <
           std::tuple(llvm::StringRef(B.Type), key(B.Where));
  });
  llvm::sort(Facts.Suppressions,
             [](const Suppression &A, const Suppression &B) {
               return key(A.Where) < key(B.Where);
             });
}

} // namespace

TUFacts extractSince(ASTContext &AST, clang::Sema *Sema,
                     const ProjectFiles &Project, const Additions *Since) {
  Unit U(AST, Sema, Project, Since);
  instantiateOnDemand(U);
  Bodies(U).unit();
  collectSuppressions(U);
  U.Facts.MainFile = U.Sources.stablePath(
      U.Sources.SM.getLocForStartOfFile(U.Sources.SM.getMainFileID()));
  U.Facts.Files = std::move(U.Sources.Files);
  sortFacts(U.Facts);
  return std::move(U.Facts);
}

TUFacts extractFromAST(ASTContext &AST, clang::Sema *Sema,
                       const ProjectFiles &Project) {
  return extractSince(AST, Sema, Project, nullptr);
}

} // namespace stallfree
