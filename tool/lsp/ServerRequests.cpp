//===- ServerRequests.cpp - What the editor asks and orders ---------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Answers.h"
#include "lsp/Json.h"
#include "lsp/Server.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace stallfree {

static Error cancelled() {
  return make_error<lsp::LSPError>("cancelled", lsp::ErrorCode::RequestCancelled);
}

/// Asks at once if the text is analysed as it is now, else when it is.
void Server::whenAnalyzed(const AnyParams &P, Reply Answer, AskFunction Ask) {
  Question Q{Current, pathOf(text(P.Json, {"textDocument", "uri"})), std::move(Answer),
             std::move(Ask)};
  if (!Open.find(Q.Path))
    return Q.Answer(nullptr);
  std::shared_ptr<const Analyzed> Seen;
  {
    std::lock_guard<std::mutex> Guard(Lock);
    if (!Last || !isCurrent(Q.Path, *Last)) {
      Questions.push_back(std::move(Q));
      return;
    }
    Seen = Last;
  }
  Q.Answer(Q.Ask(*Seen, Seen->Texts.at(Q.Path)));
}

/// Answers the waiting questions that Wanted picks, with null without Seen.
void Server::answerAll(function_ref<bool(const Question &)> Wanted, const Analyzed *Seen) {
  std::vector<Question> Now;
  {
    std::lock_guard<std::mutex> Guard(Lock);
    auto First = std::stable_partition(Questions.begin(), Questions.end(),
                                       [&](const Question &Q) { return !Wanted(Q); });
    std::move(First, Questions.end(), std::back_inserter(Now));
    Questions.erase(First, Questions.end());
  }
  for (Question &Q : Now)
    Q.Answer(Seen ? Q.Ask(*Seen, Seen->Texts.at(Q.Path)) : json::Value(nullptr));
}

template <typename T> static std::optional<T> field(const AnyParams &P, StringRef Key) {
  T Out;
  json::Path::Root Root;
  const json::Value *Given = at(P.Json, {Key});
  if (!Given || !fromJSON(*Given, Out, Root))
    return std::nullopt;
  return Out;
}

static Error missing(const char *What) {
  return make_error<lsp::LSPError>(std::string("the request has no ") + What,
                                   lsp::ErrorCode::InvalidParams);
}

void Server::onCodeAction(const AnyParams &P, Reply Answer) {
  auto Range = field<lsp::Range>(P, "range");
  if (!Range)
    return Answer(missing("range"));
  const json::Value *Kinds = at(P.Json, {"context", "only"});
  if (const json::Array *Only = Kinds ? Kinds->getAsArray() : nullptr)
    if (none_of(*Only, [](const json::Value &Kind) {
          StringRef Name = Kind.getAsString().value_or("");
          return Name.empty() || Name == "quickfix";
        }))
      return Answer(json::Array());
  whenAnalyzed(P, std::move(Answer), [Range](const Analyzed &Seen, const Document &D) {
    return codeActions(Seen, D, *Range);
  });
}

void Server::onHover(const AnyParams &P, Reply Answer) {
  auto At = field<lsp::Position>(P, "position");
  if (!At)
    return Answer(missing("position"));
  whenAnalyzed(P, std::move(Answer),
               [At](const Analyzed &Seen, const Document &D) { return hover(Seen, D, *At); });
}

void Server::onCodeLens(const AnyParams &P, Reply Answer) {
  whenAnalyzed(P, std::move(Answer), codeLenses);
}

void Server::answerNothing(const AnyParams &, Reply Answer) { Answer(nullptr); }

void Server::onCommand(const AnyParams &P, Reply Answer) {
  if (text(P.Json, {"command"}) != "stallfree.refresh")
    return Answer(make_error<lsp::LSPError>("the only command is 'stallfree.refresh'",
                                            lsp::ErrorCode::InvalidParams));
  if (!Reads)
    return Answer(nullptr);
  takeNewRules();
  takeNewDatabase();
  Refresh = Current;
  Reads->update(/*Parse=*/true, [Answer = std::move(Answer)](bool Finished) mutable {
    if (Finished)
      Answer(nullptr);
    else
      Answer(cancelled());
  });
}

void Server::onCancel(const AnyParams &P) {
  const json::Value *Id = at(P.Json, {"id"});
  if (!Id)
    return;
  if (*Id == Refresh && Reads)
    Reads->cancel();
  std::vector<Reply> Answers;
  {
    std::lock_guard<std::mutex> Guard(Lock);
    for (Question &Q : Questions)
      if (Q.Id == *Id)
        Answers.push_back(std::move(Q.Answer));
    erase_if(Questions, [&](const Question &Q) { return Q.Id == *Id; });
  }
  for (Reply &Answer : Answers)
    Answer(cancelled());
}

void Server::onCancelProgress(const AnyParams &P) {
  const json::Value *Token = at(P.Json, {"token"});
  if (Token && Reads)
    Reads->cancelProgress(*Token);
}

void Server::onConfiguration(const AnyParams &P) {
  const json::Value *Given = at(P.Json, {"settings"});
  // Editors without settings send an empty object, or want to be asked: they
  // have told us at the start.
  if (!Given || !Given->getAsObject() || Given->getAsObject()->empty())
    return;
  if (!concernsUs(*Given))
    return;
  std::vector<std::string> Complaints;
  Settings New = readSettings(*Given, Complaints);
  for (const std::string &Text : Complaints)
    Editor.show(lsp::MessageType::Warning, "stallfree: " + Text);
  if (New == Asked)
    return;
  Asked = std::move(New);
  if (!Thinks)
    return;
  takeNewDatabase();
  Thinks->setSettings(Asked);
  Reads->update(Asked.BackgroundIndex);
}

void Server::takeNewDatabase() {
  std::string Path = database();
  Thinks->setDatabase(Path);
  Reads->setDatabase(Path);
}

void Server::onFilesChanged(const AnyParams &) {
  if (!Thinks)
    return;
  takeNewRules();
  takeNewDatabase();
  for (const Document &D : Open.all())
    Thinks->due(D.Path);
  Reads->update(Asked.BackgroundIndex);
}

} // namespace stallfree
