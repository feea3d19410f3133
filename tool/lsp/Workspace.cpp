//===- Workspace.cpp - The program with the open texts in it --------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Workspace.h"
#include "build/Crashes.h"
#include "build/FitCommand.h"
#include "build/RecordingFileSystem.h"
#include "build/Root.h"
#include "build/StoredFacts.h"
#include "extract/ProjectPaths.h"
#include "fix/Changes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace stallfree {

Workspace::Workspace(ProjectOptions Options, std::shared_ptr<RuleBook> Rules, const Documents &Open)
    : Options(std::move(Options)), Rules(std::move(Rules)), Open(Open) {
  Base.Facts.Project.Root = this->Options.Root;
}

void Workspace::setBase(IndexedFacts Facts) {
  Base = std::move(Facts);
  Jobs.clear();
  Stripped.clear();
  for (const Document &D : Open.all())
    if (baseKnows(D))
      Edits.erase(D.Path);
}

void Workspace::setDatabase(const std::string &Path) {
  Options.DatabasePath = Path;
  Jobs.clear();
}

/// A project file, whose facts a unit of the base has or could have.
bool Workspace::baseKnows(const Document &D) const {
  std::string File = seenFrom(Options.Root, D.Path);
  auto Names = [&](const Facts &Unit) {
    return Unit->MainFile == File || is_contained(Unit->Files, File);
  };
  // File systems round the time down.
  constexpr auto Rounding = std::chrono::milliseconds(20);
  auto Written = savedAt(D);
  return Written && *Written + Rounding < Base.Started && !Base.Outdated.count(D.Path) &&
         any_of(Base.Facts.Units, Names);
}

/// A source whose unit has facts of the header: the one named like it if any.
std::optional<std::string> Workspace::includerOf(const std::string &Header) const {
  std::string File = seenFrom(Options.Root, Header);
  const TUFacts *Best = nullptr;
  for (const Facts &Unit : Base.Facts.Units) {
    if (!is_contained(Unit->Files, File))
      continue;
    if (!Best)
      Best = Unit.get();
    if (sys::path::stem(Unit->MainFile) == sys::path::stem(File))
      return Options.Root + "/" + Unit->MainFile;
  }
  if (!Best)
    return std::nullopt;
  return Options.Root + "/" + Best->MainFile;
}

std::optional<CompileJob> Workspace::jobFor(const std::string &Path) {
  auto It = Jobs.find(Path);
  if (It != Jobs.end())
    return It->second;
  ProjectOptions One = Options;
  One.Paths = {isHeader(Path) ? includerOf(Path).value_or(Path) : Path};
  // Without a database a file has usual flags.
  if (One.DatabasePath == Options.Root)
    One.DatabasePath.clear();
  One.Defines = definesOf(Rules->current()->Rules);
  Snapshot Unsaved = Open.unsaved(); // May be in no file yet.
  One.Over = &Unsaved;
  std::vector<Problem> Ignored; // The index reports them once for all.
  Expected<std::vector<CompileJob>> Found = compileJobs(One, Ignored);
  if (!Found) {
    consumeError(Found.takeError());
    return std::nullopt;
  }
  return Jobs[Path] = Found->front();
}

/// A source or header of the project, of a size that somebody wrote.
bool Workspace::isOurs(const Document &D) const {
  return ownsFile(Base.Facts.Project, D.Path) && !languageOf(D.Path).empty() &&
         D.Text->size() <= Documents::Largest;
}

void Workspace::refresh(const std::string &Path) {
  std::optional<Document> D = Open.find(Path);
  Read.erase(Path);
  if (D)
    Read[Path] = *D;
  std::optional<CompileJob> Job = D && isOurs(*D) && !baseKnows(*D) ? jobFor(Path) : std::nullopt;
  if (!Job) {
    Edits.erase(Path);
    return;
  }
  read(Path, *Job);
}

/// The one for MainFile; drops the one that was not used for longest.
Preamble &Workspace::headersOf(const std::string &MainFile) {
  KeptHeaders &Wanted = Kept[MainFile];
  Wanted.LastUse = ++NextOrder;
  if (Kept.size() > MostKept)
    Kept.erase(min_element(
        Kept, [](const auto &A, const auto &B) { return A.second.LastUse < B.second.LastUse; }));
  return Wanted.Headers;
}

/// There are thousands for each open file.
static uint64_t hashOf(StringRef Path) {
  SmallString<256> Plain(Path);
  sys::path::remove_dots(Plain, /*remove_dot_dot=*/true);
  return xxh3_64bits(Plain);
}

/// What is unsaved of Asked, but for the text at Path.
static std::string unsavedOf(const Snapshot &Unsaved, ArrayRef<uint64_t> Asked,
                             const std::string &Path) {
  std::string Out;
  for (const auto &[File, Text] : Unsaved.Files)
    if (File != Path && Text && std::binary_search(Asked.begin(), Asked.end(), hashOf(File)))
      Out += File + '\0' + Text->Content.text();
  return Out;
}

void Workspace::read(const std::string &Path, const CompileJob &Job) {
  Snapshot Unsaved = Open.unsaved();
  std::string Others;
  for (const auto &[File, Text] : Unsaved.Files)
    if (File != Job.File && Text)
      Others += File + '\0' + Text->Content.text();
  auto Files = makeIntrusiveRefCnt<RecordingFileSystem>(Job.Directory, &Unsaved);
  CrashesCaught Caught;
  Preamble &Headers = headersOf(Job.File);
  Extraction Made =
      extractEdited(Job.Directory, Job.CommandLine, Base.Facts.Project, Files, Others, Headers);
  std::string MainFile = rootRelative(Options.Root, Job.File);
  for (Problem &P : Made.Facts.Problems)
    if (P.File.empty())
      P.File = MainFile;
  Made.Facts.MainFile = MainFile;
  Edited &E = Edits[Path] = {++NextOrder, MainFile, {}, {}, {}};
  for (const auto &Entry : Files->Present)
    E.Asked.push_back(hashOf(Entry.getKey()));
  for (const auto &Entry : Files->Absent)
    E.Asked.push_back(hashOf(Entry.getKey()));
  llvm::sort(E.Asked);
  E.Unsaved = unsavedOf(Unsaved, E.Asked, Path);
  E.Values.push_back(std::make_shared<const TUFacts>(std::move(Made.Facts)));
  if (Facts OfHeaders = Headers.headers())
    E.Values.push_back(std::move(OfHeaders));
}

void Workspace::prepare(const std::string &Path) {
  std::optional<Document> D = Open.find(Path);
  if (Edits.count(Path) || !D || !isOurs(*D) || isHeader(Path))
    return;
  std::optional<CompileJob> Job = jobFor(Path);
  if (!Job || Kept.count(Job->File))
    return;
  read(Path, *Job);
  // What the base knows is the same, and more exact.
  Edits.erase(Path);
}

Workspace::Facts Workspace::stripped(const Facts &Unit, const std::set<std::string> &Changed) {
  auto Names = [&](const std::string &File) {
    return Changed.count(absoluteFrom(Options.Root, File)) > 0;
  };
  if (none_of(Unit->Files, Names))
    return Unit;
  Facts &Slot = Stripped[Unit.get()];
  if (!Slot)
    Slot = withoutFiles(*Unit, Changed, Options.Root);
  return Slot;
}

/// By main file, what counts of it.
std::map<std::string, const Workspace::Edited *> Workspace::newest() const {
  std::map<std::string, const Edited *> Out;
  for (const auto &[Path, E] : Edits) {
    const Edited *&Slot = Out[E.MainFile];
    if (!Slot || Slot->Order < E.Order)
      Slot = &E;
  }
  return Out;
}

/// Parses again what saw another text of a header than the one that is open
/// now.
void Workspace::readAgain() {
  if (Edits.empty())
    return;
  std::map<std::string, const Edited *> Newest = newest();
  Snapshot Unsaved = Open.unsaved();
  std::vector<std::string> Stale;
  for (const auto &[Path, E] : Edits)
    if (Newest[E.MainFile] == &E && unsavedOf(Unsaved, E.Asked, Path) != E.Unsaved)
      Stale.push_back(Path);
  for (const std::string &Path : Stale) {
    std::optional<Document> D = Open.find(Path);
    std::optional<CompileJob> Job = D ? jobFor(Path) : std::nullopt;
    if (!Job)
      continue;
    Read[Path] = *D;
    read(Path, *Job);
  }
}

/// The units of the base, but for those that open texts replace.
std::vector<Workspace::Facts> Workspace::linked() {
  std::map<std::string, const Edited *> Newest = newest();
  std::set<std::string> Changed;
  for (const auto &[Path, E] : Edits)
    Changed.insert(Path);
  if (Changed != StrippedOf) {
    Stripped.clear();
    StrippedOf = Changed;
  }
  std::vector<Facts> Out;
  for (const Facts &Unit : Base.Facts.Units)
    if (!Newest.count(Unit->MainFile))
      Out.push_back(stripped(Unit, Changed));
  for (const auto &[MainFile, E] : Newest)
    append_range(Out, E->Values);
  return Out;
}

std::shared_ptr<const Analyzed> Workspace::analyze(const Settings &Asked) {
  std::shared_ptr<const LoadedRules> Known = Rules->current();
  auto Out = std::make_shared<Analyzed>();
  Out->Root = Options.Root;
  Out->ShowAtLeast = Asked.Show.value_or(Known->Configured.ShowAtLeast);
  stallfree::Options How = Known->Configured;
  append_range(How.Checks, Asked.Checks);
  readAgain();
  Out->Texts = Read;
  std::vector<Facts> Linked = linked();
  std::vector<const TUFacts *> Units;
  for (const Facts &Unit : Linked)
    Units.push_back(Unit.get());
  Out->R = stallfree::analyze(Units, Known->Rules, How, &Out->Runs);
  erase_if(Out->Runs,
           [&](const Explanation &E) { return !Read.count(absoluteFrom(Options.Root, E.Where.File)); });
  // Nobody asks for those of other files, and to complete them takes time.
  for (Finding &F : Out->R.Findings)
    if (!Read.count(absoluteFrom(Options.Root, F.Where.File)))
      F.Fixes.clear();
  completeFixes(Out->R, Options.Root, [&](StringRef Path) -> std::optional<std::string> {
    auto It = Read.find(Path.str());
    if (It == Read.end())
      return std::nullopt;
    return *It->second.Text;
  });
  Out->Whole = !Base.Facts.Units.empty() && Base.Outdated.empty();
  append_range(Out->R.Problems, Base.Facts.Problems);
  append_range(Out->R.Problems, Known->Problems);
  return Out;
}

} // namespace stallfree
