//===- NamePattern.cpp - Matching qualified names and types ---------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NamePattern.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;
using llvm::StringRef;

/// Glob with `*` only; the usual two-pointer scan with one point of return.
static bool matchesGlob(StringRef Glob, StringRef Text) {
  size_t G = 0, T = 0, Star = StringRef::npos, Resume = 0;
  while (T < Text.size()) {
    if (G < Glob.size() && Glob[G] == '*') {
      Star = G++;
      Resume = T;
    } else if (G < Glob.size() && Glob[G] == Text[T]) {
      ++G, ++T;
    } else if (Star != StringRef::npos) {
      G = Star + 1;
      T = ++Resume;
    } else {
      return false;
    }
  }
  return Glob.drop_front(G).find_first_not_of('*') == StringRef::npos;
}

/// Splits at the first "::" outside of brackets.
static std::pair<StringRef, StringRef> splitSegment(StringRef Name) {
  int Depth = 0;
  for (size_t I = 0; I < Name.size(); ++I) {
    if (Name[I] == '(')
      ++Depth;
    else if (Name[I] == ')')
      --Depth;
    else if (!Depth && Name.substr(I, 2) == "::")
      return {Name.take_front(I), Name.drop_front(I + 2)};
  }
  return {Name, StringRef()};
}

static bool matchesSegments(StringRef Pattern, StringRef Name) {
  while (!Pattern.empty()) {
    auto [Want, PatternRest] = splitSegment(Pattern);
    if (Want == "**") {
      if (PatternRest.empty())
        return true;
      for (StringRef Rest = Name; !Rest.empty();
           Rest = splitSegment(Rest).second)
        if (matchesSegments(PatternRest, Rest))
          return true;
      return false;
    }
    if (Name.empty())
      return false;
    auto [Have, NameRest] = splitSegment(Name);
    if (!matchesGlob(Want, Have))
      return false;
    Pattern = PatternRest;
    Name = NameRest;
  }
  return Name.empty();
}

static StringRef withoutLeadingColons(StringRef Name) {
  Name.consume_front("::");
  return Name;
}

bool stallfree::matches(const NamePattern &Pattern, StringRef Name) {
  StringRef Text = withoutLeadingColons(Pattern.Text);
  if (Text.empty())
    return false;
  if (!Text.contains('*'))
    return Text == Name;
  return matchesSegments(Text, Name);
}

std::string stallfree::typeName(StringRef Type) {
  std::string Name;
  int Depth = 0;
  for (char C : Type) {
    if (C == '<')
      ++Depth;
    else if (C == '>')
      --Depth;
    else if (!Depth)
      Name += C;
  }
  StringRef Rest = StringRef(Name).trim(" *&");
  while (Rest.consume_front("const ") || Rest.consume_front("volatile ") ||
         Rest.consume_front("struct ") || Rest.consume_front("class "))
    Rest = Rest.ltrim();
  while (Rest.consume_back("const") || Rest.consume_back("volatile"))
    Rest = Rest.trim(" *&");
  return Rest.str();
}

bool stallfree::matchesType(const NamePattern &Pattern, StringRef Type) {
  StringRef Text = withoutLeadingColons(Pattern.Text);
  if (Text.empty())
    return false;
  if (Text.contains('<'))
    return matchesGlob(Text, Type);
  return matches(Pattern, typeName(Type));
}

std::string stallfree::checkPattern(StringRef Pattern) {
  StringRef Rest = withoutLeadingColons(Pattern);
  if (Rest.empty())
    return "the name is empty";
  if (Rest.trim() != Rest)
    return "the name starts or ends with a blank";
  if (Rest.ends_with("::"))
    return "the name ends with '::'";
  if (Rest.starts_with("::"))
    return "the name starts with '::::'";
  if (Rest.ends_with("()"))
    return "a function is named without '()'";
  if (Rest.contains(":::") || Rest.contains("::::"))
    return "the name has an empty segment";
  bool OnlyStars = true;
  while (!Rest.empty()) {
    auto [Segment, Tail] = splitSegment(Rest);
    StringRef Plain = Segment.take_until([](char C) { return C == '<'; });
    bool Operator = Plain.starts_with("operator");
    if (!Operator && Plain.size() == Segment.size() && Segment.contains(' ') &&
        !Segment.contains('('))
      return ("a blank inside '" + Segment + "'").str();
    if (!Operator && Segment != "**" && Segment.contains("**"))
      return "'**' must stand alone between '::'";
    if (!Operator && Segment.contains(':') && !Segment.contains('<'))
      return ("a single ':' inside '" + Segment + "'").str();
    OnlyStars &= Segment.find_first_not_of('*') == StringRef::npos;
    Rest = Tail;
  }
  return OnlyStars ? "the pattern matches every name" : "";
}

void PatternIndex::add(const NamePattern &Pattern, uint32_t Row) {
  StringRef Text = withoutLeadingColons(Pattern.Text);
  if (Text.empty())
    return;
  StringRef First = splitSegment(Text).first;
  if (!Text.contains('*'))
    Exact[Text].push_back(Row);
  else if (!First.contains('*'))
    ByFirst[First].push_back({Pattern, Row});
  else
    Anywhere.push_back({Pattern, Row});
}

llvm::SmallVector<uint32_t, 4> PatternIndex::find(StringRef Name) const {
  llvm::SmallVector<uint32_t, 4> Rows;
  if (auto It = Exact.find(Name); It != Exact.end())
    Rows.append(It->second.begin(), It->second.end());
  auto Scan = [&](llvm::ArrayRef<Wild> Patterns) {
    for (const Wild &W : Patterns)
      if (matches(W.Pattern, Name))
        Rows.push_back(W.Row);
  };
  if (auto It = ByFirst.find(splitSegment(Name).first); It != ByFirst.end())
    Scan(It->second);
  Scan(Anywhere);
  llvm::sort(Rows);
  Rows.erase(llvm::unique(Rows), Rows.end());
  return Rows;
}
