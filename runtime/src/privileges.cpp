#include "privileges.hpp"
#include "stallfree/process_errors.hpp"
#include <cerrno>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>

namespace stallfree::detail {

namespace {
// The user namespace first: being in it may give the right to enter the others.
constexpr const char *namespace_files[privileges::namespaces] = {
    "/proc/thread-self/ns/user",   "/proc/thread-self/ns/mnt", "/proc/thread-self/ns/net",
    "/proc/thread-self/ns/ipc",    "/proc/thread-self/ns/uts", "/proc/thread-self/ns/cgroup",
    "/proc/thread-self/ns/pid_for_children"};

std::array<std::uint64_t, 2> place(const char *path) {
  struct stat s {};
  if (stat(path, &s) != 0)
    return {};
  return {s.st_dev, s.st_ino};
}

constexpr int last_capability = 63;

struct capability_data {
  __user_cap_header_struct head{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct data[2]{};

  std::uint64_t get(std::uint32_t __user_cap_data_struct::*set) const {
    return data[0].*set | std::uint64_t(data[1].*set) << 32;
  }
  void put(std::uint32_t __user_cap_data_struct::*set, std::uint64_t bits) {
    data[0].*set = static_cast<std::uint32_t>(bits);
    data[1].*set = static_cast<std::uint32_t>(bits >> 32);
  }
};

void set_capabilities(const std::array<std::uint64_t, 5> &caps) {
  capability_data c;
  c.put(&__user_cap_data_struct::effective, caps[0]);
  c.put(&__user_cap_data_struct::permitted, caps[1]);
  c.put(&__user_cap_data_struct::inheritable, caps[2]);
  syscall(SYS_capset, &c.head, c.data);
  for (int i = 0; i <= last_capability; ++i)
    if (caps[4] >> i & 1)
      prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, i, 0, 0);
}
} // namespace

privileges privileges::capture() {
  privileges p;
  getresuid(&p.uid[0], &p.uid[1], &p.uid[2]);
  getresgid(&p.gid[0], &p.gid[1], &p.gid[2]);
  p.groups.resize(static_cast<std::size_t>(std::max(0, getgroups(0, nullptr))));
  getgroups(static_cast<int>(p.groups.size()), p.groups.data());
  capability_data c;
  syscall(SYS_capget, &c.head, c.data);
  p.caps[0] = c.get(&__user_cap_data_struct::effective);
  p.caps[1] = c.get(&__user_cap_data_struct::permitted);
  p.caps[2] = c.get(&__user_cap_data_struct::inheritable);
  for (int i = 0; i <= last_capability; ++i) {
    const int bounding = prctl(PR_CAPBSET_READ, i, 0, 0, 0);
    if (bounding < 0)
      break;
    p.caps[3] |= std::uint64_t(bounding == 1) << i;
    p.caps[4] |= std::uint64_t(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, i, 0, 0) == 1) << i;
  }
  p.no_new_privs = prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0);
  p.seccomp = prctl(PR_GET_SECCOMP, 0, 0, 0, 0);
  p.priority = getpriority(PRIO_PROCESS, 0);
  p.umask = ::umask(0);
  ::umask(p.umask);
  for (int i = 0; i < RLIM_NLIMITS; ++i) {
    rlimit limit{};
    getrlimit(static_cast<__rlimit_resource>(i), &limit);
    p.limits[i] = {limit.rlim_cur, limit.rlim_max};
  }
  p.root = place("/");
  p.directory = place(".");
  for (std::size_t i = 0; i < namespaces; ++i)
    p.inodes[i] = place(namespace_files[i])[1];
  return p;
}

std::vector<unique_fd> privileges::places(const privileges &base) const {
  std::vector<unique_fd> result;
  auto add = [&](const char *path, int flags) {
    result.emplace_back(open(path, flags | O_CLOEXEC));
    if (!result.back())
      throw privilege_mismatch(std::string("worker processes cannot follow to ") + path + ": " +
                               std::generic_category().message(errno));
  };
  for (std::size_t i = 0; i < namespaces; ++i)
    if (inodes[i] != base.inodes[i] && inodes[i] != 0)
      add(namespace_files[i], O_RDONLY);
  if (root != base.root)
    add("/", O_PATH | O_DIRECTORY);
  if (directory != base.directory || root != base.root)
    add(".", O_PATH | O_DIRECTORY);
  return result;
}

void privileges::adopt(const privileges &base, std::span<const int> places) const {
  auto next = places.begin();
  auto take = [&] { return next == places.end() ? -1 : *next++; };
  for (std::size_t i = 0; i < namespaces; ++i)
    if (inodes[i] != base.inodes[i] && inodes[i] != 0)
      setns(take(), 0);
  const bool new_root = root != base.root;
  if (new_root && fchdir(take()) == 0 && chroot(".") != 0)
    throw privilege_mismatch("a worker process cannot change to the root of this process");
  if ((new_root || directory != base.directory) && fchdir(take()) != 0)
    throw privilege_mismatch("a worker process cannot change to the directory of this process");
  setpriority(PRIO_PROCESS, 0, priority);
  for (int i = 0; i < RLIM_NLIMITS; ++i) {
    rlimit limit{limits[i][0], limits[i][1]};
    setrlimit(static_cast<__rlimit_resource>(i), &limit);
  }
  ::umask(umask);
  if (groups != base.groups)
    setgroups(groups.size(), groups.data());
  if (gid != base.gid)
    (void)setresgid(gid[0], gid[1], gid[2]);
  for (int i = 0; i <= last_capability; ++i)
    if ((base.caps[3] & ~caps[3]) >> i & 1)
      prctl(PR_CAPBSET_DROP, i, 0, 0, 0);
  prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0);
  if (uid != base.uid)
    (void)setresuid(uid[0], uid[1], uid[2]);
  prctl(PR_SET_KEEPCAPS, 0, 0, 0, 0);
  set_capabilities(caps);
  if (no_new_privs)
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);

  // Only the outcome counts: every step above may have been refused.
  const privileges now = capture();
  std::string wrong;
  auto check = [&](bool same, const char *name) {
    if (!same)
      wrong.append(wrong.empty() ? "" : ", ").append(name);
  };
  check(now.uid == uid, "user ids");
  check(now.gid == gid, "group ids");
  check(now.groups == groups, "supplementary groups");
  check(now.caps == caps, "capabilities");
  check(now.no_new_privs == no_new_privs, "no_new_privs");
  check(now.seccomp == seccomp, "seccomp mode");
  check(now.limits == limits, "resource limits");
  check(now.root == root, "root directory");
  for (std::size_t i = 0; i < namespaces; ++i)
    check(now.inodes[i] == inodes[i] || inodes[i] == 0 || now.inodes[i] == 0, namespace_files[i]);
  if (!wrong.empty())
    throw privilege_mismatch("a worker process cannot take on this process's " + wrong +
                             "; create the pool before these change, or call main_guard later");
}

} // namespace stallfree::detail
