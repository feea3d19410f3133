#include "program.hpp"
#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <deque>
#include <unordered_map>
#include <utility>

// In kind: one click on a minefield, opening the empty region around it, as in
// GNOME Mines.
namespace mine_reveal {
constexpr int columns = 30, rows = 16, mines = 75;
struct field {
  std::vector<signed char> count = std::vector<signed char>(columns * rows, 0);
  std::vector<bool> mine = std::vector<bool>(columns * rows), open = mine;
  template <class Visit> static void around(int cell, Visit visit) {
    int y = cell / columns, x = cell % columns;
    for (int v = std::max(0, y - 1); v <= std::min(rows - 1, y + 1); ++v)
      for (int u = std::max(0, x - 1); u <= std::min(columns - 1, x + 1); ++u)
        if (v != y || u != x)
          visit(v * columns + u);
  }
  int reveal(int from) {
    std::deque<int> queue{from};
    int opened = 0;
    while (!queue.empty()) {
      int cell = queue.front();
      queue.pop_front();
      if (open[cell] || mine[cell])
        continue;
      open[cell] = true;
      ++opened;
      if (count[cell] == 0)
        around(cell, [&](int near) { queue.push_back(near); });
    }
    return opened;
  }
};
stallfree::task<> serve(inputs &in) {
  field board;
  for (std::size_t i = 0, laid = 0; laid < mines && i < in.numbers.size(); ++i) {
    int cell = in.numbers[i] % (columns * rows);
    if (board.mine[cell])
      continue;
    board.mine[cell] = true;
    ++laid;
    field::around(cell, [&](int near) { ++board.count[near]; });
  }
  int opened = 0;
  for (int click = 245; opened < 60 && click < columns * rows; click += 17)
    opened += board.reveal(click);
  keep(opened);
  co_return;
}
} // namespace mine_reveal
PROGRAM(mine_reveal, 120000)

// In kind: lists the save slots of a game's memory card image by their headers, as
// emulators such as Mednafen do.
namespace save_slots {
constexpr std::size_t block = 8192, frame = 128, slots = 15;
struct slot {
  unsigned state, size;
  std::string title;
};
unsigned little(const unsigned char *p, int bytes) {
  unsigned value = 0;
  while (bytes-- > 0)
    value = value << 8 | p[bytes];
  return value;
}
stallfree::task<> serve(inputs &in) {
  std::vector<slot> card;
  for (std::size_t s = 0; s < slots && (s + 1) * block <= in.bytes.size(); ++s) {
    const unsigned char *head = in.bytes.data() + s * block;
    unsigned char check = 0;
    for (std::size_t i = 0; i + 1 < frame; ++i)
      check ^= head[i];
    slot found{unsigned(check == head[frame - 1]), little(head + 4, 3), {}};
    for (std::size_t i = 10; i < 74 && head[i] >= 8; ++i)
      if (std::isalnum(head[i]))
        found.title += char(head[i]);
    card.push_back(std::move(found));
  }
  std::sort(card.begin(), card.end(), [](const slot &a, const slot &b) { return a.title < b.title; });
  double used = 0;
  for (const slot &s : card)
    used += s.state * 1e6 + double(s.title.size()) + s.size % 7;
  keep(used);
  co_return;
}
} // namespace save_slots
PROGRAM(save_slots, 400000)

// In kind: bakes which rooms of a maze of walls can see each other, as the Quake map
// compiler's visibility pass (ericw-tools) does.
namespace room_sight {
constexpr int side = 68;
class level {
  std::vector<unsigned char> wall = std::vector<unsigned char>(side * side);

public:
  explicit level(const std::vector<int> &dice) {
    for (std::size_t i = 0; i < wall.size(); ++i)
      wall[i] = dice[i % dice.size()] % 9 == 0;
  }
  bool sees(int ax, int ay, int bx, int by) const {
    int dx = std::abs(bx - ax), dy = -std::abs(by - ay);
    int sx = ax < bx ? 1 : -1, sy = ay < by ? 1 : -1, error = dx + dy;
    while (ax != bx || ay != by) {
      if (wall[ay * side + ax])
        return false;
      int twice = 2 * error;
      if (twice >= dy)
        error += dy, ax += sx;
      if (twice <= dx)
        error += dx, ay += sy;
    }
    return true;
  }
};
stallfree::task<> serve(inputs &in) {
  level map(in.numbers);
  std::vector<std::uint64_t> rows(side * side * (side * side / 64 + 1));
  const std::size_t words = side * side / 64 + 1;
  for (int from = 0; from < side * side; ++from)
    for (int to = from + 1; to < side * side; ++to)
      if (map.sees(from % side, from / side, to % side, to / side)) {
        rows[from * words + to / 64] |= std::uint64_t(1) << (to % 64);
        rows[to * words + from / 64] |= std::uint64_t(1) << (from % 64);
      }
  std::size_t packed = 0; // runs of nothing are stored as one count
  for (std::size_t i = 0; i < rows.size(); ++i)
    packed += rows[i] ? 8 : i == 0 || rows[i - 1];
  keep(double(packed));
  co_return;
}
} // namespace room_sight
PROGRAM(room_sight, 8000)

// In kind: steps the tracks of a module file's pattern row by row, as tracker players
// (libxmp, OpenMPT) read a song before playing it.
namespace pattern_length {
constexpr int channels = 4, rows_of_pattern = 64;
struct cell {
  unsigned note, effect, value;
};
cell unpack(const unsigned char *p) {
  return {(p[0] & 15u) << 8 | p[1], p[2] & 15u, p[3]};
}
struct clock {
  int speed = 6, tempo = 125;
  double seconds = 0;
  void row() { seconds += speed * 2.5 / tempo; }
};
stallfree::task<> serve(inputs &in) {
  constexpr std::size_t size = channels * rows_of_pattern * 4;
  clock now;
  std::array<bool, 128> played{};
  std::size_t order = 0, last = std::min<std::size_t>(in.bytes.size() / size, 128);
  while (order < last && !played[order]) {
    played[order] = true;
    std::size_t next = order + 1;
    for (int row = 0; row < rows_of_pattern && next == order + 1; ++row) {
      for (int channel = 0; channel < channels; ++channel) {
        cell c = unpack(&in.bytes[order * size + (row * channels + channel) * 4]);
        if (c.effect == 15 && c.value > 0)
          (c.value < 32 ? now.speed : now.tempo) = int(c.value);
        else if (c.effect == 11 && c.note > 4000)
          next = c.value % 128;
      }
      now.row();
    }
    order = next;
  }
  keep(now.seconds);
  co_return;
}
} // namespace pattern_length
PROGRAM(pattern_length, 140000)

// In kind: relaxes a tower of voxels until no liquid moves, as the water of voxel games
// such as Luanti (Minetest) does.
namespace voxel_water {
constexpr int side = 40, tall = 24;
struct world {
  std::vector<signed char> level; // -1 is stone, 0..8 is water
  signed char &at(int x, int y, int z) { return level[(z * side + y) * side + x]; }
  bool flow(int x, int y, int z) {
    signed char &here = at(x, y, z);
    if (here <= 0)
      return false;
    if (z > 0)
      if (signed char &below = at(x, y, z - 1); below >= 0 && below < 8) {
        signed char moved = std::min<signed char>(here, 8 - below);
        below += moved, here -= moved;
        return true;
      }
    bool any = false;
    static constexpr int step[4][2] = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
    for (auto [dx, dy] : step) {
      if (x + dx < 0 || y + dy < 0 || x + dx >= side || y + dy >= side)
        continue;
      signed char &beside = at(x + dx, y + dy, z);
      if (beside >= 0 && here - beside > 1)
        ++beside, --here, any = true;
    }
    return any;
  }
};
stallfree::task<> serve(inputs &in) {
  world w{std::vector<signed char>(side * side * tall)};
  for (std::size_t i = 0; i < w.level.size(); ++i)
    w.level[i] = in.numbers[i % in.numbers.size()] % 3 ? 0 : -1;
  int passes = 0;
  for (int spring = 0; spring < 13; ++spring) {
    for (int y = 0; y < side; ++y)
      w.at(spring * 3, y, tall - 1) = 8;
    for (bool moved = true; moved && passes < 1500; ++passes) {
      moved = false;
      for (int z = 0; z < tall; ++z)
        for (int y = 0; y < side; ++y)
          for (int x = 0; x < side; ++x)
            moved |= w.flow(x, y, z);
    }
  }
  keep(passes + w.at(5, 5, 0));
  co_return;
}
} // namespace voxel_water
PROGRAM(voxel_water, 60000)

// In kind: the achievements a player's event counters unlock, with prerequisites, as in
// open games' quest systems (Veloren, Endless Sky missions).
namespace unlocked_badges {
struct badge {
  const char *name;
  std::size_t counter;
  int at_least;
  std::vector<const char *> after;
};
const std::vector<badge> &badges() {
  static const std::vector<badge> all{{"first blood", 0, 1, {}},       {"hunter", 0, 100, {"first blood"}},
                                      {"walker", 1, 1000, {}},         {"marathon", 1, 42195, {"walker"}},
                                      {"smith", 2, 25, {"hunter"}},    {"trader", 3, 500, {"walker"}},
                                      {"tycoon", 3, 9000, {"trader"}}, {"legend", 4, 3, {"tycoon", "marathon", "smith"}}};
  return all;
}
stallfree::task<> serve(inputs &in) {
  std::array<long, 5> counters{};
  std::size_t recent = std::min<std::size_t>(in.numbers.size(), 400);
  for (std::size_t i = in.numbers.size() - recent; i < in.numbers.size(); ++i)
    counters[in.numbers[i] % counters.size()] += in.numbers[i] % 1000;
  std::unordered_map<std::string, int> unlocked;
  for (bool more = true; more;) {
    more = false;
    for (const badge &b : badges()) {
      bool ready = counters[b.counter] >= b.at_least && !unlocked.contains(b.name);
      for (const char *before : b.after)
        ready = ready && unlocked.contains(before);
      if (ready)
        more = unlocked.emplace(b.name, int(unlocked.size())).second;
    }
  }
  keep(double(unlocked.size()));
  co_return;
}
} // namespace unlocked_badges
PROGRAM(unlocked_badges, 30000)
