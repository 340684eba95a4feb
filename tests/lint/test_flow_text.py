"""Build, import, build: the same bytes, whatever a flow is made of; and what has no way back is listed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flowc import compile_paths, format_text
from flowc.compile import compile_sources
from flowc.emit.documents import build
from flowc.importing import Import, import_sources
from flowc.ir.graph import Program
from flowc.lint.flow_text.order import merged, merged_nodes
from flowc.linting import lint_sources
from flowc.source import SourceMap
from flowc.testing.flow_texts import flows

ROOT = Path(__file__).parents[2]
FLOWS = [
    *sorted((ROOT / "examples").glob("*.mv")),
    ROOT / "examples" / "shops",
    *sorted((ROOT / "tests" / "language" / "ten").iterdir()),
    *sorted((ROOT / "tests" / "emit" / "cases").glob("*.mv")),
    *sorted((Path(__file__).parent / "imports").glob("*.mv")),
]


def program_of(text: str) -> Program:
    sources = SourceMap()
    sources.add("flow.mv", text)
    compilation = compile_sources(sources)
    assert [finding.message for finding in compilation.findings if finding.severity == "error"] == []
    assert compilation.program is not None
    return compilation.program


def files_of(program: Program, wire: str = "keyed") -> dict[str, str]:
    """All files of a build; manifests without the sources, which are others when they are built again."""
    files = {}
    for flow in build(program, wire=wire):
        for name, content in flow.files.items():
            files[f"{flow.flow}/{name}"] = content.decode()
        files[f"{flow.flow}/manifest.json"] = json.dumps({**flow.manifest, "source": []}, indent=2)
    return files


def imported(files: dict[str, str]) -> Import:
    sources = SourceMap()
    for path, text in files.items():
        sources.add(path, text)
    return import_sources(sources)


def comes_back(program: Program, wire: str = "keyed") -> str:
    """The text that the documents of a flow come back as: it builds to the same bytes, and is formatted."""
    files = files_of(program, wire)
    back = imported(files)
    assert (back.unsaid, back.findings) == ([], [])
    assert files_of(program_of(back.text), wire) == files
    assert format_text(back.text) == back.text
    return back.text


@pytest.mark.parametrize("wire", ["keyed", "typed"])
@pytest.mark.parametrize("path", FLOWS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_is_built_from_the_imported_text_is_the_same_to_the_byte(path: Path, wire: str) -> None:
    program = compile_paths(path).program
    assert program is not None
    comes_back(program, wire)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(flows(max_nodes=12))
def test_so_it_is_of_every_flow(text: str) -> None:
    files = files_of(program_of(text))
    back = imported(files)
    assert (back.unsaid, back.findings) == ([], [])
    assert format_text(back.text) == back.text
    again = files_of(program_of(back.text))
    if " shared " in text:  # who shares a count and never fails leaves no trace, except in the order of the copies
        assert {path: json.loads(text) for path, text in again.items()} == {
            path: json.loads(text) for path, text in files.items()
        }
    else:
        assert again == files


# --- counts that questions share ------------------------------------------------------------------------------------


def sharing(**nodes: str) -> Program:
    """A flow of these nodes and a desk behind them."""
    written = "\n".join(f"{body}" for body in nodes.values())
    return program_of(
        f'flow front {{\nbase_url "https://voice.example/ivr"\nstart main\n{written}\n'
        "step desk { transfer +15551230001 }\n}\n"
    )


RETRY = "on noinput, nomatch -> retry; on exhausted -> desk"
DESK = "on noinput, nomatch -> desk; on exhausted -> desk"
MAIN = f'menu main {{ prompt "Press 1."; attempts 3 shared tries; {RETRY}; on 1 -> last; on 2 -> greeting }}'
GREETING = 'step greeting { say "Hello."; goto last }'


def test_a_question_that_shares_a_count_and_never_asks_again_comes_back() -> None:
    last = f'menu last {{ prompt "Press 1."; attempts 3 shared tries; {DESK}; on 1 -> desk }}'
    text = comes_back(sharing(main=MAIN, greeting=GREETING, last=last))
    assert text.count("shared tries") == 2


def test_questions_that_share_a_count_and_lead_to_one_another_come_back_though_neither_asks_again() -> None:
    main = f'menu main {{ prompt "Press 1."; attempts 3 shared tries; {RETRY}; on 1 -> one }}'
    one = f'menu one {{ prompt "Press 1."; attempts 3 shared tries; {DESK}; on 1 -> two }}'
    two = f'menu two {{ prompt "Press 1."; attempts 3 shared tries; {DESK}; on 1 -> one }}'
    comes_back(sharing(main=main, one=one, two=two))


def test_a_question_that_is_only_come_to_after_a_failure_comes_back_with_all_its_attempts() -> None:
    main = (
        'menu main { prompt "Press 1."; attempts 2 shared tries; on 1 -> desk; on noinput, nomatch -> retry; '
        "on exhausted -> other }"
    )
    other = (
        'menu other { prompt "Press 9."; on 1 -> last; on 2 -> greeting; on exhausted -> desk; '
        'on noinput, nomatch -> retry "Sorry.", "Very sorry." }'
    )
    last = f'menu last {{ prompt "Press 3."; attempts 2 shared tries; {RETRY}; on 1 -> desk; on 2 -> main }}'
    text = comes_back(sharing(main=main, other=other, greeting=GREETING, last=last))
    assert text.count("attempts 2 shared tries") == 2


def test_the_last_attempt_of_a_count_may_end_in_a_block_of_its_own() -> None:
    main = (
        'menu main { prompt "Press 1."; attempts 2 shared tries; on 1 -> desk; on noinput, nomatch -> retry; '
        "on exhausted -> last }"
    )
    last = (
        'menu last { prompt "Press 3."; attempts 2 shared tries; on 1 -> desk; on noinput, nomatch -> retry; '
        'on exhausted { say "Goodbye."; hangup } }'
    )
    text = comes_back(sharing(main=main, last=last))
    assert text.count("attempts 2 shared tries") == 2


def test_two_counts_at_once_come_back() -> None:
    main = f'menu main {{ prompt "Press 1."; attempts 3 shared tries; {RETRY}; on 1 -> more; on 2 -> greeting }}'
    more = f'menu more {{ prompt "Press 2."; attempts 2 shared turns; {RETRY}; on 1 -> last; on 2 -> main }}'
    last = f'menu last {{ prompt "Press 3."; attempts 2 shared turns; {RETRY}; on 1 -> more; on 2 -> main }}'
    text = comes_back(sharing(main=main, more=more, greeting=GREETING, last=last))
    assert (text.count("shared tries"), text.count("shared turns")) == (1, 2)


def test_a_decision_and_a_voicemail_behind_a_failure_come_back() -> None:
    main = (
        'menu main { prompt "Press 1."; attempts 3 shared tries; on 1 -> desk; on exhausted -> desk; '
        "on noinput, nomatch -> retry; on 2 -> opening }"
    )
    opening = "decide opening { by caller; on withheld -> box; on other -> main }"
    box = 'voicemail box { prompt "This call is recorded."; on done { say "Thank you."; goto main } }'
    comes_back(sharing(main=main, opening=opening, box=box))


# --- parts ----------------------------------------------------------------------------------------------------------

INNER = """
part inner(next) {
    menu ask { prompt "Press 1."; on 1 -> next; on noinput, nomatch -> later }
    step later { say "Later, then."; goto next }
}
part outer(next, number) {
    use inner as first(ring)
    step ring { bridge number on failed -> second }
    use inner as second(next: other)
    menu other { prompt "Press 2."; on 2 -> first; on noinput, nomatch -> next }
}
flow front {
    base_url "https://voice.example/ivr"
    start hello
    use outer as hello(next: again, number: +15551230002)
    step middle { say "Between."; goto again }
    use outer as again(branch.desk, +15551230003)
    menu last { prompt "Press 1."; on any -> middle }
}
flow branch {
    base_url "https://voice.example/ivr"
    start desk
    step desk { say "The branch."; transfer +15551230001 }
    entry step other { say "Another."; redirect "https://crm.example/next" }
}
"""


def test_parts_within_parts_come_back_each_entered_at_its_first_node() -> None:
    text = comes_back(program_of(INNER))
    assert "part front_hello_part(to_again)" in text
    assert "use front_again_part as again(" in text


def test_nodes_may_be_called_like_parts_and_copies_of_documents() -> None:
    text = """
part ask(next) {
    menu part2 { prompt "Press 1."; on 1 -> next; on noinput, nomatch -> main_left2 }
    step main_left2 { say "Two are left."; goto next }
}
flow front {
    base_url "https://voice.example/ivr"
    start party
    use ask as party(desk)
    step desk { transfer +15551230001 }
}
"""
    comes_back(program_of(text))


def test_a_part_that_is_entered_in_two_places_after_an_edit_is_listed() -> None:
    files = files_of(program_of(INNER))
    routes = json.loads(files["front/routes.json"])
    routes["routes"]["again.other"]["nomatch"] = "hello.other"
    files["front/routes.json"] = json.dumps(routes)
    assert "hello: callers come to several of its nodes, and a part has one way in" in imported(files).unsaid


# --- what was edited ------------------------------------------------------------------------------------------------


def test_a_route_that_leads_elsewhere_than_any_flow_could_lead_is_listed() -> None:
    main = f'menu main {{ prompt "Press 1."; {RETRY}; on 1 -> desk }}'
    files = files_of(sharing(main=main))
    routes = json.loads(files["front/routes.json"])
    routes["routes"]["main.retry2"]["branches"][0]["next"] = "main.retry2"
    files["front/routes.json"] = json.dumps(routes)
    assert "main.retry2: the flow builds another route of this name" in imported(files).unsaid


def test_a_route_without_any_way_to_it_is_listed() -> None:
    files = files_of(sharing(main=f'menu main {{ prompt "Press 1."; {RETRY}; on 1 -> desk }}'))
    routes = json.loads(files["front/routes.json"])
    routes["routes"]["older"] = {**routes["routes"]["main"], "node": "older"}
    files["front/routes.json"] = json.dumps(routes)
    assert "older: the flow builds no such route" in imported(files).unsaid


def test_a_document_of_a_build_that_is_not_there_any_more_is_listed() -> None:
    main = f'menu main {{ prompt "Press 1."; {RETRY}; on 1 -> desk; on 2 {{ say "Two."; goto desk }} }}'
    files = files_of(sharing(main=main))
    del files["front/main.on_2.json"]
    back = imported(files)
    assert back.unsaid == ["a route leads to `main.on_2`, which is no document"]
    assert "on 2 -> hangup" in back.text


def test_an_attempt_that_no_longer_says_what_follows_silence_is_listed() -> None:
    files = files_of(sharing(main=f'menu main {{ prompt "Press 1."; {RETRY}; on 1 -> desk }}'))
    routes = json.loads(files["front/routes.json"])
    for event in ("noinput", "nomatch"):
        del routes["routes"]["main.retry3"][event]
    files["front/routes.json"] = json.dumps(routes)
    back = imported(files)
    assert "on exhausted" not in back.text
    assert [line for line in back.unsaid if "the flow does not compile" in line]


def test_a_step_that_another_one_had_no_room_for_is_gone_on_to() -> None:
    says = "; ".join(f'say "Sentence {number}."' for number in range(30))
    text = comes_back(sharing(main=f"step main {{ {says}; goto more }}", more=f"step more {{ {says}; goto desk }}"))
    assert text.count("goto more") == 1


def test_a_step_that_is_too_long_for_any_document_is_one_step_again() -> None:
    says = "; ".join(f'say "Sentence {number}."' for number in range(120))
    text = comes_back(sharing(main=f"step main {{ {says}; goto desk }}"))
    assert text.count("step ") == 1


def test_what_callers_hear_before_a_voicemail_that_says_nothing_itself_stays_where_it_is() -> None:
    main = """collect main {
        prompt "Enter your number."
        digits 4
        on 4XXX { say "You pressed {digits}."; goto box }
        on digits { say "We record."; goto box }
        on noinput, incomplete -> desk
    }"""
    text = comes_back(sharing(main=main, box="voicemail box { on done -> desk }"))
    assert "voicemail box {\n        on done" in text
    other = main.replace("on noinput, incomplete -> desk", 'on noinput, incomplete { say "No number."; goto box }')
    text = comes_back(sharing(main=other, box="voicemail box { on done -> desk }"))
    assert 'say "We record."' in text


def test_a_redirect_to_the_document_of_a_decision_is_no_goto() -> None:
    main = 'step main { redirect "https://voice.example/ivr/front/region.json" }'
    text = comes_back(sharing(main=main, region="decide region { by caller; on withheld, other -> desk }"))
    assert 'redirect "https://voice.example/ivr/front/region.json"' in text


def test_a_key_that_nobody_can_press_is_listed_and_stands_where_it_was() -> None:
    files = files_of(sharing(main=f'menu main {{ prompt "Press 1."; {RETRY}; on 1 -> desk }}'))
    files["front/routes.json"] = files["front/routes.json"].replace('"pattern": "1"', '"pattern": "{1"')
    back = imported(files)
    assert "on {1 -> desk" in back.text
    assert [line for line in back.unsaid if line.startswith("the flow does not compile: ")]


def test_a_redirect_behind_which_nothing_was_said_says_nothing_again() -> None:
    step = 'step main { redirect "https://crm.example/next" }'
    assert 'redirect "https://crm.example/next"\n' in comes_back(sharing(main=step))
    step = 'step main { redirect "https://crm.example/next" on failed -> hangup }'
    assert 'redirect "https://crm.example/next" on failed -> hangup\n' in comes_back(sharing(main=step))


def test_hours_that_two_decisions_have_in_common_are_declared_once() -> None:
    text = """
hours office "Europe/Dublin" { mon-fri 09:00-17:00; 2051-12-25 closed }
flow front {
    base_url "https://voice.example/ivr"
    start main
    decide main { by hours office; on open -> desk; on closed -> second }
    decide second { by hours office; on open -> desk; on closed { say "Closed."; hangup } }
    step desk { transfer +15551230001 }
}
"""
    assert comes_back(program_of(text)).count("hours main_hours") == 1 + 2


# --- what lint makes of the same documents --------------------------------------------------------------------------


TWO_FLOWS = """
flow front {
    base_url "https://voice.example/ivr"
    start main
    menu main { prompt "Press 1 or 2."; on 1 -> one; on 2 -> two; on noinput, nomatch -> branch.desk }
    step one { say "One."; goto region }
    step two { say "Two."; goto region }
    decide region { by caller; on withheld -> branch.desk; on other -> desk }
    step desk { transfer +15551230001 }
}
flow branch {
    base_url "https://voice.example/ivr"
    start desk
    step desk { transfer +15551230002 }
}
"""


def test_one_flow_of_a_build_is_sound_by_itself() -> None:
    sources = SourceMap()
    for path, content in files_of(program_of(TWO_FLOWS)).items():
        if path.startswith("front/"):
            sources.add(path, content)
    assert {finding.code for finding in lint_sources(sources).findings} <= {"MV901"}


# --- the order of nodes ---------------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from("abcdefgh"), unique=True), st.data())
def test_orders_of_one_flow_are_merged_without_contradiction(order: list[str], data: st.DataObject) -> None:
    seen = [[name for name in order if data.draw(st.booleans())] for _ in range(3)]
    found = merged(seen)
    assert sorted(found) == sorted({name for names in seen for name in names})
    for names in seen:
        assert [name for name in found if name in names] == names


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), unique=True), max_size=4))
def test_orders_that_contradict_one_another_are_merged_all_the_same(orders: list[list[str]]) -> None:
    found = merged(orders)
    assert sorted(found) == sorted({name for names in orders for name in names})


def test_nodes_of_a_use_stand_together_where_the_use_stood() -> None:
    orders = [["a", "use.one", "b"], ["use.two", "use.one", "c"], ["use.in.x", "use.one"]]
    assert merged_nodes(orders) == ["a", "use.two", "use.in.x", "use.one", "b", "c"]
