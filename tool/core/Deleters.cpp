//===- Deleters.cpp - Owners that end what they own in another way --------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Deleters.h"
#include "TypeName.h"

using namespace stallfree;

Deleters::Deleters(const Program &P, RuleIndex &Rules) {
  for (const Body &B : P.Bodies)
    for (const Event &E : B.F->Events)
      if (E.K == Event::Kind::Construct)
        for (const OwnsRow *Row : Rules.Owns.find(withoutArguments(E.Type)))
          if (Row->Deleter >= 0 && size_t(Row->Deleter) < E.Arguments.size() &&
              !E.Arguments[Row->Deleter].Callables.empty())
            Given.insert(E.Type);
}

bool Deleters::otherwise(const OwnsRow &Row, llvm::StringRef Type) const {
  if (Row.Deleter < 0)
    return false;
  auto Arguments = templateArguments(Type);
  bool Typed = size_t(Row.Deleter) < Arguments.size() &&
               withoutArguments(Arguments[Row.Deleter]) != Row.Default;
  return Typed || Given.contains(Type);
}
