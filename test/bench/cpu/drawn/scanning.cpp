// Security: passwords, certificates, scanners.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <numeric>
#include <queue>
#include <regex>
#include <span>
#include <string_view>
#include <unordered_map>

namespace sha2 {
constexpr std::array<std::uint32_t, 64> round_constants = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
    0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
    0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

using state = std::array<std::uint32_t, 8>;
using digest = std::array<unsigned char, 32>;
constexpr state start = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

inline void compress(state &s, const unsigned char *block) {
  std::array<std::uint32_t, 64> w;
  for (std::size_t i = 0; i < 16; ++i)
    w[i] = std::uint32_t(block[4 * i]) << 24 | std::uint32_t(block[4 * i + 1]) << 16 | std::uint32_t(block[4 * i + 2]) << 8 | block[4 * i + 3];
  for (std::size_t i = 16; i < 64; ++i) {
    const auto s0 = std::rotr(w[i - 15], 7) ^ std::rotr(w[i - 15], 18) ^ (w[i - 15] >> 3);
    const auto s1 = std::rotr(w[i - 2], 17) ^ std::rotr(w[i - 2], 19) ^ (w[i - 2] >> 10);
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
  auto [a, b, c, d, e, f, g, h] = s;
  for (std::size_t i = 0; i < 64; ++i) {
    const auto t1 = h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) + ((e & f) ^ (~e & g)) + round_constants[i] + w[i];
    const auto t2 = (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g, g = f, f = e, e = d + t1, d = c, c = b, b = a, a = t1 + t2;
  }
  const state added = {a, b, c, d, e, f, g, h};
  for (std::size_t i = 0; i < 8; ++i)
    s[i] += added[i];
}

inline digest hash(std::span<const unsigned char> data, state s = start, std::uint64_t before = 0) {
  const std::uint64_t bits = (before + data.size()) * 8;
  for (; data.size() >= 64; data = data.subspan(64))
    compress(s, data.data());
  std::array<unsigned char, 128> tail{};
  std::copy(data.begin(), data.end(), tail.begin());
  tail[data.size()] = 0x80;
  const std::size_t length = data.size() < 56 ? 64 : 128;
  for (std::size_t i = 0; i < 8; ++i)
    tail[length - 1 - i] = static_cast<unsigned char>(bits >> (8 * i));
  for (std::size_t at = 0; at < length; at += 64)
    compress(s, tail.data() + at);
  digest out;
  for (std::size_t i = 0; i < 32; ++i)
    out[i] = static_cast<unsigned char>(s[i / 4] >> (24 - 8 * (i % 4)));
  return out;
}
} // namespace sha2

// In kind: a log-in's password check with PBKDF2-HMAC-SHA256 (Django, OpenSSL).
namespace password_check {
constexpr int iterations = 260'000;

class hmac {
public:
  explicit hmac(std::string_view key) : inner_(sha2::start), outer_(sha2::start) {
    std::array<unsigned char, 64> inner, outer;
    for (std::size_t i = 0; i < 64; ++i) {
      const unsigned char k = i < key.size() ? static_cast<unsigned char>(key[i]) : 0;
      inner[i] = k ^ 0x36;
      outer[i] = k ^ 0x5c;
    }
    sha2::compress(inner_, inner.data());
    sha2::compress(outer_, outer.data());
  }
  sha2::digest sign(std::span<const unsigned char> message) const { return sha2::hash(sha2::hash(message, inner_, 64), outer_, 64); }

private:
  sha2::state inner_, outer_;
};

sha2::digest stretch(std::string_view password, std::span<const unsigned char> salt) {
  const hmac key(password);
  std::vector<unsigned char> first(salt.begin(), salt.end());
  first.insert(first.end(), {0, 0, 0, 1});
  sha2::digest round = key.sign(first), result = round;
  for (int i = 1; i < iterations; ++i) {
    round = key.sign(round);
    for (std::size_t k = 0; k < result.size(); ++k)
      result[k] ^= round[k];
  }
  return result;
}

stallfree::task<> serve(inputs &in) {
  const auto password = std::string_view(in.text).substr(0, 64);
  const auto stored = stretch(password, std::span(in.bytes).first(16));
  keep(stored[0] + stored[31]);
  co_return;
}
} // namespace password_check
PROGRAM(password_check, 100)

// In kind: an upload scanner's signatures (ClamAV, Snort): Aho-Corasick over the whole document.
namespace signature_scan {
class automaton {
public:
  automaton() : nodes_(1) {}
  void add(std::string_view signature) {
    int at = 0;
    for (char c : signature) {
      int &next = nodes_[std::size_t(at)].next[static_cast<unsigned char>(c)];
      if (next == 0) {
        next = int(nodes_.size());
        at = next;
        nodes_.emplace_back();
      } else {
        at = next;
      }
    }
    ++nodes_[std::size_t(at)].matches;
  }
  void finish() {
    std::queue<int> order;
    for (int child : nodes_[0].next)
      if (child)
        order.push(child);
    for (; !order.empty(); order.pop()) {
      node &here = nodes_[std::size_t(order.front())];
      here.matches += nodes_[std::size_t(here.fallback)].matches;
      for (std::size_t c = 0; c < 256; ++c) {
        const int otherwise = nodes_[std::size_t(here.fallback)].next[c];
        if (int child = here.next[c]) {
          nodes_[std::size_t(child)].fallback = otherwise;
          order.push(child);
        } else {
          here.next[c] = otherwise;
        }
      }
    }
  }
  std::size_t scan(std::string_view document) const {
    std::size_t found = 0;
    int at = 0;
    for (char c : document) {
      at = nodes_[std::size_t(at)].next[static_cast<unsigned char>(c)];
      found += std::size_t(nodes_[std::size_t(at)].matches);
    }
    return found;
  }

private:
  struct node {
    std::array<int, 256> next{};
    int fallback = 0, matches = 0;
  };
  std::vector<node> nodes_;
};

stallfree::task<> serve(inputs &in) {
  automaton signatures;
  for (std::size_t i = 0; i < 1500 && i < in.words.size(); ++i)
    signatures.add(in.words[i]);
  signatures.finish();
  keep(double(signatures.scan(in.text)));
  co_return;
}
} // namespace signature_scan
PROGRAM(signature_scan, 3000000)

// In kind: a client certificate that a proxy forwards in a header (nginx, Envoy): PEM to a fingerprint.
namespace certificate_fingerprint {
constexpr std::size_t header_limit = 16 * 1024;

int value_of(char c) {
  if (c >= 'A' && c <= 'Z')
    return c - 'A';
  if (c >= 'a' && c <= 'z')
    return c - 'a' + 26;
  if (c >= '0' && c <= '9')
    return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

std::vector<unsigned char> decode(std::string_view pem) {
  std::vector<unsigned char> der;
  der.reserve(pem.size() * 3 / 4);
  unsigned bits = 0;
  int held = 0;
  for (char c : pem) {
    const int value = value_of(c);
    if (value < 0)
      continue;
    bits = bits << 6 | unsigned(value);
    if ((held += 6) >= 8)
      der.push_back(static_cast<unsigned char>(bits >> (held -= 8)));
  }
  return der;
}

std::string hexadecimal(std::span<const unsigned char> bytes) {
  std::string text;
  for (unsigned char b : bytes) {
    if (!text.empty())
      text += ':';
    text += "0123456789ABCDEF"[b >> 4];
    text += "0123456789ABCDEF"[b & 15];
  }
  return text;
}

stallfree::task<> serve(inputs &in) {
  if (in.text.size() <= header_limit) {
    const auto der = decode(in.text);
    keep(hexadecimal(sha2::hash(der))[0]);
  } else {
    keep(431); // request header fields too large
  }
  co_return;
}
} // namespace certificate_fingerprint
PROGRAM(certificate_fingerprint, 16000)

// In kind: ignore rules for a scanned path (git's wildmatch, fnmatch).
namespace ignore_rules {
bool matches(std::string_view pattern, std::string_view text) {
  std::size_t p = 0, t = 0, star = std::string_view::npos, mark = 0;
  while (t < text.size()) {
    if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p, ++t;
    } else if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      mark = t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++mark;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

class rules {
public:
  explicit rules(const std::vector<std::string> &lines) {
    const auto last = lines.size() > limit ? lines.begin() + limit : lines.end();
    for (auto line = lines.begin(); line != last; ++line)
      patterns_.push_back("*" + line->substr(0, 2) + "*?" + line->substr(2, 1) + "*");
  }
  int ignored_by(std::string_view path) const {
    int last = -1;
    for (std::size_t i = 0; i < patterns_.size(); ++i)
      if (matches(patterns_[i], path))
        last = int(i);
    return last;
  }

private:
  static constexpr int limit = 200;
  std::vector<std::string> patterns_;
};

stallfree::task<> serve(inputs &in) {
  constexpr std::size_t path_max = 255;
  std::string path(in.text);
  if (path.size() > path_max)
    path.resize(path_max);
  std::ranges::replace(path, ' ', '/');
  keep(rules(in.words).ignored_by(path));
  co_return;
}
} // namespace ignore_rules
PROGRAM(ignore_rules, 50000)

// In kind: a log-in throttle's count-min sketch (Cloudflare, Redis): a batch of events each tick, the rest stays queued.
namespace login_throttle {
constexpr int depth = 4, width = 2048, batch = 512;

class sketch {
public:
  unsigned add(std::string_view address) {
    unsigned least = ~0u;
    std::uint64_t hash = 14695981039346656037ull;
    for (char c : address)
      hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
    for (int row = 0; row < depth; ++row) {
      unsigned &count = counts_[row][(hash >> (row * 11)) % width];
      least = std::min(least, ++count);
    }
    return least;
  }
  void age() {
    for (auto &row : counts_)
      for (unsigned &count : row)
        count /= 2;
  }

private:
  std::array<std::array<unsigned, width>, depth> counts_{};
};

stallfree::task<> serve(inputs &in) {
  static sketch recent;
  std::size_t next = 0, taken = 0, blocked = 0;
  while (taken < batch && next < in.words.size()) {
    const std::string &address = in.words[next++];
    ++taken;
    if (recent.add(address) > 5)
      ++blocked;
  }
  recent.age();
  keep(double(blocked));
  co_return;
}
} // namespace login_throttle
PROGRAM(login_throttle, 200000)

// In kind: primes for a test key (OpenSSL's BN_generate_prime in small): trial division, then Miller-Rabin.
namespace key_primes {
using number = std::uint64_t;
constexpr int wanted = 256;
constexpr std::array<number, 12> witnesses = {2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37};

number multiply(number a, number b, number m) { return number(static_cast<unsigned __int128>(a) * b % m); }

number power(number base, number exponent, number m) {
  number result = 1;
  for (; exponent; exponent >>= 1) {
    if (exponent & 1)
      result = multiply(result, base, m);
    base = multiply(base, base, m);
  }
  return result;
}

bool prime(number n) {
  for (number w : witnesses)
    if (n % w == 0)
      return n == w;
  const int twos = std::countr_zero(n - 1);
  return std::ranges::all_of(witnesses, [&](number w) {
    number x = power(w, (n - 1) >> twos, n);
    if (x == 1 || x == n - 1)
      return true;
    for (int i = 1; i < twos; ++i)
      if ((x = multiply(x, x, n)) == n - 1)
        return true;
    return false;
  });
}

stallfree::task<> serve(inputs &) {
  std::vector<number> found;
  for (number candidate = (number(1) << 61) + 12345; found.size() < wanted; candidate += 2)
    if (prime(candidate))
      found.push_back(candidate);
  keep(double(found.back() % 1000003));
  co_return;
}
} // namespace key_primes
PROGRAM(key_primes, 100)

// In kind: redaction of an uploaded log (logstash's gsub, scrubadub) with regular expressions, a line at a time.
namespace log_redaction {
std::string redact(const std::string &line) {
  static const std::regex name("(user|login|mail)[a-z]*"), secret("\\b[aeiou]{2}[a-z]+\\b");
  return std::regex_replace(std::regex_replace(line, name, "[name]"), secret, "[secret]");
}

stallfree::task<> serve(inputs &in) {
  std::string clean;
  std::size_t at = 0;
  while (at < in.text.size()) {
    const std::size_t end = std::min(in.text.find('\n', at), in.text.size());
    clean += redact(in.text.substr(at, end - at));
    clean += '\n';
    at = end + 1;
  }
  keep(double(clean.size()));
  co_return;
}
} // namespace log_redaction
PROGRAM(log_redaction, 400000)
