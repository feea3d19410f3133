#include <stallfree/to_process.hpp>

#include "process_main.hpp"
#include <csignal>
#include <filesystem>
#include <map>
#include <numeric>
#include <set>
#include <stallfree/this_worker.hpp>
#include <string>
#include <unistd.h>
#include <vector>

using namespace stallfree;
using namespace std::chrono_literals;

namespace {

int add(int a, int b) { return a + b; }
pid_t where() { return getpid(); }
void nothing() {}
long total(std::span<const std::byte> bytes) {
  long sum = 0;
  for (std::byte b : bytes)
    sum += static_cast<int>(b);
  return sum;
}
long total_shared(const shared_buffer<unsigned char> &bytes) {
  return std::accumulate(bytes.begin(), bytes.end(), 0L);
}
std::string shout(std::string_view text) { return std::string(text) + "!"; }
std::vector<int> count_to(int n) {
  std::vector<int> v(static_cast<std::size_t>(n));
  std::iota(v.begin(), v.end(), 1);
  return v;
}

struct shape {
  std::string name;
  std::vector<double> sides;
  std::optional<int> colour;
  bool operator==(const shape &) const = default;
};
shape doubled(shape s) {
  for (double &side : s.sides)
    side *= 2;
  return s;
}

struct own_error {};
struct derived_error : std::runtime_error {
  using runtime_error::runtime_error;
};
struct bad_what : std::exception {
  const char *what() const noexcept override { return hopeless(); }
  static const char *hopeless() { throw 1; }
};
[[gnu::noinline]] void throw_number(int kind) {
  switch (kind) {
  case 0:
    throw std::out_of_range("too far");
  case 1:
    throw std::system_error(ENOENT, std::generic_category(), "opening it");
  case 2:
    throw std::bad_alloc();
  case 3:
    throw own_error();
  case 4:
    throw derived_error("special");
  case 5:
    throw bad_what();
  case 6:
    throw 42;
  case 7:
    throw std::filesystem::filesystem_error("cannot", "/a", "/b",
                                            std::make_error_code(std::errc::file_exists));
  case 8:
    throw std::runtime_error(std::string(100000, 'x'));
  case 9:
    try {
      throw std::logic_error("inner");
    } catch (...) {
      std::throw_with_nested(std::runtime_error("outer"));
    }
  }
}

std::exception_ptr failure(int kind) {
  try {
    run_call(to_process<&throw_number>(kind));
  } catch (...) {
    return std::current_exception();
  }
  return nullptr;
}
template <class E> E caught(int kind) {
  try {
    std::rethrow_exception(failure(kind));
  } catch (const E &e) {
    EXPECT_EQ(typeid(e), typeid(E));
    return e;
  }
}

} // namespace

TEST(ToProcess, RunsTheFunctionInAnotherProcess) {
  EXPECT_EQ(run_call(to_process<&add>(2, 3)), 5);
  EXPECT_NE(run_call(to_process<&where>()), getpid());
  run_call(to_process<&nothing>());
}

TEST(ToProcess, TakesACaptureLessLambda) {
  EXPECT_EQ(run_call(to_process<[](int x) { return x * 2; }>(21)), 42);
}

TEST(ToProcess, SendsLargeViewsThroughTheArena) {
  std::vector<std::byte> bytes(3'000'000, std::byte(1));
  EXPECT_EQ(run_call(to_process<&total>(bytes)), 3'000'000);
  EXPECT_EQ(run_call(to_process<&total>(std::span<const std::byte>())), 0);
}

TEST(ToProcess, ConvertsToTheParametersType) {
  EXPECT_EQ(run_call(to_process<&shout>("hello")), "hello!");
}

TEST(ToProcess, ReturnsLargeResults) {
  for (int n : {0, 10, 100, 1'000'000, 1'000'000, 5}) {
    auto v = run_call(to_process<&count_to>(n));
    ASSERT_EQ(v.size(), static_cast<std::size_t>(n));
    EXPECT_EQ(v.empty() ? 0 : v.back(), n);
  }
}

TEST(ToProcess, SendsAggregates) {
  shape s{"triangle", {3, 4, 5}, 7};
  EXPECT_EQ(run_call(to_process<&doubled>(s)), (shape{"triangle", {6, 8, 10}, 7}));
}

TEST(ToProcess, SharesABufferWithoutCopy) {
  shared_buffer<unsigned char> buffer(1'000'000);
  std::fill(buffer.begin(), buffer.end(), static_cast<unsigned char>(2));
  EXPECT_EQ(run_call(to_process<&total_shared>(buffer)), 2'000'000);
  // it can be destroyed while the call is out
  EXPECT_EQ(run_call(to_process<&total_shared>(std::move(buffer))), 2'000'000);
}

TEST(ToProcess, ThrowsStandardExceptionsByType) {
  EXPECT_STREQ(caught<std::out_of_range>(0).what(), "too far");
  auto e = caught<std::system_error>(1);
  EXPECT_EQ(e.code(), std::errc::no_such_file_or_directory);
  EXPECT_STREQ(e.what(), "opening it: No such file or directory");
  caught<std::bad_alloc>(2);
  auto f = caught<std::filesystem::filesystem_error>(7);
  EXPECT_EQ(f.path2(), "/b");
  EXPECT_STREQ(f.what(), "filesystem error: cannot: File exists [/a] [/b]");
  EXPECT_GT(std::string_view(caught<std::runtime_error>(8).what()).size(), 5000u);
}

TEST(ToProcess, ThrowsRemoteErrorForOtherTypes) {
  auto own = caught<remote_error>(3);
  EXPECT_NE(own.type.find("own_error"), std::string::npos);
  auto derived = caught<remote_error>(4);
  EXPECT_EQ(derived.text, "special");
  EXPECT_NE(derived.stack.text().find("throw_number"), std::string::npos) << derived.stack.text();
  EXPECT_EQ(caught<remote_error>(6).type, "int");
  EXPECT_NE(caught<remote_error>(9).text.find("caused by: inner"), std::string::npos);
}

TEST(ToProcess, DiesOfAWhatThatThrows) { EXPECT_EQ(caught<worker_crashed>(5).signal, SIGABRT); }

TEST(ToProcess, NeedsALoop) {
  auto call = to_process<&nothing>();
  // no promise that knows a home, and none on this thread
  EXPECT_THROW(call.await_suspend(std::noop_coroutine()), no_loop);
}

TEST(ToProcess, RunsManyAtOnce) {
  process_pool pool({.workers = 2});
  run([&]() -> task<> {
    std::vector<process_call<int>> calls;
    for (int i = 0; i < 200; ++i)
      calls.push_back(to_process<&add>(pool, i, i));
    scope all;
    std::vector<int> results(200);
    for (std::size_t i = 0; i < 200; ++i)
      all.spawn([](process_call<int> c, int &to) -> task<> {
        to = co_await std::move(c);
      }(std::move(calls[i]), results[i]));
    co_await all.join();
    for (int i = 0; i < 200; ++i)
      EXPECT_EQ(results[static_cast<std::size_t>(i)], 2 * i);
  }());
  EXPECT_EQ(pool.stats().answered, 200u);
  EXPECT_LE(pool.stats().started, 2u);
}
