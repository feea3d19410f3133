#pragma once

#include "../stub.hpp"

namespace cppcoro {
class static_thread_pool {
public:
  stub::awaiter<void> schedule() noexcept;
};
} // namespace cppcoro
