// Where a callable goes: arguments, variables, fields, tables.
// RUN: stallfree facts %s -- -std=c++20 | FileCheck %s
#include <functional>
#include <map>
#include <vector>

struct Service {
  using Handler = std::function<void(int)>;
  explicit Service(Handler h);
  void on(int);
  static void plain(int);
  void all(int);

  Handler handler_;
  void (*raw_)(int) = nullptr;
  std::vector<Handler> handlers_;
  std::map<int, Handler> byKey_;
};

// CHECK: function (initialisers of {{.*}}callables.cpp)
// CHECK: store on field Ops::read : {{.*}} (callable runs [[READ:#[0-9a-f]+]])
// CHECK: store on field Ops::write : {{.*}} (callable runs [[WRITE:#[0-9a-f]+]])

// CHECK-LABEL: function Service::Service {{.*}} constructor
// CHECK: store on field Service::handler_ : {{.*}} (parameter 0 h
Service::Service(Handler h) : handler_(std::move(h)) {}

// CHECK: function Service::on [[ON:#[0-9a-f]+]]
void Service::on(int) {}
// CHECK: function Service::plain [[PLAIN:#[0-9a-f]+]]
void Service::plain(int) {}

// CHECK-LABEL: function Service::all
void Service::all(int key) {
  // CHECK: store on field Service::handler_ : {{.*}} runs [[ON]]
  handler_ = std::bind(&Service::on, this, std::placeholders::_1);
  // CHECK: store on field Service::raw_ : {{.*}} (callable runs [[PLAIN]] may-be-null)
  raw_ = key ? &Service::plain : nullptr;
  // CHECK: call on field Service::raw_ {{.*}} (integer 3
  raw_(3);
  // CHECK: store on field Service::handlers_ : {{.*}} (callable runs [[PUSHED:#[0-9a-f]+]]
  handlers_.push_back([](int) {});
  // CHECK: store on field Service::byKey_ : {{.*}} (callable runs [[KEYED:#[0-9a-f]+]]
  byKey_[key] = [](int) {};
  // CHECK: store on field Service::byKey_ : {{.*}} (result of {{[0-9]+}} : {{.*}} runs [[INSERTED:#[0-9a-f]+]]
  byKey_.insert({key, [](int) {}});
  // CHECK: call std::function::operator() {{.*}} on field Service::byKey_
  byKey_.find(key)->second(1);
  // CHECK: call std::function::operator() {{.*}} on field Service::handlers_
  for (auto &h : handlers_)
    h(2);
  // CHECK: call std::function::operator() {{.*}} on field Service::byKey_
  for (auto &[k, h] : byKey_)
    h(k);
  // CHECK: store on local kept : {{.*}} (callable runs [[KEPT:#[0-9a-f]+]] captures [&key, this])
  auto kept = [&key, this](int) { on(key); };
  // CHECK: construct std::function::function {{.*}} on local wrapped : {{.*}} (local kept : {{.*}} runs [[KEPT]])
  Handler wrapped = kept;
  // CHECK: call std::function::operator() {{.*}} on local wrapped : {{.*}} runs [[KEPT]]
  wrapped(1);
  // CHECK: call on local member : {{.*}} runs [[ON]]
  void (Service::*member)(int) = &Service::on;
  (this->*member)(1);
  // CHECK: call std::bind_front {{.*}} (callable runs [[ON]], this)
  auto bound = std::bind_front(&Service::on, this);
  // CHECK: on local bound : {{.*}} runs [[ON]]
  bound(1);
}
// CHECK: function Service::all::(lambda) [[PUSHED]]
// CHECK: function Service::all::(lambda) [[KEYED]]
// CHECK: function Service::all::(lambda) [[INSERTED]]
// CHECK: function Service::all::(lambda) [[KEPT]]
// CHECK: call Service::on {{.*}} on this (parameter 0 key of #

struct Ops {
  int (*read)(int);
  int (*write)(int);
};
// CHECK: function readOne [[READ]]
static int readOne(int) { return 1; }
// CHECK: function writeOne [[WRITE]]
static int writeOne(int) { return 2; }
Ops table[] = {{.read = readOne, .write = &writeOne}};
