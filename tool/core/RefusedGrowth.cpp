//===- RefusedGrowth.cpp - Containers that refuse to grow -----------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RefusedGrowth.h"
#include "Branches.h"
#include "Conditions.h"
#include "SizeTest.h"
#include "SizedTypes.h"
#include "TypeName.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace stallfree;
using llvm::StringRef;

static bool isMap(StringRef Type) {
  return Type.contains("map<") || Type.starts_with("QMap<") || Type.starts_with("QHash<");
}

/// `v.insert(v.end(), x)`, not `v.insert(v.end(), first, last)`.
static bool insertsOne(const Event &E) {
  auto Type = [&](size_t I) { return StringRef(E.ParameterTypes[I]); };
  size_t Count = E.ParameterTypes.size();
  bool Place = Count == 2 && Type(0).contains("iterator") && Type(0) != Type(1);
  return (Count == 1 || Place) && !Type(Count - 1).contains("initializer_list");
}

/// E puts one item into what it changes.
static bool addsOne(const Event &E) {
  StringRef Name = lastSegment(E.Name);
  if (E.K != Event::Kind::Call)
    return false;
  if (Name == "insert")
    return insertsOne(E);
  if (Name == "operator[]")
    return isMap(E.Object.Type);
  return llvm::StringSwitch<bool>(Name)
      .Cases({"push_back", "emplace_back", "push_front", "emplace_front"}, true)
      .Cases({"emplace", "try_emplace", "insert_or_assign", "push"}, true)
      .Default(false);
}

/// E may put any number of items into what it changes.
static bool mayGrow(const Event &E) {
  return addsOne(E) || grows(E) ||
         llvm::StringSwitch<bool>(lastSegment(E.Name))
             .Cases({"operator=", "swap", "operator>>", "merge", "splice"}, true)
             .Cases({"insert_range", "append_range", "assign_range"}, true)
             .Cases({"push_range", "emplace_hint", "enqueue", "prepend"}, true)
             .Default(false);
}

namespace {

/// The blocks to which each way passes a test on its small side.
class SmallSide {
public:
  SmallSide(const Function &F, const SizeTest &T)
      : F(F), At(T.At), Small(blocksAfter(F, T.Small, At)),
        Larger(blocksAfter(F, T.Larger, At)), Untested(blocksAfter(F, 0, At)) {}

  /// Is Block among them, each time anew?
  bool has(uint32_t Block) const {
    return Block < F.Blocks.size() && Small[Block] && !Larger[Block] &&
           !Untested[Block] &&
           llvm::none_of(F.Blocks[Block].Successors, [&](uint32_t Next) -> bool {
             return blocksAfter(F, Next, At)[Block];
           });
  }

private:
  const Function &F;
  uint32_t At;
  std::vector<bool> Small, Larger, Untested;
};

} // namespace

static bool isSame(const Function &F, const Value &A, const Value &B) {
  return A.OfThis == B.OfThis && A.Type == B.Type && symbolOf(F, A) == symbolOf(F, B);
}

static std::vector<SizeTest> sizeTests(const Function &F) {
  std::vector<SizeTest> Tests;
  for (uint32_t At = 0; At < F.Blocks.size(); ++At)
    if (auto T = sizeTest(F, At);
        T && T->Of->K != Value::Kind::Parameter && !symbolOf(F, *T->Of).empty())
      Tests.push_back(*T);
  constexpr size_t MostTests = 32; // A generated function has more.
  if (Tests.size() > MostTests)
    Tests.clear();
  return Tests;
}

void RefusedGrowth::findTested(const Function &F) {
  for (const SizeTest &T : sizeTests(F)) {
    SmallSide Side(F, T);
    for (uint32_t I = 0; I < F.Events.size(); ++I) {
      const Event &E = F.Events[I];
      if (!addsOne(E) || !isSame(F, E.Object, *T.Of) || !Side.has(blockOf(F, I)))
        continue;
      Limit &L = Most.try_emplace(symbolOf(F, *T.Of), Limit{0, T.Of->Type}).first->second;
      if (!isOf(L, *T.Of))
        continue;
      L.Items = std::max(L.Items, double(T.Limit));
      Names.insert(T.Of->Name);
      Tested.insert(&E);
    }
  }
}

void RefusedGrowth::findGiving(const Function &F) {
  for (const Event &E : F.Events)
    if (E.K == Event::Kind::Return && !E.Arguments.empty() &&
        E.Arguments.front().outlives() && Names.contains(E.Arguments.front().Name))
      Giving[F.Id] = E.Arguments.front().Name;
}

RefusedGrowth::RefusedGrowth(const Program &P) : P(P) {
  for (const Body &B : P.Bodies)
    findTested(*B.F);
  if (Most.empty())
    return;
  for (const Body &B : P.Bodies)
    findGiving(*B.F);
  for (const Body &B : P.Bodies)
    dropChanged(*B.F);
}

llvm::StringMap<RefusedGrowth::Limit>::iterator
RefusedGrowth::find(const Function &F, const Value &V, const References &Given) {
  auto Known = Most.end();
  if (V.K == Value::Kind::Result && size_t(V.Number) < F.Events.size()) {
    auto It = Giving.find(F.Events[V.Number].Callee);
    Known = It == Giving.end() ? Most.end() : Most.find(It->second);
  } else if (auto It = Given.find(V.Name);
             V.K == Value::Kind::Local && !V.Owner && It != Given.end()) {
    Known = Most.find(It->second);
  } else if (Names.contains(V.Name)) {
    Known = Most.find(symbolOf(F, V));
  }
  return Known != Most.end() && isOf(Known->second, V) ? Known : Most.end();
}

/// Nothing of the standard library puts items into what it is given, but for these.
static bool fillsArguments(const Event &E) {
  StringRef Name = lastSegment(E.Name);
  bool Asks = Name == "operator()" && !StringRef(E.Name).contains("ranges::");
  return Asks || Name.ends_with("inserter") || Name.contains("insert_iterator") ||
         llvm::StringSwitch<bool>(Name)
             .Cases({"swap", "exchange", "getline", "operator>>"}, true)
             .Cases({"ref", "bind", "bind_front", "invoke", "async"}, true)
             .Cases({"tie", "forward_as_tuple", "thread", "jthread"}, true)
             .Default(false);
}

/// A call may put something into its argument I.
static bool mayFill(const Program &P, const Event &E, size_t I) {
  if (E.K == Event::Kind::Store)
    return true; // Its address.
  if (E.K != Event::Kind::Call && E.K != Event::Kind::Construct)
    return false;
  if (StringRef(E.Name).starts_with("std::"))
    return fillsArguments(E);
  const Function *Callee = E.Callee ? P.function(E.Callee) : nullptr;
  return !Callee || I >= Callee->Parameters.size() || Callee->Parameters[I].Reference;
}

/// E makes its object, or sets it, with Limit items at most.
static bool isSetWithin(const Function &F, const Event &E, double Limit) {
  if (E.Arguments.empty())
    return true;
  const Value &From = E.Arguments.front();
  if (From.K == Value::Kind::Integer)
    return setsSize(E) && double(From.Number) <= Limit;
  if (From.K == Value::Kind::Result && size_t(From.Number) < F.Events.size()) {
    const Event &Made = F.Events[From.Number];
    return Made.K == Event::Kind::Construct && Made.Arguments.empty();
  }
  // What a copy of the whole object does to each of its members.
  const Value &Set = E.Into.outlives() ? E.Into : E.Object;
  return Set.K == Value::Kind::Field && From.Name == Set.Name;
}

void RefusedGrowth::dropChanged(const Function &F) {
  References Given;
  for (const Event &E : F.Events)
    if (E.K == Event::Kind::Call && E.Into.K == Value::Kind::Local)
      if (auto It = Giving.find(E.Callee); It != Giving.end())
        Given[E.Into.Name] = It->second;
  for (const Event &E : F.Events) {
    dropPassed(F, E, Given);
    if (!Tested.contains(&E))
      dropGrown(F, E, Given);
  }
}

/// Others may put something into what they are passed, and into what a pointer
/// is kept to.
void RefusedGrowth::dropPassed(const Function &F, const Event &E,
                               const References &Given) {
  for (size_t I = 0; I < E.Arguments.size(); ++I)
    if (mayFill(P, E, I))
      if (auto It = find(F, E.Arguments[I], Given); It != Most.end())
        Most.erase(It);
}

void RefusedGrowth::dropGrown(const Function &F, const Event &E,
                              const References &Given) {
  bool Makes = E.K == Event::Kind::Construct, Calls = E.K == Event::Kind::Call;
  if (!Makes && !Calls)
    return;
  StringRef Name = lastSegment(E.Name);
  bool Sets = Makes || Name == "operator=" || Name == "resize" || Name == "assign";
  if (auto It = find(F, Makes ? E.Object : changedBy(E), Given); It != Most.end())
    if (Sets ? !isSetWithin(F, E, It->second.Items) : mayGrow(E))
      Most.erase(It);
  if (auto It = find(F, E.Into, {}); It != Most.end())
    if (Calls || !isSetWithin(F, E, It->second.Items))
      Most.erase(It);
}

std::optional<double> RefusedGrowth::items(const Function &F, const Value &V) const {
  if (!Names.contains(V.Name))
    return std::nullopt;
  auto It = Most.find(symbolOf(F, V));
  bool Known = It != Most.end() && isOf(It->second, V);
  return Known ? std::optional(It->second.Items) : std::nullopt;
}
