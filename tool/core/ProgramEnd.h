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

/// Where the events of F run from which every way leads to a call that ends
/// this program (`scopes:` rows with `ends:`): no loop waits for them.
void leaveToTheEnd(RuleIndex &Rules, const Function &F,
                   std::vector<Executor> &At);

} // namespace stallfree

#endif // STALLFREE_CORE_PROGRAMEND_H
