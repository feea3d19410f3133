// Errors become problems, the first missing header has a remedy, and all that
// parsed is kept.
// RUN: not stallfree facts %s -- -std=c++20 2>/dev/null | FileCheck %s
// CHECK: had errors
// CHECK: problem error {{.*}}problems.cpp:[[@LINE+2]]:10: 'generated/version.h' file not found
// CHECK-NEXT: remedy: Build the project first
#include "generated/version.h"
// CHECK: problem error {{.*}}problems.cpp:[[@LINE+1]]:24: use of undeclared identifier 'VERSION'
int version() { return VERSION; }
void slow();
// CHECK: function fine
// CHECK: call slow
void fine() { slow(); }
