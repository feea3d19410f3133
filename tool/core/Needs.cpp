//===- Needs.cpp - Objects of the program that an edit uses -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Needs.h"
#include "NamePattern.h"
#include "TypeName.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;
using llvm::StringRef;

/// Is it such an object, or a smart pointer to one?
static bool isOf(StringRef Type, const std::vector<NamePattern> &Types) {
  std::string Name = withoutArguments(Type);
  if (Name == "std::unique_ptr" || Name == "std::shared_ptr")
    if (auto Held = templateArguments(Type); !Held.empty())
      Name = withoutArguments(Held.front());
  return llvm::any_of(Types, [&](const NamePattern &P) { return matches(P, Name); });
}

/// "pool_->" or "pool."; empty if the body has none.
static std::string accessTo(const Analysis &A, BodyIndex B,
                            const std::vector<NamePattern> &Types) {
  const Function &F = *A.P.Bodies[B].F;
  auto Access = [](StringRef Name, bool Arrow) { return Name.str() + (Arrow ? "->" : "."); };
  for (const Parameter &P : F.Parameters)
    if (!P.Name.empty() && isOf(P.Type, Types))
      return Access(P.Name, P.Arrow);
  if (const Class *C = F.Lambda ? nullptr : A.P.findClass(F.Class))
    for (const Field &M : C->Fields)
      if (isOf(M.Type, Types))
        return Access(lastSegment(M.Name), M.Arrow);
  return {};
}

std::optional<std::string> stallfree::withObjects(const Analysis &A, BodyIndex B,
                                                  StringRef Template, const ObjectNeeds &Needs,
                                                  std::string &Missing) {
  std::string Text = Template.str();
  for (const auto &[Key, Types] : Needs) {
    std::string Slot = "{" + Key + "}";
    if (Text.find(Slot) == std::string::npos)
      continue;
    std::string Access = accessTo(A, B, Types);
    if (Access.empty()) {
      Missing = "the edit needs a " + std::string(lastSegment(Types.front().Text)) +
                " that '" + A.P.Bodies[B].F->Name +
                "' can name: no parameter and no member is one";
      return std::nullopt;
    }
    for (size_t At; (At = Text.find(Slot)) != std::string::npos;)
      Text.replace(At, Slot.size(), Access);
  }
  return Text;
}
