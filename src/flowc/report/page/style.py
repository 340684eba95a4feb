"""The style of a page, by day and by night; colours have the contrast that WCAG 2.2 asks for at level AA."""

from __future__ import annotations

__all__ = ["STYLE"]

STYLE = """\
:root { color-scheme: light dark; --paper: #fff; --ink: #141a26; --soft: #515c6f; --line: #c3c9d4; --back: #f6f7f9;
  --link: #1d4fb8; --bad: #a3242b; --good: #0c6b44; --warn: #7c4a03; --mark: #ffe08a }
@media (prefers-color-scheme: dark) { :root { --paper: #151a23; --ink: #f0f3f8; --soft: #aab4c6; --line: #475168;
  --back: #10141c; --link: #9cc0ff; --bad: #ffa8a8; --good: #7fe0b0; --warn: #f6c667; --mark: #6b5310 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 Helvetica, Arial, "Liberation Sans",
  sans-serif }
header, main, footer { max-width: 84rem; margin: 0 auto; padding: 1rem 1.25rem }
header { padding-bottom: 0 } main { padding-top: 0 } main > section > h2 { margin-top: 1rem }
h1 { font-size: 1.9rem; line-height: 1.2; margin: .6rem 0 } h2 { font-size: 1.5rem; margin: 2.2rem 0 .6rem }
h3 { font-size: 1.15rem; margin: 1.8rem 0 .5rem } h4 { font-size: 1rem; margin: 0 }
a { color: var(--link) }
nav ul { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; padding: 0; list-style: none; margin: .5rem 0 }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
.numbers { display: flex; flex-wrap: wrap; gap: .8rem; margin: 1rem 0; padding: 0 }
.numbers div { border: 1px solid var(--line); border-radius: .6rem; padding: .5rem .9rem; background: var(--back) }
.numbers dt { color: var(--soft); font-size: .85rem } .numbers dd { margin: 0; font-size: 1.15rem; font-weight: bold }
.wide { overflow-x: auto } table { border-collapse: collapse; width: 100%; font-size: .95rem }
th, td { text-align: left; vertical-align: top; padding: .4rem .7rem; border-bottom: 1px solid var(--line) }
thead th { background: var(--back) } td.number { text-align: right; white-space: nowrap }
kbd { display: inline-block; min-width: 1.6rem; text-align: center; font: bold .85rem Helvetica, Arial, sans-serif;
  border: 1px solid var(--soft); border-radius: .3rem; padding: .05rem .4rem }
.quiet { color: var(--soft) } .bad { color: var(--bad) } .good { color: var(--good) } .warn { color: var(--warn) }
.stage { border: 1px solid var(--line); border-radius: .6rem; overflow: auto; max-height: 80vh;
  background: var(--back) }
.stage svg { display: block; max-width: none } .stage:not(.live) svg { max-width: 100%; height: auto }
.stage.live { cursor: grab } .stage.live .card { cursor: pointer }
.tools { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: .5rem 0 }
.tools button, .tools input { font: inherit; color: inherit; background: var(--back); border: 1px solid var(--soft);
  border-radius: .4rem; padding: .2rem .7rem }
.dim { opacity: .25 } .step { border-top: 1px solid var(--line); padding: .8rem 0; scroll-margin-top: 1rem }
.step:target, .step.shown { background: var(--back); box-shadow: -.5rem 0 0 var(--link) }
.step p { margin: .2rem 0 } .step summary { cursor: pointer; color: var(--link) }
pre { overflow-x: auto; background: var(--back); border: 1px solid var(--line); border-radius: .4rem; padding: .6rem;
  font-size: .85rem; margin: .4rem 0 }
pre .at { color: var(--soft) }
ol.call { font-size: .92rem; margin: .3rem 0; padding-left: 1.4rem } details { margin: .3rem 0 }
@media (max-width: 40rem) {
  .long thead { display: none } .long :is(table, tbody, tr, td) { display: block }
  .long tr { border-bottom: 1px solid var(--line); padding: .5rem 0 }
  .long td { border: 0; padding: .1rem 0; overflow-wrap: anywhere }
  .long td::before { content: attr(data-head) ": "; color: var(--soft) } }
@media print { .stage { max-height: none; overflow: visible } .tools, nav { display: none } }
"""
