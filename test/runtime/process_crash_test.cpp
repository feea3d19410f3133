// How the pool survives its workers: killed, crashed or stopped at any step.
#include "process_main.hpp"
#include <atomic>
#include <csignal>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stallfree/this_worker.hpp>
#include <stallfree/to_process.hpp>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <vector>

using namespace stallfree;
using namespace std::chrono_literals;

namespace {

pid_t self() { return getpid(); }
int answer() { return 42; }
pid_t parent_of() { return getppid(); }
volatile bool yes = true;
bool spin_until_asked() {
  while (!this_worker::stop_requested())
    ;
  return true;
}
void stop_self() { raise(SIGSTOP); }
void stop_with(std::span<const char>) { raise(SIGSTOP); }
std::uintptr_t place_of(std::span<const char> bytes) {
  return reinterpret_cast<std::uintptr_t>(bytes.data());
}
void die(int signal) { raise(signal); }
[[gnu::noinline]] int overflow(int n) {
  volatile char page[4096] = {};
  page[n % 4096] = static_cast<char>(n);
  return yes ? overflow(n + 1) + page[0] : n;
}
int *volatile nowhere = reinterpret_cast<int *>(8);
[[gnu::noinline]] void write_null() { *nowhere = 1; }
void leave() { exit(3); }

// Shared with the workers: mapped before main.
struct blackboard {
  std::atomic<pid_t> writer{0};
  std::atomic<bool> other_written{false}, written{false};
};
blackboard &board = *new (mmap(nullptr, sizeof(blackboard), PROT_READ | PROT_WRITE,
                               MAP_SHARED | MAP_ANONYMOUS, -1, 0)) blackboard;

/// The kernel kills this process in its next call of either, as kill -9 would.
void die_in_call(unsigned one, unsigned other) {
  sock_filter code[] = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
                        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, one, 1, 0),
                        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, other, 0, 1),
                        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
                        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
  const sock_fprog program{std::size(code), code};
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

/// Steps of one call in its worker, in order.
enum class step { none, decoding, running, encoding, asking, granted, writing, sending, sent };
/// Dies at one of them; of any size, so that it crosses in packets and in the arena.
struct fragile {
  step at = step::none;
  std::vector<char> load = {};
};
void die_at(step at, step now) {
  if (at == now && this_worker::is_worker())
    raise(SIGKILL);
}
fragile pass(fragile f) {
  die_at(f.at, step::running);
  return f;
}
void throw_and_die() {
  die_in_call(SYS_sendto, SYS_sendmsg);
  throw std::runtime_error("nobody hears of it");
}

/// Stops in the middle of its own encoding.
struct interrupted_result {
  std::vector<char> half;
};
interrupted_result stop_in_reply(std::size_t size) { return {std::vector<char>(size, 'A')}; }

/// Encoded quickly, sent when the board says so.
struct patient_result {
  std::vector<char> bytes;
};
patient_result wait_in_reply(std::size_t size) { return {std::vector<char>(size, 'B')}; }

} // namespace

template <> struct stallfree::codec<fragile> {
  static void encode(encoder &out, const fragile &f) {
    if (this_worker::is_worker())
      die_while_encoding(f);
    out.put_raw(f.at);
    out.put_raw(f.load.size());
    out.put(f.load.data(), f.load.size());
  }
  // The first pass counts; a large result has a second one, into the arena.
  static void die_while_encoding(const fragile &f) {
    static int passes = 0;
    const bool last = ++passes == (f.load.empty() ? 1 : 2);
    die_at(f.at, step::encoding);
    if (last)
      die_at(f.at, step::writing);
    if (f.at == step::asking || (f.at == step::sending && last))
      die_in_call(SYS_sendto, SYS_sendmsg);
    if (f.at == step::granted || (f.at == step::sent && last))
      die_in_call(SYS_recvfrom, SYS_recvmsg);
  }
  static fragile decode(decoder &in) {
    fragile f{in.get_raw<step>()};
    die_at(f.at, step::decoding);
    f.load.resize(in.get_count(1));
    in.get(f.load.data(), f.load.size());
    return f;
  }
};

template <> struct stallfree::codec<interrupted_result> {
  static void encode(encoder &out, const interrupted_result &r) {
    static int passes = 0;
    out.put_raw(r.half.size());
    out.put(r.half.data(), r.half.size());
    if (++passes == 2) { // into the block
      board.writer = getpid();
      raise(SIGSTOP);
    }
    out.put(r.half.data(), r.half.size());
    if (passes == 2)
      board.written = true;
  }
  static interrupted_result decode(decoder &) { return {}; }
};

template <> struct stallfree::codec<patient_result> {
  static void encode(encoder &out, const patient_result &r) {
    static int passes = 0;
    out.put_raw(r.bytes.size());
    out.put(r.bytes.data(), r.bytes.size());
    if (++passes < 2)
      return;
    board.other_written = true; // in its block
    while (!board.written)
      ;
  }
  static patient_result decode(decoder &in) {
    patient_result r;
    r.bytes.resize(in.get_count(1));
    in.get(r.bytes.data(), r.bytes.size());
    return r;
  }
};

TEST(ProcessCrash, ReportsHowAWorkerDied) {
  process_pool pool({.workers = 1});
  for (int signal : {SIGABRT, SIGFPE, SIGKILL, SIGILL}) {
    EXPECT_EQ(crash_of(to_process<&die>(pool, signal)).signal, signal);
    EXPECT_EQ(run_call(to_process<&answer>(pool)), 42); // healed
  }
  auto segv = crash_of(to_process<&write_null>(pool));
  EXPECT_EQ(segv.signal, SIGSEGV);
  EXPECT_EQ(segv.address, reinterpret_cast<void *>(8));
  EXPECT_EQ(segv.code, SEGV_MAPERR);
  EXPECT_NE(segv.stack.text().find("write_null"), std::string::npos) << segv.stack.text();
  EXPECT_EQ(crash_of(to_process<&overflow>(pool, 0)).signal, SIGSEGV);
  EXPECT_EQ(pool.stats().crashed, 6u);
}

TEST(ProcessCrash, RunsNoInheritedExitHandlers) {
  process_pool pool({.workers = 1});
  auto e = crash_of(to_process<&leave>(pool));
  EXPECT_EQ(e.signal, 0);
  EXPECT_EQ(e.exit_status, 3); // see process_main.hpp
  EXPECT_EQ(run_call(to_process<&answer>(pool)), 42);
}

TEST(ProcessCrash, LosesOnlyTheCallAtEveryStep) {
  process_pool pool({.workers = 1, .calls_per_worker = 1}); // each goes through all steps
  for (std::size_t size : {0u, 100'000u}) {
    const std::vector<char> load(size, 'x');
    const auto signal_at = [&](step s) { return crash_of(to_process<&pass>(pool, fragile{s, load})).signal; };
    std::vector<step> killed{step::decoding, step::running, step::encoding, step::writing};
    std::vector<step> killed_in_call{step::sending};
    if (size)
      killed_in_call = {step::asking, step::granted, step::sending};
    for (step s : killed) {
      EXPECT_EQ(signal_at(s), SIGKILL) << int(s) << " " << size;
      EXPECT_EQ(run_call(to_process<&pass>(pool, fragile{step::none, load})).load, load);
    }
    for (step s : killed_in_call) {
      EXPECT_EQ(signal_at(s), SIGSYS) << int(s) << " " << size;
      EXPECT_EQ(run_call(to_process<&pass>(pool, fragile{step::none, load})).load, load);
    }
  }
  EXPECT_EQ(crash_of(to_process<&throw_and_die>(pool)).signal, SIGSYS);
  // Once the answer is out it counts, and the next call runs on another worker.
  process_pool lasting({.workers = 1});
  EXPECT_EQ(run_call(to_process<&pass>(lasting, fragile{step::sent})).at, step::sent);
  EXPECT_EQ(run_call(to_process<&pass>(lasting, fragile{step::none})).at, step::none);
}

TEST(ProcessCrash, RunsTheCallElsewhereWhenTheWorkerDiedBeforeIt) {
  process_pool pool({.workers = 1});
  const pid_t first = run_call(to_process<&self>(pool));
  kill(first, SIGSTOP); // the request stays in its socket
  run([](process_pool &pool, pid_t first) -> task<> {
    auto call = spawn(to_process<&self>(pool));
    co_await yield();
    co_await yield();
    kill(first, SIGKILL);
    EXPECT_NE(co_await call, first);
  }(pool, first));
}

TEST(ProcessCrash, KeepsAnAnswerWhoseWorkerDiedAfterIt) {
  process_pool pool({.workers = 1});
  run([](process_pool &pool) -> task<> {
    const pid_t worker = co_await to_process<&self>(pool);
    kill(worker, SIGKILL);
    EXPECT_NE(co_await to_process<&self>(pool), worker);
  }(pool));
}

TEST(ProcessCrash, RetriesIfAskedTo) {
  process_pool pool({.workers = 1, .retry_if_crashed = 2});
  EXPECT_EQ(crash_of(to_process<&die>(pool, SIGKILL)).signal, SIGKILL);
  EXPECT_EQ(pool.stats().crashed, 3u);
}

TEST(ProcessCrash, KillsAStoppedWorker) {
  process_pool pool({.workers = 1});
  const process_call_options soon{.timeout = 10ms, .grace = 1ms, .retry_if_crashed = {}};
  EXPECT_THROW(run_call(to_process<&stop_self>(pool, soon)), timed_out);
  EXPECT_EQ(run_call(to_process<&answer>(pool)), 42);
}

TEST(ProcessCrash, KeepsMemoryUntilItsWorkerIsDead) {
  process_pool pool({.workers = 2, .grace = 60s});
  const std::vector<char> bytes(100'000, 'x');
  const std::span<const char> all(bytes);
  run([](process_pool &pool, std::span<const char> all) -> task<> {
    auto second = spawn(to_process<&spin_until_asked>(pool)); // so that both workers exist
    const pid_t zygote = co_await to_process<&parent_of>(pool);
    const auto place = co_await to_process<&place_of>(pool, all);
    EXPECT_EQ(co_await to_process<&place_of>(pool, all), place); // free bytes are used again
    const process_call_options soon{.timeout = 10ms, .grace = 1ms, .retry_if_crashed = {}};
    kill(zygote, SIGSTOP); // nobody is killed and no death is reported
    EXPECT_THROW(co_await to_process<&stop_with>(pool, soon, all), timed_out);
    second.cancel();
    EXPECT_THROW(co_await second, cancelled);
    EXPECT_NE(co_await to_process<&place_of>(pool, all), place);
    kill(zygote, SIGCONT);
    while (co_await to_process<&place_of>(pool, all) != place)
      ;
  }(pool, all));
}

TEST(ProcessCrash, KeepsTheBlockOfAResultThatAStoppedWorkerStillWrites) {
  process_pool pool({.workers = 2, .grace = 60s});
  run([](process_pool &pool) -> task<> {
    constexpr std::size_t size = 100'000;
    auto second = spawn(to_process<&spin_until_asked>(pool)); // so that both workers exist
    const pid_t zygote = co_await to_process<&parent_of>(pool);
    const process_call_options at_once{.timeout = {}, .grace = 0ns, .retry_if_crashed = {}};
    auto call = spawn(to_process<&stop_in_reply>(pool, at_once, size));
    while (!board.writer)
      co_await yield();
    kill(zygote, SIGSTOP); // nobody is killed
    call.cancel();         // as a timeout does
    EXPECT_THROW(co_await call, cancelled);
    second.cancel();
    EXPECT_THROW(co_await second, cancelled);
    auto other = spawn(to_process<&wait_in_reply>(pool, 2 * size)); // wants a block of that size
    while (!board.other_written)
      co_await yield();
    kill(board.writer, SIGCONT); // it goes on writing ...
    const auto bytes = (co_await other).bytes;
    EXPECT_TRUE(board.written);
    EXPECT_EQ(bytes, std::vector<char>(2 * size, 'B')); // ... and no byte of another call changed
    kill(zygote, SIGCONT);
  }(pool));
}
