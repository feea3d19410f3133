//===- Flags.h - Options that several subcommands share ---------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CLI_FLAGS_H
#define STALLFREE_CLI_FLAGS_H

#include "build/Project.h"
#include "core/Stallfree.h"
#include "llvm/Support/CommandLine.h"

namespace stallfree {

/// Parses Arguments as those of `stallfree NAME`. False after a message on
/// stderr (exit BadUsage); --help prints and ends the program, as LLVM does.
bool parseFlags(llvm::cl::SubCommand &Sub, llvm::ArrayRef<const char *> Arguments);

/// What says which project, which rules and how to work. Registers its options
/// with Sub; make it before parseFlags.
struct ProjectFlags {
  explicit ProjectFlags(llvm::cl::SubCommand &Sub);

  /// As collectFacts takes it. Flags is what followed `--`.
  ProjectOptions project(llvm::ArrayRef<const char *> Flags) const;

  llvm::cl::OptionCategory Category{"Which project, which rules"};
  llvm::cl::opt<std::string> Database;
  llvm::cl::opt<std::string> Root;
  llvm::cl::list<std::string> Packs;
  llvm::cl::opt<std::string> StorePath;
  llvm::cl::opt<bool> NoStore;
  llvm::cl::opt<unsigned> Jobs;
  llvm::cl::opt<bool> Quiet;
  std::vector<std::string> Paths; ///< Filled by the subcommand.
};

/// " (did you mean 'blocking-sleep'?)" if a check is near Id, else nothing.
std::string didYouMean(llvm::StringRef Id);

/// Tier of an option's text; for llvm::cl.
llvm::cl::ValuesClass tierValues();

/// Colour: what the user asked for, else whether OS is a terminal that wants
/// it (NO_COLOR is respected).
enum class ColorMode { Auto, Always, Never };
bool useColor(ColorMode Asked, llvm::raw_ostream &OS);

} // namespace stallfree

#endif // STALLFREE_CLI_FLAGS_H
