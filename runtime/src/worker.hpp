// The inside of a worker process.
#pragma once

#include "protocol.hpp"
#include <initializer_list>

namespace stallfree::detail {

struct image;
/// Of the worker that this process is.
image &worker_image();

void install_crash_handler(worker_page &);
/// Closes every descriptor but the standard ones and these.
void keep_descriptors(std::initializer_list<int> keep);

} // namespace stallfree::detail
