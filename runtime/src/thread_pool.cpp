#include <stallfree/thread_pool.hpp>

#include <cstdlib>
#include <utility>

#include "pool_core.hpp"
#include "thread_setup.hpp"

namespace stallfree {

namespace {

constexpr unsigned default_threads = 64;

// Never destroyed: other statics' destructors may still call in (pool_closed).
thread_pool &make_default(std::string name, unsigned threads, void (*at_exit)()) {
  thread_options options;
  options.max_threads = threads;
  auto *pool = new thread_pool(std::move(name), options);
  std::atexit(at_exit);
  return *pool;
}

void end(thread_pool &pool) {
  pool.core().shutdown(shutdown_mode::cancel, {});
  pool.core().join(true);
}

} // namespace

thread_pool::thread_pool(std::string name, thread_options options) {
  if (!options.max_threads)
    options.max_threads = default_threads;
  core_ = std::make_shared<pool_core>(std::move(name), std::move(options));
}

thread_pool::~thread_pool() {
  core_->shutdown(shutdown_mode::cancel, {});
  core_->join(leave_running_);
}

pool_stats thread_pool::stats() const { return core_->stats(); }
const std::string &thread_pool::name() const noexcept { return core_->name; }

shutdown_report thread_pool::shutdown(shutdown_mode mode, std::chrono::nanoseconds deadline) {
  shutdown_report report = core_->shutdown(mode, deadline);
  leave_running_ = report.still_running != 0;
  return report;
}

thread_pool &thread_pool::io() {
  static thread_pool &pool = make_default("stallfree-io", default_threads, [] { end(io()); });
  return pool;
}

thread_pool &thread_pool::cpu() {
  static thread_pool &pool = make_default("stallfree-cpu", allowed_cpus(), [] { end(cpu()); });
  return pool;
}

} // namespace stallfree
