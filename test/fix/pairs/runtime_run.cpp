// Blocking calls in the runtime's own coroutines.
#include "run.hpp"
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stallfree/runtime.hpp>
#include <string>
#include <thread>
#include <unistd.h>

using stallfree::task;

struct slow_store {
  std::string get(int key) {
    ::usleep(200000);
    return "value " + std::to_string(key);
  }
};

static std::string read_slowly(int key) {
  std::this_thread::sleep_for(pairs::blocking);
  return "read " + std::to_string(key);
}

static bool probe(int key) {
  ::usleep(200000);
  return key > 1;
}

static void flush_slowly() { ::usleep(200000); }

// pair: a sleep becomes the loop's own
task<std::string> sleeps() {
  std::this_thread::sleep_for(pairs::blocking);
  co_return "slept";
}

// pair: a call whose value nobody uses
task<std::string> statement() {
  flush_slowly();
  co_return "flushed";
}

// pair: an initialiser
task<std::string> initialiser() {
  std::string text = read_slowly(1);
  co_return text;
}

// pair: an assignment
task<std::string> assigned() {
  std::string text;
  text = read_slowly(2);
  co_return text;
}

// pair: a returned value
task<std::string> returned() { co_return read_slowly(3); }

// pair: a condition
task<std::string> condition() {
  if (probe(2))
    co_return "yes";
  co_return "no";
}

// pair: a negated condition
task<std::string> negated() {
  if (!probe(1))
    co_return "no";
  co_return "yes";
}

// pair: a part of a larger expression
task<std::string> operand() { co_return "<" + read_slowly(4) + ">"; }

// pair: a member of the result
task<std::string> member_of_result() { co_return std::to_string(read_slowly(5).size()); }

// pair: an argument of another call
task<std::string> argument() {
  std::string text;
  text.append(read_slowly(6));
  co_return text;
}

// pair: a system call
task<std::string> system_call() {
  ::usleep(200000);
  co_return "woken";
}

// pair: a child process
task<std::string> child() {
  int status = std::system("sleep 0.2");
  co_return "status " + std::to_string(status);
}

// pair: a local object
task<std::string> local_object() {
  slow_store store;
  co_return store.get(7);
}

// pair: a loop around the call
task<std::string> looped() {
  std::string all;
  for (int i = 0; i < 2; ++i)
    all += read_slowly(i) + ";";
  co_return all;
}

// pair: in a lambda that is a coroutine
task<std::string> lambda() {
  auto inner = [](int key) -> task<std::string> { co_return read_slowly(key); };
  co_return co_await inner(8);
}

static std::string on_loop(task<std::string> work) { return stallfree::run(std::move(work)); }

int main() {
  return pairs::run_all({{"sleeps", [] { return on_loop(sleeps()); }},
                         {"statement", [] { return on_loop(statement()); }},
                         {"initialiser", [] { return on_loop(initialiser()); }},
                         {"assigned", [] { return on_loop(assigned()); }},
                         {"returned", [] { return on_loop(returned()); }},
                         {"condition", [] { return on_loop(condition()); }},
                         {"negated", [] { return on_loop(negated()); }},
                         {"operand", [] { return on_loop(operand()); }},
                         {"member_of_result", [] { return on_loop(member_of_result()); }},
                         {"argument", [] { return on_loop(argument()); }},
                         {"system_call", [] { return on_loop(system_call()); }},
                         {"child", [] { return on_loop(child()); }},
                         {"local_object", [] { return on_loop(local_object()); }},
                         {"looped", [] { return on_loop(looped()); }},
                         {"lambda", [] { return on_loop(lambda()); }}});
}
