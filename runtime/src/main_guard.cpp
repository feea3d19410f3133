#include "stallfree/main_guard.hpp"
#include "image.hpp"
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <dirent.h>
#include <link.h>
#include <pthread.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

namespace stallfree {
namespace detail {

std::atomic<bool> foreign_process = false;

namespace {
image *the_image = nullptr; // never freed: static destructors may still use it

// 0 when it cannot be known.
unsigned count_threads() {
  DIR *tasks = opendir("/proc/self/task");
  if (!tasks)
    return 0;
  unsigned n = 0;
  while (dirent *entry = readdir(tasks))
    n += entry->d_name[0] != '.';
  closedir(tasks);
  return n;
}

// The thread sanitizer runs one of its own, which survives our fork unharmed.
#if defined(__SANITIZE_THREAD__)
constexpr unsigned expected_threads = 2;
#else
constexpr unsigned expected_threads = 1;
#endif

int add_object(dl_phdr_info *info, std::size_t, void *to) {
  loaded_object object{info->dlpi_name, info->dlpi_addr, ~std::uintptr_t(0), 0};
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const auto &segment = info->dlpi_phdr[i];
    if (segment.p_type != PT_LOAD || !(segment.p_flags & PF_X))
      continue;
    const std::uintptr_t begin = info->dlpi_addr + segment.p_vaddr;
    object.begin = std::min(object.begin, begin);
    object.end = std::max(object.end, begin + segment.p_memsz);
  }
  static_cast<std::vector<loaded_object> *>(to)->push_back(object);
  return 0;
}
} // namespace

std::vector<loaded_object> loaded_objects() {
  std::vector<loaded_object> result;
  dl_iterate_phdr(add_object, &result);
  return result;
}

image &this_image() {
  if (foreign_process.load(std::memory_order_relaxed))
    throw no_zygote("to_process works only in the process that called "
                    "main_guard, not in its workers or forked children");
  if (!the_image)
    throw no_zygote("to_process needs stallfree::main_guard(argc, argv) as the "
                    "first line of main()");
  return *the_image;
}

void require_in_zygote(const void *function, const char *what) {
  const auto address = reinterpret_cast<std::uintptr_t>(function);
  auto holds = [&](const loaded_object &o) { return o.begin <= address && address < o.end; };
  const image &here = this_image();
  for (const loaded_object &now : loaded_objects()) {
    if (!holds(now))
      continue;
    // By name too: another library may have taken the place of an unloaded one.
    for (const loaded_object &then : here.objects)
      if (holds(then) && then.base == now.base && then.name == now.name)
        return;
    throw not_in_zygote(std::string(what) + " is in " + now.name +
                        ", which was loaded after main_guard: load it before "
                        "main_guard, or load it in the function");
  }
  throw not_in_zygote(std::string(what) + " is not in a loaded object");
}

} // namespace detail

void main_guard(int, char **, const main_guard_options &options) {
  using namespace detail;
  if (foreign_process)
    throw no_zygote("main_guard cannot run again in a forked child: exec a fresh program");
  if (the_image)
    return;
  if (count_threads() > expected_threads)
    throw threads_running("main_guard must run before the first thread is "
                          "started: make it the first line of main()");

  auto here = std::make_unique<image>(options.arena_size, options.arena_size);
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
    throw std::system_error(errno, std::generic_category(), "main_guard: socketpair");
  unique_fd ours(pair[0]), theirs(pair[1]);
  here->at_fork = privileges::capture();
  here->objects = loaded_objects();

  const pid_t self = getpid();
#ifdef SYS_pidfd_open
  unique_fd watch(static_cast<int>(syscall(SYS_pidfd_open, self, 0)));
#else
  unique_fd watch;
#endif
  // What is buffered now would be written by every worker that exits.
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child < 0)
    throw spawn_failed(std::string("main_guard: fork: ") + std::strerror(errno), errno);
  if (child == 0) {
    ours.reset();
    run_zygote(*here, theirs.release(), watch.release(), self);
  }
  here->main = std::move(ours);
  here->zygote = child;
  the_image = here.release();
  pthread_atfork(nullptr, nullptr, [] {
    foreign_process = true;
    the_image->requests.disown();
    the_image->replies.disown();
  });
}

} // namespace stallfree
