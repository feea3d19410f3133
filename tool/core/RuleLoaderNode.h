//===- RuleLoaderNode.h - YAML as a tree of plain values --------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The only user of yaml-cpp is RuleLoaderNode.cpp: everything else of the
// loader sees this tree, in which each value knows where it was written.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_RULELOADERNODE_H
#define STALLFREE_CORE_RULELOADERNODE_H

#include "Facts.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace stallfree {

/// One YAML value. Lines and columns start at 1.
struct RuleNode {
  enum class Kind : uint8_t { Null, Scalar, List, Map };
  Kind K = Kind::Null;
  std::string Text;            ///< Of a scalar.
  bool Quoted = false;         ///< "0" and '0' are texts, not numbers.
  std::vector<RuleNode> Items; ///< Of a list; values of a map.
  std::vector<RuleNode> Keys;  ///< Of a map, parallel to Items.
  uint32_t Line = 0, Column = 0;
};

/// "a text", "a list" ... for messages.
const char *kindName(const RuleNode &Node);

/// Parses the one document of Text. A syntax error becomes a Problem in File
/// and gives what was read before it as Null.
RuleNode parseYaml(llvm::StringRef File, llvm::StringRef Text,
                   std::vector<Problem> &Problems);

/// The known word nearest to Word, empty if none is near.
std::string nearest(llvm::StringRef Word, llvm::ArrayRef<llvm::StringRef> Known);

} // namespace stallfree

#endif // STALLFREE_CORE_RULELOADERNODE_H
