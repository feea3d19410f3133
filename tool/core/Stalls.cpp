//===- Stalls.cpp - Measured stalls outrank estimates ---------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Stalls.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/xxhash.h"
#include <algorithm>

using namespace stallfree;
using llvm::StringRef;

namespace {

struct Frame {
  std::string Symbol, File;
  uint32_t Line = 0;
};

struct Stall {
  Frame Own;
  std::vector<Frame> Stack;
  std::string Cause, Syscall;
  int64_t Milliseconds = 0, Count = 0;
  bool Explained = false;

  std::string text() const {
    return "measured: up to " + std::to_string(Milliseconds) + " ms, " +
           std::to_string(Count) + (Count == 1 ? " time" : " times");
  }
};

bool fromJSON(const llvm::json::Value &V, Frame &F, llvm::json::Path P) {
  llvm::json::ObjectMapper Map(V, P);
  return Map && Map.map("symbol", F.Symbol) && Map.map("file", F.File) &&
         Map.map("line", F.Line);
}

bool fromJSON(const llvm::json::Value &V, Stall &S, llvm::json::Path P) {
  llvm::json::ObjectMapper Map(V, P);
  return fromJSON(V, S.Own, P) && Map && Map.map("cause", S.Cause) &&
         Map.map("syscall", S.Syscall) && Map.map("ms", S.Milliseconds) &&
         Map.map("count", S.Count) && Map.map("stack", S.Stack);
}

/// A frame is in the function and near the line; an optimiser moves lines.
bool meets(const Frame &At, const Location &Where, StringRef Function) {
  constexpr uint32_t Near = 5;
  StringRef File = At.File;
  bool SameFile = File == Where.File || File.ends_with("/" + Where.File);
  if (!SameFile)
    return false;
  uint32_t Apart = std::max(At.Line, Where.Line) - std::min(At.Line, Where.Line);
  StringRef Symbol = StringRef(At.Symbol).split('(').first;
  return Apart <= Near || (!Function.empty() && Symbol == Function);
}

bool meets(const Stall &S, const Finding &F) {
  return llvm::any_of(S.Stack, [&](const Frame &At) {
           return meets(At, F.Where, F.Function);
         }) ||
         meets(S.Own, F.Where, F.Function);
}

/// Of the report's files the one that the frame is in; the frame's own else.
std::string projectFile(const Frame &At, const Report &R) {
  for (const Finding &F : R.Findings)
    if (StringRef(At.File).ends_with("/" + F.Where.File))
      return F.Where.File;
  return At.File;
}

Finding unexplained(const Stall &S, const Report &R) {
  Finding F;
  F.Check = "measured-stall";
  F.Certainty = Tier::Definite;
  F.Where = {projectFile(S.Own, R), S.Own.Line, 1, 0};
  F.Function = S.Own.Symbol;
  F.Blocker = S.Syscall.empty() ? S.Own.Symbol : S.Syscall;
  F.Message = "'" + S.Own.Symbol + "' stalled the event loop (" + S.text() +
              "): it " +
              (S.Cause == "cpu" ? "computes" : "waits in " + S.Syscall);
  for (const Frame &At : llvm::reverse(S.Stack))
    if (!At.File.empty())
      F.Proof.push_back({{projectFile(At, R), At.Line, 1, 0},
                         "'" + At.Symbol + "' was on the stack",
                         At.Symbol});
  if (F.Proof.empty())
    F.Proof.push_back({F.Where, "the watchdog found it here", F.Function});
  F.Advice = S.Cause == "cpu"
                 ? Advice{"A6", "thread", "it was measured",
                          "move the work to a pool of threads or to a process"}
                 : Advice{"A4", "thread", "it was measured",
                          "move the call to a thread"};
  std::string Key = F.Check + "|" + F.Function + "|" + F.Blocker;
  F.Fingerprint = F.PathKey =
      llvm::utohexstr(llvm::xxh3_64bits(Key), /*LowerCase=*/true, 16);
  return F;
}

} // namespace

llvm::Error stallfree::applyStalls(StringRef Json, Report &R) {
  auto Parsed = llvm::json::parse(Json);
  if (!Parsed)
    return Parsed.takeError();
  std::vector<Stall> Stalls;
  llvm::json::Path::Root Root("stalls");
  if (!llvm::json::fromJSON(*Parsed, Stalls, Root))
    return Root.getError();
  for (Finding &F : R.Findings) {
    const Stall *Worst = nullptr;
    for (Stall &S : Stalls)
      if (meets(S, F)) {
        S.Explained = true;
        if (!Worst || S.Milliseconds > Worst->Milliseconds)
          Worst = &S;
      }
    bool Estimated = F.Row.empty() && StringRef(F.Check).contains("cpu-");
    if (Worst) {
      F.Certainty = Tier::Definite;
      F.Message += " (" + Worst->text() + ")";
    } else if (Estimated && F.Certainty != Tier::Possible) {
      F.Certainty = Tier(unsigned(F.Certainty) - 1);
      F.Message += " (an estimate; no stall was measured here)";
    }
  }
  for (const Stall &S : Stalls)
    if (!S.Explained)
      R.Findings.push_back(unexplained(S, R));
  llvm::stable_sort(R.Findings, [](const Finding &A, const Finding &B) {
    return std::tie(A.Where.File, A.Where.Line, A.Where.Column, A.Check) <
           std::tie(B.Where.File, B.Where.Line, B.Where.Column, B.Check);
  });
  return llvm::Error::success();
}
