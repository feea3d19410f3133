// retry.hpp - Try again, a little later
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DEMO_RETRY_HPP
#define DEMO_RETRY_HPP

#include <chrono>
#include <thread>

/// Calls attempt until it returns true, at most three times.
template <class Attempt> bool with_retries(Attempt attempt) {
  for (int tries = 0; tries < 3; ++tries) {
    if (attempt())
      return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
  return false;
}

#endif
