// Runaway templates end in a problem, not in a crash or an endless run.
// RUN: not stallfree facts %s -- -std=c++20 2>/dev/null | FileCheck %s
// CHECK: problem error {{.*}} recursive template instantiation exceeded maximum depth
template <int N> struct Twice {
  using Left = typename Twice<N + 1>::Left;
  using Right = typename Twice<N + 2>::Right;
};
void slow();
// CHECK: function before
// CHECK: call slow
void before() { slow(); }
Twice<0>::Left x;
