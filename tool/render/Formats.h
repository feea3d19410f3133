//===- Formats.h - What the formats share -----------------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//             Report + RenderOptions
//                      |  shownFindings, worthFixingFirst
//     +--------+-------+-+--------+---------+--------+
//   Text.cpp Json.cpp Sarif.cpp Github.cpp Gitlab.cpp Html.cpp
//     '-- SourceLines (the lines that findings point at) --'
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_RENDER_FORMATS_H
#define STALLFREE_RENDER_FORMATS_H

#include "Render.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>

namespace stallfree {

void renderText(const Report &, const RenderOptions &, llvm::raw_ostream &);
void renderJson(const Report &, const RenderOptions &, llvm::raw_ostream &);
void renderSarif(const Report &, const RenderOptions &, llvm::raw_ostream &);
void renderGithub(const Report &, const RenderOptions &, llvm::raw_ostream &);
void renderGitlab(const Report &, const RenderOptions &, llvm::raw_ostream &);
void renderHtml(const Report &, const RenderOptions &, llvm::raw_ostream &);

/// The Count findings to start with: the surest, then what stalls longest,
/// then what most ways lead to; one per function and check.
std::vector<const Finding *> worthFixingFirst(llvm::ArrayRef<const Finding *> Shown, size_t Count);

/// "1 loop root", "2 loop roots".
std::string counted(uint64_t N, llvm::StringRef One, llvm::StringRef Many = {});

/// "3 definite and 5 probable findings"; "no findings".
std::string countFindings(llvm::ArrayRef<const Finding *> Shown);

/// Of the calls in loop code, in whole per cent that add up to 100.
struct CallShares {
  unsigned Resolved = 0, Ruled = 0, Unknown = 0;
};
CallShares callShares(const Statistics &Counts);

/// Valid UTF-8, whatever Text holds.
std::string validUtf8(llvm::StringRef Text);

/// The lines of the files under a root, each file read once. Not thread-safe.
class SourceLines {
public:
  explicit SourceLines(llvm::StringRef Root) : Root(Root) {}

  /// The 1-based line without its end; nothing if it cannot be read.
  std::optional<llvm::StringRef> line(llvm::StringRef File, uint32_t Line);

  /// The 1-based column in UTF-16 code units of a 1-based byte column. The
  /// byte column itself if the line cannot be read.
  uint32_t utf16Column(const Location &Where, uint32_t ByteColumn);

private:
  struct Content {
    std::unique_ptr<llvm::MemoryBuffer> Buffer;
    std::vector<llvm::StringRef> Lines;
  };
  std::string Root;
  llvm::StringMap<Content> Files;
};

} // namespace stallfree

#endif // STALLFREE_RENDER_FORMATS_H
