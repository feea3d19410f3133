//===- Page.cpp - The examples of a Markdown page -------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Page.h"
#include "llvm/ADT/StringExtras.h"

using namespace stallfree;
using llvm::StringRef;

std::vector<ExampleJob> stallfree::readPage(StringRef File, StringRef Text) {
  std::vector<ExampleJob> Jobs;
  std::vector<std::string> Uses;
  bool Inside = false;
  uint32_t Line = 0;
  for (StringRef Row : llvm::split(Text, '\n')) {
    ++Line;
    StringRef Trimmed = Row.trim();
    if (Inside) {
      if (Trimmed.starts_with("```")) {
        Inside = false;
        Example &E = Jobs.back().E;
        E.K = StringRef(E.Text).contains("// expect:") ? Example::Kind::Bad
                                                       : Example::Kind::Good;
      } else {
        Jobs.back().E.Text += (Row + "\n").str();
      }
    } else if (Trimmed == "```cpp") {
      Inside = true;
      Example E;
      E.From = {"", File.str(), Line + 1};
      Jobs.push_back({File.str(), std::move(E), Uses});
    } else if (Trimmed.consume_front("<!-- uses:")) {
      Trimmed.consume_back("-->");
      Uses.clear();
      for (StringRef Name : llvm::split(Trimmed, ','))
        if (!Name.trim().empty())
          Uses.push_back(Name.trim().str());
    }
  }
  return Jobs;
}
