// libcoro: github.com/jbaldwin/libcoro, include/coro
#pragma once

#include "../stub.hpp"
#include <chrono>
#include <memory>

namespace coro {

template <class T = void> struct [[nodiscard]] task : stub::awaiter<T> {
  using promise_type = stub::promise<task, T>;
};

class thread_pool {
public:
  stub::awaiter<void> schedule();
};

class scheduler {
public:
  stub::awaiter<void> schedule();
  stub::awaiter<void> yield();
  template <class R, class P> task<void> yield_for(std::chrono::duration<R, P>);
};

} // namespace coro
