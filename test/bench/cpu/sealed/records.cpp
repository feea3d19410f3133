#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <map>
#include <numeric>
#include <queue>
#include <ranges>
#include <span>
#include <stallfree/sleep.hpp>
#include <unordered_map>
#include <unordered_set>

// In kind: a shop's list of offers that no other offer beats in both price and rating.
namespace best_offers {
struct offer { int price, rating; };
stallfree::task<> serve(inputs &in) {
  std::vector<offer> all;
  std::ranges::transform(in.numbers, std::back_inserter(all), [](int n) { return offer{n / 100, n % 10'000}; });
  std::ranges::sort(all, [](auto &a, auto &b) { return a.price != b.price ? a.price < b.price : a.rating > b.rating; });
  int best = -1;
  std::erase_if(all, [&](const offer &o) { return o.rating <= best || (best = o.rating, false); });
  keep(double(all.size()) + best);
  co_return;
}
}
PROGRAM(best_offers, 400'000)

// In kind: an analytics page: how many of the users of each month were there again in the months after.
namespace cohort_table {
constexpr int months = 24, users = 20'000;
struct visit { int user, month; };
stallfree::task<> serve(inputs &in) {
  std::vector<int> first(users, months);
  auto visits = in.numbers | std::views::transform([](int n) { return visit{n % users, n / users % months}; });
  for (auto v : visits) first[v.user] = std::min(first[v.user], v.month);
  std::array<std::array<int, months>, months> table{};
  for (auto v : visits) ++table[first[v.user]][v.month - first[v.user]];
  double retention = 0;
  for (auto &row : table) retention += row[0] ? double(row[1]) / row[0] : 0;
  keep(retention);
  co_return;
}
}
PROGRAM(cohort_table, 500'000)

// In kind: clickstream: clicks grouped by visitor, split into sessions after half an hour of silence.
namespace click_sessions {
constexpr int silence = 30 * 60;
stallfree::task<> serve(inputs &in) {
  std::unordered_map<std::string, std::vector<int>> by_visitor;
  for (std::size_t i = 0; i < in.words.size(); ++i) by_visitor[in.words[i].substr(0, 3)].push_back(in.numbers[i] % 604'800);
  int sessions = 0, longest = 0;
  for (auto &[visitor, times] : by_visitor) {
    std::sort(times.begin(), times.end());
    for (std::size_t i = 0, start = 0; i < times.size(); ++i)
      if (i == 0 || times[i] - times[i - 1] > silence) ++sessions, start = i;
      else longest = std::max(longest, times[i] - times[start]);
  }
  keep(sessions + longest);
  co_return;
}
}
PROGRAM(click_sessions, 200'000)

// In kind: the check for copied papers: MinHash of the shingles of two halves of a text.
namespace near_duplicate {
constexpr std::size_t hashes = 64, shingle = 9;
using signature = std::array<std::uint64_t, hashes>;
signature sign(std::string_view text) {
  signature s;
  s.fill(~0ull);
  for (std::size_t i = 0; i + shingle <= text.size(); ++i) {
    std::uint64_t h = std::hash<std::string_view>{}(text.substr(i, shingle));
    for (auto &least : s) {
      h = h * 6364136223846793005ull + 1442695040888963407ull;
      least = std::min(least, h);
    }
  }
  return s;
}
stallfree::task<> serve(inputs &in) {
  std::string_view all(in.text);
  auto a = sign(all.substr(0, all.size() / 2)), b = sign(all.substr(all.size() / 2));
  keep(std::inner_product(a.begin(), a.end(), b.begin(), 0, std::plus<>{}, std::equal_to<>{}));
  co_return;
}
}
PROGRAM(near_duplicate, 400'000)

// In kind: the totals below an invoice: tax by rate, each rounded on its own.
namespace invoice_totals {
enum class rate { none, reduced, full };
struct line { long cents; int quantity; rate tax; };
stallfree::task<> serve(inputs &in) {
  std::vector<line> lines;
  for (int n : in.numbers) lines.push_back({n % 100'000, 1 + n % 7, rate(n % 3)});
  std::map<rate, long> net;
  for (auto &l : lines) net[l.tax] += l.cents * l.quantity * (l.quantity >= 5 ? 95 : 100) / 100;
  constexpr int percent[] = {0, 7, 19};
  long gross = 0;
  for (auto [tax, sum] : net) gross += sum + (sum * percent[int(tax)] + 50) / 100;
  keep(double(gross));
  co_return;
}
}
PROGRAM(invoice_totals, 120)

// In kind: the value of a stock by first-in-first-out after the movements of a year.
namespace stock_fifo {
struct lot { int left, cost; };
class article {
  std::deque<lot> lots;
public:
  void receive(int n, int cost) { lots.push_back({n, cost}); }
  long issue(int n) {
    long cost = 0;
    while (n > 0 && !lots.empty()) {
      int take = std::min(n, lots.front().left);
      cost += long(take) * lots.front().cost, n -= take;
      if (!(lots.front().left -= take)) lots.pop_front();
    }
    return cost;
  }
};
stallfree::task<> serve(inputs &in) {
  std::vector<article> articles(500);
  long sold = 0;
  for (int n : in.numbers) {
    auto &a = articles[n % 500];
    if (n / 500 % 5 < 2) a.receive(10 + n / 4000 % 40, 100 + n % 900);
    else sold += a.issue(1 + n / 3000 % 30);
  }
  keep(double(sold));
  co_return;
}
}
PROGRAM(stock_fifo, 200'000)

// In kind: a download of all rows as a sheet, written in blocks so that the server stays responsive.
namespace sheet_export {
constexpr std::size_t rows_per_turn = 250;
void append_row(std::string &out, const std::vector<int> &row, const std::string &name) {
  out += '"' + name + '"';
  for (int v : row) out += ';', out += std::to_string(v);
  out += "\r\n";
}
stallfree::task<> serve(inputs &in) {
  std::string block;
  std::size_t sent = 0;
  for (std::size_t i = 0; i < in.rows.size(); ++i) {
    append_row(block, in.rows[i], in.words[i]);
    if ((i + 1) % rows_per_turn) continue;
    sent += block.size();
    block.clear();
    co_await stallfree::yield();
  }
  keep(double(sent + block.size()));
}
}
PROGRAM(sheet_export, 600'000)

// In kind: the first page of a news feed by votes and age.
namespace feed_rank {
constexpr std::size_t page = 30;
struct post { int id; double score; };
stallfree::task<> serve(inputs &in) {
  std::vector<post> posts;
  for (int id = 0; id < int(in.numbers.size()); ++id) {
    double votes = in.numbers[id] % 5000 + 1, hours = in.reals[id] * 72;
    posts.push_back({id, std::log10(votes) / std::pow(hours + 2, 1.5)});
  }
  auto end = posts.begin() + std::min(page, posts.size());
  std::ranges::partial_sort(posts, end, std::greater{}, &post::score);
  keep(std::accumulate(posts.begin(), end, 0.0, [](double s, const post &p) { return s * 0.5 + p.id; }));
  co_return;
}
}
PROGRAM(feed_rank, 500)

// In kind: a booking page: the free hours of a year under fixed opening rules.
namespace busy_hours {
constexpr int days = 366, hours = 24;
struct rule { int weekday, from, to; bool open; };
constexpr rule rules[] = {{0, 9, 18, true}, {1, 9, 18, true}, {2, 9, 12, true}, {3, 9, 20, true}, {4, 9, 16, true}, {3, 12, 13, false}};
stallfree::task<> serve(inputs &in) {
  std::vector<std::uint32_t> open(days);
  for (int d = 0; d < days; ++d)
    for (auto &r : rules)
      for (int h = r.from; r.weekday == (d + in.numbers[0]) % 7 && h < r.to; ++h)
        open[d] = r.open ? open[d] | 1u << h : open[d] & ~(1u << h);
  int free = 0;
  for (auto mask : open)
    for (int h = 0; h < hours; ++h) free += mask >> h & 1;
  keep(free);
  co_return;
}
}
PROGRAM(busy_hours, 16)

// In kind: how far the order of service was from the order of arrival: inversions with a Fenwick tree.
namespace queue_disorder {
class counts {
  std::vector<int> tree;
public:
  explicit counts(std::size_t n) : tree(n + 1) {}
  void add(std::size_t i) { for (++i; i < tree.size(); i += i & -i) ++tree[i]; }
  long below(std::size_t i) const { long s = 0; for (; i; i -= i & -i) s += tree[i]; return s; }
};
stallfree::task<> serve(inputs &in) {
  std::vector<std::size_t> order(in.numbers.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return in.numbers[a] < in.numbers[b]; });
  counts seen(order.size());
  double inversions = 0;
  for (std::size_t done = 0; done < order.size(); ++done) {
    inversions += double(done - seen.below(order[done]));
    seen.add(order[done]);
  }
  keep(inversions);
  co_return;
}
}
PROGRAM(queue_disorder, 250'000)

// In kind: an import of contacts with a check of each; the batches are far too large.
namespace contacts_import {
constexpr std::size_t batch = 50'000;
std::string normalised(const std::string &name, int number) {
  std::string key;
  for (char c : name + "@mail" + std::to_string(number % 1000) + ".example")
    if (c != '.' || key.find('@') != std::string::npos) key += char(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return key;
}
stallfree::task<> serve(inputs &in) {
  std::unordered_set<std::string> known;
  int doubles = 0;
  for (std::size_t from = 0; from < in.words.size(); from += batch) {
    for (std::size_t i = from; i < std::min(from + batch, in.words.size()); ++i)
      doubles += !known.insert(normalised(in.words[i], in.numbers[i])).second;
    co_await stallfree::yield();
  }
  keep(doubles);
}
}
PROGRAM(contacts_import, 150'000)

// In kind: a data grid's profile of a column when its header is clicked.
namespace column_profile {
struct profile { double mean, deviation, median, low, high; std::size_t distinct; };
profile describe(std::vector<double> column) {
  std::sort(column.begin(), column.end());
  auto at = [&](double q) { return column[std::size_t(q * double(column.size() - 1))]; };
  double n = double(column.size()), mean = std::reduce(column.begin(), column.end()) / n;
  double squares = std::transform_reduce(column.begin(), column.end(), 0.0, std::plus<>{}, [=](double x) { return (x - mean) * (x - mean); });
  profile p{mean, std::sqrt(squares / n), at(0.5), at(0.05), at(0.95), 0};
  p.distinct = std::size_t(std::unique(column.begin(), column.end()) - column.begin());
  return p;
}
stallfree::task<> serve(inputs &in) {
  auto p = in.reals.empty() ? profile{} : describe(in.reals);
  keep(p.mean + p.median + double(p.distinct));
  co_return;
}
}
PROGRAM(column_profile, 1'000'000)

// In kind: planning of staff: a day's customers at the tills as a discrete event simulation.
namespace checkout_lines {
struct event { double time; int till; bool operator>(const event &o) const { return time > o.time; } };
stallfree::task<> serve(inputs &in) {
  std::priority_queue<event, std::vector<event>, std::greater<>> events;
  std::vector<std::deque<double>> line(12);
  for (double r : in.reals) events.push({r * 50'000, -1});
  double waited = 0;
  while (!events.empty()) {
    auto [now, till] = events.top();
    events.pop();
    bool arrival = till < 0, idle = false;
    if (arrival) {
      auto shortest = std::ranges::min_element(line, {}, &std::deque<double>::size);
      till = int(shortest - line.begin()), idle = shortest->empty();
      shortest->push_back(now);
    } else {
      waited += now - line[till].front();
      line[till].pop_front();
    }
    if (arrival ? idle : !line[till].empty()) events.push({now + 1 + std::fmod(now, 4), till});
  }
  keep(waited);
  co_return;
}
}
PROGRAM(checkout_lines, 150'000)

// In kind: an upload handler taking the digest of a file, a piece at a time so that other clients are served.
namespace upload_fingerprint {
constexpr std::size_t piece = 64 * 1024;
struct fnv {
  std::uint64_t h = 14695981039346656037ull;
  void update(std::span<const unsigned char> s) {
    for (auto c : s) h = (h ^ c) * 1099511628211ull;
  }
};
stallfree::task<> serve(inputs &in) {
  fnv digest;
  std::span<const unsigned char> rest(in.bytes);
  while (!rest.empty()) {
    auto now = rest.first(std::min(piece, rest.size()));
    digest.update(now);
    rest = rest.subspan(now.size());
    co_await stallfree::yield();
  }
  keep(double(digest.h));
}
}
PROGRAM(upload_fingerprint, 10'000'000)
