// The return addresses of a stack, turned into names only on request.
//
// Naming reads symbol tables and debug information, which takes milliseconds
// the first time: do it off the loop (for example in to_thread).
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace stallfree {

struct stack_frame {
  void *address = nullptr;
  std::string symbol; // demangled; "program+0x1234" when there is no name
  std::string file;   // empty without debug information
  int line = 0;       // 0 without debug information
};

class stack_trace {
public:
  stack_trace() = default;
  /// `addresses` innermost first; all but the first are return addresses.
  explicit stack_trace(std::span<void *const> addresses)
      : addresses_(addresses.begin(), addresses.end()) {}

  bool empty() const noexcept { return addresses_.empty(); }
  std::span<void *const> addresses() const noexcept { return addresses_; }
  /// Innermost first. Any thread.
  std::vector<stack_frame> frames() const;
  /// One line per frame: "#0 symbol at file:line".
  std::string text() const;

private:
  std::vector<void *> addresses_;
};

} // namespace stallfree
