// Many calls with crashes among them: nothing may be lost or left behind.
// STALLFREE_SOAK=1 for 1e5 calls instead of 2000.
#include "../../runtime/src/image.hpp"
#include "process_main.hpp"
#include <csignal>
#include <dirent.h>
#include <fstream>
#include <stallfree/process_errors.hpp>
#include <stallfree/scope.hpp>
#include <stallfree/to_process.hpp>
#include <string>
#include <thread>

using namespace stallfree;

namespace {

long square(long n, int signal) {
  if (signal != 0)
    raise(signal);
  return n * n;
}
std::vector<char> copy(std::span<const char> bytes) { return {bytes.begin(), bytes.end()}; }

std::size_t entries(const char *folder) {
  std::size_t n = 0;
  DIR *d = opendir(folder);
  while (readdir(d))
    ++n;
  closedir(d);
  return n;
}
std::size_t resident_kib() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmRSS:"))
      return std::stoul(line.substr(6));
  return 0;
}

std::size_t children_of_zygote() {
  std::size_t n = 0;
  DIR *d = opendir("/proc");
  while (dirent *entry = readdir(d)) {
    std::ifstream stat("/proc/" + std::string(entry->d_name) + "/stat");
    std::string line;
    std::getline(stat, line);
    const std::size_t name_end = line.rfind(')'); // then state and parent
    n += name_end != line.npos && std::stoi(line.substr(name_end + 4)) == detail::this_image().zygote;
  }
  closedir(d);
  return n;
}
std::size_t shared_bytes() {
  return detail::this_image().requests.used() + detail::this_image().replies.used();
}

task<> one(process_pool &pool, long i, long &answered, long &crashed) {
  try {
    if (i % 50 == 7) {
      const std::vector<char> bytes(static_cast<std::size_t>(100 + i % 5000), 'x');
      EXPECT_EQ((co_await to_process<&copy>(pool, std::span<const char>(bytes))).size(),
                bytes.size());
    } else
      EXPECT_EQ(co_await to_process<&square>(pool, i, i % 100 == 3 ? SIGKILL : 0), i * i);
    ++answered;
  } catch (const worker_crashed &) {
    ++crashed;
  }
}

} // namespace

TEST(ProcessSoak, LosesAndLeavesNothing) {
  const long calls = std::getenv("STALLFREE_SOAK") ? 100'000 : 2000;
  std::thread([] {}).join(); // a sanitizer starts a thread of its own with the first one
  const std::size_t fds = entries("/proc/self/fd"), threads = entries("/proc/self/task");
  [[maybe_unused]] std::size_t early = 0, late = 0;
  EXPECT_EQ(children_of_zygote() + shared_bytes(), 0u);
  {
    process_pool pool({.workers = 2});
    long answered = 0, crashed = 0;
    for (long done = 0; done < calls; done += 100) {
      run([](process_pool &pool, long from, long &answered, long &crashed) -> task<> {
        scope all;
        for (long i = from; i < from + 100; ++i)
          (void)all.spawn(one(pool, i, answered, crashed));
        co_await all.join();
      }(pool, done, answered, crashed));
      (done < calls / 4 ? early : late) = resident_kib();
    }
    EXPECT_EQ(answered + crashed, calls);
    EXPECT_EQ(crashed, calls / 100);
    EXPECT_EQ(children_of_zygote(), 2u);
    const auto report = pool.shutdown(process_shutdown::drain, std::chrono::seconds(10));
    EXPECT_EQ(report.killed + report.cancelled, 0u);
  }
  EXPECT_EQ(entries("/proc/self/fd"), fds);
  EXPECT_EQ(entries("/proc/self/task"), threads);
  EXPECT_EQ(children_of_zygote(), 0u);
  EXPECT_EQ(shared_bytes(), 0u);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) // they keep freed memory
  EXPECT_LE(late, early + 4096); // KiB
#endif
}
