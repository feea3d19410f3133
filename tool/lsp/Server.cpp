//===- Server.cpp - The language server: messages in and out --------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Server.h"
#include "build/CompileDatabase.h"
#include "build/Root.h"
#include "lsp/Diagnostics.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace stallfree {

/// The value at a path of keys; null if there is none.
static const json::Value *at(const json::Value &From, ArrayRef<StringRef> Keys) {
  const json::Value *Now = &From;
  for (StringRef Key : Keys) {
    const json::Object *Object = Now->getAsObject();
    Now = Object ? Object->get(Key) : nullptr;
    if (!Now)
      return nullptr;
  }
  return Now;
}

static StringRef text(const json::Value &From, ArrayRef<StringRef> Keys) {
  const json::Value *Found = at(From, Keys);
  return Found ? Found->getAsString().value_or("") : "";
}

static bool flag(const json::Value &From, ArrayRef<StringRef> Keys) {
  const json::Value *Found = at(From, Keys);
  return Found && Found->getAsBoolean().value_or(false);
}

/// The real path of a file: URI; empty for anything else.
static std::string pathOf(StringRef Uri) {
  Expected<lsp::URIForFile> File = lsp::URIForFile::fromURI(Uri);
  if (File && Uri.starts_with("file:"))
    return realPath(File->file());
  if (!File)
    consumeError(File.takeError());
  return {};
}

Server::Server(ServerOptions How, FILE *Input, raw_ostream &Output)
    : Options(std::move(How)), In(Input, Options.Test ? lsp::Delimited : lsp::Standard),
      Out(std::unique_ptr<lsp::JSONTransportInput>(), Output, /*PrettyOutput=*/Options.Test),
      Handler(Out), Editor(Handler) {
  registerHandlers();
}

Server::~Server() = default;

void Server::registerHandlers() {
  Handler.method("initialize", this, &Server::onInitialize);
  Handler.method("stallfree/refuse", this, &Server::onRefuse);
  Handler.method("shutdown", this, &Server::onShutdown);
  Handler.notification("initialized", this, &Server::onInitialized);
  Handler.notification("textDocument/didOpen", this, &Server::onOpen);
  Handler.notification("textDocument/didChange", this, &Server::onChange);
  Handler.notification("textDocument/didSave", this, &Server::onSave);
  Handler.notification("textDocument/didClose", this, &Server::onClose);
}

int Server::run() {
  std::string Json;
  while (!Exit && !In.isEndOfInput() && !In.hasError()) {
    if (failed(In.readMessage(Json)))
      continue;
    dispatch(Json);
    if (Options.Test && Reads) {
      Reads->waitUntilIdle();
      Thinks->waitUntilIdle();
    }
  }
  return Exit && ShutDown ? 0 : 1;
}

/// By way of the handler, which alone may write.
void Server::refuse(json::Value Id, lsp::ErrorCode Code, std::string Why) {
  Handler.onCall("stallfree/refuse", json::Object{{"code", int(Code)}, {"why", std::move(Why)}},
                 std::move(Id));
}

void Server::onRefuse(const AnyParams &P, Reply Answer) {
  auto Code = P.Json.getAsObject()->getInteger("code").value_or(0);
  Answer(make_error<lsp::LSPError>(text(P.Json, {"why"}).str(), lsp::ErrorCode(Code)));
}

void Server::dispatch(StringRef Json) {
  Expected<json::Value> Message = json::parse(Json);
  if (!Message)
    return refuse(nullptr, lsp::ErrorCode::ParseError, toString(Message.takeError()));
  json::Object *Object = Message->getAsObject();
  if (!Object)
    return refuse(nullptr, lsp::ErrorCode::InvalidRequest, "a message must be an object");
  std::optional<json::Value> Id;
  if (json::Value *I = Object->get("id"))
    Id = std::move(*I);
  std::optional<StringRef> Method = Object->getString("method");
  if (!Method && !Id)
    return refuse(nullptr, lsp::ErrorCode::InvalidRequest, "a message without method and id");
  if (!Method) {
    json::Value *Result = Object->get("result");
    // An error is as good as no answer: nothing depends on it.
    Handler.onReply(std::move(*Id), Result ? std::move(*Result) : json::Value(nullptr));
    return;
  }
  json::Value *Given = Object->get("params");
  json::Value Params = Given ? std::move(*Given) : json::Value(nullptr);
  if (*Method == "exit") {
    Exit = true;
    return;
  }
  if (!Id) {
    if (Initialized && !ShutDown)
      Handler.onNotify(*Method, std::move(Params));
    return;
  }
  if (ShutDown)
    return refuse(std::move(*Id), lsp::ErrorCode::InvalidRequest, "the server was shut down");
  if (!Initialized && *Method != "initialize")
    return refuse(std::move(*Id), lsp::ErrorCode::ServerNotInitialized,
                  "the first request must be 'initialize'");
  Handler.onCall(*Method, std::move(Params), std::move(*Id));
}

void Server::onInitialize(const AnyParams &P, Reply Answer) {
  if (Initialized)
    return Answer(make_error<lsp::LSPError>("initialized already", lsp::ErrorCode::InvalidRequest));
  Initialized = true;
  const json::Value *Folders = at(P.Json, {"workspaceFolders"});
  const json::Array *List = Folders ? Folders->getAsArray() : nullptr;
  if (List && !List->empty())
    Folder = pathOf(text(List->front(), {"uri"}));
  if (Folder.empty())
    Folder = pathOf(text(P.Json, {"rootUri"}));
  if (Folder.empty() && !text(P.Json, {"rootPath"}).empty())
    Folder = realPath(text(P.Json, {"rootPath"}));
  Editor.HasProgress = flag(P.Json, {"capabilities", "window", "workDoneProgress"});
  Editor.HasRelated =
      flag(P.Json, {"capabilities", "textDocument", "publishDiagnostics", "relatedInformation"});
  std::vector<std::string> Complaints;
  if (const json::Value *Given = at(P.Json, {"initializationOptions"}))
    Asked = readSettings(*Given, Complaints);
  for (const std::string &Text : Complaints)
    Editor.show(lsp::MessageType::Warning, "stallfree: " + Text);

  json::Object Sync{{"openClose", true},
                    {"change", int(lsp::TextDocumentSyncKind::Incremental)},
                    {"save", json::Object{{"includeText", false}}}};
  Answer(json::Object{
      {"capabilities", json::Object{{"textDocumentSync", std::move(Sync)}}},
      {"serverInfo", json::Object{{"name", "stallfree"}, {"version", STALLFREE_VERSION}}}});
}

void Server::onInitialized(const AnyParams &) {
  if (!Folder.empty())
    start();
}

/// A workspace is known: finds its project and starts to read it.
void Server::start() {
  ProjectOptions &Project = Options.Project;
  if (Project.Root.empty()) {
    ProjectOptions Here;
    Here.Paths = {Folder};
    Project.Root = findRoot(Here);
  }
  Project.Root = realPath(Project.Root);
  if (!Asked.Database.empty())
    Project.DatabasePath = realPath(Asked.Database);
  if (Project.DatabasePath.empty())
    Project.DatabasePath = findCompileDatabase(Folder, Project.Root);
  // Without any, the planner says where it would be looked for.
  if (Project.DatabasePath.empty())
    Project.DatabasePath = Project.Root;
  Rules = std::make_shared<RuleBook>(Project.Root, Options.Packs);
  publishRules();
  Thinks = std::make_unique<Analyst>(Project, Rules, Open,
                                     [this](auto Seen) { publish(std::move(Seen)); });
  Thinks->setSettings(Asked);
  Reads = std::make_unique<Indexer>(Project, Rules, Editor, Open,
                                    [this](IndexedFacts F) { Thinks->setBase(std::move(F)); });
  Reads->update(Asked.BackgroundIndex);
}

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
  Thinks->due(Path, std::chrono::milliseconds(0));
}

void Server::onChange(const AnyParams &P) {
  // Long enough to let somebody type on.
  constexpr std::chrono::milliseconds Pause(300);
  std::string Path = pathOf(text(P.Json, {"textDocument", "uri"}));
  const json::Value *Version = at(P.Json, {"textDocument", "version"});
  const json::Value *Changes = at(P.Json, {"contentChanges"});
  if (Path.empty() || !Thinks)
    return;
  if (Error E = Open.change(Path, Version ? Version->getAsInteger().value_or(0) : 0,
                            Changes ? *Changes : json::Value(nullptr)))
    return Editor.log(lsp::MessageType::Error, toString(std::move(E)));
  Thinks->due(Path, Pause);
}

void Server::onSave(const AnyParams &P) {
  std::string Path = pathOf(text(P.Json, {"textDocument", "uri"}));
  if (Path.empty() || !Thinks)
    return;
  if (Rules->changed()) {
    publishRules();
    Thinks->relink();
  }
  if (Open.find(Path))
    Thinks->due(Path, std::chrono::milliseconds(0));
  Reads->update(Asked.BackgroundIndex);
}

void Server::onClose(const AnyParams &P) {
  std::string Uri = text(P.Json, {"textDocument", "uri"}).str();
  std::string Path = pathOf(Uri);
  if (Path.empty() || !Thinks)
    return;
  Open.close(Path);
  {
    std::lock_guard<std::mutex> Guard(Lock);
    Published.erase(Path);
  }
  Editor.notify("textDocument/publishDiagnostics",
                json::Object{{"uri", Uri}, {"diagnostics", json::Array()}});
  Thinks->due(Path, std::chrono::milliseconds(0));
}

void Server::onShutdown(const AnyParams &, Reply Answer) {
  ShutDown = true;
  if (Reads)
    Reads->cancel();
  Answer(nullptr);
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

void Server::publish(std::shared_ptr<const Analyzed> Seen) {
  std::map<std::string, std::string> Before;
  {
    std::lock_guard<std::mutex> Guard(Lock);
    Last = Seen;
    Before.swap(Published);
  }
  std::map<std::string, std::string> Sent;
  for (const auto &[Path, D] : Seen->Texts) {
    std::optional<Document> Now = Open.find(Path);
    // What was typed since will be looked at soon.
    if (!Now || Now->Text != D.Text)
      continue;
    json::Value Params = json::Object{{"uri", D.Uri},
                                      {"version", D.Version},
                                      {"diagnostics", diagnosticsOf(*Seen, D, Editor.HasRelated)}};
    std::string &Text = Sent[Path] = formatv("{0}", Params).str();
    if (Text != Before[Path])
      Editor.notify("textDocument/publishDiagnostics", std::move(Params));
  }
  std::lock_guard<std::mutex> Guard(Lock);
  Published = std::move(Sent);
}

} // namespace stallfree
