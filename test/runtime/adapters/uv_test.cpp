#include <stallfree/uv.hpp>

#include <optional>

#include "host_test.hpp"

namespace stallfree_test {

struct uv_host {
  uv_host() {
    uv_loop_init(&loop);
    here.emplace(&loop);
  }
  ~uv_host() {
    detach();
    uv_run(&loop, UV_RUN_DEFAULT);
    EXPECT_EQ(uv_loop_close(&loop), 0);
  }
  template <class F> void run(F until) {
    while (!until())
      uv_run(&loop, UV_RUN_ONCE);
  }
  void detach() { here.reset(); }
  uv_loop_t loop;
  std::optional<uv::attachment> here;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Uv, HostLoop, uv_host);

TEST(Uv, LoopEndsWhenNoCallIsOut) {
  uv_host host;
  int got = 0;
  start(to_thread([] { return 7; }), [&](result<int> r) { got = r.get(); });
  uv_run(&host.loop, UV_RUN_DEFAULT);
  EXPECT_EQ(got, 7);
}

} // namespace stallfree_test
