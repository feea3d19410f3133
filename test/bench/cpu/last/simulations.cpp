// Simulation, statistics, geometry and clocks.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <stallfree/sleep.hpp>

namespace particle_step {
// In kind: one step of charged particles that all push each other.
struct particle {
  double x, y, vx = 0, vy = 0;
};
stallfree::task<> serve(inputs &in) {
  std::vector<particle> all;
  for (std::size_t i = 0; i + 1 < in.reals.size(); i += 2)
    all.push_back({in.reals[i], in.reals[i + 1]});
  for (auto &a : all)
    for (const auto &b : all) {
      if (&a == &b)
        continue;
      const double dx = a.x - b.x, dy = a.y - b.y, square = dx * dx + dy * dy + 1e-6;
      const double force = 1e-4 / (square * std::sqrt(square));
      a.vx += dx * force;
      a.vy += dy * force;
    }
  for (auto &a : all) {
    a.x += a.vx * 0.01;
    a.y += a.vy * 0.01;
  }
  keep(all[0].x);
  co_return;
}
} // namespace particle_step
PROGRAM(particle_step, 6000)

namespace bootstrap_interval {
// In kind: the interval of a mean, by drawing anew.
constexpr int Resamples = 1000, Sample = 2000;
stallfree::task<> serve(inputs &in) {
  std::mt19937 engine(7);
  std::uniform_int_distribution<int> pick(0, Sample - 1);
  std::vector<double> means;
  for (int r = 0; r < Resamples; ++r) {
    double sum = 0;
    for (int i = 0; i < Sample; ++i)
      sum += in.reals[pick(engine)];
    means.push_back(sum / Sample);
  }
  std::sort(means.begin(), means.end());
  keep(means[Resamples / 40]);
  co_return;
}
} // namespace bootstrap_interval
PROGRAM(bootstrap_interval, 2000)

namespace token_bucket {
// In kind: whether a client may send now.
constexpr double Rate = 50, Burst = 100;
struct bucket {
  double tokens = Burst, last = 0;
  bool take(double now) {
    tokens = std::min(Burst, tokens + (now - last) * Rate);
    last = now;
    if (tokens < 1)
      return false;
    tokens -= 1;
    return true;
  }
};
stallfree::task<> serve(inputs &in) {
  bucket b;
  keep(b.take(in.reals[0]));
  co_return;
}
} // namespace token_bucket
PROGRAM(token_bucket, 10)

namespace shape_under_pointer {
// In kind: which shape of a toolbar the pointer is on.
struct point {
  double x, y;
};
static bool inside(const std::array<point, 6> &shape, point p) {
  bool in = false;
  for (std::size_t i = 0, j = shape.size() - 1; i < shape.size(); j = i++)
    if ((shape[i].y > p.y) != (shape[j].y > p.y) &&
        p.x <
            (shape[j].x - shape[i].x) * (p.y - shape[i].y) / (shape[j].y - shape[i].y) + shape[i].x)
      in = !in;
  return in;
}
stallfree::task<> serve(inputs &in) {
  constexpr int Tools = 12;
  int hit = -1;
  for (int t = 0; t < Tools; ++t) {
    const double left = t * 40;
    const std::array<point, 6> shape{{{left + 10, 0},
                                      {left + 30, 0},
                                      {left + 40, 20},
                                      {left + 30, 40},
                                      {left + 10, 40},
                                      {left, 20}}};
    if (inside(shape, {in.reals[0] * 480, in.reals[1] * 40}))
      hit = t;
  }
  keep(hit);
  co_return;
}
} // namespace shape_under_pointer
PROGRAM(shape_under_pointer, 10)

namespace overlapping_zones {
// In kind: every pair of a drawing's boxes tested for an overlap.
struct box {
  int left, top, right, bottom;
};
stallfree::task<> serve(inputs &in) {
  std::vector<box> boxes;
  for (const auto &row : in.rows) {
    const int x = row[0] % 10000, y = row[1] % 10000;
    boxes.push_back({x, y, x + row[2] % 300, y + row[3] % 300});
  }
  std::vector<std::pair<int, int>> pairs;
  for (std::size_t i = 0; i < boxes.size(); ++i)
    for (std::size_t j = i + 1; j < boxes.size(); ++j)
      if (boxes[i].left < boxes[j].right && boxes[j].left < boxes[i].right &&
          boxes[i].top < boxes[j].bottom && boxes[j].top < boxes[i].bottom)
        pairs.emplace_back(int(i), int(j));
  keep(double(pairs.size()));
  co_return;
}
} // namespace overlapping_zones
PROGRAM(overlapping_zones, 100000)

namespace meeting_rooms {
// In kind: how many rooms the day's meetings of a team need.
constexpr std::size_t MaxMeetings = 30;
stallfree::task<> serve(inputs &in) {
  std::vector<std::pair<int, int>> events;
  for (std::size_t i = 0; i < std::min(MaxMeetings, in.numbers.size()); ++i) {
    const int start = 480 + in.numbers[i] % 480;
    events.emplace_back(start, 1);
    events.emplace_back(start + 30, -1);
  }
  std::sort(events.begin(), events.end());
  int now = 0, most = 0;
  for (const auto &[minute, change] : events)
    most = std::max(most, now += change);
  keep(most);
  co_return;
}
} // namespace meeting_rooms
PROGRAM(meeting_rooms, 30)

namespace epidemic_days {
// In kind: a model of an outbreak, a turn for each simulated day.
constexpr int Days = 60;
stallfree::task<> serve(inputs &in) {
  std::vector<int> state(in.numbers.size());
  state[0] = 1;
  std::uint32_t x = 1;
  for (int day = 0; day < Days; ++day) {
    for (std::size_t i = 0; i < state.size(); ++i) {
      if (state[i] == 0 || state[i] > 10)
        continue;
      ++state[i];
      for (int contact = 0; contact < 3; ++contact) {
        auto &other = state[(i + (x = x * 1664525u + 1013904223u)) % state.size()];
        if (!other)
          other = 1;
      }
    }
    co_await stallfree::yield();
  }
  keep(double(std::count(state.begin(), state.end(), 0)));
}
} // namespace epidemic_days
PROGRAM(epidemic_days, 100000)
