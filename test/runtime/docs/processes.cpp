// The program of docs/runtime/processes.md. Compiled, not run.
#include <cstddef>
#include <span>
#include <string>
#include <vector>

void log(const char *what, int signal, const std::string &stack);
std::vector<std::byte> read_upload();

#include <stallfree/loop.hpp>
#include <stallfree/main_guard.hpp>
#include <stallfree/to_process.hpp>

std::vector<float> decode(std::span<const std::byte> image);        // an ordinary function

stallfree::task<int> serve(std::vector<std::byte> upload) {
  try {
    auto pixels = co_await stallfree::to_process<&decode>(upload);
    co_return static_cast<int>(pixels.size());
  } catch (const stallfree::worker_crashed &e) {
    log(e.what(), e.signal, e.stack.text());                          // only this call is lost
    co_return 0;
  }
}

int main(int argc, char **argv) {
  stallfree::main_guard(argc, argv);                                  // first line of main
  return stallfree::run(serve(read_upload()));
}
