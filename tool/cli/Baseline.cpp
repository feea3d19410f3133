//===- Baseline.cpp - Findings that are known and accepted ----------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/Baseline.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace stallfree {

Error applyBaseline(StringRef File, Report &R) {
  auto Bad = [&](const Twine &Why) {
    return createStringError("cannot use the baseline '" + File + "': " + Why +
                             "; write it again with --write-baseline=" + File);
  };
  auto Buffer = MemoryBuffer::getFile(File);
  if (!Buffer)
    return Bad(Buffer.getError().message());
  Expected<json::Value> Parsed = json::parse((*Buffer)->getBuffer());
  if (!Parsed)
    return Bad(toString(Parsed.takeError()));
  const json::Object *Top = Parsed->getAsObject();
  const json::Array *Entries = Top ? Top->getArray("findings") : nullptr;
  if (!Entries)
    return Bad("it has no list 'findings'");
  if (Top->getInteger("version") != 1)
    return Bad("it is not of version 1");
  StringSet<> Known;
  for (const json::Value &Entry : *Entries) {
    const json::Object *Object = Entry.getAsObject();
    if (auto Fingerprint = Object ? Object->getString("fingerprint") : std::nullopt)
      Known.insert(*Fingerprint);
    else
      return Bad("an entry has no 'fingerprint'");
  }
  auto IsKnown = [&](const std::string &Print) { return Known.contains(Print); };
  for (Finding &F : R.Findings)
    F.InBaseline |= IsKnown(F.Fingerprint) && all_of(F.OtherFingerprints, IsKnown);
  return Error::success();
}

Error writeBaseline(StringRef File, const Report &R, Tier AtLeast) {
  return writeToOutput(File, [&](raw_ostream &OS) {
    json::OStream J(OS, 2);
    J.object([&] {
      J.attribute("version", 1);
      J.attributeArray("findings", [&] {
        auto Write = [&](const Finding &F, StringRef Print) {
          J.object([&] {
            J.attribute("fingerprint", Print);
            J.attribute("check", F.Check);
            J.attribute("file", json::fixUTF8(F.Where.File));
            J.attribute("message", json::fixUTF8(F.Message));
          });
        };
        for (const Finding &F : R.Findings)
          if (!F.Suppressed && F.Certainty >= AtLeast) {
            Write(F, F.Fingerprint);
            for (const std::string &Other : F.OtherFingerprints)
              Write(F, Other);
          }
      });
    });
    OS << '\n';
    return Error::success();
  });
}

} // namespace stallfree
