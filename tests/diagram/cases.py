"""Pictures and what they look like: ``cases/NAME.svg``, ``.dot`` and ``.mmd``; ``.txt`` is what they are in sentences,
``.layout`` what Graphviz would be asked.

``python -m tests.diagram.cases`` writes what is drawn now; look at the difference before you commit it. Cards that
Graphviz would place lie on a ladder here, one below the other, since where it places them is its own affair.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from flowc.diagnostics import error, info, warning
from flowc.emit.diagram import placing
from flowc.emit.diagram.describe import description, told_of
from flowc.emit.diagram.dot import layout_dot
from flowc.emit.diagram.engine import Ends, Point, Positions
from flowc.emit.diagram.formats import render
from flowc.emit.diagram.overlay import with_calls, with_findings, with_traffic
from flowc.emit.diagram.overview import overview_of
from flowc.emit.diagram.panels import panelled
from flowc.emit.diagram.picture import Picture, make_picture
from flowc.emit.diagram.sizes import box_of
from tests.diagram.drawing import picture_of, program_of
from tests.diagram.large import company

HERE = Path(__file__).parent
EMITTED = HERE.parent / "emit" / "cases"
EXAMPLES = HERE.parents[1] / "examples"
IMPORTS = HERE.parent / "lint" / "imports"


def ladder(dot: str, engine: str) -> Positions:
    """Cards one below the other, each further to the right, and the lines between them straight."""
    nodes: dict[str, Point] = {}
    right = down = 0.0
    for name, width, height in re.findall(r"^(n\d+) \[.*width=([\d.]+) height=([\d.]+)\]$", dot, re.MULTILINE):
        nodes[name] = right, down
        right, down = right + 72 * float(width), down + 72 * float(height)
    edges: dict[Ends, list[list[Point]]] = {}
    for tail, head in re.findall(r"^(n\d+):\w+:e -> (n\d+):\w+:w", dot, re.MULTILINE):
        begin, end = nodes[tail], nodes[head]
        edges.setdefault((tail, head), []).append([begin, begin, end, end])
    return Positions(right, down, nodes, edges)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _marked(kind: str) -> Picture:
    """The receptionist's picture with something laid over it."""
    program = program_of(_text(EXAMPLES / "receptionist.mv"))
    plain = make_picture(program, program.flows[0])
    blocks = {card.name: card.blocks for card in plain.cards}
    main, reception = blocks["Main"], blocks["Reception"][0]
    taken = {(main[0], "1"): 3, (main[0], "noinput"): 1}
    if kind == "findings":
        spans = {card.name: card.span for card in plain.cards}
        found = [error("MV301", spans["Main"], "an error"), warning("MV503", spans["Main"], "a warning")]
        found += [warning(f"MV50{number}", spans["Appointments"], "one of many") for number in range(1, 6)]
        return with_findings(plain, [*found, info("MV410", spans["Reception"], "a notice")])
    if kind == "traffic":
        calls = [[*main[:2], reception], [main[0]], [main[0]], [main[0], reception]]
        return with_traffic(plain, calls, taken, {main[0]: 1}, [reception])
    return with_calls(plain, [*main[:1], *main[:1], reception], taken, kind=kind)


def _overview(text: str, names: tuple[str, ...]) -> Picture:
    program = program_of(text)
    flows = [flow for flow in program.flows if flow.name in names]
    return overview_of(program, [(flow.name, make_picture(program, flow)) for flow in flows]).first


PICTURES: dict[str, Callable[[], Picture]] = {
    **{path.stem: lambda path=path: picture_of(_text(path)) for path in sorted(EMITTED.glob("*.mv"))},  # type: ignore[misc]
    "hours": lambda: picture_of(_text(IMPORTS / "every_kind_of_hours.mv")),
    "parts": lambda: picture_of(_text(IMPORTS / "parts.mv")),
    "survey.unrolled": lambda: picture_of(_text(EXAMPLES / "survey.mv"), unroll=True),
    "bank.all": lambda: picture_of(_text(EXAMPLES / "bank.mv"), paths="all"),
    "bank.main": lambda: picture_of(_text(EXAMPLES / "bank.mv"), paths="main"),
    "receptionist.findings": lambda: panelled(_marked("findings")),
    "receptionist.journey": lambda: panelled(_marked("journey")),
    "receptionist.coverage": lambda: panelled(_marked("coverage")),
    "receptionist.traffic": lambda: panelled(_marked("traffic")),
    "decisions.overview": lambda: _overview(_text(EMITTED / "decisions.mv"), ("decisions", "branch")),
    "company.overview": lambda: _overview(company(120), ("company",)),
}

DRAWN = (
    "collects",
    "decisions",
    "decisions.overview",
    "entries",
    "every_action",
    "fallbacks",
    "hours",
    "long_names",
    "parts",
    "receptionist.coverage",
    "receptionist.findings",
    "receptionist.journey",
    "receptionist.traffic",
    "retries",
)
"""Pictures of which the ``.svg`` is compared too."""


def drawings() -> Iterator[tuple[str, str]]:
    """The name of each file, and the name of its picture."""
    for name in PICTURES:
        for format_ in ("svg", "dot", "mmd", "txt", "layout"):
            if format_ != "svg" or name in DRAWN:
                yield f"{name}.{format_}", name


def drawn(file: str, name: str) -> str:
    """What a file is to hold."""
    picture, format_ = PICTURES[name](), file.rpartition(".")[2]
    if format_ == "txt":
        return description(picture, told_of(picture)).replace(". ", ".\n") + "\n"
    if format_ == "layout":
        cards = range(len(picture.cards))
        return layout_dot(picture, [box_of(picture, index) for index in cards], cards)
    content = render(format_, picture)
    assert isinstance(content, str)
    return content


if __name__ == "__main__":
    placing.lay_out = ladder
    for file, name in drawings():
        (HERE / "cases" / file).write_text(drawn(file, name), encoding="utf-8", newline="\n")
