//===- Rules.h - What the rule packs say, as plain values -------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rules know no AST. One YAML file is one Pack; docs/rules.md describes the
// format key by key, in the order of the structs below.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_RULES_H
#define STALLFREE_CORE_RULES_H

#include "Facts.h"
#include <map>

namespace stallfree {

/// Where code runs. Here is used by rows only: "where the caller runs".
enum class Executor : uint8_t { Unknown, Startup, Loop, Gil, Thread, Process, Here };

/// How sure something is; a path is as sure as its weakest edge.
enum class Tier : uint8_t { Possible, Probable, Definite };

/// Name of the pack that a project's own .stallfree.yaml is.
inline constexpr char ProjectPack[] = "project";

/// Where a row was written, for messages and `stallfree why`.
struct RowPlace {
  std::string Pack;
  std::string File;
  uint32_t Line = 0;
};

/// Matches qualified names; `*` stands for any characters inside one segment,
/// `**` for any number of segments. "std::basic_*stream::open".
struct NamePattern {
  std::string Text;
};

/// Selects an argument of a call: 0-based, or Object (the receiver), or Last.
struct ArgumentSelector {
  static constexpr int Object = -1, Last = -2, Any = -3, Result = -4,
                       Template = -5; ///< Functions as template arguments.
  int Index = 0;
};

/// A test on one call. All tests of a row's `when:` must hold; any test of its
/// `unless:` that holds silences the row. An unknown value satisfies neither.
struct Condition {
  enum class Kind : uint8_t {
    Equals,      ///< integer, enumerator name, or string
    HasFlag,     ///< (argument & Number) != 0
    LacksFlag,   ///< (argument & Number) == 0
    AtMost,      ///< argument <= Number (durations in nanoseconds)
    IsNull,
    TypeIs,      ///< argument's type matches Text (a NamePattern)
    Nonblocking, ///< the argument was made non-blocking (`nonblocking:` rows)
    Count,       ///< the call has Number arguments
    Calls,       ///< the function calls Text Number times or more
    Missing,     ///< the argument is absent or a default argument
    MadeBy,      ///< the argument is what a call of Text gave (to an argument
                 ///< With, if that is set)
    PassedOn,    ///< the function hands the argument to somebody else
    Moved,       ///< the callee takes the argument as an rvalue
    Renewed,     ///< the function assigns the argument something new later
  };
  Kind K = Kind::Equals;
  ArgumentSelector Argument;
  int64_t Number = 0;
  std::string Text;
  std::string With;
};

/// `lasts:` the argument that says for how long a call waits at most, in units
/// of so many nanoseconds.
struct Lasting {
  ArgumentSelector Argument;
  double Nanoseconds = 1;
};

/// `blocks:` a call that holds the thread.
struct BlockRow {
  RowPlace From;
  NamePattern Call;
  bool Exact = false;     ///< Not the overriders of Call.
  std::string WaitsFor;   ///< "sleep", "file", ...; the check is blocking-<it>;
                          ///< "nested-run" and "same-loop" name loop checks.
  std::vector<Condition> When, Unless;
  std::optional<Lasting> Lasts;
  std::map<std::string, std::string> Instead; ///< framework -> spelling
  Tier Certainty = Tier::Definite;
  bool Off = false;       ///< Reported only when enabled by the user.
  std::string About;      ///< One sentence, may be empty.
  bool Isolate = false;   ///< Advice A3: belongs into a process.
};

/// `cpu:` a call whose work is heavy. Cost in nanoseconds.
struct CpuRow {
  RowPlace From;
  NamePattern Call;
  enum class Growth : uint8_t { PerCall, PerByte, PerItem, NLogN };
  Growth G = Growth::PerCall;
  double Nanoseconds = 0;
  ArgumentSelector Size;  ///< What the growth depends on.
  double Typical = 0;     ///< A large but ordinary size here; 0: as anywhere.
  std::vector<Condition> When, Unless;
  std::map<std::string, std::string> Instead;
  Tier Certainty = Tier::Definite; ///< No finding is surer than this.
  std::string About;
};

/// `runs:` where a callable, coroutine or override runs.
struct RunsRow {
  RowPlace From;
  NamePattern Call;     ///< Call that is handed the callable...
  NamePattern Override; ///< ...or a method whose overriders run there...
  NamePattern Function; ///< ...or a function that itself runs there...
  std::string Annotation; ///< ...or functions so annotated...
  NamePattern Parameter;  ///< ...or functions with a parameter of this type...
  NamePattern Store;      ///< ...or what is put into this field (a table)...
  std::string Text;       ///< ...or methods named by text of this form (a glob).
  NamePattern Method;   ///< Which method of the handed object runs, if it is
                        ///< not callable (an interface pointer); may be empty.
  ArgumentSelector Argument{ArgumentSelector::Any}; ///< The callable.
  Executor On = Executor::Loop;
  /// Set: the executor is that of this argument, found by `executors:` rows;
  /// On is the fallback.
  std::optional<ArgumentSelector> OnArgument;
  /// Set: Argument is an object, and this one is text that names its method.
  std::optional<ArgumentSelector> NamedBy;
  /// Set: the object whose home (`homes:` rows) comes before On.
  std::optional<ArgumentSelector> HomeOf;
  std::vector<Condition> When, Unless;
  /// Set: the callable runs once for each element of this argument.
  std::optional<ArgumentSelector> Times;
  bool Offload = false; ///< Handing it over is how work leaves the loop.
  bool IoPool = false;  ///< The few threads there are kept for waiting.
  Tier Certainty = Tier::Definite;
};

/// `executors:` what a type, the call that made an object, or an object by its
/// own name says about where work given to it runs.
struct ExecutorRow {
  RowPlace From;
  NamePattern Type;   ///< One of these three.
  NamePattern MadeBy; ///< "coro_io::get_global_block_executor"
  NamePattern Object; ///< A field or global: "app::Logger::io_".
  Executor Is = Executor::Loop;
  /// With Type: how sure that is of a variable whose origin nobody knows.
  Tier Certainty = Tier::Definite;
  /// With Type: an object that only FedBy calls use, and that RunBy calls run
  /// on a thread of their own, is a work queue: what it runs is on a thread.
  std::vector<NamePattern> RunBy, FedBy;
  /// One object that such a call makes may use it too: it waits for itself.
  std::vector<NamePattern> AloneWith;
};

/// `homes:` a call after which the callbacks of an object run elsewhere.
struct HomeRow {
  RowPlace From;
  NamePattern Call;
  ArgumentSelector Argument{ArgumentSelector::Object}; ///< The object.
  Executor On = Executor::Thread;
};

/// `coroutines:` a coroutine return type.
struct CoroutineRow {
  RowPlace From;
  NamePattern Type;
  enum class Kind : uint8_t { Task, Generator, Detached };
  Kind K = Kind::Task;
  bool Lazy = true;
  Executor Presumed = Executor::Loop;   ///< When no spawner is known...
  Tier Certainty = Tier::Probable;      ///< ...and how sure that is.
  std::string Framework;                ///< "asio": key of `instead:`/offload.
};

/// `hops:` an await after which the coroutine runs elsewhere.
struct HopRow {
  RowPlace From;
  NamePattern Await; ///< Qualified name of the awaited call or type.
  Executor To = Executor::Thread;
  std::optional<ArgumentSelector> ToArgument; ///< By `executors:` rows.
  std::vector<Condition> When, Unless;
  bool False = false; ///< Looks like a hop, but the coroutine does not move.
  std::string About;
};

/// `delays:` an awaitable that sleeps for as long as Argument says.
struct DelayRow {
  RowPlace From;
  NamePattern Await;
  ArgumentSelector Argument;
  std::string Instead; ///< How to let others run; may be empty.
};

/// `scopes:` a scope inside of which the same function runs elsewhere: the
/// Python interpreter lock is released, say.
struct ScopeRow {
  RowPlace From;
  NamePattern Type;         ///< RAII type, or...
  NamePattern Enter, Leave; ///< ...the calls that open and close it, or...
  NamePattern Test;         ///< ...a call that says no outside of the loop's
  NamePattern Equals;       ///< thread, by itself or compared with this call,
  NamePattern Asks;         ///< or a call that gives the thread, to compare,
  NamePattern Ends;         ///< or one after which this program is no more.
  Executor On = Executor::Thread;
};

/// `guards:` types and calls that hold a lock or must not span a suspension.
struct GuardRow {
  RowPlace From;
  NamePattern Type;              ///< RAII type, or...
  NamePattern Lock, Unlock;      ///< ...member calls on it / on the mutex.
  std::vector<Condition> Unless; ///< On the constructor: defer_lock...
  bool Hostile = false;          ///< No lock, but must not span an await.
  bool Gil = false;              ///< Takes or gives up the interpreter lock.
  Tier Certainty = Tier::Definite;
  std::string About;
};

/// `ready:` a test, or a call whatever it gave (After), after which another
/// call no longer blocks, if both have the same object: that of Of and of
/// Argument.
struct ReadyRow {
  RowPlace From;
  NamePattern Test;            ///< "std::future::wait_for"
  std::optional<Value> Equals; ///< Result that means ready; absent: true.
  NamePattern Then;            ///< "std::future::get"
  ArgumentSelector Of{ArgumentSelector::Object};       ///< Of Test.
  ArgumentSelector Argument{ArgumentSelector::Object}; ///< Of Then.
  bool Other = false; ///< Every result but Equals means ready.
  bool After = false;
  bool Watched = false; ///< No test: the object is a watched descriptor.
};

/// `watches:` a call that has an event loop watch a descriptor, or a field that
/// holds a watched one. The first use of it afterwards does not wait.
struct WatchRow {
  RowPlace From;
  NamePattern Call, Name;    ///< One of both.
  ArgumentSelector Argument; ///< The descriptor in Call.
  /// With Call, both: what runs then, and which of its parameters the
  /// descriptor is.
  std::optional<ArgumentSelector> Callback, Parameter;
  std::vector<Condition> When, Unless;
};

/// `nonblocking:` a call that makes an argument or its object non-blocking.
struct NonblockingRow {
  RowPlace From;
  NamePattern Call;
  ArgumentSelector Argument; ///< Which value becomes non-blocking.
  std::vector<Condition> When, Unless;
};

/// `trusted:` never blocks, whatever is inside.
struct TrustedRow {
  RowPlace From;
  NamePattern Call;
  std::string Reason;
};

/// `owns:` destroying Type destroys its template arguments (all or Argument);
/// only probable where others may share them.
struct OwnsRow {
  RowPlace From;
  NamePattern Type;
  int Argument = -1;
  int Deleter = -1; ///< Template and constructor argument that ends it instead.
  Tier Certainty = Tier::Definite;
};

/// `shared:` how a reference to something is given up that others may hold too.
struct SharedRow {
  RowPlace From;
  NamePattern Count;    ///< A variable with the number left, or a call that tells it,
  NamePattern Function; ///< or a function that gives up one reference.
};

/// `destroys:` a call after which its object has let go of what it owned:
/// unique_ptr::reset, vector::clear.
struct DestroysRow {
  RowPlace From;
  NamePattern Call;
};

/// `makes:` a call that constructs an object with its own arguments: of the
/// first template argument of its result's type (make_unique) or, with
/// OfObject, of its object's type (vector::emplace_back). Or of a type that a
/// function tells, which is called like those that make it but for the end:
/// g_object_new(app_file_get_type()) runs app_file_init.
struct MakesRow {
  RowPlace From;
  NamePattern Call;
  bool OfObject = false;
  std::optional<ArgumentSelector> TypeGiven; ///< What the function gave...
  std::string TypeEnd;                       ///< ..."_get_type"...
  std::vector<std::string> Runs;             ///< ..."_init", "_constructed".
};

/// `needs:` objects of the program that an edit uses: their key in the edit, and
/// the types one of which they must have.
using ObjectNeeds = std::map<std::string, std::vector<NamePattern>>;

/// `offload:` how the users of a framework move work away.
struct OffloadRow {
  RowPlace From;
  std::string Framework;
  Executor To = Executor::Thread;
  /// {expr} is the blocking expression, {body} with `return` where needed.
  std::string Spelling;
  std::string Include; ///< What its edits need; several with a blank between.
  /// The same as an edit: {body} is a statement. Keyed also has {key}, the
  /// address of the object whose calls must not overlap. To the loop: the await
  /// that lets others run.
  std::string Edit, Keyed;
  /// Edit for work that computes, on as many threads as there are cores; empty:
  /// Edit serves.
  std::string Computing;
  /// Instead of Edit: statements that move the coroutine away and back again.
  std::string Before, After;
  ObjectNeeds Needs;
  std::string Caution; ///< What somebody has to look at after any of them.
  /// In a callback: how work is started, and what runs when it is done.
  std::string Callback;
};

/// `together:` how tasks of a framework are awaited side by side.
struct TogetherRow {
  RowPlace From;
  std::string Framework;
  std::string Spelling; ///< {first} and {second} stand for the tasks.
};

/// `rewrites:` what a blocking call becomes in a coroutine of Framework.
struct RewriteRow {
  RowPlace From;
  NamePattern Call;
  std::string Framework;
  /// {object}, {0}, {1}... stand for the receiver and all arguments, in the
  /// order in which the call has them.
  std::string To;
  std::string Include;
  std::vector<Condition> When, Unless;
  ObjectNeeds Needs;
};

/// What an `affine:` row says of its call.
enum class Affinity : uint8_t {
  Before,  ///< Reads what an earlier call left on this thread: errno.
  Thread,  ///< Tells or uses the thread itself: its id, its values.
  Static,  ///< Its result lies where the next call from anywhere puts its own.
  Process, ///< Changes the process, or ends it.
};

/// `affine:` a call that reads what an earlier call left on this thread: errno,
/// the OpenSSL error queue.
struct AffineRow {
  RowPlace From;
  NamePattern Call;
  Affinity Of = Affinity::Before;
  std::string About; ///< "errno"
};

/// `yields:` a call that lets the loop run others, or that tells when to.
struct YieldRow {
  RowPlace From;
  NamePattern Call;
  NamePattern Given; ///< Or any call with an argument of this type.
};

/// `spins:` a call that a busy wait tests: the time, or a flag.
struct SpinRow {
  RowPlace From;
  NamePattern Call;
};

/// `sizes:` how large something is that no code says: what a call gives or
/// fills (Argument), or a variable, field or parameter ("app::parse(text)").
struct SizeRow {
  RowPlace From;
  NamePattern Call;
  ArgumentSelector Argument{ArgumentSelector::Result};
  NamePattern Name;
  std::optional<double> Most; ///< Absent: it comes from outside.
};

/// `cold:` what the function computes does not count; it runs rarely.
struct ColdRow {
  RowPlace From;
  NamePattern Function;
};

/// `budgets:` how long a function and what it calls may hold the loop.
struct BudgetRow {
  RowPlace From;
  NamePattern Function;
  double Nanoseconds = 0;
};

/// One example of a pack or page; `expect:` comments name the findings.
struct Example {
  enum class Kind : uint8_t { Bad, Good, KnownMiss };
  Kind K = Kind::Bad;
  RowPlace From;
  std::string Text;
};

struct Pack {
  std::string Name, Title, About, File;
  std::vector<std::string> Uses;    ///< Packs whose stubs come first.
  std::vector<std::string> Defines; ///< "ASIO_HAS_CO_AWAIT" for the parser.
  std::string Stubs;
  std::vector<Example> Examples;
};

/// The rows of all packs, in load order (a project's own pack is last).
struct RuleSet {
  std::vector<Pack> Packs;
  std::vector<BlockRow> Blocks;
  std::vector<CpuRow> Cpu;
  std::vector<RunsRow> Runs;
  std::vector<ExecutorRow> Executors;
  std::vector<HomeRow> Homes;
  std::vector<CoroutineRow> Coroutines;
  std::vector<HopRow> Hops;
  std::vector<DelayRow> Delays;
  std::vector<ScopeRow> Scopes;
  std::vector<GuardRow> Guards;
  std::vector<ReadyRow> Ready;
  std::vector<NonblockingRow> Nonblocking;
  std::vector<WatchRow> Watches;
  std::vector<TrustedRow> Trusted;
  std::vector<OwnsRow> Owns;
  std::vector<SharedRow> Shared;
  std::vector<DestroysRow> Destroys;
  std::vector<MakesRow> Makes;
  std::vector<OffloadRow> Offload;
  std::vector<TogetherRow> Together;
  std::vector<YieldRow> Yields;
  std::vector<SpinRow> Spins;
  std::vector<SizeRow> Sizes;
  std::vector<ColdRow> Cold;
  std::vector<BudgetRow> Budgets;
  std::vector<RewriteRow> Rewrites;
  std::vector<AffineRow> Affine;
};

} // namespace stallfree

#endif // STALLFREE_CORE_RULES_H
