// Mail servers, newsletters and chat.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <map>
#include <numeric>
#include <ranges>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

// In kind: the DKIM signer of a mail gateway (OpenDKIM, rspamd): relaxed body canonicalisation and its SHA-256.
namespace dkim_body {
constexpr std::array<std::uint32_t, 64> k = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

void absorb(std::array<std::uint32_t, 8> &h, const char *block) {
  std::uint32_t w[64];
  for (int i = 0; i < 16; ++i)
    w[i] = std::uint32_t(block[4 * i] & 255) << 24 | (block[4 * i + 1] & 255) << 16 |
           (block[4 * i + 2] & 255) << 8 | (block[4 * i + 3] & 255);
  for (int i = 16; i < 64; ++i) {
    auto s0 = std::rotr(w[i - 15], 7) ^ std::rotr(w[i - 15], 18) ^ w[i - 15] >> 3;
    auto s1 = std::rotr(w[i - 2], 17) ^ std::rotr(w[i - 2], 19) ^ w[i - 2] >> 10;
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
  auto s = h;
  for (int i = 0; i < 64; ++i) {
    auto t1 = s[7] + (std::rotr(s[4], 6) ^ std::rotr(s[4], 11) ^ std::rotr(s[4], 25)) +
              ((s[4] & s[5]) ^ (~s[4] & s[6])) + k[i] + w[i];
    auto t2 = (std::rotr(s[0], 2) ^ std::rotr(s[0], 13) ^ std::rotr(s[0], 22)) +
              ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
    s = {t1 + t2, s[0], s[1], s[2], s[3] + t1, s[4], s[5], s[6]};
  }
  for (int i = 0; i < 8; ++i)
    h[i] += s[i];
}

std::string relaxed(std::string_view body) {
  std::string out;
  std::size_t blank_lines = 0;
  while (!body.empty()) {
    auto end = std::min(body.find('\n'), body.size());
    auto line = body.substr(0, end);
    body.remove_prefix(std::min(end + 1, body.size()));
    line = line.substr(0, line.find_last_not_of(" \t\r") + 1);
    if (line.empty()) {
      ++blank_lines;
      continue;
    }
    for (; blank_lines; --blank_lines)
      out += "\r\n";
    bool space = false;
    for (char c : line) {
      if (c == ' ' || c == '\t') {
        space = true;
        continue;
      }
      if (std::exchange(space, false))
        out += ' ';
      out += c;
    }
    out += "\r\n";
  }
  return out;
}

stallfree::task<> serve(inputs &in) {
  std::string body = relaxed(in.text);
  std::uint64_t bits = body.size() * 8;
  body += '\x80';
  body.resize((body.size() + 8 + 63) / 64 * 64 - 8);
  for (int shift = 56; shift >= 0; shift -= 8)
    body += char(bits >> shift);
  std::array<std::uint32_t, 8> h = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  for (std::size_t at = 0; at < body.size(); at += 64)
    absorb(h, body.data() + at);
  keep(h[0]);
  co_return;
}
} // namespace dkim_body
PROGRAM(dkim_body, 5000000)

// In kind: the conversation view of an IMAP server's THREAD=REFERENCES (Dovecot, Cyrus).
namespace thread_references {
struct message {
  std::string id;
  std::string in_reply_to;
  int date;
};

std::vector<message> load(const inputs &in) {
  std::vector<message> box;
  for (std::size_t i = 0; i < in.words.size(); ++i) {
    std::string parent = i && in.numbers[i] % 5 ? box[in.numbers[i] % i].id : std::string();
    box.push_back({in.words[i] + "." + std::to_string(i) + "@example.org", std::move(parent), in.numbers[i]});
  }
  return box;
}

std::size_t root_of(std::vector<std::size_t> &up, std::size_t i) {
  while (up[i] != i)
    i = up[i] = up[up[i]];
  return i;
}

stallfree::task<> serve(inputs &in) {
  auto box = load(in);
  std::unordered_map<std::string_view, std::size_t> by_id;
  for (std::size_t i = 0; i < box.size(); ++i)
    by_id.emplace(box[i].id, i);

  std::vector<std::size_t> up(box.size());
  std::iota(up.begin(), up.end(), 0);
  for (std::size_t i = 0; i < box.size(); ++i)
    if (auto parent = by_id.find(box[i].in_reply_to); parent != by_id.end())
      up[root_of(up, i)] = root_of(up, parent->second);

  std::vector<int> newest(box.size());
  for (std::size_t i = 0; i < box.size(); ++i) {
    auto root = root_of(up, i);
    newest[root] = std::max(newest[root], box[i].date);
  }
  std::vector<std::size_t> threads;
  for (std::size_t i = 0; i < box.size(); ++i)
    if (up[i] == i)
      threads.push_back(i);
  std::ranges::sort(threads, std::greater{}, [&](std::size_t t) { return newest[t]; });
  keep(threads.empty() ? 0 : double(threads.front()));
  co_return;
}
} // namespace thread_references
PROGRAM(thread_references, 200000)

// In kind: a Sieve interpreter at delivery (Pigeonhole): the rules of a mailbox against the head of a message.
namespace sieve_verdict {
enum class action { keep_it, file, discard, flag };

struct rule {
  std::string_view field;
  std::string_view needle;
  action then;
};

constexpr std::array rules = {
    rule{"from", "newsletter", action::file},   rule{"from", "noreply", action::file},
    rule{"subject", "invoice", action::flag},   rule{"subject", "urgent", action::flag},
    rule{"subject", "lottery", action::discard}, rule{"subject", "pills", action::discard},
    rule{"list-id", "announce", action::file},  rule{"list-id", "devel", action::file},
    rule{"to", "undisclosed", action::discard}, rule{"", "unsubscribe", action::file},
    rule{"", "wire transfer", action::flag},    rule{"", "casino", action::discard},
};

constexpr std::size_t header_limit = 8 * 1024;

struct header {
  std::string name, value;
};

std::vector<header> parse(std::string_view head) {
  std::vector<header> headers;
  while (!head.empty()) {
    auto end = std::min(head.find('\n'), head.size());
    auto line = head.substr(0, end);
    head.remove_prefix(std::min(end + 1, head.size()));
    auto split = std::min(line.find_first_of(": "), line.size());
    headers.push_back({std::string(line.substr(0, split)), std::string(line.substr(split))});
  }
  return headers;
}

stallfree::task<> serve(inputs &in) {
  auto headers = parse(std::string_view(in.text).substr(0, header_limit));
  std::array<int, 4> votes{};
  for (const auto &r : rules)
    for (const auto &h : headers) {
      if (!r.field.empty() && r.field != h.name)
        continue;
      if (h.value.find(r.needle) != std::string::npos)
        ++votes[std::size_t(r.then)];
    }
  auto verdict = std::ranges::max_element(votes) - votes.begin();
  keep(double(verdict) + double(headers.size()));
  co_return;
}
} // namespace sieve_verdict
PROGRAM(sieve_verdict, 1000000)

// In kind: posting in a team chat (Mattermost, Zulip): whom does a message notify, by name, group or keyword.
namespace mention_fanout {
constexpr std::size_t longest_post = 2000;
constexpr std::size_t largest_channel = 200;

struct member {
  std::string handle;
  std::vector<std::string> keywords;
};

std::vector<std::string_view> tokens(std::string_view post) {
  std::vector<std::string_view> found;
  for (std::size_t at = 0; at < post.size();) {
    auto begin = post.find_first_not_of(" \n\t,.!?", at);
    if (begin == post.npos)
      break;
    at = std::min(post.find_first_of(" \n\t,.!?", begin), post.size());
    found.push_back(post.substr(begin, at - begin));
  }
  return found;
}

stallfree::task<> serve(inputs &in) {
  if (in.text.size() > longest_post) {
    keep(-1); // "message too long"
    co_return;
  }
  std::vector<member> channel;
  for (std::size_t i = 0; i + 1 < in.words.size() && channel.size() < largest_channel; i += 2)
    channel.push_back({in.words[i], {in.words[i + 1]}});

  auto said = tokens(in.text);
  std::ranges::sort(said);
  std::vector<std::string_view> notified;
  for (const auto &m : channel) {
    bool named = std::ranges::binary_search(said, std::string_view(m.handle));
    bool interested = std::ranges::any_of(m.keywords, [&](const std::string &word) {
      return std::ranges::any_of(said, [&](std::string_view t) { return t.starts_with(word); });
    });
    if (named || interested)
      notified.push_back(m.handle);
  }
  keep(double(notified.size()));
}
} // namespace mention_fanout
PROGRAM(mention_fanout, 1000000)

// In kind: presence updates of a chat server (ejabberd, Matrix): who shares a room with whom.
namespace room_neighbours {
constexpr int accounts = 50000;

class acquaintance {
public:
  void meet(int a, int b) {
    if (a == b)
      return;
    auto [low, high] = std::minmax(a, b);
    if (pairs_.insert(std::uint64_t(low) << 32 | std::uint32_t(high)).second) {
      ++degree_[low];
      ++degree_[high];
    }
  }
  int most() const { return *std::ranges::max_element(degree_); }

private:
  std::unordered_set<std::uint64_t> pairs_;
  std::vector<int> degree_ = std::vector<int>(accounts);
};

stallfree::task<> serve(inputs &in) {
  acquaintance known;
  for (const auto &room : in.rows)
    for (auto a = room.begin(); a != room.end(); ++a)
      for (auto b = std::next(a); b != room.end(); ++b)
        known.meet(*a % accounts, *b % accounts);
  keep(known.most());
  co_return;
}
} // namespace room_neighbours
PROGRAM(room_neighbours, 100000)

// In kind: opening an mbox folder (mutt, Thunderbird): where each message begins and how long it is.
namespace mbox_index {
struct entry {
  std::size_t offset = 0;
  std::size_t lines = 0;
  std::size_t quoted = 0;
  std::uint32_t subject_hash = 0;
};

stallfree::task<> serve(inputs &in) {
  const std::string &box = in.text;
  std::vector<entry> index;
  bool blank_before = true;
  std::size_t line_start = 0;
  std::uint32_t hash = 2166136261u;
  for (std::size_t i = 0; i < box.size(); ++i) {
    if (box[i] != '\n') {
      hash = (hash ^ static_cast<unsigned char>(box[i])) * 16777619u;
      continue;
    }
    std::string_view line(box.data() + line_start, i - line_start);
    if ((blank_before || line.starts_with("f")) && (index.empty() || line.starts_with("fr")))
      index.push_back({.offset = line_start, .subject_hash = hash});
    if (!index.empty()) {
      ++index.back().lines;
      index.back().quoted += line.starts_with('>');
    }
    blank_before = line.empty();
    line_start = i + 1;
    hash = 2166136261u;
  }
  std::ranges::sort(index, {}, &entry::subject_hash);
  auto repeats = std::ranges::unique(index, {}, &entry::subject_hash);
  keep(double(index.size() - repeats.size()));
  co_return;
}
} // namespace mbox_index
PROGRAM(mbox_index, 3000000)

// In kind: short messages with :shortcodes: (Mastodon, Slack): replaces them, guesses mistyped ones.
namespace emoji_shortcodes {
struct emoji {
  std::string_view code, glyph;
};
constexpr std::array table = {
    emoji{"beer", "\U0001F37A"},  emoji{"cake", "\U0001F370"},   emoji{"eyes", "\U0001F440"},
    emoji{"fire", "\U0001F525"},  emoji{"heart", "\u2764"},      emoji{"joy", "\U0001F602"},
    emoji{"moon", "\U0001F319"},  emoji{"party", "\U0001F389"},  emoji{"rocket", "\U0001F680"},
    emoji{"smile", "\U0001F604"}, emoji{"sparkles", "\u2728"},   emoji{"star", "\u2B50"},
    emoji{"sunny", "\u2600"},     emoji{"tada", "\U0001F389"},   emoji{"thumbsup", "\U0001F44D"},
    emoji{"wave", "\U0001F44B"},
};

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      auto here = std::min({row[j] + 1, row[j + 1] + 1, diagonal + (a[i] != b[j])});
      diagonal = std::exchange(row[j + 1], here);
    }
  }
  return row.back();
}

std::string_view glyph_for(std::string_view code) {
  auto exact = std::ranges::lower_bound(table, code, {}, &emoji::code);
  if (exact != table.end() && exact->code == code)
    return exact->glyph;
  auto near = std::ranges::min_element(table, {}, [&](const emoji &e) { return distance(code, e.code); });
  return distance(code, near->code) <= 2 ? near->glyph : code;
}

stallfree::task<> serve(inputs &in) {
  std::string toot = in.text.substr(0, 500); // what a toot may hold
  std::string shown;
  for (auto word : toot | std::views::split(' ')) {
    shown += glyph_for(std::string_view(word.begin(), word.end()));
    shown += ' ';
  }
  keep(double(shown.size()));
  co_return;
}
} // namespace emoji_shortcodes
PROGRAM(emoji_shortcodes, 1000000)

// In kind: a newsletter sender (Mailman, Listmonk): one personal copy of the template for each subscriber.
namespace newsletter_copies {
constexpr std::string_view letter =
    "Dear {name},\r\n\r\nthank you for your interest in our autumn programme. This month there is "
    "news for everybody in {city}: the workshop reopens, the library has longer hours, and the "
    "members' evening takes place on the second Thursday. As always, {name}, bring a friend and "
    "something to eat.\r\n\r\nThe programme: https://example.org/programme?reader={id}\r\n"
    "Too much mail? https://example.org/unsubscribe?reader={id}&list={list}\r\n\r\n"
    "Yours,\r\nthe {list} team\r\n";

using values = std::map<std::string, std::string, std::less<>>;

std::string fill(std::string_view form, const values &with) {
  std::string out;
  for (;;) {
    auto open = form.find('{');
    out += form.substr(0, open);
    if (open == form.npos)
      return out;
    auto close = form.find('}', open);
    if (auto v = with.find(form.substr(open + 1, close - open - 1)); v != with.end())
      out += v->second;
    form.remove_prefix(close + 1);
  }
}

stallfree::task<> serve(inputs &in) {
  std::vector<std::string> queue;
  for (std::size_t i = 0; i < in.words.size(); ++i) {
    values of{{"name", in.words[i]},
              {"city", in.words[i * 7 % in.words.size()]},
              {"id", std::to_string(in.numbers[i])},
              {"list", "culture"}};
    queue.push_back(fill(letter, of));
  }
  std::size_t bytes = 0;
  for (const auto &copy : queue)
    bytes += copy.size();
  keep(double(bytes));
  co_return;
}
} // namespace newsletter_copies
PROGRAM(newsletter_copies, 50000)
