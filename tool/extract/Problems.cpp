//===- Problems.cpp - What clang complains about -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Problems.h"
#include "ProjectPaths.h"
#include "clang/Basic/DiagnosticLex.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace stallfree {

/// More only bury the first.
static constexpr size_t MostProblems = 5;

static constexpr llvm::StringLiteral MissingHeaderRemedy =
    "Build the project first if this header is generated; otherwise install "
    "the -dev package it comes from or add its folder to the compile command.";

void ProblemCollector::HandleDiagnostic(DiagnosticsEngine::Level Level,
                                        const Diagnostic &Info) {
  if (Level < DiagnosticsEngine::Error)
    return;
  HadErrors = true;
  bool Missing = Info.getID() == diag::err_pp_file_not_found ||
                 Info.getID() == diag::err_pp_error_opening_file;
  // A missing header explains the errors after it, and is told in any case.
  if (Problems.size() >= MostProblems && (!Missing || MissingHeader))
    return;
  Problem P;
  llvm::SmallString<256> Message;
  Info.FormatDiagnostic(Message);
  P.Message = Message.str().str();
  if (Missing && !MissingHeader) {
    MissingHeader = true;
    P.Remedy = MissingHeaderRemedy.str();
  }
  if (Info.hasSourceManager() && Info.getLocation().isValid()) {
    PresumedLoc Loc =
        Info.getSourceManager().getPresumedLoc(Info.getLocation());
    if (Loc.isValid()) {
      llvm::StringRef File = Loc.getFilename();
      llvm::StringRef Relative = relativeTo(File, Project.Root);
      P.File = (!Relative.empty() ? Relative
                : llvm::sys::path::is_absolute(File)
                    ? llvm::sys::path::filename(File)
                    : File)
                   .str();
      P.Line = Loc.getLine();
      P.Column = Loc.getColumn();
    }
  }
  Problems.push_back(std::move(P));
}

} // namespace stallfree
