//===- Crossing.cpp - Can a call be made in another process? -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Crossing.h"
#include "FixThread.h"
#include "TypeName.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;
using llvm::StringRef;

/// "app::read(const A<B, C> &, int)" -> {"const A<B, C> &", "int"}
static llvm::SmallVector<StringRef, 4> parameterTexts(StringRef Signature) {
  StringRef List = Signature.drop_front(std::min(Signature.size(), Signature.find('(') + 1));
  llvm::SmallVector<StringRef, 4> Texts;
  size_t From = 0;
  int Depth = 0;
  for (size_t I = 0; I < List.size(); ++I) {
    if (List[I] == '<' || List[I] == '(')
      ++Depth;
    if (Depth == 0 && (List[I] == ',' || List[I] == ')')) {
      Texts.push_back(List.slice(From, I).trim());
      From = I + 1;
    }
    if (List[I] == '>' || List[I] == ')')
      --Depth;
  }
  return Texts;
}

/// Values that mean something in this process only.
static bool staysHere(const Program &P, StringRef Type, int Depth = 0) {
  static constexpr StringRef Bound[] = {
      "std::function", "std::move_only_function", "std::unique_ptr", "std::shared_ptr",
      "std::weak_ptr", "std::mutex",              "std::thread",     "std::future",
      "std::promise",  "std::atomic",             "std::coroutine_handle"};
  std::string Name = withoutArguments(Type);
  if (llvm::is_contained(Bound, Name) || StringRef(Name).ends_with("stream") ||
      StringRef(Name).contains("iterator") || Name == "std::thread::id" || Type.ends_with("*"))
    return true;
  for (StringRef Argument : templateArguments(Type))
    if (Depth < 3 && staysHere(P, Argument, Depth + 1))
      return true;
  const Class *C = Depth < 3 ? P.findClass(Type) : nullptr;
  return C && llvm::any_of(C->Fields, [&](const Field &F) {
           return F.Arrow || staysHere(P, F.Type, Depth + 1);
         });
}

/// A reference to it may be to something of another class.
static bool isPolymorphic(const Program &P, StringRef Type) {
  return llvm::any_of(P.Bodies,
                      [&](const Body &B) { return B.F->Virtual && B.F->Class == Type; });
}

static std::string parameterObstacle(const Program &P, const Function &F) {
  auto Texts = parameterTexts(F.Signature);
  for (size_t I = 0; I < F.Parameters.size(); ++I) {
    const Parameter &One = F.Parameters[I];
    StringRef Text = I < Texts.size() ? Texts[I] : StringRef();
    std::string Name = "'" + (One.Name.empty() ? One.Type : One.Name) + "'";
    if (Text.ends_with("*") || Text.ends_with("* const"))
      return Name + " of '" + F.Name + "' is a pointer";
    if (One.Reference && !Text.starts_with("const "))
      return Name + " of '" + F.Name + "' is a reference that it may change";
    if (staysHere(P, One.Type))
      return Name + " of '" + F.Name + "' means something in this process only";
    if (One.Reference && isPolymorphic(P, One.Type))
      return Name + " of '" + F.Name + "' may be of a derived class";
  }
  if (staysHere(P, F.ReturnType))
    return "what '" + F.Name + "' gives means something in this process only";
  return {};
}

/// Does the body run at start-up only, before any loop?
static bool onlyAtStart(const Analysis &A, BodyIndex B) {
  const Function &F = *A.P.Bodies[B].F;
  if (F.Synthetic || F.Name == "main")
    return true;
  bool Later = llvm::any_of(std::initializer_list<Executor>{Executor::Loop, Executor::Gil,
                                                            Executor::Thread, Executor::Process,
                                                            Executor::Here},
                            [&](Executor On) { return A.Runs.on(B, On); });
  return !Later && A.Runs.on(B, Executor::Startup);
}

/// A function that changes the global after start-up; null if none does.
static const Function *changer(const Analysis &A, StringRef Global) {
  for (BodyIndex B = 0; B < A.P.Bodies.size(); ++B)
    for (const GlobalUse &G : A.P.Bodies[B].F->Globals)
      if (G.Written && G.Name == Global && !onlyAtStart(A, B))
        return A.P.Bodies[B].F;
  return nullptr;
}

std::vector<BodyIndex> stallfree::bodiesBelow(const Analysis &A, BodyIndex B, uint32_t Event) {
  llvm::DenseSet<BodyIndex> Seen;
  std::vector<BodyIndex> Below;
  auto Follow = [&](const Edge &E) {
    if (Seen.insert(E.To).second)
      Below.push_back(E.To);
  };
  for (const Edge &E : A.Graph.out(B))
    if (E.Event == Event)
      Follow(E);
  for (size_t I = 0; I < Below.size(); ++I)
    for (const Edge &E : A.Graph.out(Below[I]))
      Follow(E);
  return Below;
}

/// What the bodies that the call leads to do with globals.
static std::string globalObstacle(const Analysis &A, const Level &L) {
  for (BodyIndex B : bodiesBelow(A, L.In, L.Event)) {
    const Function &F = *A.P.Bodies[B].F;
    for (const GlobalUse &G : F.Globals) {
      if (G.Written)
        return "'" + F.Name + "' changes '" + G.Name + "', and the change would be lost";
      if (const Function *By = changer(A, G.Name))
        return "'" + F.Name + "' reads '" + G.Name + "', which '" + By->Name +
               "' changes in this process";
    }
    if (F.ThreadLocals)
      return "'" + F.Name + "' uses a thread_local variable";
  }
  return {};
}

std::optional<SharedGlobal> stallfree::sharedGlobal(const Analysis &A, BodyIndex B,
                                                    uint32_t Event) {
  for (BodyIndex Below : bodiesBelow(A, B, Event)) {
    const Function &F = *A.P.Bodies[Below].F;
    for (const GlobalUse &G : F.Globals)
      if (G.Written || changer(A, G.Name))
        return SharedGlobal{G.Name, F.Name};
  }
  return std::nullopt;
}

/// What the bodies that the call leads to do with the process or its objects.
static std::string effectObstacle(const Analysis &A, const Level &L) {
  for (BodyIndex B : bodiesBelow(A, L.In, L.Event)) {
    const Function &F = *A.P.Bodies[B].F;
    for (const struct Event &E : F.Events) {
      if (const AffineRow *Row = affineRow(A, E, {Affinity::Process}))
        return "'" + F.Name + "' " + Row->About;
      if (affineRow(A, E, {Affinity::Thread}))
        return "'" + F.Name + "' asks which thread it is on";
      if (E.K == Event::Kind::Call && E.Object.K == Value::Kind::Global &&
          (E.Virtual || !E.Callee || StringRef(E.Object.Type).ends_with("*")))
        return "'" + F.Name + "' calls '" + E.Object.Name + "', which leads to objects of this process";
    }
  }
  return {};
}

std::string stallfree::crossingObstacle(const Analysis &A, const Level &L) {
  const Function &In = *A.P.Bodies[L.In].F;
  const Event &Call = In.Events[L.Event];
  const Function *Callee = A.P.function(Call.Callee);
  if (Call.K != Event::Kind::Call || !Callee)
    return "'" + (Call.Name.empty() ? Call.Object.Name : Call.Name) +
           "' is no function of this project";
  if (Callee->Lambda || !Callee->Class.empty())
    return "'" + Callee->Name + "' belongs to an object of this process";
  if (Callee->Coroutine)
    return "'" + Callee->Name + "' is a coroutine";
  if (std::string Why = parameterObstacle(A.P, *Callee); !Why.empty())
    return Why;
  if (std::string Why = effectObstacle(A, L); !Why.empty())
    return Why;
  return globalObstacle(A, L);
}
