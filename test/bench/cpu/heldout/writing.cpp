// Documents, messages, scripts and logs: what editors and text services do.
#include "program.hpp"
#include <algorithm>
#include <cctype>
#include <regex>
#include <set>
#include <sstream>
#include <string_view>
#include <unordered_map>

namespace number_headings {
stallfree::task<> serve(inputs &in) {
  std::istringstream document(in.text);
  std::string result;
  int chapter = 0, section = 0;
  for (std::string line; std::getline(document, line);) {
    if (line[0] < 'c') {
      ++chapter;
      section = 0;
      result = result + std::to_string(chapter) + " " + line + "\n";
    } else if (line[0] < 'h') {
      ++section;
      result = result + std::to_string(chapter) + "." + std::to_string(section) + " " + line + "\n";
    } else {
      result = result + line + "\n";
    }
  }
  keep(double(result.size()));
  co_return;
}
} // namespace number_headings
PROGRAM(number_headings, 400'000)

namespace script_lexer {
enum class kind { name, keyword, number, symbol };

struct token {
  kind what;
  std::string text;
  int line;
};

class lexer {
public:
  explicit lexer(const std::string &source) : source_(source) {}

  std::vector<token> all() {
    std::vector<token> tokens;
    while (skip_blanks())
      tokens.push_back(next());
    return tokens;
  }

private:
  bool skip_blanks() {
    while (pos_ < source_.size() && std::isspace(static_cast<unsigned char>(source_[pos_]))) {
      if (source_[pos_] == '\n')
        ++line_;
      ++pos_;
    }
    return pos_ < source_.size();
  }

  token next() {
    static const std::set<std::string> keywords{"and",      "do",     "else", "end",   "for",
                                                "function", "goto",   "if",   "in",    "nil",
                                                "local",    "return", "then", "until", "while"};
    auto c = static_cast<unsigned char>(source_[pos_]);
    if (std::isalpha(c)) {
      std::string word;
      while (pos_ < source_.size() && std::isalnum(static_cast<unsigned char>(source_[pos_])))
        word += source_[pos_++];
      return {keywords.count(word) ? kind::keyword : kind::name, word, line_};
    }
    if (std::isdigit(c)) {
      std::string digits;
      while (pos_ < source_.size() && std::isdigit(static_cast<unsigned char>(source_[pos_])))
        digits += source_[pos_++];
      return {kind::number, digits, line_};
    }
    return {kind::symbol, std::string(1, source_[pos_++]), line_};
  }

  const std::string &source_;
  std::size_t pos_ = 0;
  int line_ = 1;
};

stallfree::task<> serve(inputs &in) {
  auto tokens = lexer(in.text).all();
  int names = 0;
  for (const token &t : tokens)
    names += t.what == kind::name;
  keep(names);
  co_return;
}
} // namespace script_lexer
PROGRAM(script_lexer, 2'000'000)

namespace expand_abbreviations {
stallfree::task<> serve(inputs &in) {
  std::vector<std::pair<std::string, std::string>> glossary;
  for (std::size_t i = 0; i < in.words.size() && glossary.size() < 250; ++i)
    glossary.emplace_back(in.words[i].substr(0, 3), "<abbr>" + in.words[i] + "</abbr>");
  std::string page = in.text;
  int replaced = 0;
  for (const auto &[from, to] : glossary) {
    std::size_t at = 0;
    while ((at = page.find(" " + from + " ", at)) != std::string::npos) {
      page.replace(at + 1, from.size(), to);
      at += to.size();
      ++replaced;
    }
  }
  keep(replaced);
  co_return;
}
} // namespace expand_abbreviations
PROGRAM(expand_abbreviations, 600'000)

namespace language_guess {
constexpr std::size_t profile_size = 300;

std::vector<std::string> profile(const std::string &text) {
  std::unordered_map<std::string, int> counts;
  for (std::size_t i = 0; i + 3 <= text.size(); ++i)
    ++counts[text.substr(i, 3)];
  std::vector<std::pair<std::string, int>> ranked(counts.begin(), counts.end());
  std::sort(ranked.begin(), ranked.end(), [](const auto &a, const auto &b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  if (ranked.size() > profile_size)
    ranked.resize(profile_size);
  std::vector<std::string> grams;
  for (auto &[gram, count] : ranked)
    grams.push_back(std::move(gram));
  return grams;
}

int distance(const std::vector<std::string> &a, const std::vector<std::string> &b) {
  int sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    auto at = std::find(b.begin(), b.end(), a[i]);
    sum += at == b.end() ? int(profile_size) : std::abs(int(at - b.begin()) - int(i));
  }
  return sum;
}

stallfree::task<> serve(inputs &in) {
  static const std::vector<std::vector<std::string>> known{
      {" th", "the", "he ", "ing", "and", " an", "ed "},
      {"en ", "er ", "der", " de", "ie ", "ich", "sch"},
      {" de", "de ", "es ", "le ", "ent", " le", "ion"}};
  auto mine = profile(in.text);
  int best = 1 << 30;
  for (const auto &other : known)
    best = std::min(best, distance(other, mine));
  keep(best);
  co_return;
}
} // namespace language_guess
PROGRAM(language_guess, 1'000'000)

namespace redact_cards {
// Before a log goes to support, numbers of cards and sessions are taken out.
stallfree::task<> serve(inputs &in) {
  const std::regex secret(R"(\b(?:\d[ -]?){13,16}\b|session=[0-9a-f]+)");
  std::string clean;
  std::sregex_iterator match(in.text.begin(), in.text.end(), secret), end;
  std::size_t copied = 0;
  for (; match != end; ++match) {
    clean.append(in.text, copied, std::size_t(match->position()) - copied);
    clean += "[removed]";
    copied = std::size_t(match->position() + match->length());
  }
  clean.append(in.text, copied);
  keep(double(clean.size()));
  co_return;
}
} // namespace redact_cards
PROGRAM(redact_cards, 1'000'000)

namespace fit_message {
constexpr std::size_t max_message = 2000;
constexpr int columns = 48;

int width(std::string_view word) {
  int w = 0;
  for (char c : word)
    w += c == 'i' || c == 'l' ? 1 : c == 'm' || c == 'w' ? 3 : 2;
  return w;
}

stallfree::task<> serve(inputs &in) {
  std::string message = in.text;
  if (message.size() > max_message)
    message.resize(max_message);
  std::vector<std::string> lines(1);
  int used = 0;
  std::istringstream words(message);
  for (std::string word; words >> word;) {
    int w = width(word);
    if (used && used + 2 + w > 2 * columns) {
      lines.emplace_back();
      used = 0;
    }
    if (used) {
      lines.back() += ' ';
      used += 2;
    }
    lines.back() += word;
    used += w;
  }
  keep(double(lines.size()));
  co_return;
}
} // namespace fit_message
PROGRAM(fit_message, 2000)
