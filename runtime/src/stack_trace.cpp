#include "stallfree/stack_trace.hpp"
#include <cstdlib>
#include <cxxabi.h>
#include <dlfcn.h>
#include <memory>
#include <mutex>
#include <sstream>

#ifdef STALLFREE_LIBBACKTRACE
// libbacktrace, part of GCC; declared here because its header is only in GCC's
// own include directory.
extern "C" {
struct backtrace_state;
using backtrace_error = void (*)(void *, const char *, int);
using backtrace_full = int (*)(void *, uintptr_t, const char *, int, const char *);
using backtrace_symbol = void (*)(void *, uintptr_t, const char *, uintptr_t, uintptr_t);
backtrace_state *backtrace_create_state(const char *, int, backtrace_error, void *);
int backtrace_pcinfo(backtrace_state *, uintptr_t, backtrace_full, backtrace_error, void *);
int backtrace_syminfo(backtrace_state *, uintptr_t, backtrace_symbol, backtrace_error, void *);
}
#endif

namespace stallfree {

namespace {
std::string demangled(const char *name) {
  int status = 0;
  std::unique_ptr<char, void (*)(void *)> text(abi::__cxa_demangle(name, nullptr, nullptr, &status), std::free);
  return text ? text.get() : name;
}

#ifdef STALLFREE_LIBBACKTRACE
void from_debug_information(stack_frame &frame, std::uintptr_t at) {
  // Its state is read once and kept; it never frees memory.
  static backtrace_state *state = backtrace_create_state(nullptr, 1, [](void *, const char *, int) {}, nullptr);
  if (!state)
    return;
  // The first of several inlined functions is the innermost.
  backtrace_pcinfo(
      state, at,
      [](void *to, std::uintptr_t, const char *file, int line, const char *function) {
        auto &frame = *static_cast<stack_frame *>(to);
        if (file)
          frame.file = file;
        frame.line = file ? line : 0;
        if (function)
          frame.symbol = demangled(function);
        return 1;
      },
      [](void *, const char *, int) {}, &frame);
  // The symbol table has the full name; debug information the short one.
  backtrace_syminfo(
      state, at,
      [](void *to, std::uintptr_t, const char *name, std::uintptr_t, std::uintptr_t) {
        if (name)
          static_cast<stack_frame *>(to)->symbol = demangled(name);
      },
      [](void *, const char *, int) {}, &frame);
}
#endif

stack_frame resolve(void *address, bool is_return_address) {
  stack_frame frame;
  frame.address = address;
  // A return address may already belong to the next line or function.
  const std::uintptr_t at = reinterpret_cast<std::uintptr_t>(address) - (is_return_address ? 1 : 0);
#ifdef STALLFREE_LIBBACKTRACE
  from_debug_information(frame, at);
#endif
  Dl_info info{};
  if (frame.symbol.empty() && dladdr(reinterpret_cast<void *>(at), &info) != 0) {
    if (info.dli_sname)
      frame.symbol = demangled(info.dli_sname);
    else {
      std::ostringstream text;
      text << (info.dli_fname ? info.dli_fname : "?") << "+0x" << std::hex
           << at - reinterpret_cast<std::uintptr_t>(info.dli_fbase);
      frame.symbol = text.str();
    }
  }
  if (frame.symbol.empty())
    frame.symbol = "?";
  return frame;
}
} // namespace

std::vector<stack_frame> stack_trace::frames() const {
  static std::mutex mutex;
  std::lock_guard lock(mutex);
  std::vector<stack_frame> result;
  for (void *address : addresses_)
    result.push_back(resolve(address, !result.empty()));
  return result;
}

std::string stack_trace::text() const {
  std::ostringstream text;
  int n = 0;
  for (const stack_frame &frame : frames()) {
    text << '#' << n++ << ' ' << frame.symbol;
    if (!frame.file.empty())
      text << " at " << frame.file << ':' << frame.line;
    text << '\n';
  }
  return text.str();
}

} // namespace stallfree
