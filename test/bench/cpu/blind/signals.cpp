// Pictures and sound.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numeric>

namespace open_mask {
// In kind: erodes and dilates the mask of a selection in a picture editor.
class mask {
public:
  mask(int width, int height) : width(width), height(height), cells(width * height) {}
  unsigned char at(int x, int y) const {
    return x < 0 || y < 0 || x >= width || y >= height ? 0 : cells[y * width + x];
  }
  void set(int x, int y, unsigned char v) { cells[y * width + x] = v; }
  template <class Pick> mask apply(int radius, Pick pick) const {
    mask out(width, height);
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x) {
        unsigned char v = at(x, y);
        for (int dy = -radius; dy <= radius; ++dy)
          for (int dx = -radius; dx <= radius; ++dx)
            if (dx * dx + dy * dy <= radius * radius)
              v = pick(v, at(x + dx, y + dy));
        out.set(x, y, v);
      }
    return out;
  }

private:
  int width, height;
  std::vector<unsigned char> cells;
};
stallfree::task<> serve(inputs &in) {
  const int side = int(std::sqrt(double(in.bytes.size())));
  mask m(side, side);
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x)
      m.set(x, y, in.bytes[y * side + x]);
  using byte = unsigned char;
  const mask opened = m.apply(3, [](byte a, byte b) {
                         return std::min(a, b);
                       }).apply(3, [](byte a, byte b) { return std::max(a, b); });
  keep(opened.at(side / 2, side / 2));
  co_return;
}
} // namespace open_mask
PROGRAM(open_mask, 1000000)

namespace straight_lines {
// In kind: the edges of a sheet in a photo of it, by votes for angle and distance.
constexpr int Angles = 180;
stallfree::task<> serve(inputs &in) {
  const int width = int(std::sqrt(double(in.bytes.size()))), height = width;
  const int diagonal = int(std::hypot(width, height));
  std::array<double, Angles> sines, cosines;
  for (int a = 0; a < Angles; ++a) {
    sines[a] = std::sin(a * M_PI / Angles);
    cosines[a] = std::cos(a * M_PI / Angles);
  }
  std::vector<int> votes(Angles * (2 * diagonal + 1));
  for (int y = 1; y < height - 1; ++y)
    for (int x = 1; x < width - 1; ++x) {
      const unsigned char *p = &in.bytes[y * width + x];
      if (std::abs(p[1] - p[-1]) + std::abs(p[width] - p[-width]) < 200)
        continue;
      for (int a = 0; a < Angles; ++a) {
        const int distance = int(std::lround(x * cosines[a] + y * sines[a]));
        ++votes[a * (2 * diagonal + 1) + distance + diagonal];
      }
    }
  keep(double(std::max_element(votes.begin(), votes.end()) - votes.begin()));
  co_return;
}
} // namespace straight_lines
PROGRAM(straight_lines, 640000)

namespace voice_message {
// In kind: a voice message to samples, four bits each.
struct decoder {
  std::array<int, 89> steps;
  int predicted = 0, index = 0;
  decoder() {
    double step = 7;
    for (int &s : steps) {
      s = int(step);
      step *= 1.1;
    }
  }
  std::int16_t next(int nibble) {
    static constexpr int Change[8] = {-1, -1, -1, -1, 2, 4, 6, 8};
    const int step = steps[index];
    int difference = step >> 3;
    if (nibble & 4)
      difference += step;
    if (nibble & 2)
      difference += step >> 1;
    if (nibble & 1)
      difference += step >> 2;
    predicted = std::clamp(predicted + (nibble & 8 ? -difference : difference), -32768, 32767);
    index = std::clamp(index + Change[nibble & 7], 0, 88);
    return std::int16_t(predicted);
  }
};
stallfree::task<> serve(inputs &in) {
  decoder d;
  std::vector<std::int16_t> samples;
  for (unsigned char b : in.bytes) {
    samples.push_back(d.next(b & 15));
    samples.push_back(d.next(b >> 4));
  }
  keep(samples.back());
  co_return;
}
} // namespace voice_message
PROGRAM(voice_message, 1500000)

namespace pressed_key {
// In kind: the key of a telephone, from one block of samples.
constexpr int Block = 205;
static double power(const std::vector<double> &samples, double frequency) {
  const double coefficient = 2 * std::cos(2 * M_PI * frequency / 8000);
  double before = 0, last = 0;
  for (int i = 0; i < Block; ++i) {
    const double now = samples[i] - 0.5 + coefficient * last - before;
    before = last;
    last = now;
  }
  return before * before + last * last - coefficient * before * last;
}
stallfree::task<> serve(inputs &in) {
  static constexpr double Rows[] = {697, 770, 852, 941}, Columns[] = {1209, 1336, 1477, 1633};
  const auto strongest = [&](const double(&frequencies)[4]) {
    std::array<double, 4> powers;
    std::transform(std::begin(frequencies), std::end(frequencies), powers.begin(),
                   [&](double f) { return power(in.reals, f); });
    return std::max_element(powers.begin(), powers.end()) - powers.begin();
  };
  keep("123A456B789C*0#D"[strongest(Rows) * 4 + strongest(Columns)]);
  co_return;
}
} // namespace pressed_key
PROGRAM(pressed_key, 205)

namespace hall_reverb {
// In kind: makes a recorded track sound as in a hall.
class delay_line {
public:
  delay_line(std::size_t length, double feedback) : line(length), feedback(feedback) {}
  double comb(double x) {
    const double y = line[at];
    line[at] = x + feedback * y;
    at = at + 1 == line.size() ? 0 : at + 1;
    return y;
  }
  double pass(double x) {
    const double late = line[at], y = late - feedback * x;
    line[at] = x + feedback * y;
    at = at + 1 == line.size() ? 0 : at + 1;
    return y;
  }

private:
  std::vector<double> line;
  std::size_t at = 0;
  double feedback;
};
stallfree::task<> serve(inputs &in) {
  std::vector<delay_line> combs{{1557, .84}, {1617, .83}, {1491, .82}, {1422, .81}};
  std::vector<delay_line> passes{{225, .5}, {556, .5}};
  std::vector<double> out(in.reals.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    double wet = 0;
    for (auto &c : combs)
      wet += c.comb(in.reals[i]);
    for (auto &p : passes)
      wet = p.pass(wet);
    out[i] = 0.7 * in.reals[i] + 0.3 * wet / 4;
  }
  keep(out.back());
  co_return;
}
} // namespace hall_reverb
PROGRAM(hall_reverb, 2600000)

namespace narrow_picture {
// In kind: narrows a picture by the columns that matter least.
constexpr int Seams = 50;
struct picture {
  int width, height;
  std::vector<std::vector<int>> rows;
  int energy(int x, int y) const {
    const int left = rows[y][std::max(x - 1, 0)], right = rows[y][std::min(x + 1, width - 1)];
    const int up = rows[std::max(y - 1, 0)][x], down = rows[std::min(y + 1, height - 1)][x];
    return std::abs(left - right) + std::abs(up - down);
  }
  void carve() {
    std::vector<std::vector<int>> sum(height, std::vector<int>(width));
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x) {
        int least = 0;
        if (y > 0) {
          least = sum[y - 1][x];
          if (x > 0)
            least = std::min(least, sum[y - 1][x - 1]);
          if (x + 1 < width)
            least = std::min(least, sum[y - 1][x + 1]);
        }
        sum[y][x] = least + energy(x, y);
      }
    int x = int(std::min_element(sum.back().begin(), sum.back().end()) - sum.back().begin());
    for (int y = height - 1; y >= 0; --y) {
      if (y < height - 1) {
        const auto from = sum[y].begin() + std::max(x - 1, 0);
        const auto to = sum[y].begin() + std::min(x + 2, width);
        x = int(std::min_element(from, to) - sum[y].begin());
      }
      rows[y].erase(rows[y].begin() + x);
    }
    --width;
  }
};
stallfree::task<> serve(inputs &in) {
  const int side = int(std::sqrt(double(in.bytes.size())));
  picture p{side, side, {}};
  for (int y = 0; y < side; ++y)
    p.rows.emplace_back(in.bytes.begin() + y * side, in.bytes.begin() + (y + 1) * side);
  for (int i = 0; i < Seams; ++i)
    p.carve();
  keep(p.rows[0][0]);
  co_return;
}
} // namespace narrow_picture
PROGRAM(narrow_picture, 360000)

namespace tab_icon {
// In kind: the small icon of a tab from the site's; both sizes are the browser's.
constexpr int Large = 64, Small = 16, Part = Large / Small;
stallfree::task<> serve(inputs &in) {
  std::array<std::array<int, 4>, Small * Small> icon{};
  for (int y = 0; y < Large; ++y)
    for (int x = 0; x < Large; ++x)
      for (int c = 0; c < 4; ++c)
        icon[y / Part * Small + x / Part][c] += in.bytes[(y * Large + x) * 4 + c];
  for (auto &pixel : icon)
    for (int &c : pixel)
      c /= Part * Part;
  keep(icon[17][2]);
  co_return;
}
} // namespace tab_icon
PROGRAM(tab_icon, 16384)

namespace baked_shade {
// In kind: how much sky each point of a game's terrain sees.
constexpr int Side = 256, Directions = 16, Reach = 24;
stallfree::task<> serve(inputs &in) {
  std::vector<float> shade(Side * Side);
  for (int y = 0; y < Side; ++y)
    for (int x = 0; x < Side; ++x) {
      float open = 0;
      for (int d = 0; d < Directions; ++d) {
        const float dx = std::cos(d * 2 * float(M_PI) / Directions);
        const float dy = std::sin(d * 2 * float(M_PI) / Directions);
        float horizon = 0;
        for (int step = 1; step <= Reach; ++step) {
          const int sx = int(x + dx * step) & (Side - 1), sy = int(y + dy * step) & (Side - 1);
          const int rise = in.bytes[sy * Side + sx] - in.bytes[y * Side + x];
          horizon = std::max(horizon, float(rise) / (step * 16));
        }
        open += 1 - std::min(horizon, 1.f);
      }
      shade[y * Side + x] = open / Directions;
    }
  keep(std::accumulate(shade.begin(), shade.end(), 0.0));
  co_return;
}
} // namespace baked_shade
PROGRAM(baked_shade, 65536)
