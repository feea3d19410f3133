// A blocking call on Qt's event loop, moved to a thread.
#include <chrono>
#include <cstdio>
#include <thread>

#include <stallfree/qt.hpp>
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

int main(int argc, char **argv) {
  QCoreApplication app(argc, argv);
  stallfree::qt::attachment here;
  stallfree::start(stallfree::to_thread(query_database, 21),
                   [](stallfree::result<int> r) { std::printf("callback: %d\n", r.get()); });
  stallfree::start(twice(1), [](stallfree::result<int> r) {
    std::printf("task: %d\n", r.get());
    QCoreApplication::quit();
  });
  return app.exec();
}
