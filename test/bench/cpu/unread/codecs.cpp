// Encoders, decoders, checks and keys.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <iterator>

namespace decimal_print {
// In kind: a calculator shows a very large integer.
constexpr std::uint32_t Base = 1000000000;
stallfree::task<> serve(inputs &in) {
  std::vector<std::uint32_t> limbs;
  for (unsigned char byte : in.bytes) {
    std::uint64_t carry = byte;
    for (auto &limb : limbs) {
      carry += std::uint64_t(limb) * 256;
      limb = std::uint32_t(carry % Base);
      carry /= Base;
    }
    if (carry)
      limbs.push_back(std::uint32_t(carry));
  }
  std::string digits;
  for (auto limb = limbs.rbegin(); limb != limbs.rend(); ++limb) {
    const std::string part = std::to_string(*limb);
    if (!digits.empty())
      digits.append(9 - part.size(), '0');
    digits += part;
  }
  keep(double(digits.size()));
  co_return;
}
} // namespace decimal_print
PROGRAM(decimal_print, 20000)

namespace wallet_address {
// In kind: base 58 of an address; longer ones are refused.
constexpr std::size_t Most = 64;
constexpr char Letters[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
static std::string encode(const std::vector<unsigned char> &bytes) {
  if (bytes.size() > Most)
    return {};
  std::vector<int> digits;
  for (int carry : bytes) {
    for (int &digit : digits) {
      carry += digit * 256;
      digit = carry % 58;
      carry /= 58;
    }
    for (; carry; carry /= 58)
      digits.push_back(carry % 58);
  }
  std::string text;
  std::transform(digits.rbegin(), digits.rend(), std::back_inserter(text),
                 [](int digit) { return Letters[digit]; });
  return text;
}
stallfree::task<> serve(inputs &in) {
  keep(double(encode(in.bytes).size()));
  co_return;
}
} // namespace wallet_address
PROGRAM(wallet_address, 64)

namespace md5_upload {
// In kind: the MD5 that a store of objects answers with.
class md5 {
public:
  md5() {
    for (int i = 0; i < 64; ++i)
      sines[i] = std::uint32_t(std::floor(std::fabs(std::sin(i + 1.0)) * 4294967296.0));
  }
  void block(const unsigned char *data) {
    static constexpr int Shifts[4][4] = {
        {7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
    std::uint32_t words[16];
    std::memcpy(words, data, sizeof words);
    auto [a, b, c, d] = state;
    for (int i = 0; i < 64; ++i) {
      std::uint32_t f;
      int g;
      if (i < 16) {
        f = (b & c) | (~b & d);
        g = i;
      } else if (i < 32) {
        f = (d & b) | (~d & c);
        g = (5 * i + 1) % 16;
      } else if (i < 48) {
        f = b ^ c ^ d;
        g = (3 * i + 5) % 16;
      } else {
        f = c ^ (b | ~d);
        g = 7 * i % 16;
      }
      f += a + sines[i] + words[g];
      a = d;
      d = c;
      c = b;
      b += std::rotl(f, Shifts[i / 16][i % 4]);
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
  }
  std::uint32_t first() const { return state[0]; }

private:
  std::array<std::uint32_t, 4> state{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
  std::array<std::uint32_t, 64> sines;
};
stallfree::task<> serve(inputs &in) {
  md5 sum;
  std::size_t at = 0;
  for (; at + 64 <= in.bytes.size(); at += 64)
    sum.block(in.bytes.data() + at);
  unsigned char last[128] = {};
  const std::size_t rest = in.bytes.size() - at, padded = rest < 56 ? 64 : 128;
  std::copy(in.bytes.begin() + at, in.bytes.end(), last);
  last[rest] = 0x80;
  const std::uint64_t bits = in.bytes.size() * 8;
  std::memcpy(last + padded - 8, &bits, 8);
  for (std::size_t i = 0; i < padded; i += 64)
    sum.block(last + i);
  keep(sum.first());
  co_return;
}
} // namespace md5_upload
PROGRAM(md5_upload, 8000000)

namespace memory_hard_key {
// In kind: scrypt's mixing, for a vault's key.
constexpr int Rounds = 16384, Blocks = 16;
using block = std::array<std::uint32_t, 16>;
static void quarter(block &x, int a, int b, int c, int d) {
  x[b] ^= std::rotl(x[a] + x[d], 7);
  x[c] ^= std::rotl(x[b] + x[a], 9);
  x[d] ^= std::rotl(x[c] + x[b], 13);
  x[a] ^= std::rotl(x[d] + x[c], 18);
}
static void salsa(block &b) {
  block x = b;
  for (int i = 0; i < 8; i += 2) {
    quarter(x, 0, 4, 8, 12);
    quarter(x, 5, 9, 13, 1);
    quarter(x, 10, 14, 2, 6);
    quarter(x, 15, 3, 7, 11);
    quarter(x, 0, 1, 2, 3);
    quarter(x, 5, 6, 7, 4);
    quarter(x, 10, 11, 8, 9);
    quarter(x, 15, 12, 13, 14);
  }
  for (int i = 0; i < 16; ++i)
    b[i] += x[i];
}
using state = std::array<block, Blocks>;
static void mix(state &s) {
  block x = s.back();
  state out;
  for (int i = 0; i < Blocks; ++i) {
    for (int j = 0; j < 16; ++j)
      x[j] ^= s[i][j];
    salsa(x);
    out[i / 2 + i % 2 * (Blocks / 2)] = x;
  }
  s = out;
}
stallfree::task<> serve(inputs &in) {
  state s;
  for (int i = 0; i < Blocks; ++i)
    for (int j = 0; j < 16; ++j)
      s[i][j] = in.bytes[(i * 16 + j) % in.bytes.size()] * 0x9e3779b9u;
  std::vector<state> memory(Rounds);
  for (auto &m : memory) {
    m = s;
    mix(s);
  }
  for (int i = 0; i < Rounds; ++i) {
    const state &m = memory[s.back()[0] % Rounds];
    for (int b = 0; b < Blocks; ++b)
      for (int j = 0; j < 16; ++j)
        s[b][j] ^= m[b][j];
    mix(s);
  }
  keep(s[0][0]);
  co_return;
}
} // namespace memory_hard_key
PROGRAM(memory_hard_key, 64)

namespace varint_column {
// In kind: a column of numbers, as differences of seven bits a byte.
static void put(std::vector<unsigned char> &out, std::uint64_t value) {
  while (value >= 0x80) {
    out.push_back(static_cast<unsigned char>(value | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<unsigned char>(value));
}
stallfree::task<> serve(inputs &in) {
  std::vector<unsigned char> out;
  std::int64_t before = 0;
  for (int number : in.numbers) {
    const std::int64_t difference = number - before;
    put(out, std::uint64_t(difference) << 1 ^ std::uint64_t(difference >> 63));
    before = number;
  }
  keep(double(out.size()));
  co_return;
}
} // namespace varint_column
PROGRAM(varint_column, 1000000)

namespace cobs_frame {
// In kind: a frame for a serial line, of at most 254 bytes.
stallfree::task<> serve(inputs &in) {
  const std::size_t n = std::min<std::size_t>(in.bytes.size(), 254);
  std::vector<unsigned char> out{0};
  std::size_t code = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (in.bytes[i]) {
      out.push_back(in.bytes[i]);
    } else {
      out[code] = static_cast<unsigned char>(out.size() - code);
      code = out.size();
      out.push_back(0);
    }
  }
  out[code] = static_cast<unsigned char>(out.size() - code);
  out.push_back(0);
  keep(double(out.size()));
  co_return;
}
} // namespace cobs_frame
PROGRAM(cobs_frame, 100000)

namespace archive_parity {
// In kind: Reed-Solomon over an archive, with 16 bytes for every 239.
constexpr int Data = 239, Parity = 16;
struct field {
  unsigned char exp[512], log[256] = {};
  field() {
    int x = 1;
    for (int i = 0; i < 255; ++i) {
      exp[i] = exp[i + 255] = static_cast<unsigned char>(x);
      log[x] = static_cast<unsigned char>(i);
      x = x << 1 ^ (x & 0x80 ? 0x11d : 0);
    }
    exp[510] = exp[511] = 1;
  }
  unsigned char times(unsigned char a, unsigned char b) const {
    return a && b ? exp[log[a] + log[b]] : 0;
  }
};
stallfree::task<> serve(inputs &in) {
  static const field F;
  std::array<unsigned char, Parity + 1> generator{1};
  for (int i = 0; i < Parity; ++i)
    for (int j = i + 1; j > 0; --j)
      generator[j] ^= F.times(generator[j - 1], F.exp[i]);
  std::vector<unsigned char> out;
  for (std::size_t at = 0; at < in.bytes.size(); at += Data) {
    std::array<unsigned char, Parity> rest{};
    const std::size_t end = std::min(at + Data, in.bytes.size());
    for (std::size_t i = at; i < end; ++i) {
      const unsigned char factor = in.bytes[i] ^ rest[0];
      std::copy(rest.begin() + 1, rest.end(), rest.begin());
      rest.back() = 0;
      for (int j = 0; j < Parity; ++j)
        rest[j] ^= F.times(generator[j + 1], factor);
    }
    out.insert(out.end(), rest.begin(), rest.end());
  }
  keep(out.back());
  co_return;
}
} // namespace archive_parity
PROGRAM(archive_parity, 2000000)

namespace book_number {
// In kind: the check digit of a book's number.
stallfree::task<> serve(inputs &in) {
  int sum = 0;
  for (int i = 0; i < 13; ++i)
    sum += in.bytes[i] % 10 * (i % 2 ? 3 : 1);
  keep(sum % 10 == 0);
  co_return;
}
} // namespace book_number
PROGRAM(book_number, 100)
