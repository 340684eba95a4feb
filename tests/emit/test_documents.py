"""What each element of a flow becomes on the wire, and what routes and manifest say of it."""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any

import pytest

import flowc.emit.json_text as json_text_module
from flowc.emit.documents import FlowBuild, build, build_flow
from flowc.emit.json_text import json_text
from flowc.templates import fill
from tests.emit.schemas import assert_valid
from tests.emit.sketch import (
    BASE_URL,
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


def built(nodes: NodeSketches, **options: Any) -> FlowBuild:
    made = build_flow(program(nodes), 0, **options)
    for name, document in made.documents.items():
        fills = "fills" in made.manifest["documents"][name]
        assert_valid("answer", fill(document, "4711") if fills else document)
    assert_valid("routes", made.routes)
    assert_valid("manifest", made.manifest)
    assert {name: len(blocks) for name, blocks in made.blocks.items()} == {
        name: len(document["actions"]) for name, document in made.documents.items()
    }
    assert {name: json.loads(content) for name, content in made.files.items()} == {
        **{f"{name}.json": document for name, document in made.documents.items()},
        "routes.json": made.routes,
        "manifest.json": made.manifest,
    }
    return made


def actions(nodes: NodeSketches, document: str = "a", **options: Any) -> list[Any]:
    return list(built(nodes, **options).documents[document]["actions"])


def test_an_action_is_keyed_by_its_name() -> None:
    made = actions({"a": [("a", [say("Hello."), action("hold")], hangup())]})
    assert made == [{"say": {"text": "Hello."}}, {"hold": {}}]


def test_the_typed_form_has_the_fields_beside_the_type() -> None:
    made = actions({"a": [("a", [say("Hello."), action("hold")], transfer("+15551230099"))]}, wire="typed")
    assert made == [
        {"type": "say", "text": "Hello."},
        {"type": "hold"},
        {"type": "transfer", "destination": "+15551230099"},
    ]
    assert [next(iter(written)) for written in made] == ["type"] * 3


def test_a_gather_is_followed_by_a_redirect_to_its_route() -> None:
    made = actions({"a": [("a", 0, gather({"1": "b", "noinput": "b"}))], "b": [("b", 0, hangup())]})
    assert made == [
        {"gather": {"prompt": "Press a key.", "num_digits": 1, "timeout_seconds": 5}},
        {"redirect": {"url": f"{BASE_URL}/front/route/a"}},
    ]


def test_a_gather_of_varying_length_has_no_num_digits() -> None:
    leave = gather({"digits": "a", "noinput": "a"}, digits=(2, 6), finish_on="#", prompt=None)
    made = actions({"a": [("a", 0, leave)]})
    expected = {"min_digits": 2, "max_digits": 6, "timeout_seconds": 5, "finish_on_key": "#"}
    assert made[0] == {"gather": expected}
    assert list(made[0]["gather"]) == list(expected)


def test_the_fallback_stands_behind_what_may_fail() -> None:
    made = actions(
        {
            "a": [("a", 0, gather({"noinput": "b"}, failed="b"))],
            "b": [("b", 1, bridge(failed="c"))],
            "c": [("c", 0, redirect(failed="d"))],
            "d": [("d", 0, transfer())],
        }
    )
    names = [name for written in made for name in written]
    assert names == ["gather", "redirect", "say", "bridge", "redirect", "transfer"]


def test_going_on_elsewhere_is_a_redirect_to_that_document() -> None:
    made = actions({"a": [("a", 50, goto("b"))], "b": [("b", 1, hangup())]})
    assert len(made) == 51
    assert made[-1] == {"redirect": {"url": f"{BASE_URL}/front/b.json"}}


def test_a_document_in_which_nothing_fits_is_just_the_way_onward() -> None:
    made = built({"a": [("a", 0, goto("b"))], "b": [("b", 51, hangup())]})
    assert made.documents["a"] == {"actions": [{"redirect": {"url": f"{BASE_URL}/front/b.json"}}]}
    assert made.blocks["a"] == [0]


def test_going_on_in_another_flow_is_a_redirect_to_its_document() -> None:
    made = list(build(programs({"one": {"a": [("a", 0, goto("b"))]}, "two": {"b": [("b", 1, hangup())]}})))
    assert [flow.flow for flow in made] == ["one", "two"]
    assert made[0].documents["a"]["actions"] == [{"redirect": {"url": f"{BASE_URL}/two/b.json"}}]
    assert list(made[1].documents) == ["b"]


def test_a_base_url_that_ends_in_a_slash_makes_no_double_one() -> None:
    sketch = program({"a": [("a", 0, gather({"noinput": "a"}))]})
    sketch = sketch._replace(flows=(sketch.flows[0]._replace(base_url="https://v.example/"),))
    made = build_flow(sketch, 0).documents["a"]["actions"][1]
    assert made == {"redirect": {"url": "https://v.example/front/route/a"}}


def test_the_manifest_says_which_documents_end_in_a_hangup_and_which_were_just_cut() -> None:
    made = built(
        {
            "a": [("a", 50, goto("b"))],
            "b": [("b", 1, gather({"1": "c", "2": "d", "noinput": "e"}))],
            "c": [("c", 0, hangup())],
            "d": [("d", 0, bridge("c"))],
            "e": [("e", 0, transfer())],
        }
    )
    ends = {name: entry.get("ends") for name, entry in made.manifest["documents"].items()}
    assert ends == {"a": None, "b": None, "c": "hangup", "d": "hangup", "e": None}
    assert made.documents["c"] == {"actions": []}


def test_the_manifest_names_sources_without_directories_and_documents_with_their_nodes() -> None:
    made = built(
        {"a": [("answer", 60, hangup())]},
        sources=[("/home/somebody/flows/front.mv", "0" * 64)],
        version="1.2.3",
    )
    documents = made.manifest.pop("documents")
    assert made.manifest == {
        "format": 1,
        "flow": "front",
        "title": None,
        "base_url": BASE_URL,
        "wire": "keyed",
        "flowc": "1.2.3",
        "source": [{"file": "front.mv", "sha256": "0" * 64}],
    }
    assert {name: (entry["file"], entry["node"]) for name, entry in documents.items()} == {
        "answer": ("answer.json", "a"),
        "answer.part2": ("answer.part2.json", "a"),
    }


def test_a_route_lists_branches_in_their_order_and_then_the_outcomes_that_are_none() -> None:
    answers = {"12": "b", "1X": "c", "digits": "b", "nomatch": "c", "incomplete": "b", "noinput": "c"}
    made = built(
        {
            "a": [("a", 0, gather(answers, digits=(2, 3), finish_on="#"))],
            "b": [("b", 1, hangup())],
            "c": [("c", 1, hangup())],
        }
    ).routes
    route = made["routes"]["a"]
    assert route == {
        "kind": "gather",
        "node": "a",
        "attempt": 1,
        "min_digits": 2,
        "max_digits": 3,
        "finish_on": "#",
        "timeout_seconds": 5,
        "sensitive": False,
        "branches": [
            {"pattern": "12", "next": "b"},
            {"pattern": "1X", "next": "c"},
            {"pattern": "digits", "next": "b"},
        ],
        "noinput": "c",
        "incomplete": "b",
        "nomatch": "c",
    }
    assert list(route)[-3:] == ["noinput", "incomplete", "nomatch"]


def test_a_flow_that_asks_nothing_has_no_routes() -> None:
    assert built({"a": [("a", 1, hangup())]}).routes["routes"] == {}


def test_whoever_builds_a_graph_with_errors_hears_of_it() -> None:
    with pytest.raises(AssertionError, match="cycle"):
        build_flow(program({"a": [("a", 1, goto("a"))]}), 0)
    with pytest.raises(AssertionError, match="how it ends"):
        build_flow(program({"a": [("a", 1, open_end())]}), 0)
    made = program({"a": [("a", 1, gather({"noinput": "b"}))], "b": [("b", 0, hangup())]})
    made = made._replace(blocks=tuple(block._replace(name="a") for block in made.blocks))
    with pytest.raises(AssertionError, match="two documents"):
        build_flow(made, 0)


@pytest.mark.parametrize(
    "value",
    [
        {},
        [],
        {"a": []},
        {"a": {}},
        [1, -2, 0, True, False, None, "x"],
        {"a": [{"b": ["c", {"d": "e"}]}, []]},
        'quotes " and \\ and \n \t \r \x00 \x7f',
        "ungefähr 🎉 \u2028 \u00a0",
        10**40,
    ],
)
def test_json_is_written_as_the_standard_library_writes_it(value: Any) -> None:
    assert json_text(value) == json.dumps(value, indent=2, ensure_ascii=False)


def test_json_is_the_same_without_the_accelerator(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "_json", None)
        slow = importlib.reload(json_text_module)
        assert slow.json_text({"a": 'ü"\n'}) == json_text({"a": 'ü"\n'})
    importlib.reload(json_text_module)


def test_json_knows_no_other_values() -> None:
    with pytest.raises(AssertionError):
        json_text(1.5)


OUTCOMES = {"b": [("b", 1, hangup())], "c": [("c", 1, hangup())]}


def test_a_decision_is_a_redirect_to_its_route_and_its_document_is_just_that() -> None:
    made = built(
        {
            "a": [("answer", 1, goto("plan"))],
            "plan": [
                ("plan", 0, decide({'"gold"': "b", "unset": "c", "other": "plan.o"}, "variable", variable="p")),
                ("plan.o", 1, hangup()),
            ],
            **OUTCOMES,
            "d": [("d", 0, gather({"1": "plan", "noinput": "plan"}))],
        }
    )  # fmt: skip
    route = f"{BASE_URL}/front/route/plan"
    assert made.documents["answer"]["actions"][1:] == [{"redirect": {"url": route}}]
    assert "plan" not in made.documents, "no route leads to it"
    assert made.routes["routes"]["plan"] == {
        "kind": "variable",
        "node": "plan",
        "variable": "p",
        "branches": [{"value": "gold", "next": "b"}],
        "unset": "c",
        "other": "plan.o",
    }


def test_a_document_that_just_decides_is_listed_so() -> None:
    nodes: NodeSketches = {
        "a": [("answer", 0, gather({"1": "b", "2": "s", "noinput": "b"}))],
        "b": [("b", 0, decide({"open": "c", "closed": "c"}, "hours", hours=office([(540, 1050)], [], d2026_12_25=[])))],
        "s": [("s", 0, goto("b"))],
        "c": [("c", 0, hangup())],
    }
    made = built(nodes)
    assert (
        made.documents["b"] == made.documents["s"] == {"actions": [{"redirect": {"url": f"{BASE_URL}/front/route/b"}}]}
    )
    decides = {name: entry.get("decides") for name, entry in made.manifest["documents"].items()}
    assert decides == {"answer": None, "b": "b", "s": "b", "c": None}
    route = made.routes["routes"]["b"]
    assert list(route) == ["kind", "node", "zone", "week", "dates", "open", "closed"]
    assert route["week"] == {
        "mon": [["09:00", "17:30"]],
        **{day: [] for day in ("tue", "wed", "thu", "fri", "sat", "sun")},
    }
    assert route["dates"] == {"2026-12-25": []}


def test_routes_by_number_and_by_asking() -> None:
    made = built(
        {
            "a": [("answer", 0, decide({"+35387XXXXXXX": "b", "withheld": "b", "other": "q"}, "caller"))],
            "q": [("q", 0, decide({'"a \\"b\\""': "b", "other": "c", "failed": "c"}, "ask", url="https://crm.example/x",
                                  timeout_ms=2000, send=(("caller", "caller"), ("plan", "variable"))))],
            **OUTCOMES,
        }
    ).routes["routes"]  # fmt: skip
    assert made["a"] == {
        "kind": "caller",
        "node": "a",
        "branches": [{"pattern": "+35387XXXXXXX", "next": "b"}],
        "withheld": "b",
        "other": "q",
    }
    assert made["q"] == {
        "kind": "ask",
        "node": "q",
        "url": "https://crm.example/x",
        "timeout_ms": 2000,
        "send": {"caller": "caller", "plan": "variable"},
        "branches": [{"value": 'a "b"', "next": "b"}],
        "other": "c",
        "failed": "c",
    }


def test_a_full_document_ends_in_a_decision_all_the_same() -> None:
    opening = decide({"open": "b", "closed": "c"}, "hours", hours=office())
    made = built({"a": [("a", 50, goto("d"))], "d": [("d", 0, opening)], **OUTCOMES})
    assert len(made.documents["a"]["actions"]) == 51
    assert made.documents["a"]["actions"][-1] == {"redirect": {"url": f"{BASE_URL}/front/route/d"}}


def test_a_target_in_another_flow_is_called_with_its_flow() -> None:
    flows: dict[str, NodeSketches] = {
        "one": {"a": [("a", 0, gather({"1": "b", "2": "c", "noinput": "b"}))]},
        "two": {
            "b": [("b", 0, hangup())],
            "c": [("c", 0, decide({"open": "a", "closed": "b"}, "hours", hours=office()))],
        },
    }
    one, two = build(programs(flows))
    assert [branch["next"] for branch in one.routes["routes"]["a"]["branches"]] == ["two/b", "two/c"]
    assert two.routes["routes"]["c"]["open"] == "one/a"
    assert_valid("routes", one.routes)
    assert_valid("routes", two.routes)


def test_in_a_document_that_fills_what_is_no_template_is_escaped() -> None:
    made = built(
        {
            "a": [("answer", 0, gather({"digits": "n", "noinput": "b"}, digits=(4, 4)))],
            "n": [("n?", [say("{digits} {{is}}")], goto("b"))],
            "b": [("b", [say("A {brace}.")], hangup())],
        }
    )
    assert made.documents["n"]["actions"] == [{"say": {"text": "{digits} {{is}}"}}, {"say": {"text": "A {{brace}}."}}]
    assert made.documents["b"]["actions"] == [{"say": {"text": "A {brace}."}}]
    assert {name: entry.get("fills") for name, entry in made.manifest["documents"].items()} == {
        "answer": None,
        "n": ["digits"],
        "b": None,
    }


def test_the_entry_is_carried_to_where_it_is_confirmed_and_to_the_next_part() -> None:
    many = [say("{digits}")] * 60
    made = built(
        {
            "a": [("answer", 0, gather({"digits": "q", "noinput": "b"}, digits=(4, 4))),
                  ("q?", 0, gather({"1": "n", "noinput": "b"}, prompt="{digits}?", confirms="digits", failed="b"))],
            "n": [("n?", many, goto("b"))],
            "b": [("b", [say("{")], hangup())],
        }
    )  # fmt: skip
    assert made.routes["routes"]["q"]["confirms"] == "digits"
    assert made.documents["q"]["actions"] == [
        {"gather": {"prompt": "{digits}?", "num_digits": 1, "timeout_seconds": 5}},
        {"redirect": {"url": f"{BASE_URL}/front/route/q?entry={{digits}}"}},
        {"say": {"text": "{{"}},
    ]
    assert made.documents["n"]["actions"][-1] == {
        "redirect": {"url": f"{BASE_URL}/front/n.part2.json?entry={{digits}}"}
    }
    assert made.manifest["documents"]["n.part2"]["fills"] == ["digits"]


def test_a_copy_of_a_decision_has_a_route_of_its_own() -> None:
    opening = {"open": "b", "closed": "c"}
    made = built(
        {
            "a": [("answer", 0, gather({"1": "d", "noinput": "d.tries_left1"}))],
            "d": [
                ("d", 0, decide(opening, "hours", hours=office())),
                ("d.tries_left1", 0, decide({"open": "c", "closed": "c"}, "hours", hours=office())),
            ],
            **OUTCOMES,
        }
    )
    assert [made.routes["routes"][name]["open"] for name in ("d", "d.tries_left1")] == ["b", "c"]
    assert made.manifest["documents"]["d.tries_left1"]["decides"] == "d.tries_left1"
