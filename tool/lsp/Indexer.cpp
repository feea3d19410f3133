//===- Indexer.cpp - The thread that parses what is on disk ---------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Indexer.h"
#include "llvm/Support/Threading.h"
#include <chrono>

using namespace llvm;

namespace stallfree {

/// Work-done progress, shown if there is something to parse.
class Indexer::ProgressBar {
public:
  ProgressBar(Client &Editor) : Editor(Editor) {}

  void show(const Progress &Now) {
    if (!Editor.HasProgress || Now.Done == Now.FromStore)
      return;
    std::string Text = std::to_string(Now.Done) + " of " + std::to_string(Now.Total);
    if (!Begun) {
      Editor.request("window/workDoneProgress/create", json::Object{{"token", Token}});
      send(json::Object{{"kind", "begin"},
                        {"title", "stallfree: reading the project"},
                        {"cancellable", true},
                        {"message", Text},
                        {"percentage", 0}});
      Begun = true;
      Last = std::chrono::steady_clock::now();
    } else if (std::chrono::steady_clock::now() - Last > std::chrono::milliseconds(200)) {
      Last = std::chrono::steady_clock::now();
      send(json::Object{{"kind", "report"},
                        {"message", Text},
                        {"percentage", int64_t(Now.Done) * 100 / std::max(1u, Now.Total)}});
    }
  }

  ~ProgressBar() {
    if (Begun)
      send(json::Object{{"kind", "end"}});
  }

  static constexpr StringLiteral Token = "stallfree-index";

private:
  void send(json::Object Value) {
    Editor.notify("$/progress", json::Object{{"token", Token}, {"value", std::move(Value)}});
  }

  Client &Editor;
  bool Begun = false;
  std::chrono::steady_clock::time_point Last;
};

Indexer::Indexer(ProjectOptions Options, std::shared_ptr<RuleBook> Rules, Client &Editor,
                 const Documents &Open, Receiver OnFacts)
    : Options(std::move(Options)), Rules(std::move(Rules)), Editor(Editor), Open(Open),
      OnFacts(std::move(OnFacts)), Thread([this] { work(); }) {}

Indexer::~Indexer() {
  Cancelled = true;
  {
    std::lock_guard<std::mutex> Guard(Lock);
    Stop = true;
  }
  Changed.notify_all();
  Thread.join();
  for (auto &Done : Waiting)
    Done(false);
}

void Indexer::update(bool Parse, unique_function<void(bool)> Done) {
  std::lock_guard<std::mutex> Guard(Lock);
  Asked = true;
  AskedToParse |= Parse;
  if (Done)
    Waiting.push_back(std::move(Done));
  Changed.notify_all();
}

void Indexer::setDatabase(std::string Path) {
  std::lock_guard<std::mutex> Guard(Lock);
  NewDatabase = std::move(Path);
}

void Indexer::cancel() {
  std::vector<unique_function<void(bool)>> Told;
  {
    std::lock_guard<std::mutex> Guard(Lock);
    Cancelled = true;
    AskedToParse = false;
    Told = std::exchange(Waiting, {});
  }
  for (auto &Done : Told)
    Done(false);
}

void Indexer::cancelProgress(const json::Value &Token) {
  if (Token.getAsString() == ProgressBar::Token)
    cancel();
}

void Indexer::waitUntilIdle() {
  std::unique_lock<std::mutex> Guard(Lock);
  Changed.wait(Guard, [&] { return !Busy && !Asked; });
}

void Indexer::work() {
  set_thread_priority(ThreadPriority::Low);
  std::unique_lock<std::mutex> Guard(Lock);
  while (true) {
    Changed.wait(Guard, [&] { return Asked || Stop; });
    if (Stop)
      return;
    bool Parse = std::exchange(AskedToParse, false);
    Asked = false;
    Busy = true;
    Cancelled = false;
    if (NewDatabase)
      Options.DatabasePath = *std::exchange(NewDatabase, std::nullopt);
    auto Told = std::exchange(Waiting, {});
    Guard.unlock();
    bool Finished = run(Parse);
    for (auto &Done : Told)
      Done(Finished);
    Guard.lock();
    Busy = false;
    Changed.notify_all();
  }
}

bool Indexer::run(bool Parse) {
  ProjectOptions How = Options;
  How.Defines = definesOf(Rules->current()->Rules);
  for (const Document &D : Open.all())
    How.Unlisted.push_back(D.Path);
  // What earlier runs left is there at once.
  bool AllKnown = (!Begun || !Parse) && collect(How, /*Parse=*/false);
  Begun = true;
  return AllKnown || !Parse || collect(How, /*Parse=*/true);
}

/// Returns whether nothing is outdated any more.
bool Indexer::collect(ProjectOptions How, bool Parse) {
  if (!Parse)
    How.Choose = [](std::vector<OutdatedUnit> &Units) {
      for (OutdatedUnit &U : Units)
        U.Parse = false;
    };
  IndexedFacts Out;
  Out.Started = std::chrono::system_clock::now();
  ProgressBar Bar(Editor);
  Expected<ProjectFacts> Facts = collectFacts(
      How, [&](const Progress &Now) { Bar.show(Now); }, [&] { return Cancelled.load(); });
  if (!Facts) {
    std::string Why = toString(Facts.takeError());
    if (How.DatabasePath == How.Root)
      Why = "no compile_commands.json found for '" + How.Root +
            "'; configure with 'cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON', or build once with "
            "'bear -- make', or set 'stallfree.compileCommands'";
    Editor.show(lsp::MessageType::Warning,
                "stallfree: " + Why + "; until then each open file is checked by itself");
    return true;
  }
  Out.Facts = std::move(*Facts);
  Out.Outdated.insert(Out.Facts.Left.begin(), Out.Facts.Left.end());
  Out.Outdated.insert(Out.Facts.Unknown.begin(), Out.Facts.Unknown.end());
  bool AllKnown = Out.Outdated.empty();
  OnFacts(std::move(Out));
  return AllKnown;
}

} // namespace stallfree
