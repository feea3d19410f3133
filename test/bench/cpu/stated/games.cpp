// Game servers.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <bitset>
#include <cmath>
#include <functional>
#include <numeric>
#include <span>

// In kind: the computer opponent of a casual games site: Kalah with six houses, searched to a fixed depth.
namespace kalah_move {
constexpr int houses = 6, seeds = 4;
constexpr int depth = 12;

struct board {
  // 0-5: south's houses, 6: its store, 7-12: north's, 13: its store
  std::array<std::int8_t, 14> pit = {seeds, seeds, seeds, seeds, seeds, seeds, 0,
                                     seeds, seeds, seeds, seeds, seeds, seeds, 0};
  bool south = true;

  int store() const { return south ? 6 : 13; }
  int first() const { return south ? 0 : 7; }
  bool over() const {
    return std::all_of(pit.begin(), pit.begin() + 6, [](int n) { return n == 0; }) ||
           std::all_of(pit.begin() + 7, pit.begin() + 13, [](int n) { return n == 0; });
  }
  int lead() const { return south ? pit[6] - pit[13] : pit[13] - pit[6]; }

  board sow(int house) const {
    board after = *this;
    int at = first() + house;
    int hand = after.pit[at];
    after.pit[at] = 0;
    while (hand > 0) {
      at = (at + 1) % 14;
      if (at == (south ? 13 : 6))
        continue;
      ++after.pit[at];
      --hand;
    }
    bool own = at >= first() && at < first() + houses;
    if (own && after.pit[at] == 1 && after.pit[12 - at] > 0) {
      after.pit[store()] += after.pit[12 - at] + 1;
      after.pit[at] = after.pit[12 - at] = 0;
    }
    if (at != store())
      after.south = !south;
    return after;
  }
};

int negamax(const board &b, int left, int alpha, int beta) {
  if (left == 0 || b.over())
    return b.lead();
  for (int house = houses - 1; house >= 0; --house) {
    if (b.pit[b.first() + house] == 0)
      continue;
    board after = b.sow(house);
    int value = after.south == b.south ? negamax(after, left - 1, alpha, beta)
                                       : -negamax(after, left - 1, -beta, -alpha);
    alpha = std::max(alpha, value);
    if (alpha >= beta)
      break;
  }
  return alpha;
}

stallfree::task<> serve(inputs &) {
  board opening;
  int best = -100, choice = 0;
  for (int house = 0; house < houses; ++house) {
    board after = opening.sow(house);
    int value = after.south ? negamax(after, depth, -100, 100) : -negamax(after, depth, -100, 100);
    if (value > best) {
      best = value;
      choice = house;
    }
  }
  keep(choice);
  co_return;
}
} // namespace kalah_move
PROGRAM(kalah_move, 10)

// In kind: the map of a new match (a strategy game's server): six octaves of value noise, then an island mask.
namespace world_heightmap {
constexpr int side = 512, octaves = 6;

float lattice(int x, int y) {
  std::uint32_t h = std::uint32_t(x) * 374761393u + std::uint32_t(y) * 668265263u;
  h = (h ^ h >> 13) * 1274126177u;
  return float(h ^ h >> 16) / 4294967296.0f;
}

float smooth(float t) { return t * t * (3 - 2 * t); }

float noise(float x, float y) {
  int left = int(std::floor(x)), top = int(std::floor(y));
  float u = smooth(x - float(left)), v = smooth(y - float(top));
  return std::lerp(std::lerp(lattice(left, top), lattice(left + 1, top), u),
                   std::lerp(lattice(left, top + 1), lattice(left + 1, top + 1), u), v);
}

stallfree::task<> serve(inputs &) {
  std::vector<float> height(side * side);
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      float sum = 0, amplitude = 0.5f, frequency = 1 / 128.0f;
      for (int octave = 0; octave < octaves; ++octave) {
        sum += amplitude * noise(float(x) * frequency, float(y) * frequency);
        amplitude /= 2;
        frequency *= 2;
      }
      float away = std::hypot(float(x - side / 2), float(y - side / 2)) / (side / 2);
      height[y * side + x] = sum - 0.4f * away * away;
    }
  keep(double(std::ranges::count_if(height, [](float h) { return h > 0.3f; })));
  co_return;
}
} // namespace world_heightmap
PROGRAM(world_heightmap, 10)

// In kind: the matchmaker of an online shooter: pairs whoever waits with the nearest in skill and latency.
namespace lobby_matching {
struct player {
  int skill, latency;
  double waited;
  bool taken = false;
};

double mismatch(const player &a, const player &b) {
  double patience = 1 + std::min(a.waited, b.waited) / 60;
  return (std::abs(a.skill - b.skill) + 4.0 * std::abs(a.latency - b.latency)) / patience;
}

stallfree::task<> serve(inputs &in) {
  std::vector<player> waiting;
  for (std::size_t i = 0; i < in.numbers.size(); ++i)
    waiting.push_back({in.numbers[i] % 3000, in.numbers[i] / 3000 % 200, 120 * in.reals[i]});
  std::ranges::sort(waiting, std::greater{}, &player::waited);

  double unfairness = 0;
  for (auto a = waiting.begin(); a != waiting.end(); ++a) {
    if (a->taken)
      continue;
    player *partner = nullptr;
    double least = 1e9;
    for (auto b = std::next(a); b != waiting.end(); ++b)
      if (double m = mismatch(*a, *b); !b->taken && m < least) {
        least = m;
        partner = &*b;
      }
    if (partner) {
      a->taken = partner->taken = true;
      unfairness += least;
    }
  }
  keep(unfairness);
  co_return;
}
} // namespace lobby_matching
PROGRAM(lobby_matching, 6000)

// In kind: a tabletop site (Roll20): the odds of every total of a pool of dice, best and worst dropped.
namespace dice_odds {
constexpr int dice = 8, faces = 6;
constexpr int most = dice * faces;

stallfree::task<> serve(inputs &in) {
  std::array<std::array<double, most + 1>, dice + 1> odds{};
  odds[0][0] = 1;
  for (int thrown = 1; thrown <= dice; ++thrown)
    for (int total = thrown; total <= thrown * faces; ++total)
      for (int face = 1; face <= std::min(faces, total); ++face)
        odds[thrown][total] += odds[thrown - 1][total - face] / faces;

  std::array<double, most + 1> against{};
  for (int mine = dice; mine <= most; ++mine)
    for (int theirs = dice; theirs <= most; ++theirs)
      against[std::abs(mine - theirs)] += odds[dice][mine] * odds[dice][theirs];
  int margin = in.numbers.empty() ? 5 : in.numbers[0] % most;
  keep(std::accumulate(against.begin() + margin, against.end(), 0.0));
  co_return;
}
} // namespace dice_odds
PROGRAM(dice_odds, 1000)

// In kind: the bot of a falling-blocks server (Tetr.io): tries each column and turn of a piece on the board.
namespace falling_piece {
constexpr int width = 10, height = 20, turns = 4;
using board = std::array<std::bitset<width>, height>; // row 0 is the floor

struct cell {
  int x, y;
};
using piece = std::array<cell, 4>;
constexpr std::array<piece, 7> pieces = {{{{{0, 0}, {1, 0}, {2, 0}, {3, 0}}},
                                          {{{0, 0}, {1, 0}, {0, 1}, {1, 1}}},
                                          {{{0, 0}, {1, 0}, {2, 0}, {1, 1}}},
                                          {{{0, 0}, {1, 0}, {1, 1}, {2, 1}}},
                                          {{{1, 0}, {2, 0}, {0, 1}, {1, 1}}},
                                          {{{0, 0}, {1, 0}, {2, 0}, {2, 1}}},
                                          {{{0, 0}, {1, 0}, {2, 0}, {0, 1}}}}};

piece turned(const piece &p) {
  piece q;
  for (std::size_t i = 0; i < p.size(); ++i)
    q[i] = {3 - p[i].y, p[i].x};
  int left = std::ranges::min(q, {}, &cell::x).x, low = std::ranges::min(q, {}, &cell::y).y;
  for (auto &c : q)
    c = {c.x - left, c.y - low};
  return q;
}

bool fits(const board &b, const piece &p, int x, int y) {
  return std::ranges::all_of(p, [&](cell c) {
    return x + c.x < width && y + c.y >= 0 && (y + c.y >= height || !b[y + c.y][x + c.x]);
  });
}

int badness(const board &b) {
  int holes = 0, tall = 0;
  for (int x = 0; x < width; ++x) {
    int top = height;
    while (top > 0 && !b[top - 1][x])
      --top;
    tall += top * top;
    for (int y = 0; y < top; ++y)
      holes += !b[y][x];
  }
  auto full = std::ranges::count_if(b, [](const auto &row) { return row.all(); });
  return 20 * holes + tall - 50 * int(full);
}

stallfree::task<> serve(inputs &in) {
  board b;
  for (int y = 0; y < height / 2; ++y)
    for (int x = 0; x < width; ++x)
      b[y][x] = in.bytes.at(y * width + x) % 3 != 0;
  int least = 1 << 30;
  for (piece p : pieces)
    for (int turn = 0; turn < turns; ++turn, p = turned(p))
      for (int x = 0; x < width && fits(b, p, x, height); ++x) {
        int y = height;
        while (fits(b, p, x, y - 1))
          --y;
        board after = b;
        for (auto c : p)
          if (y + c.y < height)
            after[y + c.y][x + c.x] = true;
        least = std::min(least, badness(after));
      }
  keep(least);
  co_return;
}
} // namespace falling_piece
PROGRAM(falling_piece, 1000)

// In kind: the friends' leaderboard of a mobile game (PlayFab): a player's friends, their ranks, the page around.
namespace friends_board {
constexpr std::size_t most_friends = 250;
constexpr std::size_t page = 25;

struct entry {
  std::string name;
  std::int64_t score;
  int rank = 0;
};

class friend_list {
public:
  bool add(std::string name, std::int64_t score) {
    if (entries_.size() >= most_friends)
      return false;
    entries_.push_back({std::move(name), score});
    return true;
  }
  std::span<const entry> ranked() {
    std::ranges::sort(entries_, std::greater{}, &entry::score);
    for (auto &e : entries_)
      e.rank = 1 + int(std::ranges::count_if(entries_, [&](const entry &o) { return o.score > e.score; }));
    return entries_;
  }

private:
  std::vector<entry> entries_;
};

stallfree::task<> serve(inputs &in) {
  friend_list friends;
  for (std::size_t i = 0; i < in.words.size(); ++i)
    if (!friends.add(in.words[i], in.numbers[i]))
      break;
  auto ranked = friends.ranked();
  auto me = std::ranges::find(ranked, in.words.front(), &entry::name);
  auto begin = std::size_t(std::max<std::ptrdiff_t>(0, me - ranked.begin() - std::ptrdiff_t(page / 2)));
  std::int64_t shown = 0;
  for (const auto &e : ranked.subspan(begin, std::min(page, ranked.size() - begin)))
    shown += e.rank + std::int64_t(e.name.size());
  keep(double(shown));
  co_return;
}
} // namespace friends_board
PROGRAM(friends_board, 200000)

// In kind: the fog of war of a strategy game's server: what the units of one side see in this tick.
namespace war_fog {
constexpr int side = 512;
constexpr int sight = 9;
constexpr std::size_t unit_cap = 6000;

struct unit {
  int x, y, range;
};

stallfree::task<> serve(inputs &in) {
  std::vector<unit> army;
  for (int n : in.numbers) {
    if (army.size() == unit_cap)
      break;
    army.push_back({n % side, n / side % side, 3 + n % (sight - 2)});
  }
  std::vector<std::uint8_t> visible(side * side);
  for (const auto &u : army)
    for (int dy = -u.range; dy <= u.range; ++dy)
      for (int dx = -u.range; dx <= u.range; ++dx) {
        int x = u.x + dx, y = u.y + dy;
        if (x < 0 || y < 0 || x >= side || y >= side || dx * dx + dy * dy > u.range * u.range)
          continue;
        auto &seen = visible[std::size_t(y * side + x)];
        seen = std::uint8_t(std::min(seen + 1, 255));
      }
  keep(double(std::ranges::count_if(visible, [](auto n) { return n > 0; })));
  co_return;
}
} // namespace war_fog
PROGRAM(war_fog, 100000)
