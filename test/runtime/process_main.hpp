// main() of the tests that use worker processes.
#pragma once

#include <cstdlib>
#include <gtest/gtest.h>
#include <stallfree/loop.hpp>
#include <stallfree/main_guard.hpp>

int main(int argc, char **argv) {
  stallfree::main_guard(argc, argv, {.arena_size = std::size_t(1) << 30});
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
