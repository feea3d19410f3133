//===- FactsArchive.h - Facts and Reports as bytes --------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one place that knows the binary format (cereal). Its version is that of
// the sources of the facts, see factsVersion(): any change to them makes older
// entries unknown, and unknown entries are parsed again.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_BUILD_FACTSARCHIVE_H
#define STALLFREE_BUILD_FACTSARCHIVE_H

#include "build/Digest.h"
#include "core/Report.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"

namespace stallfree {

/// What a file held when it was last looked at.
struct RememberedFile {
  std::string Path;
  int64_t Size = 0, ModifiedNs = 0;
  Digest Content;
};

/// A file as a parse saw it. Paths under the root start with "@/".
struct RecordedInput {
  std::string Path;
  Digest Content;
};

/// Everything that decides whether stored facts still hold, and what they are.
struct UnitHead {
  std::vector<RecordedInput> Inputs;
  std::vector<std::string> Absent; ///< Nothing may be there.
  Digest Facts;                    ///< Of the packed UnitBody.
};

/// Functions that follow each other in one file; the same bytes for every
/// translation unit that sees them alike.
struct FunctionRun {
  std::vector<std::string> Files; ///< What Places in it refer to.
  std::vector<Function> Functions;
};

/// One piece of TUFacts::Functions, in order: a run stored elsewhere under its
/// Digest (headers), or here.
struct RunReference {
  Digest Elsewhere;
  FunctionRun Here;
};

struct UnitBody {
  TUFacts Rest; ///< Without Functions.
  std::vector<RunReference> Runs;
};

/// Changes with every source file that shapes facts or their format.
llvm::StringRef factsVersion();

/// To and from bytes. unpack is false for bytes of another version, or that
/// are truncated or damaged.
template <typename T> std::string pack(const T &Value);
template <typename T> bool unpack(llvm::StringRef Bytes, T &Value);

/// Takes TUFacts apart: runs in files other than the main file go to Shared
/// (packed), and put back together. join is false if a run is missing.
UnitBody split(TUFacts Facts, std::vector<std::pair<Digest, std::string>> &Shared);
bool join(UnitBody Body, TUFacts &Facts,
          llvm::function_ref<const FunctionRun *(const Digest &)> Find);

} // namespace stallfree

#endif // STALLFREE_BUILD_FACTSARCHIVE_H
