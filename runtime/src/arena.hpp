// Shared memory for messages that do not fit in a packet.
//
// A region is a memfd mapped before the zygote is forked, at one address in
// every process. Who owns which bytes is known only in the parent's private
// memory: a worker that writes wildly cannot damage it.
#pragma once

#include "stallfree/process_errors.hpp"
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>

namespace stallfree::detail {

class region {
public:
  /// Maps up to `size` bytes of address space; pages are taken when needed.
  region(const char *name, std::size_t size);
  ~region();
  region(const region &) = delete;

  /// Bytes aligned to 64. Throws arena_full.
  std::size_t allocate(std::size_t bytes);
  void free(std::size_t offset) noexcept;

  /// In the zygote: from now on this process can only read.
  void make_read_only();
  /// In a child that is not ours: leave the shared pages alone.
  void disown() noexcept { owned_ = false; }

  std::byte *at(std::size_t offset) const noexcept { return base_ + offset; }
  bool contains(std::size_t offset, std::size_t n) const noexcept {
    return offset <= size_ && n <= size_ - offset;
  }
  std::size_t offset_of(const std::byte *p) const noexcept {
    return static_cast<std::size_t>(p - base_);
  }
  std::size_t used() const;
  int fd() const noexcept { return fd_; }

private:
  void commit(std::size_t end);
  void trim() noexcept;

  int fd_;
  std::size_t size_;
  std::byte *base_;
  bool owned_ = true;
  mutable std::mutex mutex_;
  std::size_t committed_ = 0; // bytes that have pages
  std::map<std::size_t, std::size_t> free_; // offset -> size, coalesced
  std::map<std::size_t, std::size_t> used_; // offset -> size
};

/// Bytes of a region; given back when the last owner lets go.
struct arena_block {
  arena_block(region &from, std::size_t bytes)
      : from(from), offset(from.allocate(bytes)), size(bytes) {}
  ~arena_block() { from.free(offset); }
  arena_block(const arena_block &) = delete;
  std::byte *data() const noexcept { return from.at(offset); }

  region &from;
  const std::size_t offset;
  const std::size_t size;
};

} // namespace stallfree::detail
