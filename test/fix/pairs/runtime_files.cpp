// Files, names and processes in the runtime's own coroutines.
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <netdb.h>
#include <stallfree/task.hpp>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

using stallfree::task;

// pair: a file that is opened by a declaration
task<bool> opens(const char *path) {
  std::ifstream in(path);
  co_return in.good();
}

// pair: a constant file
task<bool> constant(const char *path) {
  const std::ifstream in(path);
  co_return in.good();
}

// pair: a file of C in a condition
task<bool> old_file(const char *path) {
  if (std::FILE *file = std::fopen(path, "r"))
    co_return file != nullptr;
  co_return false;
}

// pair: a comparison
task<bool> synced(int fd) { co_return ::fsync(fd) == 0; }

// pair: a tree that is removed, the count dropped
task<void> removes(std::filesystem::path tree) {
  std::filesystem::remove_all(tree);
  co_return;
}

// pair: one arm of a conditional
task<int> arm(bool wait, pid_t pid) {
  int status = 0;
  co_return wait ? ::waitpid(pid, &status, 0) : -1;
}

// pair: a host
task<bool> host(const char *name) {
  addrinfo *found = nullptr;
  int error = ::getaddrinfo(name, nullptr, nullptr, &found);
  co_return error == 0;
}

// pair: a command over several lines
task<int> command(const char *text) {
  int status = std::system(
      text);
  co_return status;
}
