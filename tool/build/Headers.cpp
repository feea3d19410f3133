//===- Headers.cpp - Commands for files that no entry compiles ------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "build/Headers.h"
#include "build/FitCommand.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <tuple>

using namespace llvm;

namespace stallfree {

/// How well Command suits File; larger is better.
static std::tuple<bool, unsigned, bool> fitness(const CompileCommand &Command, StringRef File) {
  unsigned Shared = 0;
  auto A = sys::path::begin(Command.File), AEnd = sys::path::end(Command.File);
  auto B = sys::path::begin(File), BEnd = sys::path::end(File);
  for (; A != AEnd && B != BEnd && *A == *B; ++A, ++B)
    ++Shared;
  bool SameLanguage = (languageOf(Command.File) == "c") == (languageOf(File) == "c");
  bool SameStem = sys::path::stem(Command.File) == sys::path::stem(File);
  return {SameLanguage, Shared, SameStem};
}

bool includesFile(StringRef Source, StringRef Name) {
  auto Buffer = MemoryBuffer::getFile(Source);
  if (!Buffer)
    return false;
  StringRef Text = (*Buffer)->getBuffer();
  for (size_t At = Text.find(Name); At != StringRef::npos; At = Text.find(Name, At + 1)) {
    StringRef Line = Text.substr(0, At);
    Line = Line.drop_front(Line.rfind('\n') + 1).trim();
    char Before = At ? Text[At - 1] : '\n';
    if (Line.starts_with("#") && Line.contains("include") &&
        (Before == '"' || Before == '<' || Before == '/'))
      return true;
  }
  return false;
}

const CompileCommand *findIncluder(ArrayRef<CompileCommand> Commands, StringRef Header) {
  const CompileCommand *Best = nullptr;
  for (const CompileCommand &Command : Commands)
    if ((!Best || fitness(Command, Header) > fitness(*Best, Header)) &&
        includesFile(Command.File, sys::path::filename(Header)))
      Best = &Command;
  return Best;
}

const CompileCommand *nearestCommand(ArrayRef<CompileCommand> Commands, StringRef File) {
  const CompileCommand *Best = nullptr;
  for (const CompileCommand &Command : Commands)
    if (!Best || fitness(Command, File) > fitness(*Best, File))
      Best = &Command;
  return Best;
}

} // namespace stallfree
