// Keys, seals and codes.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <map>
#include <numeric>
#include <span>
#include <string_view>
#include <utility>

// In kind: the shared secret of a new peer, one multiplication on Curve25519 (WireGuard, libsodium).
namespace peer_handshake {
using element = std::array<std::int64_t, 16>;
void carry(element &e) {
  for (std::size_t i = 0; i < 16; ++i) {
    e[i] += 1 << 16;
    auto c = e[i] >> 16;
    e[(i + 1) % 16] += i < 15 ? c - 1 : 38 * (c - 1);
    e[i] -= c * 65536;
  }
}
element add(const element &a, const element &b, int sign = 1) {
  element out;
  std::ranges::transform(a, b, out.begin(), [=](auto x, auto y) { return x + sign * y; });
  return out;
}
element multiply(const element &a, const element &b) {
  std::array<std::int64_t, 31> wide{};
  for (std::size_t i = 0; i < 16; ++i)
    for (std::size_t k = 0; k < 16; ++k)
      wide[i + k] += a[i] * b[k];
  element out;
  for (std::size_t i = 0; i < 16; ++i)
    out[i] = wide[i] + (i < 15 ? 38 * wide[i + 16] : 0);
  carry(out), carry(out);
  return out;
}
element inverse(const element &e) {
  element out = e;
  for (int bit = 253; bit >= 0; --bit) {
    out = multiply(out, out);
    if (bit != 2 && bit != 4)
      out = multiply(out, e);
  }
  return out;
}
element scalar_multiply(std::span<const std::uint8_t, 32> secret, const element &x) {
  const element small{0xdb41, 1};
  element a{1}, b = x, c{}, d{1};
  auto conditional_swap = [&](bool swap) { swap ? std::swap(a, b), std::swap(c, d) : void(); };
  for (int bit = 254; bit >= 0; --bit) {
    bool swap = secret[std::size_t(bit / 8)] >> bit % 8 & 1;
    conditional_swap(swap);
    auto e = add(a, c), f = add(b, d), g = add(a, c, -1), h = add(b, d, -1);
    auto ee = multiply(e, e), gg = multiply(g, g), eh = multiply(e, h), fg = multiply(f, g);
    auto sum = add(fg, eh), difference = add(fg, eh, -1), gap = add(ee, gg, -1);
    b = multiply(sum, sum);
    d = multiply(multiply(difference, difference), x);
    a = multiply(ee, gg);
    c = multiply(gap, add(multiply(gap, small), ee));
    conditional_swap(swap);
  }
  return multiply(a, inverse(c));
}
stallfree::task<> serve(inputs &in) {
  std::array<std::uint8_t, 32> secret{};
  std::copy_n(in.bytes.begin(), 32, secret.begin());
  secret[0] &= 248, secret[31] = static_cast<std::uint8_t>((secret[31] & 127) | 64);
  auto shared = scalar_multiply(secret, element{9});
  keep(double(std::accumulate(shared.begin(), shared.end(), std::int64_t(0))));
  co_return;
}
} // namespace peer_handshake
PROGRAM(peer_handshake, 100)

// In kind: signing a release with a long private key, one big power (GnuPG, OpenSSL's RSA).
namespace sign_release {
constexpr std::size_t limbs = 96; // 3072 bits
using number = std::array<std::uint32_t, limbs>;
class montgomery {
  number modulus;
  std::uint32_t inverse = 1;

public:
  explicit montgomery(const number &m) : modulus(m) {
    for (int i = 0; i < 5; ++i)
      inverse *= 2 - m[0] * inverse;
  }
  number multiply(const number &a, const number &b) const {
    std::array<std::uint32_t, limbs + 2> t{};
    auto add_row = [&](const number &row, std::uint32_t factor) {
      std::uint64_t carry = 0;
      for (std::size_t k = 0; k < limbs; ++k) {
        carry += t[k] + std::uint64_t(row[k]) * factor;
        t[k] = static_cast<std::uint32_t>(carry);
        carry >>= 32;
      }
      carry += t[limbs];
      t[limbs] = static_cast<std::uint32_t>(carry), t[limbs + 1] += static_cast<std::uint32_t>(carry >> 32);
    };
    for (std::size_t i = 0; i < limbs; ++i) {
      add_row(a, b[i]);
      add_row(modulus, 0u - t[0] * inverse);
      std::copy(t.begin() + 1, t.end(), t.begin());
      t[limbs + 1] = 0;
    }
    number out;
    std::copy_n(t.begin(), limbs, out.begin());
    return out;
  }
  number power(const number &base, const number &exponent) const {
    number out = base;
    for (std::size_t bit = limbs * 32 - 1; bit-- > 0;) {
      out = multiply(out, out);
      if (exponent[bit / 32] >> bit % 32 & 1)
        out = multiply(out, base);
    }
    return out;
  }
};
number key(std::uint32_t seed) {
  number n;
  std::ranges::generate(n, [&] { return seed = seed * 1664525u + 1013904223u; });
  n[0] |= 1, n[limbs - 1] = 0x7fffffff;
  return n;
}
stallfree::task<> serve(inputs &in) {
  static const number modulus = key(1), secret = key(2);
  number digest = key(3);
  std::copy_n(in.bytes.begin(), 32, digest.begin());
  auto signature = montgomery(modulus).power(digest, secret);
  keep(std::accumulate(signature.begin(), signature.end(), 0.0));
  co_return;
}
} // namespace sign_release
PROGRAM(sign_release, 100)

// In kind: a login's cipher set up again and again so that guessing is dear (bcrypt in crypt_blowfish).
namespace cost_schedule {
constexpr int cost = 10;
class schedule {
  std::array<std::uint32_t, 18> rounds;
  std::array<std::array<std::uint32_t, 256>, 4> boxes;
  std::uint32_t mangle(std::uint32_t x) const {
    return ((boxes[0][x >> 24] + boxes[1][x >> 16 & 255]) ^ boxes[2][x >> 8 & 255]) + boxes[3][x & 255];
  }

public:
  schedule() {
    std::uint32_t x = 0x243f6a88;
    auto next = [&] { return x = x * 22695477u + 1; };
    std::ranges::generate(rounds, next);
    for (auto &box : boxes)
      std::ranges::generate(box, next);
  }
  void encrypt(std::uint32_t &left, std::uint32_t &right) const {
    for (std::size_t i = 0; i < 16; ++i) {
      left ^= rounds[i], right ^= mangle(left);
      std::swap(left, right);
    }
    left = std::exchange(right, left ^ rounds[16]) ^ rounds[17];
  }
  void expand(std::string_view key) {
    for (std::size_t i = 0, at = 0; i < rounds.size(); ++i)
      for (int k = 0; k < 4; ++k, at = (at + 1) % key.size())
        rounds[i] ^= std::uint32_t(static_cast<unsigned char>(key[at])) << 8 * k;
    std::uint32_t left = 0, right = 0;
    auto fill = [&](auto &table) {
      for (std::size_t i = 0; i < table.size(); i += 2) {
        encrypt(left, right);
        table[i] = left, table[i + 1] = right;
      }
    };
    fill(rounds);
    for (auto &box : boxes)
      fill(box);
  }
};
stallfree::task<> serve(inputs &in) {
  schedule s;
  for (int i = 0; i < 1 << cost; ++i)
    for (auto part : {std::string_view(in.text).substr(0, 12), std::string_view(in.text).substr(20, 16)})
      s.expand(part);
  std::uint32_t left = 0x4f727068, right = 0x65616e42;
  s.encrypt(left, right);
  keep(double(left ^ right));
  co_return;
}
} // namespace cost_schedule
PROGRAM(cost_schedule, 100)

// In kind: sealing what a game server sends to its players (The Forgotten Server, OTClient's XTEA).
namespace player_packets {
class cipher {
  std::array<std::uint32_t, 4> key;

public:
  explicit cipher(const std::string &session) : key{} {
    for (std::size_t i = 0; i < session.size(); ++i)
      key[i % 4] = std::rotl(key[i % 4], 8) ^ static_cast<unsigned char>(session[i]);
  }
  void seal(std::span<unsigned char, 8> block) const {
    std::uint32_t v[2], sum = 0;
    std::memcpy(v, block.data(), sizeof v);
    for (int round = 0; round < 32; ++round) {
      v[0] += ((v[1] << 4 ^ v[1] >> 5) + v[1]) ^ (sum + key[sum & 3]);
      sum += 0x9e3779b9;
      v[1] += ((v[0] << 4 ^ v[0] >> 5) + v[0]) ^ (sum + key[sum >> 11 & 3]);
    }
    std::memcpy(block.data(), v, sizeof v);
  }
};
stallfree::task<> serve(inputs &in) {
  const cipher session(in.words[0] + in.words[1]);
  in.bytes.resize((in.bytes.size() + 7) / 8 * 8, 0x33);
  for (std::size_t at = 0; at < in.bytes.size(); at += 8)
    session.seal(std::span<unsigned char, 8>(&in.bytes[at], 8));
  keep(std::accumulate(in.bytes.begin(), in.bytes.end(), 0.0));
  co_return;
}
} // namespace player_packets
PROGRAM(player_packets, 5000000)

// In kind: walking the nested fields of one certificate (Botan, Mbed TLS).
namespace certificate_fields {
struct walker {
  std::map<unsigned, std::size_t> tags;
  std::size_t deepest = 0;
  void walk(std::span<const unsigned char> der, std::size_t depth) {
    deepest = std::max(deepest, depth);
    for (std::size_t at = 0; at + 2 <= der.size();) {
      unsigned tag = der[at++];
      std::size_t length = der[at++];
      for (std::size_t n = length < 128 ? 0 : std::exchange(length, 0) % 3; n > 0 && at < der.size(); --n)
        length = length << 8 | der[at++];
      length = std::min(length, der.size() - at);
      ++tags[tag & 31];
      if (tag & 32 && depth < 12)
        walk(der.subspan(at, length), depth + 1);
      at += length;
    }
  }
};
stallfree::task<> serve(inputs &in) {
  walker w;
  w.walk(std::span(in.bytes).first(std::min<std::size_t>(in.bytes.size(), 2400)), 0);
  keep(std::accumulate(w.tags.begin(), w.tags.end(), double(w.deepest), [](double s, auto &t) { return s + double(t.first * t.second); }));
  co_return;
}
} // namespace certificate_fields
PROGRAM(certificate_fields, 80000)

// In kind: making a secret whole from the shares of its holders (Vault's unseal, libgfshare).
namespace unseal_shares {
struct field {
  std::array<std::uint8_t, 510> power{};
  std::array<int, 256> log{};
  field() {
    for (unsigned i = 0, x = 1; i < 255; ++i, x = (x << 1 ^ x) & 255 ? (x << 1 ^ x ^ (x & 128 ? 0x11b : 0)) : 1) {
      power[i] = power[i + 255] = static_cast<std::uint8_t>(x);
      log[x] = int(i);
    }
  }
  std::uint8_t multiply(std::uint8_t a, std::uint8_t b) const { return a && b ? power[std::size_t(log[a] + log[b])] : 0; }
  std::uint8_t divide(std::uint8_t a, std::uint8_t b) const { return a ? power[std::size_t(log[a] + 255 - log[b])] : 0; }
};
stallfree::task<> serve(inputs &in) {
  static const field gf;
  constexpr std::size_t holders = 12;
  const std::size_t length = in.bytes.size() / holders;
  unsigned sum = 0;
  for (std::size_t at = 0; at < length; ++at) {
    std::uint8_t secret = 0;
    for (std::size_t i = 0; i < holders; ++i) {
      std::uint8_t term = in.bytes[i * length + at];
      for (std::uint8_t k = 1; k <= holders; ++k)
        if (k != i + 1)
          term = gf.divide(gf.multiply(term, k), static_cast<std::uint8_t>(k ^ (i + 1)));
      secret ^= term;
    }
    sum += secret;
  }
  keep(sum);
  co_return;
}
} // namespace unseal_shares
PROGRAM(unseal_shares, 400000)

// In kind: a wallet's seed as words that can be written down, and back (BIP 39 in Trezor, libwally).
namespace seed_phrase {
constexpr std::size_t bits = 11;
std::vector<unsigned> split(std::span<const unsigned char> entropy) {
  std::vector<unsigned> out;
  unsigned held = 0, buffer = 0, check = 0;
  for (auto byte : entropy) {
    buffer = (buffer << 8 | byte) & 0xfffff;
    check = std::rotl(check, 5) ^ byte;
    if ((held += 8) >= bits)
      out.push_back(buffer >> (held -= bits) & 2047);
  }
  out.push_back((buffer << (bits - held) | check % 16) & 2047);
  return out;
}
stallfree::task<> serve(inputs &in) {
  std::vector<std::string> list(in.words.begin(), in.words.begin() + 2048);
  std::ranges::sort(list);
  std::string phrase;
  for (unsigned index : split(std::span(in.bytes).first(32)))
    phrase += list[index] + ' ';
  double sum = 0;
  for (std::size_t at = 0, end; (end = phrase.find(' ', at)) != phrase.npos; at = end + 1)
    sum += double(std::ranges::lower_bound(list, phrase.substr(at, end - at)) - list.begin());
  keep(sum);
  co_return;
}
} // namespace seed_phrase
PROGRAM(seed_phrase, 30000)
