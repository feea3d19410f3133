//===- Settings.cpp - What the editor's user can set ----------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Settings.h"
#include "core/Checks.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/GlobPattern.h"

using namespace llvm;

namespace stallfree {

static std::optional<Tier> tierOf(StringRef Word) {
  return StringSwitch<std::optional<Tier>>(Word)
      .Case("definite", Tier::Definite)
      .Case("probable", Tier::Probable)
      .Case("possible", Tier::Possible)
      .Default(std::nullopt);
}

static std::vector<std::string> globsOf(const json::Value &Json) {
  std::vector<std::string> Out;
  auto Add = [&](StringRef Text) {
    SmallVector<StringRef> Parts;
    Text.split(Parts, ',', -1, /*KeepEmpty=*/false);
    for (StringRef Part : Parts)
      Out.push_back(Part.trim().str());
  };
  if (auto Text = Json.getAsString())
    Add(*Text);
  else if (const json::Array *List = Json.getAsArray())
    for (const json::Value &Entry : *List)
      Add(Entry.getAsString().value_or(""));
  return Out;
}

bool concernsUs(const json::Value &Json) {
  const json::Object *Object = Json.getAsObject();
  if (!Object)
    return false;
  for (StringRef Key : {"stallfree", "tier", "checks", "compileCommands", "backgroundIndex"})
    if (Object->get(Key))
      return true;
  return false;
}

/// A text, or a list of them.
static bool areGlobs(const json::Value &Json) {
  const json::Array *List = Json.getAsArray();
  return Json.getAsString() || Json.getAsNull() ||
         (List &&
          all_of(*List, [](const json::Value &Entry) { return bool(Entry.getAsString()); }));
}

static void complainOfUnknown(ArrayRef<std::string> Globs, std::vector<std::string> &Complaints) {
  for (StringRef Name : Globs) {
    StringRef Given = Name;
    Name.consume_front("-");
    Name.consume_front("stallfree-");
    Expected<GlobPattern> Glob = GlobPattern::create(Name);
    if (!Glob)
      consumeError(Glob.takeError());
    else if (any_of(allChecks(), [&](const CheckInfo &C) { return Glob->match(C.Id); }))
      continue;
    Complaints.push_back("the setting 'stallfree.checks': '" + Given.str() +
                         "' matches no check; 'stallfree explain' lists them");
  }
}

Settings readSettings(const json::Value &Json, std::vector<std::string> &Complaints) {
  Settings Out;
  const json::Object *Object = Json.getAsObject();
  if (Object && Object->getObject("stallfree"))
    Object = Object->getObject("stallfree");
  if (!Object)
    return Out;
  for (const auto &[Key, Value] : *Object) {
    StringRef Name = Key;
    bool Good = true;
    if (Name == "tier") {
      Out.Show = tierOf(Value.getAsString().value_or(""));
      Good = Out.Show || Value.getAsNull() || Value.getAsString() == "";
    } else if (Name == "checks") {
      Out.Checks = globsOf(Value);
      Good = areGlobs(Value);
      complainOfUnknown(Out.Checks, Complaints);
    } else if (Name == "compileCommands") {
      Out.Database = Value.getAsString().value_or("").str();
      Good = Value.getAsString() || Value.getAsNull();
    } else if (Name == "backgroundIndex") {
      Good = Value.getAsBoolean().has_value();
      Out.BackgroundIndex = Value.getAsBoolean().value_or(true);
    }
    if (!Good)
      Complaints.push_back("the setting 'stallfree." + Name.str() + "' cannot be " +
                           formatv("{0}", Value).str() +
                           (Name == "tier" ? "; it is definite, probable or possible" : ""));
  }
  return Out;
}

} // namespace stallfree
