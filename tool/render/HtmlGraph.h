//===- HtmlGraph.h - Ways from loop roots to blockers, drawn ----*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_RENDER_HTMLGRAPH_H
#define STALLFREE_RENDER_HTMLGRAPH_H

#include "core/Report.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"

namespace stallfree {

/// Text for an element or a quoted attribute.
std::string html(llvm::StringRef Text);

/// An SVG element: loop roots at the left, helpers in between, blockers at the
/// right, each once; a blocker links to its first finding. Anchors are the ids
/// of Shown's articles. At most so many findings are drawn that it can be
/// read; the caption says how many.
void writeGraph(llvm::ArrayRef<const Finding *> Shown, llvm::ArrayRef<std::string> Anchors,
                llvm::raw_ostream &OS);

} // namespace stallfree

#endif // STALLFREE_RENDER_HTMLGRAPH_H
