//===- BeforeLoop.h - What main does before its loop runs ------ -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   int main() {
//     Settings::instance();   and what that leads to
//     return app.exec();      not what comes after it
//   }
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_BEFORELOOP_H
#define STALLFREE_CORE_BEFORELOOP_H

#include "CallGraph.h"

namespace stallfree {

/// By body: whether a `main` leads to it by calls before it runs a loop. A `main`
/// that runs none, of a tool or a test, says nothing of a program that does.
std::vector<bool> runsBeforeLoop(const Program &P, RuleIndex &Rules,
                                 const CallGraph &Graph);

} // namespace stallfree

#endif // STALLFREE_CORE_BEFORELOOP_H
