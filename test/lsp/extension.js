// Runs the packaged extension on the parts of Visual Studio Code that it uses,
// with the real client library and the real server.
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//   node extension.js NODE_MODULES EXTENSION.JS STALLFREE FILE...
//
// Opens each FILE in turn, prints its diagnostics and the actions offered on the
// first, restarts the server and ends it.

const Module = require('module');
const path = require('path');
const fs = require('fs');
const [modules, extensionFile, program, ...files] = process.argv.slice(2);

const nothing = {dispose() {}};
const mock = {fn: answer => answer || (() => nothing), spyOn: () => nothing};
const vscode = require(path.join(modules, 'jest-mock-vscode')).createVSCodeMock(mock);
Object.assign(vscode, {
  version: '1.91.0',
  env: {machineId: 'test', appName: 'test', language: 'en'},
  InlayHint: class {},
  CodeActionTriggerKind: {Invoke: 1, Automatic: 2},
  CancellationError: class extends Error {},
  CancellationTokenSource: class {
    token = {isCancellationRequested: false, onCancellationRequested: () => nothing};
    cancel() {}
    dispose() {}
  }
});

// Events that the test fires.
const events = {};
for (const part of [vscode.workspace, vscode.window, vscode.languages])
  for (const name of Object.keys(part).filter(key => /^on(Did|Will)/.test(key))) {
    events[name] = new vscode.EventEmitter();
    part[name] = events[name].event;
  }

const shown = [];
const errors = [];
vscode.window.createOutputChannel = () =>
    ({append() {}, appendLine() {}, show() {}, clear() {}, dispose() {}});
vscode.window.showErrorMessage = async text => { errors.push(text); };
vscode.window.withProgress = (options, task) =>
    task({report() {}}, new vscode.CancellationTokenSource().token);
vscode.workspace.createFileSystemWatcher = () => ({
  onDidCreate: () => nothing, onDidChange: () => nothing, onDidDelete: () => nothing, dispose() {}
});
vscode.workspace.getConfiguration = section => {
  const values = {path: program, arguments: [], tier: '', checks: '', compileCommands: '',
                  backgroundIndex: false};
  const at = name => (section === 'stallfree' ? values[name] : undefined);
  return {...(section === 'stallfree' ? values : {}),
          get: (name, otherwise) => at(name) ?? otherwise, inspect: () => undefined,
          has: name => at(name) !== undefined};
};
vscode.languages.match = (selector, document) =>
    [].concat(selector).some(s => s.language === document.languageId) ? 10 : 0;
vscode.languages.createDiagnosticCollection = () => ({
  set: (uri, list) => shown.push({file: path.basename(uri.fsPath), list: list || []}),
  delete() {}, clear() {}, dispose() {}
});
const providers = {};
vscode.languages.registerCodeActionsProvider = (selector, provider) => {
  providers.actions = provider;
  return nothing;
};
vscode.commands.registerCommand = (name, run) => { providers[name] = run; return nothing; };

const load = Module._load;
Module._load = (request, ...rest) => (request === 'vscode' ? vscode : load(request, ...rest));

async function until(condition) {
  const giveUp = Date.now() + 60000;
  while (!condition()) {
    if (Date.now() > giveUp) throw new Error('nothing came for a minute');
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

async function main() {
  vscode.workspace.setWorkspaceFolders(
      [{uri: vscode.Uri.file(process.cwd()), name: 'project', index: 0}]);
  const extension = require(path.resolve(extensionFile));
  await extension.activate({subscriptions: []});
  errors.forEach(text => console.log(`error: ${text}`));
  if (errors.length) return;
  for (const file of files) {
    const document = await vscode.workspace.openTextDocument(path.resolve(file));
    Object.defineProperty(document, 'languageId', {value: 'cpp'});
    vscode.workspace.textDocuments.push(document);
    events.onDidOpenTextDocument.fire(document);
    await until(() => shown.some(s => s.file === file));
    const {list} = shown.find(s => s.file === file);
    for (const d of list)
      console.log(`${file}:${d.range.start.line + 1}: ${d.message.split('\n')[0]} [${d.code?.value ?? d.code}]`);
    if (!list.length) {
      console.log(`${file}: nothing`);
      continue;
    }
    const offered = await providers.actions.provideCodeActions(
        document, list[0].range, {diagnostics: list.slice(0, 1), only: undefined, triggerKind: 1},
        new vscode.CancellationTokenSource().token);
    for (const action of offered) console.log(`action: ${action.title}`);
  }
  console.log(`refresh: ${'stallfree.refresh' in providers}, restart: ${'stallfree.restart' in providers}`);
  shown.length = 0;
  await providers['stallfree.restart']();
  await until(() => shown.some(s => s.file === files[0] && s.list.length));
  console.log('restarted: shown again');
  await extension.deactivate();
  console.log('ended');
}

main().then(() => process.exit(0), error => { console.log(error.stack); process.exit(1); });
