//===- Documents.cpp - The texts that are open in the editor --------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Documents.h"
#include "lsp/Lines.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace stallfree {

void Documents::open(Document D) {
  std::lock_guard<std::mutex> Guard(Lock);
  std::string Path = D.Path;
  ByPath[Path] = std::move(D);
}

void Documents::close(const std::string &Path) {
  std::lock_guard<std::mutex> Guard(Lock);
  ByPath.erase(Path);
}

static std::optional<lsp::Range> rangeOf(const json::Object &Change) {
  lsp::Range Out;
  json::Path::Root Root;
  const json::Value *Range = Change.get("range");
  if (!Range || !fromJSON(*Range, Out, Root))
    return std::nullopt;
  return Out;
}

/// Ranges count UTF-16 units; LLVM's own applyTo takes them for bytes.
static Error apply(const json::Value &Value, std::string &Text) {
  const json::Object *Change = Value.getAsObject();
  auto New = Change ? Change->getString("text") : std::nullopt;
  if (!New)
    return createStringError("a content change has no text");
  if (!Change->get("range")) {
    Text = New->str();
    return Error::success();
  }
  std::optional<lsp::Range> Range = rangeOf(*Change);
  if (!Range)
    return createStringError("a content change has a range that is none");
  Lines Old(Text);
  size_t Begin = Old.offset(Range->start), End = Old.offset(Range->end);
  if (End < Begin)
    return createStringError("a content change ends before it begins");
  Text.replace(Begin, End - Begin, *New);
  return Error::success();
}

Error Documents::change(const std::string &Path, int64_t Version, const json::Value &Changes) {
  std::optional<Document> Old = find(Path);
  if (!Old)
    return createStringError("'" + Path + "' was changed, but is not open");
  const json::Array *List = Changes.getAsArray();
  if (!List)
    return createStringError("didChange without contentChanges");
  auto Text = std::make_shared<std::string>(*Old->Text);
  for (const json::Value &Change : *List)
    if (Error E = apply(Change, *Text))
      return E;
  std::lock_guard<std::mutex> Guard(Lock);
  ByPath[Path].Version = Version;
  ByPath[Path].Text = std::move(Text);
  return Error::success();
}

std::optional<Document> Documents::find(const std::string &Path) const {
  std::lock_guard<std::mutex> Guard(Lock);
  auto It = ByPath.find(Path);
  if (It == ByPath.end())
    return std::nullopt;
  return It->second;
}

std::vector<Document> Documents::all() const {
  std::lock_guard<std::mutex> Guard(Lock);
  std::vector<Document> Out;
  for (const auto &[Path, D] : ByPath)
    Out.push_back(D);
  return Out;
}

std::optional<sys::TimePoint<>> savedAt(const Document &D) {
  sys::fs::file_status Status;
  auto OnDisk = MemoryBuffer::getFile(D.Path, /*IsText=*/false, /*RequiresNullTerminator=*/false,
                                      /*IsVolatile=*/true);
  if (!OnDisk || (*OnDisk)->getBuffer() != *D.Text || sys::fs::status(D.Path, Status))
    return std::nullopt;
  return Status.getLastModificationTime();
}

Snapshot Documents::unsaved() const {
  Snapshot Out;
  for (const Document &D : all())
    if (!savedAt(D))
      Out.add(D.Path, *D.Text);
  return Out;
}

} // namespace stallfree
