// Locals that many calls share: what fills what is not walked in every order.
// RUN: timeout -s KILL 60 stallfree check --no-store --fail-on=never %s -- -std=c++20 | FileCheck %s
// CHECK: Analysed 1 translation unit
struct Rows {
  int size() const;
};
void shape(Rows &, Rows &);
#define EACH(a)                                                                \
  shape(a, r0), shape(a, r1), shape(a, r2), shape(a, r3), shape(a, r4),        \
      shape(a, r5), shape(a, r6), shape(a, r7), shape(a, r8), shape(a, r9)
[[clang::annotate("stallfree::loop")]] int on_event() {
  Rows r0, r1, r2, r3, r4, r5, r6, r7, r8, r9;
  EACH(r0), EACH(r1), EACH(r2), EACH(r3), EACH(r4);
  EACH(r5), EACH(r6), EACH(r7), EACH(r8), EACH(r9);
  int sum = 0;
  for (int i = 0; i < r0.size(); ++i)
    for (int j = 0; j < r1.size(); ++j)
      sum += i * j;
  return sum;
}
