//===- Watched.h - Descriptors that an event loop watches ----- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_WATCHED_H
#define STALLFREE_CORE_WATCHED_H

#include "Facts.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringSet.h"
#include <set>
#include <utility>
#include <vector>

namespace stallfree {

class Program;
struct WatchRow;

/// What `watches:` rows say of a program: which descriptors a loop watches,
/// and which functions get one when it is ready.
class Watched {
public:
  /// E watches a descriptor, as Row says; the conditions of Row hold.
  void note(const Program &P, const Function &F, const Event &E, const WatchRow &Row);
  /// A field that always holds a watched descriptor: "ev_io::fd".
  void noteField(llvm::StringRef Name) { Variables.insert(Name); }

  /// What somebody else calls, too, may find nothing there.
  void forgetCalled(const Program &P);

  /// Is V a watched descriptor where F begins: the parameter that the loop
  /// passes, a field that is watched for F, or one that always holds a watched
  /// one? What other fields hold may have been used up by who called F.
  bool at(const Function &F, const Value &V) const;

  /// Names the descriptor that V is, for a V that is watched in F: what a
  /// callback may read that is not told its descriptor counts as one.
  std::string symbol(const Function &F, const Value &V) const;

  /// Every call of To uses a watched descriptor for the first time there, and
  /// passes it as this parameter. True if that is news.
  bool notePassed(FunctionId To, int64_t Parameter) {
    return Parameters.insert({To, Parameter}).second;
  }

  /// A descriptor given to a watch, and the parameters that get it.
  struct Passing {
    const Function *From;
    const Value *Descriptor;
    FunctionId To;
    int64_t Parameter;
  };
  std::vector<Passing> Passings;

private:
  llvm::StringSet<> Variables;
  std::set<std::pair<FunctionId, std::string>> Fields; ///< Watched for that function.
  llvm::DenseSet<FunctionId> Called; ///< For something that a row does not say.
  llvm::DenseSet<std::pair<FunctionId, int64_t>> Parameters;
};

} // namespace stallfree

#endif // STALLFREE_CORE_WATCHED_H
