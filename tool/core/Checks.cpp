//===- Checks.cpp - The list of checks --------------------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Checks.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

static constexpr CheckInfo Table[] = {
    {"await-in-loop", "awaits tasks of a loop one by one", false},
    {"await-sequential", "awaits independent tasks one after the other", false},
    {"await-zero-sleep", "awaits a sleep of no length"},
    {"blocking-condition", "waits for a condition variable, latch or barrier"},
    {"blocking-console", "waits for the console"},
    {"blocking-database", "waits for a database"},
    {"blocking-device", "waits for a device"},
    {"blocking-dns", "waits for name resolution"},
    {"blocking-file", "waits for a file's contents"},
    {"blocking-filesystem", "waits for file system metadata", false},
    {"blocking-future", "waits for a future"},
    {"blocking-http", "waits for an HTTP exchange"},
    {"blocking-ipc", "waits for another process's message"},
    {"blocking-library", "loads a shared library"},
    {"blocking-lock", "waits for a mutex that is held across slow work"},
    {"blocking-lock-any", "waits for any mutex", false},
    {"blocking-poll", "waits for descriptors to become ready"},
    {"blocking-process", "waits for a child process"},
    {"blocking-queue", "waits for a queue"},
    {"blocking-rpc", "waits for a remote call"},
    {"blocking-sleep", "puts the thread to sleep"},
    {"blocking-socket", "waits for the network"},
    {"blocking-thread", "waits for another thread"},
    {"blocking-user", "calls a function declared as blocking"},
    {"cpu-busy-wait", "tests something over and over until it changes"},
    {"cpu-heavy-call", "calls something that computes for long"},
    {"cpu-loop", "computes for long in a loop"},
    {"cpu-poll-sleep", "sleeps in a loop until something changes"},
    {"cpu-unbounded-loop", "never leaves a loop and never lets others run"},
    {"executor-cpu-in-io-pool",
     "computes for long on a pool that is kept for waiting", false},
    {"gil-across-suspension",
     "holds or has released the Python interpreter lock across a suspension"},
    {"gil-blocking-call", "blocks while holding the Python interpreter lock"},
    {"gil-cpu-heavy", "computes for long with the Python interpreter lock held"},
    {"loop-nested-run", "runs an event loop inside an event loop"},
    {"loop-sync-wait", "waits on the loop for work of the same loop"},
    {"measured-stall", "stalled in a measured run (--stalls)"},
    {"meta-no-loop-found", "no code that runs on an event loop was found"},
    {"meta-unused-suppression", "a NOLINT that silences nothing"},
    {"offload-dangling-capture",
     "work handed away refers to a local that ends first"},
    {"offload-eager-argument",
     "the arguments of a hand-off are computed on the loop"},
    {"offload-false-hop", "an await that does not move the coroutine"},
    {"offload-needless",
     "hands over work that is cheaper than the hand-over", false},
    {"offload-then-wait",
     "hands work to a thread and waits for it on the loop"},
    {"process-fork-after-threads", "forks a program that has threads"},
    {"process-global-state", "changes a global in a worker process"},
    {"process-pointer-argument", "gives a pointer to another process"},
    {"suspend-hostile-scope", "a scope that must not span a suspension does"},
    {"suspend-with-lock", "holds a lock across a suspension"},
    {"task-discarded", "a lazy task is dropped and never runs"},
};

llvm::ArrayRef<CheckInfo> stallfree::allChecks() { return Table; }

const CheckInfo *stallfree::findCheck(llvm::StringRef Id) {
  const auto *It = llvm::find_if(Table, [&](auto &C) { return C.Id == Id; });
  return It == std::end(Table) ? nullptr : It;
}

const CheckInfo &stallfree::nearestCheck(llvm::StringRef Id) {
  return *llvm::min_element(Table, [&](const CheckInfo &A, const CheckInfo &B) {
    return Id.edit_distance(A.Id) < Id.edit_distance(B.Id);
  });
}
