//===- FitCommand.h - Any compiler's command, fit for clang -----*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_BUILD_FITCOMMAND_H
#define STALLFREE_BUILD_FITCOMMAND_H

#include "build/CompileDatabase.h"
#include "build/Project.h"

namespace stallfree {

/// The command that parses Command.File with clang: flags that clang does not
/// know, that write files or that do not change what the source means (debug
/// info, optimisation, warnings, sanitizers, precompiled headers) are gone;
/// Defines (Pack::Defines), clang's resource directory and the compiler's
/// own GCC are added.
/// Two commands that mean the same to a parser become equal.
CompileJob fitCommand(const CompileCommand &Command, const std::vector<std::string> &Defines);

/// What a file name says: clang's `-x` value for C and C++ sources and headers
/// ("c++", "c++-header", "c", ...), empty for anything else.
llvm::StringRef languageOf(llvm::StringRef File);

/// Whether languageOf(File) is a header's.
bool isHeader(llvm::StringRef File);

/// Clang's own headers: beside this binary, else where it was built.
std::string resourceDirectory();

} // namespace stallfree

#endif // STALLFREE_BUILD_FITCOMMAND_H
