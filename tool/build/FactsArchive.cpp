//===- FactsArchive.cpp - Facts and Reports as bytes ----------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every struct is taken apart by a structured binding: a field that somebody
// adds to the facts and forgets here does not compile.
//
//===----------------------------------------------------------------------===//

#include "build/FactsArchive.h"
#include "cereal/archives/binary.hpp"
#include "cereal/types/optional.hpp"
#include "cereal/types/string.hpp"
#include "cereal/types/vector.hpp"
#include <sstream>
#include <streambuf>

namespace stallfree {

template <typename A> void serialize(A &Ar, Digest &V) {
  auto &[High, Low] = V;
  Ar(High, Low);
}
template <typename A> void serialize(A &Ar, RememberedFile &V) {
  auto &[Path, Size, Modified, Content] = V;
  Ar(Path, Size, Modified, Content);
}
template <typename A> void serialize(A &Ar, RecordedInput &V) {
  auto &[Path, Content] = V;
  Ar(Path, Content);
}
template <typename A> void serialize(A &Ar, Place &V) {
  auto &[File, Line, Column, Length] = V;
  Ar(File, Line, Column, Length);
}
template <typename A> void serialize(A &Ar, Value &V) {
  auto &[K, Number, Name, Type, Callables, Captures, Owner, Less, More, Exponent, OfThis, Moved, MayBeNull] = V;
  Ar(K, Number, Name, Type, Callables, Captures, Owner, Less, More, Exponent, OfThis, Moved, MayBeNull);
}
template <typename A> void serialize(A &Ar, Event &V) {
  auto &[K, Where, Callee, Name, Object, Arguments, Type, Into, ParameterTypes,
         TemplateCallables, Virtual, Awaited, Discarded, Implicit, InMacro, Temporary, Own] = V;
  Ar(K, Where, Callee, Name, Object, Arguments, Type, Into, ParameterTypes, TemplateCallables,
     Virtual, Awaited, Discarded, Implicit, InMacro, Temporary, Own);
}
template <typename A> void serialize(A &Ar, Test &V) {
  auto &[Event, Operand, Negated, Compared, Greater, With, Every, Bits, Lowered, AsPassed] = V;
  Ar(Event, Operand, Negated, Compared, Greater, With, Every, Bits, Lowered, AsPassed);
}
template <typename A> void serialize(A &Ar, Choice &V) {
  auto &[Operand, AsPassed, Numbers] = V;
  Ar(Operand, AsPassed, Numbers);
}
template <typename A> void serialize(A &Ar, Block &V) {
  auto &[First, Count, Successors, Condition, Chosen] = V;
  Ar(First, Count, Successors, Condition, Chosen);
}
template <typename A> void serialize(A &Ar, Work &V) {
  auto &[Operations, Accesses, Divisions, Width, InOrder] = V;
  Ar(Operations, Accesses, Divisions, Width, InOrder);
}
template <typename A> void serialize(A &Ar, Span &V) {
  auto &[Line, Column, EndLine, EndColumn] = V;
  Ar(Line, Column, EndLine, EndColumn);
}
template <typename A> void serialize(A &Ar, LoopSite &V) {
  auto &[Whole, Body, Braced, Indent, InCatch, Counter, Shared] = V;
  Ar(Whole, Body, Braced, Indent, InCatch, Counter, Shared);
}
template <typename A> void serialize(A &Ar, Mark &V) {
  auto &[In, Levels] = V;
  Ar(In, Levels);
}
template <typename A> void serialize(A &Ar, Loop &V) {
  auto &[Where, Kind, Trips, Bound, BoundValue, BoundTimes, Within, Marks, Reached,
         HeldTo, GoesOn, Permutes, Step, Depth, Parent, Header, Blocks, Body, HasExit,
         Written] = V;
  Ar(Where, Kind, Trips, Bound, BoundValue, BoundTimes, Within, Marks, Reached, HeldTo, GoesOn,
     Permutes, Step, Depth, Parent, Header, Blocks, Body, HasExit, Written);
}
template <typename A> void serialize(A &Ar, Site &V) {
  auto &[Event, Whole, Object, Arguments, Statement, U, R, Touches, Kept, InCatch, Awaits,
         Unordered, Temporaries] = V;
  Ar(Event, Whole, Object, Arguments, Statement, U, R, Touches, Kept, InCatch, Awaits, Unordered,
     Temporaries);
}
template <typename A> void serialize(A &Ar, LocalScope &V) {
  auto &[Event, Held, Carried, Shared, Guards] = V;
  Ar(Event, Held, Carried, Shared, Guards);
}
template <typename A> void serialize(A &Ar, GlobalUse &V) {
  auto &[Name, Written] = V;
  Ar(Name, Written);
}
template <typename A> void serialize(A &Ar, Assignment &V) {
  auto &[Name, Block, Number] = V;
  Ar(Name, Block, Number);
}
template <typename A> void serialize(A &Ar, Compared &V) {
  auto &[Of, Size, With] = V;
  Ar(Of, Size, With);
}
template <typename A> void serialize(A &Ar, Parameter &V) {
  auto &[Name, Type, Reference, Arrow] = V;
  Ar(Name, Type, Reference, Arrow);
}
template <typename A> void serialize(A &Ar, Function &V) {
  auto &[Id, Name, Signature, Where, EndLine, Parent, Class, ReturnType, Parameters, Overrides,
         OverrideNames, Annotations, Events, Blocks, Loops, Body, Sites, Scopes, Globals, Assignments, Comparisons, Counted,
         Coroutine, Yields, Awaits,
         Lambda, Virtual, Final, Constructor, Destructor, ThreadLocals, Synthetic, Dependent,
         Approximate] = V;
  Ar(Id, Name, Signature, Where, EndLine, Parent, Class, ReturnType, Parameters, Overrides,
     OverrideNames, Annotations, Events, Blocks, Loops, Body, Sites, Scopes, Globals, Assignments, Comparisons, Counted,
     Coroutine, Yields, Awaits,
     Lambda, Virtual, Final, Constructor, Destructor, ThreadLocals, Synthetic, Dependent,
     Approximate);
}
template <typename A> void serialize(A &Ar, Field &V) {
  auto &[Name, Type, Arrow, Number] = V;
  Ar(Name, Type, Arrow, Number);
}
template <typename A> void serialize(A &Ar, Class &V) {
  auto &[Type, Where, Bases, Fields, Destructor, CallOperators, Constructed] = V;
  Ar(Type, Where, Bases, Fields, Destructor, CallOperators, Constructed);
}
template <typename A> void serialize(A &Ar, Suppression &V) {
  auto &[S, Where, Checks] = V;
  Ar(S, Where, Checks);
}
template <typename A> void serialize(A &Ar, Problem &V) {
  auto &[S, File, Line, Column, Message, Remedy] = V;
  Ar(S, File, Line, Column, Message, Remedy);
}
template <typename A> void serialize(A &Ar, TUFacts &V) {
  auto &[MainFile, Files, Functions, Classes, Suppressions, Problems, HadErrors, PatternsSkipped] =
      V;
  Ar(MainFile, Files, Functions, Classes, Suppressions, Problems, HadErrors, PatternsSkipped);
}
template <typename A> void serialize(A &Ar, UnitHead &V) {
  auto &[Inputs, Absent, Facts] = V;
  Ar(Inputs, Absent, Facts);
}
template <typename A> void serialize(A &Ar, FunctionRun &V) {
  auto &[Files, Functions] = V;
  Ar(Files, Functions);
}
template <typename A> void serialize(A &Ar, RunReference &V) {
  auto &[Elsewhere, Here] = V;
  Ar(Elsewhere, Here);
}
template <typename A> void serialize(A &Ar, UnitBody &V) {
  auto &[Rest, Runs] = V;
  Ar(Rest, Runs);
}
template <typename A> void serialize(A &Ar, Location &V) {
  auto &[File, Line, Column, Length] = V;
  Ar(File, Line, Column, Length);
}
template <typename A> void serialize(A &Ar, ProofStep &V) {
  auto &[Where, Text, Function] = V;
  Ar(Where, Text, Function);
}
template <typename A> void serialize(A &Ar, Advice &V) {
  auto &[Row, Action, Reason, Text] = V;
  Ar(Row, Action, Reason, Text);
}
template <typename A> void serialize(A &Ar, Edit &V) {
  auto &[File, Line, Column, EndLine, EndColumn, Text] = V;
  Ar(File, Line, Column, EndLine, EndColumn, Text);
}
template <typename A> void serialize(A &Ar, Fix &V) {
  auto &[Title, Edits, Include, Caution] = V;
  Ar(Title, Edits, Include, Caution);
}
template <typename A> void serialize(A &Ar, Change &V) {
  auto &[K, Function, Coroutine] = V;
  Ar(K, Function, Coroutine);
}
template <typename A> void serialize(A &Ar, Finding &V) {
  auto &[Check, Certainty, Where, Message, Function, Blocker, RunsOn, Proof, Effort, OtherRoots, OtherEnds, OtherFingerprints,
         Advised, Changed, Fixes, Unfixable, Answer, Row, OtherRows, Fingerprint, PathKey, Suppressed, InBaseline, Presumed] = V;
  Ar(Check, Certainty, Where, Message, Function, Blocker, RunsOn, Proof, Effort, OtherRoots, OtherEnds, OtherFingerprints,
     Advised, Changed, Fixes, Unfixable, Answer, Row, OtherRows, Fingerprint, PathKey, Suppressed, InBaseline, Presumed);
}
template <typename A> void serialize(A &Ar, Statistics &V) {
  auto &[Units, Failed, Functions, Coroutines, LoopRoots, LoopFunctions, Resolved, Ruled, Unknown,
         PatternsSkipped] = V;
  Ar(Units, Failed, Functions, Coroutines, LoopRoots, LoopFunctions, Resolved, Ruled, Unknown,
     PatternsSkipped);
}
template <typename A> void serialize(A &Ar, UnknownCallee &V) {
  auto &[Name, Calls, First] = V;
  Ar(Name, Calls, First);
}
template <typename A> void serialize(A &Ar, EntryCost &V) {
  auto &[Function, Where, RunsOn, Nanoseconds, Text, AtLeast] = V;
  Ar(Function, Where, RunsOn, Nanoseconds, Text, AtLeast);
}
template <typename A> void serialize(A &Ar, Report &V) {
  auto &[Findings, Entries, Problems, Unknown, Counts] = V;
  Ar(Findings, Entries, Problems, Unknown, Counts);
}

llvm::StringRef factsVersion() {
  return
#include "FactsVersion.inc"
      ;
}

namespace {
/// Precedes the payload; all of it must match.
struct Preamble {
  Digest Version; ///< Of factsVersion() and the type's name.
  Digest Payload;
  uint64_t Size = 0;
};

/// Reads the bytes where they are.
struct MemoryStream : std::streambuf {
  explicit MemoryStream(llvm::StringRef Bytes) {
    char *Data = const_cast<char *>(Bytes.data());
    setg(Data, Data, Data + Bytes.size());
  }
};
} // namespace

template <typename T> static Digest versionOf() {
  static const Digest Version =
      Digest::of((factsVersion() + llvm::StringRef(__PRETTY_FUNCTION__)).str());
  return Version;
}

template <typename T> std::string pack(const T &Value) {
  std::ostringstream OS;
  cereal::BinaryOutputArchive Archive(OS);
  Archive(Value);
  std::string Payload = std::move(OS).str();
  Preamble Before{versionOf<T>(), Digest::of(Payload), Payload.size()};
  Payload.insert(0, reinterpret_cast<const char *>(&Before), sizeof(Before));
  return Payload;
}

template <typename T> bool unpack(llvm::StringRef Bytes, T &Value) {
  Preamble Before;
  if (Bytes.size() < sizeof(Before))
    return false;
  memcpy(&Before, Bytes.data(), sizeof(Before));
  Bytes = Bytes.drop_front(sizeof(Before));
  if (Before.Version != versionOf<T>() || Before.Size != Bytes.size() ||
      Before.Payload != Digest::of(Bytes))
    return false;
  MemoryStream Stream(Bytes);
  std::istream IS(&Stream);
  cereal::BinaryInputArchive Archive(IS);
  Archive(Value);
  return true;
}

#define STALLFREE_PACKED(T)                                                                        \
  template std::string pack<T>(const T &);                                                         \
  template bool unpack<T>(llvm::StringRef, T &);
STALLFREE_PACKED(std::vector<RememberedFile>)
STALLFREE_PACKED(std::vector<std::string>)
STALLFREE_PACKED(UnitHead)
STALLFREE_PACKED(UnitBody)
STALLFREE_PACKED(FunctionRun)
STALLFREE_PACKED(Report)
#undef STALLFREE_PACKED

} // namespace stallfree
