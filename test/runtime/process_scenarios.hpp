// Faults of the host process and of the zygote; each runs in a process of its
// own, which process_faults_test.cpp starts.
#pragma once

#include <csignal>
#include <cstring>
#include <dlfcn.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stallfree/loop.hpp>
#include <stallfree/main_guard.hpp>
#include <stallfree/scope.hpp>
#include <stallfree/to_process.hpp>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>

namespace {

using namespace stallfree;
using namespace std::chrono_literals;

int failures = 0;
void check(bool ok, const char *what) {
  if (!ok) {
    dprintf(2, "failed: %s\n", what);
    ++failures;
  }
}
#define CHECK(X) check((X), #X)

template <class T> T run_call(process_call<T> call) {
  return run(
      [](process_call<T> c) -> task<T> { co_return co_await std::move(c); }(std::move(call)));
}
template <class E, class F> bool throws(F &&f) {
  try {
    f();
  } catch (const E &) {
    return true;
  } catch (const std::exception &e) {
    dprintf(2, "threw %s\n", e.what());
  }
  return false;
}

int answer() { return 42; }
pid_t zygote() { return getppid(); }
void die() { raise(SIGKILL); }
void tell_and_spin(int fd) {
  const pid_t pids[] = {getpid(), getppid()};
  if (write(fd, pids, sizeof pids) == sizeof pids)
    for (volatile bool yes = true; yes;)
      ;
}

struct identity {
  uid_t uid;
  gid_t gid;
  int groups, no_new_privs;
  std::size_t descriptors;
  ino_t root, directory;
  mode_t mask;
  bool operator==(const identity &) const = default;
};
identity who() {
  struct stat root {
  }, directory{};
  stat("/", &root);
  stat(".", &directory);
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  const mode_t mask = umask(0);
  umask(mask);
  return {
      geteuid(),      getegid(),   getgroups(0, nullptr), prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0),
      limit.rlim_cur, root.st_ino, directory.st_ino,      mask};
}

/// A filter that answers `number` to some system calls; `none` to none of them.
void install_filter(std::initializer_list<unsigned> calls, unsigned number) {
  std::vector<sock_filter> code{BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr))};
  for (unsigned call : calls) {
    code.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1));
    code.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | number));
  }
  code.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  sock_fprog program{static_cast<unsigned short>(code.size()), code.data()};
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  CHECK(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0);
}

void calls_and_crashes() {
  process_pool pool({.workers = 2});
  for (int i = 0; i < 3; ++i) {
    CHECK(run_call(to_process<&answer>(pool)) == 42);
    CHECK(throws<worker_crashed>([&] { run_call(to_process<&die>(pool)); }));
  }
  CHECK(run_call(to_process<&answer>(pool)) == 42);
}

void lose_zygote(void (*reap)()) {
  process_pool pool({.workers = 1});
  const pid_t parent = run_call(to_process<&zygote>(pool));
  run([](process_pool &pool, pid_t parent, void (*reap)()) -> task<> {
    int fds[2];
    CHECK(pipe(fds) == 0);
    auto call = spawn(to_process<[] {
      for (volatile bool yes = true; yes;)
        ;
    }>(pool));
    co_await yield();
    co_await yield();
    kill(parent, SIGKILL);
    reap();
    bool lost = false;
    try {
      co_await call;
    } catch (const zygote_lost &) {
      lost = true;
    }
    CHECK(lost);
  }(pool, parent, reap));
  CHECK(throws<zygote_lost>([&] { run_call(to_process<&answer>(pool)); }));
  CHECK(throws<zygote_lost>([&] { process_pool another; }));
  CHECK(waitpid(parent, nullptr, 0) == -1 && errno == ECHILD); // no zombie
}

void guard() { main_guard(0, nullptr, {.arena_size = std::size_t(64) << 20}); }

struct scenario {
  const char *name;
  void (*run)();
};
const scenario scenarios[] = {
    {"sigchld-ignored",
     [] {
       signal(SIGCHLD, SIG_IGN);
       guard();
       calls_and_crashes();
     }},
    {"waitpid-any",
     [] {
       guard();
       std::jthread thief([](std::stop_token stop) {
         while (!stop.stop_requested()) {
           waitpid(-1, nullptr, WNOHANG);
           std::this_thread::yield();
         }
       });
       calls_and_crashes();
     }},
    {"plain",
     [] {
       guard();
       calls_and_crashes();
     }},
    {"old-kernel",
     [] {
       install_filter({SYS_clone3, SYS_pidfd_open, SYS_close_range, SYS_epoll_pwait2}, ENOSYS);
       guard();
       calls_and_crashes();
     }},
    {"zygote-killed",
     [] {
       guard();
       lose_zygote([] {});
     }},
    {"zygote-killed-and-reaped",
     [] {
       guard();
       lose_zygote([] { waitpid(-1, nullptr, 0); });
     }},
    {"thread-running",
     [] {
       std::jthread other([](std::stop_token stop) {
         while (!stop.stop_requested())
           std::this_thread::yield();
       });
       CHECK(throws<threads_running>(guard));
     }},
    {"no-guard", [] { CHECK(throws<no_zygote>([] { run_call(to_process<&answer>()); })); }},
    {"forked-child",
     [] {
       guard();
       CHECK(run_call(to_process<&answer>()) == 42);
       const pid_t child = fork();
       if (child == 0)
         _exit(throws<no_zygote>([] { run_call(to_process<&answer>()); }) ? 0 : 1);
       int status = 0;
       CHECK(waitpid(child, &status, 0) == child && status == 0);
       CHECK(run_call(to_process<&answer>()) == 42);
     }},
    {"loaded-later",
     [] {
       guard();
       detail::require_in_zygote(reinterpret_cast<void *>(&answer), "answer");
       void *library = dlopen("libresolv.so.2", RTLD_NOW);
       void *function = library ? dlsym(library, "ns_sprintrr") : nullptr;
       CHECK(function);
       CHECK(throws<not_in_zygote>([&] { detail::require_in_zygote(function, "it"); }));
     }},
    {"privileges-dropped",
     [] {
       guard();
       CHECK(chdir("/usr") == 0);
       umask(027);
       rlimit limit{100, 100};
       setrlimit(RLIMIT_NOFILE, &limit);
       CHECK(chroot("/usr") == 0 && chdir("/lib") == 0);
       CHECK(setresgid(65534, 65534, 65534) == 0);
       CHECK(setresuid(65534, 65534, 65534) == 0);
       prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
       process_pool pool({.workers = 1});
       const identity worker = run_call(to_process<&who>(pool));
       CHECK(worker == who());
       CHECK(worker.uid == 65534);
       calls_and_crashes();
       _exit(failures != 0); // in the new root a leak check cannot find its files
     }},
    {"namespace-left",
     [] {
       guard();
       CHECK(unshare(CLONE_NEWUTS) == 0);
       CHECK(sethostname("elsewhere", 9) == 0);
       const auto name = [] {
         char text[65] = {};
         gethostname(text, 64);
         return std::string(text);
       };
       process_pool pool({.workers = 1});
       CHECK(run_call(to_process<name>(pool)) == "elsewhere");
     }},
    {"filter-added",
     [] {
       guard();
       install_filter({}, 0);
       process_pool pool({.workers = 1});
       CHECK(throws<privilege_mismatch>([&] { run_call(to_process<&answer>(pool)); }));
     }},
    {"fork-refused",
     [] {
       CHECK(setresgid(65534, 65534, 65534) == 0 && setresuid(65534, 65534, 65534) == 0);
       guard();
       process_pool one({.workers = 1}), other({.workers = 1});
       const pid_t parent = run_call(to_process<&zygote>(one));
       const rlimit none{0, 0};
       CHECK(prlimit(parent, RLIMIT_NPROC, &none, nullptr) == 0);
       CHECK(throws<spawn_failed>([&] { run_call(to_process<&answer>(other)); }));
       CHECK(run_call(to_process<&answer>(one)) == 42);
     }},
    // Told by the test through descriptor 3.
    {"parent-killed",
     [] {
       guard();
       run_call(to_process<&tell_and_spin>(1));
     }},
    {"parent-killed-with-sibling",
     [] {
       guard();
       process_pool pool({.workers = 1});
       if (fork() == 0) { // holds every descriptor, until the test ends
         char c;
         _exit(static_cast<int>(read(0, &c, 1)));
       }
       run_call(to_process<&tell_and_spin>(pool, 1));
     }},
    {"parent-killed-on-old-kernel",
     [] {
       install_filter({SYS_pidfd_open}, ENOSYS);
       guard();
       process_pool pool({.workers = 1});
       if (fork() == 0) {
         char c;
         _exit(static_cast<int>(read(0, &c, 1)));
       }
       run_call(to_process<&tell_and_spin>(pool, 1));
     }},
};

} // namespace
