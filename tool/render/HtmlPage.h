//===- HtmlPage.h - Style and script of the HTML report ---------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The page works without the script: <details> opens a finding. The script
// adds filters, search, keys and opening the finding named in the address.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_RENDER_HTMLPAGE_H
#define STALLFREE_RENDER_HTMLPAGE_H

namespace stallfree {

inline constexpr char HtmlStyle[] = R"css(
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 20%, transparent);
  --soft: color-mix(in srgb, currentColor 60%, transparent);
  --fill: color-mix(in srgb, currentColor 6%, transparent);
  --bad: light-dark(#b3261e, #ff8a80); --warn: light-dark(#8a5a00, #ffc46b); }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 80rem; padding: 1rem;
  display: grid; grid-template-columns: 16rem minmax(0, 1fr); gap: 0 2rem; }
header { grid-column: 1 / -1; }
h1 { font-size: 1.4rem; margin: 0; }
h2 { font-size: .8rem; text-transform: uppercase; letter-spacing: .05em; margin: 1rem 0 .3rem; }
input { font: inherit; min-width: 20rem; padding: .2rem .5rem; }
.facet { list-style: none; margin: 0; padding: 0; }
.facet button { font: inherit; width: 100%; text-align: left; border: 0; border-radius: .3rem;
  background: none; color: inherit; padding: .1rem .4rem; cursor: pointer; overflow-wrap: anywhere; }
.facet button b { float: right; font-weight: normal; color: var(--soft); }
.facet button[aria-pressed=true] { background: var(--line); font-weight: 600; }
article, .graph { border-bottom: 1px solid var(--line); padding: .4rem 0; }
article:target { outline: 2px solid; outline-offset: 4px; }
summary { cursor: pointer; overflow-wrap: anywhere; }
summary span, p span, li > span, .keys { color: var(--soft); }
summary .tier { color: inherit; font-weight: 600; }
summary .definite { color: var(--bad); } summary .probable { color: var(--warn); }
pre { background: var(--fill); padding: .5rem; overflow-x: auto; margin: .2rem 0 .6rem;
  font: 13px/1.45 ui-monospace, monospace; }
mark { background: color-mix(in srgb, gold 35%, transparent); color: inherit; }
.advice { border-left: 3px solid; padding-left: .6rem; }
.drawing { margin: .4rem 0; } .drawing div { overflow: auto; max-height: 80vh; }
.drawing rect { fill: Canvas; stroke: var(--soft); }
.drawing .root rect { stroke-width: 2; } .drawing .blocker rect { stroke: var(--bad); }
.drawing text { font: 11px ui-monospace, monospace; fill: currentColor; }
.drawing path { fill: none; stroke: var(--soft); }
.drawing a:focus rect, .drawing a:hover rect { fill: var(--line); }
:focus-visible { outline: 2px solid; outline-offset: 2px; }
@media (max-width: 50rem) { body { display: block; } input { min-width: 0; width: 100%; } }
)css";

inline constexpr char HtmlScript[] = R"js(
(() => {
  const articles = [...document.querySelectorAll('article')];
  const texts = articles.map(a => a.textContent.toLowerCase());
  const buttons = [...document.querySelectorAll('.facet button')];
  const search = document.getElementById('search');
  const count = document.getElementById('count');
  function apply() {
    const wanted = {};
    for (const b of buttons)
      if (b.getAttribute('aria-pressed') === 'true')
        (wanted[b.dataset.facet] ??= new Set()).add(b.dataset.value);
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    articles.forEach((a, i) => {
      const ok = Object.entries(wanted).every(([f, v]) => v.has(a.dataset[f])) &&
                 words.every(w => texts[i].includes(w));
      a.hidden = !ok;
      shown += ok;
    });
    count.value = shown === articles.length ? `${shown} shown` : `${shown} of ${articles.length} shown`;
  }
  for (const b of buttons)
    b.addEventListener('click', () => {
      b.setAttribute('aria-pressed', b.getAttribute('aria-pressed') !== 'true');
      apply();
    });
  search.addEventListener('input', apply);
  document.addEventListener('keydown', e => {
    if (e.key === '/' && document.activeElement !== search) { e.preventDefault(); search.focus(); }
    if (document.activeElement === search) {
      if (e.key === 'Escape') { search.value = ''; apply(); search.blur(); }
      return;
    }
    if (e.key !== 'j' && e.key !== 'k') return;
    const shown = articles.filter(a => !a.hidden);
    const at = shown.findIndex(a => a.contains(document.activeElement));
    const next = shown[e.key === 'j' ? at + 1 : Math.max(at, 1) - 1];
    if (next) next.querySelector('summary').focus();
  });
  function openTarget() {
    const target = document.getElementById(location.hash.slice(1));
    const details = target && target.querySelector('details');
    if (!details) return;
    target.hidden = false;
    details.open = true;
    target.scrollIntoView();
  }
  addEventListener('hashchange', openTarget);
  apply();
  openTarget();
})();
)js";

} // namespace stallfree

#endif // STALLFREE_RENDER_HTMLPAGE_H
