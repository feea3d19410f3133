//===- Render.h - A Report as text for people and tools ---------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_RENDER_RENDER_H
#define STALLFREE_RENDER_RENDER_H

#include "core/Report.h"
#include "llvm/Support/raw_ostream.h"

namespace stallfree {

enum class Format { Text, Json, Sarif, Github, Gitlab, Html };

struct RenderOptions {
  Format As = Format::Text;
  bool Color = false;
  Tier ShowAtLeast = Tier::Probable;
  std::string Root;    ///< Where to read source lines from; never printed.
  std::string Version; ///< Of the tool.
  bool Summary = true; ///< Text: the closing counts.
};

/// Writes the whole Report. The bytes depend on Report and Options only (and
/// on the source lines under Root for Text and Html).
void render(const Report &R, const RenderOptions &Options,
            llvm::raw_ostream &OS);

/// One finding as text, for output while an analysis still runs.
void renderFinding(const Finding &F, const RenderOptions &Options,
                   llvm::raw_ostream &OS);

} // namespace stallfree

#endif // STALLFREE_RENDER_RENDER_H
