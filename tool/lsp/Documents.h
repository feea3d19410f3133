//===- Documents.h - The texts that are open in the editor -*- C++ -*------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_LSP_DOCUMENTS_H
#define STALLFREE_LSP_DOCUMENTS_H

#include "build/Snapshot.h"
#include "llvm/Support/Chrono.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"
#include <memory>
#include <mutex>

namespace stallfree {

struct Document {
  std::string Uri;  ///< As the editor wrote it.
  std::string Path; ///< Real path.
  int64_t Version = 0;
  std::shared_ptr<const std::string> Text;
};

/// Thread-safe.
class Documents {
public:
  /// What is larger is not analysed; it is no source that anybody wrote.
  static constexpr size_t Largest = 16u << 20;

  /// Also replaces what was open under this path.
  void open(Document D);
  void close(const std::string &Path);

  /// Applies `contentChanges` of didChange. An Error if they do not make sense;
  /// the text is then as it was.
  llvm::Error change(const std::string &Path, int64_t Version, const llvm::json::Value &Changes);

  std::optional<Document> find(const std::string &Path) const;
  std::vector<Document> all() const; ///< By path.

  /// The open texts that differ from what is on disk.
  Snapshot unsaved() const;

private:
  mutable std::mutex Lock;
  std::map<std::string, Document> ByPath;
};

/// When the file at D.Path was written, if it holds D.Text.
std::optional<llvm::sys::TimePoint<>> savedAt(const Document &D);

} // namespace stallfree

#endif // STALLFREE_LSP_DOCUMENTS_H
