//===- Places.cpp - Places of a Report in the protocol's terms ------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Places.h"
#include "extract/ProjectPaths.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace stallfree {

std::string uriOf(StringRef Path) {
  Expected<lsp::URIForFile> Uri = lsp::URIForFile::fromFile(Path);
  if (Uri)
    return Uri->uri().str();
  consumeError(Uri.takeError());
  return {};
}

std::string Places::uri(const std::string &File) const {
  std::string Path = absoluteFrom(Seen.Root, File);
  auto Open = Seen.Texts.find(Path);
  return Open != Seen.Texts.end() ? Open->second.Uri : uriOf(Path);
}

const Lines &Places::lines(const std::string &File) {
  Text &T = Files[File];
  if (T.InLines)
    return *T.InLines;
  std::string Path = absoluteFrom(Seen.Root, File);
  auto Open = Seen.Texts.find(Path);
  if (Open != Seen.Texts.end())
    T.Bytes = *Open->second.Text;
  else if (auto OnDisk = MemoryBuffer::getFile(Path))
    T.Bytes = (*OnDisk)->getBuffer().str();
  T.InLines = std::make_unique<Lines>(T.Bytes);
  return *T.InLines;
}

json::Value Places::location(const Location &Where) {
  return json::Object{{"uri", uri(Where.File)}, {"range", range(Where)}};
}

} // namespace stallfree
