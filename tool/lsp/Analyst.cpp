//===- Analyst.cpp - The thread that analyses open texts ------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Analyst.h"
#include "build/Crashes.h"
#include "clang/Basic/Stack.h"

using namespace llvm;

namespace stallfree {

// As the parser's threads of a check.
static constexpr unsigned StackSize = 64u << 20;

Analyst::Analyst(ProjectOptions Options, std::shared_ptr<RuleBook> Rules, const Documents &Open,
                 Receiver OnResult)
    : Space(std::move(Options), std::move(Rules), Open), Open(Open), OnResult(std::move(OnResult)),
      Thread(std::optional<unsigned>(StackSize), [this] { work(); }) {}

Analyst::~Analyst() {
  {
    std::lock_guard<std::mutex> Guard(Lock);
    Stop = true;
  }
  Changed.notify_all();
  Thread.join();
}

void Analyst::due(const std::string &Path) {
  std::lock_guard<std::mutex> Guard(Lock);
  Due[Path] = Clock::now();
  Changed.notify_all();
}

void Analyst::typed(const std::string &Path) {
  std::lock_guard<std::mutex> Guard(Lock);
  Due[Path] = Clock::now() + Pause;
  Changed.notify_all();
}

void Analyst::setBase(IndexedFacts Facts) {
  std::lock_guard<std::mutex> Guard(Lock);
  NewBase = std::move(Facts);
  Relink = true;
  Changed.notify_all();
}

void Analyst::setSettings(Settings New) {
  std::lock_guard<std::mutex> Guard(Lock);
  Asked = std::move(New);
  Relink = true;
  Changed.notify_all();
}

void Analyst::setDatabase(std::string Path) {
  std::lock_guard<std::mutex> Guard(Lock);
  NewDatabase = std::move(Path);
  Changed.notify_all();
}

void Analyst::relink() {
  std::lock_guard<std::mutex> Guard(Lock);
  Relink = true;
  Changed.notify_all();
}

void Analyst::waitUntilIdle() {
  std::unique_lock<std::mutex> Guard(Lock);
  Hurry = true;
  Changed.notify_all();
  Changed.wait(Guard, [&] { return !Busy && Due.empty() && !Relink; });
  Hurry = false;
}

/// Moves the paths whose time has come; the lock is held.
bool Analyst::takeDue(std::vector<std::string> &Paths) {
  Clock::time_point Now = Clock::now();
  for (auto It = Due.begin(); It != Due.end();) {
    if (!Hurry && It->second > Now) {
      ++It;
      continue;
    }
    Paths.push_back(It->first);
    It = Due.erase(It);
  }
  return !Paths.empty();
}

void Analyst::work() {
  SignalStack Spare;
  clang::noteBottomOfStack();
  std::unique_lock<std::mutex> Guard(Lock);
  while (!Stop) {
    std::vector<std::string> Paths;
    if (!takeDue(Paths) && !Relink) {
      Clock::time_point Next = Clock::time_point::max();
      for (const auto &[Path, When] : Due)
        Next = std::min(Next, When);
      if (Due.empty())
        Changed.wait(Guard);
      else
        Changed.wait_until(Guard, Next);
      continue;
    }
    std::optional<IndexedFacts> Base = std::exchange(NewBase, std::nullopt);
    std::optional<std::string> Database = std::exchange(NewDatabase, std::nullopt);
    Settings How = Asked;
    bool Rushed = Hurry;
    Relink = false;
    Busy = true;
    Guard.unlock();
    if (Database)
      Space.setDatabase(*Database);
    if (Base)
      Space.setBase(std::move(*Base));
    Clock::time_point Begin = Clock::now();
    for (const std::string &Path : Paths)
      Space.refresh(Path);
    OnResult(Space.analyze(How));
    Clock::duration Took = Clock::now() - Begin;
    if (!Paths.empty() && !Rushed)
      Space.prepare(Paths.back());
    Guard.lock();
    Pause = std::clamp<Clock::duration>(Took / 4, ShortestPause, LongestPause);
    Busy = false;
    Changed.notify_all();
  }
}

} // namespace stallfree
