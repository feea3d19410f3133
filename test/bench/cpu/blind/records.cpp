// Records: caches, indices, reports, serialising.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <bitset>
#include <deque>
#include <functional>
#include <iomanip>
#include <iterator>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <stallfree/sleep.hpp>
#include <unordered_map>

namespace recent_lookups {
// In kind: a cache that is a list, searched from its front.
class cache {
public:
  std::optional<int> get(const std::string &key) {
    const auto it = std::find_if(entries.begin(), entries.end(),
                                 [&](const auto &entry) { return entry.first == key; });
    if (it == entries.end())
      return std::nullopt;
    entries.splice(entries.begin(), entries, it);
    return it->second;
  }
  void put(const std::string &key, int value) {
    entries.emplace_front(key, value);
    if (entries.size() > Capacity)
      entries.pop_back();
  }

private:
  static constexpr std::size_t Capacity = 256;
  std::list<std::pair<std::string, int>> entries;
};
stallfree::task<> serve(inputs &in) {
  cache c;
  int hits = 0;
  for (std::size_t i = 0; i < in.words.size(); ++i) {
    const std::string &word = in.words[in.numbers[i] % 3 ? i : i % 100];
    if (c.get(word))
      ++hits;
    else
      c.put(word, int(i));
  }
  keep(hits);
  co_return;
}
} // namespace recent_lookups
PROGRAM(recent_lookups, 50000)

namespace search_notes {
// In kind: an index over all notes, made when the search is opened.
using postings = std::set<int>;
static std::unordered_map<std::string, postings> index(const std::string &text) {
  std::unordered_map<std::string, postings> found;
  std::istringstream lines(text);
  int number = 0;
  for (std::string line; std::getline(lines, line); ++number) {
    std::istringstream words(line);
    for (std::string word; words >> word;)
      for (std::size_t length = 2; length <= word.size(); ++length)
        found[word.substr(0, length)].insert(number);
  }
  return found;
}
stallfree::task<> serve(inputs &in) {
  auto all = index(in.text);
  const postings &a = all["ab"], &b = all["ca"];
  std::vector<int> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  keep(double(both.size()));
  co_return;
}
} // namespace search_notes
PROGRAM(search_notes, 300000)

namespace account_ledger {
// In kind: a year's bookings by account and month.
struct booking {
  int account, month, cents;
};
static std::vector<booking> read(const inputs &in) {
  std::vector<booking> all;
  for (int n : in.numbers)
    all.push_back({1000 + n % 300, n / 300 % 12, n % 99991 - 50000});
  return all;
}
stallfree::task<> serve(inputs &in) {
  std::map<int, std::map<int, std::vector<booking>>> ledger;
  for (const auto &b : read(in))
    ledger[b.account][b.month].push_back(b);
  long worst = 0;
  for (auto &[account, months] : ledger) {
    long balance = 0;
    for (auto &[month, bookings] : months) {
      std::sort(bookings.begin(), bookings.end(),
                [](const booking &a, const booking &b) { return a.cents > b.cents; });
      for (const auto &b : bookings)
        balance += b.cents;
      worst = std::min(worst, balance);
    }
  }
  keep(double(worst));
  co_return;
}
} // namespace account_ledger
PROGRAM(account_ledger, 300000)

namespace opening_auction {
// In kind: the orders of the night, matched when the market opens.
struct order {
  std::size_t id;
  int quantity;
};
template <class Book> static int take(Book &book, int limit, int quantity, bool buys) {
  while (quantity > 0 && !book.empty()) {
    auto best = book.begin();
    if (buys ? best->first > limit : best->first < limit)
      break;
    auto &waiting = best->second;
    const int traded = std::min(quantity, waiting.front().quantity);
    quantity -= traded;
    if ((waiting.front().quantity -= traded) == 0)
      waiting.pop_front();
    if (waiting.empty())
      book.erase(best);
  }
  return quantity;
}
stallfree::task<> serve(inputs &in) {
  std::map<int, std::deque<order>> asks;
  std::map<int, std::deque<order>, std::greater<>> bids;
  for (std::size_t i = 0; i < in.numbers.size(); ++i) {
    const int price = 9000 + in.numbers[i] % 2000, quantity = 1 + in.bytes[i];
    if (in.numbers[i] / 2000 % 2) {
      if (const int rest = take(asks, price, quantity, true))
        bids[price].push_back({i, rest});
    } else if (const int rest = take(bids, price, quantity, false))
      asks[price].push_back({i, rest});
  }
  keep(double(asks.size() + bids.size()));
  co_return;
}
} // namespace opening_auction
PROGRAM(opening_auction, 200000)

namespace html_report {
// In kind: the table of a report as a page.
stallfree::task<> serve(inputs &in) {
  std::ostringstream page;
  page << "<table>\n" << std::fixed << std::setprecision(2);
  for (std::size_t r = 0; r < in.rows.size(); ++r) {
    page << "<tr class=\"" << (r % 2 ? "odd" : "even") << "\"><th>" << in.words[r] << "</th>";
    for (int cell : in.rows[r])
      page << "<td>" << cell / 100.0 << "</td>";
    page << "</tr>\n";
  }
  page << "</table>\n";
  keep(double(page.str().size()));
  co_return;
}
} // namespace html_report
PROGRAM(html_report, 200000)

namespace feature_flags {
// In kind: the features that this user's plan has.
stallfree::task<> serve(inputs &in) {
  static const std::map<std::string, std::vector<std::string>> Plans{
      {"free", {"export", "share"}},
      {"team", {"export", "share", "roles", "audit"}},
      {"firm", {"export", "share", "roles", "audit", "sso", "api", "backup"}},
  };
  static const std::array<const char *, 5> Asked{"export", "roles", "sso", "dark", "api"};
  auto plan = Plans.find(in.numbers[0] % 2 ? "team" : "firm");
  int on = 0;
  for (const char *feature : Asked)
    on += std::find(plan->second.begin(), plan->second.end(), feature) != plan->second.end();
  keep(on);
  co_return;
}
} // namespace feature_flags
PROGRAM(feature_flags, 4)

namespace alike_contacts {
// In kind: contacts that may be the same, by the pairs of letters they share.
static std::vector<std::string> pairs(const std::string &name) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i + 1 < name.size(); ++i)
    all.push_back(name.substr(i, 2));
  std::sort(all.begin(), all.end());
  return all;
}
static double likeness(const std::string &a, const std::string &b) {
  const auto pa = pairs(a), pb = pairs(b);
  std::vector<std::string> both;
  std::set_intersection(pa.begin(), pa.end(), pb.begin(), pb.end(), std::back_inserter(both));
  return 2.0 * double(both.size()) / double(pa.size() + pb.size());
}
stallfree::task<> serve(inputs &in) {
  int alike = 0;
  for (std::size_t i = 0; i < in.words.size(); ++i)
    for (std::size_t j = i + 1; j < in.words.size(); ++j)
      if (likeness(in.words[i], in.words[j]) > 0.75)
        ++alike;
  keep(alike);
  co_return;
}
} // namespace alike_contacts
PROGRAM(alike_contacts, 2000)

namespace comment_thread {
// In kind: the comments of a page as a tree, each under the one it answers.
struct comment {
  int id, parent;
};
struct node {
  int id;
  std::vector<node> answers;
};
static node build(const std::vector<comment> &all, int id, int depth) {
  node n{id, {}};
  if (depth < 100)
    for (const auto &c : all)
      if (c.parent == id)
        n.answers.push_back(build(all, c.id, depth + 1));
  return n;
}
static int deepest(const node &n) {
  int depth = 0;
  for (const auto &a : n.answers)
    depth = std::max(depth, deepest(a));
  return depth + 1;
}
stallfree::task<> serve(inputs &in) {
  std::vector<comment> all;
  for (int i = 1; i <= int(in.numbers.size()); ++i)
    all.push_back({i, in.numbers[i - 1] % i});
  keep(deepest(build(all, 0, 0)));
  co_return;
}
} // namespace comment_thread
PROGRAM(comment_thread, 8000)

namespace stream_backup {
// In kind: all the records as lines of a backup; lets others run between batches.
constexpr std::size_t Batch = 500;
stallfree::task<> serve(inputs &in) {
  std::string out;
  std::size_t written = 0;
  for (std::size_t i = 0; i < in.rows.size(); ++i) {
    out += "{\"id\":" + std::to_string(i) + ",\"values\":[";
    for (std::size_t k = 0; k < in.rows[i].size(); ++k)
      out += (k ? "," : "") + std::to_string(in.rows[i][k]);
    out += "]}\n";
    if ((i + 1) % Batch == 0) {
      written += out.size();
      out.clear();
      co_await stallfree::yield();
    }
  }
  keep(double(written + out.size()));
}
} // namespace stream_backup
PROGRAM(stream_backup, 1000000)

namespace seat_party {
// In kind: seats together in a small hall for those who book.
constexpr int Rows = 24, Seats = 32;
static int first_start(const std::bitset<Seats> &taken, int party) {
  for (int s = 0; s + party <= Seats; ++s) {
    int i = s;
    while (i < s + party && !taken[i])
      ++i;
    if (i == s + party)
      return s;
  }
  return -1;
}
stallfree::task<> serve(inputs &in) {
  std::array<std::bitset<Seats>, Rows> hall;
  for (int r = 0; r < Rows; ++r)
    hall[r] = std::bitset<Seats>(unsigned(in.numbers[r] & in.numbers[r + Rows]));
  int found = -1;
  for (int r = 0; r < Rows && found < 0; ++r) {
    const int start = first_start(hall[r], 4);
    if (start >= 0)
      found = r * Seats + start;
  }
  keep(found);
  co_return;
}
} // namespace seat_party
PROGRAM(seat_party, 64)
