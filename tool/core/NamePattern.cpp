//===- NamePattern.cpp - Matching qualified names -------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NamePattern.h"
#include "TypeName.h"

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

bool stallfree::matchesType(const NamePattern &Pattern, StringRef Type) {
  StringRef Text = withoutLeadingColons(Pattern.Text);
  if (Text.contains('<'))
    return matchesGlob(Text, Type);
  return matches(Pattern, withoutArguments(Type));
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
  if (Rest.ends_with("()") && !Rest.ends_with("operator()"))
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
      return "a blank inside '" + Segment.str() + "'";
    if (!Operator && Segment != "**" && Segment.contains("**"))
      return "'**' must stand alone between '::'";
    if (!Operator && Segment.contains(':') && !Segment.contains('<'))
      return "a single ':' inside '" + Segment.str() + "'";
    OnlyStars &= Segment.find_first_not_of('*') == StringRef::npos;
    Rest = Tail;
  }
  return OnlyStars ? "the pattern matches every name" : "";
}
