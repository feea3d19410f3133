// Audio editors, tuners, voice messages.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>
#include <numeric>
#include <span>

// In kind: the spectrogram that an audio editor draws (kissfft, Audacity): windowed FFTs over a clip.
namespace spectrogram_view {
using bin = std::complex<float>;
constexpr std::size_t window = 1024, hop = 256;

class fourier {
public:
  explicit fourier(std::size_t size) : size_(size), reversed_(size), roots_(size / 2) {
    for (std::size_t i = 0; i < size; ++i)
      reversed_[i] = reversed_[i / 2] / 2 | (i & 1 ? size / 2 : 0);
    for (std::size_t i = 0; i < size / 2; ++i)
      roots_[i] = std::polar(1.0f, -2 * std::numbers::pi_v<float> * float(i) / float(size));
  }
  void transform(std::span<bin> data) const {
    for (std::size_t i = 0; i < size_; ++i)
      if (i < reversed_[i])
        std::swap(data[i], data[reversed_[i]]);
    for (std::size_t half = 1, stride = size_ / 2; half < size_; half *= 2, stride /= 2)
      for (std::size_t start = 0; start < size_; start += 2 * half)
        for (std::size_t k = 0; k < half; ++k) {
          const bin root = roots_[k * stride], low = data[start + k], other = data[start + k + half];
          const bin high{root.real() * other.real() - root.imag() * other.imag(),
                         root.real() * other.imag() + root.imag() * other.real()};
          data[start + k] = low + high;
          data[start + k + half] = low - high;
        }
  }

private:
  std::size_t size_;
  std::vector<std::size_t> reversed_;
  std::vector<bin> roots_;
};

std::vector<float> hann() {
  std::vector<float> shape(window);
  for (std::size_t i = 0; i < window; ++i)
    shape[i] = 0.5f - 0.5f * std::cos(2 * std::numbers::pi_v<float> * float(i) / float(window - 1));
  return shape;
}

stallfree::task<> serve(inputs &in) {
  const fourier fft(window);
  const auto shape = hann();
  std::vector<std::vector<unsigned char>> picture;
  std::vector<bin> frame(window);
  for (std::size_t at = 0; at + window <= in.bytes.size(); at += hop) {
    for (std::size_t i = 0; i < window; ++i)
      frame[i] = shape[i] * (float(in.bytes[at + i]) - 128) / 128;
    fft.transform(frame);
    auto &column = picture.emplace_back(window / 2);
    std::transform(frame.begin(), frame.begin() + window / 2, column.begin(), [](const bin &b) {
      const float decibel = 10 * std::log10(std::norm(b) + 1e-9f);
      return static_cast<unsigned char>(std::clamp(decibel + 100, 0.0f, 255.0f));
    });
  }
  keep(picture.empty() ? 0 : picture.back()[17]);
  co_return;
}
} // namespace spectrogram_view
PROGRAM(spectrogram_view, 1000000)

// In kind: Freeverb (Jezar): the impulse response that the effect's dialog shows.
namespace reverb_preview {
constexpr int sample_rate = 44100;
constexpr int seconds = 8;
constexpr std::array comb_lengths = {1116, 1188, 1277, 1356, 1422, 1491, 1557, 1617};
constexpr std::array allpass_lengths = {556, 441, 341, 225};
constexpr int stereo_spread = 23;

class comb {
public:
  explicit comb(int length) : buffer_(std::size_t(length)) {}
  float process(float input) {
    const float output = buffer_[at_];
    store_ = output * 0.8f + store_ * 0.2f;
    buffer_[at_] = input + store_ * 0.84f;
    at_ = at_ + 1 == buffer_.size() ? 0 : at_ + 1;
    return output;
  }

private:
  std::vector<float> buffer_;
  std::size_t at_ = 0;
  float store_ = 0;
};

class allpass {
public:
  explicit allpass(int length) : buffer_(std::size_t(length)) {}
  float process(float input) {
    const float held = buffer_[at_];
    buffer_[at_] = input + held * 0.5f;
    at_ = at_ + 1 == buffer_.size() ? 0 : at_ + 1;
    return held - input;
  }

private:
  std::vector<float> buffer_;
  std::size_t at_ = 0;
};

class channel {
public:
  explicit channel(int spread) {
    for (int length : comb_lengths)
      combs_.emplace_back(length + spread);
    for (int length : allpass_lengths)
      allpasses_.emplace_back(length + spread);
  }
  float process(float input) {
    float sum = 0;
    for (auto &c : combs_)
      sum += c.process(input);
    for (auto &a : allpasses_)
      sum = a.process(sum);
    return sum;
  }

private:
  std::vector<comb> combs_;
  std::vector<allpass> allpasses_;
};

stallfree::task<> serve(inputs &) {
  channel left(0), right(stereo_spread);
  std::vector<float> envelope;
  float peak = 0;
  for (int i = 0; i < seconds * sample_rate; ++i) {
    const float impulse = i == 0 ? 1.0f : 0.0f;
    peak = std::max({peak, std::abs(left.process(impulse)), std::abs(right.process(impulse))});
    if (i % 441 == 440)
      envelope.push_back(std::exchange(peak, 0.0f));
  }
  keep(std::accumulate(envelope.begin(), envelope.end(), 0.0));
  co_return;
}
} // namespace reverb_preview
PROGRAM(reverb_preview, 100)

// In kind: band-limited wavetables of a synthesiser (Surge, Serum): one table an octave, summed up from sines.
namespace wavetable_octaves {
constexpr int octaves = 9;
constexpr int table_size = 512;
using table = std::array<float, table_size>;

table saw(int harmonics) {
  table wave{};
  for (int h = 1; h <= harmonics; ++h) {
    const double sigma = std::numbers::pi * h / (harmonics + 1);
    const double gain = std::sin(sigma) / sigma / h; // Lanczos, against ringing
    for (int i = 0; i < table_size; ++i)
      wave[i] += float(gain * std::sin(2 * std::numbers::pi * h * i / table_size));
  }
  const float peak = std::abs(*std::ranges::max_element(wave, {}, [](float f) { return std::abs(f); }));
  for (float &sample : wave)
    sample /= peak;
  return wave;
}

stallfree::task<> serve(inputs &) {
  std::vector<table> tables;
  for (int octave = 0; octave < octaves; ++octave)
    tables.push_back(saw((table_size / 2) >> octave));
  keep(tables.back()[table_size / 4]);
  co_return;
}
} // namespace wavetable_octaves
PROGRAM(wavetable_octaves, 100)

// In kind: a guitar tuner's YIN (aubio): the pitch of what was played last.
namespace tuner_pitch {
constexpr std::size_t frame = 1024;
constexpr double sample_rate = 44100, threshold = 0.15;

std::vector<double> difference(std::span<const double> samples) {
  const std::size_t half = samples.size() / 2;
  std::vector<double> d(half);
  for (std::size_t lag = 1; lag < half; ++lag)
    for (std::size_t i = 0; i < half; ++i) {
      const double delta = samples[i] - samples[i + lag];
      d[lag] += delta * delta;
    }
  return d;
}

double pitch(std::span<const double> samples) {
  auto d = difference(samples);
  double running = 0;
  for (std::size_t lag = 1; lag < d.size(); ++lag) {
    running += d[lag];
    d[lag] *= double(lag) / running;
  }
  for (std::size_t lag = 2; lag + 1 < d.size(); ++lag)
    if (d[lag] < threshold && d[lag] <= d[lag + 1])
      return sample_rate / double(lag);
  return sample_rate / double(std::ranges::min_element(d.begin() + 2, d.end()) - d.begin());
}

stallfree::task<> serve(inputs &in) {
  const std::span<const double> recorded(in.reals);
  if (recorded.size() < frame)
    co_return keep(0);
  keep(pitch(recorded.last(frame)));
}
} // namespace tuner_pitch
PROGRAM(tuner_pitch, 500000)

// In kind: a true-peak meter (libebur128) that follows a recording packet by packet.
namespace peak_meter {
constexpr std::size_t packet = 960; // 20 ms at 48 kHz
constexpr int oversampling = 4, taps = 12;

template <std::size_t Size> class ring {
public:
  void push(float value) {
    held_[next_] = value;
    next_ = (next_ + 1) % Size;
  }
  float back(std::size_t age) const { return held_[(next_ + Size - 1 - age) % Size]; }

private:
  std::array<float, Size> held_{};
  std::size_t next_ = 0;
};

class interpolator {
public:
  interpolator() {
    for (int phase = 0; phase < oversampling; ++phase)
      for (int tap = 0; tap < taps; ++tap) {
        const double x = std::numbers::pi * (tap - taps / 2 + double(phase) / oversampling);
        coefficient_[phase][tap] = float(std::abs(x) < 1e-9 ? 1 : std::sin(x) / x);
      }
  }
  float peak(float sample) {
    history_.push(sample);
    float highest = 0;
    for (const auto &phase : coefficient_) {
      float sum = 0;
      for (std::size_t tap = 0; tap < taps; ++tap)
        sum += phase[tap] * history_.back(tap);
      highest = std::max(highest, std::abs(sum));
    }
    return highest;
  }

private:
  std::array<std::array<float, taps>, oversampling> coefficient_;
  ring<16> history_;
};

stallfree::task<> serve(inputs &in) {
  interpolator meter;
  std::span<const double> rest(in.reals);
  double loudest = 0;
  while (!rest.empty()) {
    const auto now = rest.first(std::min(packet, rest.size()));
    for (double sample : now)
      loudest = std::max(loudest, double(meter.peak(float(2 * sample - 1))));
    rest = rest.subspan(now.size());
    co_await stallfree::yield(); // the next packet's turn
  }
  keep(loudest);
}
} // namespace peak_meter
PROGRAM(peak_meter, 1000000)

// In kind: voice notes of a chat server, packed with IMA ADPCM (FFmpeg's adpcm_ima_wav).
namespace voice_note {
constexpr std::size_t longest_note = 32 * 1024;
constexpr int payload_too_large = 413;
constexpr std::array index_change = {-1, -1, -1, -1, 2, 4, 6, 8};

std::array<int, 89> step_sizes() {
  std::array<int, 89> steps{};
  double step = 7;
  for (int &s : steps) {
    s = int(step);
    step *= 1.1;
  }
  return steps;
}

class encoder {
public:
  unsigned encode(int sample) {
    const int step = steps_[std::size_t(index_)];
    int delta = sample - predicted_;
    unsigned code = delta < 0 ? 8 : 0;
    delta = std::abs(delta);
    int moved = step >> 3;
    for (int bit = 2, part = step; bit >= 0; --bit, part >>= 1)
      if (delta >= part) {
        code |= 1u << bit;
        delta -= part;
        moved += part;
      }
    predicted_ = std::clamp(predicted_ + (code & 8 ? -moved : moved), -32768, 32767);
    index_ = std::clamp(index_ + index_change[code & 7], 0, int(steps_.size()) - 1);
    return code;
  }

private:
  std::array<int, 89> steps_ = step_sizes();
  int predicted_ = 0, index_ = 0;
};

stallfree::task<> serve(inputs &in) {
  if (in.bytes.size() > longest_note)
    co_return keep(payload_too_large);
  encoder pack;
  std::vector<unsigned char> note;
  for (std::size_t i = 0; i + 4 <= in.bytes.size(); i += 4) {
    const auto sample = [&](std::size_t at) { return int(std::int16_t(in.bytes[at] | in.bytes[at + 1] << 8)); };
    const unsigned low = pack.encode(sample(i)), high = pack.encode(sample(i + 2));
    note.push_back(static_cast<unsigned char>(low | high << 4));
  }
  keep(std::accumulate(note.begin(), note.end(), 0.0));
}
} // namespace voice_note
PROGRAM(voice_note, 32768)
