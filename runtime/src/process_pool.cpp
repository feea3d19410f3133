#include "stallfree/process_pool.hpp"
#include "process_pool_state.hpp"

namespace stallfree {

process_pool::process_pool(const process_options &options)
    : state_(std::make_shared<detail::process_pool_state>(options)) {}

process_pool::~process_pool() {
  state_->shutdown(process_shutdown::cancel, std::chrono::steady_clock::now());
}

process_stats process_pool::stats() const { return state_->stats(); }

process_shutdown_report process_pool::shutdown(process_shutdown how,
                                               std::chrono::nanoseconds limit) {
  return state_->shutdown(how, std::chrono::steady_clock::now() + limit);
}

process_pool &process_pool::common() {
  static auto *pool = new process_pool;
  return *pool;
}

namespace detail {

process_call_base::process_call_base(std::shared_ptr<process_pool_state> to, process_entry *entry,
                                     const process_call_options &options)
    : suspended_call([](suspended_call &self) noexcept {
        auto &call = static_cast<process_call_base &>(self);
        call.pool->cancel(call);
      }),
      entry(entry), options(options), pool(std::move(to)) {}

process_call_base::process_call_base(process_call_base &&other) noexcept
    : process_call_base(std::move(other.pool), other.entry, other.options) {
  size = other.size;
  block = std::move(other.block);
  pins = std::move(other.pins);
  if (!block)
    std::memcpy(bytes, other.bytes, size);
}

encoder process_call_base::bigger(std::size_t wanted) {
  auto room = std::make_shared<arena_block>(pool->here.requests, wanted);
  block = room;
  return encoder(room->data(), room->size);
}

void process_call_base::seal(encoder &written) noexcept {
  size = written.size();
  pins = written.take_pins();
}

void process_call_base::submit() {
  try {
    pool->submit(*this);
  } catch (...) {
    retract();
    throw;
  }
}

void process_call_base::abandon() noexcept {
  if (!away())
    return;
  if (pool->abandon(*this))
    recall();
  else
    retract();
}

decoder process_call_base::outcome() {
  if (failure)
    std::rethrow_exception(std::exchange(failure, nullptr));
  return decoder(block ? block->data() : bytes, size);
}

} // namespace detail
} // namespace stallfree
