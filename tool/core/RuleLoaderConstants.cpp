//===- RuleLoaderConstants.cpp - Constants that rows may name -------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Facts hold the value of `MSG_DONTWAIT | MSG_NOSIGNAL`, not its spelling, so
// rows that name flags need their values. The compiler of the tool provides
// those of the system's headers: the tool analyses code for its own platform.
//
//===----------------------------------------------------------------------===//

#include "RuleLoaderFields.h"
#include <cerrno>
#include <dlfcn.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace stallfree;

static constexpr Word<int64_t> Constants[] = {
#define STALLFREE_CONSTANT(Name) {#Name, int64_t(Name)},
    STALLFREE_CONSTANT(EFD_NONBLOCK)
    STALLFREE_CONSTANT(FIONBIO)
    STALLFREE_CONSTANT(F_LOCK)
    STALLFREE_CONSTANT(F_OFD_SETLKW)
    STALLFREE_CONSTANT(F_SETFL)
    STALLFREE_CONSTANT(F_SETLKW)
    STALLFREE_CONSTANT(F_TEST)
    STALLFREE_CONSTANT(F_TLOCK)
    STALLFREE_CONSTANT(F_ULOCK)
    STALLFREE_CONSTANT(IPC_NOWAIT)
    STALLFREE_CONSTANT(LOCK_NB)
    STALLFREE_CONSTANT(LOCK_UN)
    STALLFREE_CONSTANT(MAP_POPULATE)
    STALLFREE_CONSTANT(MSG_DONTWAIT)
    STALLFREE_CONSTANT(MSG_WAITALL)
    STALLFREE_CONSTANT(MS_ASYNC)
    STALLFREE_CONSTANT(MS_SYNC)
    STALLFREE_CONSTANT(NI_NUMERICHOST)
    STALLFREE_CONSTANT(O_CREAT)
    STALLFREE_CONSTANT(O_NONBLOCK)
    STALLFREE_CONSTANT(O_PATH)
    STALLFREE_CONSTANT(O_NOCTTY)
    STALLFREE_CONSTANT(P_ALL)
    STALLFREE_CONSTANT(RTLD_NOLOAD)
    STALLFREE_CONSTANT(SOCK_DGRAM)
    STALLFREE_CONSTANT(SOCK_NONBLOCK)
    STALLFREE_CONSTANT(STDERR_FILENO)
    STALLFREE_CONSTANT(STDIN_FILENO)
    STALLFREE_CONSTANT(STDOUT_FILENO)
    STALLFREE_CONSTANT(TFD_NONBLOCK)
    STALLFREE_CONSTANT(WNOHANG)
#undef STALLFREE_CONSTANT
    {"O_NDELAY", O_NONBLOCK},
};

std::optional<int64_t> stallfree::constantValue(llvm::StringRef Name) {
  for (const Word<int64_t> &C : Constants)
    if (C.Text == Name)
      return C.Value;
  return std::nullopt;
}

std::vector<llvm::StringRef> stallfree::constantNames() {
  std::vector<llvm::StringRef> Names;
  for (const Word<int64_t> &C : Constants)
    Names.push_back(C.Text);
  return Names;
}
