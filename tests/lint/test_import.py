"""What is built can be imported, and builds again to the same documents; what cannot be said is listed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from flowc.compile import compile_sources
from flowc.emit.documents import build
from flowc.importing import import_sources
from flowc.linting import lint_sources
from flowc.source import SourceMap
from flowc.testing.flow_texts import flows

HERE = Path(__file__).parent
EXAMPLES = sorted((HERE.parents[1] / "examples").glob("*.mv"))
SOURCES = [*EXAMPLES, *sorted((HERE.parent / "emit" / "cases").glob("*.mv")), *sorted((HERE / "imports").glob("*.mv"))]


def compiled(text):
    sources = SourceMap()
    sources.add("flow.mv", text)
    compilation = compile_sources(sources)
    assert [finding.message for finding in compilation.findings if finding.severity == "error"] == []
    assert compilation.program is not None
    return compilation.program


def files_of(text, wire="keyed"):
    return {
        f"build/{flow.flow}/{name}": content.decode()
        for flow in build(compiled(text), wire=wire)
        for name, content in flow.files.items()
    }


def imported(files):
    sources = SourceMap()
    for path, value in files.items():
        sources.add(path, value if isinstance(value, str) else json.dumps(value))
    return import_sources(sources)


def without_manifests(files):
    return {path: json.loads(text) for path, text in files.items() if not path.endswith("manifest.json")}


@pytest.mark.parametrize("wire", ["keyed", "typed"])
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_comes_back(path, wire):
    text = path.read_text(encoding="utf-8")
    files = files_of(text, wire)
    back = imported(files)
    assert (back.unsaid, back.findings) == ([], [])
    assert without_manifests(files_of(back.text, wire)) == without_manifests(files)
    assert len(back.text) < 2 * len(text)


def expected_of(path):
    return HERE / "imported" / path.parent.name / path.name


def text_of(path):
    """What the importer makes of the documents of a flow, and below it what it could not say."""
    back = imported(files_of(path.read_text(encoding="utf-8"), "typed" if path.stem.endswith("_typed") else "keyed"))
    return back.text + "".join(f"// not said: {unsaid}\n" for unsaid in back.unsaid)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_documents_are_imported_as_the_text_that_stands_under_their_name(path):
    assert text_of(path) == expected_of(path).read_text(encoding="utf-8"), (
        "read it, then: python -m tests.lint.regenerate"
    )


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(flows(max_nodes=12))
def test_every_flow_comes_back(text):
    files = files_of(text)
    back = imported(files)
    assert back.findings == []
    if " shared " in text and back.unsaid:
        return  # who shares a count shows only where somebody loses an attempt; what does not come back is said
    assert back.unsaid == []
    assert without_manifests(files_of(back.text)) == without_manifests(files)


BRACES_BEHIND_DIGITS = """
flow f {
    base_url "https://voice.example/ivr"
    start main
    collect main {
        prompt "Your number, please."
        digits 4
        on digits { say "{digits} {{noted}}."; goto sure }
        on noinput, incomplete -> sure
    }
    menu sure {
        prompt "Are you {{sure}}? For yes, press 1."
        on 1, noinput, nomatch -> hangup
    }
}
"""


def test_braces_of_a_question_come_back_though_it_stands_in_a_template_too():
    files = files_of(BRACES_BEHIND_DIGITS)
    back = imported(files)
    assert (back.unsaid, back.findings) == ([], [])
    assert 'prompt "Are you {{sure}}? For yes, press 1."' in back.text
    assert without_manifests(files_of(back.text)) == without_manifests(files)


SECOND_HALF = """
hours office "Europe/Dublin" {
    mon-fri 09:00-12:30, 13:30-17:30
    2051-12-25 closed
}
part yes_no(question, yes, no) {
    menu ask {
        prompt "{question} For yes, press 1. For no, press 2."
        on 1 -> yes
        on 2 -> no
        on noinput, nomatch -> retry
        on exhausted -> no
    }
}
flow front {
    base_url "https://voice.example/ivr"
    start opening
    decide opening {
        by hours office
        on open -> customer
        on closed -> box
    }
    decide customer {
        ask "https://crm.example/voice" timeout 500ms
        send caller, "crm.id"
        on "known", "say \\"x\\"" -> number
        on other -> keep
        on failed { say "One moment."; goto region }
    }
    decide region {
        by caller
        on +35387XXXXXXX -> number
        on +353871234567 -> branch.hello
        on withheld, other -> keep
    }
    use yes_no as keep("Shall we {{really}}?", yes: number, no: desk)
    collect number {
        prompt "Enter your number."
        reprompt "Your number, please."
        digits 4..6
        confirm "You entered {digits}. If so, press 1."
        on 20XX { say "{digits} {{noted}}"; set entry = digits; transfer "sip:{digits}@pbx.example" }
        on digits -> redirect "https://crm.example/voice?number={digits}"
        on timeout -> retry "Four to six digits."
        on exhausted -> box
    }
    voicemail box { prompt "This call is recorded."; max 70s; finish_on *; on done { say "Thank you."; goto desk } }
    step desk { transfer +15551230001 }
}
flow branch {
    base_url "https://voice.example/ivr"
    start hello
    menu hello { prompt "For us, press 1."; on any -> front.desk }
}
"""


@pytest.mark.parametrize("wire", ["keyed", "typed"])
def test_the_second_half_of_the_language_comes_back(wire):
    files = files_of(SECOND_HALF, wire)
    back = imported(files)
    assert (back.unsaid, back.findings) == ([], [])
    assert without_manifests(files_of(back.text, wire)) == without_manifests(files)


def test_a_build_of_decisions_and_templates_is_clean():
    sources = SourceMap()
    for path, text in files_of(SECOND_HALF).items():
        sources.add(path, text)
    found = {finding.code for finding in lint_sources(sources).findings}
    assert found <= {"MV901"}


def test_a_route_that_leads_nowhere_is_found():
    files = files_of(SECOND_HALF)
    files["build/front/routes.json"] = files["build/front/routes.json"].replace('"closed": "box"', '"closed": "bxo"')
    sources = SourceMap()
    for path, text in files.items():
        sources.add(path, text)
    found = [finding.message for finding in lint_sources(sources).findings if finding.code == "MV101"]
    assert found == ["there is no document called `bxo`"]


def test_a_count_that_menus_share_comes_back():
    menu = 'prompt "Press 1."; attempts 3 shared tries; on noinput, nomatch -> retry; on exhausted -> desk'
    text = f"""flow front {{
    base_url "https://voice.example/ivr"
    start main
    menu main {{ {menu}; on 1 -> step_on }}
    step step_on {{ say "Hello."; goto last }}
    menu last {{ {menu}; on 1 -> desk }}
    step desk {{ transfer +15551230001 }}
}}
"""
    files = files_of(text)
    back = imported(files)
    assert back.unsaid == []
    assert without_manifests(files_of(back.text)) == without_manifests(files)


MENUS = """flow desk {
    title "The desk"
    base_url "https://voice.example/ivr"
    start main
    defaults {
        on noinput -> retry "Sorry, we did not hear anything."
        on nomatch -> retry "Sorry, that is not one of the options."
        on exhausted -> reception
        on failed -> reception
    }
    menu main {
        prompt "For sales, press 1. For more, press 2."
        on 1 -> reception
        on 2 -> more
    }
    menu more {
        prompt "For billing, press 1. To go back, press 2."
        on 1 -> transfer +15551230002
        on 2 -> main
    }
    step reception {
        say "Please hold for the front desk."
        transfer +15551230099
    }
}
"""


def test_what_menus_share_comes_back_as_defaults():
    back = imported(files_of(MENUS)).text
    assert back.count("Sorry, we did not hear anything.") == 1
    assert "defaults {" in back
    assert back.index("on failed -> reception") < back.index("menu main")


def edited(change):
    files = {path: json.loads(text) for path, text in files_of(MENUS).items()}
    change(files)
    back = imported(files)
    assert back.findings == []
    return files, back


def test_a_sentence_that_was_edited_by_hand_comes_back():
    def change(files):
        for document in files.values():
            for action in document.get("actions", ()):
                if "say" in action:
                    action["say"]["text"] = 'One moment: the {front} desk \\ "answers".\nNow.'

    files, back = edited(change)
    assert back.unsaid == []
    assert without_manifests(files_of(back.text)) == {
        path: value for path, value in files.items() if not path.endswith("manifest.json")
    }


def test_an_action_that_was_added_by_hand_comes_back():
    def change(files):
        files["build/desk/more.on_1.json"]["actions"].insert(0, {"say": {"text": "Connecting you to billing."}})

    _, back = edited(change)
    assert back.unsaid == []
    assert "Connecting you to billing." in back.text


def test_a_document_that_differs_from_what_a_flow_can_say_is_listed():
    def change(files):
        files["build/desk/answer.json"]["actions"][0]["gather"]["timeout_seconds"] = 9

    _, back = edited(change)
    assert [line for line in back.unsaid if line.startswith("answer:")]


def test_what_stands_behind_a_transfer_is_listed():
    back = imported({"answer.json": {"actions": [{"transfer": {"to": "+15551230002"}}, {"hold": {}}]}})
    assert back.unsaid == ["main: what stands behind `transfer`"]


@pytest.mark.parametrize("entry", ["1234", "1234 -> sales; on 43XX"])
def test_an_entry_that_is_read_back_key_by_key_comes_back(entry):
    text = f"""flow desk {{
    base_url "https://voice.example/ivr"
    start number
    collect number {{
        prompt "Enter your number."
        digits 4
        confirm "You entered {{digits}}. If so, press 1."
        on {entry} -> sales
        on noinput, incomplete, nomatch -> retry
        on exhausted -> sales
    }}
    step sales {{ transfer +15551230001 }}
}}
"""
    files = files_of(text)
    back = imported(files)
    assert (back.unsaid, back.findings) == ([], [])
    assert 'confirm "You entered {digits}. If so, press 1."' in back.text
    assert without_manifests(files_of(back.text)) == without_manifests(files)


def test_variables_that_one_action_has_several_of_are_set_one_by_one_and_that_is_listed():
    variables = {"set_variables": {"variables": {"plan": "gold", "lane": "1"}}}
    forgotten = {"unset_variables": {"names": ["plan", "lane"]}}
    back = imported({"answer.json": {"actions": [variables, forgotten, {"transfer": {"to": "+15551230002"}}]}})
    assert back.unsaid == ["main: one set_variables of 2 names", "main: one unset_variables of 2 names"]
    for line in ('set plan = "gold"', 'set lane = "1"', "unset plan", "unset lane"):
        assert line in back.text


def test_a_later_attempt_that_is_asked_out_of_its_turn_is_listed():
    def change(files):
        later = files["build/desk/main.retry2.nomatch.json"]["actions"]
        files["build/desk/more.on_1.json"]["actions"][-1:] = later

    _, back = edited(change)
    assert "more.on_1: a later attempt of `main` is asked out of its turn" in back.unsaid


def test_a_gather_that_is_another_one_elsewhere_is_listed():
    def change(files):
        again = json.loads(json.dumps(files["build/desk/answer.json"]["actions"]))
        [gather] = [action["gather"] for action in again if "gather" in action]
        gather["prompt"] = "Please choose."
        files["build/desk/more.on_1.json"]["actions"] = again

    _, back = edited(change)
    assert any("the gather of `main` is another one than elsewhere" in line for line in back.unsaid)


def test_another_fallback_behind_a_gather_is_listed():
    def change(files):
        actions = files["build/desk/main.retry2.nomatch.json"]["actions"]
        place = next(index for index, action in enumerate(actions) if "redirect" in action)
        actions[place + 1 :] = [{"say": {"text": "Something is wrong."}}]

    _, back = edited(change)
    assert any("another fallback stands behind its gather than in most documents" in line for line in back.unsaid)


def test_last_attempts_that_lead_to_several_places_are_listed():
    def change(files):
        routes = files["build/desk/routes.json"]["routes"]
        last = max((name for name in routes if name.startswith("main")), key=lambda name: routes[name]["attempt"])
        routes[last]["nomatch"], routes[last]["noinput"] = "reception", "more"

    _, back = edited(change)
    assert any("the last attempt leads to several places, and `exhausted` is one" in line for line in back.unsaid)


def test_documents_of_which_nothing_is_known_become_steps():
    hello = {"say": {"text": "Thank you for calling."}}
    files = {
        "answer.json": {"actions": [hello, {"redirect": {"url": "https://crm.example/next", "method": "POST"}}]},
        "Closed 2.json": {"actions": [hello, {"set_variables": {"variables": {"crm.id": "4711"}}}]},
    }
    back = imported(files)
    assert back.unsaid == []
    assert 'redirect "https://crm.example/next" method POST' in back.text
    assert "entry step closed_2 {" in back.text
    assert 'set "crm.id" = "4711"' in back.text
    program = compiled(back.text.replace("start main", 'base_url "https://voice.example/"\nstart main'))
    [flow] = build(program)
    assert flow.documents["answer"] == files["answer.json"]
    assert flow.documents["closed_2"] == files["Closed 2.json"]


def test_a_gather_whose_digits_go_elsewhere_is_listed():
    gather = {"gather": {"prompt": "For sales, press 1."}}
    back = imported({"a.json": {"actions": [gather, {"redirect": {"url": "https://crm.example/menu"}}]}})
    assert back.unsaid == ["a: a gather whose digits go to no route of these documents"]


def test_documents_with_errors_are_not_imported():
    back = imported({"a.json": {"actions": [{"say": {}}]}})
    assert back.text == ""
    assert [finding.code for finding in back.findings] == ["MV203"]
