//===- ExampleRunner.h - One example, checked in process --------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_VERIFY_EXAMPLERUNNER_H
#define STALLFREE_VERIFY_EXAMPLERUNNER_H

#include "HeaderCommand.h"
#include "core/Stallfree.h"

namespace stallfree {

/// An example in its file, with the packs whose stubs it needs.
struct ExampleJob {
  std::string File;
  Example E;
  std::vector<std::string> Uses;
  /// Set: parse with the real headers in place of the stubs.
  const HeaderRoots *Real = nullptr;
};

/// What one example gave.
struct ExampleOutcome {
  /// In the file of the pack or page.
  std::vector<Problem> Failures;
  /// "posix-file.yaml:12" of all rows that matched.
  std::vector<std::string> Rows;
};

/// Thread-safe.
ExampleOutcome runExample(const ExampleJob &Job, const RuleSet &Rules);

} // namespace stallfree

#endif // STALLFREE_VERIFY_EXAMPLERUNNER_H
