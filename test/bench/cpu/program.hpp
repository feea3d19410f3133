// What every program of the experiment gets: see docs/cpu-model.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <stallfree/loop.hpp>
#include <stallfree/task.hpp>
#include <string>
#include <vector>

/// What arrived before the handler runs; made by the driver, so that making it
/// is not part of the measured work. Sizes differ from program to program.
struct inputs {
  std::string text;                    ///< Words of letters, with spaces and line ends.
  std::vector<int> numbers;            ///< Pseudo-random, not negative.
  std::vector<double> reals;
  std::vector<std::string> words;      ///< Short ones, some equal.
  std::vector<std::vector<int>> rows;  ///< A tenth of the size, ten numbers each.
  std::vector<unsigned char> bytes;
};

struct program {
  const char *name;
  stallfree::task<> (*serve)(inputs &);
  std::size_t size;
  const program *next;
  program(const char *name, stallfree::task<> (*serve)(inputs &), std::size_t size)
      : name(name), serve(serve), size(size), next(first) {
    first = this;
  }
  static inline const program *first = nullptr;
};

/// Registers serve of namespace NAME with inputs of SIZE.
#define PROGRAM(NAME, SIZE) static const program NAME##_entry{#NAME, &NAME::serve, SIZE};

/// Uses a result, so that the optimiser keeps what made it.
void keep(double);
