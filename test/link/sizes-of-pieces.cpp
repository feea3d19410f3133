// Pieces that a loop takes from a text are parts of it, what a program refuses
// or cuts is small, and loops in each other fill a container with their product.
// RUN: stallfree check --root %S --no-store --tier possible --fail-on never %s -- -std=c++20 | FileCheck %s
#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

// CHECK-NOT: cells
[[clang::annotate("stallfree::loop")]] int cells(const std::string &request) {
  std::istringstream line(request);
  int n = 0;
  for (std::string cell; std::getline(line, cell, ',');)
    n += cell.find(';') == 0;
  return n;
}

// CHECK-NOT: fields
[[clang::annotate("stallfree::loop")]] int fields(std::string_view rest) {
  int n = 0;
  while (!rest.empty()) {
    auto end = rest.find(';');
    n += rest.substr(0, end).find('=') == 0;
    if (end == rest.npos)
      break;
    rest.remove_prefix(end + 1);
  }
  return n;
}

// CHECK-NOT: refused
[[clang::annotate("stallfree::loop")]] int refused(const std::string &body) {
  if (body.size() > 2000)
    return 413;
  int n = 0;
  for (char a : body)
    for (char b : body)
      n += a == b;
  return n;
}

// CHECK-NOT: cut
[[clang::annotate("stallfree::loop")]] int cut(std::string text) {
  if (text.size() > 2000)
    text.resize(2000);
  int n = 0;
  for (char a : text)
    for (char b : text)
      n += a == b;
  return n;
}

// What puts a piece of it into something else does not make it grow.
// CHECK-NOT: encoded
[[clang::annotate("stallfree::loop")]] std::vector<int> encoded(const std::vector<unsigned char> &bytes) {
  if (bytes.size() > 64)
    return {};
  std::vector<int> digits;
  for (int carry : bytes) {
    for (int &digit : digits) {
      carry += digit * 256;
      digit = carry % 58;
      carry /= 58;
    }
    digits.push_back(carry % 58);
  }
  return digits;
}

// CHECK: (possible) [stallfree-cpu-loop]
// CHECK: 'logged' runs on the event loop
[[clang::annotate("stallfree::loop")]] int logged(const std::string &body) {
  int n = body.size() > 2000;
  for (char a : body)
    for (char b : body)
      n += a == b;
  return n;
}

// CHECK: (probable) [stallfree-cpu-heavy-call]
// CHECK: 'slowly' runs on the event loop
void warn();
[[clang::annotate("stallfree::loop")]] void slowly(std::vector<int> &all) {
  if (all.size() > 10) {
    warn();
    std::sort(all.begin(), all.end());
    return;
  }
  warn();
}

// CHECK: (possible) [stallfree-cpu-heavy-call]
// CHECK: 'strictly' runs on the event loop
[[clang::annotate("stallfree::loop")]] void strictly(std::vector<int> &all, bool strict) {
  if (strict && all.size() > 10)
    return;
  std::sort(all.begin(), all.end());
}

// CHECK: (possible) [stallfree-cpu-heavy-call]
// CHECK: 'renewed' runs on the event loop
[[clang::annotate("stallfree::loop")]] void renewed(std::vector<int> &all, std::vector<int> &more) {
  if (all.size() > 10)
    return;
  all.swap(more);
  std::sort(all.begin(), all.end());
}

// CHECK: (probable) [stallfree-cpu-heavy-call]
// CHECK: 'copied' runs on the event loop
[[clang::annotate("stallfree::loop")]] int copied(const std::vector<int> &request) {
  std::vector<int> odd;
  std::copy_if(request.begin(), request.end(), std::back_inserter(odd), [](int n) { return n % 2; });
  std::sort(odd.begin(), odd.end());
  return odd[0];
}

// CHECK: (probable) [stallfree-cpu-loop]
// CHECK: 'palette' runs on the event loop
[[clang::annotate("stallfree::loop")]] int palette(const std::vector<unsigned char> &picture) {
  std::vector<int> colours;
  for (int r = 0; r < 8; ++r)
    for (int g = 0; g < 8; ++g)
      for (int b = 0; b < 8; ++b)
        colours.push_back(r * 49 + g * 7 + b);
  int sum = 0;
  for (unsigned char pixel : picture) {
    int least = 1 << 30;
    for (int colour : colours)
      if ((colour - pixel) * (colour - pixel) < least)
        least = colour - pixel;
    sum += least;
  }
  return sum;
}
// CHECK: 3 probable and 3 possible findings
