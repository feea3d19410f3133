// Uploads, backups, blocks: what storage services and archivers compute.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <numeric>
#include <span>
#include <stallfree/sleep.hpp>
#include <unordered_map>

namespace delta_sync {
constexpr std::size_t block = 1024;

struct rolling {
  std::uint32_t a = 0, b = 0;

  void start(const unsigned char *p) {
    a = b = 0;
    for (std::size_t i = 0; i < block; ++i) {
      a += p[i];
      b += std::uint32_t(block - i) * p[i];
    }
  }
  void roll(unsigned char out, unsigned char in) {
    a += in - out;
    b += a - std::uint32_t(block) * out;
  }
  std::uint32_t sum() const { return (a & 0xffff) | b << 16; }
};

// Which blocks of the new version does the old one have?
stallfree::task<> serve(inputs &in) {
  std::span<const unsigned char> all(in.bytes);
  auto before = all.first(all.size() / 3), after = all.subspan(all.size() / 3);
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> signature;
  rolling r;
  for (std::size_t at = 0; at + block <= before.size(); at += block) {
    r.start(&before[at]);
    signature[r.sum()].push_back(at);
  }
  std::size_t literal = 0, copied = 0, at = 0;
  r.start(&after[0]);
  while (at + block < after.size()) {
    bool same = false;
    if (auto found = signature.find(r.sum()); found != signature.end())
      for (std::size_t old : found->second)
        same = same || std::memcmp(&before[old], &after[at], block) == 0;
    if (same && at + 2 * block < after.size()) {
      copied += block;
      at += block;
      r.start(&after[at]);
    } else {
      ++literal;
      r.roll(after[at], after[at + block]);
      ++at;
    }
  }
  keep(double(literal) - double(copied));
  co_return;
}
} // namespace delta_sync
PROGRAM(delta_sync, 6'000'000)

namespace bwt_block {
constexpr std::size_t block_size = 100'000;

struct transformed {
  std::string last_column;
  std::size_t primary = 0;
};

transformed transform(const std::string &block) {
  std::vector<std::size_t> rotations(block.size());
  std::iota(rotations.begin(), rotations.end(), 0);
  std::sort(rotations.begin(), rotations.end(), [&](std::size_t a, std::size_t b) {
    for (std::size_t i = 0; i < block.size(); ++i) {
      unsigned char x = static_cast<unsigned char>(block[(a + i) % block.size()]);
      unsigned char y = static_cast<unsigned char>(block[(b + i) % block.size()]);
      if (x != y)
        return x < y;
    }
    return false;
  });
  transformed out;
  for (std::size_t i = 0; i < rotations.size(); ++i) {
    if (rotations[i] == 0)
      out.primary = i;
    out.last_column += block[(rotations[i] + block.size() - 1) % block.size()];
  }
  return out;
}

std::string move_to_front(const std::string &in) {
  std::string alphabet(256, '\0'), out;
  std::iota(alphabet.begin(), alphabet.end(), '\0');
  for (char c : in) {
    auto at = alphabet.find(c);
    out += char(at);
    alphabet.erase(at, 1);
    alphabet.insert(alphabet.begin(), c);
  }
  return out;
}

stallfree::task<> serve(inputs &in) {
  auto t = transform(in.text.substr(0, block_size));
  keep(double(move_to_front(t.last_column).size() + t.primary));
  co_return;
}
} // namespace bwt_block
PROGRAM(bwt_block, 150'000)

namespace sha1_upload {
class sha1 {
public:
  void update(std::span<const unsigned char> data) {
    length_ += data.size();
    for (unsigned char byte : data) {
      buffer_[used_++] = byte;
      if (used_ == 64) {
        compress();
        used_ = 0;
      }
    }
  }

  std::array<std::uint32_t, 5> finish() {
    std::uint64_t bits = length_ * 8;
    const unsigned char mark = 0x80, zero = 0;
    update({&mark, 1});
    while (used_ != 56)
      update({&zero, 1});
    for (int i = 7; i >= 0; --i) {
      auto byte = static_cast<unsigned char>(bits >> 8 * i);
      update({&byte, 1});
    }
    return state_;
  }

private:
  void compress() {
    std::uint32_t w[80];
    for (std::size_t i = 0; i < 16; ++i)
      w[i] = std::uint32_t(buffer_[4 * i]) << 24 | std::uint32_t(buffer_[4 * i + 1]) << 16 |
             std::uint32_t(buffer_[4 * i + 2]) << 8 | buffer_[4 * i + 3];
    for (int i = 16; i < 80; ++i)
      w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    auto [a, b, c, d, e] = state_;
    for (int i = 0; i < 80; ++i) {
      std::uint32_t f = i < 20   ? ((b & c) | (~b & d)) + 0x5a827999
                        : i < 40 ? (b ^ c ^ d) + 0x6ed9eba1
                        : i < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
                                 : (b ^ c ^ d) + 0xca62c1d6;
      std::uint32_t next = std::rotl(a, 5) + f + e + w[i];
      e = d, d = c, c = std::rotl(b, 30), b = a, a = next;
    }
    state_ = {state_[0] + a, state_[1] + b, state_[2] + c, state_[3] + d, state_[4] + e};
  }

  std::array<std::uint32_t, 5> state_{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
  unsigned char buffer_[64];
  std::size_t used_ = 0;
  std::uint64_t length_ = 0;
};

stallfree::task<> serve(inputs &in) {
  sha1 hash;
  hash.update(in.bytes);
  keep(hash.finish()[0]);
  co_return;
}
} // namespace sha1_upload
PROGRAM(sha1_upload, 8'000'000)

namespace merkle_root {
constexpr std::size_t leaf_size = 4096;

std::uint64_t fnv(std::span<const unsigned char> data) {
  std::uint64_t h = 14695981039346656037u;
  for (unsigned char c : data)
    h = (h ^ c) * 1099511628211u;
  return h;
}

stallfree::task<> serve(inputs &in) {
  std::vector<std::uint64_t> level;
  for (std::size_t at = 0; at < in.bytes.size(); at += leaf_size) {
    std::size_t length = std::min(leaf_size, in.bytes.size() - at);
    level.push_back(fnv({&in.bytes[at], length}));
    if (level.size() % 64 == 0)
      co_await stallfree::yield();
  }
  while (level.size() > 1) {
    std::vector<std::uint64_t> above;
    for (std::size_t i = 0; i < level.size(); i += 2) {
      std::uint64_t pair[2] = {level[i], level[std::min(i + 1, level.size() - 1)]};
      above.push_back(fnv({reinterpret_cast<unsigned char *>(pair), sizeof pair}));
    }
    level.swap(above);
  }
  keep(double(level[0]));
}
} // namespace merkle_root
PROGRAM(merkle_root, 4'000'000)

namespace block_bitmap {
// A run of free blocks in one group of a file system.
constexpr std::size_t words = 512, wanted = 24;

stallfree::task<> serve(inputs &in) {
  static std::array<std::uint64_t, words> used;
  for (std::size_t i = 0; i < words; ++i)
    used[i] = 0x8000'0100'0040'0001u << (in.numbers[i % in.numbers.size()] % 3);
  std::size_t run = 0, start = 0;
  for (std::size_t bit = 0; bit < words * 64; ++bit) {
    if (used[bit / 64] >> bit % 64 & 1) {
      run = 0;
      continue;
    }
    if (run++ == 0)
      start = bit;
    if (run == wanted)
      break;
  }
  keep(double(start));
  co_return;
}
} // namespace block_bitmap
PROGRAM(block_bitmap, 100)
