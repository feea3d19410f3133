#include <stallfree/runtime.hpp>

static int twice(int n) { return 2 * n; }

static stallfree::task<int> serve() {
  int a = co_await stallfree::to_thread(twice, 1);
  int b = co_await stallfree::to_process<&twice>(a);
  co_return b == 4 ? 0 : 1;
}

int main(int argc, char **argv) {
  stallfree::main_guard(argc, argv);
  return stallfree::run(serve());
}
