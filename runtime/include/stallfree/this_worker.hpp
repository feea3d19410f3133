// For functions that run in a worker process.
#pragma once

#include <chrono>

namespace stallfree::this_worker {

/// True in a worker process.
bool is_worker() noexcept;
/// True once the call was cancelled or its time is up: return soon, because
/// the worker is killed when the grace is over. Cheap enough for inner loops.
bool stop_requested() noexcept;
/// When the call's time is up; time_point::max() without timeout.
std::chrono::steady_clock::time_point deadline() noexcept;

} // namespace stallfree::this_worker
