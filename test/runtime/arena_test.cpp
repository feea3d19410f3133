#include "../../runtime/src/arena.hpp"

#include <cstring>
#include <gtest/gtest.h>
#include <random>
#include <sys/stat.h>
#include <vector>

using namespace stallfree;
using detail::arena_block;
using detail::region;

namespace {
std::size_t bytes_in_memory(const region &r) {
  struct stat s {};
  fstat(r.fd(), &s);
  return static_cast<std::size_t>(s.st_blocks) * 512;
}
} // namespace

TEST(Arena, ReusesTheLowestFreeBytes) {
  region r("arena-test", 1 << 20);
  auto a = std::make_unique<arena_block>(r, 5000), b = std::make_unique<arena_block>(r, 100);
  const std::size_t first = a->offset;
  a.reset();
  EXPECT_EQ(arena_block(r, 4096).offset, first);
  EXPECT_EQ(b->offset % 64, 0u);
  b.reset();
  EXPECT_EQ(r.used(), 0u);
}

TEST(Arena, ThrowsWhenFullAndRecovers) {
  region r("arena-test", 1 << 20);
  {
    arena_block all(r, 1 << 20);
    EXPECT_THROW(r.allocate(1), arena_full);
  }
  EXPECT_NO_THROW(arena_block(r, 1 << 20)); // the holes have joined again
}

TEST(Arena, TakesMemoryOnlyWhenNeededAndGivesItBack) {
  region r("arena-test", std::size_t(1) << 30);
  EXPECT_EQ(bytes_in_memory(r), 0u);
  {
    arena_block large(r, 600 << 20);
    EXPECT_GE(bytes_in_memory(r), 600u << 20);
  }
  EXPECT_LE(bytes_in_memory(r), 300u << 20); // a warm part stays
}

TEST(Arena, NeverGivesBytesTwice) {
  region r("arena-test", 8 << 20);
  std::mt19937 random(7);
  std::vector<std::unique_ptr<arena_block>> blocks;
  auto intact = [](const arena_block &b) {
    const auto *p = reinterpret_cast<const unsigned char *>(b.data());
    return p[0] == static_cast<unsigned char>(b.offset / 64) && p[b.size - 1] == p[0];
  };
  for (int i = 0; i < 20000; ++i) {
    if (blocks.size() < 50 && random() % 2) {
      blocks.push_back(std::make_unique<arena_block>(r, 1 + random() % 20000));
      std::memset(blocks.back()->data(), static_cast<int>(blocks.back()->offset / 64 % 256),
                  blocks.back()->size);
    } else if (!blocks.empty()) {
      auto &gone = blocks[random() % blocks.size()];
      ASSERT_TRUE(intact(*gone));
      std::swap(gone, blocks.back());
      blocks.pop_back();
    }
  }
  blocks.clear();
  EXPECT_EQ(r.used(), 0u);
}
