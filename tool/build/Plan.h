//===- Plan.h - What a run would parse --------------------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_BUILD_PLAN_H
#define STALLFREE_BUILD_PLAN_H

#include "build/Project.h"

namespace stallfree {

struct Plan {
  ProjectFiles Project;
  std::vector<CompileJob> Jobs; ///< By file, then in the database's order.
  std::vector<Problem> Problems;
};

/// Finds root and database and fits every wanted entry for clang. An Error
/// when there is nothing to analyse.
llvm::Expected<Plan> planProject(const ProjectOptions &Options);

} // namespace stallfree

#endif // STALLFREE_BUILD_PLAN_H
