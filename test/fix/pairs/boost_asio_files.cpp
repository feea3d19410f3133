// Files, names and processes in coroutines of Boost.Asio.
#include <boost/asio/awaitable.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <netdb.h>
#include <string>
#include <sys/wait.h>

namespace net = boost::asio;
using net::awaitable;

// pair: a file that is opened by a declaration
awaitable<bool> opens(const char *path) {
  std::ifstream in(path);
  co_return in.good();
}

// pair: a declaration with braces
awaitable<bool> braces(const char *path) {
  std::ofstream out{path};
  co_return out.good();
}

// pair: lines that are read in a condition
awaitable<int> lines(std::ifstream in) {
  int count = 0;
  std::string line;
  while (std::getline(in, line))
    ++count;
  co_return count;
}

// pair: a read for its effect
awaitable<std::string> block(std::ifstream in) {
  std::string text(512, '\0');
  in.read(text.data(), 512);
  co_return text;
}

// pair: a file of C
awaitable<long> old_file(const char *path) {
  std::FILE *file = std::fopen(path, "r");
  char buffer[64];
  long n = std::fread(buffer, 1, sizeof buffer, file);
  std::fclose(file);
  co_return n;
}

// pair: a file that is renamed
awaitable<void> renames(std::filesystem::path from, std::filesystem::path to) {
  std::filesystem::rename(from, to);
  co_return;
}

// pair: a tree that is removed
awaitable<std::uintmax_t> removes(std::filesystem::path tree) {
  co_return std::filesystem::remove_all(tree);
}

// pair: a name
awaitable<int> name(const char *host, addrinfo *hints, addrinfo **found) {
  int error = ::getaddrinfo(host, nullptr, hints, found);
  co_return error;
}

// pair: a name in a condition
awaitable<bool> name_known(const char *host, addrinfo **found) {
  if (::getaddrinfo(host, nullptr, nullptr, found) != 0)
    co_return false;
  co_return true;
}

// pair: a child that is waited for
awaitable<int> child(pid_t pid) {
  int status = 0;
  ::waitpid(pid, &status, 0);
  co_return status;
}
