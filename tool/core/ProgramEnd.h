//===- ProgramEnd.h - What leads to the end of the program ------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   if (fork() == 0) {
//     int log = open("log", O_WRONLY);    the child's, whose end is near
//     execv(program, arguments);
//     _exit(127);
//   }
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_PROGRAMEND_H
#define STALLFREE_CORE_PROGRAMEND_H

#include "Program.h"
#include "RuleIndex.h"

namespace stallfree {

/// Where the events of F run from which a way leads to a call that ends this
/// program (`scopes:` rows with `ends:`), and no way goes on: no loop waits for
/// them. Rows with `on: here` only end a way.
void leaveToTheEnd(RuleIndex &Rules, const Function &F,
                   std::vector<Executor> &At);

} // namespace stallfree

#endif // STALLFREE_CORE_PROGRAMEND_H
