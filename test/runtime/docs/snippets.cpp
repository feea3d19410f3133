// What the pages of docs/runtime quote, with the little that it needs around
// it. Compiled, not run.
#include <chrono>
#include <fcntl.h>
#include <string>
#include <vector>

#include <stallfree/runtime.hpp>

using namespace stallfree;
using namespace std::chrono_literals;

namespace {

struct row_of_table {};
void write(row_of_table);

// cancellation.md
[[maybe_unused]] task<> cancellation(std::vector<row_of_table> rows) {
  co_await to_thread(call_options{.timeout = 2s}, [&](std::stop_token stop) {
    for (const auto &row : rows) {
      if (stop.stop_requested())
        return;
      write(row);
    }
  });
}

std::string load_user(int);
std::string load_posts(int);

// choosing-an-executor.md
[[maybe_unused]] task<> choosing_one_after_another(int id) {
  auto user  = co_await to_thread(load_user, id);      // 20 ms
  auto posts = co_await to_thread(load_posts, id);     // 30 ms: 50 in all
}

[[maybe_unused]] task<> choosing_together(int id) {
  auto [user, posts] = co_await when_all(to_thread(load_user, id), to_thread(load_posts, id));  // 30 ms
}

[[maybe_unused]] task<> choosing_eight_at_a_time(std::vector<task<int>> calls) {
  co_await when_all(std::move(calls), 8);
}

struct {
  void run_once();
} my_loop;
void wake(void *) noexcept;
void hold(void *, bool) noexcept;

// foreign-loops.md
[[maybe_unused]] void foreign_loops() {
  stallfree::attach here({&my_loop, wake, hold});     // this thread's home while it lives
  // in the loop, after a wake-up:
  here.box().drain();
}

std::string read_file(std::string path);
long add_up(std::vector<long>);
int parse(const std::string &);
struct {
  void write(row_of_table);
} database;

// threads.md
[[maybe_unused]] task<> threads(std::string path, std::vector<long> numbers, row_of_table row) {
  auto text = co_await to_thread(read_file, path);                                    // the io pool
  auto sum  = co_await to_thread(thread_pool::cpu(), add_up, std::move(numbers));     // another pool
  co_await to_thread(call_options{.timeout = 2s, .key = &database}, [&] { database.write(row); });
  auto [fd, error] = co_await to_thread(with_errno(::open), "/dev/sensor", O_RDONLY);
}

[[maybe_unused]] task<> threads_named_lambda(std::string text) {
  auto f = [text] { return parse(text); };       // not: co_await to_thread([text] { ... })
  co_await to_thread(std::move(f));
  co_await to_thread(parse, text);               // or this
}

// watchdog.md
[[maybe_unused]] void watch() {
  stallfree::watchdog dog({.threshold = std::chrono::milliseconds(100), .json = "stalls.json"});
}

} // namespace
