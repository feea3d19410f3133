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
  /// Text: what findings with InBaseline are in.
  std::string Known = "in the baseline";
};

/// Writes the whole Report. The bytes depend on Report and Options only (and
/// on the source lines under Root for Text, Sarif and Html). Text from sources
/// may hold any bytes: what is written is always valid UTF-8 and escaped for
/// its format.
void render(const Report &R, const RenderOptions &Options, llvm::raw_ostream &OS);

/// Findings that are neither suppressed nor in the baseline and at or above
/// the wanted tier, in the Report's order.
std::vector<const Finding *> shownFindings(const Report &R, const RenderOptions &Options);

/// One finding as text, for output while an analysis still runs. Writes it
/// whatever its tier, and shorter if its notes are those of Before, the finding
/// written just before it (or null).
void renderFinding(const Finding &F, const RenderOptions &Options, llvm::raw_ostream &OS,
                   const Finding *Before = nullptr);

/// What Format::Text writes after the findings: problems and, if
/// Options.Summary, the closing counts.
void renderClosing(const Report &R, const RenderOptions &Options, llvm::raw_ostream &OS);

/// A Markdown page for the summary of a CI job: counts and a table.
void renderJobSummary(const Report &R, const RenderOptions &Options, llvm::raw_ostream &OS);

} // namespace stallfree

#endif // STALLFREE_RENDER_RENDER_H
