// What a worker takes over from the process that made its pool.
#pragma once

#include "unique_fd.hpp"
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <sys/resource.h>
#include <sys/types.h>
#include <vector>

namespace stallfree::detail {

/// An aggregate, so that the codec carries it to the zygote.
struct privileges {
  static constexpr std::size_t namespaces = 7;

  std::array<uid_t, 3> uid{}; // real, effective, saved
  std::array<gid_t, 3> gid{};
  std::vector<gid_t> groups;
  std::array<std::uint64_t, 5> caps{}; // effective, permitted, inheritable, bounding, ambient
  std::int32_t no_new_privs = 0;
  std::int32_t seccomp = 0;
  std::int32_t priority = 0;
  std::uint32_t umask = 0;
  std::array<std::array<std::uint64_t, 2>, RLIM_NLIMITS> limits{};
  std::array<std::uint64_t, 2> root{}, directory{}; // device, inode
  std::array<std::uint64_t, namespaces> inodes{};   // 0: cannot be read here

  /// Of the calling thread.
  static privileges capture();
  /// Descriptors that a worker needs to get from `base` to here, in the order
  /// that adopt() expects.
  std::vector<unique_fd> places(const privileges &base) const;
  /// In a worker that is still like `base`. Throws privilege_mismatch.
  void adopt(const privileges &base, std::span<const int> places) const;
};

} // namespace stallfree::detail
