// A blocking call on libuv, moved to a thread; with a callback, and in a task.
#include <chrono>
#include <cstdio>
#include <thread>

#include <stallfree/to_thread.hpp>
#include <stallfree/uv.hpp>

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
  uv_loop_t *loop = uv_default_loop();
  {
    stallfree::uv::attachment here(loop);
    stallfree::start(stallfree::to_thread(query_database, 21), [](stallfree::result<int> r) {
      std::printf("callback: %d\n", r.get()); // on the loop's thread; get() rethrows
    });
    stallfree::start(twice(1), [](stallfree::result<int> r) { std::printf("task: %d\n", r.get()); });
    uv_run(loop, UV_RUN_DEFAULT); // ends when no call is out
  }
  uv_run(loop, UV_RUN_DEFAULT); // closes the attachment's handles
  return uv_loop_close(loop);
}
