#include <stallfree/asio.hpp>

#include <atomic>
#include <optional>
#include <stdexcept>
#include <thread>

#include <asio.hpp>
#include "../process_main.hpp"
#include <stallfree/sleep.hpp>
#include <stallfree/when_all.hpp>

#define NET ::asio
#define SF stallfree::asio
#define ASIO_SUITE Asio
#include "asio_test.ipp"
