//===- Conditions.cpp - Does a row's when/unless hold for a call ----------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Conditions.h"
#include "TypeName.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;
using llvm::ArrayRef;

std::string stallfree::symbolOf(const Function &F, const Value &V) {
  switch (V.K) {
  case Value::Kind::Field:
  case Value::Kind::Global:
    return V.Name;
  case Value::Kind::Local:
  case Value::Kind::Parameter:
    return std::to_string(V.Owner ? V.Owner : F.Id) + ":" + V.Name;
  default:
    return {};
  }
}

const Value *stallfree::select(const Event &E, ArgumentSelector S) {
  switch (S.Index) {
  case ArgumentSelector::Object:
    return &E.Object;
  case ArgumentSelector::Last:
    return E.Arguments.empty() ? nullptr : &E.Arguments.back();
  case ArgumentSelector::Result:
    return &E.Into;
  default:
    if (S.Index < 0 || size_t(S.Index) >= E.Arguments.size())
      return nullptr;
    return &E.Arguments[S.Index];
  }
}

Conditions::Conditions(const Program &P, RuleIndex &Rules)
    : P(P), Rules(Rules), Written(P, Rules), Given(P, Rules) {
  for (const WatchRow &Row : Rules.Rules.Watches)
    if (!Row.Name.Text.empty())
      Descriptors.noteField(Row.Name.Text);
  for (const Body &B : P.Bodies)
    for (const Event &E : B.F->Events) {
      findHomes(*B.F, E);
      findDescriptors(*B.F, E);
    }
  Descriptors.forgetCalled(P);
  constexpr int MaxWrappers = 3;
  for (int I = 0; I < MaxWrappers; ++I) {
    bool Any = passNonblocking();
    Any |= passArguments();
    Any |= passHomes();
    if (!Any)
      break;
  }
}

/// `this` moves as an object of the class around: the type of V says so.
void Conditions::findHomes(const Function &F, const Event &E) {
  for (const HomeRow *Row : Rules.Homes.find(E)) {
    const Value *V = select(E, Row->Argument);
    if (!V)
      continue;
    noteHome(F, *V, Row->On);
  }
}

/// True if it is a parameter of F, and news.
bool Conditions::noteHome(const Function &F, const Value &V, Executor On) {
  // A method that is called without an object is called on this one.
  llvm::StringRef Type = V.Type.empty() ? F.Class : V.Type;
  if (std::string Symbol = symbolOf(F, V); !Symbol.empty())
    HomeOfSymbol.try_emplace(Symbol, On);
  if (P.findClass(Type))
    HomeOfType.try_emplace(Type, On);
  return V.K == Value::Kind::Parameter && (!V.Owner || V.Owner == F.Id) &&
         HomeOfParameter.try_emplace({F.Id, V.Number}, On).second;
}

/// `void move(QObject *o, QThread *t) { o->moveToThread(t); }` moves what it is
/// handed.
bool Conditions::passHomes() {
  bool Any = false;
  if (!HomeOfParameter.empty())
    for (const Body &B : P.Bodies)
      for (const Event &E : B.F->Events)
        for (size_t I = 0; E.Callee && I < E.Arguments.size(); ++I)
          if (auto It = HomeOfParameter.find({E.Callee, int64_t(I)});
              It != HomeOfParameter.end())
            Any |= noteHome(*B.F, E.Arguments[I], It->second);
  return Any;
}

Executor Conditions::homeOfClass(llvm::StringRef Type) const {
  if (auto It = HomeOfType.find(Type); It != HomeOfType.end())
    return It->second;
  if (const Class *C = HomeOfType.empty() ? nullptr : P.findClass(Type))
    for (const std::string &Base : C->Bases)
      if (Executor E = homeOfClass(Base); E != Executor::Unknown)
        return E;
  return Executor::Unknown;
}

static bool derives(const Program &P, llvm::StringRef Type, llvm::StringRef From) {
  const Class *C = P.findClass(Type);
  return C && llvm::any_of(C->Bases, [&](const std::string &Base) {
           return Base == From || derives(P, Base, From);
         });
}

Executor Conditions::homeOfDerived(llvm::StringRef Type) const {
  if (Executor Own = homeOfClass(Type); Own != Executor::Unknown)
    return Own;
  for (const auto &Home : HomeOfType)
    if (derives(P, Home.first(), Type))
      return Home.second;
  return Executor::Unknown;
}

Executor Conditions::homeOf(const Function &F, const Value &V) const {
  if (auto It = HomeOfSymbol.find(symbolOf(F, V)); It != HomeOfSymbol.end())
    return It->second;
  return homeOfClass(V.Type.empty() ? F.Class : V.Type);
}

/// The class whose `this` F has: a lambda has that of the function around it.
static llvm::StringRef classAround(const Program &P, const Function &F) {
  const Function *Around = &F;
  while (Around->Lambda && P.function(Around->Parent))
    Around = P.function(Around->Parent);
  return Around->Class;
}

/// A type that matches, or a class that derives from such a one.
bool Conditions::isOfType(llvm::StringRef Own, const NamePattern &Type) const {
  std::vector<llvm::StringRef> Types = {Own};
  constexpr size_t MaxBases = 32;
  for (size_t I = 0; I < Types.size() && I < MaxBases; ++I) {
    if (matchesType(Type, Types[I]))
      return true;
    if (const Class *C = P.findClass(Types[I]))
      Types.insert(Types.end(), C->Bases.begin(), C->Bases.end());
  }
  return false;
}

bool Conditions::isOfType(const Function &F, const Value &V,
                          const NamePattern &Type) const {
  bool Self = V.K == Value::Kind::This ||
              (V.K == Value::Kind::Unknown && V.Type.empty());
  return isOfType(Self ? classAround(P, F) : V.Type, Type);
}

/// A reference to a base of which all that is passed for it is of such a type.
bool Conditions::isGiven(const Function &F, const Value &V,
                         const NamePattern &Type) const {
  auto Types = Given.of(F, V);
  return !Types.empty() && !isOfType(F, V, Type) &&
         llvm::all_of(Types, [&](llvm::StringRef T) { return isOfType(T, Type); });
}

bool Conditions::holdsFor(const Function &F, const Value &V,
                          const Condition &C) const {
  using Kind = Condition::Kind;
  bool IsNumber = V.K == Value::Kind::Integer;
  switch (C.K) {
  case Kind::Equals:
    if (llvm::StringRef Start = C.Text; Start.consume_back("*")) {
      bool Anywhere = Start.consume_front("*");
      auto All = Written.of(F, V);
      return !All.empty() && llvm::all_of(All, [&](llvm::StringRef Text) {
               return Anywhere ? Text.contains(Start) : Text.starts_with(Start);
             });
    }
    if (V.K == Value::Kind::Field && !C.Text.empty())
      return V.Name == C.Text;
    if (!C.Text.empty())
      return (IsNumber || V.K == Value::Kind::String ||
              V.K == Value::Kind::Global || V.K == Value::Kind::Callable) &&
             lastSegment(V.Name) == lastSegment(C.Text);
    return (IsNumber && V.Number == C.Number) ||
           (V.K == Value::Kind::Null && C.Number == 0);
  case Kind::HasFlag:
    return (IsNumber || V.K == Value::Kind::Unknown ||
            V.K == Value::Kind::Local) &&
           (V.Number & C.Number) != 0;
  case Kind::LacksFlag:
    return IsNumber && (V.Number & C.Number) == 0;
  case Kind::AtMost:
    return IsNumber && V.Number <= C.Number;
  case Kind::IsNull:
    return V.K == Value::Kind::Null || (IsNumber && V.Number == 0);
  case Kind::TypeIs:
    return isOfType(F, V, NamePattern{C.Text}) ||
           isGiven(F, V, NamePattern{C.Text});
  case Kind::Moved:
    return V.Moved;
  case Kind::Nonblocking:
  case Kind::Count:
  case Kind::Calls:
  case Kind::Missing:
  case Kind::MadeBy:
  case Kind::PassedOn:
  case Kind::Renewed:
    break;
  }
  return false;
}

/// `x = E`, `T x(...)`, `x = T(...)`, `all.push_back(x)`: does E give something
/// to the variable or container?
static bool givesTo(const Function &F, const Event &E,
                    const std::string &Symbol) {
  llvm::StringRef Name = lastSegment(E.Name);
  bool Into = E.K == Event::Kind::Construct || Name == "operator=" ||
              Name == "emplace_back" || Name == "push_back";
  return (Into && symbolOf(F, E.Object) == Symbol) ||
         symbolOf(F, E.Into) == Symbol;
}

/// Only what this function shows: others may fill a field too.
bool Conditions::isMadeBy(const Function &F, const Value &V,
                          const Condition &C) const {
  auto Makes = [&](const Event &Made) {
    return (Made.K == Event::Kind::Call || Made.K == Event::Kind::Construct) &&
           matches(NamePattern{C.Text}, Made.Name) &&
           !(C.Foreign && Made.Callee && !P.bodies(Made.Callee).empty()) &&
           (C.With.empty() || llvm::any_of(Made.Arguments, [&](const Value &A) {
              int64_t Number;
              if (!llvm::StringRef(C.With).getAsInteger(0, Number))
                return holdsFor(F, A, {Condition::Kind::Equals, {}, Number, "", ""});
              return holdsFor(F, writtenText(F, A),
                              {Condition::Kind::Equals, {}, 0, C.With, ""});
            }));
  };
  if (V.K == Value::Kind::Result)
    return size_t(V.Number) < F.Events.size() && Makes(F.Events[V.Number]);
  std::string Symbol = symbolOf(F, V);
  return !Symbol.empty() && llvm::any_of(F.Events, [&](const Event &Made) {
    bool First = Made.K == Event::Kind::Call && !Made.Arguments.empty() &&
                 symbolOf(F, Made.Arguments.front()) == Symbol;
    if (First && Makes(Made)) // pthread_create(&thread, ...)
      return true;
    return givesTo(F, Made, Symbol) &&
           (Makes(Made) || llvm::any_of(Made.Arguments, [&](const Value &A) {
              return A.K == Value::Kind::Result &&
                     size_t(A.Number) < F.Events.size() &&
                     Makes(F.Events[A.Number]);
            }));
  });
}

/// Given to a call, stored, captured or returned: who ends it is not known.
static bool isPassedOn(const Function &F, const Value &V) {
  if (V.K != Value::Kind::Local && V.K != Value::Kind::Result)
    return true;
  auto IsIt = [&](const Value &A) {
    return A.K == V.K && (V.K == Value::Kind::Local ? A.Name == V.Name
                                                    : A.Number == V.Number);
  };
  if (V.K == Value::Kind::Result && size_t(V.Number) < F.Events.size() &&
      F.Events[V.Number].Into.K != Value::Kind::Unknown)
    return true;
  return llvm::any_of(F.Events, [&](const Event &E) {
    return llvm::any_of(E.Arguments, IsIt);
  });
}

/// `worker.join(); worker = std::thread(...);`: V after the call E.
static bool isRenewed(const Function &F, const Event &E, const Value &V) {
  std::string Symbol = symbolOf(F, V);
  return !Symbol.empty() && llvm::any_of(F.Events, [&](const Event &Later) {
    return &Later > &E && lastSegment(Later.Name) == "operator=" &&
           symbolOf(F, Later.Object) == Symbol;
  });
}

bool Conditions::holds(const Function &F, const Event &E,
                       const Condition &C) const {
  using Kind = Condition::Kind;
  if (C.K == Kind::Count)
    return int64_t(E.Arguments.size()) == C.Number;
  if (C.K == Kind::Calls)
    return llvm::count_if(F.Events, [&](const Event &Other) {
             return matches(NamePattern{C.Text}, Other.Name);
           }) >= C.Number;
  if (C.Argument.Index == ArgumentSelector::Any)
    return llvm::any_of(E.Arguments, [&](const Value &V) {
      return C.K == Kind::Nonblocking
                 ? isNonblocking(F, V) && !isBlockingYet(F, E, V)
             : C.K == Kind::MadeBy    ? isMadeBy(F, V, C)
             : C.K == Kind::Equals    ? holdsFor(F, writtenText(F, V), C)
                                      : holdsFor(F, V, C);
    });
  const Value *V = select(E, C.Argument);
  if (C.K == Kind::Missing)
    return !V;
  if (!V)
    return false;
  if (C.K == Kind::MadeBy)
    return isMadeBy(F, *V, C);
  if (C.K == Kind::PassedOn)
    return isPassedOn(F, *V);
  if (C.K == Kind::Renewed)
    return isRenewed(F, E, *V);
  if (C.K == Kind::Equals)
    return holdsFor(F, writtenText(F, *V), C);
  if (C.K == Kind::Nonblocking)
    return isNonblocking(F, *V) && !isBlockingYet(F, E, *V);
  return holdsFor(F, *V, C);
}

/// `sync ? nullptr : on_read`: what wants null may have it.
static bool mayBeNull(const Event &E, const Condition &C) {
  if (C.K != Condition::Kind::IsNull)
    return false;
  if (C.Argument.Index == ArgumentSelector::Any)
    return llvm::any_of(E.Arguments, [](const Value &V) { return V.MayBeNull; });
  const Value *V = select(E, C.Argument);
  return V && V->MayBeNull;
}

bool Conditions::presumes(const Function &F, const Event &E,
                          ArrayRef<Condition> When,
                          ArrayRef<Condition> Unless) const {
  auto Presumed = [&](const Condition &C) {
    const Value *V =
        C.K == Condition::Kind::TypeIs ? select(E, C.Argument) : nullptr;
    return mayBeNull(E, C) || (V && isGiven(F, *V, NamePattern{C.Text}));
  };
  return llvm::any_of(When, Presumed) ||
         llvm::any_of(Unless, [&](auto &C) { return mayBeNull(E, C); });
}

bool Conditions::allow(const Function &F, const Event &E,
                       ArrayRef<Condition> When,
                       ArrayRef<Condition> Unless) const {
  return llvm::all_of(When,
                      [&](auto &C) { return holds(F, E, C) || mayBeNull(E, C); }) &&
         llvm::none_of(Unless, [&](auto &C) { return holds(F, E, C); });
}
