//===- Formats.cpp - What the formats share -------------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Formats.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/JSON.h"
#include <cmath>

using namespace llvm;

namespace stallfree {

std::vector<const Finding *> shownFindings(const Report &R, const RenderOptions &Options) {
  std::vector<const Finding *> Shown;
  for (const Finding &F : R.Findings)
    if (!F.Suppressed && !F.InBaseline && F.Certainty >= Options.ShowAtLeast)
      Shown.push_back(&F);
  return Shown;
}

/// How long such a stall lasts, as people meet it: for ever, seconds,
/// a network round trip, a disk access.
static int severity(StringRef Check) {
  return StringSwitch<int>(Check)
      .Cases({"loop-sync-wait", "loop-nested-run", "suspend-with-lock", "cpu-unbounded-loop"}, 5)
      .Cases({"blocking-thread", "blocking-future", "blocking-condition", "blocking-queue"}, 4)
      .Cases({"blocking-process", "blocking-console", "task-discarded"}, 4)
      .Cases({"blocking-dns", "blocking-http", "blocking-database", "blocking-rpc"}, 3)
      .Cases({"blocking-sleep", "blocking-socket", "blocking-poll", "blocking-ipc"}, 3)
      .StartsWith("cpu-", 3)
      .StartsWith("meta-", 0)
      .Default(2);
}

std::vector<const Finding *> worthFixingFirst(ArrayRef<const Finding *> Shown, size_t Count) {
  std::vector<const Finding *> Ranked;
  StringSet<> Seen;
  for (const Finding *F : Shown)
    if (severity(F->Check) > 0 && Seen.insert(F->Function + "\n" + F->Check).second)
      Ranked.push_back(F);
  stable_sort(Ranked, [](const Finding *A, const Finding *B) {
    auto Key = [](const Finding *F) {
      return std::tuple(F->Certainty, severity(F->Check), F->OtherRoots.size());
    };
    return Key(A) > Key(B);
  });
  if (Ranked.size() > Count)
    Ranked.resize(Count);
  return Ranked;
}

/// 12345 -> "12,345".
static std::string grouped(uint64_t N) {
  std::string Digits = std::to_string(N);
  for (size_t I = Digits.size(); I > 3; I -= 3)
    Digits.insert(I - 3, ",");
  return Digits;
}

std::string counted(uint64_t N, StringRef One, StringRef Many) {
  if (N == 1)
    return ("1 " + One).str();
  return grouped(N) + " " + (Many.empty() ? (One + "s").str() : Many.str());
}

std::string countFindings(ArrayRef<const Finding *> Shown) {
  std::string Text;
  for (Tier T : {Tier::Definite, Tier::Probable, Tier::Possible}) {
    uint64_t N = count_if(Shown, [&](const Finding *F) { return F->Certainty == T; });
    if (N)
      Text += (Text.empty() ? "" : " and ") + grouped(N) + " " + name(T);
  }
  if (Text.empty())
    return "no findings";
  return Text + (Shown.size() == 1 ? " finding" : " findings");
}

CallShares callShares(const Statistics &C) {
  uint64_t Total = uint64_t(C.CallsResolved) + C.CallsRuled + C.CallsUnknown;
  if (Total == 0)
    return {};
  CallShares Shares;
  // What is unknown is never rounded away.
  Shares.Unknown = unsigned(std::ceil(100.0 * C.CallsUnknown / Total));
  Shares.Ruled =
      std::min(100 - Shares.Unknown, unsigned(std::lround(100.0 * C.CallsRuled / Total)));
  Shares.Resolved = 100 - Shares.Unknown - Shares.Ruled;
  return Shares;
}

std::string validUtf8(StringRef Text) {
  return json::isUTF8(Text) ? Text.str() : json::fixUTF8(Text);
}

std::optional<StringRef> SourceLines::line(StringRef File, uint32_t Line) {
  if (Root.empty() || File.empty() || Line == 0)
    return std::nullopt;
  auto [It, New] = Files.try_emplace(File);
  Content &C = It->second;
  if (New) {
    if (auto Buffer = MemoryBuffer::getFile(Root + "/" + File.str())) {
      C.Buffer = std::move(*Buffer);
      for (StringRef Rest = C.Buffer->getBuffer(); !Rest.empty();) {
        auto [First, Next] = Rest.split('\n');
        C.Lines.push_back(First.rtrim('\r'));
        Rest = Next;
      }
    }
  }
  if (Line > C.Lines.size())
    return std::nullopt;
  return C.Lines[Line - 1];
}

uint32_t SourceLines::utf16Column(const Location &Where, uint32_t ByteColumn) {
  std::optional<StringRef> Text = line(Where.File, Where.Line);
  if (!Text || ByteColumn == 0)
    return ByteColumn;
  uint32_t Column = 1;
  for (unsigned char C : validUtf8(Text->take_front(ByteColumn - 1)))
    if ((C & 0xC0) != 0x80)
      Column += C >= 0xF0 ? 2 : 1;
  return Column;
}

void render(const Report &R, const RenderOptions &Options, raw_ostream &OS) {
  switch (Options.As) {
  case Format::Text:
    return renderText(R, Options, OS);
  case Format::Json:
    return renderJson(R, Options, OS);
  case Format::Sarif:
    return renderSarif(R, Options, OS);
  case Format::Github:
    return renderGithub(R, Options, OS);
  case Format::Gitlab:
    return renderGitlab(R, Options, OS);
  case Format::Html:
    return renderHtml(R, Options, OS);
  }
}

} // namespace stallfree
