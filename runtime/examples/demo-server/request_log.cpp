// request_log.cpp - One line per request, in a file
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "request_log.hpp"

#include <fstream>

void request_log::append(const std::string &line) {
  std::ofstream file(path_, std::ios::app);
  file << line << '\n';
}
