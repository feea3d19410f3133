// Coroutines of QCoro on Qt's loop.
// pkg-config: Qt6Concurrent
// flags: -isystem /usr/include/qcoro6/qcoro -isystem /usr/include/qcoro6/QCoro -fPIC
#include <QCoroTask>
#include <chrono>
#include <fstream>
#include <string>
#include <thread>
#include <unistd.h>

static std::string load(const std::string &path) {
  std::ifstream in(path);
  std::string text;
  std::getline(in, text);
  return text;
}

// pair: a value
QCoro::Task<std::string> value(std::string path) { co_return load(path); }

// pair: a statement
QCoro::Task<> statement(int fd) {
  ::fsync(fd);
  co_return;
}

// pair: a sleep becomes QCoro's own
QCoro::Task<> sleeps() {
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  co_return;
}

// pair: a loop lets others run
QCoro::Task<double> loops() {
  double sum = 0;
  for (int i = 1; i < 100000000; ++i) {
    sum += 1.0 / i;
  }
  co_return sum;
}
