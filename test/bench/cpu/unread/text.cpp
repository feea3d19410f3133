// Text that is taken apart, matched and indexed.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <memory>
#include <numeric>
#include <regex>
#include <string_view>

namespace list_hashtags {
// In kind: the tags of a day's posts, for the list of trends.
stallfree::task<> serve(inputs &in) {
  static const std::regex Tag(R"(\b([a-e]\w{3,5})\b)");
  std::map<std::string, int> trends;
  for (std::sregex_iterator m(in.text.begin(), in.text.end(), Tag), end; m != end; ++m)
    ++trends[(*m)[1].str()];
  const auto top = std::max_element(trends.begin(), trends.end(), [](const auto &a, const auto &b) {
    return a.second < b.second;
  });
  keep(top == trends.end() ? 0 : top->second);
  co_return;
}
} // namespace list_hashtags
PROGRAM(list_hashtags, 500000)

namespace reading_score {
// In kind: how hard a manuscript is to read, by Flesch.
static bool vowel(char c) {
  c = char(std::tolower(static_cast<unsigned char>(c)));
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}
static int syllables(std::string_view word) {
  int count = 0;
  bool before = false;
  for (char c : word) {
    const bool now = vowel(c);
    if (now && !before)
      ++count;
    before = now;
  }
  if (word.size() > 2 && word.back() == 'e' && count > 1)
    --count;
  return std::max(count, 1);
}
stallfree::task<> serve(inputs &in) {
  long words = 0, sentences = 1, total = 0;
  const std::string_view text = in.text;
  std::size_t at = 0;
  while (at < text.size()) {
    if (!std::isalpha(static_cast<unsigned char>(text[at]))) {
      if (text[at] == '.' || text[at] == '\n')
        ++sentences;
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && std::isalpha(static_cast<unsigned char>(text[end])))
      ++end;
    ++words;
    total += syllables(text.substr(at, end - at));
    at = end;
  }
  keep(206.835 - 1.015 * double(words) / double(sentences) - 84.6 * double(total) / double(words));
  co_return;
}
} // namespace reading_score
PROGRAM(reading_score, 1500000)

namespace outline_tree {
// In kind: the outline beside an editor, from how far the lines are indented.
struct entry {
  std::string title;
  std::vector<std::unique_ptr<entry>> below;
};
static std::size_t depth(const entry &e) {
  std::size_t deepest = 0;
  for (const auto &child : e.below)
    deepest = std::max(deepest, depth(*child));
  return deepest + 1;
}
stallfree::task<> serve(inputs &in) {
  entry root;
  std::vector<std::pair<int, entry *>> open{{-1, &root}};
  std::size_t start = 0;
  while (start < in.text.size()) {
    std::size_t end = in.text.find('\n', start);
    if (end == std::string::npos)
      end = in.text.size();
    const std::string line = in.text.substr(start, end - start);
    const int indent = line.empty() ? 0 : line[0] % 6;
    while (open.back().first >= indent)
      open.pop_back();
    auto &below = open.back().second->below;
    below.push_back(std::make_unique<entry>());
    below.back()->title = line.substr(0, line.find(' '));
    open.emplace_back(indent, below.back().get());
    start = end + 1;
  }
  keep(double(depth(root)));
  co_return;
}
} // namespace outline_tree
PROGRAM(outline_tree, 1000000)

namespace message_links {
// In kind: the links of a chat message, which the service lets be so long.
constexpr std::size_t Longest = 4096, MostLinks = 5;
stallfree::task<> serve(inputs &in) {
  std::vector<std::string> links;
  if (in.text.size() > Longest) {
    keep(-1);
    co_return;
  }
  for (std::size_t at = 0; at < in.text.size() && links.size() < MostLinks;) {
    const std::size_t found = in.text.find("ww", at);
    if (found == std::string::npos)
      break;
    const std::size_t end = std::min(in.text.find_first_of(" \n", found), in.text.size());
    links.push_back(in.text.substr(found, end - found));
    at = end;
  }
  keep(double(links.size()));
  co_return;
}
} // namespace message_links
PROGRAM(message_links, 4096)

namespace suffix_index {
// In kind: a suffix array, so that a manual can be searched for any phrase.
stallfree::task<> serve(inputs &in) {
  const std::string_view text = in.text;
  std::vector<int> suffixes(text.size());
  std::iota(suffixes.begin(), suffixes.end(), 0);
  std::sort(suffixes.begin(), suffixes.end(),
            [text](int a, int b) { return text.substr(a) < text.substr(b); });
  const std::string_view phrase = "abc";
  const auto first =
      std::lower_bound(suffixes.begin(), suffixes.end(), phrase,
                       [text](int s, std::string_view p) { return text.substr(s, p.size()) < p; });
  keep(double(first - suffixes.begin()));
  co_return;
}
} // namespace suffix_index
PROGRAM(suffix_index, 250000)

namespace copied_passage {
// In kind: the longest passage that two essays share.
stallfree::task<> serve(inputs &in) {
  const std::size_t half = in.text.size() / 2;
  const std::string one = in.text.substr(0, half), other = in.text.substr(half);
  std::vector<int> above(other.size() + 1), now(other.size() + 1);
  int longest = 0;
  std::size_t where = 0;
  for (std::size_t i = 1; i <= one.size(); ++i) {
    for (std::size_t j = 1; j <= other.size(); ++j) {
      now[j] = one[i - 1] == other[j - 1] ? above[j - 1] + 1 : 0;
      if (now[j] > longest) {
        longest = now[j];
        where = i - now[j];
      }
    }
    std::swap(above, now);
  }
  keep(longest + double(where));
  co_return;
}
} // namespace copied_passage
PROGRAM(copied_passage, 30000)

namespace like_filter {
// In kind: LIKE of a small database, row by row.
static bool like(const char *pattern, const char *value) {
  for (; *pattern; ++pattern, ++value) {
    if (*pattern == '%') {
      while (*pattern == '%')
        ++pattern;
      if (!*pattern)
        return true;
      for (; *value; ++value)
        if (like(pattern, value))
          return true;
      return false;
    }
    if (!*value || (*pattern != '_' && *pattern != *value))
      return false;
  }
  return !*value;
}
stallfree::task<> serve(inputs &in) {
  std::vector<const std::string *> rows;
  for (const auto &word : in.words)
    if (like("%a%_e%r", word.c_str()))
      rows.push_back(&word);
  keep(double(rows.size()));
  co_return;
}
} // namespace like_filter
PROGRAM(like_filter, 100000)

namespace plural_form {
// In kind: the plural of the noun in a notification.
stallfree::task<> serve(inputs &in) {
  static const std::array<std::pair<const char *, const char *>, 6> Endings{
      {{"ch", "ches"}, {"sh", "shes"}, {"ss", "sses"}, {"x", "xes"}, {"y", "ies"}, {"fe", "ves"}}};
  std::string word = in.words.front();
  bool done = false;
  for (const auto &[from, to] : Endings) {
    const std::size_t n = std::char_traits<char>::length(from);
    if (word.size() > n && word.compare(word.size() - n, n, from) == 0) {
      word.replace(word.size() - n, n, to);
      done = true;
      break;
    }
  }
  if (!done)
    word += 's';
  keep(double(word.size()));
  co_return;
}
} // namespace plural_form
PROGRAM(plural_form, 1000)

namespace bracket_pair {
// In kind: an editor shows the bracket that belongs to the one at the cursor,
// unless it is too far away.
constexpr int Farthest = 3000;
stallfree::task<> serve(inputs &in) {
  const std::size_t cursor = in.text.size() / 2;
  int open = 1;
  std::size_t at = cursor + 1;
  for (int step = 0; step < Farthest && at < in.text.size(); ++step, ++at) {
    if (in.text[at] == 'q')
      ++open;
    else if (in.text[at] == 'z' && --open == 0)
      break;
  }
  keep(double(at - cursor));
  co_return;
}
} // namespace bracket_pair
PROGRAM(bracket_pair, 1000000)

namespace yielding_lines {
// In kind: an uploaded log, line by line, with the others in between.
stallfree::task<> serve(inputs &in) {
  long errors = 0;
  std::size_t start = 0;
  while (start < in.text.size()) {
    const std::size_t end = std::min(in.text.find('\n', start), in.text.size());
    const std::string_view line(in.text.data() + start, end - start);
    errors += line.find("err") != std::string_view::npos;
    start = end + 1;
    co_await stallfree::yield();
  }
  keep(double(errors));
}
} // namespace yielding_lines
PROGRAM(yielding_lines, 500000)

namespace yielding_index {
// In kind: an index that is made of a few hundred words at a time.
stallfree::task<> serve(inputs &in) {
  std::map<std::string, std::vector<std::size_t>> index;
  for (std::size_t i = 0; i < in.words.size(); ++i) {
    index[in.words[i]].push_back(i);
    if (i % 256 == 255)
      co_await stallfree::yield();
  }
  keep(double(index.size()));
}
} // namespace yielding_index
PROGRAM(yielding_index, 50000)
