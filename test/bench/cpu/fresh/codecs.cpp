// Hashes, checksums, encodings, compression.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <bit>
#include <cctype>
#include <map>
#include <memory>
#include <queue>
#include <string_view>

namespace file_digest {
class sha256 {
public:
  void update(const unsigned char *data, std::size_t size) {
    length += size;
    for (std::size_t i = 0; i < size; ++i) {
      block[used++] = data[i];
      if (used == block.size()) {
        compress();
        used = 0;
      }
    }
  }

  std::string finish() {
    std::uint64_t bits = length * 8;
    unsigned char one = 0x80, zero = 0;
    update(&one, 1);
    while (used != 56)
      update(&zero, 1);
    for (int shift = 56; shift >= 0; shift -= 8) {
      auto byte = static_cast<unsigned char>(bits >> shift);
      update(&byte, 1);
    }
    static const char digits[] = "0123456789abcdef";
    std::string hex;
    for (std::uint32_t word : state)
      for (int shift = 28; shift >= 0; shift -= 4)
        hex += digits[word >> shift & 15];
    return hex;
  }

private:
  std::array<std::uint32_t, 8> state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                        0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<unsigned char, 64> block{};
  std::size_t used = 0;
  std::uint64_t length = 0;

  static constexpr std::array<std::uint32_t, 64> k = {
      0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
      0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
      0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
      0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
      0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
      0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
      0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
      0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
      0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
      0xc67178f2};

  void compress() {
    std::array<std::uint32_t, 64> w;
    for (int i = 0; i < 16; ++i)
      w[i] = std::uint32_t(block[4 * i]) << 24 | block[4 * i + 1] << 16 | block[4 * i + 2] << 8 |
             block[4 * i + 3];
    for (int i = 16; i < 64; ++i) {
      auto s0 = std::rotr(w[i - 15], 7) ^ std::rotr(w[i - 15], 18) ^ w[i - 15] >> 3;
      auto s1 = std::rotr(w[i - 2], 17) ^ std::rotr(w[i - 2], 19) ^ w[i - 2] >> 10;
      w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    auto [a, b, c, d, e, f, g, h] = state;
    for (int i = 0; i < 64; ++i) {
      auto s1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
      auto t1 = h + s1 + ((e & f) ^ (~e & g)) + k[i] + w[i];
      auto s0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
      auto t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
      h = g, g = f, f = e, e = d + t1, d = c, c = b, b = a, a = t1 + t2;
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d;
    state[4] += e, state[5] += f, state[6] += g, state[7] += h;
  }
};

stallfree::task<> serve(inputs &in) {
  sha256 digest;
  digest.update(in.bytes.data(), in.bytes.size());
  keep(digest.finish()[0]);
  co_return;
}
} // namespace file_digest
PROGRAM(file_digest, 6000000)

namespace huffman_pack {
struct node {
  std::size_t weight;
  int symbol;
  std::unique_ptr<node> left, right;
};

struct heavier {
  bool operator()(const node *a, const node *b) const { return a->weight > b->weight; }
};

static void assign(const node &at, const std::string &prefix, std::array<std::string, 256> &codes) {
  if (!at.left) {
    codes[at.symbol] = prefix.empty() ? "0" : prefix;
    return;
  }
  assign(*at.left, prefix + '0', codes);
  assign(*at.right, prefix + '1', codes);
}

static std::array<std::string, 256> codes_for(const std::string &text) {
  std::array<std::size_t, 256> frequency{};
  for (unsigned char c : text)
    ++frequency[c];
  std::priority_queue<node *, std::vector<node *>, heavier> queue;
  for (int symbol = 0; symbol < 256; ++symbol)
    if (frequency[symbol])
      queue.push(new node{frequency[symbol], symbol, nullptr, nullptr});
  auto take = [&] {
    std::unique_ptr<node> least(queue.top());
    queue.pop();
    return least;
  };
  while (queue.size() > 1) {
    auto left = take();
    auto right = take();
    auto weight = left->weight + right->weight;
    queue.push(new node{weight, 0, std::move(left), std::move(right)});
  }
  std::array<std::string, 256> codes;
  if (!queue.empty())
    assign(*take(), "", codes);
  return codes;
}

class bit_writer {
public:
  void put(bool bit) {
    current = static_cast<unsigned char>(current << 1 | bit);
    if (++filled == 8) {
      out.push_back(current);
      current = 0;
      filled = 0;
    }
  }
  std::vector<unsigned char> finish() {
    while (filled)
      put(false);
    return std::move(out);
  }

private:
  std::vector<unsigned char> out;
  unsigned char current = 0;
  int filled = 0;
};

stallfree::task<> serve(inputs &in) {
  auto codes = codes_for(in.text);
  bit_writer writer;
  for (unsigned char c : in.text)
    for (char bit : codes[c])
      writer.put(bit == '1');
  keep(double(writer.finish().size()));
  co_return;
}
} // namespace huffman_pack
PROGRAM(huffman_pack, 800000)

namespace lz_window {
constexpr std::size_t window = 4096;
constexpr std::size_t longest = 18;

struct token {
  std::uint16_t distance;
  std::uint8_t length;
  unsigned char next;
};

struct match {
  std::size_t distance = 0, length = 0;
};

static match find_match(const std::vector<unsigned char> &data, std::size_t at) {
  match best;
  std::size_t limit = std::min(longest, data.size() - at - 1);
  for (std::size_t from = at > window ? at - window : 0; from < at; ++from) {
    std::size_t length = 0;
    while (length < limit && data[from + length] == data[at + length])
      ++length;
    if (length > best.length)
      best = {at - from, length};
  }
  return best;
}

static std::vector<token> compress(const std::vector<unsigned char> &data) {
  std::vector<token> tokens;
  for (std::size_t at = 0; at < data.size();) {
    match m = find_match(data, at);
    tokens.push_back({std::uint16_t(m.distance), std::uint8_t(m.length), data[at + m.length]});
    at += m.length + 1;
  }
  return tokens;
}

stallfree::task<> serve(inputs &in) {
  keep(double(compress(in.bytes).size()));
  co_return;
}
} // namespace lz_window
PROGRAM(lz_window, 50000)

namespace modbus_frames {
constexpr int frames = 64;
constexpr int frame_size = 64;

class crc16 {
public:
  crc16() {
    for (int i = 0; i < 256; ++i) {
      std::uint16_t value = std::uint16_t(i);
      for (int bit = 0; bit < 8; ++bit)
        value = value & 1 ? value >> 1 ^ 0xA001 : value >> 1;
      table[i] = value;
    }
  }
  std::uint16_t operator()(const std::array<unsigned char, frame_size> &frame) const {
    std::uint16_t crc = 0xFFFF;
    for (unsigned char byte : frame)
      crc = crc >> 8 ^ table[(crc ^ byte) & 0xFF];
    return crc;
  }

private:
  std::array<std::uint16_t, 256> table;
};

stallfree::task<> serve(inputs &in) {
  crc16 crc;
  std::array<std::array<unsigned char, frame_size>, frames> queue;
  for (int f = 0; f < frames; ++f)
    for (int i = 0; i < frame_size; ++i)
      queue[f][i] = in.bytes[f * frame_size + i];
  int bad = 0;
  for (const auto &frame : queue)
    if (crc(frame) != 0)
      ++bad;
  keep(bad);
  co_return;
}
} // namespace modbus_frames
PROGRAM(modbus_frames, 4096)

namespace derive_key {
using digest = std::array<std::uint32_t, 5>;
using block = std::array<std::uint32_t, 16>;
constexpr int iterations = 60000;
constexpr digest initial = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};

static digest sha1_block(const digest &from, const block &message) {
  std::array<std::uint32_t, 80> w;
  std::copy(message.begin(), message.end(), w.begin());
  for (int i = 16; i < 80; ++i)
    w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
  auto [a, b, c, d, e] = from;
  for (int i = 0; i < 80; ++i) {
    std::uint32_t f, k;
    if (i < 20)
      f = (b & c) | (~b & d), k = 0x5A827999;
    else if (i < 40)
      f = b ^ c ^ d, k = 0x6ED9EBA1;
    else if (i < 60)
      f = (b & c) | (b & d) | (c & d), k = 0x8F1BBCDC;
    else
      f = b ^ c ^ d, k = 0xCA62C1D6;
    auto next = std::rotl(a, 5) + f + e + k + w[i];
    e = d, d = c, c = std::rotl(b, 30), b = a, a = next;
  }
  return {from[0] + a, from[1] + b, from[2] + c, from[3] + d, from[4] + e};
}

static block padded(const digest &value) {
  block message{};
  std::copy(value.begin(), value.end(), message.begin());
  message[5] = 0x80000000;
  message[15] = (64 + 20) * 8;
  return message;
}

class hmac {
public:
  explicit hmac(const std::string &key) {
    block inner_key{}, outer_key{};
    for (std::size_t i = 0; i < key.size() && i < 64; ++i)
      inner_key[i / 4] |= std::uint32_t(static_cast<unsigned char>(key[i])) << (24 - 8 * (i % 4));
    outer_key = inner_key;
    for (auto &word : inner_key)
      word ^= 0x36363636;
    for (auto &word : outer_key)
      word ^= 0x5C5C5C5C;
    inner = sha1_block(initial, inner_key);
    outer = sha1_block(initial, outer_key);
  }
  digest operator()(const digest &message) const {
    return sha1_block(outer, padded(sha1_block(inner, padded(message))));
  }

private:
  digest inner, outer;
};

stallfree::task<> serve(inputs &in) {
  hmac mac(in.words[0] + in.words[1]);
  digest u = mac({0x73616c74, 0, 0, 0, 1});
  digest key = u;
  for (int i = 1; i < iterations; ++i) {
    u = mac(u);
    for (std::size_t w = 0; w < key.size(); ++w)
      key[w] ^= u[w];
  }
  keep(key[0]);
  co_return;
}
} // namespace derive_key
PROGRAM(derive_key, 100)

namespace recovery_codes {
constexpr int code_count = 10;
constexpr std::size_t secret_size = 10;

static std::string base32(const std::array<unsigned char, secret_size> &data) {
  static constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  std::uint32_t buffer = 0;
  int bits = 0;
  for (unsigned char byte : data) {
    buffer = buffer << 8 | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += alphabet[buffer >> bits & 31];
    }
  }
  if (bits > 0)
    out += alphabet[buffer << (5 - bits) & 31];
  return out;
}

static std::string grouped(const std::string &code) {
  std::string out;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (i && i % 4 == 0)
      out += '-';
    out += code[i];
  }
  return out;
}

stallfree::task<> serve(inputs &in) {
  std::string page;
  for (int i = 0; i < code_count; ++i) {
    std::array<unsigned char, secret_size> secret;
    std::copy_n(in.bytes.begin() + i * secret_size, secret_size, secret.begin());
    page += std::to_string(i + 1) + ". " + grouped(base32(secret)) + "\n";
  }
  keep(double(page.size()));
  co_return;
}
} // namespace recovery_codes
PROGRAM(recovery_codes, 100)

namespace lzw_text {
static std::vector<int> encode(const std::string &text) {
  std::map<std::string, int> dictionary;
  for (int c = 0; c < 256; ++c)
    dictionary[std::string(1, char(c))] = c;
  std::vector<int> codes;
  std::string current;
  for (char c : text) {
    std::string longer = current + c;
    if (dictionary.count(longer)) {
      current = longer;
    } else {
      codes.push_back(dictionary[current]);
      int next = int(dictionary.size());
      dictionary[longer] = next;
      current = std::string(1, c);
    }
  }
  if (!current.empty())
    codes.push_back(dictionary[current]);
  return codes;
}

stallfree::task<> serve(inputs &in) {
  keep(double(encode(in.text).size()));
  co_return;
}
} // namespace lzw_text
PROGRAM(lzw_text, 150000)

namespace form_encode {
static std::string percent(const std::string &value) {
  static const char *hex = "0123456789ABCDEF";
  std::string out;
  for (unsigned char c : value) {
    if (std::isalnum(c) || c == '-' || c == '_' || c == '.' || c == '~') {
      out += char(c);
    } else if (c == ' ') {
      out += '+';
    } else {
      out += '%';
      out += hex[c >> 4];
      out += hex[c & 15];
    }
  }
  return out;
}

static std::string body(const std::vector<std::pair<std::string, std::string>> &fields) {
  std::string result;
  for (const auto &[name, value] : fields) {
    if (!result.empty())
      result = result + "&";
    result = result + percent(name) + "=" + percent(value);
  }
  return result;
}

stallfree::task<> serve(inputs &in) {
  std::vector<std::pair<std::string, std::string>> fields;
  for (std::size_t i = 0; i + 1 < in.words.size(); i += 2)
    fields.emplace_back(in.words[i], in.words[i + 1] + " & " + in.words[i]);
  keep(double(body(fields).size()));
  co_return;
}
} // namespace form_encode
PROGRAM(form_encode, 40)
