// Pictures, models and the widgets of desktop programs.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

namespace mesh_raster {
constexpr int width = 800, height = 600;

struct vertex {
  float x, y, z;
};

struct target {
  std::vector<float> depth = std::vector<float>(width * height, 1e9f);
  std::vector<std::uint32_t> colour = std::vector<std::uint32_t>(width * height);

  static float edge(const vertex &a, const vertex &b, float x, float y) {
    return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
  }

  void draw(const vertex &a, const vertex &b, const vertex &c, std::uint32_t shade) {
    float area = edge(a, b, c.x, c.y);
    if (area == 0)
      return;
    int left = std::max(0, int(std::min({a.x, b.x, c.x})));
    int right = std::min(width - 1, int(std::max({a.x, b.x, c.x})) + 1);
    int top = std::max(0, int(std::min({a.y, b.y, c.y})));
    int bottom = std::min(height - 1, int(std::max({a.y, b.y, c.y})) + 1);
    for (int y = top; y <= bottom; ++y)
      for (int x = left; x <= right; ++x) {
        float u = edge(b, c, float(x), float(y)) / area;
        float v = edge(c, a, float(x), float(y)) / area;
        float w = 1 - u - v;
        if (u < 0 || v < 0 || w < 0)
          continue;
        auto at = std::size_t(y * width + x);
        float z = u * a.z + v * b.z + w * c.z;
        if (z < depth[at]) {
          depth[at] = z;
          colour[at] = shade;
        }
      }
  }
};

stallfree::task<> serve(inputs &in) {
  target t;
  for (std::size_t i = 0; i + 5 < in.reals.size(); i += 6) {
    const double *r = &in.reals[i];
    auto x = float(r[0] * width), y = float(r[1] * height), z = float(r[2]);
    vertex a{x, y, z}, b{x + float(r[3] * 24), y + 3, z}, c{x + 3, y + float(r[4] * 24), z};
    t.draw(a, b, c, 0xff000000u | std::uint32_t(r[5] * 0xffffff));
  }
  keep(t.colour[width * height / 2]);
  co_return;
}
} // namespace mesh_raster
PROGRAM(mesh_raster, 200'000)

namespace edge_photo {
constexpr int horizontal[3][3] = {{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}};
constexpr int vertical[3][3] = {{-1, -2, -1}, {0, 0, 0}, {1, 2, 1}};

stallfree::task<> serve(inputs &in) {
  int width = int(std::sqrt(double(in.bytes.size()))), height = width;
  std::vector<unsigned char> out(in.bytes.size());
  for (int y = 1; y < height - 1; ++y)
    for (int x = 1; x < width - 1; ++x) {
      int gx = 0, gy = 0;
      for (int ky = -1; ky <= 1; ++ky)
        for (int kx = -1; kx <= 1; ++kx) {
          int pixel = in.bytes[std::size_t((y + ky) * width + x + kx)];
          gx += pixel * horizontal[ky + 1][kx + 1];
          gy += pixel * vertical[ky + 1][kx + 1];
        }
      out[std::size_t(y * width + x)] =
          static_cast<unsigned char>(std::min(255.0, std::sqrt(double(gx * gx + gy * gy))));
    }
  keep(out[out.size() / 2]);
  co_return;
}
} // namespace edge_photo
PROGRAM(edge_photo, 6'000'000)

namespace palette_photo {
struct colour {
  int r, g, b;
};

// For an indexed picture: which of the 64 colours is the nearest?
stallfree::task<> serve(inputs &in) {
  std::vector<colour> palette;
  for (int r = 0; r < 4; ++r)
    for (int g = 0; g < 4; ++g)
      for (int b = 0; b < 4; ++b)
        palette.push_back({r * 85, g * 85, b * 85});
  std::vector<unsigned char> indexed;
  indexed.reserve(in.bytes.size() / 3);
  for (std::size_t i = 0; i + 2 < in.bytes.size(); i += 3) {
    int best = 0, least = 1 << 30;
    for (std::size_t k = 0; k < palette.size(); ++k) {
      int dr = in.bytes[i] - palette[k].r, dg = in.bytes[i + 1] - palette[k].g,
          db = in.bytes[i + 2] - palette[k].b;
      int d = dr * dr + dg * dg + db * db;
      if (d < least)
        least = d, best = int(k);
    }
    indexed.push_back(static_cast<unsigned char>(best));
  }
  keep(indexed.back());
  co_return;
}
} // namespace palette_photo
PROGRAM(palette_photo, 3'000'000)

namespace colour_wheel {
constexpr int diameter = 256;

std::uint32_t from_hue(double hue, double saturation) {
  auto channel = [&](double n) {
    double k = std::fmod(n + hue / 60, 6);
    return unsigned(255 * (1 - saturation * std::max(0.0, std::min({k, 4 - k, 1.0}))));
  };
  return 0xff000000u | channel(5) << 16 | channel(3) << 8 | channel(1);
}

stallfree::task<> serve(inputs &) {
  std::vector<std::uint32_t> pixels(diameter * diameter);
  constexpr double radius = diameter / 2.0;
  for (int y = 0; y < diameter; ++y)
    for (int x = 0; x < diameter; ++x) {
      double dx = x - radius, dy = y - radius, distance = std::sqrt(dx * dx + dy * dy);
      if (distance > radius)
        continue;
      double hue = std::atan2(dy, dx) * 180 / M_PI + 180;
      pixels[std::size_t(y * diameter + x)] = from_hue(hue, distance / radius);
    }
  keep(pixels[diameter * 64 + 100]);
  co_return;
}
} // namespace colour_wheel
PROGRAM(colour_wheel, 10)

namespace button_row {
struct button {
  const char *label;
  int minimum, stretch;
  int x = 0, width = 0;
};

void arrange(std::array<button, 6> &buttons, int available, int spacing) {
  int fixed = spacing * int(buttons.size() - 1), stretch = 0;
  for (const button &b : buttons) {
    fixed += b.minimum;
    stretch += b.stretch;
  }
  int spare = std::max(0, available - fixed), x = 0;
  for (button &b : buttons) {
    b.width = b.minimum + (stretch ? spare * b.stretch / stretch : 0);
    b.x = x;
    x += b.width + spacing;
  }
}

stallfree::task<> serve(inputs &in) {
  std::array<button, 6> buttons{{{"Back", 60, 0},
                                 {"Forward", 60, 0},
                                 {"Reload", 60, 0},
                                 {"Address", 200, 4},
                                 {"Search", 100, 1},
                                 {"Menu", 32, 0}}};
  arrange(buttons, 600 + in.numbers[0] % 1400, 6);
  keep(buttons.back().x);
  co_return;
}
} // namespace button_row
PROGRAM(button_row, 10)

namespace command_palette {
constexpr std::size_t shown = 12;

struct hit {
  const std::string *command;
  int score;
};

int score(const std::string &typed, const std::string &command) {
  int points = 0, in_a_row = 0;
  std::size_t at = 0;
  for (std::size_t i = 0; i < command.size() && at < typed.size(); ++i) {
    if (std::tolower(static_cast<unsigned char>(command[i])) == typed[at]) {
      points += 1 + 2 * in_a_row++ + (i == 0 ? 8 : 0);
      ++at;
    } else {
      in_a_row = 0;
    }
  }
  return at == typed.size() ? points : 0;
}

// At each key press, over the commands that the program has.
stallfree::task<> serve(inputs &in) {
  const std::string typed = "er";
  std::vector<hit> hits;
  for (const std::string &command : in.words)
    if (int s = score(typed, command))
      hits.push_back({&command, s});
  std::sort(hits.begin(), hits.end(), [](const hit &a, const hit &b) {
    return a.score != b.score ? a.score > b.score : *a.command < *b.command;
  });
  if (hits.size() > shown)
    hits.resize(shown);
  keep(double(hits.size()));
  co_return;
}
} // namespace command_palette
PROGRAM(command_palette, 600)
