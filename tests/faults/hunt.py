"""Ask every law of every flow of a file until one does not hold, with whichever flowc is found on the path.

``python -m tests.faults.hunt CORPUS FLOWC`` prints a line of JSON: how many flows were tried, and, where one was
caught, its text, the law and what it said. ``FLOWC`` is the directory that the package must have been taken from: a
hunt in the wrong one would find nothing and prove nothing.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

import flowc
from flowc.checks import check
from flowc.checks.limits import Limits
from flowc.compile import sort_findings
from flowc.lint.lint import lint_text
from flowc.simulate import WAIT
from flowc.simulate.caller import Act
from flowc.simulate.scenarios import press_for
from flowc.source import Source
from flowc.testing.whims import Whims
from flowc.uses import told_once
from tests.faults.laws import LAWS
from tests.laws import laws, small
from tests.laws.test_small_flows import CODES

__all__ = ["Caught", "hunt"]


class Caught(NamedTuple):
    """A law that does not hold: for which flow, and what it says. ``place`` counts the flows, this one included."""

    place: int
    kind: str
    law: str
    told: str
    text: str


def hunt(items: list[dict[str, Any]]) -> Caught | None:
    for place, item in enumerate(items, 1):
        law = "what has no errors can be built"
        try:
            for law, ask in _questions(item):  # noqa: B007
                ask()
        except (NameError, ImportError):  # that is no fault of the kind that is meant, but a slip in writing it
            raise
        except Exception as mistake:  # a fault may also break the checker altogether
            said = f"{type(mistake).__name__}: {mistake}".partition("\nflow ")[0]
            return Caught(place, item["kind"], law.replace("_", " "), said[:300], item["text"])
    return None


def _questions(item: dict[str, Any]) -> Any:
    """The laws of an item, by name."""
    text, kind = item["text"], item["kind"]
    if kind == "json":
        yield "what is wrong in a document is found", lambda: _has_codes(lint_text(Source("made_up.json", text)), item)
        return
    made = laws.stage(text)
    everything = _with_consequences(made)
    if kind == "valid":
        yield "no_errors", lambda: laws.no_errors(text)
    unread = kind == "broken" and item["code"] < "MV3"  # names or values are missing: there is no whole graph
    for law in () if unread else LAWS:
        yield law.__name__, lambda law=law: law(everything)
    if kind == "valid":
        for whims in item["whims"]:
            yield "nobody_is_stranded", lambda w=whims: laws.nobody_is_stranded(text, _caller(made, w))
    if kind in ("valid", "careless"):
        for whims in item["whims"]:
            yield (
                "every_accident_was_foretold",
                lambda w=whims: laws.every_accident_was_foretold(text, _caller(made, w)),
            )
    if kind == "broken":
        yield "what_is_planted_is_found", lambda: _finds(made, item["code"])
    if kind == "small":
        yield "checker_and_explorer_agree", lambda: _agrees(made, item["small"])
    if kind == "keys":
        yield "keys_are_told_as_they_are_taken", lambda: _has_codes(made.compilation.findings, item)


def _with_consequences(made: laws.Stage) -> laws.Stage:
    """The flow with all that the rules find, also what the compiler leaves out because it follows from another."""
    if made.compilation.program is None:
        return made
    found = told_once(check(made.program, Limits()), made.compilation.sources)
    findings = sort_findings([*made.compilation.findings, *found])
    return made._replace(compilation=made.compilation._replace(findings=findings))


def _finds(made: laws.Stage, code: str) -> None:
    found = {finding.code for finding in made.compilation.findings}
    assert code in found, f"{code} is not among {sorted(found)}"


def _has_codes(findings: Any, item: dict[str, Any]) -> None:
    found = {finding.code for finding in findings} & {"MV305", "MV314", "MV315", "MV501", "MV502"}
    assert found == set(item["codes"]), f"found {sorted(found)}, expected {item['codes']}"


def _agrees(made: laws.Stage, written: list[list[Any]]) -> None:
    flow = tuple(tuple(node) for node in written)
    found = {finding.code for finding in made.compilation.findings} & CODES
    judged = small.judge(flow)
    assert found == judged or (found == judged - {"MV310"} and "MV309" in found), f"{found}, judged {judged}"


def _caller(made: laws.Stage, numbers: list[int]) -> Whims:
    choices: dict[str, tuple[Act, ...]] = {}
    for index in made.flow.routes:
        route = made.program.routes[index]
        acts = [press_for(route, edge) for edge in route.edges]
        choices[route.name] = (*dict.fromkeys(act for act in acts if act is not None), WAIT)
    return Whims(choices, numbers)


def main() -> None:
    corpus, home = Path(sys.argv[1]), Path(sys.argv[2])
    assert Path(flowc.__file__).resolve().parent == home.resolve(), f"flowc is taken from {flowc.__file__}"
    items = json.loads(corpus.read_text())
    caught = hunt(items)
    print(json.dumps({"tried": len(items)} if caught is None else caught._asdict()))


if __name__ == "__main__":
    main()
