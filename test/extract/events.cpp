// Everything a body does is an event, also what nobody spelled, in the order
// of the control flow graph.
// RUN: stallfree facts %s -- -std=c++20 | FileCheck %s

namespace app {
struct Guard { Guard(); ~Guard(); };
struct Text { Text(const char *); ~Text(); operator int() const; };
int defaulted();
int take(Text t, int n = defaulted());
struct Iterator {
  int operator*() const;
  Iterator &operator++();
  bool operator!=(const Iterator &) const;
};
struct Range { Iterator begin() const; Iterator end() const; };

// CHECK-LABEL: function app::scope
// CHECK: construct app::Guard::Guard {{.*}} on local g
// CHECK: call app::defaulted
// CHECK: return  (result of
// CHECK: destroy app::Guard::~Guard {{.*}} on local g {{.*}} implicit
int scope() {
  Guard g;
  return defaulted();
}

// A temporary made by a conversion, a default argument's call, and the end of
// the temporary.
// CHECK-LABEL: function app::hidden
// CHECK: construct app::Text::Text {{.*}} ("x" {{.*}} implicit temporary
// CHECK: call app::defaulted {{.*}} implicit
// CHECK: call app::take {{.*}} (result of {{[0-9]+}}
// CHECK-SAME: into local n
// CHECK: destroy app::Text::~Text {{.*}} implicit temporary
// CHECK: call app::Text::operator int {{.*}} on parameter 0 t {{.*}} implicit
void hidden(const Text &t) {
  int n = take("x");
  n = t;
}

// CHECK-LABEL: function app::ranged
// CHECK-DAG: call app::Range::end {{.*}} on parameter 0 r {{.*}} implicit
// CHECK-DAG: call app::Range::begin {{.*}} on parameter 0 r {{.*}} implicit
// CHECK: call app::Iterator::operator* {{.*}} implicit
// CHECK: call app::Iterator::operator++ {{.*}} implicit
// CHECK: call app::Iterator::operator!= {{.*}} implicit
void ranged(const Range &r) {
  for (int n : r)
    (void)n;
}

// CHECK-LABEL: function app::heap
// CHECK: construct app::Guard::Guard
// CHECK-SAME: into local g
// CHECK: destroy app::Guard::~Guard {{.*}} on local g : app::Guard (){{$}}
void heap() {
  Guard *g = new Guard;
  delete g;
}

// CHECK-LABEL: function app::discards
// CHECK: 0: {{.*}} call app::defaulted {{.*}} discarded
// CHECK: 1: {{.*}} call app::defaulted
// CHECK-NOT: discarded
// CHECK: 2: {{.*}} call app::defaulted {{.*}} discarded
void discards() {
  defaulted();
  if (defaulted())
    (void)defaulted();
}
} // namespace app
