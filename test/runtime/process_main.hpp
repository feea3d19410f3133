// main() and helpers of the tests that use worker processes.
#pragma once

#include <cstdlib>
#include <gtest/gtest.h>
#include <stallfree/loop.hpp>
#include <stallfree/main_guard.hpp>
#include <stallfree/process_errors.hpp>
#include <stallfree/this_worker.hpp>
#include <stallfree/to_process.hpp>
#include <unistd.h>

template <class T> T run_call(stallfree::process_call<T> call) {
  return stallfree::run([](stallfree::process_call<T> c) -> stallfree::task<T> {
    co_return co_await std::move(c);
  }(std::move(call)));
}

template <class T> stallfree::worker_crashed crash_of(stallfree::process_call<T> call) {
  try {
    run_call(std::move(call));
  } catch (const stallfree::worker_crashed &e) {
    return e;
  }
  throw std::logic_error("did not crash");
}

// A worker that ran this destructor would exit with 98, ...
inline struct static_object {
  ~static_object() {
    if (stallfree::this_worker::is_worker())
      _exit(98);
  }
} of_the_parent;

int main(int argc, char **argv) {
  // ... and with 99 if it ran this handler.
  std::atexit([] {
    if (stallfree::this_worker::is_worker())
      _exit(99);
  });
  stallfree::main_guard(argc, argv, {.arena_size = std::size_t(1) << 30});
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
