//===- Git.cpp - What a change touches, and what was there before ---------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/Git.h"
#include "build/Root.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace stallfree {

namespace {
/// A path and its blobs; an empty name where there is none, or none yet.
struct Entry {
  std::string Path; ///< Relative to the top of the repository.
  std::string OldBlob, NewBlob;
};

class Repository {
public:
  static Expected<Repository> at(StringRef Root);

  /// The standard output of git; an Error with its last words.
  Expected<std::string> run(ArrayRef<StringRef> Arguments, StringRef Input = "") const;

  /// `git diff --raw` with Arguments; regular files only.
  Expected<std::vector<Entry>> diff(ArrayRef<StringRef> Arguments);

  /// The contents of Blobs as a checkout would write them to Paths.
  Expected<std::vector<std::string>> read(ArrayRef<std::string> Blobs,
                                          ArrayRef<std::string> Paths) const;

  std::string absolute(StringRef Path) const { return Top + "/" + Path.str(); }

  std::string Top;
  /// Those that diff() found at another commit.
  std::set<std::string> Submodules;

private:
  std::string Program;
};
} // namespace

Expected<Repository> Repository::at(StringRef Root) {
  Repository Out;
  ErrorOr<std::string> Git = sys::findProgramByName("git");
  if (!Git)
    return createStringError("cannot find git, which --diff and --staged ask for the change");
  Out.Program = *Git;
  Out.Top = Root.str();
  Expected<std::string> Top = Out.run({"rev-parse", "--show-toplevel"});
  if (!Top)
    return createStringError(
        "'" + Root + "' is not in a git repository that can be read: " + toString(Top.takeError()) +
        "; without one, use --baseline to hide what is known");
  Out.Top = realPath(StringRef(*Top).rtrim('\n'));
  return Out;
}

Expected<std::string> Repository::run(ArrayRef<StringRef> Arguments, StringRef Input) const {
  SmallString<128> Files[3];
  auto Remove = scope_exit([&] {
    for (const auto &File : Files)
      if (!File.empty())
        sys::fs::remove(File);
  });
  for (auto &File : Files)
    if (std::error_code EC = sys::fs::createTemporaryFile("stallfree-git", "", File))
      return createStringError(EC, "cannot write a temporary file: " + EC.message());
  {
    std::error_code EC;
    raw_fd_ostream OS(Files[0], EC);
    OS << Input;
  }
  std::vector<StringRef> All = {Program, "-C", Top};
  append_range(All, Arguments);
  std::optional<StringRef> Redirects[] = {Files[0].str(), Files[1].str(), Files[2].str()};
  std::string Message;
  int Status = sys::ExecuteAndWait(Program, All, std::nullopt, Redirects, 0, 0, &Message);
  auto Text = [](StringRef File) {
    auto Buffer = MemoryBuffer::getFile(File);
    return Buffer ? (*Buffer)->getBuffer().str() : std::string();
  };
  if (Status == 0)
    return Text(Files[1]);
  StringRef Words = Message;
  std::string Errors = Text(Files[2]);
  if (Words.empty())
    Words = StringRef(Errors).trim();
  return createStringError(Words.empty() ? "git failed" : Words);
}

static constexpr StringLiteral Submodule = "160000";

static std::string blobOf(StringRef Name, StringRef Mode) {
  bool Regular = Mode == "100644" || Mode == "100755";
  return Regular && Name.find_first_not_of('0') != StringRef::npos ? Name.str() : std::string();
}

Expected<std::vector<Entry>> Repository::diff(ArrayRef<StringRef> Arguments) {
  std::vector<StringRef> All = {"diff",
                                "--raw",
                                "-z",
                                "--no-abbrev",
                                "--no-renames",
                                "--no-ext-diff",
                                "--ignore-submodules=dirty"};
  append_range(All, Arguments);
  Expected<std::string> Raw = run(All);
  if (!Raw)
    return Raw.takeError();
  std::vector<Entry> Out;
  // ":100644 100644 OLD NEW M\0path\0"
  for (StringRef Rest = *Raw; !Rest.empty();) {
    auto [Head, AfterHead] = Rest.split('\0');
    auto [Path, AfterPath] = AfterHead.split('\0');
    Rest = AfterPath;
    SmallVector<StringRef, 5> Fields;
    Head.drop_front().split(Fields, ' ');
    if (Fields.size() == 5 && (Fields[0] == Submodule || Fields[1] == Submodule))
      Submodules.insert(Path.str());
    else if (Fields.size() == 5)
      Out.push_back({Path.str(), blobOf(Fields[2], Fields[0]), blobOf(Fields[3], Fields[1])});
  }
  return Out;
}

Expected<std::vector<std::string>> Repository::read(ArrayRef<std::string> Blobs,
                                                    ArrayRef<std::string> Paths) const {
  std::string Asked;
  for (auto [Blob, Path] : zip_equal(Blobs, Paths))
    Asked += Blob + " " + Path + "\n";
  std::vector<std::string> Out;
  if (Asked.empty())
    return Out;
  Expected<std::string> Answer = run({"cat-file", "--batch", "--filters"}, Asked);
  if (!Answer)
    return Answer.takeError();
  // "NAME blob SIZE\n", the content, "\n"
  StringRef Rest = *Answer;
  for (const std::string &Path : Paths) {
    auto [Head, Body] = Rest.split('\n');
    size_t Size;
    if (Head.rsplit(' ').second.getAsInteger(10, Size) || Size > Body.size())
      return createStringError("git does not have what '" + Path + "' was: " + Head);
    Out.push_back(Body.take_front(Size).str());
    Rest = Body.drop_front(std::min(Body.size(), Size + 1));
  }
  return Out;
}

/// What is in a submodule is on disk only.
static void noteSubmodules(const Repository &Git, GitChange &Into) {
  for (const std::string &Path : Git.Submodules)
    Into.Notes.push_back(
        {Problem::Severity::Warning, "", 0, 0,
         "the submodule '" + Path + "' is at another commit; what that adds is taken for old",
         "'stallfree check' without --diff and --staged reports all."});
}

/// Puts what OldBlob (or NewBlob) names into Into, for each entry.
static Error take(const Repository &Git, ArrayRef<Entry> Entries, std::string Entry::*Blob,
                  Snapshot &Into) {
  std::vector<std::string> Blobs, Paths;
  for (const Entry &E : Entries) {
    if ((E.*Blob).empty()) {
      Into.addAbsent(Git.absolute(E.Path));
      continue;
    }
    Blobs.push_back(E.*Blob);
    Paths.push_back(E.Path);
  }
  Expected<std::vector<std::string>> Texts = Git.read(Blobs, Paths);
  if (!Texts)
    return Texts.takeError();
  for (auto [Path, Text] : zip_equal(Paths, *Texts))
    Into.add(Git.absolute(Path), std::move(Text));
  return Error::success();
}

static Expected<std::string> commitOf(const Repository &Git, StringRef Revision) {
  std::string Peeled = (Revision + "^{commit}").str();
  Expected<std::string> Found =
      Git.run({"rev-parse", "--verify", "--quiet", "--end-of-options", Peeled});
  if (!Found) {
    consumeError(Found.takeError());
    if (Expected<std::string> Head = Git.run({"rev-parse", "--verify", "--quiet", "HEAD"}); !Head) {
      consumeError(Head.takeError());
      return createStringError("there is no commit yet to compare with; --staged reports all that "
                               "is staged");
    }
    return createStringError("git knows no revision '" + Revision + "' here" +
                             "; in a shallow clone, fetch it first");
  }
  return StringRef(*Found).trim().str();
}

Expected<GitChange> changeSince(StringRef Root, StringRef Revision) {
  Expected<Repository> Git = Repository::at(Root);
  if (!Git)
    return Git.takeError();
  Expected<std::string> Asked = commitOf(*Git, Revision);
  if (!Asked)
    return Asked.takeError();
  GitChange Out;
  std::string Base = *Asked;
  if (Expected<std::string> Common = Git->run({"merge-base", *Asked, "HEAD"})) {
    Base = StringRef(*Common).trim().str();
  } else {
    consumeError(Common.takeError());
    Out.Notes.push_back(
        {Problem::Severity::Warning, "", 0, 0,
         ("git knows no common commit of '" + Revision + "' and HEAD: compared with '" + Revision +
          "' itself, whose own changes count as undone")
             .str(),
         "In a shallow clone, fetch more history: git fetch --unshallow."});
  }
  Expected<std::vector<Entry>> Entries = Git->diff({Base, "--"});
  if (!Entries)
    return Entries.takeError();
  Expected<std::string> Untracked =
      Git->run({"ls-files", "-z", "--others", "--exclude-standard", "--full-name", ":/"});
  if (!Untracked)
    return Untracked.takeError();
  SmallVector<StringRef> New;
  StringRef(*Untracked).split(New, '\0', -1, /*KeepEmpty=*/false);
  for (StringRef Path : New)
    Entries->push_back({Path.str(), "", ""});

  for (const Entry &E : *Entries)
    Out.Files.insert(Git->absolute(E.Path));
  if (Error E = take(*Git, *Entries, &Entry::OldBlob, Out.Before))
    return E;
  noteSubmodules(*Git, Out);
  return Out;
}

Expected<GitChange> stagedChange(StringRef Root) {
  Expected<Repository> Git = Repository::at(Root);
  if (!Git)
    return Git.takeError();
  std::string Head = "HEAD";
  if (Expected<std::string> Known = commitOf(*Git, Head); !Known) {
    consumeError(Known.takeError());
    // Before the first commit there is the empty tree.
    Expected<std::string> Empty = Git->run({"hash-object", "-t", "tree", "--stdin"});
    if (!Empty)
      return Empty.takeError();
    Head = StringRef(*Empty).trim().str();
  }
  Expected<std::vector<Entry>> Staged = Git->diff({"--cached", Head, "--"});
  if (!Staged)
    return Staged.takeError();
  Expected<std::vector<Entry>> Unstaged = Git->diff({"--"});
  if (!Unstaged)
    return Unstaged.takeError();
  GitChange Out;
  for (const Entry &E : *Staged)
    Out.Files.insert(Git->absolute(E.Path));
  // What is on disk but not staged is in neither state.
  if (Error E = take(*Git, *Unstaged, &Entry::OldBlob, Out.After))
    return E;
  Out.Before = Out.After;
  if (Error E = take(*Git, *Staged, &Entry::OldBlob, Out.Before))
    return E;
  noteSubmodules(*Git, Out);
  return Out;
}

std::string hooksFolder(StringRef Root) {
  Expected<Repository> Git = Repository::at(Root);
  bool IsTop = Git && Git->Top == Root;
  Expected<std::string> Path =
      Git ? Git->run({"rev-parse", "--git-path", "hooks"}) : Git.takeError();
  if (!Path) {
    consumeError(Path.takeError());
    return {};
  }
  return IsTop ? StringRef(*Path).rtrim('\n').str() : std::string();
}

} // namespace stallfree
