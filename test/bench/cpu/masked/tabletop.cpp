#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

// In kind: counts the ways to fill a box with the twelve pentominoes, as puzzle
// generators such as BurrTools do.
namespace pentomino_box {
constexpr int width = 4, height = 15;
using shape = std::vector<std::pair<int, int>>;
const char *const pieces[12] = {".xx/xx./.x.", "xxxxx", "xxxx/x...", "xxx/xx.", "xxx./..xx", "xxx/.x./.x.",
                                "x.x/xxx", "x../x../xxx", "x../xx./.xx", ".x./xxx/.x.", "xxxx/.x..", "xx./.x./.xx"};
shape parse(std::string_view drawing) {
  shape cells;
  for (int row = 0, column = 0; char c : drawing) {
    if (c == 'x')
      cells.emplace_back(row, column);
    column = c == '/' ? 0 : column + 1;
    row += c == '/';
  }
  return cells;
}
shape turned(const shape &from, bool mirror) {
  shape result;
  for (auto [r, c] : from)
    result.emplace_back(mirror ? r : c, mirror ? -c : -r);
  std::sort(result.begin(), result.end());
  auto [top, left] = result.front();
  for (auto &[r, c] : result)
    r -= top, c -= left;
  return result;
}
std::optional<std::uint64_t> place(const shape &way, int row, int column) {
  std::uint64_t mask = 0;
  for (auto [r, c] : way) {
    int y = row + r, x = column + c;
    if (y < 0 || y >= height || x < 0 || x >= width)
      return {};
    mask |= std::uint64_t(1) << (y * width + x);
  }
  return mask;
}
struct box {
  std::array<std::array<std::vector<std::uint64_t>, width * height>, 12> placements;
  long found = 0;
  void fill(std::uint64_t taken, unsigned used) {
    if (used == 0xfff) {
      ++found;
      return;
    }
    int hole = __builtin_ctzll(~taken);
    for (int piece = 0; piece < 12; ++piece)
      if (!(used >> piece & 1))
        for (auto mask : placements[piece][hole])
          if (!(mask & taken))
            fill(taken | mask, used | 1u << piece);
  }
};
stallfree::task<> serve(inputs &in) {
  box puzzle;
  for (int piece = 0; piece < 12; ++piece) {
    std::set<shape> ways;
    shape now = parse(pieces[piece]);
    for (int turn = 0; turn < 8; ++turn)
      ways.insert(now = turned(now, turn == 4));
    for (const shape &way : ways)
      for (int at = 0; at < width * height; ++at)
        if (auto mask = place(way, at / width, at % width))
          puzzle.placements[piece][at].push_back(*mask);
  }
  puzzle.fill(0, 0);
  keep(double(puzzle.found) + in.bytes[0]);
  co_return;
}
} // namespace pentomino_box
PROGRAM(pentomino_box, 1000)

// In kind: the showdown of one poker table, best five of seven for each seat, as in
// PokerTH's hand evaluator.
namespace table_showdown {
struct card {
  int rank, suit;
};
int score_five(const std::array<card, 5> &hand) {
  std::array<std::pair<int, int>, 13> groups;
  for (int r = 0; r < 13; ++r)
    groups[r] = {0, r};
  unsigned ranks = 0;
  bool flush = true;
  for (const card &c : hand) {
    ++groups[c.rank].first;
    ranks |= 1u << c.rank;
    flush &= c.suit == hand[0].suit;
  }
  std::sort(groups.rbegin(), groups.rend());
  bool straight = ranks == 0x100f;
  for (int low = 0; low <= 8; ++low)
    straight |= ranks == 0x1fu << low;
  int most = groups[0].first, score = straight && flush ? 8 : most == 4 ? 7 : flush ? 5 : straight ? 4 : most;
  for (int g = 0; g < 5; ++g)
    score = score * 13 + (groups[g].first ? groups[g].second : 0);
  return score;
}
int best_of_seven(const std::array<card, 7> &cards) {
  int best = 0;
  for (int skip = 0; skip < 7; ++skip)
    for (int other = skip + 1; other < 7; ++other) {
      std::array<card, 5> hand;
      for (int i = 0, n = 0; i < 7; ++i)
        if (i != skip && i != other)
          hand[n++] = cards[i];
      best = std::max(best, score_five(hand));
    }
  return best;
}
stallfree::task<> serve(inputs &in) {
  constexpr std::size_t seats = 10;
  std::vector<int> deck(52);
  for (int i = 0; i < 52; ++i)
    deck[i] = i;
  for (std::size_t i = 51; i > 0; --i)
    std::swap(deck[i], deck[in.numbers[i % in.numbers.size()] % (i + 1)]);
  std::map<int, std::vector<std::size_t>, std::greater<>> standing;
  for (std::size_t seat = 0; seat < seats; ++seat) {
    std::array<card, 7> cards;
    for (std::size_t i = 0; i < 7; ++i) {
      int c = i < 5 ? deck[i] : deck[2 * seat + i];
      cards[i] = {c % 13, c / 13};
    }
    standing[best_of_seven(cards)].push_back(seat);
  }
  double pot = 0;
  for (int share = 100; auto &[score, winners] : standing)
    pot += share * double(winners.size()) + score % 13, share /= 2;
  keep(pot);
  co_return;
}
} // namespace table_showdown
PROGRAM(table_showdown, 5000)

// In kind: finds the dictionary's words on boards of letter dice, as the word game
// Tanglet does.
namespace letter_dice {
constexpr int side = 5;
struct node {
  std::array<int, 26> next{};
  bool word = false;
};
class dictionary {
  std::vector<node> nodes{1};

public:
  void add(const std::string &word) {
    int at = 0;
    for (char c : word) {
      if (!nodes[at].next[c - 'a']) {
        nodes[at].next[c - 'a'] = int(nodes.size());
        nodes.emplace_back();
      }
      at = nodes[at].next[c - 'a'];
    }
    nodes[at].word = true;
  }
  void walk(const std::string &board, int cell, int at, unsigned seen, std::set<int> &found) const {
    at = nodes[at].next[board[cell] - 'a'];
    if (!at)
      return;
    if (nodes[at].word)
      found.insert(at);
    seen |= 1u << cell;
    for (int dy = -1; dy <= 1; ++dy)
      for (int dx = -1; dx <= 1; ++dx) {
        int y = cell / side + dy, x = cell % side + dx;
        if (y >= 0 && x >= 0 && y < side && x < side && !(seen >> (y * side + x) & 1))
          walk(board, y * side + x, at, seen, found);
      }
  }
};
stallfree::task<> serve(inputs &in) {
  dictionary words;
  for (const std::string &word : in.words)
    words.add(word);
  std::set<int> found;
  std::string board;
  for (char c : in.text) {
    if (c < 'a')
      continue;
    board += board.size() % 5 == 4 ? 'e' : board.size() % 7 == 3 ? 'r' : c;
    if (board.size() < side * side)
      continue;
    for (int cell = 0; cell < side * side; ++cell)
      words.walk(board, cell, 0, 0, found);
    board.clear();
  }
  keep(double(found.size()));
  co_return;
}
} // namespace letter_dice
PROGRAM(letter_dice, 24000)

// In kind: ratings after a season of games, updated game by game, as the chess server
// lila does.
namespace season_ratings {
struct player {
  double rating = 1500;
  int games = 0;
  double factor() const { return games < 30 ? 40 : rating < 2400 ? 20 : 10; }
};
void play(player &white, player &black, double result) {
  double expected = 1 / (1 + std::pow(10.0, (black.rating - white.rating) / 400));
  double w = white.factor(), b = black.factor();
  white.rating += w * (result - expected);
  black.rating -= b * (result - expected);
  ++white.games, ++black.games;
}
stallfree::task<> serve(inputs &in) {
  std::vector<player> club(600);
  for (std::size_t i = 0; i + 1 < in.numbers.size(); i += 2) {
    std::size_t a = in.numbers[i] % club.size(), b = in.numbers[i + 1] % club.size();
    if (a != b)
      play(club[a], club[b], in.numbers[i] / 600 % 3 * 0.5);
  }
  std::partial_sort(club.begin(), club.begin() + 10, club.end(), [](auto &x, auto &y) { return x.rating > y.rating; });
  keep(club[9].rating);
  co_return;
}
} // namespace season_ratings
PROGRAM(season_ratings, 500000)

// In kind: which tiles complete a hand of one suit and honours, for every hand of a
// replay, as mahjong analysers (Mahjong Soul bots, mjai) do.
namespace mahjong_waits {
constexpr int kinds = 16; // nine of a suit, seven honours
using counts = std::array<signed char, kinds>;
bool melds(counts &left, int from) {
  while (from < kinds && left[from] == 0)
    ++from;
  if (from == kinds)
    return true;
  bool done = false;
  if (left[from] >= 3) {
    left[from] -= 3;
    done = melds(left, from);
    left[from] += 3;
  }
  if (!done && from < 7 && left[from + 1] > 0 && left[from + 2] > 0) {
    --left[from], --left[from + 1], --left[from + 2];
    done = melds(left, from);
    ++left[from], ++left[from + 1], ++left[from + 2];
  }
  return done;
}
bool complete(counts hand) {
  for (int pair = 0; pair < kinds; ++pair)
    if (hand[pair] >= 2) {
      hand[pair] -= 2;
      if (melds(hand, 0))
        return true;
      hand[pair] += 2;
    }
  return false;
}
stallfree::task<> serve(inputs &in) {
  long waits = 0;
  for (std::size_t i = 0; i + 1 < in.rows.size(); ++i) {
    counts hand{};
    for (int n : in.rows[i])
      hand[n % 9] += hand[n % 9] < 4;
    hand[9 + in.rows[i][0] % 7] = 3;
    for (int tile = 0; tile < kinds; ++tile)
      if (hand[tile] < 4) {
        ++hand[tile];
        waits += complete(hand);
        --hand[tile];
      }
  }
  keep(double(waits));
  co_return;
}
} // namespace mahjong_waits
PROGRAM(mahjong_waits, 600000)
