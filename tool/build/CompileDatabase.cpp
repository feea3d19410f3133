//===- CompileDatabase.cpp - compile_commands.json ------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "build/CompileDatabase.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/StringSaver.h"

using namespace llvm;

namespace stallfree {

static constexpr StringRef DatabaseName = "compile_commands.json";

static bool isBuildFolder(StringRef Name) {
  return Name.starts_with("build") || Name.starts_with("cmake-build") ||
         Name.starts_with("_build") || Name == "out" || Name == "Build";
}

/// Folder/compile_commands.json, or empty.
static std::string databaseIn(StringRef Folder) {
  SmallString<256> Path(Folder);
  sys::path::append(Path, DatabaseName);
  return sys::fs::is_regular_file(Path) ? std::string(Path) : std::string();
}

static std::vector<std::string> subfolders(StringRef Folder, bool (*Wanted)(StringRef)) {
  std::vector<std::string> Found;
  std::error_code EC;
  for (sys::fs::directory_iterator I(Folder, EC), End; I != End && !EC; I.increment(EC))
    if (Wanted(sys::path::filename(I->path())) && sys::fs::is_directory(I->path()))
      Found.push_back(I->path());
  llvm::sort(Found);
  return Found;
}

static std::string databaseBelow(StringRef Folder) {
  if (std::string Path = databaseIn(Folder); !Path.empty())
    return Path;
  std::vector<std::string> Builds = subfolders(Folder, isBuildFolder);
  for (const std::string &Build : Builds)
    if (std::string Path = databaseIn(Build); !Path.empty())
      return Path;
  // Presets put each configuration one level deeper: build/debug, out/build.
  auto Any = [](StringRef) { return true; };
  for (const std::string &Build : Builds)
    for (const std::string &Configuration : subfolders(Build, Any))
      if (std::string Path = databaseIn(Configuration); !Path.empty())
        return Path;
  return {};
}

std::string findCompileDatabase(StringRef Start, StringRef Top) {
  SmallString<256> Folder(Start);
  if (!sys::fs::is_directory(Folder))
    sys::path::remove_filename(Folder);
  for (StringRef Up = Folder; !Up.empty(); Up = sys::path::parent_path(Up)) {
    if (std::string Path = databaseBelow(Up); !Path.empty())
      return Path;
    if (Up == Top)
      break;
  }
  return {};
}

static std::string absoluteIn(StringRef Directory, StringRef Path) {
  SmallString<256> Absolute(Path);
  sys::path::make_absolute(Directory, Absolute);
  sys::path::remove_dots(Absolute, /*remove_dot_dot=*/true);
  return std::string(Absolute);
}

/// Splits `command` the way a shell does, or copies `arguments`; then expands
/// @response-files. One that is gone stays as it is and is dropped later.
static std::vector<std::string> commandLine(const json::Object &Entry, StringRef Directory) {
  BumpPtrAllocator Memory;
  StringSaver Saver(Memory);
  SmallVector<const char *, 64> Arguments;
  if (const json::Array *List = Entry.getArray("arguments")) {
    for (const json::Value &Argument : *List)
      if (std::optional<StringRef> Text = Argument.getAsString())
        Arguments.push_back(Saver.save(*Text).data());
  } else if (std::optional<StringRef> Text = Entry.getString("command")) {
    cl::TokenizeGNUCommandLine(*Text, Saver, Arguments);
  }
  if (any_of(Arguments, [](const char *A) { return A[0] == '@'; }))
    consumeError(cl::ExpansionContext(Memory, cl::TokenizeGNUCommandLine)
                     .setCurrentDir(Directory)
                     .expandResponseFiles(Arguments));
  return std::vector<std::string>(Arguments.begin(), Arguments.end());
}

Expected<CompileDatabase> readCompileDatabase(StringRef Path, std::vector<Problem> &Problems) {
  CompileDatabase Database;
  Database.Path = Path.str();
  if (sys::fs::is_directory(Path))
    Database.Path = absoluteIn(Path, DatabaseName);
  auto Buffer = MemoryBuffer::getFile(Database.Path);
  if (!Buffer)
    return createStringError("cannot read the compile database '" + Database.Path +
                             "': " + Buffer.getError().message());
  StringRef Text = (*Buffer)->getBuffer();
  Text.consume_front("\xef\xbb\xbf"); // A byte order mark, as editors on Windows write.
  Expected<json::Value> Parsed = json::parse(Text);
  if (!Parsed)
    return createStringError("'" + Database.Path +
                             "' is not a compile database: " + toString(Parsed.takeError()));
  const json::Array *Entries = Parsed->getAsArray();
  if (!Entries)
    return createStringError("'" + Database.Path +
                             "' is not a compile database: expected a list of "
                             "{directory, file, command}");
  if (Entries->empty())
    return createStringError("the compile database '" + Database.Path +
                             "' is empty; build the project once (with bear) "
                             "or configure it again (with cmake)");
  SmallString<256> Folder = sys::path::parent_path(Database.Path);
  sys::fs::make_absolute(Folder);
  unsigned Index = 0;
  for (const json::Value &Value : *Entries) {
    ++Index;
    CompileCommand Command;
    const json::Object *Entry = Value.getAsObject();
    auto File = Entry ? Entry->getString("file") : std::nullopt;
    if (File) {
      Command.Directory = absoluteIn(Folder, Entry->getString("directory").value_or("."));
      Command.File = absoluteIn(Command.Directory, *File);
      Command.CommandLine = commandLine(*Entry, Command.Directory);
      for (StringRef Argument : Command.CommandLine)
        if (Argument.starts_with("@"))
          Problems.push_back({Problem::Severity::Warning, Database.Path, 0, 0,
                              "the response file '" + Argument.drop_front().str() + "' of entry " +
                                  std::to_string(Index) + " is gone; its flags are missing",
                              "Configure or build again, so that it is there."});
    }
    if (Command.CommandLine.empty()) {
      Problems.push_back({Problem::Severity::Warning, Database.Path, 0, 0,
                          "entry " + std::to_string(Index) + " of the compile database has no " +
                              (File ? "command" : "file"),
                          "Write the database again."});
      continue;
    }
    Database.Commands.push_back(std::move(Command));
  }
  return Database;
}

} // namespace stallfree
