// How counters move: by more than one, down, by factors.
// RUN: stallfree facts %s -- -std=c++20 | FileCheck %s
void use(int);

// CHECK-LABEL: function steps
// CHECK: loop [[@LINE+6]]:3 constant 50 100
// CHECK: loop [[@LINE+7]]:3 constant 34
// CHECK: loop [[@LINE+8]]:3 constant 10 1000
// CHECK: loop [[@LINE+9]]:3 constant 8
// CHECK: loop [[@LINE+10]]:3 constant 20 n
void steps(int n) {
  for (int i = 0; i < 100; i += 2)
    use(i);
  for (int i = 100; i >= 0; i -= 3)
    use(i);
  for (int i = 1; i < 1000; i *= 2)
    use(i);
  for (int i = 255; i > 0; i >>= 1)
    use(i);
  for (int i = 1; i < n; i <<= 1)
    use(i);
}

// CHECK-LABEL: function either
// CHECK: loop [[@LINE+2]]:3 constant 8
void either(bool fast) {
  for (int i = 0; i < (fast ? 1 : 8); ++i)
    use(i);
}

// A counter that is set before its loop; not one that a caller set.
// CHECK-LABEL: function before
// CHECK: loop [[@LINE+4]]:3 constant 200
// CHECK: loop [[@LINE+5]]:3 unknown
void before(int given) {
  int i = 0;
  for (; i < 200; ++i)
    use(i);
  for (; given < 200; ++given)
    use(given);
}

// A step that is no number leaves the bound open.
// CHECK-LABEL: function sieve
// CHECK: loop [[@LINE+2]]:3 unknown
void sieve(int step) {
  for (int i = 0; i < 100; i += step)
    use(i);
}

// What a caller's number counts down by, and what is taken as an rvalue.
// CHECK-LABEL: function countdown
// CHECK: call countdown {{.*}}(parameter 0 n - 2 : int)
struct Text { Text(); Text(const Text &); Text(Text &&); };
void take(Text &&);
int countdown(int n) { return n < 2 ? 1 : countdown(n - 2); }
// CHECK-LABEL: function give
// CHECK: call take {{.*}}(local t : Text moved)
// CHECK: construct Text::Text {{.*}}(local t : Text)
void give() {
  Text t;
  take(static_cast<Text &&>(t));
  Text copy = t;
}

// Fields of this object and of others.
// CHECK-LABEL: function Hub::look
// CHECK: (field Hub::sessions : int of-this)
// CHECK: (field Hub::sessions : int)
struct Hub {
  int sessions;
  void look(const Hub &other) {
    use(sessions);
    use(other.sessions);
  }
};

// The smaller number is divided by the step, too.
namespace std {
template <class T> constexpr const T &min(const T &a, const T &b) { return b < a ? b : a; }
} // namespace std
// CHECK-LABEL: function capped
// CHECK: loop [[@LINE+2]]:3 sized |n| by parameter 0 n : int within integer 400
void capped(int n) {
  for (int i = 0; i + 48 <= std::min(n, 4800); i += 12)
    use(i);
}
