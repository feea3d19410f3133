// Dynamic calls are marked; what is known to be one function is not.
// RUN: stallfree facts %s -- -std=c++20 | FileCheck %s
struct Shape { virtual ~Shape(); virtual void draw(); };
struct Circle : Shape { void draw() override; };
struct Sealed final : Shape { void draw() override; };
struct Deep : Circle { void draw() override; };

// CHECK: function Deep::draw {{.*}} virtual
// CHECK: overrides Circle::draw
// CHECK: overrides Shape::draw [[DRAW:#[0-9a-f]+]]
void Deep::draw() {}

// CHECK: function calls
// CHECK: call Shape::draw [[DRAW]] on parameter 0 s {{.*}} virtual
// CHECK: call Sealed::draw {{.*}} discarded{{$}}
// CHECK: call Shape::draw [[DRAW]] {{.*}} discarded{{$}}
// CHECK: call Circle::draw {{.*}} on local c {{.*}} discarded{{$}}
// CHECK: destroy Shape::~Shape {{.*}} virtual
void calls(Shape &s, Sealed &f, Shape *p) {
  s.draw();
  f.draw();
  s.Shape::draw();
  Circle c;
  c.draw();
  delete p;
}
