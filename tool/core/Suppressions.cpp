//===- Suppressions.cpp - NOLINT comments, baselines and check lists ------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Suppressions.h"
#include "Checks.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/GlobPattern.h"
#include <map>
#include <set>
#include <tuple>

using namespace stallfree;
using llvm::StringRef;

static bool globMatches(StringRef Glob, StringRef Check) {
  Glob.consume_front("stallfree-");
  auto Pattern = llvm::GlobPattern::create(Glob);
  if (!Pattern) {
    llvm::consumeError(Pattern.takeError());
    return Glob == Check;
  }
  return Pattern->match(Check);
}

bool stallfree::checkEnabled(StringRef Check, bool OnByDefault,
                             llvm::ArrayRef<std::string> Globs) {
  bool On = OnByDefault;
  for (const std::string &Text : Globs) {
    StringRef Glob = StringRef(Text).trim();
    bool Minus = Glob.consume_front("-");
    if (globMatches(Glob, Check))
      On = !Minus;
  }
  return On;
}

namespace {

struct Comment {
  const Suppression *S = nullptr;
  uint32_t First = 0, Last = 0; ///< Lines that it covers.
  bool Used = false;
  std::string Mistake; ///< Why it silences nothing, whatever there is.
};

bool covers(const Comment &C, const Finding &F, uint32_t Line) {
  if (Line < C.First || Line > C.Last || !C.Mistake.empty())
    return false;
  return C.S->Checks.empty() || llvm::any_of(C.S->Checks, [&](auto &Glob) {
           return globMatches(Glob, F.Check);
         });
}

/// A name with our prefix that no check has; empty if there is none.
std::string unknownCheck(const Suppression &S) {
  for (StringRef Name : S.Checks)
    if (Name.consume_front("stallfree-") && !Name.contains('*') && !findCheck(Name))
      return ("there is no check '" + Name + "'; did you mean '" + nearestCheck(Name).Id + "'?").str();
  return {};
}

/// Does the comment name one of our checks (not only `*` or other tools')?
bool namesOurs(const Suppression &S) {
  return llvm::any_of(S.Checks, [](const std::string &Glob) {
    StringRef Name = Glob;
    return Name.consume_front("stallfree-") || findCheck(Name);
  });
}

using CommentsByFile = std::map<std::string, std::vector<Comment>>;

CommentsByFile collect(const Program &P) {
  CommentsByFile Result;
  std::map<std::string, std::vector<const Suppression *>> ByFile;
  std::set<std::tuple<std::string, uint32_t, uint32_t>> Seen;
  for (const TUFacts *U : P.units())
    for (const Suppression &S : U->Suppressions)
      if (S.Where.File < U->Files.size() &&
          Seen.insert({U->Files[S.Where.File], S.Where.Line, S.Where.Column})
              .second)
        ByFile[U->Files[S.Where.File]].push_back(&S);
  for (auto &[File, List] : ByFile) {
    llvm::stable_sort(List, [](auto *A, auto *B) {
      return std::pair(A->Where.Line, A->Where.Column) <
             std::pair(B->Where.Line, B->Where.Column);
    });
    std::vector<size_t> Open;
    for (const Suppression *S : List) {
      uint32_t Line = S->Where.Line;
      switch (S->S) {
      case Suppression::Scope::Line:
        Result[File].push_back({S, Line, Line, false, {}});
        break;
      case Suppression::Scope::NextLine:
        Result[File].push_back({S, Line + 1, Line + 1, false, {}});
        break;
      case Suppression::Scope::Begin:
        Open.push_back(Result[File].size());
        Result[File].push_back({S, Line, Line, false, "no NOLINTEND follows this NOLINTBEGIN"});
        break;
      case Suppression::Scope::End:
        if (!Open.empty()) {
          Result[File][Open.back()].Last = Line;
          Result[File][Open.back()].Mistake.clear();
          Open.pop_back();
        }
        break;
      }
    }
  }
  return Result;
}

} // namespace

void stallfree::applySuppressions(const Program &P, const Options &Asked,
                                  std::vector<Finding> &Findings) {
  CommentsByFile Comments = collect(P);
  // Both where the finding is shown and at what blocks.
  for (Finding &F : Findings)
    for (const Location &At : {F.Where, F.Proof.back().Where})
      if (auto It = Comments.find(At.File); It != Comments.end())
        for (Comment &C : It->second)
          if (covers(C, F, At.Line))
            F.Suppressed = C.Used = true;

  if (!checkEnabled("meta-unused-suppression", true, Asked.Checks))
    return;
  for (auto &[File, List] : Comments)
    for (const Comment &C : List) {
      std::string Why = C.Mistake.empty() ? unknownCheck(*C.S) : C.Mistake;
      bool Ours = namesOurs(*C.S) || (!C.Mistake.empty() && C.S->Checks.empty());
      if (!Ours || (C.Used && Why.empty()))
        continue;
      Finding F;
      F.Check = "meta-unused-suppression";
      F.Certainty = Tier::Possible;
      F.Where = {File, C.S->Where.Line, C.S->Where.Column, C.S->Where.Length};
      F.Message = "this NOLINT silences nothing";
      F.Advice = {"A7", "keep", "nothing is reported here any more",
                  "remove the comment"};
      if (!Why.empty()) {
        F.Message += ": " + Why;
        F.Advice.Reason = "the comment is not what it was meant to be";
        F.Advice.Text = "correct the comment";
      }
      F.Proof.push_back({F.Where, "the comment", ""});
      F.Fingerprint = F.PathKey = "nolint|" + File;
      Findings.push_back(std::move(F));
    }
}
