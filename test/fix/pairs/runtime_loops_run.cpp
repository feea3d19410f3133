// Long loops in the runtime's own coroutines: others run every so many rounds.
#include "run.hpp"
#include <stallfree/runtime.hpp>
#include <string>
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

int main() {
  meter m;
  return pairs::run_all({
      {"braces", [] { return stallfree::run(braces()); }},
      {"bare", [] { return stallfree::run(bare()); }},
      {"taken", [] { return stallfree::run(taken()); }},
      {"skips", [] { return stallfree::run(skips()); }},
      {"members", [&] { return stallfree::run(m.members()); }},
      {"twice", [] { return stallfree::run(twice()); }},
  });
}
