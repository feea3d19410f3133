// C is analysed like C++; a C function has one id in both languages.
#include <stdio.h>
#include <unistd.h>

struct ops { int (*read)(int); };

// CHECK: store on field ops::read : {{.*}} (callable runs [[READ:#[0-9a-f]+]])
// CHECK: function read_one [[READ]]
// CHECK: call read #
static int read_one(int fd) {
  char byte;
  return read(fd, &byte, 1);
}
static struct ops table = {.read = read_one};

// CHECK: function run
// CHECK: call on field ops::read
int run(struct ops *o) { return o->read(0); }
int main(void) { return run(&table); }
