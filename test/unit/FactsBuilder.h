//===- FactsBuilder.h - Hand-made facts for tests of core/ ---- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_TEST_FACTSBUILDER_H
#define STALLFREE_TEST_FACTSBUILDER_H

#include "core/Stallfree.h"
#include <memory>

namespace stallfree::test {

inline Value field(std::string Name, std::string Type = "") {
  Value V;
  V.K = Value::Kind::Field;
  V.Name = std::move(Name);
  V.Type = std::move(Type);
  return V;
}

inline Value local(std::string Name, std::string Type = "") {
  Value V = field(std::move(Name), std::move(Type));
  V.K = Value::Kind::Local;
  return V;
}

inline Value integer(int64_t N, std::string Name = "") {
  Value V = field(std::move(Name));
  V.K = Value::Kind::Integer;
  V.Number = N;
  return V;
}

inline Value callable(FunctionId Id) {
  Value V;
  V.K = Value::Kind::Callable;
  V.Callables = {Id};
  return V;
}

inline Value parameter(int64_t Index, FunctionId Owner = 0) {
  Value V;
  V.K = Value::Kind::Parameter;
  V.Number = Index;
  V.Name = "p" + std::to_string(Index);
  V.Owner = Owner;
  return V;
}

inline Value result(int64_t Event) {
  Value V;
  V.K = Value::Kind::Result;
  V.Number = Event;
  return V;
}

/// One function; events sit in one block unless blocks are given.
class FunctionBuilder {
public:
  FunctionBuilder(FunctionId Id, std::string Name) {
    F.Id = Id;
    F.Name = std::move(Name);
    F.Where = {0, uint32_t(Id * 100), 1, 0};
    F.EndLine = F.Where.Line + 99;
  }
  FunctionBuilder &coroutine(std::string Type) {
    F.Coroutine = F.Awaits = true;
    F.ReturnType = std::move(Type);
    return *this;
  }
  FunctionBuilder &event(Event E) {
    E.Where = {0, F.Where.Line + uint32_t(F.Events.size()) + 1, 1, 4};
    F.Events.push_back(std::move(E));
    return *this;
  }
  FunctionBuilder &call(std::string Name, FunctionId Callee = 0,
                        std::vector<Value> Arguments = {}, Value Object = {},
                        Value Into = {}) {
    Event E;
    E.Name = std::move(Name);
    E.Callee = Callee ? Callee : 1000000 + std::hash<std::string>()(E.Name) % 1000000;
    E.Arguments = std::move(Arguments);
    E.Object = std::move(Object);
    E.Into = std::move(Into);
    return event(std::move(E));
  }
  FunctionBuilder &kind(Event::Kind K, std::string Type, Value Object,
                        std::vector<Value> Arguments = {}) {
    Event E;
    E.K = K;
    E.Name = E.Type = std::move(Type);
    E.Object = std::move(Object);
    E.Object.Type = E.Type;
    E.Arguments = std::move(Arguments);
    return event(std::move(E));
  }
  FunctionBuilder &await(Value Operand) {
    Event E;
    E.K = Event::Kind::Await;
    E.Arguments = {std::move(Operand)};
    return event(std::move(E));
  }
  FunctionBuilder &block(uint32_t First, uint32_t Count,
                         std::vector<uint32_t> Successors,
                         std::optional<Test> Condition = {}) {
    F.Blocks.push_back({First, Count, std::move(Successors), Condition});
    return *this;
  }
  Function take() {
    if (F.Blocks.empty())
      F.Blocks.push_back({0, uint32_t(F.Events.size()), {}, {}});
    return std::move(F);
  }
  Function F;
};

/// Facts of one file "a.cpp".
inline TUFacts unit(std::vector<Function> Functions,
                    std::string File = "a.cpp") {
  TUFacts U;
  U.MainFile = File;
  U.Files = {File};
  U.Functions = std::move(Functions);
  return U;
}

inline BlockRow blocks(std::string Call, std::string WaitsFor) {
  BlockRow R;
  R.Call.Text = std::move(Call);
  R.WaitsFor = std::move(WaitsFor);
  R.From = {"test", "test.yaml", 1};
  return R;
}

/// A coroutine type "loop_task" that is definitely on the loop.
inline RuleSet loopRules() {
  RuleSet R;
  CoroutineRow Row;
  Row.Type.Text = "loop_task";
  Row.Certainty = Tier::Definite;
  Row.From = {"test", "test.yaml", 1};
  R.Coroutines.push_back(Row);
  R.Blocks.push_back(blocks("nap", "sleep"));
  return R;
}

inline Report analyzeOne(const TUFacts &U, const RuleSet &R) {
  const TUFacts *Units[] = {&U};
  return analyze(Units, R, {});
}

} // namespace stallfree::test

#endif // STALLFREE_TEST_FACTSBUILDER_H
