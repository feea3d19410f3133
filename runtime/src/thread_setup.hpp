// Name, niceness and CPUs of the calling thread. What the system refuses is
// left as it was.
#pragma once

#include <string>
#include <vector>

namespace stallfree {
void set_up_thread(const std::string &name, int nice, const std::vector<int> &cpus) noexcept;
unsigned allowed_cpus() noexcept; // that this process may use, at least 1
} // namespace stallfree
