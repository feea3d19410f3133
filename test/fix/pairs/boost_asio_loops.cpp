// Long loops, computing calls and locks in coroutines of Boost.Asio.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace net = boost::asio;
using net::awaitable;

// pair: a loop lets others run
awaitable<unsigned long> loops() {
  unsigned long sum = 0;
  for (int i = 0; i < 200000000; ++i) {
    sum += i % 7;
  }
  co_return sum;
}

static unsigned long add_up(unsigned long from) {
  for (int i = 0; i < 200000000; ++i)
    from += i % 7;
  return from;
}

// pair: a call that computes goes to the pool for that
awaitable<unsigned long> computes() { co_return add_up(1); }

struct registry {
  std::mutex gate_;
  std::map<int, std::string> names_;

  awaitable<void> announce(int);

  // pair: a lock that need not span the await
  awaitable<void> add(int id, std::string name) {
    std::lock_guard<std::mutex> hold(gate_);
    names_[id] = name;
    co_await net::post(net::use_awaitable);
  }

  // pair: a lock with more than one statement under it
  awaitable<int> count(int id) {
    int known = 0;
    std::unique_lock hold(gate_);
    names_[id] = "";
    known = int(names_.size());
    co_await net::post(net::use_awaitable);
    co_return known;
  }
};
