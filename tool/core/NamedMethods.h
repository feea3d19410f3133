//===- NamedMethods.h - Methods that text names ----------------- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Some frameworks call methods by name: connect(b, SIGNAL(clicked()), this,
// SLOT(save())). A row of such a call says which argument is the text and which
// the object (`named-by:`). A project's own wrapper around it has no row: then
// the form of the text alone says that it names a method (`text:`).

#ifndef STALLFREE_CORE_NAMEDMETHODS_H
#define STALLFREE_CORE_NAMEDMETHODS_H

#include "Conditions.h"

namespace stallfree {

/// What V says as text: a literal, or one that a call passes on. Empty if V is
/// no text.
llvm::StringRef textOf(const Function &F, const Value &V);

/// "1save(int)" and "save" name "save".
llvm::StringRef methodIn(llvm::StringRef Text);

/// A method named at an event by text of a row's form.
struct NamedMethod {
  FunctionId Method = 0;
  const RunsRow *Row = nullptr;
  BodyIndex In = 0;
  uint32_t Event = 0;
};

/// What `text:` rows find in calls without a `named-by:` row: methods of an
/// object that is given too, else of the few classes that have such a method.
std::vector<NamedMethod> namedMethods(const Program &P, RuleIndex &Rules);

} // namespace stallfree

#endif // STALLFREE_CORE_NAMEDMETHODS_H
