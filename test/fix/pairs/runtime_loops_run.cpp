// Long loops in the runtime's own coroutines: others run every so many rounds.
#include "run.hpp"
#include <stallfree/runtime.hpp>
#include <string>
#include <unistd.h>
#include <vector>

using stallfree::task;

// pair: a loop with braces
task<std::string> braces() {
  unsigned long sum = 0;
  for (int i = 0; i < 200000000; ++i) {
    sum += i % 7;
  }
  co_return std::to_string(sum);
}

// pair: a loop with one statement
task<std::string> bare() {
  unsigned long sum = 0;
  for (int i = 0; i < 200000000; ++i)
    sum += i % 5;
  co_return std::to_string(sum);
}

// pair: a name that is taken
task<std::string> taken() {
  unsigned long rounds = 0;
  for (int i = 0; i < 200000000; ++i) {
    rounds += i % 3;
  }
  co_return std::to_string(rounds);
}

// pair: a loop with a continue
task<std::string> skips() {
  unsigned long sum = 0;
  for (int i = 0; i < 200000000; ++i) {
    if (i % 2 == 0)
      continue;
    sum += i % 11;
  }
  co_return std::to_string(sum);
}

struct meter {
  unsigned long total_ = 0;

  // pair: a loop over what others can see, with a caution
  task<std::string> members() {
    for (int i = 0; i < 200000000; ++i) {
      total_ += i % 13;
    }
    co_return std::to_string(total_);
  }
};

// pair: two loops of one block
task<std::string> twice() {
  unsigned long sum = 0;
  for (int i = 0; i < 100000000; ++i) {
    sum += i % 7;
  }
  for (int i = 0; i < 100000000; ++i) {
    sum += i % 5;
  }
  co_return std::to_string(sum);
}

// pair: a loop whose statement is a loop
task<std::string> nested() {
  unsigned long sum = 0;
  for (int i = 0; i < 20000; ++i)
    for (int j = 0; j < 20000; ++j)
      sum += i ^ j;
  co_return std::to_string(sum);
}

// pair: a loop whose statement is an if with an else
task<std::string> either() {
  unsigned long sum = 0, rest = 0;
  for (int i = 0; i < 200000000; ++i)
    if (i % 3 == 0)
      sum += i;
    else
      rest += i % 7;
  co_return std::to_string(sum + rest);
}

// pair: a statement that ends in a macro
#define MOST (i % 9)
task<std::string> macro_last() {
  unsigned long sum = 0;
  for (int i = 0; i < 200000000; ++i)
    if (i != 5)
      sum += MOST;
  co_return std::to_string(sum);
}

// pair: a loop with a call that waits now and then
task<std::string> saves() {
  unsigned long sum = 0;
  for (int i = 0; i < 500000000; ++i) {
    sum += i % 3;
    if (i % 100000000 == 0)
      ::fsync(-1);
  }
  co_return std::to_string(sum);
}

int main() {
  meter m;
  return pairs::run_all({
      {"braces", [] { return stallfree::run(braces()); }},
      {"bare", [] { return stallfree::run(bare()); }},
      {"taken", [] { return stallfree::run(taken()); }},
      {"skips", [] { return stallfree::run(skips()); }},
      {"members", [&] { return stallfree::run(m.members()); }},
      {"twice", [] { return stallfree::run(twice()); }},
      {"nested", [] { return stallfree::run(nested()); }},
      {"either", [] { return stallfree::run(either()); }},
      {"macro_last", [] { return stallfree::run(macro_last()); }},
      {"saves", [] { return stallfree::run(saves()); }},
  });
}
