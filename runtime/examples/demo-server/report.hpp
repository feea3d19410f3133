// report.hpp - A report made in the background
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DEMO_REPORT_HPP
#define DEMO_REPORT_HPP

#include <string>
#include <thread>

/// Adds up the sizes of the files in a folder. Blocks.
std::string folder_report(const std::string &folder);

/// Makes the report on a thread of its own and leaves it in a file.
class report_job {
public:
  explicit report_job(std::string folder);
  ~report_job(); ///< Waits for the thread.

private:
  std::thread worker_;
};

#endif
