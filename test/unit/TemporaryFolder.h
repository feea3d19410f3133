//===- TemporaryFolder.h - A folder that a test fills ---------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_TEST_TEMPORARYFOLDER_H
#define STALLFREE_TEST_TEMPORARYFOLDER_H

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

namespace stallfree {

/// Gone with its content at the end of the test.
class TemporaryFolder {
public:
  TemporaryFolder() {
    llvm::SmallString<128> Made, Real;
    llvm::sys::fs::createUniqueDirectory("stallfree-test", Made);
    llvm::sys::fs::real_path(Made, Real);
    Path = std::string(Real);
  }
  ~TemporaryFolder() { llvm::sys::fs::remove_directories(Path); }

  std::string operator/(llvm::StringRef Name) const { return Path + "/" + Name.str(); }

  /// Writes a file, with the folders it needs; returns its path.
  std::string write(llvm::StringRef Name, llvm::StringRef Text) const {
    std::string File = *this / Name;
    llvm::sys::fs::create_directories(llvm::sys::path::parent_path(File));
    std::error_code EC;
    llvm::raw_fd_ostream OS(File, EC);
    EXPECT_FALSE(EC) << File;
    OS << Text;
    return File;
  }

  std::string Path;
};

} // namespace stallfree

#endif // STALLFREE_TEST_TEMPORARYFOLDER_H
