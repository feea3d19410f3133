// A template that nothing instantiates is read as it stands, and counted.
// RUN: stallfree facts %s -- -std=c++20 | FileCheck %s
// CHECK: patterns without an instance: 4
void slow();
struct Port { void read(); };
namespace lib { template <class T> void only(T); }

// CHECK: function pattern {{.*}} dependent approximate
// CHECK: call slow
// CHECK: call lib::only
// CHECK: call member on parameter 0 t
template <class T> void pattern(T &t) {
  slow();
  lib::only(t);
  t.member();
}

// CHECK: function Box::never {{.*}} dependent
// CHECK: call Port::read
// CHECK: function Box::used {{.*}}-[[@LINE+4]]{{$}}
// CHECK: call slow
template <class T> struct Box {
  void never(Port &p) { p.read(); }
  void used() { slow(); }
};
void use() { Box<int>().used(); }

// What is called through a pointer to member depends on no type.
// CHECK: function through {{.*}} dependent approximate
// CHECK: call on parameter 1 f
template <class... A> void through(Port &p, void (Port::*f)(), A... a) { (p.*f)(a...); }

// What the name means is known when the types are: this is not the C function.
// CHECK: function reads
// CHECK-NOT: call get_line
extern "C" long get_line(char **, unsigned long *, void *);
template <class Stream, class Line> void reads(Stream &s, Line &l) { get_line(s, l); }
