#include <stallfree/boost_asio.hpp>

#include <atomic>
#include <optional>
#include <stdexcept>
#include <thread>

#include <boost/asio.hpp>
#include "../process_main.hpp"
#include <stallfree/sleep.hpp>
#include <stallfree/when_all.hpp>

#define NET ::boost::asio
#define SF stallfree::boost_asio
#define ASIO_SUITE BoostAsio
#include "asio_test.ipp"
