//===- Store.cpp - Facts on disk ------------------------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "build/Store.h"
#include "build/Atomic.h"
#include "build/Root.h"
#include "extract/ProjectPaths.h"
#include "clang/Basic/Version.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace stallfree {

std::string storePath(const ProjectOptions &Options) {
  if (Options.NoStore)
    return {};
  if (!Options.StorePath.empty())
    return realPath(Options.StorePath);
  return findRoot(Options) + "/.stallfree";
}

Store::Store(std::string Path, ProjectFiles Project, const Snapshot *Over)
    : Path(std::move(Path)), Project(std::move(Project)),
      Files(this->Path.empty() ? "" : this->Path + "/files", Over) {
  for (const std::string &Folder : this->Project.BuildFolders)
    BuildFolders += seenFrom(this->Project.Root, Folder) + '\0';
  // Nobody should commit it by accident.
  if (!this->Path.empty() && !sys::fs::exists(this->Path + "/.gitignore"))
    Writable = writeAtomically(this->Path + "/.gitignore", "*\n");
}

/// "@/src/a.h" for files of the project: stores may move with it.
std::string Store::inputName(StringRef File) const {
  StringRef Rest = File;
  if (Rest.consume_front(Project.Root) && Rest.consume_front("/"))
    return ("@/" + Rest).str();
  return File.str();
}

std::string Store::inputPath(StringRef Name) const {
  if (Name.consume_front("@/"))
    return Project.Root + "/" + Name.str();
  return Name.str();
}

std::string Store::keyOf(const CompileJob &Job) const {
  std::string Text = factsVersion().str() + clang::getClangFullVersion();
  for (const std::string &Name : Project.Excluded)
    Text += '\0' + Name;
  Text += '\0' + BuildFolders;
  auto Add = [&](StringRef Argument) {
    Text += '\0';
    while (true) {
      size_t At = Argument.find(Project.Root);
      StringRef After =
          At == StringRef::npos ? StringRef() : Argument.drop_front(At + Project.Root.size());
      if (At == StringRef::npos)
        break;
      Text += Argument.substr(0, At);
      Text += After.empty() || After.starts_with("/") ? "@" : Project.Root;
      Argument = After;
    }
    Text += Argument;
  };
  Add(Job.Directory);
  for (const std::string &Argument : Job.CommandLine)
    Add(Argument);
  return Digest::of(Text).text();
}

std::string Store::unitFile(const std::string &Key, unsigned Age) const {
  return Path + "/units/" + Key + (Age ? "." + std::to_string(Age) : "");
}

std::optional<UnitHead> Store::head(const std::string &Key, unsigned Age) const {
  if (Path.empty())
    return std::nullopt;
  auto Buffer = MemoryBuffer::getFile(unitFile(Key, Age) + ".head");
  UnitHead Head;
  if (!Buffer || !unpack((*Buffer)->getBuffer(), Head))
    return std::nullopt;
  return Head;
}

bool Store::holds(const UnitHead &Head) {
  return all_of(Head.Inputs,
                [&](const RecordedInput &Input) {
                  auto Now = Files.stateOf(inputPath(Input.Path));
                  return Now && Now->Content == Input.Content;
                }) &&
         none_of(Head.Absent,
                 [&](const std::string &Name) { return Files.exists(inputPath(Name)); });
}

std::optional<Digest> Store::current(const std::string &Key) {
  for (unsigned Age = 0; Age != Ages; ++Age) {
    std::optional<UnitHead> Head = head(Key, Age);
    if (!Head && Age)
      break;
    if (Head && holds(*Head)) {
      use(Key, Age);
      return Head->Facts;
    }
  }
  return std::nullopt;
}

/// Makes each state before Last one older; Last is overwritten.
void Store::shift(const std::string &Key, unsigned Last) const {
  for (unsigned Age = Last; Age; --Age)
    for (const char *Part : {".body", ".head"})
      sys::fs::rename(unitFile(Key, Age - 1) + Part, unitFile(Key, Age) + Part);
}

/// What is used is not what is dropped next. Best effort: a torn pair is found
/// out by its digest.
void Store::use(const std::string &Key, unsigned Age) const {
  if (!Age)
    return;
  std::string Aside = unitFile(Key, 0) + ".used";
  for (const char *Part : {".body", ".head"})
    if (sys::fs::rename(unitFile(Key, Age) + Part, Aside + Part))
      return;
  shift(Key, Age);
  for (const char *Part : {".body", ".head"})
    sys::fs::rename(Aside + Part, unitFile(Key, 0) + Part);
}

std::optional<Store::Earlier> Store::earlier(const std::string &Key) {
  std::optional<UnitHead> Head = head(Key, 0);
  if (!Head)
    return std::nullopt;
  Earlier Out{Head->Facts, {}};
  for (const RecordedInput &Input : Head->Inputs) {
    auto Now = Files.stateOf(inputPath(Input.Path));
    if (!Now || Now->Content != Input.Content)
      Out.Changed.push_back(inputPath(Input.Path));
  }
  for (const std::string &Name : Head->Absent)
    if (Files.exists(inputPath(Name)))
      Out.Changed.push_back(inputPath(Name));
  return Out;
}

/// Drops the state under Key that was not used for longest, unless the newest
/// one is about the same inputs and will be overwritten.
void Store::makeRoom(const std::string &Key, const UnitHead &For) {
  std::optional<UnitHead> Newest = head(Key, 0);
  auto Same = [](const RecordedInput &A, const RecordedInput &B) {
    return A.Path == B.Path && A.Content == B.Content;
  };
  if (!Newest ||
      (Newest->Absent == For.Absent && std::equal(Newest->Inputs.begin(), Newest->Inputs.end(),
                                                  For.Inputs.begin(), For.Inputs.end(), Same)))
    return;
  shift(Key, Ages - 1);
}

const FunctionRun *Store::findRun(const Digest &Name) {
  std::lock_guard<std::mutex> Guard(Lock);
  auto [Entry, New] = Runs.try_emplace(Name);
  if (New) {
    auto Run = std::make_unique<FunctionRun>();
    auto Buffer = MemoryBuffer::getFile(Path + "/runs/" + Name.text());
    if (Buffer && unpack((*Buffer)->getBuffer(), *Run))
      Entry->second = std::move(Run);
  }
  return Entry->second.get();
}

std::shared_ptr<const TUFacts> Store::load(const std::string &Key, const Digest &Promised) {
  for (unsigned Age = 0; Age != Ages; ++Age) {
    auto Buffer = MemoryBuffer::getFile(unitFile(Key, Age) + ".body");
    if (!Buffer || Digest::of((*Buffer)->getBuffer()) != Promised)
      continue;
    UnitBody Body;
    auto Facts = std::make_shared<TUFacts>();
    if (unpack((*Buffer)->getBuffer(), Body) &&
        join(std::move(Body), *Facts, [&](const Digest &Name) { return findRun(Name); }))
      return Facts;
  }
  return nullptr;
}

Digest Store::save(const std::string &Key, const TUFacts &Facts, const RecordingFileSystem &Seen) {
  std::vector<std::pair<Digest, std::string>> Shared;
  std::string Body = pack(split(Facts, Shared));
  UnitHead Head;
  Head.Facts = Digest::of(Body);
  if (Path.empty() || !Writable)
    return Head.Facts;
  for (const auto &Entry : Seen.Present) {
    std::optional<FileTable::State> Now = Files.stateOf(Entry.first());
    if (!Now || Now->Size != Entry.second.Size || Now->ModifiedNs != Entry.second.ModifiedNs)
      return Head.Facts;
    Head.Inputs.push_back({inputName(Entry.first()), Now->Content});
  }
  for (const auto &Entry : Seen.Absent)
    Head.Absent.push_back(inputName(Entry.first()));
  llvm::sort(Head.Inputs,
             [](const RecordedInput &A, const RecordedInput &B) { return A.Path < B.Path; });
  llvm::sort(Head.Absent);
  // The head goes last: it vouches for the rest.
  bool Written = true;
  for (const auto &[Name, Bytes] : Shared) {
    std::string Run = Path + "/runs/" + Name.text();
    // A damaged one must not survive.
    auto Old = MemoryBuffer::getFile(Run);
    if (!Old || Digest::of((*Old)->getBuffer()) != Name)
      Written &= writeAtomically(Run, Bytes);
  }
  makeRoom(Key, Head);
  Written &= writeAtomically(unitFile(Key, 0) + ".body", Body);
  Written = Written && writeAtomically(unitFile(Key, 0) + ".head", pack(Head));
  if (!Written)
    Writable = false;
  return Head.Facts;
}

bool Store::close() {
  if (!Path.empty() && Writable)
    Files.save();
  return Writable;
}

} // namespace stallfree
