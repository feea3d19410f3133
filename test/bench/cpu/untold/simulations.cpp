#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <stallfree/sleep.hpp>

namespace loot_rolls {
struct entry {
  int item, weight;
};

int pick(const std::vector<entry> &table, int total, std::uint32_t roll) {
  int left = int(roll % std::uint32_t(total));
  for (auto &e : table)
    if ((left -= e.weight) < 0)
      return e.item;
  return table.back().item;
}

// In kind: what a defeated boss of an online game leaves to each member of a raid.
stallfree::task<> serve(inputs &in) {
  std::vector<entry> table;
  int total = 0;
  for (std::size_t i = 0; i < in.rows.size(); ++i) {
    table.push_back({int(i), 1 + in.rows[i][0] % 100});
    total += table.back().weight;
  }
  std::vector<int> bag;
  std::uint32_t seed = 77;
  for (int player = 0; player < 40; ++player)
    for (int roll = 0; roll < 5; ++roll)
      bag.push_back(pick(table, total, (seed = seed * 1103515245u + 12345u) >> 8));
  std::sort(bag.begin(), bag.end());
  keep(double(std::unique(bag.begin(), bag.end()) - bag.begin()));
  co_return;
}
} // namespace loot_rolls
PROGRAM(loot_rolls, 1200)

namespace pond_ripples {
constexpr int pond = 200;
// In kind: the two-buffer water effect of demos and game menus, one frame.
stallfree::task<> serve(inputs &in) {
  static float now[pond][pond], before[pond][pond];
  for (int drop = 0; drop < 4; ++drop)
    now[in.numbers[drop] % pond][in.numbers[drop + 4] % pond] = 100;
  for (int y = 1; y < pond - 1; ++y)
    for (int x = 1; x < pond - 1; ++x)
      before[y][x] = ((now[y - 1][x] + now[y + 1][x] + now[y][x - 1] + now[y][x + 1]) * 0.5f - before[y][x]) * 0.98f;
  std::swap(now, before);
  keep(now[pond / 2][pond / 2]);
  co_return;
}
} // namespace pond_ripples
PROGRAM(pond_ripples, 16)

namespace entity_deltas {
struct entity {
  int id, x, y, angle, health;
};
void put(std::vector<unsigned char> &out, std::uint32_t v) {
  for (; v >= 128; v >>= 7)
    out.push_back(static_cast<unsigned char>(v | 128));
  out.push_back(static_cast<unsigned char>(v));
}

// In kind: the delta of a server's snapshot to one client (Quake 3's MSG_WriteDeltaEntity).
stallfree::task<> serve(inputs &in) {
  std::vector<entity> last, now;
  for (auto &r : in.rows) {
    last.push_back({int(last.size()), r[0] % 4096, r[1] % 4096, r[2] % 360, r[3] % 101});
    entity e = last.back();
    if (r[4] % 3)
      e.x += r[5] % 8;
    if (r[6] % 4 == 0)
      e.health -= r[7] % 10;
    now.push_back(e);
  }
  std::vector<unsigned char> packet;
  for (std::size_t i = 0; i < now.size(); ++i) {
    const entity &a = last[i], &b = now[i];
    unsigned mask = (a.x != b.x) | (a.y != b.y) << 1 | (a.angle != b.angle) << 2 | (a.health != b.health) << 3;
    if (!mask)
      continue;
    put(packet, std::uint32_t(b.id));
    put(packet, mask);
    if (mask & 1) put(packet, std::uint32_t(b.x));
    if (mask & 2) put(packet, std::uint32_t(b.y));
    if (mask & 4) put(packet, std::uint32_t(b.angle));
    if (mask & 8) put(packet, std::uint32_t(b.health + 10));
  }
  keep(double(packet.size()));
  co_return;
}
} // namespace entity_deltas
PROGRAM(entity_deltas, 10240)

namespace erosion_drops {
constexpr int side = 512, droplets = 100'000, lifetime = 30;

void run_droplet(std::vector<float> &height, int x, int y) {
  float carried = 0, speed = 1;
  for (int life = 0; life < lifetime; ++life) {
    if (x < 1 || y < 1 || x >= side - 1 || y >= side - 1)
      return;
    int here = y * side + x, lowest = here;
    for (int dy = -1; dy <= 1; ++dy)
      for (int dx = -1; dx <= 1; ++dx)
        if (int n = here + dy * side + dx; height[n] < height[lowest])
          lowest = n;
    float fall = height[here] - height[lowest];
    if (lowest == here) {
      height[here] += carried;
      return;
    }
    speed = std::sqrt(speed * speed + fall);
    float taken = std::min(fall * 0.3f, 0.1f * speed - carried);
    height[here] -= taken;
    carried += taken;
    x = lowest % side;
    y = lowest / side;
  }
}

// In kind: the hydraulic erosion of a terrain editor, in slices so that the window stays alive.
stallfree::task<> serve(inputs &in) {
  std::vector<float> height(side * side);
  for (int i = 0; i < side * side; ++i)
    height[i] = float(in.bytes[i]) / 8192 + float(i % side) / 32;
  std::uint32_t seed = 1;
  for (int d = 0; d < droplets; ++d) {
    seed = seed * 1664525u + 1013904223u;
    run_droplet(height, int(seed >> 8) % side, int(seed >> 17) % side);
    if (d % 100 == 99)
      co_await stallfree::yield();
  }
  keep(*std::max_element(height.begin(), height.end()));
}
} // namespace erosion_drops
PROGRAM(erosion_drops, 262144)

namespace plate_stress {
constexpr std::size_t side = 200, load_cases = 4;
constexpr int max_iterations = 300;
using field = std::vector<double>;

double dot(const field &a, const field &b) { return std::inner_product(a.begin(), a.end(), b.begin(), 0.0); }

void stiffness(const field &u, field &out) {
  for (std::size_t y = 1; y + 1 < side; ++y)
    for (std::size_t x = 1; x + 1 < side; ++x) {
      std::size_t i = y * side + x;
      out[i] = 4 * u[i] - u[i - 1] - u[i + 1] - u[i - side] - u[i + side];
    }
}

double solve(field residual) {
  field u(residual.size()), direction = residual, image(residual.size());
  double rr = dot(residual, residual);
  for (int k = 0; k < max_iterations && rr > 1e-16; ++k) {
    stiffness(direction, image);
    double alpha = rr / dot(direction, image);
    for (std::size_t i = 0; i < u.size(); ++i) {
      u[i] += alpha * direction[i];
      residual[i] -= alpha * image[i];
    }
    double next = dot(residual, residual);
    for (std::size_t i = 0; i < u.size(); ++i)
      direction[i] = residual[i] + next / rr * direction[i];
    rr = next;
  }
  return *std::max_element(u.begin(), u.end());
}

// In kind: a CAD program solving a plate for a few load cases by conjugate gradients.
stallfree::task<> serve(inputs &in) {
  double worst = 0;
  for (std::size_t c = 0; c < load_cases; ++c) {
    field load(side * side);
    for (std::size_t y = 1; y + 1 < side; ++y)
      for (std::size_t x = 1; x + 1 < side; ++x)
        load[y * side + x] = in.reals[(y * side + x + c * 97) % in.reals.size()];
    worst = std::max(worst, solve(std::move(load)));
    co_await stallfree::yield();
  }
  keep(worst);
}
} // namespace plate_stress
PROGRAM(plate_stress, 40000)

namespace orbit_forecast {
struct vec {
  double x, y, z;
  vec operator-(vec o) const { return {x - o.x, y - o.y, z - o.z}; }
  vec &operator+=(vec o) { return x += o.x, y += o.y, z += o.z, *this; }
  vec operator*(double k) const { return {x * k, y * k, z * k}; }
};
struct moon {
  vec at, speed;
  double mass;
};
constexpr std::size_t moons = 150;
constexpr int steps = 2000;

void step(std::array<moon, moons> &all, double dt) {
  for (auto &a : all) {
    vec pull{0, 0, 0};
    for (const auto &b : all) {
      vec d = b.at - a.at;
      double r2 = d.x * d.x + d.y * d.y + d.z * d.z + 0.01;
      pull += d * (b.mass / (r2 * std::sqrt(r2)));
    }
    a.speed += pull * dt;
  }
  for (auto &a : all)
    a.at += a.speed * dt;
}

// In kind: a planetarium drawing the coming orbits of a planet's moons, a point at a time.
stallfree::task<> serve(inputs &in) {
  std::array<moon, moons> all;
  for (std::size_t i = 0; i < moons; ++i)
    all[i] = {{in.reals[i] * 10, in.reals[i + moons] * 10, in.reals[i + 2 * moons]}, {0, 0, 0}, 0.01 + in.reals[i] / 50};
  for (int k = 0; k < steps; ++k) {
    step(all, 0.001);
    co_await stallfree::yield();
  }
  keep(all[0].at.x + all[1].at.y);
}
} // namespace orbit_forecast
PROGRAM(orbit_forecast, 450)
