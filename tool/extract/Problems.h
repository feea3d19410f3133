//===- Problems.h - What clang complains about -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_PROBLEMS_H
#define STALLFREE_EXTRACT_PROBLEMS_H

#include "core/Facts.h"
#include "extract/Extract.h"
#include "clang/Basic/Diagnostic.h"

namespace stallfree {

/// Keeps clang's first errors as Problems, with a remedy for the first missing
/// header. Warnings and notes are dropped.
class ProblemCollector : public clang::DiagnosticConsumer {
public:
  explicit ProblemCollector(const ProjectFiles &Project) : Project(Project) {}

  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &Info) override;

  std::vector<Problem> Problems;
  bool HadErrors = false;

private:
  const ProjectFiles &Project;
  bool MissingHeader = false;
};

} // namespace stallfree

#endif // STALLFREE_EXTRACT_PROBLEMS_H
