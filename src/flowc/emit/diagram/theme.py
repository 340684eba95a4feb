"""The colours of a picture, by day and by night.

A colour is known by what it is for. Every pair of ``PAIRS`` (what is drawn, what it is drawn on) has the contrast that
WCAG 2.2 asks for at level AA: 4.5 for text, 3 for lines and signs that carry meaning. No colour says anything that a
word, a sign or a pattern of dashes does not say too.
"""

from __future__ import annotations

import re

__all__ = ["DARK", "LIGHT", "PAIRS", "style_sheet"]

LIGHT = {
    "paper": "#f6f7f9",
    "card": "#ffffff",
    "edge": "#c3c9d4",
    "ink": "#141a26",
    "soft": "#515c6f",
    "line": "#2b3850",
    "quiet": "#707b8f",
    "key": "#1f2b43",
    "on-key": "#ffffff",
    "step": "#e9edf3",
    "menu": "#dbe8ff",
    "question": "#1d4fb8",
    "decide": "#fdf0d5",
    "decided": "#7c4a03",
    "on-decided": "#ffffff",
    "speech": "#515c6f",
    "go": "#0c6b44",
    "go-back": "#dff5e9",
    "stop": "#a3242b",
    "stop-back": "#fde7e7",
    "hand": "#6a35b1",
    "hand-back": "#efe6fc",
    "start": "#0c6b44",
    "on-start": "#ffffff",
    "error": "#a3242b",
    "on-error": "#ffffff",
    "warning": "#7c4a03",
    "on-warning": "#ffffff",
    "info": "#1d4fb8",
    "on-info": "#ffffff",
    "taken": "#b3410b",
    "missed": "#a3242b",
}
DARK = {
    "paper": "#10141c",
    "card": "#1a202c",
    "edge": "#475168",
    "ink": "#f0f3f8",
    "soft": "#aab4c6",
    "line": "#c4cede",
    "quiet": "#8994a9",
    "key": "#e6ebf4",
    "on-key": "#141a26",
    "step": "#262e3d",
    "menu": "#1d3563",
    "question": "#9cc0ff",
    "decide": "#463210",
    "decided": "#f6c667",
    "on-decided": "#2a1d03",
    "speech": "#aab4c6",
    "go": "#7fe0b0",
    "go-back": "#12392a",
    "stop": "#ffa8a8",
    "stop-back": "#451d22",
    "hand": "#d4b6ff",
    "hand-back": "#35224f",
    "start": "#7fe0b0",
    "on-start": "#10251b",
    "error": "#ffa8a8",
    "on-error": "#2b0d10",
    "warning": "#f6c667",
    "on-warning": "#2a1d03",
    "info": "#9cc0ff",
    "on-info": "#0b1c3d",
    "taken": "#ffb27d",
    "missed": "#ffa8a8",
}

TEXT, SHAPE = 4.5, 3.0
PAIRS: tuple[tuple[str, str, float], ...] = (
    ("ink", "paper", TEXT),
    ("soft", "paper", TEXT),
    ("ink", "card", TEXT),
    ("soft", "card", TEXT),
    ("ink", "step", TEXT),
    ("ink", "menu", TEXT),
    ("soft", "step", TEXT),
    ("soft", "menu", TEXT),
    ("ink", "decide", TEXT),
    ("soft", "decide", TEXT),
    ("on-decided", "decided", TEXT),
    ("decided", "card", SHAPE),
    ("on-key", "key", TEXT),
    ("key", "card", SHAPE),
    ("go", "go-back", TEXT),
    ("stop", "stop-back", TEXT),
    ("hand", "hand-back", TEXT),
    ("question", "card", SHAPE),
    ("speech", "card", SHAPE),
    ("line", "paper", SHAPE),
    ("line", "card", SHAPE),
    ("quiet", "paper", SHAPE),
    ("quiet", "card", SHAPE),
    ("taken", "paper", SHAPE),
    ("taken", "card", TEXT),
    ("missed", "card", TEXT),
    ("missed", "paper", SHAPE),
    ("on-start", "start", TEXT),
    ("on-error", "error", TEXT),
    ("on-warning", "warning", TEXT),
    ("on-info", "info", TEXT),
)
"""What is drawn on what, and the least contrast."""

_RULES = """\
text { font-family: Helvetica, Arial, "Liberation Sans", sans-serif; font-size: 12.5px; fill: var(--ink) }
.title { font-size: 20px; font-weight: bold }
.name { font-size: 13.5px; font-weight: bold }
.small, .cap text { font-size: 11px }
.small { fill: var(--soft) }
.paper { fill: var(--paper) }
.panel { fill: none; stroke: var(--edge) }
.card > .frame { fill: var(--card); stroke: var(--edge); stroke-width: 1.2 }
.head { fill: var(--step) }
.menu > .head, .collect > .head, .voicemail > .head { fill: var(--menu) }
.decide > .head { fill: var(--decide) }
.start > .frame { stroke: var(--start); stroke-width: 2.4 }
.sign { fill: none; stroke: var(--speech); stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round }
.solid { fill: var(--speech) }
.question .sign { stroke: var(--question) }
.question .solid { fill: var(--question) }
.decided .sign { stroke: var(--decided) }
.decided .solid { fill: var(--decided) }
.go > .band { fill: var(--go-back) }
.go text { fill: var(--go) }
.go .sign { stroke: var(--go) }
.go .solid { fill: var(--go) }
.stop > .band { fill: var(--stop-back) }
.stop text { fill: var(--stop) }
.stop .sign { stroke: var(--stop) }
.stop .solid { fill: var(--stop) }
.hand > .band { fill: var(--hand-back) }
.hand text { fill: var(--hand) }
.hand .sign { stroke: var(--hand) }
.hand .solid { fill: var(--hand) }
.cap rect { fill: var(--key) }
.cap text { fill: var(--on-key); font-weight: bold }
.outcome .cap rect { fill: var(--decided) }
.outcome .cap text { fill: var(--on-decided) }
.quiet .cap rect { fill: none; stroke: var(--quiet) }
.quiet .cap text { fill: var(--soft); font-weight: normal }
.next > .cap rect { fill: none }
.next > .cap text { fill: var(--ink); font-weight: normal }
.way { fill: none; stroke: var(--line); stroke-width: 1.6 }
.tip { fill: var(--line) }
.quiet .way { stroke: var(--quiet); stroke-width: 1.2 }
.quiet .tip { fill: var(--quiet) }
.silence .way, .short .way { stroke-dasharray: 1 4; stroke-linecap: round; stroke-width: 1.8 }
.wrong .way { stroke-dasharray: 4 4 }
.exhausted .way { stroke-dasharray: 8 4 }
.failed .way { stroke-dasharray: 8 3 1 3 }
.fault .way { stroke-dasharray: 1 6 }
.stub rect { fill: var(--step) }
.stub text { font-size: 11px }
.flag rect { fill: var(--start) }
.flag text { fill: var(--on-start); font-size: 10px; font-weight: bold }
.mark.error rect { fill: var(--error) }
.mark.error text { fill: var(--on-error) }
.mark.warning rect { fill: var(--warning) }
.mark.warning text { fill: var(--on-warning) }
.mark.info rect { fill: var(--info) }
.mark.info text { fill: var(--on-info) }
.mark text { font-size: 10px; font-weight: bold }
.taken > .frame { stroke: var(--taken); stroke-width: 3 }
.taken > .way { stroke: var(--taken); stroke-width: 3 }
.taken > .tip { fill: var(--taken) }
.taken > .cap rect { stroke: var(--taken); stroke-width: 2.5 }
.count { font-size: 11px; font-weight: bold; fill: var(--taken) }
.missed > .count { fill: var(--missed) }
.missed > .frame { stroke: var(--missed); stroke-dasharray: 5 4; stroke-width: 1.6 }
.found > .frame { stroke: var(--taken); stroke-width: 3 }
"""


def style_sheet(scope: str = "", *, fixed: bool = False) -> str:
    """The rules of a picture.

    Args:
        scope: a selector before each rule, where the picture stands in a page with others.
        fixed: light colours, written out, for programs that know no variables.
    """
    rules = "\n".join(_scoped(line, scope) for line in _RULES.splitlines())
    if fixed:
        return re.sub(r"var\(--([a-z-]+)\)", lambda name: LIGHT[name[1]], rules) + "\n"
    root = scope or "svg"
    light = "; ".join(f"--{name}: {colour}" for name, colour in LIGHT.items())
    dark = "; ".join(f"--{name}: {colour}" for name, colour in DARK.items())
    return f"{root} {{ {light} }}\n@media (prefers-color-scheme: dark) {{ {root} {{ {dark} }} }}\n{rules}\n"


def _scoped(rule: str, scope: str) -> str:
    if not scope:
        return rule
    selectors, brace, body = rule.partition("{")
    return ", ".join(f"{scope} {selector.strip()}" for selector in selectors.split(",")) + f" {brace}{body}"
