// Skipping the bodies of the library loses nothing of the project: destructors
// and virtual functions of templates that only make_unique sees, generic
// lambdas given to a thread, a comparison called by a map.
// RUN: stallfree facts %s -- -std=c++20 | FileCheck %s
#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <thread>
#include <vector>

void blocks(int);

// CHECK-DAG: function Conn::~Conn {{.*}} virtual destructor{{$}}
// CHECK-DAG: function Conn::run {{.*}} virtual{{$}}
// CHECK-DAG: function Key::operator<
// CHECK-DAG: function Holder::~Holder {{.*}} destructor{{$}}
// CHECK-DAG: function main::(lambda) {{.*}}:[[@LINE+26]]:{{.*}} lambda{{$}}
// CHECK-DAG: function main::(lambda) {{.*}}:[[@LINE+26]]:{{.*}} lambda{{$}}
// CHECK-DAG: function main::(lambda) {{.*}}:[[@LINE+26]]:{{.*}} lambda{{$}}
// CHECK-DAG: class Conn<Socket> {{.*}} constructed
struct Socket {};
struct Base {
  virtual ~Base() = default;
  virtual void run() = 0;
};
template <class S> struct Conn : Base {
  ~Conn() { blocks(1); }
  void run() override { blocks(2); }
};
template <class T> struct Holder {
  ~Holder() { blocks(3); }
};
struct Key {
  int k;
  bool operator<(const Key &o) const { return k < o.k; }
};

int main() {
  std::unique_ptr<Base> c = std::make_unique<Conn<Socket>>();
  std::map<Key, int> m;
  m[Key{1}] = 2;
  std::vector<int> v;
  std::thread([](auto n) { blocks(n); }, 3).detach();
  std::for_each(v.begin(), v.end(), [](auto n) { blocks(n); });
  std::function<void(int)> f = [](auto n) { blocks(n); };
  std::vector<Holder<int>> owned(1);
}
