"""What the quick look takes for quiet, the whole lint has nothing to say of."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowc import credentials
from flowc.checks.limits import Limits
from flowc.checks.rules import RULES
from flowc.full_lint import _ALONE, lint_in_full
from flowc.lint.quiet import quick_look
from flowc.linting import lint_sources
from flowc.source import Source, SourceMap

from .case import cases
from .mutations import ACTIONS, documents
from .test_fixtures import FILES
from .test_reader import pieces

LIMITS = [Limits(), Limits(allow_regions=("US",)), Limits(min_menu_timeout=31), Limits(max_prompt_seconds=1)]


def in_full(path, text, limits=None):
    return lint_in_full([Source(path, text)], lines=None, served_at=None, root="", limits=limits or Limits())


def agree(path, text, limits=None):
    """Whether a text is quiet, which then is held against the whole lint."""
    quiet = quick_look(limits or Limits())(path, text)
    if quiet:
        assert in_full(path, text, limits) == [], text
    return quiet


def test_what_is_quiet_has_no_finding_on_three_thousand_mutated_documents():
    quiet = [agree("answer.json", json.dumps(document)) for document in documents(3_000, seed=11)]
    assert sum(quiet) > 200


@pytest.mark.parametrize("limits", LIMITS, ids=lambda limits: repr(limits)[:60])
def test_what_is_quiet_has_no_finding_whatever_the_order_of_actions_and_the_limits(limits):
    source = random.Random(5)
    quiet = 0
    for _ in range(1_000):
        names = [source.choice(list(ACTIONS)) for _ in range(source.randrange(1, 5))]
        actions = [{name: source.choice(ACTIONS[name]["examples"])} for name in names]
        quiet += agree("answer.json", json.dumps({"actions": actions}), limits)
    assert quiet or limits != Limits()


def test_what_is_quiet_has_no_finding_in_the_lists_of_faults_and_in_the_field():
    for case in cases():
        agree(case.name, case.read_bytes().decode("utf-8", "surrogateescape"))
    texts = [path.read_text(encoding="utf-8") for path in FILES]
    quiet = [agree("answer.json", text) for text in texts]
    clean = [not in_full("answer.json", text) for text in texts]
    assert quiet == clean, "what is clean in the field is quick"


@settings(max_examples=300)
@given(st.lists(pieces, max_size=10).map("".join))
def test_a_text_that_is_no_json_is_not_quiet(piece):
    agree("a.json", '{"actions": [{"say": {"text": "Hello."}}]}' + piece)
    agree("a.json", '{"actions": [{"say": {"text": "Hello.' + piece + '"}}]}')
    agree("a.json", '{"actions": [{"say": {"text": "Hello."' + piece + "}}]}")
    agree("a.jsonl", '{"actions": [{"say": {"text": "Hello."}}]}\n' + piece)


@pytest.mark.parametrize(
    "text",
    [
        '{"actions": [], "actions": [{"say": {"text": "a"}}]}',
        '{"actions": [{"say": {"text": "a", "text": "b"}}]}',
        '{"actions": [{"say": {"text": "a"}, "say": {"text": "b"}}]}',
        '{"actions": [{"type": "say", "type": "say", "text": "b"}]}',
        '{"$schema": "a", "$schema": "a", "actions": [{"say": {"text": "a"}}]}',
        '{"actions": [{"conference": {"room": "a", "mute": true, "mute": true}}]}',
        '{"actions": [{"say": {"text": "\\ud800"}}]}',
        '{"actions": [{"say": {"text": "\udc80"}}]}',
        '{"actions": [{"gather": {"num_digits": NaN}}]}',
        '{"actions": [{"gather": {"num_digits": 1e999}}, {"redirect": {"url": "https://a.example"}}]}',
        '{"actions": [{"gather": {"num_digits": ' + "9" * 301 + '}}, {"redirect": {"url": "https://a.example"}}]}',
        "[" * 100_000,
        '{"actions": [' + ", ".join(['{"say": {"text": "a"}}'] * 5_001) + "]}",
        '\ufeff{"actions": []}',
        "",
    ],
)
def test_what_pythons_reader_takes_too_lightly_is_not_quiet(text):
    assert not quick_look(Limits())("a.json", text)


PROMPTS = ["Press 1 for sales.", "For sales, press 1.", 'Press "1" for sales.', "Press-key 1 (1) to go on.",
           "Press one to go on.",
           "Press the number sign for help.", "Press the pound key to go on.", "Pulse uno for sales.",
           "Enter your card number.", "Enter your credit card number.", "What is your PIN?", "Your PIN is 4711.",
           "Enter the cvc2.", "Enter your password.", "Social security digits, please.", "The security code, please.",
           "word " * 60]  # fmt: skip


@pytest.mark.parametrize("text", PROMPTS)
@pytest.mark.parametrize("digits", [1, 4, 16])
def test_what_is_quiet_of_a_question_has_no_finding(text, digits):
    go = {"redirect": {"url": "https://a.example"}}
    for gather in ({"prompt": text, "num_digits": digits, "timeout_seconds": 30}, {"num_digits": digits}):
        agree("a.json", json.dumps({"actions": [{"say": {"text": text}}, {"gather": gather}, go]}))


@settings(max_examples=200)
@given(st.one_of([st.from_regex(pattern) for _, pattern in credentials._TOKENS]))
def test_no_credential_is_quiet(token):
    if any("\ud800" <= sign <= "\udfff" for sign in token):
        return
    for action in ({"say": {"text": token}}, {"redirect": {"url": f"https://a.example/{token}"}}):
        agree("a.json", json.dumps({"actions": [action]}))


@pytest.mark.parametrize("url", ["https://a:b@c.example/", "https://c.example/?token=abc", "https://c.example/a;sig=1",
                                 "http://c.example/", "HTTP://c.example"])  # fmt: skip
def test_no_url_that_tells_a_secret_is_quiet(url):
    assert not agree("a.json", json.dumps({"actions": [{"redirect": {"url": url}}]}))


@pytest.mark.parametrize(
    ("actions", "quiet"),
    [
        ([{"hold": {}}, {"say": {"text": "Hello."}}], False),
        ([{"start_recording": {}}, {"say": {"text": "Hello."}}], True),
        ([{"start_recording": {}}, {"start_recording": {}}], False),
        ([{"unset_variables": {"names": ["plan"]}}, {"say": {"text": "Hello."}}], False),
        ([{"unset_variables": {"names": ["plan"] * 1_001}}, {"say": {"text": "Hello."}}], False),
        ([{"transfer": {"destination": "sip:desk@pbx.example"}}], True),
        ([{"transfer": {"destination": "sip:desk:secret@pbx.example"}}], False),
        ([{"transfer": {"destination": "sip:desk@pbx.example?token=abc"}}], False),
        ([{"say": {"text": "Hello."}}, {"set_variables": {"variables": {"plan": "gold"}}}], False),
    ],
)
def test_what_is_quiet_of_an_action_has_no_finding(actions, quiet):
    assert agree("a.json", json.dumps({"actions": actions})) == quiet


def test_a_long_entry_while_a_call_is_recorded_is_not_quiet():
    go = {"redirect": {"url": "https://a.example"}}
    for digits, quiet in ((4, True), (16, False)):
        gather = {"prompt": "The number of your order, please.", "num_digits": digits, "timeout_seconds": 30}
        actions = [{"start_recording": {}}, {"say": {"text": "Hello."}}, {"gather": gather}, go]
        assert agree("a.json", json.dumps({"actions": actions})) == quiet


@pytest.mark.parametrize("recorded", [False, True])
@pytest.mark.parametrize(
    ("digits", "seconds"), [(1, 2), (1, 3), (2, 3), (2, 4), (4, 5), (4, 6), (11, 13), (12, 14), (28, 29), (28, 30)]
)
def test_a_question_is_quiet_where_its_time_and_its_length_are_just_enough(digits, seconds, recorded):
    actions = [
        *([{"start_recording": {}}] if recorded else []),
        {"gather": {"prompt": "Your number, please.", "num_digits": digits, "timeout_seconds": seconds}},
        {"redirect": {"url": "https://a.example"}},
    ]
    text = json.dumps({"actions": actions})
    assert agree("a.json", text) == (in_full("a.json", text) == [])


@pytest.mark.parametrize(
    "actions", [[{"say": {"text": "Hello."}}], [{"gather": {}}, {"redirect": {"url": "https://a.example"}}]]
)
def test_a_document_that_names_its_schema_is_quiet(actions):
    assert agree("a.json", json.dumps({"actions": actions}))
    assert agree("a.json", json.dumps({"$schema": "https://a.example/answer.schema.json", "actions": actions}))


def test_a_quiet_text_beside_others_changes_nothing_of_them():
    sources = SourceMap()
    sources.add("a.json", '{"actions": [{"say": {"text": "Hello."}}]}')
    sources.add("b.json", '{"actions": []}')
    [finding] = lint_sources(sources).findings
    assert (finding.code, sources.at(finding.span.start).path) == ("MV210", "b.json")


@pytest.mark.parametrize(
    "action",
    [
        '{"resume": {"type": 1, "type": "transfer"}}',
        '{"type": "redirect", "url": "https://a.example/", "num_digits": "1", "num_digits": "2"}',
        '{"gather": {"timeout_seconds": 5, "timeout_seconds": 99}}',
        '{"gather": {"num_digits": 5, "num_digits": "5"}}',
    ],
)
def test_what_is_wrong_with_a_key_that_stands_twice_is_not_checked_as_if_it_were_right(action):
    sources = SourceMap()
    sources.add("a.json", f'{{"actions": [{action}]}}')
    assert "MV209" in {finding.code for finding in lint_sources(sources).findings}


def test_quiet_thinks_of_every_check_of_a_single_document():
    codes = {rule.code for rule in RULES if rule.check is not None and rule.code.startswith(_ALONE)}
    assert codes == {f"MV4{number:02}" for number in range(1, 11)} | {
        "MV503", "MV505", "MV507", "MV508", "MV603", "MV605", "MV606", "MV607", "MV901",
    }, "flowc.lint.quiet has to be told of a check that is new here"  # fmt: skip
