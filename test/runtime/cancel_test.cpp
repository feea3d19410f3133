#include <stallfree/cancel.hpp>

#include <vector>

#include <gtest/gtest.h>

namespace {

using stallfree::cancel_callback;
using stallfree::cancel_state;

struct probe : cancel_callback {
  probe()
      : cancel_callback([](cancel_callback *c) noexcept { ++static_cast<probe *>(c)->fired; }) {}
  int fired = 0;
};

TEST(Cancel, FiresOnce) {
  cancel_state state;
  probe p;
  state.add(p);
  EXPECT_FALSE(state.requested());
  state.cancel();
  state.cancel();
  EXPECT_TRUE(state.requested());
  EXPECT_EQ(p.fired, 1);
}

TEST(Cancel, ReachesGrandchildren) {
  cancel_state root, child, grandchild;
  child.follow(&root);
  grandchild.follow(&child);
  probe p;
  grandchild.add(p);
  root.cancel();
  EXPECT_EQ(p.fired, 1);
  EXPECT_TRUE(grandchild.requested());
}

TEST(Cancel, ChildDoesNotReachParent) {
  cancel_state root, child;
  child.follow(&root);
  child.cancel();
  EXPECT_FALSE(root.requested());
}

TEST(Cancel, FollowingACancelledParentCancels) {
  cancel_state root, child;
  root.cancel();
  child.follow(&root);
  EXPECT_TRUE(child.requested());
}

TEST(Cancel, UnlinkedCallbackDoesNotFire) {
  cancel_state state;
  probe kept;
  {
    probe gone;
    state.add(gone);
  }
  probe unlinked;
  state.add(unlinked);
  state.add(kept);
  unlinked.unlink();
  state.cancel();
  EXPECT_EQ(unlinked.fired, 0);
  EXPECT_EQ(kept.fired, 1);
}

TEST(Cancel, CallbackOutlivesState) {
  probe p;
  {
    cancel_state state;
    state.add(p);
  }
  p.unlink();
  EXPECT_EQ(p.fired, 0);
}

TEST(Cancel, TokenFollows) {
  cancel_state early, late;
  auto token = early.token();
  EXPECT_FALSE(token.stop_requested());
  early.cancel();
  EXPECT_TRUE(token.stop_requested());
  late.cancel();
  EXPECT_TRUE(late.token().stop_requested());
}

} // namespace
