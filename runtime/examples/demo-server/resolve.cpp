// resolve.cpp - Names to addresses
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "resolve.hpp"

#include <memory>
#include <netdb.h>
#include <sys/socket.h>

namespace {

using addresses = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

addresses look_up(const std::string &name) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo *found = nullptr;
  if (::getaddrinfo(name.c_str(), nullptr, &hints, &found) != 0)
    found = nullptr;
  return addresses(found, &::freeaddrinfo);
}

std::string numeric(const addrinfo &address) {
  char text[NI_MAXHOST] = "";
  ::getnameinfo(address.ai_addr, address.ai_addrlen, text, sizeof text, nullptr, 0, NI_NUMERICHOST);
  return text;
}

} // namespace

std::string describe_host(const std::string &name) {
  addresses found = look_up(name);
  return found ? numeric(*found) : "unknown";
}
