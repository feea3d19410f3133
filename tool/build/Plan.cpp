//===- Plan.cpp - What a run would parse ----------------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "build/Plan.h"
#include "build/FitCommand.h"
#include "build/Headers.h"
#include "build/Root.h"
#include "build/Snapshot.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <tuple>

using namespace llvm;

namespace stallfree {

static constexpr StringRef HowToGetADatabase =
    "configure with 'cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON', or build once "
    "with 'bear -- make'; then name its folder with -p, or give a file and its "
    "flags: stallfree check a.cpp -- -std=c++20 -Iinclude";

namespace {
class Planner {
public:
  explicit Planner(const ProjectOptions &Options) : Options(Options) {}
  Expected<Plan> run();

private:
  Error findDatabase();
  void resolvePaths();
  void takeEntries();
  void takePath(const std::string &Path);
  void takeWithFlags(const std::string &Path, ArrayRef<std::string> Flags);
  void takeUnlisted(const std::string &File);
  void takeUnlistedSources();
  void noteBuildFolders();
  void add(CompileCommand Command);
  std::error_code unreachable(StringRef Path) const;
  void report(Problem::Severity S, StringRef File, std::string Message, std::string Remedy);

  const ProjectOptions &Options;
  Plan Out;
  CompileDatabase Database; ///< Files without symbolic links.
  std::vector<std::string> Paths;
  StringSet<> Taken;
};
} // namespace

void Planner::report(Problem::Severity S, StringRef File, std::string Message, std::string Remedy) {
  Out.Problems.push_back(
      {S, rootRelative(Out.Project.Root, File), 0, 0, std::move(Message), std::move(Remedy)});
}

Error Planner::findDatabase() {
  if (!Options.Command.empty())
    return Error::success();
  std::string Path = Options.DatabasePath;
  if (Path.empty()) {
    // Where nothing says that the project starts here, look further up.
    bool Bounded = !Options.Root.empty() || sys::fs::exists(Out.Project.Root + "/.git") ||
                   sys::fs::exists(Out.Project.Root + "/.stallfree.yaml");
    Path = findCompileDatabase(Paths.empty() ? realPath(".") : Paths.front(),
                               Bounded ? Out.Project.Root : "");
  }
  if (Path.empty())
    return Paths.empty() ? createStringError("no compile_commands.json in this folder, "
                                             "its build/ or any folder above; " +
                                             HowToGetADatabase)
                         : Error::success();
  Expected<CompileDatabase> Read = readCompileDatabase(Path, Out.Problems);
  if (!Read)
    return Read.takeError();
  Database = std::move(*Read);
  for (CompileCommand &Command : Database.Commands)
    Command.File = realPath(Command.File);
  return Error::success();
}

/// A folder that is excluded by name is analysed when the user names it.
void Planner::resolvePaths() {
  for (const std::string &Path : Options.Paths)
    Paths.push_back(realPath(Path));
  for (const std::string &Path : Paths) {
    std::string Inside = rootRelative(Out.Project.Root, Path);
    for (auto I = sys::path::begin(Inside), E = sys::path::end(Inside); I != E; ++I)
      erase(Out.Project.Excluded, I->str());
  }
}

/// Why a file or folder cannot be looked at, if so.
std::error_code Planner::unreachable(StringRef Path) const {
  const std::optional<Snapshot::File> *Over = Options.Over ? Options.Over->find(Path) : nullptr;
  if (Over && *Over)
    return {};
  sys::fs::file_status Status;
  return sys::fs::status(Path, Status);
}

void Planner::add(CompileCommand Command) {
  if (!ownsFile(Out.Project, Command.File) || languageOf(Command.File).empty())
    return;
  if (std::error_code EC = unreachable(Command.File); EC == errc::permission_denied)
    return report(Problem::Severity::Error, Command.File, "this file may not be read",
                  "Ask for the right to read it and its folder.");
  else if (EC)
    return report(Problem::Severity::Error, Command.File,
                  "the compile database names this file, but it is gone",
                  "Configure or build again, so that the database is current.");
  CompileJob Job = fitCommand(Command, Options.Defines);
  std::string Key = Job.Directory;
  for (const std::string &Argument : Job.CommandLine)
    Key += '\0' + Argument;
  if (Taken.insert(Key).second)
    Out.Jobs.push_back(std::move(Job));
}

void Planner::takeEntries() {
  std::string Build = realPath(sys::path::parent_path(Database.Path)) + "/";
  unsigned Outside = 0;
  StringRef First;
  for (const CompileCommand &Command : Database.Commands) {
    StringRef File = Command.File;
    if (!File.starts_with(Out.Project.Root + "/") && !File.starts_with(Build) && !Outside++)
      First = File;
    add(Command);
  }
  if (Outside)
    report(Problem::Severity::Note, Database.Path,
           std::to_string(Outside) + " of its files are outside of the project's folder '" +
               Out.Project.Root + "' and were not analysed, such as '" + First.str() + "'",
           "Name a folder above them with --root.");
}

/// All C and C++ sources (not headers) at or below Path.
static std::vector<std::string> sourcesBelow(const ProjectFiles &Project, const std::string &Path) {
  if (!sys::fs::is_directory(Path))
    return {Path};
  std::vector<std::string> Files;
  std::error_code EC;
  for (sys::fs::recursive_directory_iterator I(Path, EC), End; I != End && !EC; I.increment(EC)) {
    std::string File = I->path();
    if (I->type() == sys::fs::file_type::directory_file) {
      if (sys::path::filename(File).starts_with(".") || !ownsFile(Project, File + "/x"))
        I.no_push();
    } else if (!languageOf(File).empty() && !isHeader(File)) {
      Files.push_back(std::move(File));
    }
  }
  llvm::sort(Files);
  return Files;
}

void Planner::takeWithFlags(const std::string &Path, ArrayRef<std::string> Flags) {
  for (std::string &File : sourcesBelow(Out.Project, Path)) {
    CompileCommand Command{std::move(File), realPath("."), {"clang++"}};
    append_range(Command.CommandLine, Flags);
    add(std::move(Command));
  }
}

/// File exists, but no entry compiles it: a header, or a new source.
void Planner::takeUnlisted(const std::string &File) {
  if (isHeader(File))
    if (const CompileCommand *Includer = findIncluder(Database.Commands, File))
      return add(*Includer);
  const CompileCommand *Near = nearestCommand(Database.Commands, File);
  if (!Near)
    return;
  report(Problem::Severity::Note, File,
         "not in the compile database; parsed with the flags of '" +
             rootRelative(Out.Project.Root, Near->File) + "'",
         "");
  CompileCommand Command = *Near;
  Command.File = File;
  add(std::move(Command));
}

void Planner::takePath(const std::string &Path) {
  if (std::error_code EC = unreachable(Path); EC == errc::permission_denied)
    return report(Problem::Severity::Error, Path, "this may not be read",
                  "Ask for the right to read it and the folders above.");
  else if (EC)
    return report(Problem::Severity::Error, Path, "no such file or folder", "Check the spelling.");
  if (!Options.Command.empty())
    return takeWithFlags(Path, Options.Command);
  if (Database.Commands.empty()) {
    report(Problem::Severity::Warning, Path,
           "no compile_commands.json found; parsed with -std=c++20 alone",
           "For real results " + HowToGetADatabase.str() + ".");
    return takeWithFlags(Path, {"-std=c++20"});
  }
  bool Listed = false;
  for (const CompileCommand &Command : Database.Commands)
    if (Command.File == Path || StringRef(Command.File).starts_with(Path + "/")) {
      Listed = true;
      add(Command);
    }
  if (Listed)
    return;
  if (sys::fs::is_directory(Path))
    return report(Problem::Severity::Error, Path,
                  "the compile database compiles nothing in this folder",
                  "Name another database with -p.");
  takeUnlisted(Path);
}

void Planner::takeUnlistedSources() {
  for (const std::string &Path : Options.Unlisted) {
    std::string File = realPath(Path);
    bool Listed =
        any_of(Database.Commands, [&](const CompileCommand &C) { return C.File == File; });
    if (!Listed && !languageOf(File).empty() && !isHeader(File) && !unreachable(File))
      takeUnlisted(File);
  }
}

/// Where the commands for the project's files run, outside of its sources, and
/// the database's folder if some run below it: the topmost ones of the whole
/// database, so that a file's facts are the same whatever is named, and most
/// files that are added.
void Planner::noteBuildFolders() {
  auto IsBelow = [](StringRef Path, StringRef Folder) {
    return Path == Folder || (Path.consume_front(Folder) && Path.starts_with("/"));
  };
  StringSet<> Seen;
  std::vector<std::string> Folders;
  auto Note = [&](std::string Folder) {
    bool HoldsRoot = Folder == "/" || IsBelow(Out.Project.Root, Folder);
    if (!HoldsRoot && !ownsFile(Out.Project, Folder + "/x"))
      Folders.push_back(std::move(Folder));
  };
  for (const CompileCommand &Command : Database.Commands)
    if (ownsFile(Out.Project, Command.File) && Seen.insert(Command.Directory).second)
      Note(realPath(Command.Directory));
  std::string Beside = realPath(sys::path::parent_path(Database.Path));
  if (any_of(Folders, [&](StringRef Folder) { return IsBelow(Folder, Beside); }))
    Note(std::move(Beside));
  llvm::sort(Folders);
  // A folder of an excluded name ("build") hides what is in it from those above.
  auto IsHeld = [&](const std::string &Folder) {
    return any_of(Out.Project.BuildFolders, [&](const std::string &By) {
      return Folder == By || ownsFile({By, {}, Out.Project.Excluded}, Folder + "/x");
    });
  };
  for (std::string &Folder : Folders)
    if (!IsHeld(Folder))
      Out.Project.BuildFolders.push_back(std::move(Folder));
}

Expected<Plan> Planner::run() {
  Out.Project.Root = Options.Root.empty() ? findRoot(Options) : realPath(Options.Root);
  append_range(Out.Project.Excluded, Options.Excluded);
  resolvePaths();
  if (Error E = findDatabase())
    return E;
  if (Paths.empty())
    takeEntries();
  for (const std::string &Path : Paths)
    takePath(Path);
  takeUnlistedSources();
  if (Out.Jobs.empty()) {
    for (const Problem &P : Out.Problems)
      if (P.S == Problem::Severity::Error)
        return createStringError("'" + P.File + "': " + P.Message + ". " + P.Remedy);
    return createStringError(
        "nothing to analyse: no C or C++ source under '" + Out.Project.Root +
        (Database.Path.empty() ? "'" : "' is in the compile database '" + Database.Path + "'") +
        "; name the project's folder or another database (-p)");
  }
  noteBuildFolders();
  llvm::stable_sort(Out.Jobs,
                    [](const CompileJob &A, const CompileJob &B) { return A.File < B.File; });
  return std::move(Out);
}

Expected<Plan> planProject(const ProjectOptions &Options) { return Planner(Options).run(); }

Expected<std::vector<CompileJob>> compileJobs(const ProjectOptions &Options,
                                              std::vector<Problem> &Problems) {
  Expected<Plan> Made = planProject(Options);
  if (!Made)
    return Made.takeError();
  Problems = std::move(Made->Problems);
  return std::move(Made->Jobs);
}

} // namespace stallfree
