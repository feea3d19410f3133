// Takes the pictures of the README.
//
//   node shoot.js NODE_MODULES FOLDER COMMAND TERMINAL.txt REPORT.html
'use strict';
const fs = require('fs');
const path = require('path');

const [modules, folder, command, terminal, report] = process.argv.slice(2);
const {chromium} = require(path.resolve(modules, 'playwright-core'));

const hues = {31: '#f2777a', 32: '#99cc99', 34: '#6ab0f3', 35: '#d3a0e0', 36: '#66cccc'};
const escape = text => text.replace(/[&<>]/g, c => ({'&': '&amp;', '<': '&lt;', '>': '&gt;'}[c]));

/// What a terminal makes of the escape sequences that clang and we write.
function terminalPage(text) {
  let body = '', style = {};
  for (const [, codes, chunk] of ('\x1b[0m' + text).matchAll(/\x1b\[([\d;]*)m([^\x1b]*)/g)) {
    for (const code of codes.split(';').map(Number)) {
      if (code === 0) style = {};
      else if (code === 1) style['font-weight'] = 'bold';
      else if (hues[code % 100 - (code >= 90 ? 60 : 0)]) style.color = hues[code % 100 - (code >= 90 ? 60 : 0)];
    }
    const css = Object.entries(style).map(([k, v]) => `${k}:${v}`).join(';');
    body += `<span style="${css}">${escape(chunk)}</span>`;
  }
  return `<body style="margin:0;background:#1d1f21"><pre style="display:inline-block;width:118ch;
    white-space:pre-wrap;margin:0;padding:14px;color:#ddd;font:13px/1.4 monospace">` +
    `<span style="color:#999">$</span> ${escape(command)}\n${body.trimEnd()}</pre></body>`;
}

(async () => {
  const browser = await chromium.launch({executablePath: '/usr/bin/chromium', args: ['--headless',
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync']});
  const page = await browser.newPage({viewport: {width: 1100, height: 720}});
  await page.setContent(terminalPage(fs.readFileSync(terminal, 'utf8')));
  await page.locator('pre').screenshot({path: path.join(folder, 'terminal.png')});
  await page.goto('file://' + path.resolve(report));
  await page.locator('article[data-check=blocking-dns] summary').first().click();
  await page.locator('.graph > summary').click();
  await page.screenshot({path: path.join(folder, 'report.png')});
  await browser.close();
})().catch(error => {
  console.error(error);
  process.exit(1);
});
