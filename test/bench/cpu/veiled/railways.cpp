// Railways and freight.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <bitset>
#include <cmath>
#include <deque>
#include <limits>
#include <memory>
#include <numeric>
#include <set>
#include <span>
#include <string_view>

// In kind: engines to trains, cheapest (e-maxx's Hungarian algorithm, as in many dispatch tools).
namespace rotation_assignment {
class cost_matrix {
public:
  explicit cost_matrix(const std::vector<int> &v) : n_(std::size_t(std::sqrt(double(v.size())))), v_(v) {}
  std::size_t size() const { return n_; }
  int operator()(std::size_t r, std::size_t c) const { return v_[r * n_ + c] % 10000; }

private:
  std::size_t n_;
  const std::vector<int> &v_;
};

long cheapest(const cost_matrix &cost) {
  const std::size_t n = cost.size();
  constexpr long inf = std::numeric_limits<long>::max() / 4;
  std::vector<long> u(n + 1), v(n + 1);
  std::vector<std::size_t> match(n + 1), way(n + 1);
  for (std::size_t i = 1; i <= n; ++i) {
    match[0] = i;
    std::size_t j0 = 0;
    std::vector<long> least(n + 1, inf);
    std::vector<char> used(n + 1);
    do {
      used[j0] = true;
      std::size_t i0 = match[j0], j1 = 0;
      long delta = inf;
      for (std::size_t j = 1; j <= n; ++j)
        if (!used[j]) {
          long current = cost(i0 - 1, j - 1) - u[i0] - v[j];
          if (current < least[j])
            least[j] = current, way[j] = j0;
          if (least[j] < delta)
            delta = least[j], j1 = j;
        }
      for (std::size_t j = 0; j <= n; ++j)
        if (used[j])
          u[match[j]] += delta, v[j] -= delta;
        else
          least[j] -= delta;
      j0 = j1;
    } while (match[j0] != 0);
    do {
      std::size_t j1 = way[j0];
      match[j0] = match[j1];
      j0 = j1;
    } while (j0);
  }
  return -v[0];
}

stallfree::task<> serve(inputs &in) {
  keep(double(cheapest(cost_matrix(in.numbers))));
  co_return;
}
} // namespace rotation_assignment
PROGRAM(rotation_assignment, 360000)

// Which stops of a timetable hold a platform at the same time.
namespace platform_conflicts {
struct stay {
  int arrival, departure, platform;
};

std::vector<stay> stays_of(const std::vector<int> &numbers) {
  std::vector<stay> all;
  all.reserve(numbers.size());
  for (int n : numbers)
    all.push_back({n % 86400, n % 86400 + 60 + n / 86400, n % 4001});
  return all;
}

int overlaps(std::vector<stay> all) {
  std::ranges::sort(all, [](const stay &a, const stay &b) {
    return std::tie(a.platform, a.arrival) < std::tie(b.platform, b.arrival);
  });
  int found = 0;
  std::multiset<int> leaving;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i && all[i].platform != all[i - 1].platform)
      leaving.clear();
    leaving.erase(leaving.begin(), leaving.upper_bound(all[i].arrival));
    found += int(leaving.size());
    leaving.insert(all[i].departure);
  }
  return found;
}

stallfree::task<> serve(inputs &in) {
  keep(overlaps(stays_of(in.numbers)));
  co_return;
}
} // namespace platform_conflicts
PROGRAM(platform_conflicts, 200000)

// In kind: delays passed on in an event-activity network (LinTim, OpenTimetable): Kahn's order, longest path.
namespace delay_propagation {
struct activity {
  std::uint32_t to;
  int buffer;
};
struct network {
  std::vector<std::vector<activity>> out;
  std::vector<int> waiting_for;
  explicit network(const std::vector<int> &numbers) : out(numbers.size()), waiting_for(numbers.size()) {
    for (std::uint32_t e = 0; e + 1 < numbers.size(); ++e)
      for (std::uint32_t hop : {1u, 2 + std::uint32_t(numbers[e]) % 97, 100 + std::uint32_t(numbers[e]) % 1009})
        if (e + hop < numbers.size()) {
          out[e].push_back({e + hop, numbers[e] % 180});
          ++waiting_for[e + hop];
        }
  }
};

stallfree::task<> serve(inputs &in) {
  network n(in.numbers);
  std::vector<int> delay(in.numbers.size());
  for (std::size_t e = 0; e < delay.size(); e += 50)
    delay[e] = in.numbers[e] % 1800;
  std::deque<std::uint32_t> ready;
  for (std::uint32_t e = 0; e < n.out.size(); ++e)
    if (!n.waiting_for[e])
      ready.push_back(e);
  while (!ready.empty()) {
    auto e = ready.front();
    ready.pop_front();
    for (auto [to, buffer] : n.out[e]) {
      delay[to] = std::max(delay[to], delay[e] - buffer);
      if (--n.waiting_for[to] == 0)
        ready.push_back(to);
    }
  }
  keep(std::accumulate(delay.begin(), delay.end(), 0.0));
  co_return;
}
} // namespace delay_propagation
PROGRAM(delay_propagation, 300000)

// In kind: exhaustive safety search of an interlocking (SPIN-like): every reachable setting of points and signals.
namespace interlock_states {
constexpr int elements = 19;

class yard {
public:
  bool allowed(std::uint32_t state) const {
    for (auto conflict : conflicts_)
      if ((state & conflict) == conflict)
        return false;
    return true;
  }

private:
  static constexpr std::array<std::uint32_t, 9> conflicts_ = {0x00007, 0x00118, 0x02120, 0x41010, 0x08404,
                                                              0x10a00, 0x60002, 0x04840, 0x0d000};
};

stallfree::task<> serve(inputs &) {
  const yard y;
  auto seen = std::make_unique<std::bitset<1u << elements>>();
  std::vector<std::uint32_t> level{0}, next;
  seen->set(0);
  std::size_t reached = 1;
  int depth = 0;
  for (; !level.empty(); ++depth) {
    next.clear();
    for (auto state : level)
      for (int e = 0; e < elements; ++e) {
        auto changed = state ^ (1u << e);
        if (seen->test(changed) || !y.allowed(changed))
          continue;
        seen->set(changed);
        next.push_back(changed);
        ++reached;
      }
    level.swap(next);
  }
  keep(double(reached) + depth);
  co_return;
}
} // namespace interlock_states
PROGRAM(interlock_states, 100)

// Fares between the zones of a transport association, from the neighbours' fares.
namespace zone_fares {
using fares = std::array<std::array<int, 32>, 32>;

fares neighbours(const std::vector<int> &numbers) {
  fares f;
  for (std::size_t a = 0; a < f.size(); ++a)
    for (std::size_t b = 0; b < f.size(); ++b)
      f[a][b] = a == b ? 0 : numbers[(a * 32 + b) % numbers.size()] % 900 + 100;
  return f;
}

void close(fares &f) {
  for (std::size_t via = 0; via < f.size(); ++via)
    for (auto &from : f)
      for (std::size_t to = 0; to < from.size(); ++to)
        from[to] = std::min(from[to], from[via] + f[via][to]);
}

stallfree::task<> serve(inputs &in) {
  auto f = neighbours(in.numbers);
  close(f);
  keep(f[3][29]);
  co_return;
}
} // namespace zone_fares
PROGRAM(zone_fares, 100000)

// In kind: shunting: fewest moves that bring a train's wagons into order (longest increasing subsequence, quadratic).
namespace wagon_order {
constexpr std::size_t longest_train = 60;

struct reply {
  int status;
  int moves;
};

reply order(std::span<const int> wagons) {
  if (wagons.size() > longest_train)
    return {422, 0};
  std::vector<int> longest(wagons.size(), 1);
  for (std::size_t i = 0; i < wagons.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (wagons[j] < wagons[i])
        longest[i] = std::max(longest[i], longest[j] + 1);
  return {200, int(wagons.size()) - (longest.empty() ? 0 : std::ranges::max(longest))};
}

stallfree::task<> serve(inputs &in) {
  reply whole = order(in.numbers), front = order(std::span(in.numbers).first(std::min<std::size_t>(in.numbers.size(), 55)));
  keep(whole.status + front.moves);
  co_return;
}
} // namespace wagon_order
PROGRAM(wagon_order, 50000)

// In kind: Code 128 on a parcel's label (zint, bwip-js).
namespace parcel_label {
class code128 {
public:
  bool append(char c) {
    if (used_ == symbols_.size() - 2)
      return false;
    symbols_[used_++] = std::uint8_t(c - ' ');
    return true;
  }
  std::string modules() {
    unsigned sum = 104;
    for (std::size_t i = 0; i < used_; ++i)
      sum += unsigned(i + 1) * symbols_[i];
    symbols_[used_++] = std::uint8_t(sum % 103);
    symbols_[used_++] = 106;
    std::string bars;
    for (auto symbol : std::span(symbols_).first(used_))
      for (int bit = 10; bit >= 0; --bit)
        bars += (symbol * 37u + 1024) >> bit & 1 ? '#' : ' ';
    return bars;
  }

private:
  std::array<std::uint8_t, 48> symbols_{};
  std::size_t used_ = 0;
};

stallfree::task<> serve(inputs &in) {
  code128 label;
  for (char c : in.text)
    if (!label.append(c))
      break;
  keep(double(std::ranges::count(label.modules(), '#')));
  co_return;
}
} // namespace parcel_label
PROGRAM(parcel_label, 100000)
