#include "stall_log.hpp"
#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace stallfree::detail {

namespace {
void put_string(std::string &out, const std::string &text) {
  out += '"';
  for (char c : text) {
    if (c == '"' || c == '\\')
      (out += '\\') += c;
    else if (static_cast<unsigned char>(c) < 0x20) {
      char escaped[8];
      std::snprintf(escaped, sizeof escaped, "\\u%04x", c);
      out += escaped;
    } else
      out += c;
  }
  out += '"';
}

void put_place(std::string &out, const std::string &symbol, const std::string &file, int line) {
  out += "\"symbol\": ";
  put_string(out, symbol);
  out += ", \"file\": ";
  put_string(out, file);
  out += ", \"line\": " + std::to_string(line);
}
} // namespace

const stack_frame *own_frame(const std::vector<stack_frame> &frames) {
  auto own = std::find_if(frames.begin(), frames.end(), [](const stack_frame &f) {
    // libc's files are given relative to where it was built
    return f.file.starts_with('/') && !f.file.starts_with("/usr/") &&
           !f.file.starts_with("/build/");
  });
  if (own != frames.end())
    return &*own;
  return frames.empty() ? nullptr : &frames.front();
}

void stall_log::add(const stall &s, bool again) {
  std::vector<stack_frame> frames = s.stack.frames();
  const stack_frame *place = own_frame(frames);
  const key now = place ? key(place->symbol, place->file, place->line, s.cause, s.syscall)
                        : key("", "", 0, s.cause, s.syscall);
  if (again) {
    // It may have moved on within one stall: that is still one.
    auto before = entries_.find(last_[s.thread]);
    if (before != entries_.end() && before->first != now && --before->second.count == 0)
      entries_.erase(before);
    else if (before != entries_.end() && before->first == now)
      --before->second.count;
  }
  entry &e = entries_[now];
  e.ms = std::max<std::int64_t>(
      e.ms, std::chrono::duration_cast<std::chrono::milliseconds>(s.blocked).count());
  ++e.count;
  e.stack = std::move(frames);
  last_[s.thread] = now;
}

std::string stall_log::json() const {
  std::string out = "[";
  for (auto &[place, e] : entries_) {
    auto &[symbol, file, line, cause, syscall] = place;
    out += out.size() == 1 ? "\n  {" : ",\n  {";
    put_place(out, symbol, file, line);
    out += ", \"cause\": ";
    put_string(out, cause == stall_cause::cpu ? "cpu" : "syscall");
    out += ", \"syscall\": ";
    put_string(out, syscall);
    out += ", \"ms\": " + std::to_string(e.ms) + ", \"count\": " + std::to_string(e.count) +
           ", \"stack\": [";
    bool first = true;
    for (const stack_frame &f : e.stack) {
      out += first ? "{" : ", {";
      first = false;
      put_place(out, f.symbol, f.file, f.line);
      out += "}";
    }
    out += "]}";
  }
  return out + "\n]\n";
}

bool stall_log::write() const noexcept {
  const std::string beside = path_ + ".new"; // a reader never sees half a file
  std::FILE *f = std::fopen(beside.c_str(), "we");
  if (!f)
    return false;
  const std::string text = json();
  const bool ok = std::fwrite(text.data(), 1, text.size(), f) == text.size();
  if (std::fclose(f) != 0 || !ok || std::rename(beside.c_str(), path_.c_str()) != 0) {
    unlink(beside.c_str());
    return false;
  }
  return true;
}

} // namespace stallfree::detail
