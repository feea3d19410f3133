// The messages between this process, its zygote and its workers: one
// SOCK_SEQPACKET packet each. All ends are the same program image, so plain
// structs and raw function pointers are valid everywhere.
//
//   parent --main------> zygote     a new pool: its channel as descriptor
//   parent --channel---> zygote     spawn (worker's socket attached), kill
//   parent <--channel--- zygote     died, spawn failed
//   parent <--socket---> worker     request, reply
#pragma once

#include "privileges.hpp"
#include "stallfree/codec.hpp"
#include "stallfree/detail/process_call.hpp"
#include <atomic>
#include <cstdint>
#include <span>
#include <sys/resource.h>

namespace stallfree::detail {

/// Memory that a worker shares with the parent; in the reply region.
struct worker_page {
  std::atomic<std::uint64_t> running; ///< id of the call that began last
  std::atomic<std::int64_t> deadline; ///< steady clock, ns; 0: none
  std::atomic<std::uint32_t> stop;    ///< parent to worker: please return
  std::atomic<std::uint32_t> crashed; ///< what follows is filled in
  std::int32_t signal, code;
  void *address;
  std::int32_t depth;
  void *stack[64];
};

struct spawn_request {
  enum : std::uint32_t { spawn, kill } op = spawn;
  std::uint64_t worker = 0;
  std::size_t page_offset = 0;
  std::size_t memory_limit = 0;
  void (*initialiser)() = nullptr;
  // followed by the encoded privileges; descriptors: socket, then those
  // that the privileges name
};

struct worker_report {
  enum kind_t : std::uint32_t { died, failed } kind = died;
  std::int32_t number = 0; ///< wait status or errno
  std::uint64_t worker = 0;
  rusage use{};
};

struct request_header {
  std::uint64_t id = 0;
  process_entry *entry = nullptr;
  std::int64_t deadline = 0;
  std::size_t payload_offset = 0, payload_size = 0; ///< size 0: inline
  std::size_t reply_offset = 0, reply_size = 0;     ///< a block for the result
  enum : std::uint32_t { call, grant, refuse } op = call;
  std::uint32_t inline_size = 0; ///< arguments that follow in the packet
};

struct reply_header {
  std::uint64_t id = 0;
  std::size_t size = 0; ///< of the value
  enum kind_t : std::uint32_t { value, exception, need_block, init_failed } kind = value;
  std::uint32_t in_block = 0; ///< the value is in the granted block
};

inline constexpr std::size_t max_packet = 16384;

/// Sends one packet, with descriptors; returns 0 or the errno.
int send_packet(int fd, std::span<const std::byte> head, std::span<const std::byte> body,
                std::span<const int> descriptors = {}) noexcept;
/// Size, 0 at the end of the connection, or -errno.
long receive_packet(int fd, std::span<std::byte> to, std::vector<int> *descriptors = nullptr,
                    int flags = 0);

template <class T> std::span<const std::byte> bytes_of(const T &value) noexcept {
  return {reinterpret_cast<const std::byte *>(&value), sizeof value};
}

} // namespace stallfree::detail
