//===- FactsText.cpp - Facts as text for people and tests -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FactsText.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

namespace stallfree {
namespace {

class Printer {
public:
  Printer(const TUFacts &Facts, llvm::raw_ostream &OS) : Facts(Facts), OS(OS) {}
  void unit();

private:
  void function(const Function &F);
  void event(const Function &F, uint32_t Index);
  void block(const Function &F, size_t Index);
  void loop(const Loop &L);
  void site(const Site &S);
  void classFacts(const Class &C);
  void suppression(const Suppression &S);
  void problem(const Problem &P);
  void value(const Value &V);
  void id(FunctionId Id) { OS << '#' << llvm::format_hex_no_prefix(Id, 16); }
  void flag(bool On, llvm::StringRef Name) {
    if (On)
      OS << ' ' << Name;
  }
  llvm::StringRef file(const Place &P) const {
    return P.File < Facts.Files.size() ? llvm::StringRef(Facts.Files[P.File])
                                       : "?";
  }

  const TUFacts &Facts;
  llvm::raw_ostream &OS;
};

void Printer::value(const Value &V) {
  using K = Value::Kind;
  if (V.Exponent)
    OS << "2 to the power of ";
  switch (V.K) {
  case K::Unknown:
    OS << "unknown";
    break;
  case K::Integer:
    OS << "integer " << V.Number;
    if (!V.Name.empty())
      OS << " (" << V.Name << ')';
    break;
  case K::String:
    OS << '"';
    llvm::printEscapedString(V.Name, OS);
    OS << '"';
    break;
  case K::Null:
    OS << "null";
    break;
  case K::Parameter:
    OS << "parameter " << V.Number << ' ' << V.Name;
    if (V.Less)
      OS << " - " << V.Less;
    if (V.More)
      OS << " + " << V.More;
    break;
  case K::Local:
    OS << "local " << V.Name;
    break;
  case K::Field:
    OS << "field " << V.Name;
    break;
  case K::Global:
    OS << "global " << V.Name;
    break;
  case K::This:
    OS << "this";
    break;
  case K::Result:
    OS << "result of " << V.Number;
    break;
  case K::Callable:
    OS << "callable";
    break;
  }
  if (V.Owner) {
    OS << " of ";
    id(V.Owner);
  }
  if (!V.Type.empty() && V.K != K::This && V.K != K::Callable)
    OS << " : " << V.Type;
  if (!V.Callables.empty()) {
    OS << " runs";
    for (FunctionId Id : V.Callables) {
      OS << ' ';
      id(Id);
    }
  }
  flag(V.OfThis, "of-this");
  flag(V.Moved, "moved");
  flag(V.MayBeNull, "may-be-null");
  if (!V.Captures.empty())
    OS << " captures [" << llvm::join(V.Captures, ", ") << ']';
}

llvm::StringRef kindName(Event::Kind K) {
  switch (K) {
  case Event::Kind::Call:
    return "call";
  case Event::Kind::Construct:
    return "construct";
  case Event::Kind::Destroy:
    return "destroy";
  case Event::Kind::Store:
    return "store";
  case Event::Kind::Await:
    return "await";
  case Event::Kind::Yield:
    return "yield";
  case Event::Kind::Return:
    return "return";
  }
  return "?";
}

void Printer::event(const Function &F, uint32_t Index) {
  const Event &E = F.Events[Index];
  OS << "    " << Index << ": " << E.Where.Line << ':' << E.Where.Column;
  if (E.Where.File != F.Where.File)
    OS << " in " << file(E.Where);
  OS << ' ' << kindName(E.K);
  if (!E.Name.empty())
    OS << ' ' << E.Name;
  if (E.Callee) {
    OS << ' ';
    id(E.Callee);
  }
  if (E.Object.K != Value::Kind::Unknown || !E.Object.Type.empty()) {
    OS << " on ";
    value(E.Object);
  }
  OS << " (";
  llvm::ListSeparator Comma;
  for (const Value &A : E.Arguments) {
    OS << Comma;
    value(A);
  }
  OS << ')';
  if (!E.Type.empty())
    OS << " -> " << E.Type;
  if (E.Into.K != Value::Kind::Unknown) {
    OS << " into ";
    value(E.Into);
  }
  if (!E.ParameterTypes.empty())
    OS << " takes (" << llvm::join(E.ParameterTypes, "; ") << ')';
  flag(E.Virtual, "virtual");
  flag(E.Awaited, "awaited");
  flag(E.Discarded, "discarded");
  flag(E.Implicit, "implicit");
  flag(E.InMacro, "in-macro");
  flag(E.Temporary, "temporary");
  flag(E.Own, "own");
  OS << '\n';
}

void Printer::block(const Function &F, size_t Index) {
  const Block &B = F.Blocks[Index];
  OS << "   block " << Index;
  if (!B.Successors.empty()) {
    OS << " ->";
    for (uint32_t S : B.Successors) {
      if (S == UINT32_MAX)
        OS << " unreachable";
      else
        OS << ' ' << S;
    }
  }
  if (B.Condition) {
    const Test &T = *B.Condition;
    OS << " if " << (T.Negated ? "not " : "");
    if (T.Event >= 0)
      OS << "event " << T.Event;
    else
      value(T.Operand);
    if (T.Bits)
      OS << " & " << T.Bits;
    if (T.Compared) {
      OS << (T.Greater ? " >= " : " == ");
      value(T.With);
    }
    if (T.Every)
      OS << " every " << T.Every;
    if (!T.Lowered.empty())
      OS << " lowered " << T.Lowered;
    if (T.AsPassed)
      OS << " as passed";
  }
  if (B.Chosen) {
    OS << " switch ";
    value(B.Chosen->Operand);
    for (const auto &Number : B.Chosen->Numbers)
      OS << ' ' << (Number ? std::to_string(*Number) : "other");
  }
  OS << '\n';
  for (uint32_t E = B.First; E != B.First + B.Count; ++E)
    event(F, E);
}

void Printer::loop(const Loop &L) {
  static const char *const Kinds[] = {"unknown", "constant",   "child",
                                      "sized",   "data-sized", "unbounded"};
  OS << "   loop " << L.Where.Line << ':' << L.Where.Column << ' '
     << Kinds[static_cast<int>(L.Kind)];
  if (L.Kind == Loop::BoundKind::Constant)
    OS << ' ' << L.Trips;
  if (!L.Bound.empty())
    OS << ' ' << L.Bound;
  if (L.BoundValue.K != Value::Kind::Unknown) {
    OS << " by ";
    value(L.BoundValue);
  }
  if (L.BoundTimes.K != Value::Kind::Unknown) {
    OS << " times ";
    value(L.BoundTimes);
  }
  if (L.Within.K != Value::Kind::Unknown) {
    OS << " within ";
    value(L.Within);
  }
  for (const Mark &M : L.Marks) {
    OS << " marks ";
    value(M.In);
    OS << " levels " << M.Levels;
  }
  if (L.Reached.In.K != Value::Kind::Unknown) {
    OS << " reaches ";
    value(L.Reached.In);
    OS << " levels " << L.Reached.Levels;
  }
  if (L.HeldTo)
    OS << " held to " << L.HeldTo;
  flag(L.GoesOn, "goes-on");
  flag(L.Permutes, "permutes");
  if (L.Step != 1)
    OS << " step " << L.Step;
  OS << " depth " << L.Depth << " parent " << L.Parent << " header "
     << L.Header << " operations " << L.Body.Operations << " accesses "
     << L.Body.Accesses << " divisions " << L.Body.Divisions;
  if (L.Body.Width)
    OS << " width " << L.Body.Width;
  flag(L.Body.InOrder, "in-order");
  OS << " blocks";
  for (uint32_t B : L.Blocks)
    OS << ' ' << B;
  flag(!L.HasExit, "no-exit");
  OS << '\n';
}

void Printer::site(const Site &S) {
  static const char *const Uses[] = {"statement", "value", "operand", "condition",
                                     "declaration"};
  static const char *const Results[] = {"void", "value", "reference", "immovable"};
  auto Print = [&](const Span &Where) {
    OS << Where.Line << ':' << Where.Column << '-' << Where.EndLine << ':'
       << Where.EndColumn;
  };
  OS << "   site of event " << S.Event << ' ';
  Print(S.Whole);
  OS << ' ' << Uses[static_cast<int>(S.U)] << " gives "
     << Results[static_cast<int>(S.R)];
  if (S.Object.Line) {
    OS << " object ";
    Print(S.Object);
  }
  for (const Span &A : S.Arguments) {
    OS << " argument ";
    Print(A);
  }
  flag(S.InCatch, "in-catch");
  flag(S.Awaits, "awaits");
  flag(S.Unordered, "unordered");
  flag(S.Temporaries, "temporaries");
  OS << '\n';
}

void Printer::function(const Function &F) {
  OS << "\nfunction " << F.Name << ' ';
  id(F.Id);
  OS << ' ' << file(F.Where) << ':' << F.Where.Line << ':' << F.Where.Column
     << '-' << F.EndLine;
  flag(F.Coroutine, "coroutine");
  flag(F.Yields, "yields");
  flag(F.Awaits, "awaits");
  flag(F.Lambda, "lambda");
  flag(F.Virtual, "virtual");
  flag(F.Final, "final");
  flag(F.Constructor, "constructor");
  flag(F.Destructor, "destructor");
  flag(F.ThreadLocals, "thread-locals");
  flag(F.Synthetic, "synthetic");
  flag(F.Dependent, "dependent");
  flag(F.Approximate, "approximate");
  OS << "\n  signature " << F.Signature << " -> " << F.ReturnType << '\n';
  if (F.Parent) {
    OS << "  inside ";
    id(F.Parent);
    OS << '\n';
  }
  if (!F.Class.empty())
    OS << "  class " << F.Class << '\n';
  for (const Parameter &P : F.Parameters)
    OS << "  parameter " << P.Name << " : " << P.Type
       << (P.Reference ? " by reference\n" : "\n");
  for (size_t I = 0; I < F.OverrideNames.size(); ++I) {
    OS << "  overrides " << F.OverrideNames[I] << ' ';
    id(F.Overrides[I]);
    OS << '\n';
  }
  for (const std::string &A : F.Annotations)
    OS << "  annotation " << A << '\n';
  for (size_t B = 0; B < F.Blocks.size(); ++B)
    block(F, B);
  for (const Assignment &A : F.Assignments)
    OS << "   block " << A.Block << " assigns " << A.Name
       << (A.Number ? " = " + std::to_string(*A.Number) : "") << '\n';
  for (const Compared &C : F.Comparisons) {
    OS << "   holds " << (C.Size ? "the size of " : "");
    value(C.Of);
    OS << " against ";
    value(C.With);
    OS << '\n';
  }
  for (const std::string &Name : F.Counted)
    OS << "   counts " << Name << '\n';
  for (const Loop &L : F.Loops)
    loop(L);
  for (const Site &S : F.Sites)
    site(S);
}

void Printer::classFacts(const Class &C) {
  OS << "\nclass " << C.Type << ' ' << file(C.Where) << ':' << C.Where.Line
     << ':' << C.Where.Column;
  flag(C.Constructed, "constructed");
  OS << '\n';
  for (const std::string &B : C.Bases)
    OS << "  base " << B << '\n';
  for (const Field &F : C.Fields)
    OS << "  field " << F.Name << " : " << F.Type
       << (F.Number ? " is " + std::to_string(*F.Number) : "") << '\n';
  if (C.Destructor) {
    OS << "  destructor ";
    id(C.Destructor);
    OS << '\n';
  }
  for (FunctionId Id : C.CallOperators) {
    OS << "  runs ";
    id(Id);
    OS << '\n';
  }
}

void Printer::suppression(const Suppression &S) {
  static const char *const Scopes[] = {"line", "next-line", "begin", "end"};
  OS << "\nsuppression " << Scopes[static_cast<int>(S.S)] << ' '
     << file(S.Where) << ':' << S.Where.Line << ':' << S.Where.Column << " ["
     << llvm::join(S.Checks, ", ") << "]\n";
}

void Printer::problem(const Problem &P) {
  static const char *const Severities[] = {"note", "warning", "error"};
  OS << "\nproblem " << Severities[static_cast<int>(P.S)] << ' ' << P.File
     << ':' << P.Line << ':' << P.Column << ": " << P.Message << '\n';
  if (!P.Remedy.empty())
    OS << "  remedy: " << P.Remedy << '\n';
}

void Printer::unit() {
  OS << "unit " << Facts.MainFile << '\n';
  if (Facts.HadErrors)
    OS << "had errors\n";
  if (Facts.PatternsSkipped)
    OS << "patterns without an instance: " << Facts.PatternsSkipped << '\n';
  for (const Problem &P : Facts.Problems)
    problem(P);
  for (const Function &F : Facts.Functions)
    function(F);
  for (const Class &C : Facts.Classes)
    classFacts(C);
  for (const Suppression &S : Facts.Suppressions)
    suppression(S);
}

} // namespace

void printFacts(const TUFacts &Facts, llvm::raw_ostream &OS) {
  Printer(Facts, OS).unit();
}

} // namespace stallfree
