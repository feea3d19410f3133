// resolve.hpp - Names to addresses
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DEMO_RESOLVE_HPP
#define DEMO_RESOLVE_HPP

#include <string>

/// The first address of a host, or "unknown". Blocks.
std::string describe_host(const std::string &name);

#endif
