// Objects that only the library makes, out of its own templates, count as made: a
// virtual call may reach their overriders.
// RUN: stallfree facts %s -- -std=c++20 > %t
// RUN: not grep -E "^class Made<[0-9]+>.*[0-9]$" %t
// RUN: grep -cE "^class Made<[0-9]+> .* constructed$" %t | FileCheck %s
// CHECK: 29
// RUN: grep -E "^class NotMade .*[0-9]$" %t
#include <any>
#include <deque>
#include <forward_list>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <memory_resource>
#include <optional>
#include <set>
#include <stack>
#include <queue>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>
struct Job { virtual ~Job(); virtual void run() = 0; };
template <int N> struct Made : Job {
  Made(int n);
  void run() override;
  bool operator<(const Made &) const;
  bool operator==(const Made &) const;
};
struct Hash { template <class T> size_t operator()(const T &) const; };
void make() {
  std::vector<Made<1>> v; v.emplace_back(1);
  std::deque<Made<2>> d; d.emplace_front(1);
  std::list<Made<3>> l; l.emplace_back(1);
  std::forward_list<Made<4>> fl; fl.emplace_front(1);
  std::map<int, Made<5>> m; m.emplace(1, 1);
  std::map<int, Made<6>> t; t.try_emplace(1, 1);
  std::unordered_map<int, Made<7>> um; um.emplace(1, 1);
  std::set<Made<8>> s; s.emplace(1);
  std::unordered_set<Made<9>, Hash> us; us.emplace(1);
  std::optional<Made<10>> o; o.emplace(1);
  std::variant<int, Made<11>> va; va.emplace<Made<11>>(1);
  std::variant<int, Made<12>> vb(std::in_place_type<Made<12>>, 1);
  std::any a; a.emplace<Made<13>>(1);
  auto an = std::make_any<Made<14>>(1);
  auto sp = std::make_shared<Made<15>>(1);
  std::allocator<Made<16>> al; auto as = std::allocate_shared<Made<16>>(al, 1);
  auto up = std::make_unique<Made<17>>(1);
  auto mo = std::make_optional<Made<18>>(1);
  std::optional<Made<19>> oi(std::in_place, 1);
  std::stack<Made<20>> st; st.emplace(1);
  std::queue<Made<21>> q; q.emplace(1);
  std::pmr::vector<Made<22>> pv; pv.emplace_back(1);
  std::construct_at((Made<23> *)nullptr, 1);
  std::vector<Made<24>> v2(3, 1);
  v2.resize(5, 1);
  std::pair<int, Made<25>> p(std::piecewise_construct, std::forward_as_tuple(1), std::forward_as_tuple(1));
  std::shared_ptr<Job> raw(new Made<26>(1));
  std::vector<std::unique_ptr<Job>> owners; owners.emplace_back(new Made<27>(1));
  std::vector<Made<28>> il; il.push_back(1);
  std::function<void()> f = [x = Made<29>(1)] {};
}
struct NotMade : Job { NotMade(int); void run() override; };
void only_named(std::vector<NotMade> *, std::optional<NotMade> *);
