#include "process_scenarios.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <spawn.h>

namespace {

struct child {
  pid_t pid;
  int input, output; // pipes
};
child start_scenario(const std::string &name) {
  int in[2], out[2];
  EXPECT_EQ(pipe2(in, O_CLOEXEC) + pipe2(out, O_CLOEXEC), 0);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[0], 0);
  posix_spawn_file_actions_adddup2(&actions, out[1], 1);
  std::string argument = "--scenario=" + name, program = "/proc/self/exe";
  char *argv[] = {program.data(), argument.data(), nullptr};
  pid_t pid = 0;
  EXPECT_EQ(posix_spawn(&pid, program.c_str(), &actions, nullptr, argv, environ), 0);
  posix_spawn_file_actions_destroy(&actions);
  close(in[0]);
  close(out[1]);
  return {pid, in[1], out[0]};
}
int finish(const child &c) {
  int status = 0;
  EXPECT_EQ(waitpid(c.pid, &status, 0), c.pid);
  close(c.input);
  close(c.output);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

class Scenario : public testing::TestWithParam<const char *> {};
TEST_P(Scenario, Passes) {
  const std::string name = GetParam();
  if (geteuid() != 0 && (name == "privileges-dropped" || name == "namespace-left" || name == "fork-refused"))
    GTEST_SKIP() << "needs root";
  EXPECT_EQ(finish(start_scenario(name)), 0);
}
INSTANTIATE_TEST_SUITE_P(ProcessFaults, Scenario,
                         testing::Values("plain", "sigchld-ignored", "waitpid-any", "old-kernel",
                                         "zygote-killed", "zygote-killed-and-reaped",
                                         "thread-running", "no-guard", "forked-child",
                                         "loaded-later", "privileges-dropped", "namespace-left",
                                         "filter-added", "fork-refused"));

class Orphans : public testing::TestWithParam<const char *> {};
TEST_P(Orphans, DieWithinASecond) {
  const child c = start_scenario(GetParam());
  pid_t pids[2];
  ASSERT_EQ(read(c.output, pids, sizeof pids), static_cast<ssize_t>(sizeof pids));
  pollfd ends[2];
  for (int i = 0; i < 2; ++i) {
    ends[i] = {static_cast<int>(syscall(SYS_pidfd_open, pids[i], 0)), POLLIN, 0};
    ASSERT_GE(ends[i].fd, 0);
  }
  kill(c.pid, SIGKILL);
  const auto limit = std::chrono::steady_clock::now() + 1s;
  for (pollfd &end : ends) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(limit - std::chrono::steady_clock::now());
    EXPECT_EQ(poll(&end, 1, std::max(0, static_cast<int>(left.count()))), 1);
    close(end.fd);
  }
  EXPECT_EQ(finish(c), 128 + SIGKILL);
}
INSTANTIATE_TEST_SUITE_P(ProcessFaults, Orphans,
                         testing::Values("parent-killed", "parent-killed-with-sibling",
                                         "parent-killed-on-old-kernel"));

TEST(ProcessFaults, WorkAsFirstProcessOfANamespace) {
  const pid_t child = fork();
  if (child == 0) {
    if (unshare(CLONE_NEWPID) != 0)
      _exit(77);
    const pid_t first = fork();
    if (first == 0)
      execl("/proc/self/exe", "test", "--scenario=plain", nullptr);
    int status = 0;
    waitpid(first, &status, 0);
    _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  if (WEXITSTATUS(status) == 77)
    GTEST_SKIP() << "needs the right to make a PID namespace";
  EXPECT_EQ(status, 0);
}

} // namespace

int main(int argc, char **argv) {
  constexpr std::string_view option = "--scenario=";
  if (argc > 1 && std::string_view(argv[1]).starts_with(option)) {
    for (const scenario &s : scenarios)
      if (std::string_view(argv[1]).substr(option.size()) == s.name) {
        s.run();
        return failures != 0;
      }
    return 2;
  }
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
