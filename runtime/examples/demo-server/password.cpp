// password.cpp - Stretched password hashes
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "password.hpp"

static std::uint64_t mix(std::uint64_t state, std::uint64_t input) {
  state ^= input;
  state *= 0x9E3779B97F4A7C15u;
  return state ^ (state >> 29);
}

std::uint64_t hash_password(const std::string &password, std::uint64_t salt) {
  constexpr int rounds = 2'000'000;
  std::uint64_t state = salt;
  for (int round = 0; round < rounds; ++round)
    for (unsigned char c : password)
      state = mix(state, c);
  return state;
}
