#pragma once

#include "Task.h"
#include <chrono>

namespace folly {
using HighResDuration = std::chrono::microseconds;
namespace coro {
Task<void> sleep(HighResDuration);
}
} // namespace folly
