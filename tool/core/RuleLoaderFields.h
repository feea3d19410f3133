//===- RuleLoaderFields.h - Reading the keys of one block -------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Fields reads one map by key. Each key that a reader asks for is known; what
// is left at the end is unknown and becomes a Problem with a "did you mean".
// A bad value becomes a Problem too, and marks the whole row as bad.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_RULELOADERFIELDS_H
#define STALLFREE_CORE_RULELOADERFIELDS_H

#include "RuleLoaderNode.h"
#include "Rules.h"
#include "llvm/ADT/SmallVector.h"

namespace stallfree {

/// Values of POSIX and Linux constants that rows name as flags; nullopt if the
/// name is not in the table.
std::optional<int64_t> constantValue(llvm::StringRef Name);
std::vector<llvm::StringRef> constantNames();

/// What all readers of one file share.
struct RuleFile {
  std::string Path;
  std::string PackName;
  std::vector<Problem> *Problems;

  void problem(const RuleNode &At, std::string Message, std::string Remedy = "");
  RowPlace place(const RuleNode &At) const;
};

template <class E> struct Word {
  llvm::StringRef Text;
  E Value;
};

class Fields {
public:
  /// What names the block in messages: "a 'blocks' row".
  Fields(RuleFile &File, const RuleNode &Map, llvm::StringRef What);

  bool good() const { return Good; }
  /// For a Problem that was reported elsewhere.
  void markBad() { Good = false; }
  /// Reports unknown and duplicate keys; call last. Returns good().
  bool finish();
  void problem(const RuleNode &At, std::string Message, std::string Remedy = "");
  RowPlace place() const { return File.place(Map); }
  const RuleNode &node() const { return Map; }

  /// The value of a key, null if absent. Makes the key known.
  const RuleNode *find(llvm::StringRef Key);

  std::string text(llvm::StringRef Key, bool Required = false);
  bool flag(llvm::StringRef Key, bool Default);
  std::vector<std::string> texts(llvm::StringRef Key);
  /// One pattern or a list of patterns, checked.
  std::vector<NamePattern> patterns(llvm::StringRef Key, bool Required = false);
  NamePattern pattern(llvm::StringRef Key);
  std::optional<ArgumentSelector> selector(llvm::StringRef Key);
  /// A number above 0.
  std::optional<double> number(llvm::StringRef Key);
  /// "10ms", "2.5us": nanoseconds.
  std::optional<double> duration(llvm::StringRef Key, bool Required = false);
  std::map<std::string, std::string> dictionary(llvm::StringRef Key);

  template <class E, size_t N>
  E word(llvm::StringRef Key, const Word<E> (&Words)[N], E Default) {
    const RuleNode *Node = find(Key);
    if (!Node)
      return Default;
    llvm::SmallVector<llvm::StringRef, 8> Known;
    for (const Word<E> &W : Words) {
      if (Node->K == RuleNode::Kind::Scalar && Node->Text == W.Text)
        return W.Value;
      Known.push_back(W.Text);
    }
    badWord(Key, *Node, Known);
    return Default;
  }

  Tier tier(Tier Default);
  Executor executor(llvm::StringRef Key, Executor Default);

private:
  void badWord(llvm::StringRef Key, const RuleNode &Node,
               llvm::ArrayRef<llvm::StringRef> Known);
  const RuleNode *scalar(llvm::StringRef Key, bool Required);
  std::optional<NamePattern> patternOf(const RuleNode &Node);

  RuleFile &File;
  const RuleNode &Map;
  std::string What;
  std::vector<llvm::StringRef> Known;
  bool Good = true;
};

/// `when:` in disjunctive form: rows are repeated for each inner list, since
/// a list of values inside one condition means "any of".
std::vector<std::vector<Condition>> readWhen(Fields &F, RuleFile &File);
std::vector<Condition> readUnless(Fields &F, RuleFile &File);

/// "10ms" -> 10e6; a number without unit only if it is 0.
std::optional<double> parseDuration(llvm::StringRef Text);

} // namespace stallfree

#endif // STALLFREE_CORE_RULELOADERFIELDS_H
