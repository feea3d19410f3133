// Print servers and telephony.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <numbers>
#include <optional>
#include <ranges>
#include <span>
#include <string_view>
#include <utility>

// In kind: the raster filter of a print server (CUPS, Ghostscript): an A4 page at 300 dpi, four inks, screened.
namespace screened_page {
constexpr int width = 2480, height = 3508;
constexpr std::array<std::array<std::uint8_t, 8>, 8> screen = {{{24, 10, 12, 26, 35, 47, 49, 37},
                                                                {8, 0, 2, 14, 45, 59, 61, 51},
                                                                {22, 6, 4, 16, 43, 57, 63, 53},
                                                                {30, 20, 18, 28, 33, 41, 55, 39},
                                                                {34, 46, 48, 36, 25, 11, 13, 27},
                                                                {44, 58, 60, 50, 9, 1, 3, 15},
                                                                {42, 56, 62, 52, 23, 7, 5, 17},
                                                                {32, 40, 54, 38, 31, 21, 19, 29}}};

struct ink {
  int dx, dy; // turns the screen of each ink
  std::vector<std::uint8_t> plane = std::vector<std::uint8_t>(width / 8 * height);
};

stallfree::task<> serve(inputs &in) {
  std::array<ink, 4> inks = {{{0, 0}, {3, 1}, {1, 3}, {5, 2}}};
  const unsigned tint = in.bytes.empty() ? 128 : in.bytes[0];
  for (auto &[dx, dy, plane] : inks)
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x) {
        unsigned tone = (tint + unsigned(x * 255 / width) + unsigned(y * 255 / height)) & 255;
        if (tone / 4 > screen[std::size_t(y + dy) % 8][std::size_t(x + dx) % 8])
          plane[std::size_t(y * (width / 8) + x / 8)] |= std::uint8_t(0x80 >> x % 8);
      }
  double dots = 0;
  for (const auto &i : inks)
    for (auto byte : i.plane)
      dots += byte & 1;
  keep(dots);
  co_return;
}
} // namespace screened_page
PROGRAM(screened_page, 10)

// In kind: the touch-tone detector of an exchange (Asterisk): Goertzel filters over one packet's frames.
namespace touch_tones {
constexpr std::size_t frame = 205;
constexpr std::size_t frames_per_packet = 4;
constexpr double rate = 8000;
constexpr std::array<double, 4> low = {697, 770, 852, 941}, high = {1209, 1336, 1477, 1633};
constexpr std::string_view keys = "123A456B789C*0#D";

double power(std::span<const double> samples, double frequency) {
  double coefficient = 2 * std::cos(2 * std::numbers::pi * frequency / rate), s1 = 0, s2 = 0;
  for (double x : samples)
    s2 = std::exchange(s1, x + coefficient * s1 - s2);
  return s1 * s1 + s2 * s2 - coefficient * s1 * s2;
}

std::size_t strongest(std::span<const double> samples, const std::array<double, 4> &group) {
  std::array<double, 4> powers;
  std::ranges::transform(group, powers.begin(), [&](double f) { return power(samples, f); });
  return std::size_t(std::ranges::max_element(powers) - powers.begin());
}

stallfree::task<> serve(inputs &in) {
  std::span<const double> sound = in.reals;
  std::string dialled;
  for (std::size_t n = 0; n < frames_per_packet && sound.size() >= frame; ++n) {
    auto samples = sound.first(frame);
    dialled += keys[strongest(samples, low) * 4 + strongest(samples, high)];
    sound = sound.subspan(frame);
  }
  keep(dialled.empty() ? 0 : dialled.front());
  co_return;
}
} // namespace touch_tones
PROGRAM(touch_tones, 480000)

// In kind: the jitter buffer of a softphone (PJSIP, WebRTC): late packets are sorted in, gaps are filled.
namespace late_packets {
constexpr std::size_t capacity = 64;
constexpr std::size_t samples = 160;

struct packet {
  std::uint32_t sequence;
  std::array<std::int16_t, samples> audio;
};

class buffer {
public:
  void insert(packet p) {
    auto at = std::ranges::lower_bound(waiting_, p.sequence, {}, &packet::sequence);
    if (at != waiting_.end() && at->sequence == p.sequence)
      return;
    waiting_.insert(at, std::move(p));
  }
  bool full() const { return waiting_.size() >= capacity; }
  double play() {
    double energy = 0;
    std::optional<std::uint32_t> before;
    for (; !waiting_.empty(); waiting_.pop_front()) {
      const auto &p = waiting_.front();
      auto lost = before ? std::min(p.sequence - *before - 1, 3u) : 0u;
      for (auto s : p.audio)
        energy += std::abs(double(s)) * (1 + 0.5 * lost);
      before = p.sequence;
    }
    return energy;
  }

private:
  std::deque<packet> waiting_;
};

stallfree::task<> serve(inputs &in) {
  buffer jitter;
  for (std::size_t i = 0; i < in.numbers.size() && !jitter.full(); ++i) {
    packet p{.sequence = std::uint32_t(1000 + i / 2 + std::size_t(in.numbers[i]) % 30), .audio = {}};
    for (std::size_t s = 0; s < samples; ++s)
      p.audio[s] = std::int16_t(in.bytes[(i * samples + s) % in.bytes.size()] * 64 - 8192);
    jitter.insert(std::move(p));
  }
  keep(jitter.play());
  co_return;
}
} // namespace late_packets
PROGRAM(late_packets, 500000)

// In kind: cleaning a recorded conference call (Speex's echo canceller): an NLMS filter over the recording.
namespace echo_removal {
constexpr std::size_t taps = 512; // 64 ms at 8 kHz

class canceller {
public:
  float step(float far, float near) {
    std::copy_backward(history_.begin(), history_.end() - 1, history_.end());
    history_.front() = far;
    float echo = 0, energy = 1e-3f;
    for (std::size_t i = 0; i < taps; ++i) {
      echo += weights_[i] * history_[i];
      energy += history_[i] * history_[i];
    }
    float error = near - echo;
    for (std::size_t i = 0; i < taps; ++i)
      weights_[i] += 0.3f * error * history_[i] / energy;
    return error;
  }

private:
  std::array<float, taps> history_{}, weights_{};
};

stallfree::task<> serve(inputs &in) {
  canceller line;
  double left = 0;
  float tail = 0;
  for (std::size_t i = 0; i < in.reals.size(); ++i) {
    auto far = float(in.reals[i] - 0.5);
    tail = 0.6f * tail + 0.3f * far;
    left += std::abs(line.step(far, tail));
  }
  keep(left);
  co_return;
}
} // namespace echo_removal
PROGRAM(echo_removal, 240000)

// In kind: a driver for laser printers (HPLIP): PackBits compression of a monochrome page, a raster row at a time.
namespace packbits_rows {
constexpr std::size_t row_bytes = 310;

void pack(std::span<const unsigned char> row, std::vector<unsigned char> &out) {
  for (std::size_t i = 0; i < row.size();) {
    std::size_t run = 1;
    while (i + run < row.size() && run < 128 && row[i + run] == row[i])
      ++run;
    if (run >= 2) {
      out.push_back(static_cast<unsigned char>(257 - run));
      out.push_back(row[i]);
      i += run;
      continue;
    }
    std::size_t literal = 1;
    while (i + literal < row.size() && literal < 128 &&
           (i + literal + 1 >= row.size() || row[i + literal] != row[i + literal + 1]))
      ++literal;
    out.push_back(static_cast<unsigned char>(literal - 1));
    out.insert(out.end(), row.begin() + long(i), row.begin() + long(i + literal));
    i += literal;
  }
}

stallfree::task<> serve(inputs &in) {
  for (auto &b : in.bytes)
    b = b < 100 ? 0 : b < 200 ? 255 : b;
  std::vector<unsigned char> spool;
  std::span<const unsigned char> page = in.bytes;
  while (page.size() >= row_bytes) {
    pack(page.first(row_bytes), spool);
    page = page.subspan(row_bytes);
  }
  keep(double(spool.size()));
  co_return;
}
} // namespace packbits_rows
PROGRAM(packbits_rows, 1087480)

// In kind: a SIP proxy (Kamailio, OpenSIPS): header lines of a request, folded, counted, and its route set.
namespace sip_request {
constexpr std::size_t most_headers = 64;
constexpr std::size_t longest_header = 512;

struct header {
  std::string name;
  std::string value;
};

std::string lower(std::string_view s) {
  std::string out(s);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return out;
}

class reader {
public:
  explicit reader(std::string_view text) : rest_(text) {}
  std::optional<std::string_view> line() {
    if (rest_.empty())
      return std::nullopt;
    auto limited = rest_.substr(0, longest_header);
    auto end = limited.find('\n');
    if (end == limited.npos)
      end = limited.size();
    auto found = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return found;
  }

private:
  std::string_view rest_;
};

stallfree::task<> serve(inputs &in) {
  reader from(in.text);
  std::vector<header> headers;
  while (auto line = from.line()) {
    if (headers.size() == most_headers)
      break; // 513 Message Too Large is sent elsewhere
    auto colon = std::min(line->find_first_of(": "), line->size());
    headers.push_back({lower(line->substr(0, colon)), std::string(line->substr(colon))});
  }
  std::size_t duplicates = 0, hops = 0;
  for (auto h = headers.begin(); h != headers.end(); ++h) {
    duplicates += std::any_of(headers.begin(), h, [&](const header &o) { return o.name == h->name; });
    for (auto part : h->value | std::views::split(' '))
      hops += std::ranges::distance(part) > 3;
  }
  keep(double(duplicates * 1000 + hops));
  co_return;
}
} // namespace sip_request
PROGRAM(sip_request, 1000000)

// In kind: voice dialling in an exchange (Julius): the spoken name warped in time onto the recorded one.
namespace voice_dialling {
double difference(const std::vector<int> &a, const std::vector<int> &b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
    double d = (a[i] - b[i]) / 65536.0;
    sum += d * d;
  }
  return std::sqrt(sum);
}

double warp(std::span<const std::vector<int>> spoken, std::span<const std::vector<int>> recorded) {
  std::vector<std::vector<double>> cost(spoken.size() + 1, std::vector<double>(recorded.size() + 1, 1e30));
  cost[0][0] = 0;
  for (std::size_t i = 1; i <= spoken.size(); ++i)
    for (std::size_t j = 1; j <= recorded.size(); ++j)
      cost[i][j] = difference(spoken[i - 1], recorded[j - 1]) +
                   std::min({cost[i - 1][j], cost[i][j - 1], cost[i - 1][j - 1]});
  return cost[spoken.size()][recorded.size()] / double(spoken.size() + recorded.size());
}

stallfree::task<> serve(inputs &in) {
  std::span<const std::vector<int>> features = in.rows;
  auto half = features.size() / 2;
  keep(warp(features.first(half), features.subspan(half)));
  co_return;
}
} // namespace voice_dialling
PROGRAM(voice_dialling, 30000)
