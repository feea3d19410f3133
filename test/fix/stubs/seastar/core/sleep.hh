#pragma once

#include "future.hh"
#include <chrono>

namespace seastar {
template <class R, class P> future<> sleep(std::chrono::duration<R, P>);
}
