// One handler of several actions: which of them takes the way, its own tests decide, so that the
// proof says at how many places it is handed over.
// RUN: not stallfree check --no-store --root %S %s -- -std=c++20 2>/dev/null | FileCheck %s
#include <unistd.h>

typedef int (*GSourceFunc)(void *);
extern "C" unsigned g_timeout_add(unsigned interval, GSourceFunc function, void *data);

static int on_export(void *name) {
  // CHECK: several-places.cpp:[[@LINE+2]]:5: warning: 'sleep' puts the thread to sleep on the event loop
  if (*(char *)name == 'b')
    sleep(1);
  return 0;
}
// CHECK: note: 'on_export' runs on the event loop: it is handed to 'g_timeout_add', as at 2 other places
// CHECK-NOT: other place

static int on_import(void *) {
  // CHECK: several-places.cpp:[[@LINE+1]]:3: warning: 'sleep' puts the thread to sleep on the event loop
  sleep(2);
  return 0;
}
// CHECK: note: 'on_import' runs on the event loop: it is handed to 'g_timeout_add'{{$}}

void setup(char *names) {
  g_timeout_add(1, on_export, names);
  g_timeout_add(2, on_export, names + 1);
  g_timeout_add(3, on_export, names + 2);
  g_timeout_add(4, on_import, names);
}
