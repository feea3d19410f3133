// An array that worker processes read without any copy.
#pragma once

#include "stallfree/detail/builtin_codec.hpp"
#include <span>
#include <type_traits>
#include <utility>

namespace stallfree {

namespace detail {
struct shared_memory {
  block_ref block;
  std::byte *data;
};
/// Throws arena_full, no_zygote.
shared_memory allocate_shared(std::size_t bytes);
/// For the codec: where the block is, and in a worker what is there.
std::size_t offset_of(const arena_block &) noexcept;
const std::byte *shared_at(std::size_t offset, std::size_t bytes);
} // namespace detail

/// Lives in shared memory that this process writes and workers read, at the
/// same address in all. In a worker it is read-only: writing is a crash.
/// Move-only; the memory is kept until neither this process nor a worker can
/// touch it. Do not write to it while a call that got it is running.
/// As a parameter: `const shared_buffer<T> &`.
template <class T> class shared_buffer {
  static_assert(std::is_trivially_copyable_v<T>, "stallfree::shared_buffer holds only types that memcpy can carry");
  static_assert(alignof(T) <= 64);

public:
  using value_type = T;

  shared_buffer() = default;
  /// `count` elements, not initialised. Throws arena_full, no_zygote.
  explicit shared_buffer(std::size_t count) {
    if (count > static_cast<std::size_t>(-1) / sizeof(T))
      throw std::length_error("stallfree::shared_buffer: too many elements");
    detail::shared_memory memory = detail::allocate_shared(count * sizeof(T));
    block_ = std::move(memory.block);
    items_ = std::span<T>(reinterpret_cast<T *>(memory.data), count);
  }
  shared_buffer(shared_buffer &&other) noexcept
      : block_(std::move(other.block_)), items_(std::exchange(other.items_, {})) {}
  shared_buffer &operator=(shared_buffer &&other) noexcept {
    block_ = std::move(other.block_);
    items_ = std::exchange(other.items_, {});
    return *this;
  }

  std::size_t size() const noexcept { return items_.size(); }
  bool empty() const noexcept { return items_.empty(); }
  T *data() noexcept { return items_.data(); }
  const T *data() const noexcept { return items_.data(); }
  T *begin() noexcept { return data(); }
  T *end() noexcept { return data() + size(); }
  const T *begin() const noexcept { return data(); }
  const T *end() const noexcept { return data() + size(); }
  T &operator[](std::size_t i) noexcept { return items_[i]; }
  const T &operator[](std::size_t i) const noexcept { return items_[i]; }

private:
  friend struct codec<shared_buffer>;
  detail::block_ref block_; // empty in a worker
  std::span<T> items_;
};

template <class T> struct codec<shared_buffer<T>> {
  static void encode(encoder &out, const shared_buffer<T> &buffer) {
    out.put_raw(buffer.size());
    out.put_raw(buffer.block_ ? detail::offset_of(*buffer.block_) : std::size_t(0));
    if (buffer.block_)
      out.pin(buffer.block_);
  }
  static shared_buffer<T> decode(decoder &in) {
    const auto size = in.get_raw<std::size_t>(), offset = in.get_raw<std::size_t>();
    const std::byte *at = detail::shared_at(offset, size * sizeof(T));
    shared_buffer<T> result;
    result.items_ = std::span<T>(reinterpret_cast<T *>(const_cast<std::byte *>(at)), size);
    return result;
  }
};

} // namespace stallfree
