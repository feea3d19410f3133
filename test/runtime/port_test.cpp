#include <stallfree/port.hpp>

#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace {

using stallfree::completion;

struct fake_loop {
  int wakes = 0;
  int held = 0;
  stallfree::loop_port port() {
    return {this, [](void *p) noexcept { ++static_cast<fake_loop *>(p)->wakes; },
            [](void *p, bool on) noexcept { static_cast<fake_loop *>(p)->held += on ? 1 : -1; }};
  }
};

struct counted : completion {
  explicit counted(int &n)
      : completion([](completion *c) noexcept { ++*static_cast<counted *>(c)->count; }), count(&n) {}
  int *count;
};

TEST(Port, NoHomeWithoutAttach) {
  EXPECT_EQ(stallfree::home::current(), nullptr);
  EXPECT_THROW(stallfree::home::required(), stallfree::no_loop);
}

TEST(Port, AttachNestsAndRestores) {
  fake_loop outer, inner;
  stallfree::attach a(outer.port());
  {
    stallfree::attach b(inner.port());
    EXPECT_EQ(stallfree::home::current(), &b.box());
  }
  EXPECT_EQ(stallfree::home::current(), &a.box());
}

TEST(Port, WakesOnlyWhenTheInboxTurnsNonEmpty) {
  fake_loop loop;
  stallfree::attach a(loop.port());
  int ran = 0;
  counted one(ran), two(ran), three(ran);
  a.box().post(&one);
  a.box().post(&two);
  EXPECT_EQ(loop.wakes, 1);
  EXPECT_EQ(a.box().drain(), 2u);
  EXPECT_EQ(ran, 2);
  a.box().post(&three);
  EXPECT_EQ(loop.wakes, 2);
  a.box().drain();
  EXPECT_EQ(ran, 3);
}

TEST(Port, WhatIsPostedWhileDrainingWaitsForTheNextRound) {
  fake_loop loop;
  stallfree::attach a(loop.port());
  struct again : completion {
    stallfree::inbox *box;
    int left = 3;
  } c;
  c.box = &a.box();
  c.complete = [](completion *p) noexcept {
    auto *me = static_cast<again *>(p);
    if (--me->left)
      me->box->post(me);
  };
  a.box().post(&c);
  EXPECT_EQ(a.box().drain(), 1u);
  EXPECT_EQ(a.box().drain(), 1u);
  EXPECT_EQ(a.box().drain(), 1u);
  EXPECT_EQ(a.box().drain(), 0u);
  EXPECT_EQ(loop.wakes, 3);
}

TEST(Port, RunsInOrderPerPoster) {
  fake_loop loop;
  stallfree::attach a(loop.port());
  std::vector<int> order;
  struct numbered : completion {
    std::vector<int> *to;
    int number;
  };
  std::vector<numbered> nodes(100);
  for (int i = 0; i < 100; ++i) {
    nodes[i].to = &order;
    nodes[i].number = i;
    nodes[i].complete = [](completion *c) noexcept {
      auto *me = static_cast<numbered *>(c);
      me->to->push_back(me->number);
    };
    a.box().post(&nodes[i]);
  }
  a.box().drain();
  ASSERT_EQ(order.size(), 100u);
  for (int i = 0; i < 100; ++i)
    EXPECT_EQ(order[i], i);
}

TEST(Port, ForgottenCompletionNeverRuns) {
  fake_loop loop;
  stallfree::attach a(loop.port());
  int ran = 0;
  counted one(ran), two(ran), three(ran);
  a.box().post(&one);
  a.box().post(&two);
  a.box().post(&three);
  a.box().forget(&two);
  a.box().drain();
  EXPECT_EQ(ran, 2);
}

TEST(Port, ForgetWaitsForAPosterOnItsWay) {
  fake_loop loop;
  stallfree::attach a(loop.port());
  int ran = 0;
  counted late(ran);
  std::thread poster([&] { a.box().post(&late); });
  a.box().forget(&late);
  poster.join();
  a.box().drain();
  EXPECT_EQ(ran, 0);
}

TEST(Port, HoldReportsTheFirstAndTheLast) {
  fake_loop loop;
  stallfree::attach a(loop.port());
  a.box().hold(true);
  a.box().hold(true);
  EXPECT_EQ(loop.held, 1);
  a.box().hold(false);
  EXPECT_EQ(loop.held, 1);
  a.box().hold(false);
  EXPECT_EQ(loop.held, 0);
}

TEST(Port, NoWakeAfterDetach) {
  fake_loop loop;
  int ran = 0;
  counted late(ran);
  stallfree::inbox *box;
  {
    stallfree::attach a(loop.port());
    box = &a.box();
    box->retain();
  }
  box->post(&late);
  EXPECT_EQ(loop.wakes, 0);
  EXPECT_EQ(ran, 0);
  box->release();
}

TEST(Port, ManyPostersLoseNothing) {
  std::atomic<int> wakes{0};
  stallfree::attach a({&wakes, [](void *p) noexcept { ++*static_cast<std::atomic<int> *>(p); }, nullptr});
  constexpr int posters = 4, each = 20000;
  int ran = 0;
  std::vector<counted> nodes(posters * each, counted(ran));
  std::vector<std::thread> threads;
  for (int p = 0; p < posters; ++p)
    threads.emplace_back([&, p] {
      for (int i = 0; i < each; ++i)
        a.box().post(&nodes[p * each + i]);
    });
  // Drains only after a wake: a lost wake-up hangs here.
  int seen = 0;
  while (ran < posters * each) {
    if (int now = wakes.load(); now != seen) {
      seen = now;
      a.box().drain();
    } else {
      std::this_thread::yield();
    }
  }
  for (auto &t : threads)
    t.join();
  EXPECT_EQ(ran, posters * each);
}

} // namespace
