#include <stallfree/wait_fd.hpp>

#include <system_error>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gtest/gtest.h>
#include <stallfree/loop.hpp>
#include <stallfree/to_thread.hpp>
#include <stallfree/with_timeout.hpp>

namespace {

using namespace stallfree;
using namespace std::chrono_literals;

struct pair {
  pair() { EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0); }
  ~pair() {
    ::close(fd[0]);
    ::close(fd[1]);
  }
  int fd[2];
};

TEST(WaitFd, WakesWhenReadable) {
  run([]() -> task<> {
    pair p;
    auto reader = spawn(wait_fd(p.fd[0], POLLIN));
    co_await yield();
    EXPECT_FALSE(reader.done());
    EXPECT_EQ(::write(p.fd[1], "x", 1), 1);
    EXPECT_EQ(co_await reader, POLLIN);
    EXPECT_EQ(co_await wait_fd(p.fd[1], POLLOUT), POLLOUT);
  }());
}

TEST(WaitFd, ReaderAndWriterOfOneDescriptor) {
  run([]() -> task<> {
    pair p;
    auto reader = spawn(wait_fd(p.fd[0], POLLIN));
    auto also = spawn(wait_fd(p.fd[0], POLLIN));
    auto writer = spawn(wait_fd(p.fd[0], POLLOUT));
    EXPECT_EQ(co_await writer, POLLOUT);
    EXPECT_FALSE(reader.done());
    EXPECT_EQ(::write(p.fd[1], "x", 1), 1);
    EXPECT_EQ(co_await reader, POLLIN);
    EXPECT_EQ(co_await also, POLLIN);
  }());
}

TEST(WaitFd, HangUpWakes) {
  run([]() -> task<> {
    int fd[2];
    EXPECT_EQ(::pipe(fd), 0);
    auto reader = spawn(wait_fd(fd[0], POLLIN));
    co_await yield();
    ::close(fd[1]);
    EXPECT_TRUE(co_await reader & POLLHUP);
    ::close(fd[0]);
  }());
}

TEST(WaitFd, CancelAndTimeout) {
  run([]() -> task<> {
    pair p;
    auto reader = spawn(wait_fd(p.fd[0], POLLIN));
    co_await yield();
    reader.cancel();
    EXPECT_THROW(co_await reader, cancelled);
    EXPECT_THROW(co_await with_timeout(1ms, wait_fd(p.fd[0], POLLIN)), timed_out);
    EXPECT_EQ(::write(p.fd[1], "x", 1), 1); // and the descriptor still works
    EXPECT_EQ(co_await wait_fd(p.fd[0], POLLIN), POLLIN);
  }());
}

TEST(WaitFd, FrameDestroyedWhileWaiting) {
  run([]() -> task<> {
    pair p;
    {
      auto reader = spawn(wait_fd(p.fd[0], POLLIN));
      co_await yield();
    }
    EXPECT_EQ(::write(p.fd[1], "x", 1), 1);
    co_await sleep_for(1ms);
  }());
}

TEST(WaitFd, FilesOnDiskAreReady) {
  run([]() -> task<> {
    int fd = ::open("/proc/self/exe", O_RDONLY);
    EXPECT_EQ(co_await wait_fd(fd, POLLIN), POLLIN);
    ::close(fd);
  }());
}

TEST(WaitFd, BadDescriptorThrows) {
  run([]() -> task<> {
    try {
      co_await wait_fd(-1, POLLIN);
      ADD_FAILURE();
    } catch (const std::system_error &e) {
      EXPECT_EQ(e.code().value(), EBADF);
    }
  }());
}

TEST(WaitFd, BusyLoopStillPolls) {
  run([]() -> task<> {
    pair p;
    auto reader = spawn(wait_fd(p.fd[0], POLLIN));
    co_await yield();
    EXPECT_EQ(::write(p.fd[1], "x", 1), 1);
    for (int i = 0; i < 1000 && !reader.done(); ++i)
      co_await yield(); // always something ready
    EXPECT_TRUE(reader.done());
  }());
}

TEST(WaitFd, NeedsTheOwnLoop) {
  attach host({nullptr, [](void *) noexcept {}, nullptr});
  bool refused = false;
  start(wait_fd(0, POLLIN), [&](result<int> r) {
    EXPECT_THROW(r.get(), no_loop);
    refused = true;
  });
  host.box().drain();
  EXPECT_TRUE(refused);
}

} // namespace
