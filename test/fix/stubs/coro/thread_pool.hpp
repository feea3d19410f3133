#include "coro.hpp"
