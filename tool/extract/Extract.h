//===- Extract.h - From one clang parse to facts ----------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_EXTRACT_H
#define STALLFREE_EXTRACT_EXTRACT_H

#include "core/Facts.h"
#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace clang {
class ASTContext;
class Sema;
} // namespace clang

namespace stallfree {

/// Which files belong to the project: those under Root and outside the
/// excluded folder names, and what they include of the build folders, unless
/// as a system header. Only their functions become facts.
struct ProjectFiles {
  std::string Root; ///< Absolute, real path without trailing '/'.
  /// Where the build writes what it generates: absolute, real, sorted.
  std::vector<std::string> BuildFolders;
  std::vector<std::string> Excluded = {
      "third_party", "thirdparty", "third-party", "3rdparty",     "vendor",
      "external",    "externals",  "extern",      "node_modules", "build",
      "_deps"};
};

/// One file the parse read, for the store.
struct InputFile {
  std::string Path; ///< Absolute.
  int64_t Size = 0;
  int64_t ModifiedNs = 0;
};

struct Extraction {
  TUFacts Facts;
  std::vector<InputFile> Inputs; ///< Everything read, sorted by path.
  bool Crashed = false;          ///< Facts hold one Problem, without a file.
};

/// Parses one translation unit and extracts its facts. CommandLine is a full
/// compiler command (argv[0] first) for Directory; it must already be fit for
/// clang (build/ does that). Errors become Facts.Problems; facts of what
/// parsed are kept. So do crashes of clang where CrashRecoveryContext is
/// enabled. Thread-safe: each call owns its compiler.
Extraction extract(const std::string &Directory,
                   const std::vector<std::string> &CommandLine,
                   const ProjectFiles &Project,
                   llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files);

/// Facts of an AST that somebody else built (clang-tidy, the LSP server). Sema
/// may be null: then nothing is instantiated on demand.
TUFacts extractFromAST(clang::ASTContext &AST, clang::Sema *Sema,
                       const ProjectFiles &Project);

} // namespace stallfree

#endif // STALLFREE_EXTRACT_EXTRACT_H
