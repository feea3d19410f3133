#include "program.hpp"
#include <algorithm>
#include <array>
#include <bit>
#include <bitset>
#include <cctype>
#include <set>
#include <span>
#include <stallfree/sleep.hpp>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace viterbi_frame {
constexpr int states = 64, frame_bits = 9216;
constexpr auto outputs = [] {
  std::array<std::array<bool, 2>, 2 * states> t{};
  for (unsigned path = 0; path < t.size(); ++path)
    t[path] = {std::popcount(path & 0171) % 2 == 1, std::popcount(path & 0133) % 2 == 1};
  return t;
}();

// In kind: decoding the convolutional code of one frame of digital radio (DAB, libfec's K=7).
stallfree::task<> serve(inputs &in) {
  std::array<int, states> metric{}, next;
  std::vector<std::bitset<states>> decisions(frame_bits);
  for (int t = 0; t < frame_bits; ++t) {
    int first = in.bytes[2 * t] - 128, second = in.bytes[2 * t + 1] - 128;
    for (unsigned s = 0; s < states; ++s) {
      std::array<int, 2> way;
      for (unsigned old = 0; old < 2; ++old) {
        unsigned path = s << 1 | old;
        way[old] = metric[path % states] + (outputs[path][0] ? first : -first) + (outputs[path][1] ? second : -second);
      }
      decisions[t][s] = way[1] > way[0];
      next[s] = std::max(way[0], way[1]);
    }
    metric = next;
  }
  unsigned s = unsigned(std::max_element(metric.begin(), metric.end()) - metric.begin());
  int ones = 0;
  for (int t = frame_bits - 1; t >= 0; --t) {
    ones += s >> 5 & 1;
    s = (s << 1 | decisions[t][s]) % states;
  }
  keep(ones);
  co_return;
}
} // namespace viterbi_frame
PROGRAM(viterbi_frame, 18432)

namespace register_colours {
struct live_range {
  int from, to;
  bool overlaps(const live_range &o) const { return from < o.to && o.from < to; }
};
constexpr int registers = 16;
// In kind: the register allocator of a just-in-time compiler, by colouring, for one large function.
stallfree::task<> serve(inputs &in) {
  std::vector<live_range> values;
  for (int n : in.numbers) {
    int from = n % 10000;
    values.push_back({from, from + 1 + n % 37});
  }
  std::vector<std::vector<std::size_t>> conflicts(values.size());
  for (std::size_t a = 0; a < values.size(); ++a)
    for (std::size_t b = a + 1; b < values.size(); ++b)
      if (values[a].overlaps(values[b])) {
        conflicts[a].push_back(b);
        conflicts[b].push_back(a);
      }
  std::vector<int> colour(values.size(), -1);
  int spilled = 0;
  for (std::size_t v = 0; v < values.size(); ++v) {
    std::bitset<registers> used;
    for (auto o : conflicts[v])
      if (colour[o] >= 0)
        used.set(std::size_t(colour[o]));
    if (used.all())
      ++spilled;
    else
      for (colour[v] = 0; used[std::size_t(colour[v])];)
        ++colour[v];
  }
  keep(spilled);
  co_return;
}
} // namespace register_colours
PROGRAM(register_colours, 2500)

namespace peephole {
enum class op : unsigned char { push, pop, load, store, add, nop };
struct instruction {
  op code;
  int operand;
};
bool simplify(std::vector<instruction> &code) {
  bool changed = false;
  for (std::size_t i = 0; i + 1 < code.size(); ++i) {
    auto &[a, x] = code[i];
    auto &[b, y] = code[i + 1];
    if (a == op::push && b == op::pop)
      a = b = op::nop, changed = true;
    else if (a == op::store && b == op::load && x == y)
      b = op::nop, changed = true;
    else if (a == op::push && x == 0 && b == op::add)
      a = b = op::nop, changed = true;
  }
  std::erase_if(code, [](auto &i) { return i.code == op::nop; });
  return changed;
}
// In kind: the last pass of a script compiler over one module's byte code.
stallfree::task<> serve(inputs &in) {
  std::vector<instruction> code;
  for (int n : in.numbers)
    code.push_back({op(n % 5), n / 8 % 4});
  int passes = 1;
  while (simplify(code) && passes < 20)
    ++passes;
  keep(double(code.size()) + passes);
  co_return;
}
} // namespace peephole
PROGRAM(peephole, 4000)

namespace unused_names {
// In kind: a linter's look for names that occur once, on each save of a large source file.
stallfree::task<> serve(inputs &in) {
  static const std::unordered_set<std::string> keywords{"if", "else", "for", "while", "return", "class", "public"};
  std::unordered_map<std::string, int> uses;
  std::string name;
  for (char c : in.text) {
    if (std::isalnum(static_cast<unsigned char>(c)) || c == '_') {
      name += c;
      continue;
    }
    if (!name.empty() && !keywords.contains(name))
      ++uses[name];
    name.clear();
  }
  keep(double(std::count_if(uses.begin(), uses.end(), [](auto &u) { return u.second == 1; })));
  co_return;
}
} // namespace unused_names
PROGRAM(unused_names, 150000)

namespace snapshot_chunks {
constexpr std::size_t least = 2048, most = 65536;
constexpr std::uint64_t boundary = (1u << 13) - 1;

constexpr auto gear = [] {
  std::array<std::uint64_t, 256> t{};
  std::uint64_t x = 1;
  for (auto &v : t)
    v = x = x * 6364136223846793005u + 1442695040888963407u;
  return t;
}();

std::size_t cut(std::span<const unsigned char> data) {
  std::uint64_t h = 0;
  std::size_t end = std::min(data.size(), most);
  for (std::size_t i = 0; i < end; ++i) {
    h = (h << 1) + gear[data[i]];
    if (i >= least && (h >> 40 & boundary) == 0)
      return i + 1;
  }
  return end;
}

std::uint64_t fnv(std::span<const unsigned char> data) {
  std::uint64_t h = 14695981039346656037u;
  for (auto b : data)
    h = (h ^ b) * 1099511628211u;
  return h;
}

// In kind: a backup tool cutting a file into chunks and looking which it knows (restic, borg), one at a time.
stallfree::task<> serve(inputs &in) {
  std::unordered_set<std::uint64_t> known;
  std::span<const unsigned char> rest(in.bytes);
  std::size_t fresh = 0;
  while (!rest.empty()) {
    auto chunk = rest.first(cut(rest));
    rest = rest.subspan(chunk.size());
    if (known.insert(fnv(chunk)).second)
      fresh += chunk.size();
    co_await stallfree::yield();
  }
  keep(double(fresh));
}
} // namespace snapshot_chunks
PROGRAM(snapshot_chunks, 8000000)

namespace import_check {
enum class fault { none, empty, bad_letter, too_long, duplicate };

fault check(const std::string &address, std::set<std::string> &seen) {
  if (address.empty())
    return fault::empty;
  if (address.size() > 64)
    return fault::too_long;
  if (!std::all_of(address.begin(), address.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
    return fault::bad_letter;
  return seen.insert(address).second ? fault::none : fault::duplicate;
}

// In kind: the check of an uploaded list of subscribers (Mautic, listmonk), in batches.
stallfree::task<> serve(inputs &in) {
  std::array<int, 5> faults{};
  std::set<std::string> seen;
  std::span<const std::string> left(in.words);
  while (!left.empty()) {
    auto batch = left.first(std::min<std::size_t>(500, left.size()));
    for (auto &address : batch)
      ++faults[std::size_t(check(address, seen))];
    left = left.subspan(batch.size());
    co_await stallfree::yield();
  }
  keep(faults[4] + 10.0 * faults[0]);
}
} // namespace import_check
PROGRAM(import_check, 50000)

namespace thumbnail_evictor {
class cost_cache {
public:
  explicit cost_cache(std::size_t capacity) : capacity_(capacity) {}
  bool touch(int key, double cost) {
    auto it = entries_.find(key);
    bool hit = it != entries_.end();
    if (hit)
      order_.erase({it->second, key});
    else if (entries_.size() == capacity_)
      evict();
    double priority = age_ + cost;
    entries_[key] = priority;
    order_.insert({priority, key});
    return hit;
  }

private:
  void evict() {
    auto least = order_.begin();
    age_ = least->first;
    entries_.erase(least->second);
    order_.erase(least);
  }
  std::size_t capacity_;
  double age_ = 0;
  std::unordered_map<int, double> entries_;
  std::set<std::pair<double, int>> order_;
};

// In kind: replaying a day's access log through the image cache to choose its size (GreedyDual).
stallfree::task<> serve(inputs &in) {
  cost_cache cache(20000);
  long hits = 0;
  for (int n : in.numbers)
    hits += cache.touch(n % 60000, 1 + n % 13);
  keep(double(hits));
  co_return;
}
} // namespace thumbnail_evictor
PROGRAM(thumbnail_evictor, 500000)
