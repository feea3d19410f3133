//===- TypeName.cpp - Reading the spelling of types -----------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TypeName.h"
#include "llvm/ADT/StringExtras.h"

using namespace stallfree;
using llvm::StringRef;

// Angle brackets nest; the only other '<' or '>' in a canonical spelling are
// those of "operator<" and "->", which do not occur in types.
std::string stallfree::withoutArguments(StringRef Type) {
  std::string Result;
  Result.reserve(Type.size());
  int Depth = 0;
  for (char C : Type) {
    if (C == '<')
      ++Depth;
    else if (C == '>')
      --Depth;
    else if (Depth == 0)
      Result += C;
  }
  return Result;
}

llvm::SmallVector<StringRef, 4> stallfree::templateArguments(StringRef Type) {
  llvm::SmallVector<StringRef, 4> Result;
  if (!Type.ends_with(">"))
    return Result;
  size_t End = Type.size() - 1, Last = End;
  int Depth = 0;
  for (size_t I = End; I-- > 0;) {
    char C = Type[I];
    // Function types have commas of their own, in parentheses.
    if (C == '>' || C == ')') {
      ++Depth;
    } else if ((C == '<' || C == '(') && Depth > 0) {
      --Depth;
    } else if (Depth == 0 && (C == ',' || C == '<')) {
      Result.push_back(Type.slice(I + 1, Last).trim());
      Last = I;
      if (C == '<')
        break;
    }
  }
  std::reverse(Result.begin(), Result.end());
  return Result;
}

StringRef stallfree::lastSegment(StringRef Name) {
  size_t Colons = Name.rfind("::");
  return Colons == StringRef::npos ? Name : Name.substr(Colons + 2);
}

std::string stallfree::spelledCall(StringRef Name) {
  auto [Class, Last] = Name.rsplit("::");
  if (lastSegment(Class) == Last)
    Name = Class;
  StringRef Rest = Name;
  return Rest.consume_front("std::basic_") ? "std::" + Rest.str() : Name.str();
}

std::string stallfree::spelledField(StringRef Name) {
  std::string Result;
  for (StringRef Part : llvm::split(Name, "::"))
    if (Part != "(unnamed)")
      Result += (Result.empty() ? "" : "::") + Part.str();
  return Result;
}
