//===- Recursion.h - Functions that call themselves twice ---- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_RECURSION_H
#define STALLFREE_CORE_RECURSION_H

#include "Bound.h"
#include "Facts.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>

namespace stallfree {

/// `fib(n - 1) + fib(n - 2)`: how often the body runs, as a power of the
/// parameter that counts down, or of what is left to a limit if it counts up
/// (`place(row + 1)` in a loop, with `row == 8` at the end). Nothing for a function that calls itself once on
/// each way, or that goes down a tree.
/// NumberOf says what a value is, if it is a number: `row == board.size()`.
std::optional<Bound>
doublingRecursion(const Function &F,
                  llvm::function_ref<double(const Value &)> NumberOf);

/// `for (child : n.children) write(child)`: goes down a tree. Bound counts its
/// nodes; the loops, by index, take one round for each node.
struct TreeWalk {
  Bound Nodes;
  llvm::SmallVector<uint32_t, 1> Loops;
};
std::optional<TreeWalk> treeRecursion(const Function &F);

/// Does F call itself with one part of a range and then with the other:
/// `sort(from, middle); sort(middle, to);`? All calls of one depth go over the
/// whole range together.
bool dividesRange(const Function &F);

} // namespace stallfree

#endif // STALLFREE_CORE_RECURSION_H
