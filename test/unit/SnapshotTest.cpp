//===- SnapshotTest.cpp - Files as they are in a commit or the index ------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "build/Snapshot.h"
#include "TemporaryFolder.h"

using namespace stallfree;

TEST(Snapshot, CoversTheDisk) {
  TemporaryFolder Folder;
  Folder.write("kept.h", "kept");
  Folder.write("changed.h", "old");
  Folder.write("gone.h", "gone");
  Snapshot Over;
  Over.add(Folder / "changed.h", "new text");
  Over.add(Folder / "folder/added.h", "added");
  Over.addAbsent(Folder / "gone.h");
  auto Files = snapshotFileSystem(Over);
  ASSERT_FALSE(Files->setCurrentWorkingDirectory(Folder.Path));

  auto Text = [&](llvm::StringRef Path) {
    auto Buffer = Files->getBufferForFile(Path);
    return Buffer ? (*Buffer)->getBuffer().str() : "error " + Buffer.getError().message();
  };
  EXPECT_EQ(Text("kept.h"), "kept");
  EXPECT_EQ(Text("changed.h"), "new text");
  EXPECT_EQ(Text("folder/../changed.h"), "new text");
  EXPECT_EQ(Text(Folder / "folder/added.h"), "added");
  EXPECT_TRUE(llvm::StringRef(Text("gone.h")).starts_with("error"));
  EXPECT_FALSE(Files->exists("gone.h"));
  EXPECT_EQ(Files->status("changed.h")->getSize(), 8u);
  EXPECT_TRUE(Files->status("folder")->isDirectory());
}
