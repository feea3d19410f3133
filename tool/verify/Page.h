//===- Page.h - The examples of a Markdown page -----------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_VERIFY_PAGE_H
#define STALLFREE_VERIFY_PAGE_H

#include "ExampleRunner.h"

namespace stallfree {

/// Each ```cpp block of a page is one example: bad if it has an `// expect:`
/// comment, good otherwise. A line `<!-- uses: asio, sleep -->` names the packs
/// whose stubs the blocks below it need.
std::vector<ExampleJob> readPage(llvm::StringRef File, llvm::StringRef Text);

} // namespace stallfree

#endif // STALLFREE_VERIFY_PAGE_H
