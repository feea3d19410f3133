//===- ServerTexts.cpp - Open texts and what is shown of them -------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Diagnostics.h"
#include "lsp/Json.h"
#include "lsp/Server.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace stallfree {

void Server::onOpen(const AnyParams &P) {
  Document D;
  D.Uri = text(P.Json, {"textDocument", "uri"}).str();
  D.Path = pathOf(D.Uri);
  const json::Value *Version = at(P.Json, {"textDocument", "version"});
  D.Version = Version ? Version->getAsInteger().value_or(0) : 0;
  D.Text = std::make_shared<const std::string>(text(P.Json, {"textDocument", "text"}));
  if (D.Path.empty())
    return; // Not a file, such as a diff or an unnamed text.
  if (D.Text->size() > Documents::Largest)
    Editor.show(lsp::MessageType::Warning,
                "stallfree: '" + D.Path + "' is over 16 MB and is not checked");
  std::string Path = D.Path;
  Open.open(std::move(D));
  if (!Reads) {
    Folder = sys::path::parent_path(Path).str();
    start();
  }
  if (const std::string &Root = Options.Project.Root; !StringRef(Path).starts_with(Root + "/"))
    Editor.log(lsp::MessageType::Info, "stallfree: '" + Path +
                                           "' is outside of the project's folder '" + Root +
                                           "' and is not checked");
  Thinks->due(Path);
}

void Server::onChange(const AnyParams &P) {
  std::string Path = pathOf(text(P.Json, {"textDocument", "uri"}));
  const json::Value *Version = at(P.Json, {"textDocument", "version"});
  const json::Value *Changes = at(P.Json, {"contentChanges"});
  if (Path.empty() || !Thinks)
    return;
  if (Error E = Open.change(Path, Version ? Version->getAsInteger().value_or(0) : 0,
                            Changes ? *Changes : json::Value(nullptr)))
    return Editor.log(lsp::MessageType::Error, toString(std::move(E)));
  Thinks->typed(Path);
}

void Server::onSave(const AnyParams &P) {
  std::string Path = pathOf(text(P.Json, {"textDocument", "uri"}));
  if (Path.empty() || !Thinks)
    return;
  takeNewRules();
  if (Open.find(Path))
    Thinks->due(Path);
  Reads->update(Asked.BackgroundIndex);
}

void Server::onClose(const AnyParams &P) {
  std::string Uri = text(P.Json, {"textDocument", "uri"}).str();
  std::string Path = pathOf(Uri);
  if (Path.empty() || !Thinks)
    return;
  {
    std::lock_guard<std::mutex> Guard(Lock);
    Open.close(Path);
    Published.erase(Path);
    if (!RuleFilesShown.count(Path))
      Editor.notify("textDocument/publishDiagnostics",
                    json::Object{{"uri", Uri}, {"diagnostics", json::Array()}});
  }
  answerAll([&](const Question &Q) { return Q.Path == Path; }, nullptr);
  Thinks->due(Path);
}

/// Reads rule files again if one has changed.
void Server::takeNewRules() {
  if (!Rules->changed())
    return;
  publishRules();
  Thinks->relink();
}

void Server::publishRules() {
  std::map<std::string, json::Array> Mistakes = ruleDiagnostics(*Rules->current());
  std::set<std::string> Clean;
  {
    std::lock_guard<std::mutex> Guard(Lock);
    Clean = std::exchange(RuleFilesShown, {});
    for (const auto &[File, List] : Mistakes) {
      Clean.erase(File);
      RuleFilesShown.insert(File);
    }
  }
  for (const std::string &File : Clean)
    Mistakes[File];
  for (auto &[File, List] : Mistakes)
    Editor.notify("textDocument/publishDiagnostics",
                  json::Object{{"uri", uriOf(File)}, {"diagnostics", std::move(List)}});
}

static bool sameRuns(const Analyzed &A, const Analyzed &B) {
  return std::equal(A.Runs.begin(), A.Runs.end(), B.Runs.begin(), B.Runs.end(),
                    [](const Explanation &X, const Explanation &Y) {
                      return X.Text == Y.Text && X.Where.File == Y.Where.File &&
                             X.Where.Line == Y.Where.Line;
                    });
}

void Server::publish(std::shared_ptr<const Analyzed> Seen) {
  bool RunsChanged;
  {
    std::lock_guard<std::mutex> Guard(Lock);
    RunsChanged = !Last || !sameRuns(*Last, *Seen);
    Last = Seen;
  }
  for (const auto &[Path, D] : Seen->Texts) {
    json::Value Params = json::Object{{"uri", D.Uri},
                                      {"version", D.Version},
                                      {"diagnostics", diagnosticsOf(*Seen, D, Editor.HasRelated)}};
    Shown Now{D.Text, formatv("{0}", Params).str()};
    // Nothing is closed between the look at it and the message.
    std::lock_guard<std::mutex> Guard(Lock);
    if (RuleFilesShown.count(Path))
      continue; // It has its mistakes.
    // What was typed since will be looked at soon.
    if (!isCurrent(Path, *Seen) || Published[Path] == Now)
      continue;
    Editor.notify("textDocument/publishDiagnostics", std::move(Params));
    Published[Path] = std::move(Now);
  }
  answerAll([&](const Question &Q) { return isCurrent(Q.Path, *Seen); }, Seen.get());
  if (RunsChanged && Editor.HasLensRefresh)
    Editor.request("workspace/codeLens/refresh", nullptr);
  sayWhatIsMissing(*Seen);
}

/// What keeps silence from meaning that all is well.
void Server::sayWhatIsMissing(const Analyzed &Seen) {
  if (!Seen.Whole)
    return;
  for (const Problem &P : Seen.R.Problems)
    if (P.File.empty() && P.S != Problem::Severity::Note)
      Editor.show(lsp::MessageType::Info,
                  "stallfree: " + P.Message + (P.Remedy.empty() ? "" : "; " + P.Remedy));
}

bool Server::isCurrent(const std::string &Path, const Analyzed &Seen) const {
  auto Analysed = Seen.Texts.find(Path);
  std::optional<Document> Now = Open.find(Path);
  return Now && Analysed != Seen.Texts.end() && Now->Text == Analysed->second.Text;
}

} // namespace stallfree
