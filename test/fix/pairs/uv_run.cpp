// The runtime's own coroutines on libuv's loop.
// pkg-config: libuv
#include "run.hpp"
#include <stallfree/runtime.hpp>
#include <stallfree/uv.hpp>
#include <string>
#include <unistd.h>

using stallfree::task;

static std::string read_slowly(int key) {
  ::usleep(200000);
  return "read " + std::to_string(key);
}

// pair: a value
task<std::string> value() { co_return read_slowly(1); }

// pair: a statement
task<std::string> statement() {
  ::usleep(200000);
  co_return "woken";
}

static std::string on_loop(task<std::string> work) {
  uv_loop_t loop;
  uv_loop_init(&loop);
  std::string text;
  {
    stallfree::uv::attachment here(&loop);
    stallfree::start(std::move(work),
                     [&](stallfree::result<std::string> r) { text = r.get(); });
    uv_run(&loop, UV_RUN_DEFAULT);
  }
  uv_run(&loop, UV_RUN_DEFAULT);
  uv_loop_close(&loop);
  return text;
}

int main() {
  return pairs::run_all({{"value", [] { return on_loop(value()); }},
                         {"statement", [] { return on_loop(statement()); }}});
}
