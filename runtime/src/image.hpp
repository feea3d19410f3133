// What main_guard set up in this process; the same addresses hold in every
// worker.
#pragma once

#include "arena.hpp"
#include "privileges.hpp"
#include <atomic>
#include <string>
#include <vector>

namespace stallfree::detail {

struct loaded_object {
  std::string name;
  std::uintptr_t base = 0, begin = 0, end = 0; // of its executable segments
};

struct image {
  image(std::size_t requests_size, std::size_t replies_size)
      : requests("stallfree-requests", requests_size),
        replies("stallfree-replies", replies_size) {}

  region requests; // read-only in workers
  region replies;
  unique_fd main;  // to the zygote
  pid_t zygote = 0;
  privileges at_fork;
  std::vector<loaded_object> objects;
};

/// Throws no_zygote when main_guard did not run in this process.
image &this_image();
/// Set in workers and in children that the host forked itself.
extern std::atomic<bool> foreign_process;
std::vector<loaded_object> loaded_objects();

[[noreturn]] void run_zygote(image &, int main, int parent_pidfd, pid_t parent);
struct spawn_request;
[[noreturn]] void run_worker(image &, const spawn_request &, const privileges &, int socket,
                             std::span<const int> places, pid_t zygote);

} // namespace stallfree::detail
