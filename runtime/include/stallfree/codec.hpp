// How values cross to a worker process and back.
//
// Both ends are the same program image, so there is no schema and no version: a trivially copyable
// value is its bytes, everything else is encoded part by part. Built in (builtin_codec.hpp): strings,
// contiguous and associative containers, optional, variant, pair, tuple, array, path, chrono, aggregates of up to
// 32 members, std::span and std::string_view (as views), shared_buffer. A type of your own joins by specialising
//
//   template <> struct stallfree::codec<my_type> {
//     static void encode(stallfree::encoder& out, const my_type& value);
//     static my_type decode(stallfree::decoder& in);
//   };
#pragma once
#include "stallfree/errors.hpp"
#include <cstddef>
#include <cstring>
#include <memory>
#include <vector>

namespace stallfree {

template <class T> struct codec;

/// A message that ends before its values do: a worker with corrupted memory, or a codec whose two halves disagree.
struct bad_message : error {
  using error::error;
};

namespace detail {
struct arena_block;
using block_ref = std::shared_ptr<const arena_block>;
} // namespace detail

/// Appends values to a fixed buffer; past its end it only counts, so that a second pass can use a buffer of the right size.
class encoder {
public:
  encoder(std::byte *to, std::size_t room) noexcept : to_(to), room_(room) {}

  void put(const void *bytes, std::size_t n) noexcept {
    if (n != 0 && n <= room_ && size_ <= room_ - n)
      std::memcpy(to_ + size_, bytes, n);
    size_ += n;
  }
  /// Pads to a multiple of `alignment`, at most 64.
  void align(std::size_t alignment) noexcept { size_ = (size_ + alignment - 1) & ~(alignment - 1); }
  template <class T> void put_raw(const T &value) noexcept { put(&value, sizeof value); }

  /// Bytes wanted so far; more than the room means that nothing beyond the room was written.
  std::size_t size() const noexcept { return size_; }
  bool fits() const noexcept { return size_ <= room_; }

  /// Keeps shared memory alive for as long as the worker can touch it.
  void pin(detail::block_ref block) { pins_.push_back(std::move(block)); }
  std::vector<detail::block_ref> take_pins() noexcept { return std::move(pins_); }

private:
  std::byte *to_;
  std::size_t room_;
  std::size_t size_ = 0;
  std::vector<detail::block_ref> pins_;
};

/// Reads what an encoder wrote. The other process may still change the bytes, so each byte is read once, and a
/// length is used only after it was copied and checked. Throws bad_message.
class decoder {
public:
  decoder(const std::byte *from, std::size_t size) noexcept : begin_(from), at_(from), end_(from + size) {}

  void get(void *to, std::size_t n) {
    const std::byte *from = take(n);
    if (n != 0)
      std::memcpy(to, from, n);
  }
  template <class T> T get_raw() {
    T value;
    get(&value, sizeof value);
    return value;
  }
  /// A count of items of at least `item_size` bytes each, checked against what is left.
  std::size_t get_count(std::size_t item_size) {
    auto n = get_raw<std::size_t>();
    asm volatile("" : "+r"(n)); // not read a second time from memory that a worker can write
    if (item_size != 0 && n > left() / item_size)
      throw bad_message("a message from a worker process is shorter than it says");
    return n;
  }
  /// The next `n` bytes where they are.
  const std::byte *take(std::size_t n) {
    if (n > left())
      throw bad_message("a message from a worker process is shorter than it says");
    const std::byte *here = at_;
    at_ += n;
    return here;
  }
  void align(std::size_t alignment) {
    std::size_t used = static_cast<std::size_t>(at_ - begin_);
    take(((used + alignment - 1) & ~(alignment - 1)) - used);
  }
  std::size_t left() const noexcept { return static_cast<std::size_t>(end_ - at_); }

private:
  const std::byte *begin_;
  const std::byte *at_;
  const std::byte *end_;
};

} // namespace stallfree
