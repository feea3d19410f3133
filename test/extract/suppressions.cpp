// Comments that suppress, in all forms that clang-tidy knows.
// RUN: stallfree facts %s -- -std=c++20 | FileCheck %s
// CHECK: suppression line {{.*}}:[[@LINE+1]]:{{[0-9]+}} []
int a; // NOLINT
// CHECK: suppression line {{.*}}:[[@LINE+1]]:{{[0-9]+}} [stallfree-blocking-*, other]
int b; // NOLINT(stallfree-blocking-*, other)
// CHECK: suppression next-line {{.*}}:[[@LINE+1]]:4 [blocking-sleep]
// NOLINTNEXTLINE(blocking-sleep): starts up
int c;
// CHECK: suppression begin {{.*}} [*]
// NOLINTBEGIN(*)
int d;
// CHECK: suppression end {{.*}} [*]
// NOLINTEND(*)
// CHECK-NOT: suppression
// NOLINTED XNOLINT
int e; // NOLINT()
