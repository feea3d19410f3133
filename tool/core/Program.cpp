//===- Program.cpp - All translation units merged -------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Program.h"
#include "TypeName.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include <tuple>

using namespace stallfree;
using llvm::StringRef;

namespace {

/// Two bodies of one id are the same if all that analysis looks at agrees.
/// Headers are extracted in every unit that includes them, so nearly all
/// duplicates are equal here.
bool sameShape(const Function &A, const Function &B) {
  if (A.Events.size() != B.Events.size() || A.Blocks.size() != B.Blocks.size() ||
      A.Where.Line != B.Where.Line || A.Where.Column != B.Where.Column)
    return false;
  for (auto [X, Y] : llvm::zip_equal(A.Events, B.Events))
    if (X.K != Y.K || X.Callee != Y.Callee || X.Name != Y.Name ||
        X.Object.Callables != Y.Object.Callables ||
        X.Arguments.size() != Y.Arguments.size() ||
        X.Where.Line != Y.Where.Line)
      return false;
  return true;
}

} // namespace

Program::Program(llvm::ArrayRef<const TUFacts *> Given)
    : Units(Given.begin(), Given.end()) {
  llvm::stable_sort(Units, [](auto *A, auto *B) {
    return A->MainFile < B->MainFile;
  });

  for (const TUFacts *U : Units)
    for (const Class &C : U->Classes) {
      Classes.try_emplace(C.Type, &C);
      if (C.Constructed)
        Made.insert(C.Type);
    }

  // `sessions[id]` makes what is not there yet.
  for (const TUFacts *U : Units)
    for (const Function &F : U->Functions)
      for (const Event &E : F.Events)
        if (StringRef(E.Name).starts_with("std::") && StringRef(E.Name).ends_with("::operator[]"))
          for (StringRef Held : templateArguments(E.Object.Type))
            Made.insert(Held);

  // An object of a class is one of each of its bases too.
  std::vector<std::string> Rising;
  for (auto &Entry : Made)
    Rising.push_back(Entry.first().str());
  while (!Rising.empty()) {
    const Class *C = findClass(Rising.back());
    Rising.pop_back();
    if (C)
      for (const std::string &Base : C->Bases)
        if (Made.insert(Base).second)
          Rising.push_back(Base);
  }

  for (const TUFacts *U : Units)
    for (const Function &F : U->Functions)
      Bodies.push_back({&F, U});
  auto Key = [](const Body &B) {
    return std::tuple(StringRef(B.Unit->Files[B.F->Where.File]), B.F->Where.Line,
                      B.F->Where.Column, B.F->Id);
  };
  llvm::stable_sort(Bodies, [&](auto &A, auto &B) { return Key(A) < Key(B); });

  // A pattern that was not instantiated in one unit may be in another, with
  // another id; both stay, for the pattern's non-dependent calls are the same.
  std::vector<Body> Distinct;
  for (const Body &B : Bodies) {
    auto &Same = ById[B.F->Id];
    if (llvm::any_of(Same, [&](BodyIndex I) {
          const Body &Known = Distinct[I];
          return Known.Unit->Files[Known.F->Where.File] ==
                     B.Unit->Files[B.F->Where.File] &&
                 sameShape(*Known.F, *B.F);
        }))
      continue;
    Same.push_back(Distinct.size());
    Distinct.push_back(B);
  }
  Bodies = std::move(Distinct);

  for (BodyIndex I = 0; I < Bodies.size(); ++I) {
    const Function &F = *Bodies[I].F;
    HasMain |= F.Name == "main";
    for (const std::string &Name : F.OverrideNames)
      ByOverriddenName[Name].push_back(I);
    if (F.Constructor)
      Constructors[F.Class].push_back(I);
    else if (!F.Class.empty() && !F.Lambda) {
      Methods[F.Class].push_back(I);
      MethodsByName[lastSegment(F.Name)].push_back(I);
    }
    // Overriders count only where an object of their class can exist.
    if (!F.Overrides.empty() &&
        (Made.contains(F.Class) || !Classes.contains(F.Class)))
      for (FunctionId Base : F.Overrides)
        Overriding[Base].push_back(F.Id);
  }
  for (auto &[Id, List] : Overriding) {
    llvm::sort(List);
    List.erase(llvm::unique(List), List.end());
  }
}

llvm::ArrayRef<BodyIndex> Program::bodies(FunctionId Id) const {
  auto It = ById.find(Id);
  return It == ById.end() ? llvm::ArrayRef<BodyIndex>() : It->second;
}

/// How many leading folders two paths share; one more for the same file.
static size_t nearness(StringRef A, StringRef B) {
  if (A == B)
    return SIZE_MAX;
  size_t Folders = 0;
  for (size_t I = 0; I < A.size() && I < B.size() && A[I] == B[I]; ++I)
    Folders += A[I] == '/';
  return Folders;
}

llvm::SmallVector<BodyIndex, 1> Program::bodies(FunctionId Id,
                                                BodyIndex From) const {
  auto All = bodies(Id);
  if (All.size() < 2)
    return {All.begin(), All.end()};
  auto File = [&](BodyIndex B) {
    return StringRef(Bodies[B].Unit->Files[Bodies[B].F->Where.File]);
  };
  llvm::SmallVector<BodyIndex, 1> Nearest;
  size_t Best = 0;
  for (BodyIndex B : All) {
    size_t Near = nearness(File(From), File(B));
    if (Near > Best)
      Nearest.clear();
    Best = std::max(Best, Near);
    if (Near == Best)
      Nearest.push_back(B);
  }
  return Nearest;
}

bool Program::inDifferentFiles(llvm::ArrayRef<BodyIndex> Of) const {
  auto File = [&](BodyIndex B) {
    return StringRef(Bodies[B].Unit->Files[Bodies[B].F->Where.File]);
  };
  return llvm::any_of(Of, [&](BodyIndex B) { return File(B) != File(Of.front()); });
}

const Function *Program::function(FunctionId Id) const {
  auto Found = bodies(Id);
  return Found.empty() ? nullptr : Bodies[Found.front()].F;
}

llvm::ArrayRef<FunctionId> Program::overriders(FunctionId Id) const {
  auto It = Overriding.find(Id);
  return It == Overriding.end() ? llvm::ArrayRef<FunctionId>() : It->second;
}

llvm::ArrayRef<BodyIndex> Program::overridersOf(StringRef Name) const {
  auto It = ByOverriddenName.find(Name);
  return It == ByOverriddenName.end() ? llvm::ArrayRef<BodyIndex>()
                                      : It->second;
}

llvm::ArrayRef<BodyIndex> Program::constructors(StringRef Type) const {
  auto It = Constructors.find(Type);
  return It == Constructors.end() ? llvm::ArrayRef<BodyIndex>() : It->second;
}

llvm::SmallVector<FunctionId, 1>
Program::methodsNamed(StringRef Type, StringRef Name) const {
  llvm::SmallVector<FunctionId, 1> Found;
  if (auto It = Methods.find(Type); It != Methods.end())
    for (BodyIndex B : It->second)
      if (lastSegment(Bodies[B].F->Name) == Name &&
          !llvm::is_contained(Found, Bodies[B].F->Id))
        Found.push_back(Bodies[B].F->Id);
  if (const Class *C = Found.empty() ? findClass(Type) : nullptr)
    for (size_t I = 0; I < C->Bases.size() && Found.empty(); ++I)
      Found = methodsNamed(C->Bases[I], Name);
  return Found;
}

llvm::SmallVector<FunctionId, 1> Program::methodsNamed(StringRef Name) const {
  llvm::SmallVector<FunctionId, 1> Found;
  if (auto It = MethodsByName.find(Name); It != MethodsByName.end())
    for (BodyIndex B : It->second)
      if (!llvm::is_contained(Found, Bodies[B].F->Id))
        Found.push_back(Bodies[B].F->Id);
  return Found;
}

bool Program::isNeverMade(StringRef Type) const {
  return HasMain && Classes.contains(Type) && !Made.contains(Type);
}

const Class *Program::findClass(StringRef Type) const {
  return Classes.lookup(Type);
}

Location Program::location(BodyIndex B, const Place &P) const {
  const TUFacts &U = *Bodies[B].Unit;
  return {P.File < U.Files.size() ? U.Files[P.File] : U.MainFile, P.Line,
          P.Column, P.Length};
}
