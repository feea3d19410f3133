#include <stallfree/post.hpp>

#include <memory>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <stallfree/loop.hpp>

namespace {

using namespace stallfree;
using namespace std::chrono_literals;

TEST(Post, RunsOnTheLoopInOrder) {
  auto here = std::this_thread::get_id();
  std::vector<int> seen;
  std::thread poster;
  run([](auto here, std::vector<int> &seen, std::thread &poster) -> task<> {
    poster = std::thread([loop = this_loop(), &seen, here] {
      for (int i = 0; i < 100; ++i)
        EXPECT_TRUE(loop.post([&seen, here, i] {
          EXPECT_EQ(std::this_thread::get_id(), here);
          seen.push_back(i);
        }));
    });
    while (seen.size() < 100)
      co_await sleep_for(1ms);
  }(here, seen, poster));
  poster.join();
  for (int i = 0; i < 100; ++i)
    EXPECT_EQ(seen[i], i);
}

TEST(Post, HandleOutlivesTheLoop) {
  auto owned = std::make_shared<int>(1);
  auto handle = run([](std::shared_ptr<int> owned) -> task<std::shared_ptr<loop_handle>> {
    auto handle = std::make_shared<loop_handle>(this_loop());
    auto f = [owned] { FAIL() << "ran after the end"; };
    co_await yield();
    EXPECT_TRUE(post(*handle, f)); // no turn is left for it
    co_return handle;
  }(owned));
  EXPECT_EQ(owned.use_count(), 1);
  EXPECT_FALSE(handle->post([] {}));
  EXPECT_FALSE(handle->stop());
}

TEST(Post, StopFromAnotherThread) {
  std::thread other;
  EXPECT_THROW(run([](std::thread &other) -> task<> {
                 other = std::thread([loop = this_loop()] { loop.stop(); });
                 co_await sleep_for(1h);
               }(other)),
               cancelled);
  other.join();
}

} // namespace
