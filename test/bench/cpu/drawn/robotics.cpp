// Robots, cameras, sensors.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>
#include <queue>
#include <random>
#include <span>

// In kind: a lidar turn into an occupancy grid (ROS gmapping, Cartographer): log-odds along each beam.
namespace lidar_grid {
constexpr int beams = 360, cells = 160;
constexpr float resolution = 0.1f, longest = 7.5f, hit = 0.85f, miss = -0.4f;

using scan = std::array<float, beams>;

class grid {
public:
  void insert(const scan &ranges) {
    for (int beam = 0; beam < beams; ++beam) {
      const float angle = float(beam) * std::numbers::pi_v<float> / 180;
      const float range = std::min(ranges[beam], longest);
      const int x = cells / 2 + int(range * std::cos(angle) / resolution);
      const int y = cells / 2 + int(range * std::sin(angle) / resolution);
      trace(cells / 2, cells / 2, x, y);
      if (range < longest)
        update(x, y, hit);
    }
  }
  auto occupied() const {
    return std::ranges::count_if(odds_, [](float o) { return o > 0.5f; });
  }

private:
  void trace(int x0, int y0, int x1, int y1) { // Bresenham
    const int dx = std::abs(x1 - x0), dy = -std::abs(y1 - y0), sx = x0 < x1 ? 1 : -1, sy = y0 < y1 ? 1 : -1;
    for (int error = dx + dy; x0 != x1 || y0 != y1;) {
      update(x0, y0, miss);
      const int twice = 2 * error;
      if (twice >= dy)
        error += dy, x0 += sx;
      if (twice <= dx)
        error += dx, y0 += sy;
    }
  }
  void update(int x, int y, float by) {
    float &o = odds_[std::size_t(y * cells + x)];
    o = std::clamp(o + by, -4.0f, 4.0f);
  }
  std::array<float, cells * cells> odds_{};
};

stallfree::task<> serve(inputs &in) {
  scan latest{};
  const std::span<const double> received(in.reals);
  const auto turn = received.last(std::min<std::size_t>(beams, received.size())); // older turns are stale
  std::ranges::transform(turn, latest.begin(), [](double r) { return float(r) * 10; });
  static grid map;
  map.insert(latest);
  keep(double(map.occupied()));
  co_return;
}
} // namespace lidar_grid
PROGRAM(lidar_grid, 100000)

// In kind: a warehouse robot's global plan (ROS navfn, PathFinding.js): A* with eight neighbours over a costmap.
namespace costmap_plan {
struct node {
  float estimate;
  int cell;
  bool operator<(const node &o) const { return estimate > o.estimate; }
};

class planner {
public:
  planner(int side, const std::vector<int> &terrain) : side_(side), cost_(std::size_t(side * side)) {
    for (std::size_t i = 0; i < cost_.size(); ++i)
      cost_[i] = terrain[i] % 5 == 0 ? wall : static_cast<unsigned char>(terrain[i] % 40);
  }
  float plan(int start, int goal) const {
    std::vector<float> best(cost_.size(), 1e30f);
    std::vector<int> parent(cost_.size(), -1);
    std::priority_queue<node> open;
    best[std::size_t(start)] = 0;
    open.push({distance(start, goal), start});
    while (!open.empty()) {
      const node now = open.top();
      open.pop();
      if (now.cell == goal)
        return best[std::size_t(goal)];
      if (now.estimate > best[std::size_t(now.cell)] + distance(now.cell, goal) + 1e-3f)
        continue;
      expand(now.cell, goal, best, parent, open);
    }
    return -1;
  }

private:
  static constexpr unsigned char wall = 255;
  float distance(int a, int b) const {
    return std::hypot(float(a % side_ - b % side_), float(a / side_ - b / side_));
  }
  void expand(int cell, int goal, std::vector<float> &best, std::vector<int> &parent, std::priority_queue<node> &open) const {
    const int x = cell % side_, y = cell / side_;
    for (int dy = -1; dy <= 1; ++dy)
      for (int dx = -1; dx <= 1; ++dx) {
        const int nx = x + dx, ny = y + dy;
        if ((dx == 0 && dy == 0) || nx < 0 || ny < 0 || nx >= side_ || ny >= side_)
          continue;
        const auto next = std::size_t(ny * side_ + nx);
        if (cost_[next] == wall)
          continue;
        const float length = (dx && dy ? 1.4142f : 1.0f) * (1 + float(cost_[next]) / 20);
        if (const float total = best[std::size_t(cell)] + length; total < best[next]) {
          best[next] = total;
          parent[next] = cell;
          open.push({total + distance(int(next), goal), int(next)});
        }
      }
  }
  int side_;
  std::vector<unsigned char> cost_;
};

stallfree::task<> serve(inputs &in) {
  const int side = int(std::sqrt(double(in.numbers.size())));
  const planner warehouse(side, in.numbers);
  keep(warehouse.plan(side + 1, side * (side - 1) - 2));
  co_return;
}
} // namespace costmap_plan
PROGRAM(costmap_plan, 500000)

// In kind: Monte Carlo localisation (ROS amcl): move, weigh and resample a fixed set of particles.
namespace particle_localisation {
constexpr std::size_t particles = 3000, landmarks = 24;

struct pose {
  double x, y, heading;
};

struct field {
  std::array<pose, particles> at;
  std::array<double, particles> weight;
  std::mt19937 random{11};

  void scatter() {
    std::uniform_real_distribution<double> place(0, 20), turn(-3.14, 3.14);
    for (auto &p : at)
      p = {place(random), place(random), turn(random)};
  }
  void move(double forward, double turn) {
    std::normal_distribution<double> noise(0, 0.05);
    for (auto &p : at) {
      p.heading += turn + noise(random);
      p.x += forward * std::cos(p.heading) + noise(random);
      p.y += forward * std::sin(p.heading) + noise(random);
    }
  }
  void weigh(const std::array<pose, landmarks> &seen) {
    for (std::size_t i = 0; i < particles; ++i) {
      double logarithm = 0;
      for (std::size_t l = 0; l < landmarks; ++l) {
        const double off = std::hypot(at[i].x - seen[l].x, at[i].y - seen[l].y) - seen[l].heading;
        logarithm += std::log(0.05 + 0.95 * std::exp(-off * off / 2));
      }
      weight[i] = std::exp(logarithm);
    }
  }
  void resample() { // low variance
    const double total = std::accumulate(weight.begin(), weight.end(), 0.0), step = total / particles;
    auto old = at;
    double sum = weight[0], needle = step / 2;
    for (std::size_t i = 0, from = 0; i < particles; ++i, needle += step) {
      while (needle > sum && from + 1 < particles)
        sum += weight[++from];
      at[i] = old[from];
    }
  }
};

stallfree::task<> serve(inputs &) {
  field belief;
  belief.scatter();
  std::array<pose, landmarks> seen;
  for (std::size_t l = 0; l < landmarks; ++l)
    seen[l] = {double(l % 6) * 4, double(l / 6) * 5, 3 + double(l % 5)};
  belief.move(0.5, 0.1);
  belief.weigh(seen);
  belief.resample();
  keep(belief.at[particles / 2].x);
  co_return;
}
} // namespace particle_localisation
PROGRAM(particle_localisation, 100)

// In kind: Madgwick's attitude filter over what a wearable's sensor queue still holds.
namespace attitude_filter {
struct reading {
  float gyro[3], acceleration[3];
};

class sensor_queue {
public:
  static constexpr unsigned depth = 512; // a power of two
  void push(const reading &r) { slots_[written_++ & (depth - 1)] = r; }
  bool pop(reading &r) {
    if (written_ - read_ > depth)
      read_ = written_ - depth; // lost: overwritten
    if (read_ == written_)
      return false;
    r = slots_[read_++ & (depth - 1)];
    return true;
  }

private:
  std::array<reading, depth> slots_{};
  unsigned written_ = 0, read_ = 0;
};

class madgwick {
public:
  void update(const reading &r) {
    constexpr float beta = 0.1f, dt = 1 / 200.0f;
    const auto [w, x, y, z] = q_;
    float dw = 0.5f * (-x * r.gyro[0] - y * r.gyro[1] - z * r.gyro[2]);
    float dx = 0.5f * (w * r.gyro[0] + y * r.gyro[2] - z * r.gyro[1]);
    float dy = 0.5f * (w * r.gyro[1] - x * r.gyro[2] + z * r.gyro[0]);
    float dz = 0.5f * (w * r.gyro[2] + x * r.gyro[1] - y * r.gyro[0]);
    const float length = std::hypot(r.acceleration[0], r.acceleration[1], r.acceleration[2]) + 1e-6f;
    const float ax = r.acceleration[0] / length, ay = r.acceleration[1] / length, az = r.acceleration[2] / length;
    const float f0 = 2 * (x * z - w * y) - ax, f1 = 2 * (w * x + y * z) - ay, f2 = 2 * (0.5f - x * x - y * y) - az;
    dw -= beta * (-2 * y * f0 + 2 * x * f1);
    dx -= beta * (2 * z * f0 + 2 * w * f1 - 4 * x * f2);
    dy -= beta * (-2 * w * f0 + 2 * z * f1 - 4 * y * f2);
    dz -= beta * (2 * x * f0 + 2 * y * f1);
    q_ = {w + dw * dt, x + dx * dt, y + dy * dt, z + dz * dt};
    const float norm = std::sqrt(q_[0] * q_[0] + q_[1] * q_[1] + q_[2] * q_[2] + q_[3] * q_[3]);
    for (float &part : q_)
      part /= norm;
  }
  float roll() const { return std::atan2(2 * (q_[0] * q_[1] + q_[2] * q_[3]), 1 - 2 * (q_[1] * q_[1] + q_[2] * q_[2])); }

private:
  std::array<float, 4> q_ = {1, 0, 0, 0};
};

stallfree::task<> serve(inputs &in) {
  sensor_queue queue;
  const std::size_t packet = std::min<std::size_t>(in.reals.size() / 6, 1000); // what a radio frame holds
  for (std::size_t i = 0; i < packet; ++i) {
    reading r;
    for (std::size_t k = 0; k < 3; ++k) {
      r.gyro[k] = float(in.reals[i * 6 + k]) - 0.5f;
      r.acceleration[k] = float(in.reals[i * 6 + 3 + k]) - 0.5f;
    }
    queue.push(r);
  }
  madgwick attitude;
  for (reading r; queue.pop(r);)
    attitude.update(r);
  keep(attitude.roll());
  co_return;
}
} // namespace attitude_filter
PROGRAM(attitude_filter, 100000)

// In kind: an arm's inverse kinematics by cyclic coordinate descent (three.js CCDIKSolver, KDL).
namespace arm_reach {
constexpr int joints = 7;

struct point {
  double x = 0, y = 0;
};

class arm {
public:
  std::array<point, joints + 1> forward() const {
    std::array<point, joints + 1> chain{};
    double angle = 0;
    for (int j = 0; j < joints; ++j) {
      angle += angle_[j];
      chain[j + 1] = {chain[j].x + std::cos(angle), chain[j].y + std::sin(angle)};
    }
    return chain;
  }
  double reach(point target, int iterations, double tolerance) {
    double off = 0;
    for (int i = 0; i < iterations; ++i) {
      for (int j = joints - 1; j >= 0; --j) {
        const auto chain = forward();
        const point tip = chain[joints], base = chain[j];
        const double turn = std::atan2(target.y - base.y, target.x - base.x) - std::atan2(tip.y - base.y, tip.x - base.x);
        angle_[j] += std::clamp(std::remainder(turn, 2 * std::numbers::pi), -0.3, 0.3);
      }
      const point tip = forward()[joints];
      off = std::hypot(tip.x - target.x, tip.y - target.y);
      if (off < tolerance)
        break;
    }
    return off;
  }

private:
  std::array<double, joints> angle_{};
};

stallfree::task<> serve(inputs &in) {
  arm robot;
  keep(robot.reach({in.reals.at(0) * 16 - 8, in.reals.at(1) * 16 - 8}, 80, 1e-6));
  co_return;
}
} // namespace arm_reach
PROGRAM(arm_reach, 5000)

// In kind: Canny's edges on an inspection camera's frame (OpenCV): blur, gradient, thinning, hysteresis.
namespace frame_edges {
class image {
public:
  image(int width, int height) : width(width), height(height), pixel(std::size_t(width) * std::size_t(height)) {}
  float &at(int x, int y) { return pixel[std::size_t(y) * std::size_t(width) + std::size_t(x)]; }
  float at(int x, int y) const { return pixel[std::size_t(y) * std::size_t(width) + std::size_t(x)]; }
  int width, height;
  std::vector<float> pixel;
};

image blur(const image &from) {
  constexpr std::array weights = {0.06f, 0.24f, 0.4f, 0.24f, 0.06f};
  image half(from.width, from.height), done(from.width, from.height);
  for (int y = 0; y < from.height; ++y)
    for (int x = 2; x < from.width - 2; ++x)
      for (int k = -2; k <= 2; ++k)
        half.at(x, y) += weights[std::size_t(k + 2)] * from.at(x + k, y);
  for (int y = 2; y < from.height - 2; ++y)
    for (int x = 0; x < from.width; ++x)
      for (int k = -2; k <= 2; ++k)
        done.at(x, y) += weights[std::size_t(k + 2)] * half.at(x, y + k);
  return done;
}

image thin_gradient(const image &from) {
  image strength(from.width, from.height), thin(from.width, from.height);
  std::vector<signed char> way(from.pixel.size());
  for (int y = 1; y < from.height - 1; ++y)
    for (int x = 1; x < from.width - 1; ++x) {
      const float gx = from.at(x + 1, y) - from.at(x - 1, y), gy = from.at(x, y + 1) - from.at(x, y - 1);
      strength.at(x, y) = std::sqrt(gx * gx + gy * gy);
      way[std::size_t(y * from.width + x)] = std::abs(gx) > std::abs(gy) ? 0 : 1;
    }
  for (int y = 1; y < from.height - 1; ++y)
    for (int x = 1; x < from.width - 1; ++x) {
      const int dx = way[std::size_t(y * from.width + x)] == 0, dy = !dx;
      const float here = strength.at(x, y);
      if (here >= strength.at(x - dx, y - dy) && here >= strength.at(x + dx, y + dy))
        thin.at(x, y) = here;
    }
  return thin;
}

std::size_t hysteresis(const image &thin, float low, float high) {
  std::vector<bool> edge(thin.pixel.size());
  std::vector<std::pair<int, int>> stack;
  std::size_t count = 0;
  for (int y = 1; y < thin.height - 1; ++y)
    for (int x = 1; x < thin.width - 1; ++x)
      if (thin.at(x, y) >= high)
        stack.emplace_back(x, y);
  while (!stack.empty()) {
    const auto [x, y] = stack.back();
    stack.pop_back();
    if (x < 1 || y < 1 || x >= thin.width - 1 || y >= thin.height - 1 || edge[std::size_t(y * thin.width + x)] || thin.at(x, y) < low)
      continue;
    edge[std::size_t(y * thin.width + x)] = true;
    ++count;
    for (int dy = -1; dy <= 1; ++dy)
      for (int dx = -1; dx <= 1; ++dx)
        stack.emplace_back(x + dx, y + dy);
  }
  return count;
}

stallfree::task<> serve(inputs &in) {
  constexpr int width = 1280;
  image frame(width, int(in.bytes.size()) / width);
  std::copy_n(in.bytes.begin(), frame.pixel.size(), frame.pixel.begin());
  keep(double(hysteresis(thin_gradient(blur(frame)), 30, 55)));
  co_return;
}
} // namespace frame_edges
PROGRAM(frame_edges, 921600)

// In kind: depth from two cameras (OpenCV StereoBM): the disparity with the least sum of absolute differences.
namespace stereo_depth {
constexpr int width = 640, disparities = 32, radius = 2;
using picture = std::span<const unsigned char>;

int difference(picture left, picture right, int x, int y, int disparity) {
  int sum = 0;
  for (int dy = -radius; dy <= radius; ++dy)
    for (int dx = -radius; dx <= radius; ++dx) {
      const int at = (y + dy) * width + x + dx;
      sum += std::abs(int(left[std::size_t(at)]) - int(right[std::size_t(at - disparity)]));
    }
  return sum;
}

std::vector<unsigned char> match(picture left, picture right) {
  const int height = int(left.size()) / width;
  std::vector<unsigned char> depth(left.size());
  for (int y = radius; y < height - radius; ++y)
    for (int x = radius + disparities; x < width - radius; ++x) {
      int least = 1 << 30;
      for (int d = 0; d < disparities; ++d)
        if (int off = difference(left, right, x, y, d); off < least) {
          least = off;
          depth[std::size_t(y * width + x)] = static_cast<unsigned char>(d);
        }
    }
  return depth;
}

stallfree::task<> serve(inputs &in) {
  const picture both(in.bytes);
  const auto half = both.size() / 2;
  const auto depth = match(both.first(half), both.last(half));
  keep(std::accumulate(depth.begin(), depth.end(), 0.0));
  co_return;
}
} // namespace stereo_depth
PROGRAM(stereo_depth, 614400)

// In kind: the dynamic window approach (ROS dwa_local_planner): tries velocities against the obstacles in sight.
namespace velocity_window {
struct motion {
  double speed, turn;
};
struct obstacle {
  double x, y;
};

double clearance(const motion &m, const std::vector<obstacle> &obstacles) {
  constexpr int steps = 20;
  constexpr double dt = 0.1;
  double x = 0, y = 0, heading = 0, nearest = 1e9;
  for (int i = 0; i < steps; ++i) {
    heading += m.turn * dt;
    x += m.speed * std::cos(heading) * dt;
    y += m.speed * std::sin(heading) * dt;
    for (const auto &o : obstacles)
      nearest = std::min(nearest, (o.x - x) * (o.x - x) + (o.y - y) * (o.y - y));
  }
  return std::sqrt(nearest);
}

stallfree::task<> serve(inputs &in) {
  std::vector<obstacle> obstacles;
  for (std::size_t i = 0; i + 1 < in.reals.size(); i += 2)
    obstacles.push_back({in.reals[i] * 10 - 2, in.reals[i + 1] * 10 - 5});
  double best = -1e9;
  motion chosen{};
  for (int s = 1; s <= 12; ++s)
    for (int t = -10; t <= 10; ++t) {
      const motion m{s * 0.1, t * 0.1};
      const double score = 0.7 * std::min(clearance(m, obstacles), 2.0) + 0.3 * m.speed - 0.1 * std::abs(m.turn);
      if (score > best) {
        best = score;
        chosen = m;
      }
    }
  keep(chosen.speed + best);
  co_return;
}
} // namespace velocity_window
PROGRAM(velocity_window, 720)
