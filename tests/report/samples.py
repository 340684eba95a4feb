"""Findings made by hand, each sample with what reports find hard: labels, fixes, journeys, tabs, wide characters."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from flowc.diagnostics import Edit, Finding, Fix, Label, WitnessStep
from flowc.report import Context, Described
from flowc.source import Source, SourceMap, Span

RULES = {
    "MV003": Described("deceptive-text", "error", "A character that hides or reorders what is read"),
    "MV101": Described("undefined-target", "error", "A target that nothing is called"),
    "MV103": Described("duplicate-definition", "error", "The same name given twice in one scope"),
    "MV301": Described("unhandled-noinput", "error", "A gather whose silence leads nowhere"),
    "MV502": Described("key-not-announced", "warning", "A branch on a key that the prompt does not mention"),
    "MV506": Described("no-human", "info", "No path from here reaches a person"),
}
CONTEXT = Context(rules=RULES, version="1.2.3")

FLOW = """\
flow desk {
    start main

    menu main {
        prompt "For sales, press 1."
        on 1 -> slaes
        on 2 -> sales
        on nomatch -> retry
        on exhausted -> hangup
    }

    step sales { transfer +15551230002 }
}
"""


class Sample(NamedTuple):
    sources: SourceMap
    findings: list[Finding]


def span(source: Source, words: str, nth: int = 1) -> Span:
    """Where words stand for the nth time."""
    at = -1
    for _ in range(nth):
        at = source.text.index(words, at + 1)
    return Span(source.base + at, source.base + at + len(words))


def insertion(source: Source, before: str, text: str) -> Edit:
    at = span(source, before).start
    return Edit(Span(at, at), text)


def nothing() -> Sample:
    sources = SourceMap()
    sources.add("desk.mv", FLOW)
    return Sample(sources, [])


def typical() -> Sample:
    sources = SourceMap()
    desk = sources.add("flows/front desk.mv", FLOW)
    slaes = span(desk, "slaes")
    stub = "        on noinput -> retry\n"
    return Sample(
        sources,
        [
            Finding(
                "MV301", "error", span(desk, "main", 2), "`main` does not say what happens when the caller is silent",
                labels=(Label(span(desk, "retry"), "asked again here, after a wrong key"),),
                help="give it an `on noinput`, or the flow's `defaults`",
                fix=Fix("add `on noinput`", (insertion(desk, "        on nomatch", stub),)),
                witness=(WitnessStep("main", "wait"),),
            ),
            Finding(
                "MV101", "error", slaes, "there is no step, menu or collect called `slaes`",
                help="did you mean `sales`?", fix=Fix("did you mean `sales`?", (Edit(slaes, "sales"),), safe=True),
            ),
            Finding(
                "MV502", "warning", span(desk, "2"), "the prompt of `main` does not mention the key 2",
                labels=(Label(span(desk, '"For sales, press 1."'), "the prompt"),),
                witness=(WitnessStep("main", "wait"), WitnessStep("main", "wait"), WitnessStep("main", "2"),
                         WitnessStep("sales", "")),
                notes=("keys that only some callers are told of are known to the others by chance",),
            ),
            Finding("MV506", "info", span(desk, "flow desk {"), "nobody can be reached from `desk`"),
        ],
    )  # fmt: skip


def two_texts() -> Sample:
    sources = SourceMap()
    one = sources.add("one.mv", "flow desk {\n}\n")
    two = sources.add("two.mv", "// the same again\nflow desk {\n}")
    return Sample(
        sources,
        [
            Finding(
                "MV103", "error", span(two, "desk"), "there are two flows called `desk`",
                labels=(Label(span(one, "desk"), "the first one"),),
            )
        ],
    )  # fmt: skip


def hard_to_show() -> Sample:
    """Tabs, wide and combining characters, escape sequences, a bidirectional control, an end without a line end."""
    sources = SourceMap()
    text = (
        '\tsay "\u4f60\u597d e\u0301 caf\u00e9"\ttransfre +1\n// \x1b[31mred\x1b[0m \u202egnihtemos\n'
        "// \ud800 %0A, : <&>\nlast"
    )
    source = sources.add("odd\x1b name, 50%: \u00fc.mv", text)
    end = source.base + len(text)
    return Sample(
        sources,
        [
            Finding("MV101", "error", span(source, "transfre"), "there is no action called `transfre`"),
            Finding("MV003", "error", span(source, "\x1b[31m"), "an escape sequence\x1b[1m: 50% of it, here"),
            Finding("MV003", "error", span(source, "\u202e"), "a bidirectional control"),
            Finding("MV003", "error", span(source, "\ud800"), "a lone surrogate \ud800, <&>"),
            Finding("MV101", "error", Span(end, end), "the text ends in the middle of a flow"),
        ],
    )


def long_lines() -> Sample:
    sources = SourceMap()
    actions = ",".join(f'{{"say":{{"text":"number {number}"}}}}' for number in range(40))
    source = sources.add("answer.json", f'{{"actions":[{actions}]}}')
    return Sample(
        sources,
        [
            Finding(
                "MV502", "warning", span(source, '"number 20"'), "far out in one long line",
                labels=(Label(span(source, '"number 1"'), "near its beginning"),
                        Label(span(source, "number 39"), "at its end")),
                pointer="/actions/20/say/text",
            ),
            Finding("MV506", "info", Span(source.base, source.base + len(source.text)), "all of it", pointer=""),
        ],
    )  # fmt: skip


def many_lines() -> Sample:
    """A place of several lines, labels near and far, a fix that touches two places."""
    sources = SourceMap()
    desk = sources.add("desk.mv", FLOW)
    menu = Span(span(desk, "menu main").start, span(desk, "    }").end)
    return Sample(
        sources,
        [
            Finding(
                "MV301", "error", menu, "a place of several lines",
                labels=(
                    Label(span(desk, "on nomatch"), "three lines below"),
                    Label(span(desk, "on 2"), "two lines below"),
                    Label(span(desk, "step sales"), "far below"),
                    Label(span(desk, "sales", 3), "on the same line"),
                ),
                help="one\nword after another",
                fix=Fix(
                    "rename `main` to `desk`",
                    (Edit(span(desk, "main"), "desk"), Edit(span(desk, "main", 2), "desk")),
                ),
                witness=tuple(WitnessStep(f"question_{number}", "12#") for number in range(9)),
            )
        ],
    )  # fmt: skip


SAMPLES: dict[str, Callable[[], Sample]] = {
    "nothing": nothing,
    "typical": typical,
    "two_texts": two_texts,
    "hard_to_show": hard_to_show,
    "long_lines": long_lines,
    "many_lines": many_lines,
}
