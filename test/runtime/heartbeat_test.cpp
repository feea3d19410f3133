#include <stallfree/heartbeat.hpp>

#include <thread>

#include <unistd.h>

#include <gtest/gtest.h>

namespace {

using stallfree::heartbeat;

int open_slots() {
  int n = 0;
  heartbeat::for_each([&](heartbeat &) { ++n; });
  return n;
}

TEST(Heartbeat, BusyBetweenEnterAndLeave) {
  heartbeat *h = heartbeat::open();
  EXPECT_FALSE(heartbeat::busy(h->count()));
  h->enter();
  auto entered = h->count();
  EXPECT_TRUE(heartbeat::busy(entered));
  h->beat();
  EXPECT_TRUE(heartbeat::busy(h->count()));
  EXPECT_NE(h->count(), entered);
  h->leave();
  EXPECT_FALSE(heartbeat::busy(h->count()));
  auto left = h->count();
  h->leave();
  EXPECT_EQ(h->count(), left);
  h->enter();
  EXPECT_NE(h->count(), entered);
  heartbeat::close(h);
}

TEST(Heartbeat, NamesItsThread) {
  heartbeat *h = heartbeat::open();
  EXPECT_EQ(h->thread_id(), ::gettid());
  EXPECT_TRUE(pthread_equal(h->thread(), pthread_self()));
  heartbeat::close(h);
}

TEST(Heartbeat, SlotsAreReused) {
  EXPECT_EQ(open_slots(), 0);
  heartbeat *h = heartbeat::open();
  heartbeat::close(h);
  std::thread([&] {
    heartbeat *again = heartbeat::open();
    EXPECT_EQ(again, h);
    EXPECT_EQ(open_slots(), 1);
    heartbeat::close(again);
  }).join();
  EXPECT_EQ(open_slots(), 0);
}

} // namespace
