//===- CompileDatabase.h - compile_commands.json ----------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM's own JSON parser rather than clang's JSONCompilationDatabase: the
// latter drops the whole file for one bad entry and cannot say where it is.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_BUILD_COMPILEDATABASE_H
#define STALLFREE_BUILD_COMPILEDATABASE_H

#include "core/Facts.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace stallfree {

/// One entry as written, response files expanded, paths absolute.
struct CompileCommand {
  std::string File;
  std::string Directory;
  std::vector<std::string> CommandLine; ///< argv[0] first.
};

struct CompileDatabase {
  std::string Path; ///< Of the JSON file.
  std::vector<CompileCommand> Commands;
};

/// The database for a file or folder: in it or a folder above, directly or in
/// build/, build*/, cmake-build*/, out/ or out/*/. Does not leave Top, if Start
/// lies in it. Empty if there is none.
std::string findCompileDatabase(llvm::StringRef Start, llvm::StringRef Top);

/// Reads PATH, a JSON file or a folder that holds compile_commands.json. An
/// entry that cannot be used becomes a Problem; an unreadable or empty
/// database is an Error.
llvm::Expected<CompileDatabase> readCompileDatabase(llvm::StringRef Path,
                                                    std::vector<Problem> &Problems);

} // namespace stallfree

#endif // STALLFREE_BUILD_COMPILEDATABASE_H
