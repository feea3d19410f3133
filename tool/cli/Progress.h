//===- Progress.h - How far a run is ----------------------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CLI_PROGRESS_H
#define STALLFREE_CLI_PROGRESS_H

#include "build/Project.h"
#include <chrono>

namespace stallfree {

/// Shows progress on stderr: one line that is rewritten on a terminal, else a
/// plain line for every tenth of the work. Nothing if the work takes no time.
class ProgressDisplay {
public:
  explicit ProgressDisplay(bool Quiet);
  ~ProgressDisplay() { clear(); }
  void operator()(const Progress &Now);
  void clear(); ///< Removes the bar until the next call.

private:
  void bar(const Progress &Now);
  void line(const Progress &Now);

  const bool Quiet, Terminal;
  const std::chrono::steady_clock::time_point Start;
  std::chrono::steady_clock::time_point LastDrawn;
  unsigned LastTenth = 0;
  bool Drawn = false;
};

/// From now on, Ctrl-C asks to stop; a second one ends the program.
void catchInterrupts();
/// From now on, the first one ends it: nothing would be kept by going on.
void releaseInterrupts();
bool interrupted();

} // namespace stallfree

#endif // STALLFREE_CLI_PROGRESS_H
