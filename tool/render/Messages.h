//===- Messages.h - A finding as a compiler's messages ----------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_RENDER_MESSAGES_H
#define STALLFREE_RENDER_MESSAGES_H

#include "core/Report.h"

namespace stallfree {

/// A warning or remark, or a note that belongs to it. Where.File is empty for
/// a note about the finding as a whole.
struct Message {
  Location Where;
  std::string Text;
};

/// What a compiler's user reads of a finding: the warning (a remark if only
/// possible) without its check, then the notes from the loop to the blocker,
/// further ways in, the advice and how to answer. Never empty.
std::vector<Message> messagesOf(const Finding &F);

/// "fixable here: only 'serve' has to change", or that a signature must change;
/// empty if that is not known.
std::string changeText(const Finding &F);

/// Why so much effort makes it no more than probable; empty if that is not so.
std::string effortText(const Finding &F);

/// What `stallfree fix` can do about it, what it cannot, and how far a change
/// goes: one line each.
std::vector<std::string> fixTexts(const Finding &F);

} // namespace stallfree

#endif // STALLFREE_RENDER_MESSAGES_H
