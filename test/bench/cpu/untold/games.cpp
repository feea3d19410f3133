#include "program.hpp"
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <memory>
#include <numeric>
#include <queue>
#include <stallfree/sleep.hpp>

namespace rigid_stack {
struct body {
  double y = 0, velocity = 0, inverse_mass = 1;
};
constexpr int max_bodies = 32, solver_iterations = 10;

void solve_contact(body &below, body &above) {
  double closing = above.velocity - below.velocity;
  if (closing >= 0)
    return;
  double impulse = -closing / (below.inverse_mass + above.inverse_mass);
  below.velocity -= impulse * below.inverse_mass;
  above.velocity += impulse * above.inverse_mass;
}

// In kind: the sequential impulse step of a small 2D physics engine (Box2D Lite).
stallfree::task<> serve(inputs &in) {
  std::array<body, max_bodies> pile;
  for (int i = 0; i < max_bodies; ++i)
    pile[i] = {i * 1.0, -0.1, 1.0 / (1 + in.numbers[i] % 5)};
  pile[0].inverse_mass = 0;
  pile[0].velocity = 0;
  constexpr double dt = 1.0 / 60;
  for (int i = 1; i < max_bodies; ++i)
    pile[i].velocity -= 9.81 * dt;
  for (int k = 0; k < solver_iterations; ++k)
    for (int i = 0; i + 1 < max_bodies; ++i)
      solve_contact(pile[i], pile[i + 1]);
  double height = 0;
  for (auto &b : pile) {
    b.y += b.velocity * dt;
    height = std::max(height, b.y);
  }
  keep(height);
  co_return;
}
} // namespace rigid_stack
PROGRAM(rigid_stack, 64)

namespace torch_light {
constexpr int side = 16, height = 256;
struct cell {
  short x, y, z;
};

class chunk {
public:
  bool opaque(cell c) const { return solid_[index(c)]; }
  int light(cell c) const { return light_[index(c)]; }
  void set_light(cell c, int level) { light_[index(c)] = static_cast<unsigned char>(level); }
  void set_solid(cell c) { solid_[index(c)] = true; }
  static bool inside(cell c) { return c.x >= 0 && c.x < side && c.z >= 0 && c.z < side && c.y >= 0 && c.y < height; }

private:
  static int index(cell c) { return (c.y * side + c.z) * side + c.x; }
  std::vector<unsigned char> light_ = std::vector<unsigned char>(side * side * height);
  std::vector<bool> solid_ = std::vector<bool>(side * side * height);
};

// In kind: the flood of block light through one chunk of a voxel game (Minetest, ClassiCube).
stallfree::task<> serve(inputs &in) {
  chunk c;
  std::queue<cell> open;
  for (short y = 0; y < height; ++y)
    for (short z = 0; z < side; ++z)
      for (short x = 0; x < side; ++x) {
        int kind = in.bytes[(y * side + z) * side + x];
        if (kind < 60)
          c.set_solid({x, y, z});
        else if (kind > 253) {
          c.set_light({x, y, z}, 15);
          open.push({x, y, z});
        }
      }
  constexpr int step[6][3] = {{1, 0, 0}, {-1, 0, 0}, {0, 1, 0}, {0, -1, 0}, {0, 0, 1}, {0, 0, -1}};
  double lit = 0;
  while (!open.empty()) {
    cell at = open.front();
    open.pop();
    int level = c.light(at);
    for (auto &d : step) {
      cell to{short(at.x + d[0]), short(at.y + d[1]), short(at.z + d[2])};
      if (!chunk::inside(to) || c.opaque(to) || c.light(to) >= level - 1)
        continue;
      c.set_light(to, level - 1);
      lit += 1;
      if (level > 2)
        open.push(to);
    }
  }
  keep(lit);
  co_return;
}
} // namespace torch_light
PROGRAM(torch_light, 65536)

namespace splash_fluid {
struct drop {
  float x, y, vx = 0, vy = 0, density = 0, fx = 0, fy = 0;
};
constexpr int drops = 2500;
constexpr float reach = 0.04f, stiffness = 2.0f, rest = 20.0f;

void densities(std::vector<drop> &all) {
  for (auto &a : all) {
    a.density = 0;
    for (const auto &b : all) {
      float dx = a.x - b.x, dy = a.y - b.y, r2 = dx * dx + dy * dy;
      if (r2 < reach * reach) {
        float q = 1 - r2 / (reach * reach);
        a.density += q * q * q;
      }
    }
  }
}

void forces(std::vector<drop> &all) {
  for (auto &a : all) {
    a.fx = a.fy = 0;
    for (const auto &b : all) {
      float dx = a.x - b.x, dy = a.y - b.y, r2 = dx * dx + dy * dy;
      if (&a == &b || r2 >= reach * reach || r2 < 1e-12f)
        continue;
      float r = std::sqrt(r2), press = stiffness * (a.density + b.density - 2 * rest);
      a.fx += press * (1 - r / reach) * dx / r;
      a.fy += press * (1 - r / reach) * dy / r;
    }
  }
}

// In kind: one tick of a small SPH water toy ("Mueller SPH" in its simple form, without a grid).
stallfree::task<> serve(inputs &in) {
  std::vector<drop> water(drops);
  for (int i = 0; i < drops; ++i)
    water[i] = {float(in.reals[i]), float(in.reals[i + drops])};
  densities(water);
  forces(water);
  double energy = 0;
  for (auto &d : water) {
    d.vx += 0.001f * d.fx;
    d.vy += 0.001f * (d.fy - 9.8f);
    d.x = std::clamp(d.x + d.vx * 0.001f, 0.0f, 1.0f);
    d.y = std::clamp(d.y + d.vy * 0.001f, 0.0f, 1.0f);
    energy += d.vx * d.vx + d.vy * d.vy;
  }
  keep(energy);
  co_return;
}
} // namespace splash_fluid
PROGRAM(splash_fluid, 5000)

namespace threat_map {
constexpr std::size_t width = 128, rounds = 48;
using layer = std::array<float, width * width>;

void spread(const layer &from, layer &to, float decay) {
  for (std::size_t y = 1; y + 1 < width; ++y)
    for (std::size_t x = 1; x + 1 < width; ++x) {
      std::size_t i = y * width + x;
      float most = std::max({from[i - 1], from[i + 1], from[i - width], from[i + width]});
      to[i] = std::max(from[i], most * decay);
    }
}

// In kind: the influence map that strategy game AIs renew every few seconds (0 A.D., OpenRA bots).
stallfree::task<> serve(inputs &in) {
  auto now = std::make_unique<layer>(), next = std::make_unique<layer>();
  now->fill(0);
  next->fill(0);
  for (std::size_t unit = 0; unit < 200; ++unit)
    (*now)[in.numbers[unit] % (width * width)] += 10;
  for (std::size_t k = 0; k < rounds; ++k) {
    spread(*now, *next, 0.85f);
    std::swap(now, next);
  }
  keep(std::accumulate(now->begin(), now->end(), 0.0));
  co_return;
}
} // namespace threat_map
PROGRAM(threat_map, 200)

namespace siege_path {
constexpr int map_side = 1024;
struct open_node {
  int cost, cell;
  bool operator<(const open_node &o) const { return cost > o.cost; }
};

// In kind: A* over the whole grid of a large strategy map when a unit is sent across it.
stallfree::task<> serve(inputs &in) {
  constexpr int goal = map_side * map_side - 1;
  auto terrain = [&](int cell) { return 1 + in.bytes[cell] % 9; };
  auto guess = [](int cell) { return map_side - 1 - cell % map_side + map_side - 1 - cell / map_side; };
  std::vector<int> best(map_side * map_side, 1 << 30), came_from(map_side * map_side, -1);
  std::priority_queue<open_node> open;
  best[0] = 0;
  open.push({guess(0), 0});
  while (!open.empty()) {
    auto [cost, cell] = open.top();
    open.pop();
    if (cell == goal)
      break;
    if (cost > best[cell] + guess(cell))
      continue;
    int x = cell % map_side, y = cell / map_side;
    auto visit = [&](int to) {
      int there = best[cell] + terrain(to);
      if (there < best[to]) {
        best[to] = there;
        came_from[to] = cell;
        open.push({there + guess(to), to});
      }
    };
    if (x > 0) visit(cell - 1);
    if (x + 1 < map_side) visit(cell + 1);
    if (y > 0) visit(cell - map_side);
    if (y + 1 < map_side) visit(cell + map_side);
  }
  int steps = 0;
  for (int at = goal; at > 0; at = came_from[at])
    ++steps;
  keep(best[goal] + steps);
  co_return;
}
} // namespace siege_path
PROGRAM(siege_path, 1048576)

namespace disc_flipper {
using board = std::uint64_t;
constexpr int look_ahead = 10;
constexpr board not_left = 0xfefefefefefefefe, not_right = 0x7f7f7f7f7f7f7f7f;

board shifted(board b, int direction) {
  switch (direction) {
  case 0: return (b << 1) & not_left;
  case 1: return (b >> 1) & not_right;
  case 2: return b << 8;
  case 3: return b >> 8;
  case 4: return (b << 9) & not_left;
  case 5: return (b >> 9) & not_right;
  case 6: return (b << 7) & not_right;
  default: return (b >> 7) & not_left;
  }
}

board flips(board mine, board theirs, board move) {
  board all = 0;
  for (int d = 0; d < 8; ++d) {
    board line = 0, at = shifted(move, d);
    while (at & theirs) {
      line |= at;
      at = shifted(at, d);
    }
    if (at & mine)
      all |= line;
  }
  return all;
}

int search(board mine, board theirs, int depth, int alpha, int beta) {
  if (depth == 0)
    return std::popcount(mine) - std::popcount(theirs);
  bool moved = false;
  for (board empty = ~(mine | theirs); empty; empty &= empty - 1) {
    board move = empty & (~empty + 1), turned = flips(mine, theirs, move);
    if (!turned)
      continue;
    moved = true;
    int score = -search(theirs & ~turned, mine | turned | move, depth - 1, -beta, -alpha);
    if (score >= beta)
      return beta;
    alpha = std::max(alpha, score);
  }
  return moved ? alpha : std::popcount(mine) - std::popcount(theirs);
}

// In kind: the computer's move in a desktop Reversi (KReversi, iagno).
stallfree::task<> serve(inputs &) {
  constexpr board black = 0x0000000810000000, white = 0x0000001008000000;
  keep(search(black, white, look_ahead, -64, 64));
  co_return;
}
} // namespace disc_flipper
PROGRAM(disc_flipper, 10)
