//===- Commands.h - The subcommands of stallfree ----------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CLI_COMMANDS_H
#define STALLFREE_CLI_COMMANDS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace stallfree {

/// What the program returns; documented in docs/cli.md.
enum ExitCode : int {
  Clean = 0,      ///< Nothing at or above the fail tier.
  Found = 1,      ///< Findings.
  BadUsage = 2,   ///< Bad usage or configuration.
  Incomplete = 3, ///< Some input could not be analysed.
};

/// One subcommand. Run gets its own arguments without "stallfree NAME"; what
/// follows `--` is in Flags.
struct Command {
  llvm::StringRef Name;
  llvm::StringRef Arguments; ///< For the usage line.
  llvm::StringRef Summary;
  int (*Run)(llvm::ArrayRef<const char *> Arguments, llvm::ArrayRef<const char *> Flags);
};

/// In the order in which --help lists them.
llvm::ArrayRef<Command> allCommands();

#define STALLFREE_COMMAND(Name)                                                                    \
  int Name(llvm::ArrayRef<const char *> Arguments, llvm::ArrayRef<const char *> Flags)
STALLFREE_COMMAND(runCheck);
STALLFREE_COMMAND(runWhy);
STALLFREE_COMMAND(runBudget);
STALLFREE_COMMAND(runCalibrate);
STALLFREE_COMMAND(runExplain);
STALLFREE_COMMAND(runRules);
STALLFREE_COMMAND(runVerify);
STALLFREE_COMMAND(runFacts);
STALLFREE_COMMAND(runInit);
STALLFREE_COMMAND(runFix);
STALLFREE_COMMAND(runLsp);
#undef STALLFREE_COMMAND

} // namespace stallfree

#endif // STALLFREE_CLI_COMMANDS_H
