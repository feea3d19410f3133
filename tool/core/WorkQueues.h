//===- WorkQueues.h - Loops that only work through posted work -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   asio::io_context work_;                       no socket or timer uses it,
//   std::thread t_{[this] { work_.run(); }};      a thread of its own runs it:
//   asio::post(work_, [] { write_log(); });       this may take its time
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_WORKQUEUES_H
#define STALLFREE_CORE_WORKQUEUES_H

#include "Conditions.h"

namespace stallfree {

/// Symbols of the objects with a `run-by` row that only `fed-by` calls and one
/// object that an `alone-with` call made use, and that only callables handed to
/// a thread run. Sorted.
std::vector<std::string> workQueues(const Program &P, RuleIndex &Rules);

} // namespace stallfree

#endif // STALLFREE_CORE_WORKQUEUES_H
