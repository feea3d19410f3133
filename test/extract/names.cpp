// Names have no template arguments, no inline namespaces and no private bases.
// RUN: stallfree facts %s -- -std=c++20 | FileCheck %s
#include <chrono>
#include <fstream>
#include <future>
#include <memory>
#include <string>

namespace lib { inline namespace v2 { struct Port { int read(); }; } }
namespace { struct Hidden { void go() {} }; }
struct Base { void close(); };
struct File : Base {};

// CHECK: function (anonymous namespace)::Hidden::go
// CHECK-LABEL: function names
// CHECK: construct std::basic_ofstream::basic_ofstream {{.*}} -> std::basic_ofstream<char, std::char_traits<char>>
// CHECK: call std::basic_ofstream::open
// CHECK: call std::future::wait #
// CHECK: call std::future::get #
// CHECK: call lib::Port::read #
// CHECK: call Base::close {{.*}} on parameter 2 file : File
// CHECK: call std::basic_string::size
// CHECK: call std::shared_ptr::reset
// CHECK: destroy std::basic_ofstream::~basic_ofstream
void names(std::future<int> &f, lib::Port &p, File &file, std::string s,
           std::shared_ptr<int> owner) {
  std::ofstream out;
  out.open("x");
  f.wait();
  f.get();
  p.read();
  file.close();
  s.size();
  owner.reset();
  Hidden().go();
}
