//===- Client.cpp - What the server says to the editor --------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Client.h"

using namespace llvm;

namespace stallfree {

void Client::notify(StringLiteral Method, json::Value Params) {
  Handler.outgoingNotification<json::Value>(Method)(Params);
}

void Client::request(StringLiteral Method, json::Value Params) {
  int64_t Id;
  {
    std::lock_guard<std::mutex> Guard(Lock);
    Id = ++NextId;
  }
  auto Ignore = [](json::Value, Expected<lsp::NoParams> Answer) {
    if (!Answer)
      consumeError(Answer.takeError());
  };
  Handler.outgoingRequest<json::Value, lsp::NoParams>(Method, Ignore)(Params, Id);
}

void Client::log(lsp::MessageType Type, const std::string &Text) {
  notify("window/logMessage", json::Object{{"type", int(Type)}, {"message", Text}});
}

void Client::show(lsp::MessageType Type, const std::string &Text) {
  {
    std::lock_guard<std::mutex> Guard(Lock);
    if (!Shown.insert(Text).second)
      return;
  }
  notify("window/showMessage", json::Object{{"type", int(Type)}, {"message", Text}});
}

} // namespace stallfree
