//===- RowParts.h - What rows of all kinds are made of -------- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_ROWPARTS_H
#define STALLFREE_CORE_ROWPARTS_H

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
  bool Foreign = false; ///< MadeBy: by none of the program's own functions.
};

/// `lasts:` the argument that says for how long a call waits at most, in units
/// of so many nanoseconds.
struct Lasting {
  ArgumentSelector Argument;
  double Nanoseconds = 1;
};

} // namespace stallfree

#endif // STALLFREE_CORE_ROWPARTS_H
