// A header's functions, their lambdas and local classes have the same ids in
// every translation unit; internal functions of two files never do.
// RUN: stallfree facts %s -- -std=c++20 > %t.1
// RUN: stallfree facts %S/Inputs/other.cpp -- -std=c++20 > %t.2
// RUN: grep -E '^function (inlined|Box|useBox|privateCopy|usePrivate)' %t.1 | grep -o '^[^.]*' > %t.1.ids
// RUN: grep -E '^function (inlined|Box|useBox|privateCopy|usePrivate)' %t.2 | grep -o '^[^.]*' > %t.2.ids
// RUN: diff %t.1.ids %t.2.ids
// RUN: count 13 < %t.1.ids
// RUN: cat %t.1 %t.2 | grep -o '^function internal #[0-9a-f]*' | sort -u | FileCheck %s
#include "Inputs/shared.h"

// CHECK-COUNT-2: function internal
static void internal() {}
void mine() {
  useBox();
  internal();
  repeat([] {});
}
