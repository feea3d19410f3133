#include "program.hpp"
#include <algorithm>
#include <array>
#include <bit>
#include <span>
#include <stallfree/sleep.hpp>
#include <string_view>

// In kind: a password manager opening its vault with PBKDF2-HMAC-SHA256.
namespace vault_unlock {
constexpr int rounds = 600'000;
using words8 = std::array<std::uint32_t, 8>;
using block = std::array<std::uint32_t, 16>;
constexpr words8 initial{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
constexpr std::uint32_t K[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
    0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
    0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};
words8 compress(const words8 &state, const block &in) {
  std::uint32_t w[64];
  std::copy(in.begin(), in.end(), w);
  for (int i = 16; i < 64; ++i) {
    std::uint32_t a = w[i - 15], b = w[i - 2];
    w[i] = w[i - 16] + w[i - 7] + (std::rotr(a, 7) ^ std::rotr(a, 18) ^ a >> 3) + (std::rotr(b, 17) ^ std::rotr(b, 19) ^ b >> 10);
  }
  auto [a, b, c, d, e, f, g, h] = state;
  for (int i = 0; i < 64; ++i) {
    std::uint32_t t = h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i];
    std::uint32_t u = (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g, g = f, f = e, e = d + t, d = c, c = b, b = a, a = t + u;
  }
  return {state[0] + a, state[1] + b, state[2] + c, state[3] + d, state[4] + e, state[5] + f, state[6] + g, state[7] + h};
}
class hmac {
  words8 inner, outer;
public:
  explicit hmac(const block &key) {
    block pad = key;
    for (auto &x : pad) x ^= 0x36363636;
    inner = compress(initial, pad);
    for (auto &x : pad) x ^= 0x36363636 ^ 0x5c5c5c5c;
    outer = compress(initial, pad);
  }
  words8 operator()(const words8 &message) const {
    block b{};
    std::copy(message.begin(), message.end(), b.begin());
    b[8] = 0x80000000, b[15] = (64 + 32) * 8;
    words8 first = compress(inner, b);
    std::copy(first.begin(), first.end(), b.begin());
    return compress(outer, b);
  }
};
stallfree::task<> serve(inputs &in) {
  block key{};
  for (std::size_t i = 0; i < std::min<std::size_t>(in.text.size(), 64); ++i)
    key[i / 4] |= std::uint32_t(in.text[i]) << (24 - i % 4 * 8);
  hmac mac(key);
  words8 u = mac({1, 2, 3, 4, 5, 6, 7, 1}), derived = u;
  for (int r = 1; r < rounds; ++r) {
    u = mac(u);
    for (int i = 0; i < 8; ++i) derived[i] ^= u[i];
  }
  keep(derived[0]);
  co_return;
}
}
PROGRAM(vault_unlock, 64)

// In kind: the second factor of a login: six digits of an HMAC of the time, one step early or late allowed.
namespace one_time_code {
constexpr int drift = 1;
constexpr std::uint32_t modulus = 1'000'000;
struct siphash {
  std::uint64_t v0, v1, v2, v3;
  siphash(std::uint64_t k0, std::uint64_t k1)
      : v0(k0 ^ 0x736f6d6570736575), v1(k1 ^ 0x646f72616e646f6d), v2(k0 ^ 0x6c7967656e657261), v3(k1 ^ 0x7465646279746573) {}
  void round() {
    v0 += v1, v2 += v3, v1 = std::rotl(v1, 13) ^ v0, v3 = std::rotl(v3, 16) ^ v2, v0 = std::rotl(v0, 32);
    v2 += v1, v0 += v3, v1 = std::rotl(v1, 17) ^ v2, v3 = std::rotl(v3, 21) ^ v0, v2 = std::rotl(v2, 32);
  }
  std::uint64_t finish(std::uint64_t m) {
    v3 ^= m, round(), round(), v0 ^= m, v2 ^= 0xff;
    for (int i = 0; i < 4; ++i) round();
    return v0 ^ v1 ^ v2 ^ v3;
  }
};
std::uint32_t code_at(std::uint64_t secret, std::uint64_t step) { return siphash(secret, ~secret).finish(step) % modulus; }
stallfree::task<> serve(inputs &in) {
  std::uint64_t secret = 0;
  for (int i = 0; i < 8; ++i) secret = secret << 8 | in.bytes[i];
  std::uint64_t now = std::uint64_t(in.numbers[0]) / 30;
  int accepted = -99;
  for (int d = -drift; d <= drift; ++d)
    if (code_at(secret, now + d) == std::uint32_t(in.numbers[1]) % modulus) accepted = d;
  keep(accepted);
  co_return;
}
}
PROGRAM(one_time_code, 20)

// In kind: the Bech32 encoder of a wallet (BIP 173).
namespace invoice_string {
constexpr std::string_view alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::size_t max_length = 90;
std::uint32_t polymod(const std::vector<std::uint8_t> &values) {
  static constexpr std::uint32_t generator[5] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
  std::uint32_t chk = 1;
  for (auto v : values) {
    auto top = chk >> 25;
    chk = (chk & 0x1ffffff) << 5 ^ v;
    for (int i = 0; i < 5; ++i)
      if (top >> i & 1) chk ^= generator[i];
  }
  return chk;
}
std::vector<std::uint8_t> regroup(std::span<const unsigned char> data) {
  std::vector<std::uint8_t> out;
  unsigned acc = 0;
  int bits = 0;
  for (auto byte : data) {
    acc = (acc << 8 | byte) & 0xfff;
    for (bits += 8; bits >= 5;) out.push_back(acc >> (bits -= 5) & 31);
  }
  if (bits) out.push_back(acc << (5 - bits) & 31);
  return out;
}
std::string encode(std::string_view prefix, std::span<const unsigned char> data) {
  auto symbols = regroup(data);
  if (prefix.size() + 1 + symbols.size() + 6 > max_length) return {};
  std::vector<std::uint8_t> all;
  for (char c : prefix) all.push_back(c >> 5);
  all.push_back(0);
  for (char c : prefix) all.push_back(c & 31);
  all.insert(all.end(), symbols.begin(), symbols.end());
  all.insert(all.end(), 6, 0);
  auto check = polymod(all) ^ 1;
  std::string out(prefix);
  out += '1';
  for (auto s : symbols) out += alphabet[s];
  for (int i = 0; i < 6; ++i) out += alphabet[check >> 5 * (5 - i) & 31];
  return out;
}
stallfree::task<> serve(inputs &in) {
  auto address = encode("bc", in.bytes);
  keep(double(address.size()) + (address.empty() ? 0 : address.back()));
  co_return;
}
}
PROGRAM(invoice_string, 32)

// In kind: a PDF writer embedding a picture as an ASCII85 stream.
namespace figure_ascii85 {
stallfree::task<> serve(inputs &in) {
  std::string out = "<~";
  int column = 2;
  auto put = [&](char c) {
    out.push_back(c);
    if (++column == 75) out.push_back('\n'), column = 0;
  };
  std::size_t i = 0;
  for (; i + 4 <= in.bytes.size(); i += 4) {
    std::uint32_t v = std::uint32_t(in.bytes[i]) << 24 | in.bytes[i + 1] << 16 | in.bytes[i + 2] << 8 | in.bytes[i + 3];
    if (v == 0) {
      put('z');
      continue;
    }
    char five[5];
    for (int k = 4; k >= 0; --k, v /= 85) five[k] = char('!' + v % 85);
    for (char c : five) put(c);
  }
  out += "~>";
  keep(double(out.size()) + out[out.size() / 2]);
  co_return;
}
}
PROGRAM(figure_ascii85, 6'000'000)

// In kind: the Viterbi decoder of a digital radio receiver: one frame, code of rate 1/2 and length 7.
namespace burst_decoder {
constexpr int frame_bits = 27'648, states = 64;
constexpr unsigned poly_a = 0171, poly_b = 0133;
constexpr int parity(unsigned x) { return std::popcount(x) & 1; }
struct survivor_table {
  std::vector<std::uint64_t> choice = std::vector<std::uint64_t>(frame_bits);
  std::array<int, states> metric{};
  void step(int t, int soft_a, int soft_b) {
    std::array<int, states> next;
    std::uint64_t chosen = 0;
    for (unsigned s = 0; s < states; ++s) {
      unsigned from0 = (s << 1) & 63, from1 = from0 | 1, in = s >> 5;
      auto cost = [&](unsigned from) {
        unsigned reg = in << 6 | from;
        return (parity(reg & poly_a) ? 255 - soft_a : soft_a) + (parity(reg & poly_b) ? 255 - soft_b : soft_b);
      };
      int m0 = metric[from0] + cost(from0), m1 = metric[from1] + cost(from1);
      next[s] = std::min(m0, m1);
      if (m1 < m0) chosen |= 1ull << s;
    }
    metric = next;
    choice[t] = chosen;
  }
};
stallfree::task<> serve(inputs &in) {
  survivor_table table;
  for (int t = 0; t < frame_bits; ++t) table.step(t, in.bytes[2 * t], in.bytes[2 * t + 1]);
  unsigned s = unsigned(std::min_element(table.metric.begin(), table.metric.end()) - table.metric.begin());
  unsigned ones = 0;
  for (int t = frame_bits - 1; t >= 0; --t) {
    ones += s >> 5;
    s = ((s << 1) & 63) | (table.choice[t] >> s & 1);
  }
  keep(ones);
  co_return;
}
}
PROGRAM(burst_decoder, 2 * 27'648)

// In kind: an RPC server compressing a reply as Snappy does (one hash table, no chains).
namespace snap_reply {
constexpr int table_bits = 14;
std::uint32_t load32(const char *p) { return std::uint32_t((unsigned char)p[0] | (unsigned char)p[1] << 8 | (unsigned char)p[2] << 16) | std::uint32_t((unsigned char)p[3]) << 24; }
std::string compress(std::string_view src) {
  std::vector<std::uint32_t> table(1 << table_bits, 0);
  std::string out;
  out.reserve(src.size() + src.size() / 6 + 32);
  std::size_t i = 1, literal = 0;
  while (i + 4 <= src.size()) {
    auto &slot = table[load32(&src[i]) * 0x1e35a7bdu >> (32 - table_bits)];
    std::size_t candidate = slot;
    slot = std::uint32_t(i);
    if (i - candidate > 65535 || load32(&src[candidate]) != load32(&src[i])) {
      ++i;
      continue;
    }
    std::size_t length = 4;
    while (length < 64 && i + length < src.size() && src[candidate + length] == src[i + length]) ++length;
    out += char(i - literal);
    out.append(src.substr(literal, i - literal));
    out += char(length), out += char(i - candidate), out += char((i - candidate) >> 8);
    literal = i += length;
  }
  out.append(src.substr(literal));
  return out;
}
stallfree::task<> serve(inputs &in) {
  keep(double(compress(in.text).size()));
  co_return;
}
}
PROGRAM(snap_reply, 1'000'000)

// In kind: a mail client writing the body of a message as quoted-printable.
namespace mail_quoted {
stallfree::task<> serve(inputs &in) {
  constexpr char hex[] = "0123456789ABCDEF";
  std::string out;
  std::size_t line = 0;
  for (unsigned char c : in.bytes) {
    bool plain = (c >= 33 && c <= 126 && c != '=') || c == ' ';
    if (line + (plain ? 1 : 3) > 75) out += "=\r\n", line = 0;
    if (plain) {
      out += char(c), ++line;
    } else {
      out += '=', out += hex[c >> 4], out += hex[c & 15];
      line += 3;
    }
  }
  keep(double(out.size()));
  co_return;
}
}
PROGRAM(mail_quoted, 30'000)

// In kind: a backup tool sealing an archive with ChaCha20 before it is sent.
namespace seal_backup {
using state = std::array<std::uint32_t, 16>;
inline void quarter(state &s, int a, int b, int c, int d) {
  s[a] += s[b], s[d] = std::rotl(s[d] ^ s[a], 16), s[c] += s[d], s[b] = std::rotl(s[b] ^ s[c], 12);
  s[a] += s[b], s[d] = std::rotl(s[d] ^ s[a], 8), s[c] += s[d], s[b] = std::rotl(s[b] ^ s[c], 7);
}
state keystream(const state &start) {
  state s = start;
  for (int i = 0; i < 10; ++i) {
    quarter(s, 0, 4, 8, 12), quarter(s, 1, 5, 9, 13), quarter(s, 2, 6, 10, 14), quarter(s, 3, 7, 11, 15);
    quarter(s, 0, 5, 10, 15), quarter(s, 1, 6, 11, 12), quarter(s, 2, 7, 8, 13), quarter(s, 3, 4, 9, 14);
  }
  for (int i = 0; i < 16; ++i) s[i] += start[i];
  return s;
}
stallfree::task<> serve(inputs &in) {
  state start{0x61707865, 0x3320646e, 0x79622d32, 0x6b206574, 1, 2, 3, 4, 5, 6, 7, 8, 0, 9, 10, 11};
  for (std::size_t at = 0; at < in.bytes.size(); at += 64, ++start[12]) {
    auto stream = keystream(start);
    auto end = std::min<std::size_t>(64, in.bytes.size() - at);
    for (std::size_t i = 0; i < end; ++i) in.bytes[at + i] ^= std::uint8_t(stream[i / 4] >> i % 4 * 8);
  }
  keep(in.bytes.back());
  co_return;
}
}
PROGRAM(seal_backup, 8'000'000)
