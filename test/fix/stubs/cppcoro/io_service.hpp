#pragma once

#include "../stub.hpp"
#include <chrono>

namespace cppcoro {
class io_service {
public:
  stub::awaiter<void> schedule() noexcept;
  template <class R, class P> stub::awaiter<void> schedule_after(const std::chrono::duration<R, P> &);
};
} // namespace cppcoro
