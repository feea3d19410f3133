// main() of the tests that use worker processes.
#pragma once

#include <cstdlib>
#include <gtest/gtest.h>
#include <stallfree/loop.hpp>
#include <stallfree/main_guard.hpp>
#include <stallfree/this_worker.hpp>
#include <unistd.h>

int main(int argc, char **argv) {
  // A worker that ran this would exit with 99.
  std::atexit([] {
    if (stallfree::this_worker::is_worker())
      _exit(99);
  });
  stallfree::main_guard(argc, argv, {.arena_size = std::size_t(1) << 30});
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
