//===- Texts.h - Which texts a value may be ---------------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   void read(const string &file) { std::ifstream in(file.c_str()); ... }
//   read("/proc/swaps");            the only calls say which file it is
//   read("/proc/mounts");
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_TEXTS_H
#define STALLFREE_CORE_TEXTS_H

#include "Program.h"
#include "RuleIndex.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringMap.h"

namespace stallfree {

/// The text that V is made from: QString(":/a"), u":/a"_s, or a local that
/// nothing but such a text makes; V itself where it is something else.
const Value &writtenText(const Function &F, const Value &V, int Depth = 3);

/// Texts that are written in the program, or what they begin with: as they are
/// passed to its functions, kept in its members and given back by its functions.
class Texts {
public:
  Texts(const Program &P, RuleIndex &Rules);

  /// All that V can be; empty if that is not known. A parameter is what all
  /// calls of its function pass, if nobody calls it through a pointer; a member
  /// is what all who fill it put there.
  std::vector<std::string> of(const Function &F, const Value &V) const;

private:
  using Parameter = std::pair<FunctionId, int64_t>;
  template <class T> using Places = std::vector<std::pair<BodyIndex, const T *>>;
  void forget(const Value &V);
  const TextRow *told(const Event &E) const;
  const Value &filledBy(const Event &E) const;
  bool starts(const Function &F, const Value &V, int Depth,
              std::vector<std::string> &All) const;
  bool made(const Function &F, const Event &E, int Depth,
            std::vector<std::string> &All) const;
  bool returned(FunctionId Callee, int Depth,
                std::vector<std::string> &All) const;
  bool given(const Function &F, const Value &V, int Depth,
             std::vector<std::string> &All) const;

  const Program &P;
  RuleIndex &Rules;
  llvm::DenseMap<Parameter, Places<Value>> Passed;
  llvm::StringMap<Places<Event>> Filled; ///< By the name of a member or global.
  llvm::DenseSet<FunctionId> Unseen; ///< Called by others than one sees.
};

} // namespace stallfree

#endif // STALLFREE_CORE_TEXTS_H
