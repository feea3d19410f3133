//===- Rules.h - What the rule packs say, as plain values -------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rules know no AST. One YAML file is one Pack; docs/rules.md describes the
// format key by key. What rows about computing and edits say is in files of
// their own.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_RULES_H
#define STALLFREE_CORE_RULES_H

#include "ComputingRows.h"
#include "EditRows.h"

namespace stallfree {

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

/// `runs:` where a callable, coroutine or override runs.
struct RunsRow {
  RowPlace From;
  NamePattern Call;     ///< Call that is handed the callable...
  NamePattern Override; ///< ...or a method whose overriders run there...
  NamePattern Function; ///< ...or a function that itself runs there...
  std::string Annotation; ///< ...or functions so annotated...
  NamePattern Parameter;  ///< ...or functions with a parameter of this type...
  bool Callback = false;  ///< ...if nothing seen calls them (with Parameter: and
                          ///< they give nothing)...
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
  /// Set: this argument is the offset of the field that holds what runs.
  std::optional<ArgumentSelector> FieldAt;
  NamePattern Fields; ///< Not empty: not an argument, but what these fields hold.
  /// Set: the object whose home (`homes:` rows) comes before On.
  std::optional<ArgumentSelector> HomeOf;
  std::vector<Condition> When, Unless;
  /// Set: the callable runs once for each element of this argument.
  std::optional<ArgumentSelector> Times;
  bool Offload = false; ///< Handing it over is how work leaves the loop.
  bool IoPool = false;  ///< The few threads there are kept for waiting.
  bool Small = false;   ///< It is handed a name, an index, an event: no message.
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
  NamePattern Ends;         ///< or one after which this program is no more,
  NamePattern Around;       ///< or what an event loop of the program waits with,
  NamePattern Starts;       ///< or a call that runs the loop, in `main`.
  Executor On = Executor::Thread;
  std::vector<Condition> Unless; ///< With Around; so are the others:
  bool Direct = false; ///< The loop must call it itself; on a thread it is possible only.
  Tier Certainty = Tier::Definite;
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
  NamePattern Call, Name; ///< One of both.
  /// With Call: the descriptor (none: Call is handed an object that knows it),
  /// what runs then, and which of its parameters the descriptor is, if any.
  std::optional<ArgumentSelector> Argument, Callback, Parameter;
  std::optional<ArgumentSelector> NamedBy; ///< As in a RunsRow.
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
  int Deleter = -1; ///< Template and constructor argument that ends it instead,
  std::string Default = "std::default_delete"; ///< ...unless it is this one.
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

/// `texts:` a call that gives a text, or spells one into an argument, whose
/// beginning is known: an address in numbers, a path below /sys.
struct TextRow {
  RowPlace From;
  NamePattern Call;
  ArgumentSelector Argument{ArgumentSelector::Result}; ///< Where the text goes.
  std::string Begins;
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
  /// For the parser: "ASIO_HAS_CO_AWAIT" where C++20 is on, and in all of C++
  /// what has parameters, "QT_ANNOTATE_FUNCTION(x)=[[clang::annotate(#x)]]".
  std::vector<std::string> Defines;
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
  std::vector<TextRow> Texts;
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
