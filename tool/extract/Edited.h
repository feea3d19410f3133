//===- Edited.h - Facts of a text that is edited again and again -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_EDITED_H
#define STALLFREE_EXTRACT_EDITED_H

#include "extract/Extract.h"
#include <memory>

namespace stallfree {

/// What the includes at the top of one source were parsed to, and their facts.
/// Used by one thread at a time.
class Preamble {
public:
  Preamble();
  ~Preamble();

  /// Facts of the headers; null if the last extraction did not use them.
  std::shared_ptr<const TUFacts> headers() const;

private:
  friend Extraction extractEdited(const std::string &, const std::vector<std::string> &,
                                  const ProjectFiles &,
                                  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>,
                                  llvm::StringRef, Preamble &);
  struct State;
  std::unique_ptr<State> Now;
};

/// Like extract(), but parses the includes at the top only if they, or what
/// they include, have changed since the last call with Kept. Then the facts are
/// those of the source itself, and Kept.headers() has the rest. Headers that
/// have errors are parsed each time. Unsaved identifies what Files has in place
/// of headers on disk.
Extraction extractEdited(const std::string &Directory,
                         const std::vector<std::string> &CommandLine, const ProjectFiles &Project,
                         llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
                         llvm::StringRef Unsaved, Preamble &Kept);

} // namespace stallfree

#endif // STALLFREE_EXTRACT_EDITED_H
