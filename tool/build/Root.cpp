//===- Root.cpp - Which folder is the project -----------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "build/Root.h"
#include "build/CompileDatabase.h"
#include "extract/ProjectPaths.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace stallfree {

std::string findUpwards(StringRef Start, StringRef Name) {
  for (StringRef Up = Start; !Up.empty(); Up = sys::path::parent_path(Up))
    if (sys::fs::exists(Up + "/" + Name))
      return Up.str();
  return {};
}

/// The nearest folder at or above Start that says "a project starts here".
static std::string findMarker(StringRef Start) {
  std::string Git = findUpwards(Start, ".git");
  std::string Config = findUpwards(Start, ".stallfree.yaml");
  return Config.size() >= Git.size() ? Config : Git;
}

/// What all sources of the database share. Build systems add generated files
/// beside the database; those count only if there are no others.
static std::string sourceFolder(const CompileDatabase &Database) {
  std::string Build = realPath(sys::path::parent_path(Database.Path)) + "/";
  std::vector<std::string> Sources, Generated;
  for (const CompileCommand &Command : Database.Commands) {
    std::string File = realPath(Command.File);
    bool Beside = StringRef(File).starts_with(Build);
    (Beside ? Generated : Sources).push_back(std::move(File));
  }
  return commonFolder(Sources.empty() ? Generated : Sources);
}

std::string findRoot(const ProjectOptions &Options) {
  if (!Options.Root.empty())
    return realPath(Options.Root);
  std::string Start;
  if (!Options.Paths.empty() || Options.DatabasePath.empty()) {
    Start = realPath(Options.Paths.empty() ? "." : Options.Paths.front());
    if (std::string Root = findMarker(Start); !Root.empty())
      return Root;
    if (!sys::fs::is_directory(Start))
      Start = sys::path::parent_path(Start).str();
  }
  std::string Database =
      Options.DatabasePath.empty() ? findCompileDatabase(Start, "") : Options.DatabasePath;
  std::vector<Problem> Ignored; // Reported when the plan is made.
  Expected<CompileDatabase> Read = readCompileDatabase(Database, Ignored);
  if (!Read) {
    consumeError(Read.takeError());
    return Start.empty() ? realPath(".") : Start;
  }
  std::string Common = sourceFolder(*Read);
  // A named file that this database knows nothing of stands for itself.
  bool Foreign = !Options.Paths.empty() && !StringRef(Start).starts_with(Common);
  if (Common.empty() || Foreign)
    return Start.empty() ? realPath(".") : Start;
  std::string Root = findMarker(Common);
  return Root.empty() ? Common : Root;
}

std::string commonFolder(const std::vector<std::string> &Files) {
  if (Files.empty())
    return {};
  StringRef Common = sys::path::parent_path(Files.front());
  for (StringRef File : Files)
    while (Common.size() > 1 && !File.starts_with((Common + "/").str()))
      Common = sys::path::parent_path(Common);
  return Common.size() > 1 ? Common.str() : std::string();
}

std::string realPath(StringRef Path) {
  SmallString<256> Real;
  if (!sys::fs::real_path(Path, Real))
    return std::string(Real);
  Real = Path;
  sys::fs::make_absolute(Real);
  sys::path::remove_dots(Real, /*remove_dot_dot=*/true);
  return std::string(Real);
}

std::string rootRelative(StringRef Root, StringRef File) {
  StringRef Inside = relativeTo(File, Root);
  return (Inside.empty() ? File : Inside).str();
}

bool ownsFile(const ProjectFiles &Project, StringRef File) {
  return !ownedBelow(Project.Root, File, Project.Excluded).empty();
}

} // namespace stallfree
