// Implicit destructors and constructors are functions when they run anything;
// a class says how it is destroyed, called and whether it is made here.
// RUN: stallfree facts %s -- -std=c++20 | FileCheck %s
#include <thread>
#include <utility>
#include <vector>

struct Member { Member(); ~Member(); };
struct Parent { virtual ~Parent(); };

// CHECK: function Owner::~Owner [[DTOR:#[0-9a-f]+]] {{.*}} virtual destructor synthetic
// CHECK: overrides Parent::~Parent
// CHECK: destroy Member::~Member {{.*}} on field Owner::second_
// CHECK: destroy std::thread::~thread {{.*}} on field Owner::first_ : std::thread
// CHECK: destroy Parent::~Parent {{.*}} on this
// CHECK: function Owner::Owner {{.*}} constructor synthetic
// CHECK: construct Member::Member {{.*}} on field Owner::second_
struct Owner : Parent {
  std::thread first_;
  Member second_;
};
struct Plain { int n; };
struct Written {
  // CHECK: function Written::~Written {{.*}} destructor{{$}}
  // CHECK: destroy Member::~Member {{.*}} on field Written::m_
  ~Written() {}
  Member m_;
};
struct Functor { void operator()(); };
struct NeverMade { ~NeverMade(); };

// CHECK: function make
// CHECK: construct Owner::Owner {{.*}} on local o
// CHECK: destroy Owner::~Owner [[DTOR]] on local o
void make() {
  Owner o;
  Plain p{1};
}

// CHECK: class Functor
// CHECK-NEXT: runs #
// CHECK: class NeverMade
// CHECK-NOT: constructed
// CHECK: class Owner {{.*}} constructed
// CHECK-NEXT: base Parent
// CHECK-NEXT: field Owner::first_ : std::thread
// CHECK-NEXT: field Owner::second_ : Member
// CHECK-NEXT: destructor [[DTOR]]
// CHECK: class Plain {{.*}} constructed
// CHECK-NOT: destructor
// CHECK: class Written
