// `1 << n` is 2 to the power of n, in a bound and in what a call is given.
// RUN: not stallfree check --no-store --root %S %s -- -std=c++20 | FileCheck %s
#define LOOP [[clang::annotate("stallfree::loop")]]
extern "C" int EVP_PBE_scrypt(const char *, unsigned long, const unsigned char *, unsigned long, unsigned long,
                              unsigned long, unsigned long, unsigned long, unsigned char *, unsigned long);
struct settings {
  int ln;
};
LOOP void log_in(const settings &given, unsigned char *out) {
  // CHECK-DAG: [[@LINE+1]]:3: warning: 'EVP_PBE_scrypt' computes for about 3 us for each one of |2^ln| ({{.*}}) on
  EVP_PBE_scrypt("", 0, out, 0, 1 << given.ln, 8, 1, 0, out, 32);
}

LOOP double table(int bits) {
  double sum = 0;
  // CHECK-DAG: [[@LINE+1]]:3: warning: this loop {{.*}} |1 << bits| x |1 << bits| ({{.*}}) on
  for (int i = 0; i < (1 << bits); ++i)
    for (int j = 0; j < (1 << bits); ++j)
      sum += double(i) / (j + 1);
  return sum;
}
