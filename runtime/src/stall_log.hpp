// The stalls of a run, one entry per place, as JSON.
#pragma once

#include "stallfree/watchdog.hpp"
#include <map>
#include <string>
#include <tuple>

namespace stallfree::detail {

class stall_log {
public:
  explicit stall_log(std::string path) : path_(std::move(path)) {}

  /// `again`: a longer report of the stall that was added last for its thread.
  void add(const stall &, bool again);
  std::string json() const;
  /// Replaces the file; false and errno when that fails.
  bool write() const noexcept;

private:
  using key = std::tuple<std::string, std::string, int, stall_cause, std::string>;
  struct entry {
    std::int64_t ms = 0;
    std::size_t count = 0;
    std::vector<stack_frame> stack;
  };
  std::string path_;
  std::map<key, entry> entries_;
  std::map<pid_t, key> last_;
};

/// The innermost frame of the program's own code: the first one whose source
/// is not the system's; without debug information the innermost frame.
const stack_frame *own_frame(const std::vector<stack_frame> &);

} // namespace stallfree::detail
