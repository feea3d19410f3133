//===- Progress.cpp - How far a run is ------------------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/Progress.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include <cmath>
#include <csignal>

using namespace llvm;
using std::chrono::steady_clock;

namespace stallfree {

static volatile std::sig_atomic_t Stop = 0;

static void onInterrupt(int Signal) {
  Stop = 1;
  std::signal(Signal, SIG_DFL);
}

void catchInterrupts() {
  std::signal(SIGINT, onInterrupt);
  std::signal(SIGTERM, onInterrupt);
}

void releaseInterrupts() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

bool interrupted() { return Stop; }

static std::string timeLeft(double Seconds) {
  if (Seconds < 0)
    return {};
  if (Seconds < 100)
    return ", about " + std::to_string(std::lround(std::ceil(Seconds))) + " s left";
  return ", about " + std::to_string(std::lround(std::ceil(Seconds / 60))) + " min left";
}

ProgressDisplay::ProgressDisplay(bool Quiet)
    : Quiet(Quiet), Terminal(sys::Process::StandardErrIsDisplayed()), Start(steady_clock::now()),
      LastDrawn(Start) {}

void ProgressDisplay::clear() {
  if (std::exchange(Drawn, false))
    errs() << "\r\033[K";
}

void ProgressDisplay::operator()(const Progress &Now) {
  if (Quiet || Now.Total == 0)
    return;
  if (Terminal)
    bar(Now);
  else
    line(Now);
}

void ProgressDisplay::bar(const Progress &Now) {
  steady_clock::time_point Moment = steady_clock::now();
  if (Drawn && Moment - LastDrawn < std::chrono::milliseconds(50))
    return;
  LastDrawn = Moment;
  constexpr unsigned Width = 24;
  unsigned Filled = Width * Now.Done / Now.Total;
  std::string File = Now.File;
  unsigned Columns = std::max(60u, sys::Process::StandardErrColumns());
  std::string Text = "[" + std::string(Filled, '#') + std::string(Width - Filled, ' ') + "] " +
                     std::to_string(Now.Done) + "/" + std::to_string(Now.Total) +
                     timeLeft(Now.SecondsLeft) + "  ";
  if (Text.size() + File.size() >= Columns)
    File = File.size() > 20 ? "..." + File.substr(File.size() - 17) : File;
  errs() << '\r' << StringRef(Text + File).take_front(Columns - 1) << "\033[K";
  Drawn = true;
}

void ProgressDisplay::line(const Progress &Now) {
  unsigned Tenth = 10 * Now.Done / Now.Total;
  // Short runs stay silent.
  if (Tenth == LastTenth || steady_clock::now() - Start < std::chrono::seconds(2))
    return;
  LastTenth = Tenth;
  errs() << "stallfree: parsed " << Now.Done << " of " << Now.Total << timeLeft(Now.SecondsLeft)
         << '\n';
}

} // namespace stallfree
