//===- Crashes.cpp - Going on after clang has crashed ---------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "build/Crashes.h"
#include "llvm/Support/CrashRecoveryContext.h"

using namespace llvm;

namespace stallfree {

/// LLVM's handlers run on the stack that has just overflowed.
static void runOnSignalStack(int Signal) {
  struct sigaction Action;
  if (sigaction(Signal, nullptr, &Action) == 0) {
    Action.sa_flags |= SA_ONSTACK;
    sigaction(Signal, &Action, nullptr);
  }
}

CrashesCaught::CrashesCaught() {
  CrashRecoveryContext::Enable();
  runOnSignalStack(SIGSEGV);
  runOnSignalStack(SIGBUS);
}

CrashesCaught::~CrashesCaught() { CrashRecoveryContext::Disable(); }

SignalStack::SignalStack() : Memory(new char[Size]) {
  stack_t Mine{};
  Mine.ss_sp = Memory.get();
  Mine.ss_size = Size;
  sigaltstack(&Mine, &Before);
}

SignalStack::~SignalStack() { sigaltstack(&Before, nullptr); }

} // namespace stallfree
