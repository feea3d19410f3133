#include "stallfree/shared_buffer.hpp"
#include "image.hpp"
#include "worker.hpp"

namespace stallfree::detail {

shared_memory allocate_shared(std::size_t bytes) {
  auto block = std::make_shared<arena_block>(this_image().requests, std::max<std::size_t>(1, bytes));
  return {block, block->data()};
}

std::size_t offset_of(const arena_block &block) noexcept { return block.offset; }

const std::byte *shared_at(std::size_t offset, std::size_t bytes) {
  const region &requests = worker_image().requests;
  if (!requests.contains(offset, bytes))
    throw bad_message("a shared_buffer lies outside of the shared memory");
  return requests.at(offset);
}

} // namespace stallfree::detail
