// report.cpp - A report made in the background
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "report.hpp"

#include <filesystem>
#include <fstream>

namespace fs = std::filesystem;

std::string folder_report(const std::string &folder) {
  std::uintmax_t bytes = 0;
  std::error_code error;
  for (const fs::directory_entry &entry : fs::recursive_directory_iterator(folder, error))
    if (entry.is_regular_file(error))
      bytes += entry.file_size(error);
  return folder + " holds " + std::to_string(bytes) + " bytes";
}

report_job::report_job(std::string folder)
    : worker_([folder = std::move(folder)] {
        std::ofstream("report.txt") << folder_report(folder) << '\n';
      }) {}

report_job::~report_job() {
  if (worker_.joinable())
    worker_.join();
}
