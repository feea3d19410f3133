//===- HeaderCheck.cpp - Rows against real declarations -------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HeaderCheck.h"
#include "core/NamePattern.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace stallfree;
using llvm::StringRef;

namespace {

class NameCheck {
public:
  NameCheck(const Pack &P, const PackNotes &Notes, const RuleSet &Rules,
            const Declarations &Known)
      : P(P), Notes(Notes), Rules(Rules), Known(Known) {}

  std::vector<Problem> run() {
    checkCalls();
    checkRuns();
    checkTypes();
    checkElsewhere();
    return std::move(Problems);
  }

private:
  void fail(const RowPlace &From, std::string Message, std::string Remedy) {
    auto Same = [&](const Problem &Q) {
      return Q.Line == From.Line && Q.Message == Message;
    };
    if (llvm::none_of(Problems, Same))
      Problems.push_back({Problem::Severity::Error, P.File, From.Line, 1,
                          std::move(Message), std::move(Remedy)});
  }

  bool isElsewhere(const NamePattern &Name) const {
    return llvm::any_of(Notes.Elsewhere, [&](const RemarkRow &R) {
      return R.Name.Text == Name.Text || matches(R.Name, Name.Text);
    });
  }

  std::string remedy(const NamePattern &Name) const {
    StringRef Text = Name.Text;
    if (std::string Alias = Known.aliased(Text); !Alias.empty())
      return "It is another name of '" + Alias + "'; facts have that one.";
    if (std::string Base = Known.inherited(Text); !Base.empty())
      return "It is declared as '" + Base + "'.";
    auto [Scope, Last] = Text.rsplit("::");
    if (std::string Alias = Known.aliased(Scope); !Alias.empty())
      return "'" + Scope.str() + "' is another name of '" + Alias + "'.";
    std::string Near = Known.nearest(Text);
    return Near.empty() ? "Name what is declared, or list it under 'elsewhere'."
                        : "Did you mean '" + Near + "'?";
  }

  /// The private bases of the standard library are named by the class.
  bool isInReservedBase(const NamePattern &Name) const {
    std::string Base = Known.inherited(Name.Text);
    StringRef Class = StringRef(Base).rsplit("::").first.rsplit("::").second;
    return Class.starts_with("_");
  }

  /// Functions of this name; empty after a Problem, or if they are elsewhere.
  std::vector<const Declaration *> functions(const RowPlace &From,
                                             const NamePattern &Name) {
    std::vector<const Declaration *> Found = Known.matching(Name);
    llvm::erase_if(Found, [](const Declaration *D) {
      return D->K != Declaration::Kind::Function;
    });
    if (Found.empty() && isInReservedBase(Name))
      Found = Known.matching({Known.inherited(Name.Text)});
    if (Found.empty() && !isElsewhere(Name))
      fail(From, "the headers declare no function '" + Name.Text + "'",
           remedy(Name));
    return Found;
  }

  void type(const RowPlace &From, const NamePattern &Name) {
    StringRef Text = Name.Text;
    NamePattern Plain{Text.take_until([](char C) { return C == '<'; }).str()};
    if (Plain.Text.empty() || Known.isType(Plain) || isElsewhere(Plain))
      return;
    fail(From, "the headers declare no type '" + Plain.Text + "'",
         remedy(Plain));
  }

  void argument(const RowPlace &From, const NamePattern &Name,
                ArgumentSelector Selected,
                llvm::ArrayRef<const Declaration *> Found) {
    int Index = Selected.Index;
    if (Index == ArgumentSelector::Object &&
        llvm::none_of(Found, [](auto *D) { return D->Member; }))
      fail(From, "'" + Name.Text + "' is no member: it has no object",
           "Select the argument by its number.");
    if (Index >= 0 &&
        llvm::none_of(Found, [&](auto *D) { return D->takes(Index); }))
      fail(From,
           "'" + Name.Text + "' has no argument " + std::to_string(Index),
           "Arguments are counted from 0, without the object.");
  }

  void condition(const RowPlace &From, const NamePattern &Name,
                 const Condition &C,
                 llvm::ArrayRef<const Declaration *> Found) {
    if (C.K == Condition::Kind::Count) {
      if (llvm::none_of(Found, [&](auto *D) {
            return D->AtLeast <= C.Number && C.Number <= D->AtMost;
          }))
        fail(From, "'" + Name.Text + "' cannot be called with " +
                       std::to_string(C.Number) + " arguments", "");
      return;
    }
    if (C.K == Condition::Kind::Calls)
      return; // It is about the caller.
    argument(From, Name, C.Argument, Found);
    if (C.K == Condition::Kind::TypeIs && StringRef(C.Text).contains("::"))
      type(From, {C.Text});
    // "**::*submit*" is about the pools of any project.
    if (C.K == Condition::Kind::MadeBy && !StringRef(C.Text).contains("**"))
      functions(From, {C.Text});
    // A text in capitals is a constant, other texts may be strings.
    if (C.K == Condition::Kind::Equals && StringRef(C.Text).contains('_') &&
        C.Text == StringRef(C.Text).upper() && !Known.isConstant(C.Text) && !isElsewhere({C.Text}))
      fail(From, "the headers declare no constant '" + C.Text + "'",
           remedy({C.Text}));
  }

  template <class Row>
  void call(const Row &R, const NamePattern &Name,
            llvm::ArrayRef<ArgumentSelector> Arguments = {}) {
    if (R.From.Pack != P.Name || Name.Text.empty())
      return;
    auto Found = functions(R.From, Name);
    if (Found.empty())
      return;
    for (ArgumentSelector A : Arguments)
      argument(R.From, Name, A, Found);
    if constexpr (requires { R.When; })
      for (const Condition &C : R.When)
        condition(R.From, Name, C, Found);
    if constexpr (requires { R.Unless; })
      for (const Condition &C : R.Unless)
        condition(R.From, Name, C, Found);
  }

  void checkCalls() {
    for (const BlockRow &R : Rules.Blocks)
      call(R, R.Call);
    for (const CpuRow &R : Rules.Cpu)
      call(R, R.Call, R.Size);
    for (const NonblockingRow &R : Rules.Nonblocking)
      call(R, R.Call, R.Argument);
    for (const WatchRow &R : Rules.Watches) {
      llvm::SmallVector<ArgumentSelector, 3> Named;
      for (const auto &A : {R.Argument, R.Callback, R.NamedBy})
        if (A)
          Named.push_back(*A);
      call(R, R.Call, Named);
    }
    for (const TrustedRow &R : Rules.Trusted)
      if (!StringRef(R.Call.Text).contains("**"))
        call(R, R.Call);
    for (const DestroysRow &R : Rules.Destroys)
      call(R, R.Call);
    for (const MakesRow &R : Rules.Makes)
      call(R, R.Call);
    for (const TextRow &R : Rules.Texts)
      call(R, R.Call, R.Argument);
    for (const ReadyRow &R : Rules.Ready)
      call(R, R.Test, R.Of), call(R, R.Then, R.Argument);
    for (const ScopeRow &R : Rules.Scopes)
      for (const NamePattern *Name :
           {&R.Enter, &R.Leave, &R.Test, &R.Equals, &R.Asks, &R.Ends})
        call(R, *Name);
    for (const HomeRow &R : Rules.Homes)
      call(R, R.Call, R.Argument);
    for (const YieldRow &R : Rules.Yields)
      call(R, R.Call);
    for (const SpinRow &R : Rules.Spins)
      call(R, R.Call);
    for (const SizeRow &R : Rules.Sizes)
      call(R, R.Call);
    for (const RewriteRow &R : Rules.Rewrites)
      call(R, R.Call);
    for (const AffineRow &R : Rules.Affine)
      call(R, R.Call);
    for (const GuardRow &R : Rules.Guards)
      call(R, R.Lock), call(R, R.Unlock);
  }

  void checkRuns() {
    for (const RunsRow &R : Rules.Runs) {
      if (R.From.Pack != P.Name)
        continue;
      call(R, R.Override);
      if (!R.Parameter.Text.empty())
        type(R.From, R.Parameter);
      if (R.Call.Text.empty())
        continue;
      call(R, R.Call, R.Argument);
      if (R.OnArgument)
        call(R, R.Call, *R.OnArgument);
      callable(R);
    }
  }

  /// What a `runs:` row says is handed over must be something that can run.
  void callable(const RunsRow &R) {
    int Index = R.Argument.Index;
    auto Found = Known.matching(R.Call);
    if (Index < 0 || Found.empty())
      return;
    if (llvm::none_of(Found, [&](auto *D) {
          return D->Callables.count(Index) ||
                 (D->takes(Index) && D->AtMost == Declaration::Endless);
        }))
      fail(R.From, "argument " + std::to_string(Index) + " of '" +
                       R.Call.Text + "' cannot be called", "");
  }

  template <class Row> void typeOf(const Row &R, const NamePattern &Name) {
    if (R.From.Pack == P.Name && !Name.Text.empty())
      type(R.From, Name);
  }

  void checkTypes() {
    for (const ExecutorRow &R : Rules.Executors) {
      typeOf(R, R.Type);
      call(R, R.MadeBy);
      for (const auto *Names : {&R.RunBy, &R.FedBy, &R.AloneWith})
        for (const NamePattern &Name : *Names)
          call(R, Name);
    }
    for (const YieldRow &R : Rules.Yields)
      typeOf(R, R.Given);
    for (const CoroutineRow &R : Rules.Coroutines)
      typeOf(R, R.Type);
    for (const ScopeRow &R : Rules.Scopes)
      typeOf(R, R.Type);
    for (const GuardRow &R : Rules.Guards)
      typeOf(R, R.Type);
    for (const OwnsRow &R : Rules.Owns)
      typeOf(R, R.Type);
    for (const HopRow &R : Rules.Hops)
      if (R.From.Pack == P.Name && !Known.isType(R.Await))
        call(R, R.Await);
  }

  void checkElsewhere() {
    for (const RemarkRow &R : Notes.Elsewhere)
      if (!StringRef(R.Name.Text).contains('*') &&
          !Known.matching(R.Name).empty())
        fail(R.From, "the headers do declare '" + R.Name.Text + "'",
             "Remove it from 'elsewhere'.");
  }

  const Pack &P;
  const PackNotes &Notes;
  const RuleSet &Rules;
  const Declarations &Known;
  std::vector<Problem> Problems;
};

} // namespace

std::vector<Problem> stallfree::checkNames(const Pack &P,
                                           const PackNotes &Notes,
                                           const RuleSet &Rules,
                                           const Declarations &Known) {
  return NameCheck(P, Notes, Rules, Known).run();
}
