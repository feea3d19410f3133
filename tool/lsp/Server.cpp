//===- Server.cpp - The language server: messages in and out --------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Server.h"
#include "build/CompileDatabase.h"
#include "lsp/Json.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace stallfree {

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
  Handler.method("textDocument/codeAction", this, &Server::onCodeAction);
  Handler.method("textDocument/hover", this, &Server::onHover);
  Handler.method("textDocument/codeLens", this, &Server::onCodeLens);
  Handler.method("workspace/executeCommand", this, &Server::onCommand);
  Handler.method("workspace/willRenameFiles", this, &Server::answerNothing);
  Handler.notification("$/cancelRequest", this, &Server::onCancel);
  Handler.notification("window/workDoneProgress/cancel", this, &Server::onCancelProgress);
  Handler.notification("workspace/didChangeConfiguration", this, &Server::onConfiguration);
  Handler.notification("workspace/didChangeWatchedFiles", this, &Server::onFilesChanged);
  Handler.notification("workspace/didCreateFiles", this, &Server::onFilesChanged);
  Handler.notification("workspace/didRenameFiles", this, &Server::onFilesChanged);
  Handler.notification("workspace/didDeleteFiles", this, &Server::onFilesChanged);
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
  Current = *Id;
  Handler.onCall(*Method, std::move(Params), std::move(*Id));
}

static constexpr StringLiteral Sources = "**/*.{c,cc,cpp,cxx,h,hh,hpp,hxx,ipp,tpp}";

static json::Value capabilities() {
  json::Object Sync{{"openClose", true},
                    {"change", int(lsp::TextDocumentSyncKind::Incremental)},
                    {"save", json::Object{{"includeText", false}}}};
  json::Object Filter{{"scheme", "file"}, {"pattern", json::Object{{"glob", Sources}}}};
  json::Value Files = json::Object{{"filters", json::Array{std::move(Filter)}}};
  json::Object Operations{{"didCreate", Files}, {"didRename", Files}, {"didDelete", Files}};
  return json::Object{
      {"textDocumentSync", std::move(Sync)},
      {"codeActionProvider", json::Object{{"codeActionKinds", json::Array{"quickfix"}}}},
      {"hoverProvider", true},
      {"codeLensProvider", json::Object{{"resolveProvider", false}}},
      {"executeCommandProvider", json::Object{{"commands", json::Array{"stallfree.refresh"}}}},
      {"workspace", json::Object{{"fileOperations", std::move(Operations)}}}};
}

/// Asks to be told of changes on disk; other editors tell of saves only.
static json::Value watchers() {
  json::Array Globs;
  for (StringRef Glob :
       {StringRef(Sources), StringRef("**/.stallfree.yaml"), StringRef("**/compile_commands.json")})
    Globs.push_back(json::Object{{"globPattern", Glob}});
  return json::Object{
      {"registrations", json::Array{json::Object{
                            {"id", "stallfree-files"},
                            {"method", "workspace/didChangeWatchedFiles"},
                            {"registerOptions", json::Object{{"watchers", std::move(Globs)}}}}}}};
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

  Editor.CanWatch =
      flag(P.Json, {"capabilities", "workspace", "didChangeWatchedFiles", "dynamicRegistration"});
  Editor.HasLensRefresh = flag(P.Json, {"capabilities", "workspace", "codeLens", "refreshSupport"});
  Answer(json::Object{
      {"capabilities", capabilities()},
      {"serverInfo", json::Object{{"name", "stallfree"}, {"version", STALLFREE_VERSION}}}});
}

void Server::onInitialized(const AnyParams &) {
  if (Editor.CanWatch)
    Editor.request("client/registerCapability", watchers());
  if (!Folder.empty())
    start();
}

/// Where the compile database is; the root if there is none.
std::string Server::database() const {
  if (!Asked.Database.empty()) {
    SmallString<256> Path(Asked.Database);
    sys::path::make_absolute(Folder, Path);
    return realPath(Path);
  }
  if (!FlagDatabase.empty())
    return realPath(FlagDatabase);
  std::string Found = findCompileDatabase(Folder, Options.Project.Root);
  return Found.empty() ? Options.Project.Root : Found;
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
  FlagDatabase = Project.DatabasePath;
  Project.DatabasePath = database();
  Rules = std::make_shared<RuleBook>(Project.Root, Options.Packs);
  if (Rules->current()->Rules.Packs.empty())
    Editor.show(lsp::MessageType::Error,
                "stallfree: no rule packs found beside the program; install it again");
  publishRules();
  Thinks = std::make_unique<Analyst>(Project, Rules, Open,
                                     [this](auto Seen) { publish(std::move(Seen)); });
  Thinks->setSettings(Asked);
  Reads = std::make_unique<Indexer>(Project, Rules, Editor, Open,
                                    [this](IndexedFacts F) { Thinks->setBase(std::move(F)); });
  Reads->update(Asked.BackgroundIndex);
}

void Server::onShutdown(const AnyParams &, Reply Answer) {
  answerAll([](const Question &) { return true; }, nullptr);
  ShutDown = true;
  if (Reads)
    Reads->cancel();
  Answer(nullptr);
}

} // namespace stallfree
