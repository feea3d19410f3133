#pragma once

namespace folly {
struct Executor {
  template <class E = Executor> struct KeepAlive {};
};
Executor::KeepAlive<> getGlobalCPUExecutor();
} // namespace folly
