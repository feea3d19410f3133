#include "protocol.hpp"
#include <cerrno>
#include <sys/socket.h>

namespace stallfree::detail {

constexpr std::size_t max_descriptors = 16;

int send_packet(int fd, std::span<const std::byte> head, std::span<const std::byte> body,
                std::span<const int> descriptors) noexcept {
  // One piece: sendmsg with a vector costs more than this copy.
  if (std::byte whole[512]; descriptors.empty() && head.size() + body.size() <= sizeof whole) {
    std::memcpy(whole, head.data(), head.size());
    if (!body.empty())
      std::memcpy(whole + head.size(), body.data(), body.size());
    while (send(fd, whole, head.size() + body.size(), MSG_NOSIGNAL) < 0)
      if (errno != EINTR)
        return errno;
    return 0;
  }
  iovec parts[2] = {{const_cast<std::byte *>(head.data()), head.size()},
                    {const_cast<std::byte *>(body.data()), body.size()}};
  msghdr m{};
  m.msg_iov = parts;
  m.msg_iovlen = body.empty() ? 1 : 2;
  alignas(cmsghdr) char control[CMSG_SPACE(max_descriptors * sizeof(int))];
  if (!descriptors.empty()) {
    m.msg_control = control;
    m.msg_controllen = CMSG_SPACE(descriptors.size_bytes());
    cmsghdr *c = CMSG_FIRSTHDR(&m);
    c->cmsg_level = SOL_SOCKET;
    c->cmsg_type = SCM_RIGHTS;
    c->cmsg_len = CMSG_LEN(descriptors.size_bytes());
    std::memcpy(CMSG_DATA(c), descriptors.data(), descriptors.size_bytes());
  }
  while (sendmsg(fd, &m, MSG_NOSIGNAL) < 0)
    if (errno != EINTR)
      return errno;
  return 0;
}

long receive_packet(int fd, std::span<std::byte> to, std::vector<int> *descriptors, int flags) {
  if (!descriptors) {
    for (;;) {
      ssize_t n = recv(fd, to.data(), to.size(), flags);
      // A peer that died with a packet unread is reported once, ahead of what
      // it had sent.
      if (n >= 0 || (errno != EINTR && errno != ECONNRESET))
        return n >= 0 ? n : -errno;
    }
  }
  iovec part{to.data(), to.size()};
  msghdr m{};
  m.msg_iov = &part;
  m.msg_iovlen = 1;
  alignas(cmsghdr) char control[CMSG_SPACE(max_descriptors * sizeof(int))];
  m.msg_control = control;
  m.msg_controllen = sizeof control;
  ssize_t n;
  while ((n = recvmsg(fd, &m, flags | MSG_CMSG_CLOEXEC)) < 0)
    if (errno != EINTR)
      return -errno;
  for (cmsghdr *c = CMSG_FIRSTHDR(&m); c; c = CMSG_NXTHDR(&m, c))
    if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS) {
      const std::size_t count = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
      const std::size_t old = descriptors->size();
      descriptors->resize(old + count);
      std::memcpy(descriptors->data() + old, CMSG_DATA(c), count * sizeof(int));
    }
  return n;
}

} // namespace stallfree::detail
