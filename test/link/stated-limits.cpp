// Code that says that a container is small: what is put in only while there are
// fewer than a number, what a loop fills up to one, a text that a function cuts,
// what braces list.
// RUN: stallfree check --root %S --no-store --tier possible --fail-on never %s -- -std=c++20 | FileCheck %s
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>
double sink;
static double slowly(double x) { return std::sin(x) + std::cos(x) + std::exp(x) + std::pow(x, 0.3) + std::log(x) + std::atan(x) + std::pow(x, 0.7) + std::pow(x, 0.2) + std::pow(x, 0.9) + std::pow(x, 0.1); }

struct entry {
  std::string name;
  long score;
};

// A field that refuses more.
// CHECK-NOT: 'friends::ranked'
class friends {
public:
  bool add(const std::string &name, long score) {
    if (entries_.size() >= 100)
      return false;
    entries_.push_back({name, score});
    return true;
  }
  void ranked() {
    for (const entry &a : entries_)
      for (const entry &b : entries_)
        sink += slowly(double(a.score - b.score));
  }

private:
  std::vector<entry> entries_;
};
[[clang::annotate("stallfree::loop")]] void board(const std::vector<std::string> &names) {
  friends all;
  for (const std::string &name : names)
    all.add(name, long(name.size()));
  all.ranked();
}

// CHECK-NOT: 'recent::kept'
class recent {
public:
  void add(long score) {
    if (scores_.size() == 100)
      return;
    scores_.push_back(score);
  }
  void seed(long score) {
    if (scores_.size() < 20)
      scores_.emplace_back(score);
  }
  void kept() {
    std::ranges::sort(scores_);
    for (long score : scores_)
      sink += slowly(double(score));
  }

private:
  std::vector<long> scores_;
};
[[clang::annotate("stallfree::loop")]] void last(const std::vector<long> &scores) {
  recent all;
  for (long score : scores) {
    all.add(score);
    all.seed(score);
  }
  all.kept();
}

// Nothing refuses; something else does not, or more than one goes in for a test,
// but that it is tested says that it is meant to be small; and the number is none.
// CHECK: in 'open::ranked' (probable)
class open {
public:
  void add(long score) { scores_.push_back(score); }
  void ranked() {
    for (long score : scores_)
      sink += slowly(double(score));
  }

private:
  std::vector<long> scores_;
};
[[clang::annotate("stallfree::loop")]] void first(const std::vector<long> &scores) {
  open all;
  for (long score : scores)
    all.add(score);
  all.ranked();
}

// CHECK: in 'half_open::ranked' (possible)
class half_open {
public:
  void add(long score) {
    if (scores_.size() < 100)
      scores_.push_back(score);
  }
  std::vector<long> &scores() { return scores_; }
  void ranked() {
    for (long score : scores_)
      sink += slowly(double(score));
  }

private:
  std::vector<long> scores_;
};
[[clang::annotate("stallfree::loop")]] void second(const std::vector<long> &scores) {
  half_open all;
  for (long score : scores) {
    all.add(score);
    all.scores().push_back(score);
  }
  all.ranked();
}

// CHECK: in 'passed::ranked' (possible)
static void fill(std::vector<long> &into, long score) { into.push_back(score); }
class passed {
public:
  void add(long score) {
    if (scores_.size() < 100)
      scores_.push_back(score);
    fill(scores_, score);
  }
  void ranked() {
    for (long score : scores_)
      sink += slowly(double(score));
  }

private:
  std::vector<long> scores_;
};
[[clang::annotate("stallfree::loop")]] void through(const std::vector<long> &scores) {
  passed all;
  for (long score : scores)
    all.add(score);
  all.ranked();
}

// CHECK: in 'late::ranked' (possible)
class late {
public:
  void add(const std::vector<long> &scores) {
    if (scores_.size() < 100)
      for (long score : scores)
        scores_.push_back(score);
  }
  void ranked() {
    for (long score : scores_)
      sink += slowly(double(score));
  }

private:
  std::vector<long> scores_;
};
[[clang::annotate("stallfree::loop")]] void third(const std::vector<long> &scores) {
  late all;
  for (long score : scores)
    all.add(scores);
  all.ranked();
}

// CHECK: in 'any::ranked' (probable)
class any {
public:
  explicit any(const std::vector<long> &scores) : most_(scores.size()) {}
  void add(long score) {
    if (scores_.size() < most_)
      scores_.push_back(score);
  }
  void ranked() {
    for (long score : scores_)
      sink += slowly(double(score));
  }

private:
  std::size_t most_;
  std::vector<long> scores_;
};
[[clang::annotate("stallfree::loop")]] void fourth(const std::vector<long> &scores) {
  any all(scores);
  for (long score : scores)
    all.add(score);
  all.ranked();
}

// A loop that fills up a container, beside its own end.
// CHECK-NOT: 'channel' runs
[[clang::annotate("stallfree::loop")]] void channel(const std::vector<double> &words) {
  std::vector<double> members;
  for (std::size_t i = 0; i + 1 < words.size() && members.size() < 200; i += 2)
    members.push_back(slowly(words[i]) + 2 * slowly(words[i + 1]) + slowly(words[i] / 2));
  for (double member : members)
    sink += slowly(member);
}

// Not each of these rounds puts one in, but there are no more.
// CHECK: in 'matches' (probable)
// CHECK-NOT: in 'matches'
[[clang::annotate("stallfree::loop")]] void matches(const std::vector<double> &words) {
  std::vector<double> members;
  for (std::size_t i = 0; i < words.size() && members.size() < 200; ++i)
    if (slowly(words[i]) < 2)
      members.push_back(words[i]);
  for (double member : members)
    sink += slowly(member);
}

// CHECK: in 'all_members' (probable)
[[clang::annotate("stallfree::loop")]] void all_members(const std::vector<double> &words, std::size_t most) {
  std::vector<double> members;
  for (std::size_t i = 0; i < words.size() && members.size() < most; ++i)
    members.push_back(words[i]);
  for (double member : members)
    sink += slowly(member);
}

// A function cuts a text and gives it back.
// CHECK-NOT: 'strands' runs
static std::string region_of(const std::string &all, std::size_t from) {
  if (from >= all.size())
    return {};
  std::string region = all.substr(from, 2000);
  for (char &c : region)
    c = "ACGT"[c & 3];
  return region;
}
[[clang::annotate("stallfree::loop")]] void strands(const std::string &all) {
  auto plus = region_of(all, all.size() / 3);
  std::string minus(plus.rbegin(), plus.rend());
  for (char c : minus)
    sink += slowly(c);
}

// CHECK: in 'numbered' (probable)
static std::string part_of(const std::string &all, std::size_t from, std::size_t size) {
  std::string region = all.substr(from, size);
  return region;
}
[[clang::annotate("stallfree::loop")]] void numbered(const std::string &all) {
  auto plus = part_of(all, 1, all.size() - 1);
  for (char c : plus)
    sink += slowly(c);
}

// CHECK: in 'put_back' (probable)
static std::string turned(const std::string &all) {
  std::string region = all.substr(0, 2000);
  region += all.substr(2000);
  return region;
}
[[clang::annotate("stallfree::loop")]] void put_back(const std::string &all) {
  auto plus = turned(all);
  for (char c : plus)
    sink += slowly(c);
}

// A field that is made of what braces list is no larger for what that comes from.
// CHECK-NOT: in 'mentioned' (probable)
struct member {
  std::vector<std::string> words;
};
[[clang::annotate("stallfree::loop")]] void mentioned(const std::vector<std::string> &words) {
  std::vector<member> members;
  for (std::size_t i = 0; i < words.size() && members.size() < 20; ++i)
    members.push_back({{words[i]}});
  for (const member &m : members)
    sink += std::ranges::any_of(m.words, [](const std::string &word) { return slowly(double(word.size())) > 3; });
}

// CHECK: in 'repeated' (probable)
struct line {
  std::vector<std::string> words;
};
[[clang::annotate("stallfree::loop")]] void repeated(const std::vector<std::string> &words) {
  line all{words};
  for (int i = 0; i < 20; ++i)
    sink += std::ranges::any_of(all.words, [](const std::string &word) { return slowly(double(word.size())) > 3; });
}
