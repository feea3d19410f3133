// Uses HTML reports as a reader does, in headless Chromium.
//
//   node check-html.js NODE_MODULES PICTURES REAL.html HOSTILE.html MANY.html
//
// Leaves screenshots in PICTURES. Any request to the network, script error or
// dialog fails.
'use strict';
const assert = require('assert');
const path = require('path');

const [modules, pictures, real, hostile, many] = process.argv.slice(2);
const {chromium} = require(path.resolve(modules, 'playwright-core'));

const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

async function open(browser, file, options = {}) {
  const page = await browser.newPage({viewport: {width: 1200, height: 900}, ...options});
  const address = 'file://' + path.resolve(file);
  page.on('request', r => assert.ok(r.url().startsWith(address), `fetched ${r.url()}`));
  page.on('pageerror', e => { throw e; });
  page.on('dialog', d => { throw new Error(`dialog: ${d.message()}`); });
  await page.goto(address);
  return page;
}

const visible = page => page.locator('article:visible').count();

async function read(browser) {
  const page = await open(browser, real);
  const all = await visible(page);
  assert.ok(all >= 4, `${all} findings`);

  // Filters: each count is what its button leaves.
  for (const facet of ['check', 'tier', 'executor', 'folder']) {
    const button = page.locator(`button[data-facet=${facet}]`).first();
    const count = Number(await button.locator('b').textContent());
    await button.click();
    assert.strictEqual(await visible(page), count, facet);
    await button.click();
  }
  assert.strictEqual(await visible(page), all);

  // Search from the keyboard, then on to a finding and into its chain.
  await page.keyboard.press('/');
  await page.keyboard.type('getaddrinfo');
  assert.strictEqual(await visible(page), 1);
  assert.match(await page.locator('#count').textContent(), /^1 of \d+ shown$/);
  await page.keyboard.press('Escape');
  assert.strictEqual(await visible(page), all);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  const first = page.locator('article').first();
  assert.ok(await first.locator('ol').isVisible(), 'opened by the keyboard');
  assert.ok(await first.locator('pre mark').count() > 0, 'source excerpts');
  assert.ok(await first.locator('.advice').first().isVisible(), 'advice');

  // The drawing leads to a finding.
  await page.locator('.graph > summary').click();
  for (const kind of ['root', 'helper', 'blocker'])
    assert.ok(await page.locator(`.drawing .${kind}`).count() > 0, kind);
  await page.screenshot({path: path.join(pictures, 'report-drawing.png')});
  const link = page.locator('.drawing a').first();
  const target = (await link.getAttribute('href')).slice(1);
  await link.click();
  assert.ok(await page.locator(`[id="${target}"] details`).getAttribute('open') !== null);
  await page.close();

  // A link to one finding, in either colour scheme.
  const colours = [];
  for (const colorScheme of ['light', 'dark']) {
    const linked = await open(browser, real, {colorScheme});
    await linked.goto(linked.url() + '#' + target);
    await linked.reload();
    assert.ok(await linked.locator(`[id="${target}"] ol`).isVisible(), 'deep link');
    colours.push(await linked.evaluate(() => {
      const context = document.createElement('canvas').getContext('2d');
      context.fillStyle = getComputedStyle(document.body).color;
      return context.fillStyle;
    }));
    await linked.screenshot({path: path.join(pictures, `report-${colorScheme}.png`)});
    await linked.close();
  }
  assert.notStrictEqual(colours[0], colours[1], 'dark is not light');

  // Narrow screens scroll down only.
  const phone = await open(browser, real, {viewport: {width: 400, height: 800}});
  assert.ok(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await phone.close();
  console.log(`${all} findings read`);
}

async function escape(browser) {
  const page = await open(browser, hostile);
  assert.strictEqual(await page.locator('article script').count(), 0);
  assert.ok((await page.content()).includes('&lt;script&gt;alert'));
  await page.close();
  console.log('hostile text is text');
}

async function scale(browser) {
  const page = await open(browser, many);
  assert.strictEqual(await visible(page), 1000);
  const spent = await page.evaluate(() => {
    const search = document.getElementById('search');
    const start = performance.now();
    search.value = 'finding-number-77 ';
    search.dispatchEvent(new Event('input'));
    document.body.getBoundingClientRect();
    return performance.now() - start;
  });
  assert.ok(await visible(page) >= 1 && await visible(page) < 1000);
  assert.match(await page.locator('.drawing figcaption').textContent(), /the first \d+ of 1,000 findings/);
  await page.screenshot({path: path.join(pictures, 'report-1000.png')});
  await page.close();
  console.log(`1000 findings searched in ${Math.round(spent)} ms`);
}

(async () => {
  const browser = await chromium.launch({executablePath: '/usr/bin/chromium', args: flags});
  try {
    await read(browser);
    await escape(browser);
    await scale(browser);
  } finally {
    await browser.close();
  }
})().catch(error => {
  console.error(error);
  process.exit(1);
});
