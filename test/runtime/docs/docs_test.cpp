// Every piece of C++ in docs/runtime is part of a program that is compiled: of
// an example, or of a file beside this one.
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace {

namespace fs = std::filesystem;
const fs::path top = STALLFREE_TOP;

// The lines without their indentation.
std::string lines_of(std::istream &in, const std::string &end = "") {
  std::string all;
  for (std::string line; std::getline(in, line) && (end.empty() || line != end);) {
    const std::size_t first = line.find_first_not_of(' ');
    all += (first == line.npos ? "" : line.substr(first)) + '\n';
  }
  return all;
}

std::vector<std::string> compiled() {
  std::vector<std::string> programs;
  for (const char *folder : {"runtime/examples", "test/runtime/docs"})
    for (const auto &entry : fs::recursive_directory_iterator(top / folder))
      if (entry.path().extension() == ".cpp") {
        std::ifstream in(entry.path());
        programs.push_back(lines_of(in));
      }
  return programs;
}

TEST(Docs, QuoteCodeThatCompiles) {
  const auto programs = compiled();
  int quoted = 0;
  for (const auto &page : fs::directory_iterator(top / "docs/runtime")) {
    std::ifstream in(page.path());
    for (std::string line; std::getline(in, line);) {
      if (line != "```cpp")
        continue;
      const std::string code = lines_of(in, "```");
      bool found = false;
      for (const auto &program : programs)
        found |= program.find(code) != program.npos;
      EXPECT_TRUE(found) << page.path() << " shows code that no program has:\n" << code;
      ++quoted;
    }
  }
  EXPECT_GT(quoted, 8);
}

} // namespace
