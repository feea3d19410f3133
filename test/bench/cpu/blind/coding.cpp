// Encoders, decoders, hashes.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <numeric>
#include <stallfree/sleep.hpp>

namespace arithmetic_upload {
// In kind: an adaptive arithmetic coder with a plain table of frequencies.
class model {
public:
  model() { counts.fill(1); }
  std::uint32_t below(unsigned char symbol) const {
    return std::accumulate(counts.begin(), counts.begin() + symbol, 0u);
  }
  std::uint32_t of(unsigned char symbol) const { return counts[symbol]; }
  std::uint32_t total() const { return sum; }
  void update(unsigned char symbol) {
    counts[symbol] += 32;
    sum += 32;
    if (sum > 65000) {
      sum = 0;
      for (auto &c : counts)
        sum += c = (c + 1) / 2;
    }
  }

private:
  std::array<std::uint32_t, 256> counts;
  std::uint32_t sum = 256;
};
static void encode(const std::vector<unsigned char> &input, std::vector<unsigned char> &out) {
  model m;
  std::uint32_t low = 0, range = 0xffffffffu;
  for (unsigned char symbol : input) {
    range /= m.total();
    low += m.below(symbol) * range;
    range *= m.of(symbol);
    while ((low ^ (low + range)) < (1u << 24) || range < (1u << 16)) {
      if ((low ^ (low + range)) >= (1u << 24))
        range = -low & 0xffff;
      out.push_back(static_cast<unsigned char>(low >> 24));
      low <<= 8;
      range <<= 8;
    }
    m.update(symbol);
  }
  for (int i = 0; i < 4; ++i, low <<= 8)
    out.push_back(static_cast<unsigned char>(low >> 24));
}
stallfree::task<> serve(inputs &in) {
  std::vector<unsigned char> out;
  encode(in.bytes, out);
  keep(double(out.size()));
  co_return;
}
} // namespace arithmetic_upload
PROGRAM(arithmetic_upload, 2000000)

namespace morse_greeting {
// In kind: a card's greeting in Morse code; what is too long is refused.
constexpr std::size_t Longest = 240;
static const char *const Codes[26] = {".-",   "-...", "-.-.", "-..",  ".",    "..-.", "--.",
                                      "....", "..",   ".---", "-.-",  ".-..", "--",   "-.",
                                      "---",  ".--.", "--.-", ".-.",  "...",  "-",    "..-",
                                      "...-", ".--",  "-..-", "-.--", "--.."};
stallfree::task<> serve(inputs &in) {
  if (in.text.size() > Longest) {
    keep(-1);
    co_return;
  }
  std::string out;
  for (char c : in.text) {
    if (c >= 'a' && c <= 'z')
      out += std::string(Codes[c - 'a']) + ' ';
    else
      out += "/ ";
  }
  keep(double(out.size()));
  co_return;
}
} // namespace morse_greeting
PROGRAM(morse_greeting, 240)

namespace utf16_import {
// In kind: a spreadsheet program's text file to UTF-8.
static void append(std::string &out, std::uint32_t c) {
  if (c < 0x80) {
    out.push_back(char(c));
  } else if (c < 0x800) {
    out.push_back(char(0xc0 | c >> 6));
    out.push_back(char(0x80 | (c & 0x3f)));
  } else if (c < 0x10000) {
    out.push_back(char(0xe0 | c >> 12));
    out.push_back(char(0x80 | (c >> 6 & 0x3f)));
    out.push_back(char(0x80 | (c & 0x3f)));
  } else {
    out.push_back(char(0xf0 | c >> 18));
    out.push_back(char(0x80 | (c >> 12 & 0x3f)));
    out.push_back(char(0x80 | (c >> 6 & 0x3f)));
    out.push_back(char(0x80 | (c & 0x3f)));
  }
}
stallfree::task<> serve(inputs &in) {
  std::string out;
  for (std::size_t i = 0; i + 1 < in.bytes.size(); i += 2) {
    std::uint32_t c = in.bytes[i] | in.bytes[i + 1] << 8;
    if (c >= 0xd800 && c < 0xdc00 && i + 3 < in.bytes.size()) {
      const std::uint32_t second = in.bytes[i + 2] | in.bytes[i + 3] << 8;
      if (second >= 0xdc00 && second < 0xe000) {
        c = 0x10000 + ((c - 0xd800) << 10) + (second - 0xdc00);
        i += 2;
      } else
        c = 0xfffd;
    } else if (c >= 0xd800 && c < 0xe000)
      c = 0xfffd;
    append(out, c);
  }
  keep(double(out.size()));
  co_return;
}
} // namespace utf16_import
PROGRAM(utf16_import, 3000000)

namespace stretch_password {
// In kind: the key of a vault, by many rounds of a keyed hash.
constexpr int Rounds = 100000;
using block = std::array<std::uint32_t, 8>;
static std::uint32_t turn(std::uint32_t x, int n) { return x >> n | x << (32 - n); }
static block compress(block h, const std::array<std::uint32_t, 16> &message) {
  std::uint32_t w[64];
  std::copy(message.begin(), message.end(), w);
  for (int i = 16; i < 64; ++i)
    w[i] = w[i - 16] + (turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ w[i - 15] >> 3) + w[i - 7] +
           (turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ w[i - 2] >> 10);
  block s = h;
  for (int i = 0; i < 64; ++i) {
    const std::uint32_t a = s[7] + (turn(s[4], 6) ^ turn(s[4], 11) ^ turn(s[4], 25)) +
                            ((s[4] & s[5]) ^ (~s[4] & s[6])) + w[i] + 0x428a2f98u * (i + 1);
    const std::uint32_t b = (turn(s[0], 2) ^ turn(s[0], 13) ^ turn(s[0], 22)) +
                            ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
    s = {a + b, s[0], s[1], s[2], s[3] + a, s[4], s[5], s[6]};
  }
  for (int i = 0; i < 8; ++i)
    h[i] += s[i];
  return h;
}
static block keyed(const block &inner, const block &outer, const block &what) {
  std::array<std::uint32_t, 16> message{};
  std::copy(what.begin(), what.end(), message.begin());
  message[8] = 0x80000000u;
  const block first = compress(inner, message);
  std::copy(first.begin(), first.end(), message.begin());
  return compress(outer, message);
}
stallfree::task<> serve(inputs &in) {
  block inner{}, outer{}, u{};
  for (int i = 0; i < 8; ++i) {
    inner[i] = 0x36363636u ^ std::uint32_t(in.numbers[i]);
    outer[i] = 0x5c5c5c5cu ^ std::uint32_t(in.numbers[i]);
  }
  block key{};
  for (int round = 0; round < Rounds; ++round) {
    u = keyed(inner, outer, u);
    for (int i = 0; i < 8; ++i)
      key[i] ^= u[i];
  }
  keep(key[0]);
  co_return;
}
} // namespace stretch_password
PROGRAM(stretch_password, 64)

namespace label_parity {
// In kind: the parity of a printed two-dimensional label, by Reed and Solomon.
constexpr int Blocks = 20, Data = 119, Parity = 30;
struct field {
  std::array<unsigned char, 512> power{};
  std::array<int, 256> log{};
  field() {
    int x = 1;
    for (int i = 0; i < 255; ++i) {
      power[i] = power[i + 255] = static_cast<unsigned char>(x);
      log[x] = i;
      x <<= 1;
      if (x & 256)
        x ^= 0x11d;
    }
  }
  unsigned char times(unsigned char a, unsigned char b) const {
    return a && b ? power[log[a] + log[b]] : 0;
  }
};
stallfree::task<> serve(inputs &in) {
  static const field F;
  std::vector<unsigned char> generator{1};
  for (int i = 0; i < Parity; ++i) {
    generator.push_back(0);
    for (int j = int(generator.size()) - 1; j > 0; --j)
      generator[j] ^= F.times(generator[j - 1], F.power[i]);
  }
  double sum = 0;
  for (int b = 0; b < Blocks; ++b) {
    std::array<unsigned char, Parity> rest{};
    for (int i = 0; i < Data; ++i) {
      const unsigned char lead = in.bytes[b * Data + i] ^ rest[0];
      std::rotate(rest.begin(), rest.begin() + 1, rest.end());
      rest.back() = 0;
      for (int j = 0; j < Parity; ++j)
        rest[j] ^= F.times(generator[j + 1], lead);
    }
    sum += std::accumulate(rest.begin(), rest.end(), 0);
  }
  keep(sum);
  co_return;
}
} // namespace label_parity
PROGRAM(label_parity, 2380)

namespace move_to_front {
// In kind: a stage of a block compressor.
stallfree::task<> serve(inputs &in) {
  std::vector<unsigned char> recent(256), out;
  std::iota(recent.begin(), recent.end(), 0);
  out.reserve(in.bytes.size());
  for (unsigned char b : in.bytes) {
    const auto at = std::find(recent.begin(), recent.end(), b);
    out.push_back(static_cast<unsigned char>(at - recent.begin()));
    std::rotate(recent.begin(), at, at + 1);
  }
  keep(out.back());
  co_return;
}
} // namespace move_to_front
PROGRAM(move_to_front, 900000)

namespace content_chunks {
// In kind: where a backup cuts a file, by a rolling hash; lets others run.
constexpr std::size_t Window = 48, Turn = 65536;
stallfree::task<> serve(inputs &in) {
  std::uint32_t hash = 0, drop = 1;
  for (std::size_t i = 0; i < Window; ++i)
    drop *= 31;
  std::vector<std::size_t> cuts;
  for (std::size_t i = 0; i < in.bytes.size(); ++i) {
    hash = hash * 31 + in.bytes[i];
    if (i >= Window)
      hash -= drop * in.bytes[i - Window];
    if ((hash & 0x1fff) == 0x1fff)
      cuts.push_back(i);
    if (i % Turn == Turn - 1)
      co_await stallfree::yield();
  }
  keep(double(cuts.size()));
}
} // namespace content_chunks
PROGRAM(content_chunks, 8000000)

namespace telemetry_frame {
// In kind: the frames of one radio packet; the packet's length is the radio's.
constexpr std::size_t Packet = 1024;
stallfree::task<> serve(inputs &in) {
  std::vector<unsigned char> frame;
  int frames = 0;
  bool escaped = false;
  for (std::size_t i = 0; i < std::min(Packet, in.bytes.size()); ++i) {
    const unsigned char b = in.bytes[i];
    if (b == 0xc0) {
      frames += !frame.empty();
      frame.clear();
    } else if (b == 0xdb) {
      escaped = true;
    } else {
      frame.push_back(escaped ? b ^ 0x1c : b);
      escaped = false;
    }
  }
  keep(frames + double(frame.size()));
  co_return;
}
} // namespace telemetry_frame
PROGRAM(telemetry_frame, 4096)
