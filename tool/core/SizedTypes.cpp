//===- SizedTypes.cpp - What types and calls say of a size ----------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SizedTypes.h"
#include "TypeName.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace stallfree;
using llvm::StringRef;

std::optional<double> stallfree::extent(StringRef Type) {
  double N = 0;
  if (Type.ends_with("]")) {
    StringRef Digits = Type.drop_back().rsplit('[').second;
    if (!Digits.getAsDouble(N))
      return N;
  }
  if (withoutArguments(Type) == "std::array") {
    auto Arguments = templateArguments(Type);
    if (Arguments.size() == 2 && !Arguments[1].getAsDouble(N))
      return N;
  }
  return std::nullopt;
}

std::optional<double> stallfree::cells(StringRef Type) {
  auto Rows = extent(Type);
  if (!Rows)
    return std::nullopt;
  auto Arguments = templateArguments(Type);
  StringRef Row = Type;
  if (!Type.ends_with("]"))
    Row = Arguments.front();
  else // `int[2][3]`: the last number is of the innermost.
    Row = Type.rsplit('[').first;
  if (auto Columns = extent(Row.rtrim()))
    return *Rows * *Columns;
  return std::nullopt;
}

bool stallfree::isStringType(StringRef Type) {
  return Type.starts_with("std::basic_string") ||
         (Type.starts_with("QString") && !Type.starts_with("QStringList"));
}

bool stallfree::isScalarType(StringRef Type) {
  return llvm::StringSwitch<bool>(Type.split(' ').first)
      .Cases({"char", "unsigned", "signed", "short", "int"}, true)
      .Cases({"long", "float", "double", "bool"}, true)
      .Default(false);
}

static uint32_t scalarWidth(StringRef Type) {
  return llvm::StringSwitch<uint32_t>(Type)
      .Cases({"char", "signed char", "unsigned char", "bool"}, 1)
      .Cases({"std::byte", "char8_t"}, 1)
      .Cases({"short", "unsigned short", "char16_t"}, 2)
      .Cases({"int", "unsigned int", "float", "char32_t", "wchar_t"}, 4)
      .Cases({"long", "unsigned long", "long long"}, 8)
      .Cases({"unsigned long long", "double"}, 8)
      .Default(0);
}

uint32_t stallfree::itemWidth(StringRef Type) {
  static constexpr uint32_t Record = 32; // A string, a handful of numbers.
  if (isStringType(Type) || Type.starts_with("QByteArray"))
    return 1;
  std::string Name = withoutArguments(Type);
  if (Name == "__gnu_cxx::__normal_iterator")
    if (auto Of = templateArguments(Type); Of.size() == 2)
      return itemWidth(Of[1]);
  if (StringRef Pointee = Type; Pointee.consume_back(" *")) {
    Pointee.consume_front("const ");
    return scalarWidth(Pointee); // Of a record: one of them, mostly.
  }
  bool Holds = llvm::StringSwitch<bool>(Name)
                   .Cases({"std::vector", "std::deque", "std::list"}, true)
                   .Cases({"std::span", "std::set", "std::map"}, true)
                   .Cases({"std::unordered_set", "std::unordered_map"}, true)
                   .Cases({"QList", "QStringList", "QVector"}, true)
                   .Cases({"QMap", "QHash"}, true)
                   .Default(false);
  if (!Holds)
    return 0;
  auto Arguments = templateArguments(Type);
  StringRef Item = Arguments.empty() ? StringRef() : Arguments.front();
  Item.consume_front("const ");
  uint32_t Width = scalarWidth(Item);
  bool Array = Name == "std::vector" || Name == "std::span" ||
               Name == "QList" || Name == "QVector";
  return Width && Array ? Width : Record;
}

bool stallfree::isTextStream(StringRef Type) {
  return Type.starts_with("std::basic_") &&
         withoutArguments(Type).ends_with("stringstream");
}

bool stallfree::isStream(StringRef Type) {
  return Type.starts_with("std::basic_") &&
         withoutArguments(Type).ends_with("stream");
}

bool stallfree::isView(StringRef Name) {
  return llvm::StringSwitch<bool>(lastSegment(Name))
      .Cases({"begin", "cbegin", "end", "cend", "rbegin", "rend"}, true)
      .Cases({"data", "c_str", "constData", "size", "length", "count"}, true)
      .Case("ssize", true)
      .Cases({"str", "view", "toStdString", "toUtf8", "toString"}, true)
      .Default(Name.contains("::operator ")); // A conversion.
}

bool stallfree::setsSize(const Event &E) {
  return E.K == Event::Kind::Construct ||
         llvm::StringSwitch<bool>(lastSegment(E.Name))
             .Cases({"resize", "assign", "reserve"}, true)
             .Default(false);
}

bool stallfree::grows(const Event &E) {
  return E.K == Event::Kind::Call &&
         llvm::StringSwitch<bool>(lastSegment(E.Name))
             .Cases({"push_back", "emplace_back", "push_front"}, true)
             .Cases({"insert", "emplace", "append", "push"}, true)
             .Cases({"operator+=", "operator+", "operator<<"}, true)
             .Default(false);
}

const Value &stallfree::changedBy(const Event &E) {
  bool Method = E.Object.K != Value::Kind::Unknown || E.Arguments.empty();
  return Method ? E.Object : E.Arguments.front();
}

bool stallfree::isKept(const Value &V) {
  return V.K == Value::Kind::Global || V.K == Value::Kind::This ||
         (V.K == Value::Kind::Field && V.OfThis);
}

std::vector<bool> stallfree::loopsAround(const Function &F, const Event &E) {
  uint32_t Index = uint32_t(&E - F.Events.data());
  std::vector<bool> Result;
  for (const Loop &L : F.Loops)
    Result.push_back(llvm::any_of(L.Blocks, [&](uint32_t B) {
      return F.Blocks[B].holds(Index);
    }));
  return Result;
}
