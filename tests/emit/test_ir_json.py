"""The graph as JSON: everything in it, by names, with places that people can count to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from flowc.compile import compile_sources
from flowc.emit.ir_json import program_json
from flowc.ir import graph
from flowc.ir.graph import Program
from flowc.source import SourceMap, Span
from tests.emit.schemas import assert_valid
from tests.emit.sketch import (
    NOWHERE,
    NodeSketches,
    action,
    bridge,
    decide,
    gather,
    goto,
    hangup,
    office,
    open_end,
    program,
    programs,
    redirect,
    say,
    transfer,
)

EVERY_EXIT: NodeSketches = {
    "a": [("answer", [say("Hello.")], goto("b"))],
    "b": [("b", 0, gather({"1": "c", "noinput": "d"}, failed="e"))],
    "c": [("c", 0, bridge(failed="d"))],
    "d": [("d", 0, redirect(to="e", failed="f"))],
    "e": [("e", [action("set_variables", variables={"crm.id": "4711"})], transfer())],
    "f": [("f", 0, hangup())],
    "g": [("g", 0, open_end())],
    "h": [("h", 0, redirect())],
    "i": [("i", 0, bridge())],
    "j": [("j", 0, gather({"noinput": "f"}, prompt=None))],
}


def shown(made: Program) -> dict[str, Any]:
    sources = SourceMap()
    sources.add("front.mv", "flow front {\n    start a\n}\n")
    value = program_json(made, sources)
    assert_valid("ir", value)
    return value


def test_every_kind_of_exit_is_shown_by_names() -> None:
    flow = shown(program(EVERY_EXIT))["flows"][0]
    exits = {block["name"]: block["exit"] for block in flow["blocks"]}
    assert {name: leave["kind"] for name, leave in exits.items()} == {
        "answer": "goto",
        "b": "gather",
        "c": "bridge",
        "d": "redirect",
        "e": "ending",
        "f": "hangup",
        "g": "open",
        "h": "redirect",
        "i": "bridge",
        "j": "gather",
    }
    assert exits["answer"]["to"] == "b"
    assert [exits["b"]["route"], exits["b"]["failed"]["to"]] == ["b", "e"]
    assert [exits["d"]["to"], exits["d"]["failed"]["event"]] == ["e", "failed"]
    assert [exits["h"]["to"], exits["h"]["failed"], exits["i"]["failed"], exits["j"]["prompt"]] == [None] * 4
    assert [(edge["event"], edge["to"]) for edge in flow["routes"][0]["edges"]] == [("1", "c"), ("noinput", "d")]
    assert flow["start"] == "a"


def test_a_block_of_another_flow_is_called_with_its_flow() -> None:
    flows = shown(programs({"one": {"a": [("a", 0, goto("b"))]}, "two": {"b": [("b", 1, hangup())]}}))["flows"]
    assert flows[0]["blocks"][0]["exit"]["to"] == "two/b"


def test_nodes_handlers_tests_and_what_is_unused_are_shown() -> None:
    made = program({"a": [("answer", 0, gather({"1": "b", "noinput": "b"}))], "b": [("b", 0, transfer())]})
    handler = graph.Handler("noinput", True, ("Again.",), True, "timeout", NOWHERE, NOWHERE)
    unused = graph.Unused("incomplete", "one key is always complete", NOWHERE)
    asking = made.nodes[0]._replace(
        kind="menu", gather=made.routes[0].gather, handlers=(handler,), unused=(unused,), entry=True
    )
    lines = (
        graph.TestLine("press", "1", None, NOWHERE),
        graph.TestLine("expect", "", graph.Expectation(action("transfer", destination="+1555"), NOWHERE), NOWHERE),
        graph.TestLine("expect", "", graph.Expectation(None, NOWHERE), NOWHERE),
    )
    flow = made.flows[0]._replace(title="T", tests=(graph.Test("t", lines, NOWHERE),), unused=(unused,))
    value = shown(made._replace(nodes=(asking, *made.nodes[1:]), flows=(flow,)))["flows"][0]
    node = value["nodes"][0]
    assert [node["kind"], node["entry"], node["block"], node["gather"]["max_digits"]] == ["menu", True, "answer", 1]
    assert [node["handlers"][0]["written"], node["handlers"][0]["words"]] == ["timeout", ["Again."]]
    assert node["unused"][0]["event"] == value["unused"][0]["event"] == "incomplete"
    expectations = [line["expect"] for line in value["tests"][0]["lines"]]
    assert expectations[0] is None
    assert [expected["action"] and expected["action"]["action"] for expected in expectations[1:]] == ["transfer", None]


def test_a_place_is_counted_from_one_and_its_end_is_exclusive() -> None:
    made = program({"a": [("answer", 0, hangup())]})
    made = made._replace(nodes=(made.nodes[0]._replace(name_span=Span(23, 24)),))
    assert shown(made)["flows"][0]["nodes"][0]["name_span"] == {
        "path": "front.mv",
        "line": 2,
        "column": 11,
        "end_line": 2,
        "end_column": 12,
    }


ROOT = Path(__file__).parent.parent.parent
FLOWS = sorted([*ROOT.glob("examples/*.mv"), *ROOT.glob("tests/broken/**/*.mv"), *ROOT.glob("tests/emit/cases/*.mv")])


@pytest.mark.parametrize("path", FLOWS, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_graph_of_every_flow_of_the_project_is_valid_broken_ones_included(path: Path) -> None:
    sources = SourceMap()
    sources.add(path.name, path.read_text(encoding="utf-8"))
    compilation = compile_sources(sources)
    if compilation.program is not None:
        assert_valid("ir", program_json(compilation.program, sources))


def test_decisions_templates_and_what_tests_are_given_are_shown() -> None:
    opening = decide({"open": "b", "closed": "c"}, "hours", hours=office([(540, 1050)], d2051_12_25=[]))
    made = program(
        {
            "a": [("answer", 0, opening)],
            "b": [("b?", [say("{digits}")], gather({"1": "c", "noinput": "c"}, confirms="digits"))],
            "c": [("c", 0, decide({'"x"': "d", "other": "d", "failed": "d"}, "ask", url="https://x.example/",
                                  timeout_ms=500, send=(("caller", "caller"),)))],
            "d": [("d", 0, hangup())],
        }
    )  # fmt: skip
    lines = (
        graph.TestLine("given", "closed", None, NOWHERE, "a"),
        graph.TestLine("at", "yes", None, NOWHERE, leads=1),
    )
    flow = made.flows[0]._replace(tests=(graph.Test("t", lines, NOWHERE, start=2),))
    value = shown(made._replace(flows=(flow,)))["flows"][0]
    exits = {block["name"]: block["exit"] for block in value["blocks"]}
    hours = exits["answer"]["decision"]["hours"]
    assert [hours["zone"], hours["week"][:2]] == ["Europe/Dublin", [[[540, 1050]], []]]
    assert [(date["date"], date["periods"]) for date in hours["dates"]] == [("2051-12-25", [])]
    assert [(edge["event"], edge["to"]) for edge in exits["answer"]["edges"]] == [("open", "b"), ("closed", "c")]
    assert exits["c"]["decision"]["send"] == {"caller": "caller"}
    assert [exits["b"]["carries"], value["routes"][0]["confirms"]] == [True, "digits"]
    assert [block["fills"] for block in value["blocks"]] == [False, True, False, False]
    test = value["tests"][0]
    assert [test["start"], test["lines"][0]["about"], test["lines"][1]["leads"]] == ["c", "a", "b"]


WRITTEN = """flow front {
    base_url "https://voice.example/ivr"
    start number
    defaults { on failed -> lost }
    collect number {
        prompt "Your number, please."
        digits 4..6
        finish_on *
        reprompt "Four to six digits."
        confirm "You entered {digits}. If so, press 1."
        on digits -> desk
        on noinput, incomplete, nomatch -> retry
        on exhausted -> desk
    }
    step desk { bridge +15551230001 on failed -> lost }
    step lost { redirect "https://voice.example/ivr/front/number.json" on failed { hangup } }
}
"""


def test_what_an_author_wrote_is_there_with_its_place() -> None:
    sources = SourceMap()
    compiled = compile_sources((sources, sources.add("front.mv", WRITTEN))[0]).program
    assert compiled is not None
    value = program_json(compiled, sources)
    assert_valid("ir", value)
    (flow,) = value["flows"]
    gather = next(node["gather"] for node in flow["nodes"] if node["name"] == "number")
    lines = WRITTEN.splitlines()
    for setting in ("finish_on", "reprompt", "confirm"):
        assert gather[setting] is not None
        place = gather[f"{setting}_span"]
        assert setting in lines[place["line"] - 1], setting
    exits = {block["name"]: block["exit"] for block in flow["blocks"]}
    assert {leave["failed"]["to"] for leave in exits.values() if leave["kind"] == "gather"} == {"lost"}
    assert next(leave for leave in exits.values() if leave["kind"] == "bridge")["failed"]["to"] == "lost"
    assert next(leave for leave in exits.values() if leave["kind"] == "redirect")["failed"]["to"] == "lost.on_failed"
