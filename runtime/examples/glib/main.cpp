// A blocking call on GLib's main loop, moved to a thread.
#include <chrono>
#include <cstdio>
#include <thread>

#include <stallfree/glib.hpp>
#include <stallfree/to_thread.hpp>

using namespace std::chrono_literals;

static int query_database(int key) { // blocks
  std::this_thread::sleep_for(20ms);
  return key * 2;
}

static stallfree::task<int> twice(int key) {
  int once = co_await stallfree::to_thread(query_database, key);
  co_return co_await stallfree::to_thread(query_database, once);
}

int main() {
  GMainLoop *loop = g_main_loop_new(nullptr, FALSE);
  {
    stallfree::glib::attachment here;
    stallfree::start(stallfree::to_thread(query_database, 21),
                     [](stallfree::result<int> r) { std::printf("callback: %d\n", r.get()); });
    stallfree::start(twice(1), [&](stallfree::result<int> r) {
      std::printf("task: %d\n", r.get());
      g_main_loop_quit(loop);
    });
    g_main_loop_run(loop);
  }
  g_main_loop_unref(loop);
}
