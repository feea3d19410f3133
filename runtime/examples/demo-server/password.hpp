// password.hpp - Stretched password hashes
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DEMO_PASSWORD_HPP
#define DEMO_PASSWORD_HPP

#include <cstdint>
#include <string>

/// Slow on purpose: 2,000,000 rounds, about 40 ms. An example, no cryptography.
std::uint64_t hash_password(const std::string &password, std::uint64_t salt);

#endif
