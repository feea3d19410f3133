// A scripted session with the protocol's own client library.
//
//   node session.js NODE_MODULES STALLFREE FOLDER [SECONDS [asio]]
//
// Makes a project of 20 sources in FOLDER, then opens, types, undoes, saves,
// renames and closes at random (always the same random) for SECONDS. After each
// step the diagnostics must become those that the step calls for; those of an
// unchanged file are the ones of `stallfree check`. Memory must not grow. With
// `asio` the sources include <asio.hpp>.
const fs = require('fs')
const path = require('path')
const { execFileSync, spawn } = require('child_process')
const { pathToFileURL } = require('url')
const [modules, stallfree, folder, seconds = '10', flavour] = process.argv.slice(2)
const lsp = require(path.resolve(modules, 'vscode-languageserver-protocol/node'))

const Files = 20
const name = n => `datei ö ${n}.cpp`
const pathOf = file => path.join(folder, file)
const uriOf = file => pathToFileURL(pathOf(file)).href
const source = n => `#include "shared.h"
int load_${n}(int deep) { return deep ? load_${(n + 1) % Files}(deep - 1) : read_all(${n}); }
struct Job_${n} : Job {
  void run() override { ::sleep(${n + 1}); }
};
[[clang::annotate("stallfree::loop")]] void on_event_${n}() {
  /* ö */ load_${n}(1);
  retry([] { ::usleep(30000); });
  Job_${n} job;
  start(job);
}
`
const header = `#pragma once
${flavour === 'asio' ? '#include <asio.hpp>' : ''}
#include <unistd.h>
struct Job { virtual void run() = 0; };
inline void start(Job &job) { job.run(); }
template <typename F> void retry(F f) { f(); ::usleep(70000); }
inline int read_all(int n) { ::sleep(n); return n; }
${[...Array(Files).keys()].map(n => `int load_${n}(int deep);`).join('\n')}
`
fs.rmSync(folder, { recursive: true, force: true })
fs.mkdirSync(folder, { recursive: true })
fs.writeFileSync(pathOf('shared.h'), header)
fs.writeFileSync(pathOf('.stallfree.yaml'), 'pack: session\n')
const entries = []
for (let n = 0; n < Files; ++n) {
  fs.writeFileSync(pathOf(name(n)), source(n))
  entries.push({ directory: folder, file: name(n), arguments: ['clang++', '-std=c++20', name(n)] })
}
fs.writeFileSync(pathOf('compile_commands.json'), JSON.stringify(entries))

/// What `stallfree check` finds, by file.
function checked() {
  const output = execFileSync('sh', ['-c', `"${stallfree}" check --quiet --format=json --store=../other-store || true`],
    { cwd: folder, maxBuffer: 1 << 28 })
  const found = {}
  for (const f of JSON.parse(output).findings)
    (found[f.file] ??= []).push(`${f.line}:${f.check}`)
  return found
}

const server = spawn(stallfree, ['lsp'], { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] })
const connection = lsp.createProtocolConnection(
  new lsp.StreamMessageReader(server.stdout), new lsp.StreamMessageWriter(server.stdin))
const open = new Map() // uri -> {version, text}
const shown = new Map() // uri -> {version, keys}
let waiting = null
const progress = []

function fail(text) {
  console.error('FAILED: ' + text)
  server.kill()
  process.exit(1)
}

connection.onNotification('textDocument/publishDiagnostics', p => {
  const now = open.get(p.uri)
  const keys = p.diagnostics.map(d => `${d.range.start.line + 1}:${d.code}`).sort()
  if (p.version !== undefined && p.version > (now ? now.version : 1e9)) fail('a version that never was')
  if (!now && keys.length && p.version === undefined) fail('diagnostics of a closed file')
  shown.set(p.uri, { version: p.version, keys })
  if (waiting) waiting()
})
connection.onRequest('window/workDoneProgress/create', () => null)
connection.onRequest('client/registerCapability', () => null)
connection.onNotification('$/progress', p => progress.push(p.value.kind))

/// The diagnostics of uri become keys for its present version.
function expect(uri, keys, step) {
  const wanted = JSON.stringify(keys)
  return new Promise(resolve => {
    const timer = setTimeout(() => fail(
      `${step}: ${uri} should show ${wanted} but shows ${JSON.stringify(shown.get(uri))}`), 120000)
    waiting = () => {
      const s = shown.get(uri), now = open.get(uri)
      if (!s || JSON.stringify(s.keys) !== wanted || (now && s.version !== now.version)) return
      waiting = null
      clearTimeout(timer)
      resolve()
    }
    waiting()
  })
}

let seed = 7
const random = n => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % n

function didOpen(file) {
  const text = fs.readFileSync(pathOf(file), 'utf8')
  open.set(uriOf(file), { version: 1, text })
  shown.delete(uriOf(file))
  connection.sendNotification('textDocument/didOpen',
    { textDocument: { uri: uriOf(file), languageId: 'cpp', version: 1, text } })
}
function didClose(file) {
  open.delete(uriOf(file))
  connection.sendNotification('textDocument/didClose', { textDocument: { uri: uriOf(file) } })
}
/// Inserts or removes text in a line, which has characters of two bytes.
function type(file, line, character, removed, text) {
  const now = open.get(uriOf(file))
  ++now.version
  const lines = now.text.split('\n')
  lines[line] = lines[line].slice(0, character) + text + lines[line].slice(character + removed)
  now.text = lines.join('\n')
  connection.sendNotification('textDocument/didChange', {
    textDocument: { uri: uriOf(file), version: now.version },
    contentChanges: [{ range: { start: { line, character }, end: { line, character: character + removed } }, text }]
  })
}
function save(file) {
  fs.writeFileSync(pathOf(file), open.get(uriOf(file)).text)
  connection.sendNotification('textDocument/didSave', { textDocument: { uri: uriOf(file) } })
}
const memory = () => Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${server.pid}/status`, 'utf8'))[1]) / 1024

const Line = 6, Column = 9, Typed = ' ::sleep(9);'
async function round(n, base) {
  const file = name(n), uri = uriOf(file)
  const added = [...base, `${Line + 1}:blocking-sleep`].sort()
  didOpen(file)
  await expect(uri, base, 'open')
  for (let i = 0; i < Typed.length; ++i) type(file, Line, Column + i, 0, Typed[i])
  await expect(uri, added, 'typing')
  type(file, Line, Column, Typed.length, '')
  await expect(uri, base, 'undo')
  if (random(2)) {
    type(file, Line, Column, 0, Typed)
    save(file)
    await expect(uri, added, 'save')
    type(file, Line, Column, Typed.length, '')
    save(file)
    await expect(uri, base, 'save of the undone')
  }
  if (random(4) === 0) {
    const other = 'renamed ' + file
    for (const [from, to] of [[file, other], [other, file]]) {
      didClose(from)
      fs.renameSync(pathOf(from), pathOf(to))
      connection.sendNotification('workspace/didRenameFiles', { files: [{ oldUri: uriOf(from), newUri: uriOf(to) }] })
      didOpen(to)
      await expect(uriOf(to), base, 'rename')
    }
  }
  didClose(file)
  await expect(uri, [], 'close')
}

async function main() {
  connection.listen()
  await connection.sendRequest('initialize', {
    processId: process.pid, rootUri: pathToFileURL(folder).href,
    capabilities: { window: { workDoneProgress: true }, textDocument: { publishDiagnostics: { relatedInformation: true } } }
  })
  connection.sendNotification('initialized', {})
  await connection.sendRequest('workspace/executeCommand', { command: 'stallfree.refresh' })
  if (progress[0] !== 'begin' || progress.at(-1) !== 'end') fail('progress: ' + progress)
  const found = checked()
  const base = found[name(3)].sort()
  if (base.length < 2) fail('nothing to see: ' + base)

  // Some rule is written, and taken away.
  didOpen(name(3))
  await expect(uriOf(name(3)), base, 'first open')
  const rules = text => {
    fs.writeFileSync(pathOf('.stallfree.yaml'), 'pack: session\n' + text)
    connection.sendNotification('workspace/didChangeWatchedFiles',
      { changes: [{ uri: uriOf('.stallfree.yaml'), type: 2 }] })
  }
  rules('options:\n  checks: "-blocking-sleep"\n')
  await expect(uriOf(name(3)), [], 'a check switched off')
  rules('')
  await expect(uriOf(name(3)), base, 'and on again')
  didClose(name(3))

  // A refresh that is cancelled says so.
  fs.writeFileSync(pathOf('shared.h'), header + '\n')
  const source = new lsp.CancellationTokenSource()
  const refresh = connection.sendRequest('workspace/executeCommand', { command: 'stallfree.refresh' }, source.token)
  source.cancel()
  const code = await refresh.then(() => 0, e => e.code)
  if (code !== -32800) fail('cancelled refresh: ' + code)
  await connection.sendRequest('workspace/executeCommand', { command: 'stallfree.refresh' })

  const end = Date.now() + Number(seconds) * 1000, sizes = []
  let rounds = 0
  while (Date.now() < end || rounds < 3) {
    const n = random(Files)
    await round(n, found[name(n)].sort())
    ++rounds
    sizes.push(memory())
  }
  const median = list => list.sort((a, b) => a - b)[list.length >> 1]
  const quarter = Math.max(1, sizes.length >> 2)
  const early = median(sizes.slice(quarter, 2 * quarter)), late = median(sizes.slice(-quarter))
  console.log(`${rounds} rounds; memory ${early.toFixed(0)} MB in the second quarter, ${late.toFixed(0)} MB in the last, ${Math.max(...sizes).toFixed(0)} MB at most`)
  if (Number(seconds) >= 60 && late > early * 1.1) fail('memory grows')
  await connection.sendRequest('shutdown')
  connection.sendNotification('exit')
  server.on('exit', status => {
    if (status !== 0) fail('exit status ' + status)
    console.log('no stale diagnostic')
  })
}
server.on('exit', status => { if (status) fail('the server ended: ' + status) })
main().catch(e => fail(e.stack))
