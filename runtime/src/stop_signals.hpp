// SIGINT and SIGTERM wake every loop that asked for them.
#pragma once

namespace stallfree {

class poller;

class stop_signals {
public:
  explicit stop_signals(poller &); // registers; the handlers go with the last one
  ~stop_signals();
  stop_signals(const stop_signals &) = delete;
  int received() const noexcept; // since registration: the signal, or 0

private:
  int slot_ = -1;
  unsigned seen_ = 0;
};

} // namespace stallfree
