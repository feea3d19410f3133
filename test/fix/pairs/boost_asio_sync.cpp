// Blocking operations of Boost.Asio in coroutines.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <string>

namespace net = boost::asio;
using net::awaitable;
using net::ip::tcp;

// pair: read
awaitable<std::size_t> reads(tcp::socket socket) {
  char data[64];
  std::size_t n = net::read(socket, net::buffer(data));
  co_return n;
}

// pair: write
awaitable<void> writes(tcp::socket socket, std::string text) {
  net::write(socket, net::buffer(text));
  co_return;
}

// pair: read up to a delimiter
awaitable<std::size_t> reads_line(tcp::socket socket) {
  net::streambuf line;
  co_return net::read_until(socket, line, '\n');
}

// pair: some bytes
awaitable<std::size_t> reads_some(tcp::socket socket) {
  char data[64];
  co_return socket.read_some(net::buffer(data));
}

// pair: some bytes out
awaitable<void> writes_some(tcp::socket socket, std::string text) {
  socket.write_some(net::buffer(text));
  co_return;
}

// pair: connect
awaitable<void> connects(tcp::socket socket, tcp::endpoint to) {
  socket.connect(to);
  co_return;
}

// pair: accept
awaitable<void> accepts(tcp::acceptor acceptor) {
  tcp::socket socket = acceptor.accept();
  socket.close();
  co_return;
}

// pair: resolve, in a part of an expression
awaitable<bool> resolves(tcp::resolver resolver, std::string host) {
  co_return resolver.resolve(host, "http").empty();
}
