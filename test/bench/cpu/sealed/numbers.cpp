#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <memory>
#include <numbers>
#include <numeric>
#include <ranges>
#include <stallfree/sleep.hpp>

// In kind: the pitch shifter of a voice chat: one block through a radix-2 FFT.
namespace vocoder_block {
constexpr std::size_t points = 1024;
using block = std::array<std::complex<double>, points>;
void transform(block &a) {
  for (std::size_t i = 1, j = 0; i < points; ++i) {
    std::size_t bit = points >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    if (i < (j ^= bit)) std::swap(a[i], a[j]);
  }
  for (std::size_t half = 1; half < points; half *= 2) {
    auto turn = std::polar(1.0, -std::numbers::pi / double(half));
    for (std::size_t i = 0; i < points; i += 2 * half) {
      std::complex<double> w = 1;
      for (std::size_t k = i; k < i + half; ++k, w *= turn) {
        auto u = a[k], v = a[k + half] * w;
        a[k] = u + v, a[k + half] = u - v;
      }
    }
  }
}
stallfree::task<> serve(inputs &in) {
  auto spectrum = std::make_unique<block>();
  std::copy_n(in.reals.begin(), points, spectrum->begin());
  transform(*spectrum);
  auto loudest = std::ranges::max_element(*spectrum, {}, [](auto c) { return std::norm(c); });
  keep(double(loudest - spectrum->begin()));
  co_return;
}
}
PROGRAM(vocoder_block, 1024)

// In kind: a radar display: range correlation of each pulse of a sweep against the transmitted chirp.
namespace radar_map {
constexpr int pulses = 64, samples = 512, chirp = 96;
constexpr auto reference = [] { std::array<float, chirp> a{}; for (int k = 0; k < chirp; ++k) a[k] = float(k * k % 17) / 8 - 1; return a; }();
stallfree::task<> serve(inputs &in) {
  std::array<float, samples> power{};
  for (int p = 0; p < pulses; ++p) {
    const double *echo = &in.reals[p * samples];
    for (int r = 0; r + chirp <= samples; ++r) {
      float sum = 0;
      for (int k = 0; k < chirp; ++k) sum += float(echo[r + k]) * reference[k];
      power[r] += sum * sum;
    }
  }
  keep(*std::ranges::max_element(power)); co_return;
}
}
PROGRAM(radar_map, 64 * 512)

// In kind: a wind tunnel toy: lattice Boltzmann in two dimensions, some steps for each frame shown.
namespace lattice_fluid {
constexpr int W = 320, H = 160, steps_per_frame = 8, Q = 9;
constexpr int ex[Q] = {0, 1, 0, -1, 0, 1, -1, -1, 1}, ey[Q] = {0, 0, 1, 0, -1, 1, 1, -1, -1};
constexpr double weight[Q] = {4. / 9, 1. / 9, 1. / 9, 1. / 9, 1. / 9, 1. / 36, 1. / 36, 1. / 36, 1. / 36};
struct cell { double f[Q]; };
void step(const std::vector<cell> &now, std::vector<cell> &next) {
  for (int y = 0; y < H; ++y)
    for (int x = 0; x < W; ++x) {
      const cell &c = now[y * W + x];
      double rho = 0, ux = 0, uy = 0;
      for (int q = 0; q < Q; ++q) rho += c.f[q], ux += c.f[q] * ex[q], uy += c.f[q] * ey[q];
      ux /= rho, uy /= rho;
      for (int q = 0; q < Q; ++q) {
        double eu = ex[q] * ux + ey[q] * uy, rest = rho * weight[q] * (1 + 3 * eu + 4.5 * eu * eu - 1.5 * (ux * ux + uy * uy));
        next[(y + ey[q] + H) % H * W + (x + ex[q] + W) % W].f[q] = c.f[q] + (rest - c.f[q]) / 0.6;
      }
    }
}
stallfree::task<> serve(inputs &in) {
  std::vector<cell> air(W * H), other(W * H);
  for (int i = 0; i < W * H; ++i)
    for (int q = 0; q < Q; ++q) air[i].f[q] = weight[q] * (1 + 0.1 * in.reals[(i + q) % in.reals.size()]);
  for (int s = 0; s < steps_per_frame; ++s) step(air, other), air.swap(other);
  keep(air[W * H / 2].f[1]); co_return;
}
}
PROGRAM(lattice_fluid, 5000)

// In kind: stitching of photos: RANSAC over the matched key points, stopped early when most agree.
namespace stitch_offset {
constexpr std::size_t rounds = 2000, most_matches = 5000;
struct match { double x, y, u, v; };
struct similarity {
  double a, b, tx, ty;
  static similarity through(const match &p, const match &q) {
    double dx = q.x - p.x, dy = q.y - p.y, du = q.u - p.u, dv = q.v - p.v, n = dx * dx + dy * dy + 1e-12;
    double a = (dx * du + dy * dv) / n, b = (dx * dv - dy * du) / n;
    return {a, b, p.u - a * p.x + b * p.y, p.v - b * p.x - a * p.y};
  }
  bool fits(const match &m) const { return std::hypot(a * m.x - b * m.y + tx - m.u, b * m.x + a * m.y + ty - m.v) < 0.003; }
};
stallfree::task<> serve(inputs &in) {
  std::vector<match> all;
  for (std::size_t i = 0; i + 4 <= in.reals.size() && all.size() < most_matches; i += 4)
    all.push_back({in.reals[i], in.reals[i + 1], in.reals[i + 2], in.reals[i + 3]});
  std::ptrdiff_t best = 0;
  for (std::size_t r = 0; r < rounds && best * 10 < std::ssize(all) * 7; ++r) {
    auto guess = similarity::through(all[r * 7919 % all.size()], all[(r * 104729 + 1) % all.size()]);
    best = std::max(best, std::ranges::count_if(all, [&](const match &m) { return guess.fits(m); }));
  }
  keep(double(best)); co_return;
}
}
PROGRAM(stitch_offset, 12'000)

// In kind: a pricing service: an American put on a binomial tree.
namespace option_tree {
constexpr int steps = 1500;
double american_put(double spot, double strike, double rate, double vol, double years) {
  const double dt = years / steps, up = std::exp(vol * std::sqrt(dt)), down = 1 / up;
  const double p = (std::exp(rate * dt) - down) / (up - down), discount = std::exp(-rate * dt);
  std::vector<double> price(2 * steps + 1), value(steps + 1);
  for (int i = 0; i <= 2 * steps; ++i) price[i] = spot * std::pow(up, i - steps);
  for (int i = 0; i <= steps; ++i) value[i] = std::max(strike - price[2 * i], 0.0);
  for (int level = steps - 1; level >= 0; --level)
    for (int i = 0; i <= level; ++i)
      value[i] = std::max(strike - price[steps - level + 2 * i], discount * (p * value[i + 1] + (1 - p) * value[i]));
  return value[0];
}
stallfree::task<> serve(inputs &in) {
  keep(american_put(90 + 20 * in.reals[0], 100, 0.03, 0.1 + in.reals[1] / 2, 1));
  co_return;
}
}
PROGRAM(option_tree, 16)

// In kind: one step of a galaxy simulation (Barnes and Hut).
namespace galaxy_step {
struct body { double x, y, ax = 0, ay = 0; };
struct region {
  double x, y, half, mass = 0, cx = 0, cy = 0;
  std::unique_ptr<region> child[4];
  region(double x, double y, double half) : x(x), y(y), half(half) {}
  void insert(double bx, double by) {
    if (mass == 1 && half > 1e-6) descend(cx, cy);
    if (mass >= 1 && half > 1e-6) descend(bx, by);
    cx = (cx * mass + bx) / (mass + 1), cy = (cy * mass + by) / (mass + 1), ++mass;
  }
  void descend(double bx, double by) {
    auto &c = child[(bx > x) + 2 * (by > y)];
    if (!c) c = std::make_unique<region>(x + (bx > x ? half : -half) / 2, y + (by > y ? half : -half) / 2, half / 2);
    c->insert(bx, by);
  }
  void pull(body &b) const {
    double dx = cx - b.x, dy = cy - b.y, d2 = dx * dx + dy * dy + 1e-9;
    if (mass == 1 || half * half < 0.1 * d2 || half <= 1e-6) {
      double f = mass / (d2 * std::sqrt(d2));
      b.ax += f * dx, b.ay += f * dy;
      return;
    }
    for (auto &c : child) if (c) c->pull(b);
  }
};
stallfree::task<> serve(inputs &in) {
  std::vector<body> stars;
  for (std::size_t i = 0; i + 1 < in.reals.size(); i += 2) stars.push_back({in.reals[i], in.reals[i + 1]});
  region sky(0.5, 0.5, 0.5);
  for (auto &s : stars) sky.insert(s.x, s.y);
  for (auto &s : stars) sky.pull(s);
  keep(stars[stars.size() / 3].ax); co_return;
}
}
PROGRAM(galaxy_step, 40'000)

// In kind: a modelling tool sampling metaballs on its grid before the surface is made.
namespace metaball_field {
constexpr int side = 128;
struct ball { float x, y, z, r; };
stallfree::task<> serve(inputs &in) {
  std::array<ball, 12> balls;
  for (std::size_t i = 0; i < balls.size(); ++i)
    balls[i] = {float(in.reals[i]) * side, float(in.reals[i + 1]) * side, float(in.reals[i + 2]) * side, 4 + float(i)};
  std::vector<float> field(side * side * side);
  for (int z = 0, at = 0; z < side; ++z)
    for (int y = 0; y < side; ++y)
      for (int x = 0; x < side; ++x, ++at)
        for (const auto &b : balls) {
          float dx = b.x - float(x), dy = b.y - float(y), dz = b.z - float(z);
          field[at] += b.r * b.r / (dx * dx + dy * dy + dz * dz + 1e-3f);
        }
  keep(double(std::ranges::count_if(field, [](float f) { return f > 1; }))); co_return;
}
}
PROGRAM(metaball_field, 64)

// In kind: the sound of an emulated console: the samples of one frame from its square wave channels.
namespace chip_tune {
constexpr int samples = 735, channels = 5;
struct voice {
  std::uint32_t phase = 0, rate = 0;
  float volume = 0;
  float next() { return ((phase += rate) >> 31 ? volume : -volume); }
};
stallfree::task<> serve(inputs &in) {
  std::array<voice, channels> voices;
  for (int i = 0; i < channels; ++i) voices[i] = {0, std::uint32_t(in.numbers[i]) * 8, float(in.reals[i])};
  std::array<float, samples> out;
  float low = 0;
  for (auto &s : out) {
    float mix = std::accumulate(voices.begin(), voices.end(), 0.0f, [](float m, voice &v) { return m + v.next(); });
    s = low += 0.35f * (mix / channels - low);
  }
  keep(std::accumulate(out.begin(), out.end(), 0.0f)); co_return;
}
}
PROGRAM(chip_tune, 10)

// In kind: the layout button of a diagram editor: springs and repulsion.
namespace graph_springs {
struct point { double x, y; };
stallfree::task<> serve(inputs &in) {
  const std::size_t n = in.rows.size();
  std::vector<point> at(n), force(n);
  for (std::size_t i = 0; i < n; ++i) at[i] = {in.reals[2 * i], in.reals[2 * i + 1]};
  for (double heat = 0.1; heat > 0.001; heat *= 0.95) {
    std::ranges::fill(force, point{0, 0});
    auto pull = [&](std::size_t a, std::size_t b, auto strength) {
      double dx = at[a].x - at[b].x, dy = at[a].y - at[b].y, s = strength(std::sqrt(dx * dx + dy * dy) + 1e-9);
      force[a].x += s * dx, force[a].y += s * dy, force[b].x -= s * dx, force[b].y -= s * dy;
    };
    for (std::size_t a = 0; a < n; ++a)
      for (std::size_t b = 0; b < a; ++b) pull(a, b, [&](double d) { return 1 / (double(n) * d * d); });
    for (std::size_t a = 0; a < n; ++a) pull(a, std::size_t(in.rows[a][0]) % n, [](double d) { return -d; });
    for (std::size_t i = 0; i < n; ++i) {
      double length = std::hypot(force[i].x, force[i].y) + 1e-9, go = std::min(length, heat) / length;
      at[i].x += force[i].x * go, at[i].y += force[i].y * go;
    }
  }
  keep(at[n / 2].x);
  co_return;
}
}
PROGRAM(graph_springs, 4000)

// In kind: a fractal viewer drawing Newton's method row by row, the window alive meanwhile.
namespace newton_view {
constexpr int width = 640, height = 480, limit = 40;
int iterations(std::complex<double> z) {
  for (int i = 0; i < limit; ++i) {
    auto square = z * z, step = (square * z - 1.0) / (3.0 * square + 1e-12);
    z -= step;
    if (std::norm(step) < 1e-12) return i;
  }
  return limit;
}
stallfree::task<> serve(inputs &in) {
  double zoom = 1 + in.reals[0];
  long total = 0;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) total += iterations({(x - 320) / 160. / zoom, (y - 240) / 160. / zoom});
    co_await stallfree::yield();
  }
  keep(double(total));
}
}
PROGRAM(newton_view, 16)

// In kind: a physics sandbox settling its scene on load; the yield is meant for scenes of more steps.
namespace settle_boxes {
constexpr int steps = 60, steps_per_turn = 100;
struct box { double x, y, vy; };
int relax(std::vector<box> &all) {
  int touching = 0;
  for (auto &b : all) b.vy -= 0.001, b.y = std::max(0.0, b.y + b.vy);
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = i + 1; j < all.size(); ++j) {
      double dx = all[j].x - all[i].x, dy = all[j].y - all[i].y;
      if (std::abs(dx) > 0.02 || std::abs(dy) > 0.02) continue;
      ++touching;
      double push = (0.02 - std::abs(dy)) / 2 * (dy < 0 ? -1 : 1);
      all[i].y -= push, all[j].y += push, std::swap(all[i].vy, all[j].vy);
    }
  return touching;
}
stallfree::task<> serve(inputs &in) {
  std::vector<box> scene;
  for (double r : in.reals) scene.push_back({r, in.reals[scene.size() * 31 % in.reals.size()], 0});
  int touching = 0;
  for (int step = 1; step <= steps; ++step) {
    touching += relax(scene);
    if (step % steps_per_turn == 0) co_await stallfree::yield();
  }
  keep(touching);
}
}
PROGRAM(settle_boxes, 1200)

// In kind: a video player baking the colour grading of a clip into a cube of 33 steps.
namespace colour_cube {
constexpr int size = 33;
stallfree::task<> serve(inputs &in) {
  std::vector<std::array<float, 3>> cube;
  cube.reserve(size * size * size);
  const float gamma = 0.8f + float(in.reals[0]) / 2, lift = float(in.reals[1]) / 10;
  for (int b = 0; b < size; ++b)
    for (int g = 0; g < size; ++g)
      for (int r = 0; r < size; ++r) {
        auto grade = [&](int v) { return std::pow(lift + (1 - lift) * float(v) / (size - 1), gamma); };
        auto &c = cube.emplace_back(std::array{grade(r), grade(g), grade(b)});
        float luma = 0.2126f * c[0] + 0.7152f * c[1] + 0.0722f * c[2];
        for (float &x : c) x = std::clamp(luma + (x - luma) * 1.15f, 0.0f, 1.0f);
      }
  keep(cube[cube.size() / 2][1]); co_return;
}
}
PROGRAM(colour_cube, 16)
