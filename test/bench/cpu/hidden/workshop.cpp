// Parts, tool paths and surfaces: design and manufacture.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <numeric>
#include <ranges>
#include <span>
#include <sstream>
#include <unordered_map>

// In kind: cutting a part into layers and joining each layer's pieces to outlines (PrusaSlicer, Cura).
namespace slice_layers {
struct vertex { double x, y, z; };
struct triangle { std::array<vertex, 3> v; };
using place = std::pair<long, long>;
struct segment { place from, to; };
place snap(const vertex &a, const vertex &b, double z) {
  double t = (z - a.z) / (b.z - a.z);
  return {std::lround((a.x + t * (b.x - a.x)) * 1e4), std::lround((a.y + t * (b.y - a.y)) * 1e4)};
}
std::vector<triangle> part(const std::vector<double> &wobble, int around, int up) {
  auto at = [&](int i, int k) {
    double angle = 2 * std::numbers::pi * (i % around) / around;
    double radius = 30 + 4 * wobble[std::size_t(k * around + i % around) % wobble.size()];
    return vertex{radius * std::cos(angle), radius * std::sin(angle), k * 0.5};
  };
  std::vector<triangle> out;
  for (int k = 0; k < up; ++k)
    for (int i = 0; i < around; ++i) {
      out.push_back({{at(i, k), at(i + 1, k), at(i, k + 1)}});
      out.push_back({{at(i + 1, k), at(i + 1, k + 1), at(i, k + 1)}});
    }
  return out;
}
std::size_t outlines(const std::vector<segment> &pieces) {
  std::map<place, place> next;
  for (auto &s : pieces)
    next[s.from] = s.to;
  std::size_t loops = 0;
  for (; !next.empty(); ++loops)
    for (auto it = next.begin(); it != next.end();) {
      auto to = it->second;
      next.erase(it);
      it = next.find(to);
    }
  return loops;
}
stallfree::task<> serve(inputs &in) {
  constexpr double thickness = 0.2;
  auto mesh = part(in.reals, 120, int(in.reals.size() / 120));
  std::map<long, std::vector<segment>> layers;
  for (auto &t : mesh) {
    auto [low, high] = std::ranges::minmax(t.v, {}, &vertex::z);
    for (long n = std::lround(std::ceil(low.z / thickness)); n * thickness < high.z; ++n) {
      std::vector<place> cuts;
      for (std::size_t i = 0; i < 3; ++i) {
        const vertex &a = t.v[i], &b = t.v[(i + 1) % 3];
        if ((a.z <= n * thickness) != (b.z <= n * thickness))
          cuts.push_back(snap(a, b, n * thickness));
      }
      if (cuts.size() == 2)
        layers[n].push_back({cuts[0], cuts[1]});
    }
  }
  std::size_t total = 0;
  for (auto &[n, pieces] : layers)
    total += outlines(pieces);
  keep(double(total));
  co_return;
}
} // namespace slice_layers
PROGRAM(slice_layers, 60000)

// In kind: reading a machine's words and turning its arcs into short moves (Marlin, LinuxCNC).
namespace gcode_arcs {
struct position { double x = 0, y = 0; };
class machine {
  position at;
  double length = 0;
  void move(position to) {
    length += std::hypot(to.x - at.x, to.y - at.y);
    at = to;
  }
  void arc(position to, position centre, bool clockwise) {
    double radius = std::hypot(at.x - centre.x, at.y - centre.y);
    double from = std::atan2(at.y - centre.y, at.x - centre.x), turn = std::atan2(to.y - centre.y, to.x - centre.x) - from;
    if (clockwise ? turn > 0 : turn < 0)
      turn += clockwise ? -2 * std::numbers::pi : 2 * std::numbers::pi;
    int steps = std::clamp(int(radius * std::abs(turn) / 0.5), 1, 60);
    for (int i = 1; i < steps; ++i) {
      double angle = from + turn * i / steps;
      move({centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
    }
    move(to);
  }

public:
  void run(const std::string &line) {
    std::map<char, double> words;
    std::istringstream tokens(line.substr(0, line.find(';')));
    for (char letter; tokens >> letter;)
      tokens >> words[letter];
    position to{words.contains('X') ? words['X'] : at.x, words.contains('Y') ? words['Y'] : at.y};
    int code = words.contains('G') ? int(words['G']) : -1;
    if (code == 0 || code == 1)
      move(to);
    else if (code == 2 || code == 3)
      arc(to, {at.x + words['I'], at.y + words['J']}, code == 2);
  }
  double travelled() const { return length; }
};
stallfree::task<> serve(inputs &in) {
  machine m;
  for (auto &row : in.rows) {
    std::ostringstream line;
    line << 'G' << row[0] % 4 << " X" << row[1] % 200 << " Y" << row[2] % 200 << " I" << row[3] % 20 + 1 << " J" << row[4] % 20;
    m.run(line.str() + " ; cut");
  }
  keep(m.travelled());
  co_return;
}
} // namespace gcode_arcs
PROGRAM(gcode_arcs, 3000)

// In kind: laying panels on sheets, best corner first, splitting what is left (MaxRects, Deepnest).
namespace nest_panels {
struct rectangle {
  int x, y, w, h;
  bool inside(const rectangle &o) const { return x >= o.x && y >= o.y && x + w <= o.x + o.w && y + h <= o.y + o.h; }
  bool meets(const rectangle &o) const { return x < o.x + o.w && o.x < x + w && y < o.y + o.h && o.y < y + h; }
};
class sheet {
  std::vector<rectangle> open{{0, 0, 6000, 3000}};
  void carve(const rectangle &used) {
    std::vector<rectangle> next;
    for (auto &f : open) {
      if (!f.meets(used)) {
        next.push_back(f);
        continue;
      }
      const rectangle parts[] = {{f.x, f.y, used.x - f.x, f.h}, {used.x + used.w, f.y, f.x + f.w - used.x - used.w, f.h},
                                 {f.x, f.y, f.w, used.y - f.y}, {f.x, used.y + used.h, f.w, f.y + f.h - used.y - used.h}};
      std::ranges::copy_if(parts, std::back_inserter(next), [](auto &p) { return p.w > 0 && p.h > 0; });
    }
    open.clear();
    for (std::size_t i = 0; i < next.size(); ++i) {
      bool hidden = false;
      for (std::size_t k = 0; k < next.size() && !hidden; ++k)
        hidden = k != i && next[i].inside(next[k]) && (!next[k].inside(next[i]) || k < i);
      if (!hidden)
        open.push_back(next[i]);
    }
  }

public:
  bool place(int w, int h) {
    auto waste = [&](const rectangle &f) {
      return f.w < w || f.h < h ? std::numeric_limits<int>::max() : std::min(f.w - w, f.h - h);
    };
    auto best = std::ranges::min_element(open, {}, waste);
    if (best == open.end() || waste(*best) == std::numeric_limits<int>::max())
      return false;
    carve({best->x, best->y, w, h});
    return true;
  }
};
stallfree::task<> serve(inputs &in) {
  std::vector<sheet> sheets(1);
  for (int n : in.numbers) {
    int w = 60 + n % 240, h = 40 + n / 256 % 200;
    if (std::ranges::none_of(sheets, [&](sheet &s) { return s.place(w, h) || s.place(h, w); }))
      sheets.emplace_back().place(w, h);
  }
  keep(double(sheets.size()));
  co_return;
}
} // namespace nest_panels
PROGRAM(nest_panels, 1300)

// In kind: rounding a cage by splitting each face again and again (OpenSubdiv, Blender's modifier).
namespace subdivide_shell {
struct point { double x = 0, y = 0, z = 0; };
point mix(point a, point b, double s, double t) { return {a.x * s + b.x * t, a.y * s + b.y * t, a.z * s + b.z * t}; }
struct mesh {
  std::vector<point> points{{1, 0, 0}, {-1, 0, 0}, {0, 1, 0}, {0, -1, 0}, {0, 0, 1}, {0, 0, -1}};
  std::vector<std::array<int, 3>> faces{{0, 2, 4}, {2, 1, 4}, {1, 3, 4}, {3, 0, 4}, {2, 0, 5}, {1, 2, 5}, {3, 1, 5}, {0, 3, 5}};
};
mesh refine(const mesh &m) {
  mesh out{m.points, {}};
  std::unordered_map<long, int> middles;
  std::vector<point> pull(m.points.size());
  std::vector<int> valence(m.points.size());
  auto middle = [&](int a, int b) {
    auto [it, fresh] = middles.try_emplace(std::min(a, b) * 1000000L + std::max(a, b), int(out.points.size()));
    if (fresh) {
      out.points.push_back(mix(m.points[std::size_t(a)], m.points[std::size_t(b)], 0.5, 0.5));
      for (auto [p, q] : {std::pair(a, b), std::pair(b, a)}) {
        pull[std::size_t(p)] = mix(pull[std::size_t(p)], m.points[std::size_t(q)], 1, 1);
        ++valence[std::size_t(p)];
      }
    }
    return it->second;
  };
  for (auto [a, b, c] : m.faces) {
    int ab = middle(a, b), bc = middle(b, c), ca = middle(c, a);
    for (auto &f : {std::array{a, ab, ca}, std::array{ab, b, bc}, std::array{ca, bc, c}, std::array{ab, bc, ca}})
      out.faces.push_back(f);
  }
  for (std::size_t i = 0; i < m.points.size(); ++i)
    out.points[i] = mix(m.points[i], pull[i], 0.625, 0.375 / valence[i]);
  return out;
}
stallfree::task<> serve(inputs &in) {
  mesh shell;
  for (int level = 0; level < 8; ++level)
    shell = refine(shell);
  double sum = in.reals[0];
  for (auto &p : shell.points)
    sum += std::hypot(p.x, p.y, p.z);
  keep(sum);
  co_return;
}
} // namespace subdivide_shell
PROGRAM(subdivide_shell, 50)

// In kind: flattening the curves of an outline as far as the eye can tell (Cairo, Skia, Clipper).
namespace bezier_flatten {
struct point { double x, y; };
point half(point a, point b) { return {(a.x + b.x) / 2, (a.y + b.y) / 2}; }
void flatten(std::array<point, 4> c, double tolerance, int depth, std::vector<point> &out) {
  double dx = c[3].x - c[0].x, dy = c[3].y - c[0].y;
  auto off = [&](point p) { return std::abs((p.x - c[3].x) * dy - (p.y - c[3].y) * dx); };
  if (depth == 0 || (off(c[1]) + off(c[2])) <= tolerance * std::hypot(dx, dy))
    return out.push_back(c[3]);
  point a = half(c[0], c[1]), m = half(c[1], c[2]), b = half(c[2], c[3]), am = half(a, m), mb = half(m, b);
  flatten({c[0], a, am, half(am, mb)}, tolerance, depth - 1, out);
  flatten({half(am, mb), mb, b, c[3]}, tolerance, depth - 1, out);
}
stallfree::task<> serve(inputs &in) {
  std::vector<point> outline;
  for (auto &row : in.rows) {
    std::array<point, 4> curve;
    for (std::size_t i = 0; i < 4; ++i)
      curve[i] = {row[2 * i] % 1000 / 2.0, row[2 * i + 1] % 1000 / 2.0};
    flatten(curve, 0.1, 10, outline);
  }
  keep(std::accumulate(outline.begin(), outline.end(), 0.0, [](double s, point p) { return s + p.x - p.y; }));
  co_return;
}
} // namespace bezier_flatten
PROGRAM(bezier_flatten, 30000)

// In kind: how fast each move of a queue may be entered and left (Klipper, grbl's planner).
namespace corner_speeds {
struct move { double length, angle, entry = 0; };
stallfree::task<> serve(inputs &in) {
  constexpr std::size_t queue = 48;
  constexpr double acceleration = 3000, fastest = 250, deviation = 0.05;
  double time = 0;
  for (std::size_t start = 0; start + queue <= std::min<std::size_t>(in.reals.size(), 4800); start += queue / 4) {
    std::vector<move> moves;
    for (std::size_t i = start; i < start + queue; ++i)
      moves.push_back({1 + 9 * in.reals[i], in.reals[i] * std::numbers::pi});
    for (double speed = 0; auto &m : std::span(moves) | std::views::reverse) {
      double half = std::sin(m.angle / 2), corner = std::sqrt(acceleration * deviation * half / (1.0001 - half));
      speed = m.entry = std::min({fastest, corner, std::sqrt(speed * speed + 2 * acceleration * m.length)});
    }
    for (std::size_t i = 1; i < moves.size(); ++i) {
      double &entry = moves[i].entry, before = moves[i - 1].entry;
      entry = std::min(entry, std::sqrt(before * before + 2 * acceleration * moves[i - 1].length));
      time += 2 * moves[i - 1].length / std::max(1.0, before + entry);
    }
  }
  keep(time);
  co_return;
}
} // namespace corner_speeds
PROGRAM(corner_speeds, 50000)

// In kind: points of a weighted spline surface for the mesh that a viewer draws (OpenCASCADE, openNURBS).
namespace spline_surface {
constexpr int degree = 3, controls = 24, samples = 110;
double basis(int i, int p, double u) {
  auto knot = [](int k) { return double(std::clamp(k - degree, 0, controls - degree)); };
  if (p == 0)
    return u >= knot(i) && u < knot(i + 1);
  double left = knot(i + p) - knot(i), right = knot(i + p + 1) - knot(i + 1), sum = 0;
  if (left > 0)
    sum += (u - knot(i)) / left * basis(i, p - 1, u);
  if (right > 0)
    sum += (knot(i + p + 1) - u) / right * basis(i + 1, p - 1, u);
  return sum;
}
stallfree::task<> serve(inputs &in) {
  double total = 0;
  for (int a = 0; a < samples; ++a)
    for (int b = 0; b < samples; ++b) {
      double u = a * double(controls - degree) / samples, v = b * double(controls - degree) / samples, height = 0, weights = 0;
      for (int i = int(u); i <= int(u) + degree; ++i)
        for (int k = int(v); k <= int(v) + degree; ++k) {
          double w = basis(i, degree, u) * basis(k, degree, v);
          height += w * in.reals[std::size_t(i * controls + k) % in.reals.size()];
          weights += w;
        }
      total += height / weights;
    }
  keep(total);
  co_return;
}
} // namespace spline_surface
PROGRAM(spline_surface, 600)
