// Signals, samples and matrices: what tools that measure and estimate compute.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <stallfree/sleep.hpp>

namespace pitch_track {
// The tuner goes through a recording frame by frame.
constexpr std::size_t frame = 2048, longest_lag = 800;

double pitch(const double *samples) {
  std::array<double, longest_lag> difference{};
  for (std::size_t lag = 1; lag < longest_lag; ++lag)
    for (std::size_t i = 0; i + longest_lag < frame; ++i) {
      double d = samples[i] - samples[i + lag];
      difference[lag] += d * d;
    }
  double running = 0;
  for (std::size_t lag = 1; lag < longest_lag; ++lag) {
    running += difference[lag];
    if (running > 0 && difference[lag] * double(lag) / running < 0.15)
      return 44100.0 / double(lag);
  }
  return 0;
}

stallfree::task<> serve(inputs &in) {
  std::vector<double> track;
  for (std::size_t at = 0; at + frame <= in.reals.size(); at += frame) {
    track.push_back(pitch(&in.reals[at]));
    co_await stallfree::yield();
  }
  keep(std::accumulate(track.begin(), track.end(), 0.0));
}
} // namespace pitch_track
PROGRAM(pitch_track, 100'000)

namespace fir_filter {
constexpr int taps = 127;

std::array<double, taps> low_pass(double cutoff) {
  std::array<double, taps> h{};
  double sum = 0;
  for (int i = 0; i < taps; ++i) {
    double n = i - (taps - 1) / 2.0;
    double sinc = n == 0 ? 2 * cutoff : std::sin(2 * M_PI * cutoff * n) / (M_PI * n);
    h[std::size_t(i)] = sinc * (0.54 - 0.46 * std::cos(2 * M_PI * i / (taps - 1)));
    sum += h[std::size_t(i)];
  }
  for (double &x : h)
    x /= sum;
  return h;
}

stallfree::task<> serve(inputs &in) {
  auto h = low_pass(0.1);
  std::vector<double> out(in.reals.size());
  for (std::size_t n = 0; n < in.reals.size(); ++n) {
    double y = 0;
    for (std::size_t k = 0; k < h.size() && k <= n; ++k)
      y += h[k] * in.reals[n - k];
    out[n] = y;
  }
  keep(out.back());
  co_return;
}
} // namespace fir_filter
PROGRAM(fir_filter, 400'000)

namespace resample_interval {
constexpr int resamples = 2000;

// How sure is the mean response time? Bootstrap over the last samples.
stallfree::task<> serve(inputs &in) {
  std::mt19937 random(42);
  std::uniform_int_distribution<std::size_t> pick(0, in.reals.size() - 1);
  std::vector<double> means;
  means.reserve(resamples);
  for (int round = 0; round < resamples; ++round) {
    double sum = 0;
    for (std::size_t i = 0; i < in.reals.size(); ++i)
      sum += in.reals[pick(random)];
    means.push_back(sum / double(in.reals.size()));
  }
  std::sort(means.begin(), means.end());
  keep(means[resamples * 975 / 1000] - means[resamples * 25 / 1000]);
  co_return;
}
} // namespace resample_interval
PROGRAM(resample_interval, 3000)

namespace trend_line {
struct line {
  double slope, offset;
};

line fit(const std::vector<double> &y) {
  double sx = 0, sy = 0, sxx = 0, sxy = 0, n = double(y.size());
  for (std::size_t i = 0; i < y.size(); ++i) {
    double x = double(i);
    sx += x;
    sy += y[i];
    sxx += x * x;
    sxy += x * y[i];
  }
  double slope = (n * sxy - sx * sy) / (n * sxx - sx * sx);
  return {slope, (sy - slope * sx) / n};
}

stallfree::task<> serve(inputs &in) {
  line l = fit(in.reals);
  keep(l.slope + l.offset);
  co_return;
}
} // namespace trend_line
PROGRAM(trend_line, 100'000)

namespace cluster_points {
constexpr int clusters = 8, max_rounds = 40;

struct point {
  double x, y;
};

std::size_t nearest(const std::vector<point> &centroids, const point &p) {
  std::size_t best = 0;
  double least = std::numeric_limits<double>::max();
  for (std::size_t c = 0; c < centroids.size(); ++c) {
    double dx = p.x - centroids[c].x, dy = p.y - centroids[c].y;
    double d = dx * dx + dy * dy;
    if (d < least)
      least = d, best = c;
  }
  return best;
}

stallfree::task<> serve(inputs &in) {
  std::vector<point> points;
  for (std::size_t i = 0; i + 1 < in.reals.size(); i += 2)
    points.push_back({in.reals[i], in.reals[i + 1]});
  std::vector<point> centroids(points.begin(), points.begin() + clusters);
  std::vector<std::size_t> owner(points.size());
  for (int round = 0; round < max_rounds; ++round) {
    bool changed = false;
    std::vector<point> sums(clusters);
    std::vector<int> counts(clusters);
    for (std::size_t i = 0; i < points.size(); ++i) {
      std::size_t c = nearest(centroids, points[i]);
      changed |= c != owner[i];
      owner[i] = c;
      sums[c].x += points[i].x;
      sums[c].y += points[i].y;
      ++counts[c];
    }
    for (std::size_t c = 0; c < clusters; ++c)
      if (counts[c])
        centroids[c] = {sums[c].x / counts[c], sums[c].y / counts[c]};
    if (!changed)
      break;
    co_await stallfree::yield();
  }
  keep(centroids[0].x);
}
} // namespace cluster_points
PROGRAM(cluster_points, 300'000)

namespace cholesky_solve {
using matrix = std::vector<std::vector<double>>;

matrix decompose(const matrix &a) {
  std::size_t n = a.size();
  matrix l(n, std::vector<double>(n));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = 0;
      for (std::size_t k = 0; k < j; ++k)
        sum += l[i][k] * l[j][k];
      l[i][j] = i == j ? std::sqrt(a[i][i] - sum) : (a[i][j] - sum) / l[j][j];
    }
  return l;
}

stallfree::task<> serve(inputs &in) {
  auto n = std::size_t(std::sqrt(double(in.reals.size())));
  matrix a(n, std::vector<double>(n));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= i; ++j)
      a[i][j] = a[j][i] = in.reals[i * n + j] + (i == j ? double(n) : 0);
  matrix l = decompose(a);
  std::vector<double> x(n, 1.0);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k)
      x[i] -= l[i][k] * x[k];
    x[i] /= l[i][i];
  }
  keep(x.back());
  co_return;
}
} // namespace cholesky_solve
PROGRAM(cholesky_solve, 360'000)

namespace digit_network {
constexpr std::size_t pixels = 784, hidden = 64, digits = 10;

stallfree::task<> serve(inputs &in) {
  const double *weight = in.reals.data();
  std::array<double, hidden> layer{};
  for (std::size_t h = 0; h < hidden; ++h) {
    double sum = *weight++;
    for (std::size_t p = 0; p < pixels; ++p)
      sum += *weight++ * (in.bytes[p] / 255.0);
    layer[h] = 1 / (1 + std::exp(-sum));
  }
  std::array<double, digits> score{};
  for (std::size_t d = 0; d < digits; ++d) {
    score[d] = *weight++;
    for (std::size_t h = 0; h < hidden; ++h)
      score[d] += *weight++ * layer[h];
  }
  keep(double(std::max_element(score.begin(), score.end()) - score.begin()));
  co_return;
}
} // namespace digit_network
PROGRAM(digit_network, 51'000)

namespace heat_plate {
constexpr int side = 256, steps = 500;

stallfree::task<> serve(inputs &) {
  static double now[side][side], then[side][side];
  for (int x = 0; x < side; ++x)
    now[0][x] = then[0][x] = 100;
  for (int step = 0; step < steps; ++step) {
    for (int y = 1; y < side - 1; ++y)
      for (int x = 1; x < side - 1; ++x)
        then[y][x] = now[y][x] + 0.2 * (now[y - 1][x] + now[y + 1][x] + now[y][x - 1] +
                                        now[y][x + 1] - 4 * now[y][x]);
    std::swap(now, then);
  }
  keep(now[side / 8][side / 2]);
  co_return;
}
} // namespace heat_plate
PROGRAM(heat_plate, 10)
