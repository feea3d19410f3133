//===- Facts.h - What one translation unit says, as plain values -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Facts know no rules and no AST. They hold no absolute path, no address and
// nothing that depends on which translation unit was parsed before.
//
// Spelling of names and types, everywhere in this file:
//  * a *qualified name* has no template arguments and no inline namespace:
//    "std::this_thread::sleep_for", "asio::basic_waitable_timer::wait". An
//    anonymous namespace reads "(anonymous namespace)", a lambda "(lambda)".
//  * a *type* is canonical, fully qualified, with template arguments, without
//    references, top-level pointers and qualifiers:
//    "std::unique_ptr<app::Conn, std::default_delete<app::Conn>>".
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_FACTS_H
#define STALLFREE_CORE_FACTS_H

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace stallfree {

/// Identifies a function across translation units; 0 is no function.
using FunctionId = uint64_t;

/// A point in a source file. File indexes the owner's file table; lines and
/// columns start at 1, columns count bytes. The body of a macro is where
/// it is expanded, an argument of a macro where it is written.
struct Place {
  uint32_t File = 0;
  uint32_t Line = 0;
  uint32_t Column = 0;
  /// Bytes from the start to the end of the expression, 0 if unknown or if it
  /// spans lines.
  uint32_t Length = 0;
};

/// What an expression denotes, as far as this translation unit tells. Casts,
/// std::move, std::forward, std::ref, addresses and dereferences are looked
/// through, and so are locals that merely name something else
/// (`auto &S = Sessions;`, the variable of `for (auto &H : Handlers)`).
struct Value {
  enum class Kind : uint8_t {
    Unknown,   ///< Of an integer, Number has the bits that it may have: x | 4.
    Integer,   ///< Number holds it; Name the enumerator or macro if spelled so,
               ///< or the field whose offset it is.
    String,    ///< Name holds the text (at most 256 bytes).
    Null,
    Parameter, ///< Number is the index, Name the name.
    Local,     ///< Name is unique inside the function: "guard#2"; Number too.
    Field,     ///< Name is "app::Conn::sock_".
    Global,    ///< Name is the qualified name; static members and locals too.
    This,
    Result,    ///< Number indexes the Function's Events: what that one gave.
    Callable,  ///< A lambda, function, bind or functor: see Callables.
  };
  Kind K = Kind::Unknown;
  int64_t Number = 0;
  std::string Name;
  /// The type of the expression; std::chrono durations that are constant also
  /// set Number (nanoseconds) with Kind::Integer.
  std::string Type;
  /// Functions that run when this value is called: a lambda's or functor's
  /// call operator, a function or member function pointer, what std::bind or
  /// a conditional holds. Empty when unknown.
  std::vector<FunctionId> Callables;
  /// By-reference captures and `this` of a lambda: "&name", "this".
  std::vector<std::string> Captures;
  /// Parameter, Local: the enclosing function whose variable a lambda body
  /// names (captured); 0 when it is the function's own.
  FunctionId Owner = 0;
  /// Parameter, as an argument: it is this much less, `n - 1`, or more.
  uint32_t Less = 0, More = 0;
  bool Exponent = false; ///< As an argument or bound: 2 to the power of it.
  bool OfThis = false; ///< Field: of this object, not of another one.
  bool Moved = false;  ///< As an argument: the callee takes it as an rvalue.
  bool MayBeNull = false; ///< A condition chooses between it and null.

  /// A field or global: it is there when the function has returned.
  bool outlives() const { return K == Kind::Field || K == Kind::Global; }
};

/// One step of a function body, in Clang's CFG order: implicit destructors,
/// temporaries, default arguments, conversions and range-for machinery appear
/// as the calls that they are.
struct Event {
  enum class Kind : uint8_t {
    Call,      ///< Callee, Name, Object (receiver or called value), Arguments.
    Construct, ///< Like Call; Object is what is constructed.
    Destroy,   ///< Object (with Type) ends; Callee is its destructor.
    Store,     ///< Arguments[0] is stored into Object.
    Await,     ///< co_await; Arguments[0] is the operand.
    Yield,     ///< co_yield.
    Return,    ///< return or co_return; Arguments[0] if there is a value.
  };
  Kind K = Kind::Call;
  Place Where;
  /// 0 when called through a value (Object tells which).
  FunctionId Callee = 0;
  /// Qualified name of the callee; of the awaited type for Await.
  std::string Name;
  Value Object;
  std::vector<Value> Arguments;
  /// Type of the call's result (Construct: of the object).
  std::string Type;
  /// Variable or field that receives the result, Unknown if none.
  Value Into;
  /// Overload discrimination: types of the callee's parameters.
  std::vector<std::string> ParameterTypes;
  /// Functions given as template arguments: `register_handler<&echo>()`.
  std::vector<FunctionId> TemplateCallables;
  bool Virtual = false;   ///< Dispatched at run time.
  bool Awaited = false;   ///< The result is the operand of co_await.
  bool Discarded = false; ///< Nobody uses the result.
  bool Implicit = false;  ///< Not spelled: conversion, temporary, destructor...
  bool InMacro = false;
  bool Temporary = false; ///< Construct/Destroy of a temporary.
  /// The callee is a global function that only the project declares, and not
  /// as extern "C": its `wait` is not the C library's.
  bool Own = false;
};

/// What the last statement of a block tests. Events is what was called
/// (`if (!m.try_lock())`, `if (f.wait_for(0s) == std::future_status::ready)`).
struct Test {
  int32_t Event = -1; ///< Index into Function::Events; -1: not a call.
  Value Operand;      ///< The tested variable, field or constant otherwise.
  bool Negated = false;
  bool Compared = false; ///< True: the test is `Operand/Event == With`...
  bool Greater = false;  ///< ...or `>= With`, or `> With`.
  Value With;
  /// `++n % 64 == 0`, `(n & 63) == 0`: holds about once in so many times.
  uint32_t Every = 0;
  int64_t Bits = 0; ///< Not 0: of `Operand & Bits`, where Operand is a parameter.
  std::string Lowered; ///< The variable of `--n`: what is left is tested.
  bool AsPassed = false; ///< The operand is a parameter that nothing changes.
};

/// What a `switch` goes by.
struct Choice {
  Value Operand;
  bool AsPassed = false; ///< As in Test.
  /// Of each successor; none of `default`, of a range and of what comes after.
  std::vector<std::optional<int64_t>> Numbers;
};

/// A basic block: Events [First, First + Count). Successors of a two-way test:
/// [0] when it holds, [1] when not; UINT32_MAX marks an unreachable edge: one out
/// of a call that never returns, or of what never runs. The first block is the
/// entry, the last one the exit.
/// Exceptions are no edges: a catch handler has events, but no way in.
struct Block {
  uint32_t First = 0, Count = 0;
  std::vector<uint32_t> Successors;
  std::optional<Test> Condition;
  std::optional<Choice> Chosen;

  bool holds(uint32_t Event) const {
    return First <= Event && Event < First + Count;
  }
};

/// Statements by kind, without calls: what a round or a run of them takes.
struct Work {
  uint32_t Operations = 0; ///< Arithmetic, comparisons, branches.
  uint32_t Accesses = 0;   ///< Subscripts and dereferences.
  uint32_t Divisions = 0;  ///< Divisions that are not by a constant integer.
  uint32_t Width = 0; ///< Bytes of the widest element that is read or written.
  /// A round needs what the one before computed, or looks up what it has read:
  /// no compiler computes several at once.
  bool InOrder = false;
};

/// From the first byte to the byte after the last, in the file of the function
/// it belongs to; Line 0 is none. Lines and columns start at 1, columns count
/// bytes.
struct Span {
  uint32_t Line = 0, Column = 0;
  uint32_t EndLine = 0, EndColumn = 0;
  bool operator==(const Span &) const = default;
};

/// A loop of a coroutine as it is written, for edits that open it. Loops in
/// macros and loops that are no statement of a block have none.
struct LoopSite {
  Span Whole; ///< Ends with the body.
  Span Body;  ///< What is between its braces, or its only statement.
  bool Braced = true;
  uint32_t Indent = 0; ///< Column of the body's first line; 0: it is the brace's.
  bool InCatch = false; ///< An await is not allowed there.
  std::string Counter;  ///< A name that nothing in the function has.
  /// Something in the loop that others can reach: a member, a global, what a
  /// reference or pointer leads to. Empty: it works on locals alone.
  std::string Shared;
};

/// Something that a loop looks up, or marks, for what it takes from its list.
struct Mark {
  Value In;            ///< `grid` of `grid[y][x]`.
  uint32_t Levels = 1; ///< How many times it is subscripted.
};

/// A loop of the body. Block indices refer to Function::Blocks.
struct Loop {
  enum class BoundKind : uint8_t {
    Unknown,
    Constant,  ///< Trips holds the number.
    Child,     ///< Goes over a part of what an outer loop is at: the items of
               ///< an order, the blanks after a word.
    Sized,     ///< Bound names a container or count: "|orders|".
    DataSized, ///< Goes on while input lasts: `while (std::getline(in, line))`.
    Unbounded, ///< `for (;;)`, `while (true)`.
  };
  Place Where;
  BoundKind Kind = BoundKind::Unknown;
  int64_t Trips = 0;
  std::string Bound;      ///< Source text, in the program's own names.
  Value BoundValue;       ///< What the bound is: parameter, field, result...
  Value BoundTimes;       ///< The other factor of a bound like `w * h`.
  Value Within;           ///< The counter stays below this, too: `i < n && i < most`.
  /// `while (!open.empty())` with an `open.push(x)` in the loop: what bounds how
  /// many are ever pushed. Empty for other loops.
  std::vector<Mark> Marks;
  /// `pixels[y * width + x]`: what the counter of a loop subscripts whose bound
  /// is a plain number, and how many counters share it.
  Mark Reached;
  /// It ends when something that not each round counts comes to this; 0: nothing.
  int64_t HeldTo = 0;
  bool GoesOn = false;    ///< Its cursor is kept in an object or by a caller.
  bool Permutes = false;  ///< One round for each order of what BoundValue holds.
  uint32_t Step = 1;      ///< What a round counts up or down; Trips knows it.
  uint32_t Depth = 0;     ///< 0 outermost.
  int32_t Parent = -1;    ///< Index of the enclosing loop, -1 if none.
  uint32_t Header = 0;    ///< Block that decides about another round.
  std::vector<uint32_t> Blocks; ///< All blocks of the loop, sorted.
  Work Body;              ///< Of one round, without inner loops.
  bool HasExit = true;     ///< A break, return or condition leaves it.
  std::optional<LoopSite> Written; ///< In coroutines.
};

/// A call in a coroutine as it is written, for edits: where it could be wrapped
/// or replaced, and what forbids that. Calls in macros have none.
struct Site {
  /// How its value is used, which decides what an edit must look like.
  enum class Use : uint8_t {
    Statement,   ///< Not at all.
    Value,       ///< An initialiser, argument, right side or returned value.
    Operand,     ///< Part of an expression: an await needs parentheses.
    Condition,   ///< Converted to bool.
    Declaration, ///< `T name(arguments)`: Whole ends at the bracket.
  };
  enum class Result : uint8_t { Void, Value, Reference, Immovable };
  uint32_t Event = 0; ///< Index into Function::Events.
  Span Whole;
  Span Object; ///< The receiver; of a Declaration the blank and the name.
  std::vector<Span> Arguments;
  /// The statement of a block that it is in, if that does nothing else: a call,
  /// or a declaration that takes its result.
  Span Statement;
  Use U = Use::Statement;
  Result R = Result::Void;
  /// Something that others can reach: named in it; named both between the await
  /// before it and it, and between it and the next. "this": any member.
  std::string Touches, Kept;
  bool InCatch = false;     ///< An await is not allowed there.
  bool Awaits = false;      ///< It has an await inside.
  bool Unordered = false;   ///< Another call of the expression may run first.
  bool Temporaries = false; ///< The result may refer to a temporary inside.
};

/// A local object of a coroutine, whose scope could end before the first
/// statement with an await that follows it in its block.
struct LocalScope {
  uint32_t Event = 0; ///< Its construction in Function::Events.
  Span Held;          ///< From its declaration up to that statement.
  std::string Carried; ///< A variable of Held that is used later.
  /// What others can reach and both Held and the rest of the block name.
  std::string Shared;
  bool Guards = false; ///< Held names something that others can reach.
};

/// A variable of static storage that can change, named in a body.
struct GlobalUse {
  std::string Name;
  bool Written = false; ///< Or given away in a way that can change it.
};

/// `body.size() > most`, anywhere in the body: a size, or a number that is passed
/// or kept, is held against another.
struct Compared {
  Value Of;
  bool Size = false; ///< How much Of holds, not Of itself.
  Value With; ///< An integer, field or global.
};

/// A number, flag or pointer that outlives the body is assigned in a block.
struct Assignment {
  std::string Name; ///< Of the field or global, as in Value.
  uint32_t Block = 0;
  std::optional<int64_t> Number; ///< That is assigned, if it is known; null is 0.
};

struct Parameter {
  std::string Name;
  std::string Type;
  bool Reference = false; ///< Lvalue reference or pointer.
  bool Arrow = false;     ///< Members are reached by `->`.
};

struct Function {
  FunctionId Id = 0;
  std::string Name;      ///< Qualified name.
  std::string Signature; ///< For people: "app::read(const std::string &)".
  Place Where;           ///< Of the name.
  uint32_t EndLine = 0;
  FunctionId Parent = 0; ///< Enclosing function of a lambda or local class.
  std::string Class;     ///< Type of the class it is a member of.
  std::string ReturnType;
  std::vector<Parameter> Parameters;
  /// Overridden methods, all the way up, as ids and as qualified names.
  std::vector<FunctionId> Overrides;
  std::vector<std::string> OverrideNames;
  /// Text of [[clang::annotate]], "clang::blocking", "clang::nonblocking".
  std::vector<std::string> Annotations;
  std::vector<Event> Events;
  std::vector<Block> Blocks; ///< Blocks[0] is the entry.
  std::vector<Loop> Loops;
  Work Body;              ///< Outside of loops.
  std::vector<Site> Sites; ///< Of a coroutine, sorted by Event.
  std::vector<LocalScope> Scopes;  ///< Of a coroutine, sorted by Event.
  std::vector<GlobalUse> Globals;  ///< Of the project; by name.
  std::vector<Assignment> Assignments;
  std::vector<Compared> Comparisons;
  std::vector<std::string> Counted; ///< Fields that it counts or adds to.
  bool Coroutine = false;
  bool Yields = false;    ///< The coroutine has co_yield.
  bool Awaits = false;    ///< The coroutine has a written co_await.
  bool Lambda = false;
  bool Virtual = false;
  bool Final = false;
  bool Constructor = false;
  bool Destructor = false;
  bool ThreadLocals = false; ///< Names a thread_local variable.
  bool Synthetic = false; ///< Namespace-scope initialisers, implicit members.
  bool Dependent = false; ///< An uninstantiated pattern: calls may be missing.
  /// The CFG could not be built: Events are in source order in one block.
  bool Approximate = false;
};

struct Field {
  std::string Name; ///< "app::Conn::sock_".
  std::string Type;
  bool Arrow = false; ///< Members are reached by `->`.
  std::optional<int64_t> Number; ///< What its initialiser says: `int most = 64;`
};

struct Class {
  std::string Type;
  Place Where;
  std::vector<std::string> Bases; ///< Types of direct bases.
  std::vector<Field> Fields;
  FunctionId Destructor = 0;
  std::vector<FunctionId> CallOperators;
  bool Constructed = false; ///< Some object of this exact class is made here.
};

/// A NOLINT comment. Checks holds its globs; empty means all.
struct Suppression {
  enum class Scope : uint8_t { Line, NextLine, Begin, End };
  Scope S = Scope::Line;
  Place Where;
  std::vector<std::string> Checks;
};

/// Something that could not be read or understood. Nothing else is lost.
struct Problem {
  enum class Severity : uint8_t { Note, Warning, Error };
  Severity S = Severity::Error;
  std::string File; ///< Root-relative or as the user wrote it; may be empty.
  uint32_t Line = 0, Column = 0;
  std::string Message;
  std::string Remedy; ///< A sentence, may be empty.
};

/// Everything extracted from one translation unit.
struct TUFacts {
  std::string MainFile;
  /// Root-relative paths of the project files that Places refer to.
  std::vector<std::string> Files;
  std::vector<Function> Functions; ///< Sorted by (file, line, column, id).
  std::vector<Class> Classes;      ///< Sorted by type.
  std::vector<Suppression> Suppressions;
  std::vector<Problem> Problems;
  bool HadErrors = false;       ///< Findings in it are probable at most.
  uint32_t PatternsSkipped = 0; ///< Dependent bodies nothing instantiated.
};

} // namespace stallfree

#endif // STALLFREE_CORE_FACTS_H
