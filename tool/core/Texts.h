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
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"

namespace stallfree {

/// The text that V is made from: QString(":/a"), u":/a"_s, or a local that
/// nothing but such a text makes; V itself where it is something else.
const Value &writtenText(const Function &F, const Value &V, int Depth = 3);

/// Texts that are written in the program and passed to its functions, or what
/// they begin with.
class Texts {
public:
  explicit Texts(const Program &P);

  /// All that V can be; empty if that is not known. A parameter is what all
  /// calls of its function pass, if nobody calls it through a pointer.
  llvm::ArrayRef<std::string> of(const Function &F, const Value &V) const;

private:
  using Parameter = std::pair<FunctionId, int64_t>;
  void forget(const Value &V);

  llvm::DenseMap<Parameter, std::vector<std::string>> Passed;
};

} // namespace stallfree

#endif // STALLFREE_CORE_TEXTS_H
