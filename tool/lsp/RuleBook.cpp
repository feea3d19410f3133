//===- RuleBook.cpp - The rules as their files are now --------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/RuleBook.h"
#include "build/RuleFiles.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"

using namespace llvm;

namespace stallfree {

std::string RuleBook::signature(const std::vector<std::string> &Files) const {
  std::string Text;
  for (const std::string &File : Files) {
    sys::fs::file_status Status;
    sys::fs::status(File, Status);
    Text += File + '\0' + std::to_string(Status.getSize()) + '\0' +
            std::to_string(Status.getLastModificationTime().time_since_epoch().count()) + '\0';
  }
  return Text;
}

std::shared_ptr<const LoadedRules> RuleBook::current() {
  std::lock_guard<std::mutex> Guard(Lock);
  std::vector<std::string> Files = ruleFilesOf(Root, Further);
  std::string Now = signature(Files);
  if (!Last || Now != Seen) {
    Last = std::make_shared<const LoadedRules>(loadRules(Files));
    Seen = std::move(Now);
  }
  return Last;
}

bool RuleBook::changed() {
  std::lock_guard<std::mutex> Guard(Lock);
  return !Last || signature(ruleFilesOf(Root, Further)) != Seen;
}

std::vector<std::string> definesOf(const RuleSet &Rules) {
  std::vector<std::string> Out;
  for (const Pack &P : Rules.Packs)
    append_range(Out, P.Defines);
  return Out;
}

} // namespace stallfree
