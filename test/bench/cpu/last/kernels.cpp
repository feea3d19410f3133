// Matrix and numeric kernels.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <stallfree/sleep.hpp>

namespace digit_classifier {
// In kind: the forward pass of a small network over a batch.
constexpr int Inputs = 784, Hidden = 512, Outputs = 10, Batch = 64;
struct layer {
  int in, out;
  std::vector<float> weights, bias;
  layer(int in, int out) : in(in), out(out), weights(in * out, 0.01f), bias(out, 0.1f) {}
  std::vector<float> forward(const std::vector<float> &x) const {
    std::vector<float> y(out);
    for (int o = 0; o < out; ++o) {
      float sum = bias[o];
      for (int i = 0; i < in; ++i)
        sum += weights[o * in + i] * x[i];
      y[o] = std::max(0.0f, sum);
    }
    return y;
  }
};
stallfree::task<> serve(inputs &in) {
  layer first(Inputs, Hidden), second(Hidden, Outputs);
  double total = 0;
  for (int b = 0; b < Batch; ++b) {
    std::vector<float> image(Inputs);
    for (int i = 0; i < Inputs; ++i)
      image[i] = float(in.bytes[i]) / 255.0f + float(b);
    auto scores = second.forward(first.forward(image));
    total += *std::max_element(scores.begin(), scores.end());
  }
  keep(total);
  co_return;
}
} // namespace digit_classifier
PROGRAM(digit_classifier, 1000)

namespace convolution_layer {
// In kind: one convolution of an image network, channel by channel.
constexpr int Channels = 32, Filters = 64, Side = 56;
stallfree::task<> serve(inputs &in) {
  std::vector<float> image(Channels * Side * Side), out(Filters * Side * Side);
  for (std::size_t i = 0; i < image.size(); ++i)
    image[i] = float(in.reals[i]);
  std::vector<float> kernel(Filters * Channels * 9, 0.02f);
  for (int f = 0; f < Filters; ++f)
    for (int y = 1; y < Side - 1; ++y)
      for (int x = 1; x < Side - 1; ++x) {
        float sum = 0;
        for (int c = 0; c < Channels; ++c)
          for (int ky = 0; ky < 3; ++ky)
            for (int kx = 0; kx < 3; ++kx)
              sum += image[(c * Side + y + ky - 1) * Side + x + kx - 1] *
                     kernel[((f * Channels + c) * 3 + ky) * 3 + kx];
        out[(f * Side + y) * Side + x] = sum;
      }
  keep(out[Side + 1]);
  co_return;
}
} // namespace convolution_layer
PROGRAM(convolution_layer, 110000)

namespace invert_matrix {
// In kind: the inverse by Gauss and Jordan, rows as vectors.
using matrix = std::vector<std::vector<double>>;
static matrix inverse(matrix a) {
  const std::size_t n = a.size();
  matrix r(n, std::vector<double>(n, 0.0));
  for (std::size_t i = 0; i < n; ++i)
    r[i][i] = 1;
  for (std::size_t c = 0; c < n; ++c) {
    std::size_t pivot = c;
    for (std::size_t i = c + 1; i < n; ++i)
      if (std::fabs(a[i][c]) > std::fabs(a[pivot][c]))
        pivot = i;
    std::swap(a[c], a[pivot]);
    std::swap(r[c], r[pivot]);
    const double d = a[c][c];
    for (std::size_t j = 0; j < n; ++j) {
      a[c][j] /= d;
      r[c][j] /= d;
    }
    for (std::size_t i = 0; i < n; ++i) {
      if (i == c)
        continue;
      const double f = a[i][c];
      for (std::size_t j = 0; j < n; ++j) {
        a[i][j] -= f * a[c][j];
        r[i][j] -= f * r[c][j];
      }
    }
  }
  return r;
}
stallfree::task<> serve(inputs &in) {
  const auto n = std::size_t(std::sqrt(double(in.reals.size())));
  matrix a(n, std::vector<double>(n));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      a[i][j] = in.reals[i * n + j];
  keep(inverse(a)[0][0]);
  co_return;
}
} // namespace invert_matrix
PROGRAM(invert_matrix, 160000)

namespace kalman_update {
// In kind: one measurement into a tracker's filter.
template <int N> using square = std::array<std::array<double, N>, N>;
template <int N> static square<N> product(const square<N> &a, const square<N> &b) {
  square<N> c{};
  for (int i = 0; i < N; ++i)
    for (int j = 0; j < N; ++j)
      for (int k = 0; k < N; ++k)
        c[i][j] += a[i][k] * b[k][j];
  return c;
}
stallfree::task<> serve(inputs &in) {
  constexpr int States = 6;
  square<States> p{}, f{};
  for (int i = 0; i < States; ++i) {
    p[i][i] = 1;
    f[i][i] = 1;
    if (i + 3 < States)
      f[i][i + 3] = 0.1;
  }
  p = product<States>(product<States>(f, p), f);
  const double gain = p[0][0] / (p[0][0] + 0.5);
  keep(gain * in.reals[0]);
  co_return;
}
} // namespace kalman_update
PROGRAM(kalman_update, 10)

namespace equaliser_bank {
// In kind: an audio callback, ten filters on one block of samples.
constexpr std::size_t BlockSize = 512;
constexpr int Bands = 10;
struct biquad {
  double b0 = 0.5, b1 = 0.2, b2 = 0.1, a1 = -0.3, a2 = 0.05, z1 = 0, z2 = 0;
  double operator()(double x) {
    const double y = b0 * x + z1;
    z1 = b1 * x - a1 * y + z2;
    z2 = b2 * x - a2 * y;
    return y;
  }
};
stallfree::task<> serve(inputs &in) {
  std::array<biquad, Bands> bank;
  std::array<double, BlockSize> block;
  std::copy_n(in.reals.begin(), BlockSize, block.begin());
  for (auto &filter : bank)
    for (double &sample : block)
      sample = filter(sample);
  keep(block.back());
  co_return;
}
} // namespace equaliser_bank
PROGRAM(equaliser_bank, 512)

namespace rolling_deviation {
// In kind: bands around a price, each window summed anew.
stallfree::task<> serve(inputs &in) {
  constexpr std::size_t Window = 200;
  const auto &price = in.reals;
  std::vector<double> band;
  for (std::size_t i = Window; i <= price.size(); ++i) {
    double mean = 0, squares = 0;
    for (std::size_t j = i - Window; j < i; ++j)
      mean += price[j];
    mean /= Window;
    for (std::size_t j = i - Window; j < i; ++j)
      squares += (price[j] - mean) * (price[j] - mean);
    band.push_back(mean + 2 * std::sqrt(squares / Window));
  }
  keep(band.back());
  co_return;
}
} // namespace rolling_deviation
PROGRAM(rolling_deviation, 200000)

namespace wavelet_levels {
// In kind: a transform that gives the loop back between blocks.
stallfree::task<> serve(inputs &in) {
  constexpr std::size_t Block = 4096;
  double energy = 0;
  for (std::size_t start = 0; start + Block <= in.reals.size(); start += Block) {
    std::vector<double> v(in.reals.begin() + long(start), in.reals.begin() + long(start + Block)),
        next(Block);
    for (std::size_t n = Block; n > 1; n /= 2) {
      for (std::size_t i = 0; i < n / 2; ++i) {
        next[i] = (v[2 * i] + v[2 * i + 1]) / 2;
        next[n / 2 + i] = (v[2 * i] - v[2 * i + 1]) / 2;
      }
      std::copy_n(next.begin(), n, v.begin());
    }
    energy += v[0] * v[0];
    co_await stallfree::yield();
  }
  keep(energy);
}
} // namespace wavelet_levels
PROGRAM(wavelet_levels, 2000000)
