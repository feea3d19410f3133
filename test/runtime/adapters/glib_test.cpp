#include <stallfree/glib.hpp>

#include <optional>

#include "host_test.hpp"

namespace stallfree_test {

struct glib_host {
  glib_host() { here.emplace(); }
  template <class F> void run(F until) {
    while (!until())
      g_main_context_iteration(nullptr, TRUE);
  }
  void detach() { here.reset(); }
  std::optional<glib::attachment> here;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Glib, HostLoop, glib_host);

TEST(Glib, WorksOnAContextOfItsOwn) {
  GMainContext *context = g_main_context_new();
  {
    glib::attachment here(context);
    int got = 0;
    start(to_thread([] { return 7; }), [&](result<int> r) { got = r.get(); });
    while (!got)
      g_main_context_iteration(context, TRUE);
    EXPECT_EQ(got, 7);
  }
  g_main_context_unref(context);
}

TEST(Glib, NestedMainLoopsResumeToo) {
  glib_host host;
  bool outer = false;
  start([]() -> task<> {
    co_await to_thread([] {});
    bool inner = false; // as a modal dialog does
    start(to_thread([] {}), [&](result<void>) { inner = true; });
    while (!inner)
      g_main_context_iteration(nullptr, TRUE);
  }(), [&](result<void>) { outer = true; });
  host.run([&] { return outer; });
}

} // namespace stallfree_test
