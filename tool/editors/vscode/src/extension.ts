// Starts `stallfree lsp` for C and C++ and hands the settings on.
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

import * as vscode from 'vscode'
import { LanguageClient } from 'vscode-languageclient/node'

let client: LanguageClient | undefined

function settings() {
  return vscode.workspace.getConfiguration('stallfree')
}

async function start(): Promise<void> {
  const command = settings().get<string>('path', 'stallfree')
  const args = ['lsp', ...settings().get<string[]>('arguments', [])]
  client = new LanguageClient('stallfree', 'Stallfree', { command, args }, {
    documentSelector: [{ scheme: 'file', language: 'cpp' }, { scheme: 'file', language: 'c' }],
    initializationOptions: settings(),
    synchronize: { configurationSection: 'stallfree' }
  })
  try {
    await client.start()
  } catch (e) {
    vscode.window.showErrorMessage(
      `'${command}' cannot be started: ${e instanceof Error ? e.message : e}. ` +
      `Install stallfree, or set "stallfree.path".`)
  }
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  // `stallfree.refresh` is a command of the server: the client registers it.
  context.subscriptions.push(vscode.commands.registerCommand('stallfree.restart', async () => {
    await deactivate()
    await start()
  }))
  context.subscriptions.push(vscode.workspace.onDidChangeConfiguration(async change => {
    if (change.affectsConfiguration('stallfree.path') || change.affectsConfiguration('stallfree.arguments')) {
      await deactivate()
      await start()
    }
  }))
  await start()
}

export async function deactivate(): Promise<void> {
  const old = client
  client = undefined
  if (old?.isRunning()) await old.stop()
}
