//===- Snapshot.cpp - Files as they are in a commit or the index ----------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "build/Snapshot.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace stallfree {

void Snapshot::add(StringRef Path, std::string Text) {
  Digest Content = Digest::of(Text);
  Files[Path.str()] = File{std::move(Text), Content};
}

const std::optional<Snapshot::File> *Snapshot::find(StringRef Path) const {
  SmallString<256> Plain(Path);
  sys::path::remove_dots(Plain, /*remove_dot_dot=*/true);
  auto It = Files.find(std::string(Plain));
  return It == Files.end() ? nullptr : &It->second;
}

namespace {
class SnapshotFileSystem : public vfs::ProxyFileSystem {
public:
  explicit SnapshotFileSystem(const Snapshot &Over)
      : ProxyFileSystem(vfs::createPhysicalFileSystem()), Over(Over),
        Memory(makeIntrusiveRefCnt<vfs::InMemoryFileSystem>()) {
    for (const auto &[Path, File] : Over.Files)
      if (File)
        Memory->addFile(Path, /*ModificationTime=*/0, MemoryBuffer::getMemBuffer(File->Text, Path));
  }

  ErrorOr<vfs::Status> status(const Twine &Path) override {
    std::string Absolute = absolute(Path);
    if (const auto *File = Over.find(Absolute))
      return *File ? named(Memory->status(plain(Absolute)), Path) : absent();
    ErrorOr<vfs::Status> OnDisk = ProxyFileSystem::status(Path);
    // A folder that only the snapshot has.
    return OnDisk ? OnDisk : named(Memory->status(plain(Absolute)), Path);
  }

  bool exists(const Twine &Path) override { return bool(status(Path)); }

  ErrorOr<std::unique_ptr<vfs::File>> openFileForRead(const Twine &Path) override {
    std::string Absolute = absolute(Path);
    const auto *File = Over.find(Absolute);
    if (!File)
      return ProxyFileSystem::openFileForRead(Path);
    if (!*File)
      return absent();
    return vfs::File::getWithPath(Memory->openFileForRead(plain(Absolute)), Path);
  }

private:
  static std::error_code absent() { return make_error_code(errc::no_such_file_or_directory); }

  static ErrorOr<vfs::Status> named(ErrorOr<vfs::Status> Status, const Twine &Path) {
    if (!Status)
      return Status;
    return vfs::Status::copyWithNewName(*Status, Path);
  }

  static std::string plain(StringRef Path) {
    SmallString<256> Out(Path);
    sys::path::remove_dots(Out, /*remove_dot_dot=*/true);
    return std::string(Out);
  }

  std::string absolute(const Twine &Path) const {
    SmallString<256> Out;
    Path.toVector(Out);
    (void)makeAbsolute(Out);
    return std::string(Out);
  }

  const Snapshot &Over;
  IntrusiveRefCntPtr<vfs::InMemoryFileSystem> Memory;
};
} // namespace

IntrusiveRefCntPtr<vfs::FileSystem> snapshotFileSystem(const Snapshot &Over) {
  return makeIntrusiveRefCnt<SnapshotFileSystem>(Over);
}

} // namespace stallfree
