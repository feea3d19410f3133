#include "program.hpp"
#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <memory>
#include <span>
#include <stallfree/sleep.hpp>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace login_hash {
class blowfish {
public:
  blowfish() {
    std::uint32_t x = 0x243f6a88;
    auto fill = [&x](auto &word) { word = x = (x ^ x >> 15) * 2246822519u + 0x13198a2e; };
    std::for_each(p.begin(), p.end(), fill);
    for (auto &box : s)
      std::for_each(box.begin(), box.end(), fill);
  }
  void expand(std::string_view key) {
    std::size_t at = 0;
    for (auto &word : p) {
      std::uint32_t k = 0;
      for (int i = 0; i < 4; ++i)
        k = k << 8 | static_cast<unsigned char>(key[at++ % key.size()]);
      word ^= k;
    }
    std::uint32_t l = 0, r = 0;
    auto refill = [&](auto &words) {
      for (std::size_t i = 0; i < words.size(); i += 2) {
        encrypt(l, r);
        words[i] = l;
        words[i + 1] = r;
      }
    };
    refill(p);
    for (auto &box : s)
      refill(box);
  }
  void encrypt(std::uint32_t &l, std::uint32_t &r) const {
    for (int i = 0; i < 16; ++i) {
      l ^= p[i];
      r ^= ((s[0][l >> 24] + s[1][l >> 16 & 255]) ^ s[2][l >> 8 & 255]) + s[3][l & 255];
      std::swap(l, r);
    }
    std::swap(l, r);
    r ^= p[16];
    l ^= p[17];
  }

private:
  std::array<std::uint32_t, 18> p;
  std::array<std::array<std::uint32_t, 256>, 4> s;
};

// In kind: bcrypt when somebody logs in, at the usual cost of 10.
stallfree::task<> serve(inputs &in) {
  constexpr unsigned cost = 10;
  std::string password = in.words[0] + in.words[1], salt = "0123456789abcdef";
  auto state = std::make_unique<blowfish>();
  for (std::uint32_t i = 0; i < 1u << cost; ++i) {
    state->expand(password);
    state->expand(salt);
  }
  std::uint32_t l = 0x4f727068, r = 0x65616e42;
  for (int i = 0; i < 64; ++i)
    state->encrypt(l, r);
  keep(l);
  co_return;
}
} // namespace login_hash
PROGRAM(login_hash, 16)

namespace zone_reload {
enum class type { a, cname, mx, txt };
struct record {
  type kind;
  unsigned ttl;
  std::string data;
};
std::string_view next_word(std::string_view &line) {
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  auto word = line.substr(0, line.find(' '));
  line.remove_prefix(word.size());
  return word;
}
// In kind: a name server reading a large zone file again after a signal (NSD, BIND).
stallfree::task<> serve(inputs &in) {
  std::map<std::string, std::vector<record>, std::less<>> zone;
  std::string_view file = in.text;
  std::string origin = ".example.org.";
  int bad = 0;
  while (!file.empty()) {
    auto line = file.substr(0, file.find('\n'));
    file.remove_prefix(std::min(line.size() + 1, file.size()));
    auto name = next_word(line), kind = next_word(line), data = next_word(line);
    if (name.empty() || data.empty()) {
      ++bad;
      continue;
    }
    zone[std::string(name) + origin].push_back({type(kind[0] % 4), 3600, std::string(data)});
  }
  std::size_t most = 0;
  for (auto &[name, records] : zone)
    most = std::max(most, records.size());
  keep(double(zone.size() + most) + bad);
  co_return;
}
} // namespace zone_reload
PROGRAM(zone_reload, 5000000)

namespace neighbour_table {
struct entry {
  std::uint32_t address = 0, seen = 0;
  std::uint16_t port = 0;
  bool used = false;
};
class table {
public:
  void learn(std::uint32_t address, std::uint16_t port, std::uint32_t now) {
    entry *oldest = &entries_[0];
    for (auto &e : entries_) {
      if (e.used && e.address == address) {
        e.seen = now;
        e.port = port;
        return;
      }
      if (!e.used || (oldest->used && e.seen < oldest->seen))
        oldest = &e;
    }
    *oldest = {address, now, port, true};
  }
  auto live(std::uint32_t since) const {
    return std::count_if(entries_.begin(), entries_.end(), [=](auto &e) { return e.used && e.seen >= since; });
  }

private:
  std::array<entry, 128> entries_{};
};
// In kind: the ARP cache of an embedded network stack, for the packets of one poll (lwIP).
stallfree::task<> serve(inputs &in) {
  constexpr std::size_t budget = 64;
  table t;
  for (std::size_t i = 0; i < std::min(budget, in.numbers.size()); ++i)
    t.learn(0x0a000000u + std::uint32_t(in.numbers[i]) % 300, std::uint16_t(in.bytes[i]), std::uint32_t(i));
  keep(double(t.live(10)));
  co_return;
}
} // namespace neighbour_table
PROGRAM(neighbour_table, 1000)

namespace tls_record {
constexpr std::size_t max_record = 16384;
using block = std::array<std::uint32_t, 16>;
void quarter(block &s, int a, int b, int c, int d) {
  s[a] += s[b]; s[d] = std::rotl(s[d] ^ s[a], 16);
  s[c] += s[d]; s[b] = std::rotl(s[b] ^ s[c], 12);
  s[a] += s[b]; s[d] = std::rotl(s[d] ^ s[a], 8);
  s[c] += s[d]; s[b] = std::rotl(s[b] ^ s[c], 7);
}
block key_stream(const block &state) {
  block s = state;
  for (int i = 0; i < 10; ++i) {
    for (int k = 0; k < 4; ++k)
      quarter(s, k, k + 4, k + 8, k + 12);
    for (int k = 0; k < 4; ++k)
      quarter(s, k, (k + 1) % 4 + 4, (k + 2) % 4 + 8, (k + 3) % 4 + 12);
  }
  for (int i = 0; i < 16; ++i)
    s[i] += state[i];
  return s;
}
// In kind: ChaCha20 over one TLS record before it is written to the socket.
stallfree::task<> serve(inputs &in) {
  block state{0x61707865, 0x3320646e, 0x79622d32, 0x6b206574, 1, 2, 3, 4, 5, 6, 7, 8, 0, 9, 10, 11};
  std::span<unsigned char> record(in.bytes.data(), std::min(in.bytes.size(), max_record));
  std::uint32_t tag = 0;
  for (std::size_t from = 0; from < record.size(); from += 64, ++state[12]) {
    block stream = key_stream(state);
    for (std::size_t i = from; i < std::min(from + 64, record.size()); ++i) {
      record[i] ^= static_cast<unsigned char>(stream[(i - from) / 4] >> (i % 4 * 8));
      tag = tag * 31 + record[i];
    }
  }
  keep(tag);
  co_return;
}
} // namespace tls_record
PROGRAM(tls_record, 16384)

namespace host_signature {
constexpr int limbs = 64; // 2048 bits
using number = std::array<std::uint32_t, limbs>;
struct modulus {
  number n;
  std::uint32_t inverse; // of -n, modulo 2^32
  explicit modulus(const number &m) : n(m), inverse(1) {
    for (int i = 0; i < 5; ++i)
      inverse *= 2 - n[0] * inverse;
    inverse = 0 - inverse;
  }
  void subtract(number &a) const {
    std::uint64_t borrow = 0;
    for (int i = 0; i < limbs; ++i) {
      std::uint64_t d = std::uint64_t(a[i]) - n[i] - borrow;
      a[i] = std::uint32_t(d);
      borrow = d >> 63;
    }
  }
  number multiply(const number &a, const number &b) const {
    std::array<std::uint32_t, limbs + 2> t{};
    for (int i = 0; i < limbs; ++i) {
      std::uint64_t carry = 0;
      for (int j = 0; j < limbs; ++j) {
        carry += std::uint64_t(a[i]) * b[j] + t[j];
        t[j] = std::uint32_t(carry);
        carry >>= 32;
      }
      carry += t[limbs];
      t[limbs] = std::uint32_t(carry);
      t[limbs + 1] = std::uint32_t(carry >> 32);
      std::uint32_t m = t[0] * inverse;
      carry = (std::uint64_t(m) * n[0] + t[0]) >> 32;
      for (int j = 1; j < limbs; ++j) {
        carry += std::uint64_t(m) * n[j] + t[j];
        t[j - 1] = std::uint32_t(carry);
        carry >>= 32;
      }
      carry += t[limbs];
      t[limbs - 1] = std::uint32_t(carry);
      t[limbs] = t[limbs + 1] + std::uint32_t(carry >> 32);
    }
    number r;
    std::copy_n(t.begin(), limbs, r.begin());
    if (t[limbs] || !std::lexicographical_compare(r.rbegin(), r.rend(), n.rbegin(), n.rend()))
      subtract(r);
    return r;
  }
};
// In kind: an SSH server signing with its RSA key, 2048 bits, when a client connects.
stallfree::task<> serve(inputs &in) {
  number n, message, exponent;
  for (int i = 0; i < limbs; ++i) {
    n[i] = std::uint32_t(in.numbers[i]) * 251u;
    message[i] = std::uint32_t(in.numbers[i + limbs]);
    exponent[i] = std::uint32_t(in.numbers[i + 2 * limbs]) * 257u;
  }
  n.front() |= 1;
  n.back() |= 0x80000000;
  modulus m(n);
  number power = message;
  for (int bit = limbs * 32 - 2; bit >= 0; --bit) {
    power = m.multiply(power, power);
    if (exponent[bit / 32] >> bit % 32 & 1)
      power = m.multiply(power, message);
  }
  keep(power[0]);
  co_return;
}
} // namespace host_signature
PROGRAM(host_signature, 192)
