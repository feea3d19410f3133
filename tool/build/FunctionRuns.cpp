//===- FunctionRuns.cpp - Header functions stored once --------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "build/FactsArchive.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace stallfree {

template <typename Visitor> static void forEachPlace(Function &F, Visitor V) {
  V(F.Where);
  for (Event &E : F.Events)
    V(E.Where);
  for (Loop &L : F.Loops)
    V(L.Where);
}

/// Makes the run independent of the file table it came with.
static void detach(FunctionRun &Run, const std::vector<std::string> &Files) {
  DenseMap<uint32_t, uint32_t> Local;
  for (Function &F : Run.Functions)
    forEachPlace(F, [&](Place &Where) {
      if (Where.Line == 0 || Where.File >= Files.size())
        return;
      auto [Entry, New] = Local.try_emplace(Where.File, Run.Files.size());
      if (New)
        Run.Files.push_back(Files[Where.File]);
      Where.File = Entry->second;
    });
}

/// The inverse; false if Files lacks one that the run needs.
static bool attach(FunctionRun &Run, const std::vector<std::string> &Files) {
  std::vector<uint32_t> Indices;
  for (const std::string &File : Run.Files) {
    auto Found = find(Files, File);
    if (Found == Files.end())
      return false;
    Indices.push_back(Found - Files.begin());
  }
  for (Function &F : Run.Functions)
    forEachPlace(F, [&](Place &Where) {
      if (Where.Line != 0 && Where.File < Indices.size())
        Where.File = Indices[Where.File];
    });
  return true;
}

UnitBody split(TUFacts Facts, std::vector<std::pair<Digest, std::string>> &Shared) {
  UnitBody Body;
  std::vector<Function> Functions = std::move(Facts.Functions);
  Facts.Functions.clear();
  for (auto Begin = Functions.begin(); Begin != Functions.end();) {
    uint32_t File = Begin->Where.File;
    auto End = std::find_if(Begin, Functions.end(),
                            [&](const Function &F) { return F.Where.File != File; });
    RunReference Reference;
    FunctionRun &Run = Reference.Here;
    Run.Functions.assign(std::move_iterator(Begin), std::move_iterator(End));
    detach(Run, Facts.Files);
    if (File < Facts.Files.size() && Facts.Files[File] != Facts.MainFile) {
      std::string Bytes = pack(Run);
      Reference.Elsewhere = Digest::of(Bytes);
      Shared.emplace_back(Reference.Elsewhere, std::move(Bytes));
      Run = {};
    }
    Body.Runs.push_back(std::move(Reference));
    Begin = End;
  }
  Body.Rest = std::move(Facts);
  return Body;
}

bool join(UnitBody Body, TUFacts &Facts, function_ref<const FunctionRun *(const Digest &)> Find) {
  Facts = std::move(Body.Rest);
  for (RunReference &Reference : Body.Runs) {
    if (Reference.Elsewhere != Digest()) {
      const FunctionRun *Run = Find(Reference.Elsewhere);
      if (!Run)
        return false;
      Reference.Here = *Run;
    }
    if (!attach(Reference.Here, Facts.Files))
      return false;
    llvm::move(Reference.Here.Functions, std::back_inserter(Facts.Functions));
  }
  return true;
}

} // namespace stallfree
