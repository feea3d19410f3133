// Backups, storage engines, encryption and name servers.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <numeric>
#include <optional>
#include <span>
#include <stallfree/to_thread.hpp>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

// In kind: unlocking an encrypted volume (LUKS, VeraCrypt): PBKDF2 with SHA-1 and a fixed number of rounds.
namespace volume_passphrase {
constexpr int rounds = 200000;
using state = std::array<std::uint32_t, 5>;
constexpr state initial = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};

state compress(state h, const std::array<std::uint32_t, 16> &block) {
  std::array<std::uint32_t, 80> w;
  std::ranges::copy(block, w.begin());
  for (int i = 16; i < 80; ++i)
    w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
  auto [a, b, c, d, e] = h;
  for (int i = 0; i < 80; ++i) {
    std::uint32_t f, k;
    if (i < 20)
      f = (b & c) | (~b & d), k = 0x5a827999;
    else if (i < 40)
      f = b ^ c ^ d, k = 0x6ed9eba1;
    else if (i < 60)
      f = (b & c) | (b & d) | (c & d), k = 0x8f1bbcdc;
    else
      f = b ^ c ^ d, k = 0xca62c1d6;
    auto t = std::rotl(a, 5) + f + e + k + w[i];
    e = d, d = c, c = std::rotl(b, 30), b = a, a = t;
  }
  return {h[0] + a, h[1] + b, h[2] + c, h[3] + d, h[4] + e};
}

class hmac {
public:
  explicit hmac(std::array<std::uint32_t, 16> key) {
    auto inner = key, outer = key;
    for (auto &word : inner)
      word ^= 0x36363636;
    for (auto &word : outer)
      word ^= 0x5c5c5c5c;
    inner_ = compress(initial, inner);
    outer_ = compress(initial, outer);
  }
  state operator()(const state &message) const { return finish(outer_, finish(inner_, message)); }

private:
  static state finish(const state &from, const state &message) {
    std::array<std::uint32_t, 16> block{};
    std::ranges::copy(message, block.begin());
    block[5] = 0x80000000;
    block[15] = (64 + 20) * 8;
    return compress(from, block);
  }
  state inner_, outer_;
};

stallfree::task<> serve(inputs &in) {
  std::array<std::uint32_t, 16> passphrase{};
  for (std::size_t i = 0; i < std::min<std::size_t>(in.bytes.size(), 64); ++i)
    passphrase[i / 4] = passphrase[i / 4] << 8 | in.bytes[i];
  hmac prf(passphrase);
  state u = prf({0x73616c74, 0, 0, 0, 1}), key = u;
  for (int round = 1; round < rounds; ++round) {
    u = prf(u);
    for (std::size_t i = 0; i < key.size(); ++i)
      key[i] ^= u[i];
  }
  keep(key[0]);
  co_return;
}
} // namespace volume_passphrase
PROGRAM(volume_passphrase, 32)

// In kind: a deduplicating backup (restic, Borg): cuts a file by its content and looks which pieces are known.
namespace known_pieces {
constexpr std::size_t shortest = 2048, longest = 65536, window = 64;

class roller {
public:
  roller() {
    std::uint64_t x = 88172645463325252u;
    for (auto &entry : table_)
      entry = (x ^= x << 13, x ^= x >> 7, x ^= x << 17);
  }
  std::size_t cut(std::span<const unsigned char> data) const {
    if (data.size() <= shortest)
      return data.size();
    std::uint64_t hash = 0;
    for (std::size_t i = 0; i < std::min(data.size(), longest); ++i) {
      hash = std::rotl(hash, 1) ^ table_[data[i]];
      if (i >= window)
        hash ^= std::rotl(table_[data[i - window]], window % 64);
      if (i >= shortest && (hash & 0x1fff) == 0)
        return i + 1;
    }
    return std::min(data.size(), longest);
  }

private:
  std::array<std::uint64_t, 256> table_;
};

std::uint64_t fingerprint(std::span<const unsigned char> piece) {
  std::uint64_t h = 14695981039346656037u;
  for (auto byte : piece)
    h = (h ^ byte) * 1099511628211u;
  return h;
}

stallfree::task<> serve(inputs &in) {
  const roller r;
  std::unordered_map<std::uint64_t, std::size_t> pieces;
  std::span<const unsigned char> rest = in.bytes;
  while (!rest.empty()) {
    auto length = r.cut(rest);
    pieces.try_emplace(fingerprint(rest.first(length)), length);
    rest = rest.subspan(length);
  }
  keep(double(pieces.size()));
  co_return;
}
} // namespace known_pieces
PROGRAM(known_pieces, 8000000)

// In kind: an object store (MinIO, Ceph): Reed-Solomon parity of the shards of one uploaded object.
namespace parity_shards {
constexpr std::size_t data_shards = 8, parity_count = 4;

class galois {
public:
  galois() {
    unsigned x = 1;
    for (unsigned i = 0; i < 255; ++i) {
      exp_[i] = exp_[i + 255] = static_cast<unsigned char>(x);
      log_[x] = static_cast<unsigned char>(i);
      x = x << 1 ^ (x & 0x80 ? 0x11d : 0);
    }
  }
  unsigned char multiply(unsigned char a, unsigned char b) const {
    return a && b ? exp_[log_[a] + log_[b]] : 0;
  }
  unsigned char invert(unsigned char a) const { return exp_[255 - log_[a]]; }

private:
  std::array<unsigned char, 510> exp_{};
  std::array<unsigned char, 256> log_{};
};

stallfree::task<> serve(inputs &in) {
  const galois field;
  const std::size_t shard = in.bytes.size() / data_shards;
  std::vector<std::vector<unsigned char>> parity(parity_count, std::vector<unsigned char>(shard));
  for (std::size_t p = 0; p < parity_count; ++p)
    for (std::size_t d = 0; d < data_shards; ++d) {
      auto coefficient = field.invert(static_cast<unsigned char>((data_shards + p) ^ d));
      const unsigned char *source = in.bytes.data() + d * shard;
      for (std::size_t i = 0; i < shard; ++i)
        parity[p][i] ^= field.multiply(coefficient, source[i]);
    }
  unsigned check = 0;
  for (const auto &row : parity)
    check = std::accumulate(row.begin(), row.end(), check);
  keep(check);
  co_return;
}
} // namespace parity_shards
PROGRAM(parity_shards, 8000000)

// In kind: a name server (BIND, Unbound): the names of one UDP answer, with compression pointers followed.
namespace dns_names {
constexpr std::size_t largest_datagram = 512;
constexpr int most_jumps = 16;
constexpr std::size_t longest_name = 255;

std::optional<std::string> read_name(std::span<const unsigned char> packet, std::size_t at) {
  std::string name;
  int jumps = 0;
  while (at < packet.size()) {
    unsigned length = packet[at];
    if (length == 0)
      return name;
    if (length >= 0xc0) {
      if (++jumps > most_jumps || at + 1 >= packet.size())
        return std::nullopt;
      at = (length & 0x3f) << 8 | packet[at + 1];
      continue;
    }
    length %= 64;
    if (name.size() + length + 1 > longest_name)
      return std::nullopt;
    for (std::size_t i = at + 1; i <= at + length && i < packet.size(); ++i)
      name += char(packet[i] | 0x20);
    name += '.';
    at += length + 1;
  }
  return std::nullopt;
}

stallfree::task<> serve(inputs &in) {
  std::span<const unsigned char> packet(in.bytes.data(), std::min(in.bytes.size(), largest_datagram));
  std::unordered_set<std::string> names;
  std::size_t broken = 0;
  for (std::size_t at = 12; at < packet.size(); ++at) {
    if (auto name = read_name(packet, at))
      names.insert(std::move(*name));
    else
      ++broken;
  }
  keep(double(names.size() * 1000 + broken));
  co_return;
}
} // namespace dns_names
PROGRAM(dns_names, 1000000)

// In kind: the B-tree of an embedded database (SQLite, LMDB): insertion into one page, which is compacted first.
namespace btree_page {
constexpr std::size_t page_size = 4096;

struct slot {
  std::uint16_t offset, length;
};

class page {
public:
  bool insert(std::string_view record) {
    if (record.size() + sizeof(slot) > page_size - used_ - slots_.size() * sizeof(slot))
      return false;
    std::memcpy(data_.data() + used_, record.data(), record.size());
    slot s{std::uint16_t(used_), std::uint16_t(record.size())};
    used_ += record.size();
    auto at = std::ranges::lower_bound(slots_, record, {}, [this](slot o) { return view(o); });
    slots_.insert(at, s);
    return true;
  }
  void erase_every(std::size_t nth) {
    std::vector<slot> kept;
    for (std::size_t i = 0; i < slots_.size(); ++i)
      if (i % nth != 0)
        kept.push_back(slots_[i]);
    slots_ = std::move(kept);
  }
  void compact() {
    std::array<char, page_size> fresh{};
    std::size_t used = 0;
    for (auto &s : slots_) {
      std::memcpy(fresh.data() + used, data_.data() + s.offset, s.length);
      s.offset = std::uint16_t(used);
      used += s.length;
    }
    data_ = fresh;
    used_ = used;
  }
  std::size_t records() const { return slots_.size(); }

private:
  std::string_view view(slot s) const { return {data_.data() + s.offset, s.length}; }
  std::array<char, page_size> data_{};
  std::vector<slot> slots_;
  std::size_t used_ = 0;
};

stallfree::task<> serve(inputs &in) {
  page leaf;
  auto next = in.words.begin();
  auto fill = [&] {
    while (next != in.words.end() && leaf.insert(*next))
      ++next;
  };
  fill();
  leaf.erase_every(3);
  leaf.compact();
  fill();
  keep(double(leaf.records()));
  co_return;
}
} // namespace btree_page
PROGRAM(btree_page, 200000)

// In kind: an upload service that hands the heavy part to its thread pool (Node's crypto, nginx aio threads).
namespace pooled_digest {
std::uint64_t digest(std::span<const unsigned char> data) {
  std::uint64_t a = 1, b = 0;
  for (auto byte : data) {
    a = (a + byte) % 4294967291u;
    b = (b + a) % 4294967291u;
  }
  return b << 32 | a;
}

stallfree::task<> serve(inputs &in) {
  constexpr std::size_t part = 1 << 20;
  std::span<const unsigned char> upload = in.bytes;
  std::vector<std::uint64_t> parts;
  for (; !upload.empty(); upload = upload.subspan(std::min(part, upload.size())))
    parts.push_back(co_await stallfree::to_thread(stallfree::thread_pool::cpu(), digest,
                                                  upload.first(std::min(part, upload.size()))));
  std::uint64_t whole = 0;
  for (auto p : parts)
    whole = std::rotl(whole, 7) ^ p;
  keep(double(whole));
}
} // namespace pooled_digest
PROGRAM(pooled_digest, 8000000)

// In kind: the recovery of a log-structured store (RocksDB, Kafka): the checksums of one log segment's blocks.
namespace segment_blocks {
constexpr std::size_t segment = 1 << 20, block = 32 * 1024;

class crc32c {
public:
  crc32c() {
    for (std::uint32_t n = 0; n < 256; ++n) {
      std::uint32_t c = n;
      for (int bit = 0; bit < 8; ++bit)
        c = c & 1 ? c >> 1 ^ 0x82f63b78u : c >> 1;
      table_[n] = c;
    }
  }
  std::uint32_t operator()(std::span<const unsigned char> data) const {
    std::uint32_t c = ~0u;
    for (auto byte : data)
      c = c >> 8 ^ table_[(c ^ byte) & 255];
    return ~c;
  }

private:
  std::array<std::uint32_t, 256> table_;
};

stallfree::task<> serve(inputs &in) {
  const crc32c crc;
  std::span<const unsigned char> log(in.bytes.data(), std::min(in.bytes.size(), segment));
  std::size_t torn = 0;
  for (std::size_t at = 0; at < log.size(); at += block) {
    auto data = log.subspan(at, std::min(block, log.size() - at));
    torn += crc(data) % 1024 == 0;
  }
  keep(double(torn));
  co_return;
}
} // namespace segment_blocks
PROGRAM(segment_blocks, 4000000)
