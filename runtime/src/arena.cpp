#include "arena.hpp"
#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/mman.h>
#include <system_error>
#include <unistd.h>

namespace stallfree::detail {

namespace {
constexpr std::size_t granule = 64;
constexpr std::size_t page = 4096;
constexpr std::size_t step = std::size_t(1) << 20;
// Pages above the highest used byte that stay for the next call: taking them
// anew costs microseconds each.
constexpr std::size_t keep_warm = std::size_t(256) << 20;

std::size_t round_up(std::size_t n, std::size_t to) {
  return (n + to - 1) / to * to;
}
} // namespace

region::region(const char *name, std::size_t size)
    : fd_(memfd_create(name, MFD_CLOEXEC)), size_(round_up(size, step)) {
  if (fd_ < 0)
    throw std::system_error(errno, std::generic_category(), "memfd_create");
  void *at = MAP_FAILED;
  if (ftruncate(fd_, static_cast<off_t>(size_)) == 0)
    at = mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE,
              fd_, 0);
  if (at == MAP_FAILED) {
    int number = errno;
    close(fd_);
    throw std::system_error(number, std::generic_category(),
                            "mapping the arena of stallfree::main_guard");
  }
  base_ = static_cast<std::byte *>(at);
  free_.emplace(0, size_);
}

region::~region() {
  munmap(base_, size_);
  close(fd_);
}

std::size_t region::allocate(std::size_t bytes) {
  // whole pages for large blocks, so that a stray neighbour is never shared
  const std::size_t want =
      bytes >= page ? round_up(bytes, page) : round_up(std::max(bytes, granule), granule);
  std::lock_guard lock(mutex_);
  // The lowest hole that is large enough: low addresses stay warm.
  for (auto hole = free_.begin(); hole != free_.end(); ++hole) {
    auto [offset, size] = *hole;
    if (size < want)
      continue;
    commit(offset + want);
    used_.emplace(offset, want);
    free_.erase(hole);
    if (size > want)
      free_.emplace(offset + want, size - want);
    return offset;
  }
  throw arena_full("the shared arena has no room for " + std::to_string(bytes) +
                   " bytes; give main_guard a larger arena_size or run fewer "
                   "calls at once");
}

void region::commit(std::size_t end) {
  if (end <= committed_)
    return;
  const std::size_t grown =
      std::min(size_, round_up(std::max(end, std::min(2 * committed_, committed_ + 16 * step)), step));
  // Reserved here, running out is an error; touched later, it would be SIGBUS.
  auto reserve = [&](std::size_t to) {
    int r;
    do
      r = fallocate(fd_, 0, static_cast<off_t>(committed_), static_cast<off_t>(to - committed_));
    while (r != 0 && errno == EINTR);
    return r == 0;
  };
  std::size_t reached = grown;
  if (!reserve(reached) && !reserve(reached = round_up(end, page)))
    throw arena_full("no memory for the shared arena: " +
                     std::generic_category().message(errno));
#ifdef MADV_POPULATE_WRITE
  const std::size_t from = committed_ / page * page;
  madvise(base_ + from, round_up(end, page) - from, MADV_POPULATE_WRITE);
#endif
  committed_ = reached;
}

void region::free(std::size_t offset) noexcept {
  std::lock_guard lock(mutex_);
  auto node = used_.extract(offset);
  if (node.empty())
    return;
  std::size_t size = node.mapped();
  auto next = free_.lower_bound(offset);
  if (next != free_.end() && next->first == offset + size) {
    size += next->second;
    next = free_.erase(next);
  }
  if (next != free_.begin()) {
    if (auto before = std::prev(next); before->first + before->second == offset) {
      before->second += size;
      trim();
      return;
    }
  }
  node.mapped() = size;
  free_.insert(next, std::move(node)); // no allocation: free cannot fail
  trim();
}

void region::trim() noexcept {
  const std::size_t top =
      used_.empty() ? 0 : round_up(used_.rbegin()->first + used_.rbegin()->second, page);
  const std::size_t keep = top + keep_warm;
  if (!owned_ || committed_ <= keep + step)
    return;
  if (fallocate(fd_, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, static_cast<off_t>(keep),
                static_cast<off_t>(committed_ - keep)) == 0)
    committed_ = keep;
}

void region::make_read_only() {
  // A descriptor that cannot write, so that not even mprotect gets it back.
  const std::string name = "/proc/self/fd/" + std::to_string(fd_);
  const int fd = open(name.c_str(), O_RDONLY | O_CLOEXEC);
  if (mmap(base_, size_, PROT_READ, MAP_SHARED | MAP_NORESERVE | MAP_FIXED,
           fd < 0 ? fd_ : fd, 0) == MAP_FAILED)
    throw std::system_error(errno, std::generic_category(), "mapping the arena");
  if (fd >= 0)
    close(fd);
}

std::size_t region::used() const {
  std::lock_guard lock(mutex_);
  std::size_t sum = 0;
  for (auto &[offset, size] : used_)
    sum += size;
  return sum;
}

} // namespace stallfree::detail
