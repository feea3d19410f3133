//===- Crashes.h - Going on after clang has crashed -------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_BUILD_CRASHES_H
#define STALLFREE_BUILD_CRASHES_H

#include <csignal>
#include <memory>

namespace stallfree {

/// While one lives, CrashRecoveryContext catches crashes in all threads, also
/// those of threads whose stack is used up if they have a SignalStack.
struct CrashesCaught {
  CrashesCaught();
  ~CrashesCaught();
};

/// Where signal handlers of this thread run.
class SignalStack {
public:
  SignalStack();
  ~SignalStack();

private:
  static constexpr size_t Size = 64 << 10;
  std::unique_ptr<char[]> Memory;
  stack_t Before;
};

} // namespace stallfree

#endif // STALLFREE_BUILD_CRASHES_H
