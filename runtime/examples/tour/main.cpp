// The three executors in one program.
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include <stallfree/runtime.hpp>

using namespace std::chrono_literals;

struct configuration {
  std::string blob;
};

static configuration read_config(const std::string &path) { // waits for a disk
  std::ifstream file(path);
  return {{std::istreambuf_iterator<char>(file), {}}};
}

static int parse_untrusted(const std::string &blob) { // computes, and may crash
  return static_cast<int>(blob.size());
}

static stallfree::task<int> fetch(int n) {
  co_await stallfree::sleep_for(n * 5ms);
  co_return n;
}

stallfree::task<int> serve();

int main(int argc, char** argv) {
  stallfree::main_guard(argc, argv);                     // needed by to_process only: forks the worker template ("zygote") while single-threaded
  return stallfree::run(serve());                        // event loop on this thread
}
stallfree::task<int> serve() {
  auto config = co_await stallfree::to_thread([] { return read_config("app.conf"); });          // waits   -> thread
  auto model  = co_await stallfree::to_process<&parse_untrusted>(config.blob);                  // CPU/risk -> process
  auto [a, b] = co_await stallfree::when_all(fetch(1), fetch(2));                               // run together
  co_await stallfree::with_timeout(2s, stallfree::sleep_for(1s));
  std::printf("model %d, fetched %d and %d\n", model, a, b);
  co_return 0;
}
