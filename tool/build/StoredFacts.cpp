//===- StoredFacts.cpp - What earlier runs left in a store ----------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "build/StoredFacts.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace stallfree {

namespace {
struct Candidate {
  bool Current = false;
  sys::TimePoint<> Written;
  std::string Key;
  std::shared_ptr<const TUFacts> Facts;
};
} // namespace

static std::vector<Candidate> readUnits(const std::string &Path, const ProjectFiles &Project) {
  std::vector<Candidate> Found;
  Store Facts(Path, Project);
  std::error_code EC;
  for (sys::fs::directory_iterator I(Path + "/units", EC), End; I != End && !EC; I.increment(EC)) {
    if (sys::path::extension(I->path()) != ".head")
      continue;
    Candidate C;
    C.Key = sys::path::stem(I->path()).str();
    if (StringRef(C.Key).contains('.'))
      continue; // An older state.
    std::optional<Digest> Holds = Facts.current(C.Key);
    C.Current = Holds.has_value();
    std::optional<Store::Earlier> Newest = Facts.earlier(C.Key);
    if (Newest)
      C.Facts = Facts.load(C.Key, Holds.value_or(Newest->Facts));
    if (!C.Facts || !sys::fs::exists(Project.Root + "/" + C.Facts->MainFile))
      continue;
    if (auto Status = I->status())
      C.Written = Status->getLastModificationTime();
    Found.push_back(std::move(C));
  }
  return Found;
}

Expected<std::vector<std::shared_ptr<const TUFacts>>> storedFacts(const std::string &Path,
                                                                  const ProjectFiles &Project) {
  if (!sys::fs::is_directory(Path + "/units"))
    return createStringError("there is no store '" + Path + "'; 'stallfree check' makes one");
  std::vector<Candidate> Found = readUnits(Path, Project);
  if (Found.empty())
    return createStringError("the store '" + Path +
                             "' holds nothing that this version can use; run 'stallfree check'");
  llvm::sort(Found, [](const Candidate &A, const Candidate &B) {
    return std::tie(A.Facts->MainFile, B.Current, B.Written, A.Key) <
           std::tie(B.Facts->MainFile, A.Current, A.Written, B.Key);
  });
  std::vector<std::shared_ptr<const TUFacts>> Units;
  for (const Candidate &C : Found)
    if (C.Current || Units.empty() || Units.back()->MainFile != C.Facts->MainFile)
      Units.push_back(C.Facts);
  return Units;
}

std::shared_ptr<const TUFacts> withoutFiles(const TUFacts &Unit,
                                            const std::set<std::string> &Changed, StringRef Root) {
  auto Out = std::make_shared<TUFacts>(Unit);
  auto Gone = [&](const Place &Where) {
    return Where.File < Unit.Files.size() &&
           Changed.count((Root + "/" + Unit.Files[Where.File]).str()) > 0;
  };
  erase_if(Out->Functions, [&](const Function &F) { return Gone(F.Where); });
  erase_if(Out->Classes, [&](const Class &C) { return Gone(C.Where); });
  erase_if(Out->Suppressions, [&](const Suppression &S) { return Gone(S.Where); });
  return Out;
}

} // namespace stallfree
