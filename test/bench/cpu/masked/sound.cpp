#include "program.hpp"
#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <map>
#include <numbers>
#include <ranges>
#include <span>
#include <sstream>

// In kind: the linear prediction of each frame of speech by autocorrelation and
// Levinson's recursion, as Codec 2 and Praat analyse it.
namespace speech_prediction {
constexpr int order = 24;
constexpr std::size_t frame = 480, hop = 120;
struct prediction {
  std::array<double, order + 1> filter{1};
  double error = 0;
};
std::vector<double> hann() {
  std::vector<double> w(frame);
  for (std::size_t i = 0; i < frame; ++i)
    w[i] = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * double(i) / (frame - 1));
  return w;
}
prediction levinson(const std::array<double, order + 1> &r) {
  prediction p;
  p.error = r[0];
  for (int m = 1; m <= order && p.error > 1e-9; ++m) {
    double sum = 0;
    for (int i = 0; i < m; ++i)
      sum += p.filter[i] * r[m - i];
    double reflection = -sum / p.error;
    auto before = p.filter;
    for (int i = 1; i <= m; ++i)
      p.filter[i] = before[i] + reflection * before[m - i];
    p.error *= 1 - reflection * reflection;
  }
  return p;
}
stallfree::task<> serve(inputs &in) {
  static const std::vector<double> window = hann();
  std::vector<prediction> frames;
  std::array<double, frame> samples;
  for (std::size_t start = 0; start + frame <= in.reals.size(); start += hop) {
    for (std::size_t i = 0; i < frame; ++i)
      samples[i] = (in.reals[start + i] - 0.5) * window[i];
    std::array<double, order + 1> r{};
    for (int lag = 0; lag <= order; ++lag)
      for (std::size_t i = lag; i < frame; ++i)
        r[lag] += samples[i] * samples[i - lag];
    frames.push_back(levinson(r));
  }
  double gain = 0;
  for (const prediction &p : frames)
    gain += std::sqrt(p.error) + p.filter[1];
  keep(gain);
  co_return;
}
} // namespace speech_prediction
PROGRAM(speech_prediction, 1400000)

// In kind: walks the chunks of a RIFF file to its format and data, as libsndfile and
// dr_wav open a sound.
namespace riff_chunks {
struct format {
  unsigned tag = 0, channels = 0, rate = 0, bits = 0;
};
class cursor {
  std::span<const unsigned char> rest;

public:
  explicit cursor(std::span<const unsigned char> bytes) : rest(bytes) {}
  bool has(std::size_t n) const { return rest.size() >= n; }
  void skip(std::size_t n) { rest = rest.subspan(std::min(n, rest.size())); }
  unsigned take(int n) {
    unsigned value = 0;
    for (int i = 0; i < n && !rest.empty(); ++i, skip(1))
      value |= unsigned(rest[0]) << 8 * i;
    return value;
  }
};
stallfree::task<> serve(inputs &in) {
  cursor file(in.bytes);
  file.skip(12);
  format f;
  int chunks = 0, found = 0;
  std::size_t longest = 0;
  while (file.has(8) && found < 2 && chunks < 500) {
    unsigned id = file.take(4);
    std::size_t size = file.take(4) % 4096;
    ++chunks;
    longest = std::max(longest, size);
    if (id % 200 == 7 && size >= 16) {
      f = {file.take(2), file.take(2), file.take(4), file.take(2)};
      size -= 10, ++found;
    }
    file.skip(size + size % 2);
  }
  keep(double(longest) + chunks + f.channels);
  co_return;
}
} // namespace riff_chunks
PROGRAM(riff_chunks, 3000000)

// In kind: the beats of a recording from its onsets, by the period that fits best and
// then the best path through them, as librosa and aubio track them.
namespace beat_path {
std::vector<double> onsets(const std::vector<double> &samples, std::size_t hop) {
  std::vector<double> strength;
  double before = 0;
  for (std::size_t at = 0; at + hop <= samples.size(); at += hop) {
    double energy = 0;
    for (std::size_t i = at; i < at + hop; ++i)
      energy += (samples[i] - 0.5) * (samples[i] - 0.5);
    strength.push_back(std::max(0.0, energy - before));
    before = energy;
  }
  return strength;
}
int period(const std::vector<double> &strength) {
  int best = 20;
  double most = 0;
  for (int lag = 20; lag < 140; ++lag) {
    double sum = 0;
    for (std::size_t i = lag; i < strength.size(); ++i)
      sum += strength[i] * strength[i - lag];
    sum *= std::exp(-0.5 * std::pow(std::log2(lag / 50.0), 2));
    if (sum > most)
      most = sum, best = lag;
  }
  return best;
}
stallfree::task<> serve(inputs &in) {
  std::vector<double> strength = onsets(in.reals, 64), score = strength;
  std::vector<int> from(strength.size(), -1);
  const int beat = period(strength);
  for (int i = beat; i < int(score.size()); ++i) {
    double best = -1e30;
    for (int back = beat / 2; back <= std::min(i, 2 * beat); ++back) {
      double off = std::log(double(back) / beat), s = score[i - back] - 100 * off * off;
      if (s > best)
        best = s, from[i] = i - back;
    }
    score[i] += best;
  }
  int beats = 0;
  for (auto at = int(std::ranges::max_element(score) - score.begin()); at >= 0; at = from[at])
    ++beats;
  keep(beats);
  co_return;
}
} // namespace beat_path
PROGRAM(beat_path, 700000)

// In kind: shifts the cues of a page of subtitles and prints them again, as Aegisub and
// ffmpeg's SRT muxer do.
namespace subtitle_page {
struct cue {
  long start, end;
  std::string text;
};
std::string stamp(long ms) {
  std::ostringstream out;
  out.fill('0');
  auto put = [&](long value, int digits, const char *after) {
    out.width(digits);
    out << value << after;
  };
  put(ms / 3600000, 2, ":"), put(ms / 60000 % 60, 2, ":"), put(ms / 1000 % 60, 2, ","), put(ms % 1000, 3, "");
  return out.str();
}
std::vector<cue> cues(const std::string &text, std::size_t most) {
  std::vector<cue> all;
  std::istringstream lines(text);
  long now = 0;
  for (std::string line; all.size() < most && std::getline(lines, line);) {
    auto letters = std::ranges::count_if(line, [](unsigned char c) { return std::isalpha(c) != 0; });
    all.push_back({now, now + 55 * letters, line.substr(0, 42)});
    now += 55 * letters + 120;
  }
  return all;
}
stallfree::task<> serve(inputs &in) {
  std::string page = in.text.substr(0, 30000), file;
  int number = 0;
  for (cue &c : cues(page, 400)) {
    for (long *time : {&c.start, &c.end})
      *time = std::max(0L, *time * 24000 / 25025 - 1500);
    file += std::to_string(++number) + '\n' + stamp(c.start) + " --> " + stamp(c.end) + '\n' + c.text + "\n\n";
  }
  keep(double(file.size()));
  co_return;
}
} // namespace subtitle_page
PROGRAM(subtitle_page, 100000)

// In kind: reads a MIDI track's first events with running status and the notes that
// overlap, as RtMidi-based players list them.
namespace midi_notes {
struct event {
  long time;
  unsigned char status, first, second;
};
class track {
  const std::vector<unsigned char> &data;
  std::size_t at = 0;
  long now = 0;
  unsigned char status = 0x90;
  unsigned char byte() { return at < data.size() ? data[at++] : 0; }
  long variable() {
    long value = 0;
    for (int i = 0; i < 4; ++i) {
      unsigned char b = byte();
      value = value << 7 | (b & 127);
      if (!(b & 128))
        break;
    }
    return value;
  }

public:
  explicit track(const std::vector<unsigned char> &data) : data(data) {}
  bool more() const { return at < data.size(); }
  event next() {
    now += variable() % 960;
    unsigned char b = byte();
    if (b & 128)
      status = b, b = byte();
    bool one = (status & 0xe0) == 0xc0;
    return {now, status, static_cast<unsigned char>(b & 127), one ? b : static_cast<unsigned char>(byte() & 127)};
  }
};
stallfree::task<> serve(inputs &in) {
  track piece(in.bytes);
  std::map<std::pair<int, int>, long> sounding;
  long held = 0;
  std::size_t most = 0;
  for (int events = 0; events < 10000 && piece.more(); ++events) {
    event e = piece.next();
    std::pair<int, int> key{e.status & 15, e.first};
    if ((e.status & 0xf0) == 0x90 && e.second > 0)
      sounding.try_emplace(key, e.time);
    else if (auto found = sounding.find(key); found != sounding.end()) {
      held += e.time - found->second;
      sounding.erase(found);
    }
    most = std::max(most, sounding.size());
  }
  keep(double(held) + double(most));
  co_return;
}
} // namespace midi_notes
PROGRAM(midi_notes, 60000)
