// One tick, one frame or one chunk of a game or a simulation.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace flock_step {
constexpr int flock_size = 3000;
constexpr float reach = 60, crowd = 15;

struct boid {
  float x, y, vx, vy;
};

void move(std::vector<boid> &flock) {
  std::vector<boid> next = flock;
  for (std::size_t i = 0; i < flock.size(); ++i) {
    const boid &b = flock[i];
    float cx = 0, cy = 0, ax = 0, ay = 0, sx = 0, sy = 0;
    int near = 0;
    for (std::size_t j = 0; j < flock.size(); ++j) {
      if (i == j)
        continue;
      const boid &other = flock[j];
      float dx = other.x - b.x, dy = other.y - b.y;
      float d = std::sqrt(dx * dx + dy * dy);
      if (d > reach)
        continue;
      ++near;
      cx += other.x, cy += other.y;
      ax += other.vx, ay += other.vy;
      if (d < crowd)
        sx -= dx, sy -= dy;
    }
    boid &n = next[i];
    if (near) {
      n.vx += (cx / near - b.x) * 0.005f + (ax / near - b.vx) * 0.05f + sx * 0.02f;
      n.vy += (cy / near - b.y) * 0.005f + (ay / near - b.vy) * 0.05f + sy * 0.02f;
    }
    n.x += n.vx;
    n.y += n.vy;
  }
  flock.swap(next);
}

stallfree::task<> serve(inputs &) {
  std::vector<boid> flock(flock_size);
  std::srand(7);
  for (boid &b : flock)
    b = {float(std::rand() % 1280), float(std::rand() % 720), float(std::rand() % 5 - 2),
         float(std::rand() % 5 - 2)};
  move(flock);
  keep(flock[0].x);
  co_return;
}
} // namespace flock_step
PROGRAM(flock_step, 10)

namespace cloth_frame {
constexpr int columns = 40, lines = 30, passes = 4;
constexpr float rest = 12, gravity = 0.35f, friction = 0.98f;

struct particle {
  float x, y, old_x, old_y;
  bool pinned;
};

void pull(particle &a, particle &b) {
  float dx = b.x - a.x, dy = b.y - a.y;
  float length = std::sqrt(dx * dx + dy * dy);
  float share = (length - rest) / length / 2;
  if (!a.pinned)
    a.x += dx * share, a.y += dy * share;
  if (!b.pinned)
    b.x -= dx * share, b.y -= dy * share;
}

stallfree::task<> serve(inputs &) {
  static particle cloth[lines][columns];
  for (int r = 0; r < lines; ++r)
    for (int c = 0; c < columns; ++c)
      cloth[r][c] = {c * rest, r * rest, c * rest, r * rest - 0.5f, r == 0 && c % 5 == 0};
  for (auto &line : cloth)
    for (particle &p : line) {
      if (p.pinned)
        continue;
      float vx = (p.x - p.old_x) * friction, vy = (p.y - p.old_y) * friction;
      p.old_x = p.x, p.old_y = p.y;
      p.x += vx, p.y += vy + gravity;
    }
  for (int pass = 0; pass < passes; ++pass)
    for (int r = 0; r < lines; ++r)
      for (int c = 0; c < columns; ++c) {
        if (c + 1 < columns)
          pull(cloth[r][c], cloth[r][c + 1]);
        if (r + 1 < lines)
          pull(cloth[r][c], cloth[r + 1][c]);
      }
  keep(cloth[lines - 1][columns / 2].y);
  co_return;
}
} // namespace cloth_frame
PROGRAM(cloth_frame, 10)

namespace terrain_noise {
float lattice(int x, int y) {
  unsigned n = unsigned(x) * 374761393u + unsigned(y) * 668265263u;
  n = (n ^ (n >> 13)) * 1274126177u;
  return float((n ^ (n >> 16)) & 0xffff) / 65535.0f;
}

float smooth(float x, float y) {
  int ix = int(std::floor(x)), iy = int(std::floor(y));
  float fx = x - ix, fy = y - iy;
  fx = fx * fx * (3 - 2 * fx);
  fy = fy * fy * (3 - 2 * fy);
  float top = lattice(ix, iy) + fx * (lattice(ix + 1, iy) - lattice(ix, iy));
  float low = lattice(ix, iy + 1) + fx * (lattice(ix + 1, iy + 1) - lattice(ix, iy + 1));
  return top + fy * (low - top);
}

float octaves(float x, float y, int count) {
  float sum = 0, weight = 1, total = 0;
  for (int i = 0; i < count; ++i) {
    sum += smooth(x, y) * weight;
    total += weight;
    weight *= 0.5f;
    x *= 2, y *= 2;
  }
  return sum / total;
}
} // namespace terrain_noise

namespace terrain_chunk {
constexpr int width = 16, height = 64;

stallfree::task<> serve(inputs &in) {
  static unsigned char blocks[width][width][height];
  int cx = in.numbers[0] % 100, cz = in.numbers[1] % 100, solid = 0;
  for (int x = 0; x < width; ++x)
    for (int z = 0; z < width; ++z) {
      float n = terrain_noise::octaves((cx * width + x) / 40.0f, (cz * width + z) / 40.0f, 4);
      int ground = 8 + int(n * (height - 16));
      for (int y = 0; y < height; ++y) {
        blocks[x][z][y] = y < ground - 4 ? 1 : y < ground ? 2 : y < 24 ? 3 : 0;
        solid += blocks[x][z][y] != 0;
      }
    }
  keep(solid);
  co_return;
}
} // namespace terrain_chunk
PROGRAM(terrain_chunk, 10)

namespace world_preview {
// The map in the dialog "new world".
constexpr int side = 768, detail = 6;

stallfree::task<> serve(inputs &in) {
  std::vector<std::uint32_t> pixels(side * side);
  float shift = float(in.numbers[0] % 1000);
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      float h = terrain_noise::octaves(shift + x / 96.0f, shift + y / 96.0f, detail);
      pixels[std::size_t(y * side + x)] = h < 0.45f   ? 0xff2040a0u
                                          : h < 0.48f ? 0xffe0d090u
                                          : h < 0.65f ? 0xff308040u
                                                      : 0xff808080u;
    }
  keep(pixels[side * side / 2]);
  co_return;
}
} // namespace world_preview
PROGRAM(world_preview, 10)

namespace raycast_frame {
constexpr int screen_width = 320, screen_height = 200, map_size = 24;

stallfree::task<> serve(inputs &in) {
  static std::array<std::uint8_t, screen_width * screen_height> screen;
  auto wall = [&](int x, int y) {
    return x <= 0 || y <= 0 || x >= map_size - 1 || y >= map_size - 1 ||
           in.bytes[std::size_t(y * map_size + x)] < 20;
  };
  double px = 11.5, py = 11.5, angle = 0.6;
  for (int column = 0; column < screen_width; ++column) {
    double a = angle + std::atan((column - screen_width / 2) / 277.0);
    double dx = std::cos(a), dy = std::sin(a);
    int x = int(px), y = int(py), step_x = dx < 0 ? -1 : 1, step_y = dy < 0 ? -1 : 1;
    double delta_x = std::abs(1 / dx), delta_y = std::abs(1 / dy);
    double side_x = (dx < 0 ? px - x : x + 1 - px) * delta_x;
    double side_y = (dy < 0 ? py - y : y + 1 - py) * delta_y;
    bool flat = false;
    do {
      flat = side_x >= side_y;
      if (flat)
        side_y += delta_y, y += step_y;
      else
        side_x += delta_x, x += step_x;
    } while (!wall(x, y));
    double distance = (flat ? side_y - delta_y : side_x - delta_x) * std::cos(a - angle);
    int line = std::min(screen_height, int(screen_height / std::max(distance, 0.1)));
    int top = (screen_height - line) / 2;
    for (int row = 0; row < screen_height; ++row)
      screen[std::size_t(row * screen_width + column)] = row < top          ? 1
                                                         : row < top + line ? (flat ? 6 : 7)
                                                                            : 2;
  }
  keep(screen[screen_width * 100]);
  co_return;
}
} // namespace raycast_frame
PROGRAM(raycast_frame, 1000)

namespace enemy_path {
constexpr int size = 160;

struct node {
  int x, y;
  int cost = 1 << 30, guess = 0;
  bool wall = false, closed = false, open = false;
  node *from = nullptr;
};

// No way leads into the room with the goal, so that all the map is searched.
stallfree::task<> serve(inputs &in) {
  std::vector<std::vector<node>> map(size, std::vector<node>(size));
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < size; ++x) {
      node &n = map[std::size_t(y)][std::size_t(x)];
      n.x = x, n.y = y;
      n.wall = in.bytes[std::size_t(y * size + x)] < 50 || (std::max(size - x, size - y) == 8);
    }
  node *goal = &map[size - 3][size - 3];
  std::vector<node *> open{&map[1][1]};
  open[0]->cost = 0;
  while (!open.empty()) {
    auto best = std::min_element(open.begin(), open.end(), [](const node *a, const node *b) {
      return a->cost + a->guess < b->cost + b->guess;
    });
    node *current = *best;
    open.erase(best);
    current->closed = true;
    if (current == goal)
      break;
    constexpr int steps[4][2] = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
    for (auto [dx, dy] : steps) {
      int x = current->x + dx, y = current->y + dy;
      if (x < 0 || y < 0 || x >= size || y >= size)
        continue;
      node &n = map[std::size_t(y)][std::size_t(x)];
      if (n.wall || n.closed || current->cost + 1 >= n.cost)
        continue;
      n.cost = current->cost + 1;
      n.guess = std::abs(goal->x - x) + std::abs(goal->y - y);
      n.from = current;
      if (!n.open)
        open.push_back(&n);
      n.open = true;
    }
  }
  keep(goal->from != nullptr);
  co_return;
}
} // namespace enemy_path
PROGRAM(enemy_path, 160 * 160)
