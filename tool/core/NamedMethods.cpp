//===- NamedMethods.cpp - Methods that text names -------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NamedMethods.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/GlobPattern.h"

using namespace stallfree;
using llvm::StringRef;

/// A name that more classes than this share says nothing about the object.
static constexpr size_t MaxClasses = 3;

/// Qt's debug builds pass the text through a function.
StringRef stallfree::textOf(const Function &F, const Value &V) {
  if (V.K == Value::Kind::String)
    return V.Name;
  if (V.K != Value::Kind::Result || size_t(V.Number) >= F.Events.size())
    return {};
  const Event &Made = F.Events[V.Number];
  return Made.Arguments.size() == 1 &&
                 Made.Arguments.front().K == Value::Kind::String
             ? StringRef(Made.Arguments.front().Name)
             : "";
}

StringRef stallfree::methodIn(StringRef Text) {
  return Text.ltrim("0123456789").take_until([](char C) { return C == '('; }).trim();
}

namespace {

class Finder {
public:
  Finder(const Program &P, RuleIndex &Rules) : P(P), Rules(Rules) {
    for (const RunsRow &Row : Rules.Rules.Runs) {
      if (Row.Text.empty())
        continue;
      if (auto Glob = llvm::GlobPattern::create(Row.Text))
        Forms.push_back({std::move(*Glob), &Row});
      else
        llvm::consumeError(Glob.takeError());
    }
  }

  std::vector<NamedMethod> run() {
    if (!Forms.empty())
      for (BodyIndex B = 0; B < P.Bodies.size(); ++B)
        for (uint32_t I = 0; I < P.Bodies[B].F->Events.size(); ++I)
          visit(B, I);
    return std::move(Found);
  }

private:
  void visit(BodyIndex B, uint32_t I) {
    const Function &F = *P.Bodies[B].F;
    const Event &E = F.Events[I];
    if (E.K != Event::Kind::Call && E.K != Event::Kind::Construct)
      return;
    if (llvm::any_of(Rules.RunsCall.find(E),
                     [](const RunsRow *Row) { return Row->NamedBy; }))
      return;
    for (const Value &V : E.Arguments) {
      StringRef Text = textOf(F, V);
      if (!Text.empty() && !passesOn(F, I))
        for (auto &[Form, Row] : Forms)
          if (Form.match(Text))
            for (FunctionId Method : methods(F, E, methodIn(Text)))
              Found.push_back({Method, Row, B, I});
    }
  }

  /// Is what the event makes given to a later call? Then that one counts.
  static bool passesOn(const Function &F, uint32_t I) {
    return llvm::any_of(F.Events, [&](const Event &Later) {
      return llvm::any_of(Later.Arguments, [&](const Value &V) {
        return V.K == Value::Kind::Result && V.Number == int64_t(I);
      });
    });
  }

  llvm::SmallVector<FunctionId, 1> methods(const Function &F, const Event &E,
                                           StringRef Name) const {
    auto Of = [&](const Value &V) {
      bool This = V.K == Value::Kind::This;
      return P.methodsNamed(This && V.Type.empty() ? F.Class : V.Type, Name);
    };
    for (const Value &V : E.Arguments)
      if (auto Methods = Of(V); !Methods.empty())
        return Methods;
    if (E.Object.K == Value::Kind::This)
      if (auto Methods = Of(E.Object); !Methods.empty())
        return Methods;
    auto Any = P.methodsNamed(Name);
    return Any.size() <= MaxClasses ? Any : llvm::SmallVector<FunctionId, 1>();
  }

  const Program &P;
  RuleIndex &Rules;
  std::vector<std::pair<llvm::GlobPattern, const RunsRow *>> Forms;
  std::vector<NamedMethod> Found;
};

} // namespace

std::vector<NamedMethod> stallfree::namedMethods(const Program &P,
                                                 RuleIndex &Rules) {
  return Finder(P, Rules).run();
}
