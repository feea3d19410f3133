//===- HtmlGraph.cpp - Ways from loop roots to blockers, drawn ------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HtmlGraph.h"
#include "Formats.h"
#include "Snippet.h"
#include <map>
#include <set>

using namespace llvm;

namespace stallfree {

std::string html(StringRef Text) {
  std::string Out;
  for (char C : printable(Text, /*Tabs=*/true)) {
    if (C == '&')
      Out += "&amp;";
    else if (C == '<')
      Out += "&lt;";
    else if (C == '>')
      Out += "&gt;";
    else if (C == '"')
      Out += "&quot;";
    else if (C == '\'')
      Out += "&#39;";
    else
      Out += C;
  }
  return Out;
}

namespace {
struct Node {
  const char *Kind; ///< root helper blocker
  std::string Name;
  std::string Anchor; ///< Of a blocker's first finding.
  unsigned Column = 0, Row = 0;
};

/// Nodes by kind and name, edges by node index.
class Graph {
public:
  void add(const Finding &F, const std::string &Anchor);
  void layOut();
  void write(raw_ostream &OS, StringRef Caption) const;
  size_t size() const { return Nodes.size(); }

private:
  static constexpr unsigned Width = 210, Step = 252, Height = 22, Line = 32;

  unsigned node(const char *Kind, StringRef Name);

  std::vector<Node> Nodes;
  std::map<std::string, unsigned> Index;
  std::set<std::pair<unsigned, unsigned>> Edges;
  unsigned Columns = 0, Rows = 0;
};
} // namespace

unsigned Graph::node(const char *Kind, StringRef Name) {
  auto [It, New] = Index.try_emplace(Kind + Name.str(), unsigned(Nodes.size()));
  if (New)
    Nodes.push_back({Kind, Name.str(), "", 0, 0});
  return It->second;
}

void Graph::add(const Finding &F, const std::string &Anchor) {
  unsigned Last = node("root", F.Proof.front().Function);
  StringRef LastName = F.Proof.front().Function;
  unsigned Column = 0;
  for (const ProofStep &Step : ArrayRef(F.Proof).drop_front())
    if (Step.Function != LastName) {
      unsigned Next = node("helper", Step.Function);
      Nodes[Next].Column = std::max(Nodes[Next].Column, ++Column);
      Edges.insert({Last, Next});
      Last = Next;
      LastName = Step.Function;
    }
  unsigned End = node("blocker", F.Blocker.empty() ? F.Check : F.Blocker);
  if (Nodes[End].Anchor.empty())
    Nodes[End].Anchor = Anchor;
  Edges.insert({Last, End});
  Columns = std::max(Columns, Column + 1);
}

void Graph::layOut() {
  std::map<unsigned, unsigned> Used;
  for (Node &N : Nodes) {
    if (StringRef(N.Kind) == "blocker")
      N.Column = Columns;
    N.Row = Used[N.Column]++;
    Rows = std::max(Rows, N.Row + 1);
  }
}

/// The end of a long name says more than its start.
static std::string shortened(StringRef Name) {
  constexpr size_t Most = 30;
  std::string Text = printable(Name);
  if (Text.size() <= Most)
    return Text;
  size_t From = Text.size() - (Most - 1);
  while (From < Text.size() && (Text[From] & 0xC0) == 0x80)
    ++From;
  return "\xE2\x80\xA6" + Text.substr(From);
}

void Graph::write(raw_ostream &OS, StringRef Caption) const {
  unsigned FullWidth = Columns * Step + Width + 4, FullHeight = Rows * Line + 4;
  OS << "<figure class=\"drawing\"><figcaption>" << html(Caption)
     << "</figcaption><div tabindex=\"0\" role=\"group\" aria-label=\"Drawing\"><svg width=\""
     << FullWidth << "\" height=\"" << FullHeight << "\" viewBox=\"0 0 " << FullWidth << ' '
     << FullHeight << "\">\n";
  for (auto [From, To] : Edges) {
    unsigned X1 = Nodes[From].Column * Step + Width + 2, X2 = Nodes[To].Column * Step + 2;
    unsigned Y1 = Nodes[From].Row * Line + Height / 2 + 2;
    unsigned Y2 = Nodes[To].Row * Line + Height / 2 + 2;
    OS << "<path d=\"M" << X1 << ' ' << Y1 << 'C' << X1 + 20 << ' ' << Y1 << ' ' << int(X2) - 20
       << ' ' << Y2 << ' ' << X2 << ' ' << Y2 << "\"/>\n";
  }
  for (const Node &N : Nodes) {
    unsigned X = N.Column * Step + 2, Y = N.Row * Line + 2;
    if (!N.Anchor.empty())
      OS << "<a href=\"#" << html(N.Anchor) << "\">";
    OS << "<g class=\"" << N.Kind << "\"><title>" << html(N.Name) << "</title><rect x=\"" << X
       << "\" y=\"" << Y << "\" width=\"" << Width << "\" height=\"" << Height
       << "\" rx=\"4\"/><text x=\"" << X + 6 << "\" y=\"" << Y + 15 << "\">"
       << html(shortened(N.Name)) << "</text></g>" << (N.Anchor.empty() ? "" : "</a>") << '\n';
  }
  OS << "</svg></div></figure>\n";
}

void writeGraph(ArrayRef<const Finding *> Shown, ArrayRef<std::string> Anchors, raw_ostream &OS) {
  constexpr size_t MostNodes = 120;
  Graph Drawn;
  size_t Count = 0, WithProof = 0;
  for (size_t I = 0; I != Shown.size(); ++I) {
    if (Shown[I]->Proof.empty())
      continue;
    ++WithProof;
    if (Drawn.size() >= MostNodes)
      continue;
    Drawn.add(*Shown[I], Anchors[I]);
    ++Count;
  }
  if (!Count)
    return;
  Drawn.layOut();
  std::string Caption = "From loop roots through helpers to blockers";
  if (Count < WithProof)
    Caption += ": the first " + std::to_string(Count) + " of " + counted(WithProof, "finding");
  Drawn.write(OS, Caption);
}

} // namespace stallfree
