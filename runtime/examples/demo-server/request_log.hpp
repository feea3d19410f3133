// request_log.hpp - One line per request, in a file
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DEMO_REQUEST_LOG_HPP
#define DEMO_REQUEST_LOG_HPP

#include <string>

class request_log {
public:
  explicit request_log(std::string path) : path_(std::move(path)) {}

  /// Opens the file, appends one line and closes the file. Blocks.
  void append(const std::string &line);

private:
  std::string path_;
};

#endif
