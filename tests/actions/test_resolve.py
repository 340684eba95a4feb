"""The words of an action become fields, and what is wrong with them is said at the very word."""

from __future__ import annotations

import pytest

from flowc.compile import compile_sources
from flowc.source import SourceMap

CONSTANTS = """const desk = +15551230001
const sip_desk = sip:desk@acme.example
const ring = 20s
const company = "Acme"
const room_name = "support"
"""


def compiled(statement):
    """The compilation of a step that says only this, and where its statement begins."""
    head = f'{CONSTANTS}flow a {{\nbase_url "https://voice.example/ivr"\nstart s\nstep s {{\n'
    sources = SourceMap()
    sources.add("a.mv", f"{head}{statement}\nhangup\n}}\n}}\n")
    return compile_sources(sources), len(head)


def fields(statement):
    program = compiled(statement)[0].program
    assert program is not None
    block = program.blocks[program.nodes[program.flows[0].start].block]
    action = block.actions[0] if block.actions else block.exit.action
    return action.name, {field.name: field.value for field in action.fields}


def problems(statement):
    compilation, start = compiled(statement)
    reading = [finding for finding in compilation.findings if finding.code[:3] in ("MV1", "MV2")]
    return [
        (finding.code, statement[finding.span.start - start : finding.span.end - start])
        for finding in reading
        if finding.code != "MV105"
    ]


@pytest.mark.parametrize(
    ("statement", "name", "values"),
    [
        ('say "Hello"', "say", {"text": "Hello"}),
        ('say "Hello from {company}"', "say", {"text": "Hello from Acme"}),
        ('say text "Hello"', "say", {"text": "Hello"}),
        ("say company", "say", {"text": "Acme"}),
        ('send_digits "1234#" pause_before 500ms', "send_digits", {"digits": "1234#", "pause_before_ms": 500}),
        ('send_digits "1" pause_before 2s', "send_digits", {"digits": "1", "pause_before_ms": 2000}),
        (
            'redirect "https://a.example/" max_redirects 3 method POST',
            "redirect",
            {"url": "https://a.example/", "method": "POST", "max_redirects": 3},
        ),
        ("transfer desk from +15551230002", "transfer", {"destination": "+15551230001", "from": "+15551230002"}),
        ("transfer to desk", "transfer", {"destination": "+15551230001"}),
        ("bridge sip_desk timeout ring", "bridge", {"destination": "sip:desk@acme.example", "timeout_seconds": 20}),
        ("bridge sip:x@y.example timeout 1m", "bridge", {"destination": "sip:x@y.example", "timeout_seconds": 60}),
        ('bridge "sip:x@y.example"', "bridge", {"destination": "sip:x@y.example"}),
        ('conference "room" mute', "conference", {"room": "room", "mute": True}),
        (
            "conference room_name end_on_exit false mute true",
            "conference",
            {"room": "support", "mute": True, "end_on_exit": False},
        ),
        ("hold", "hold", {}),
        ("mute read", "mute", {"direction": "read"}),
        ("unmute direction both", "unmute", {"direction": "both"}),
        (
            'start_stream "wss://a.example/x" track inbound',
            "start_stream",
            {"stream_url": "wss://a.example/x", "track": "inbound"},
        ),
        ("stop_stream track both", "stop_stream", {"track": "both"}),
        ("stop_stream", "stop_stream", {}),
        ('set department = "billing"', "set_variables", {"variables": {"department": "billing"}}),
        ('set "crm.id" = company', "set_variables", {"variables": {"crm.id": "Acme"}}),
        ("unset department", "unset_variables", {"names": ["department"]}),
    ],
)
def test_words_become_fields(statement, name, values):
    assert problems(statement) == []
    assert fields(statement) == (name, values)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ('sey "a"', [("MV201", "sey")]),
        ('gather "a"', [("MV201", "gather")]),
        ('set_variables "a"', [("MV201", "set_variables")]),
        ("bridge desk timeot 20s", [("MV202", "timeot")]),
        ("bridge desk timeout_seconds 20", [("MV202", "timeout_seconds")]),
        ("bridge timeot 20s", [("MV203", "bridge"), ("MV202", "timeot")]),
        ('say "a" "b"', [("MV202", '"b"')]),
        ("hold 5", [("MV202", "5")]),
        ("transfer", [("MV203", "transfer")]),
        ("transfer from desk", [("MV203", "transfer")]),
        ("say 15", [("MV204", "15")]),
        ("say desk", [("MV204", "desk")]),
        ("send_digits 1234", [("MV204", "1234")]),
        ("bridge desk timeout 20", [("MV204", "20")]),
        ("bridge desk timeout", [("MV204", "timeout")]),
        ("bridge desk timeout from desk", [("MV204", "timeout")]),
        ("bridge 5551230002", [("MV204", "5551230002")]),
        ('conference "a" mute 5', [("MV204", "5")]),
        ('redirect "https://a.example/" max_redirects 3s', [("MV204", "3s")]),
        ("set a = 5", [("MV204", "5")]),
        ("set a = ring", [("MV204", "ring")]),
        ('say ""', [("MV205", '""')]),
        ('say " \\n"', [("MV205", '" \\n"')]),
        ("bridge desk timeout 1500ms", [("MV205", "1500ms")]),
        ("bridge desk timeout 0s", [("MV205", "0s")]),
        ('send_digits "1" pause_before 61s', [("MV205", "61s")]),
        ('send_digits "12x"', [("MV205", '"12x"')]),
        (f'send_digits "{"1" * 257}"', [("MV205", f'"{"1" * 257}"')]),
        ('redirect "https://a.example/" max_redirects 21', [("MV205", "21")]),
        ('redirect "https://a.example/" method PUT', [("MV205", "PUT")]),
        ('redirect "https://a.example/" method post', [("MV205", "post")]),
        ("mute reed", [("MV205", "reed")]),
        ('conference "a b"', [("MV205", '"a b"')]),
        ('set "" = "a"', [("MV205", '""')]),
        (f'set "{"n" * 129}" = "a"', [("MV205", f'"{"n" * 129}"')]),
        (f'unset "{"n" * 129}"', [("MV205", f'"{"n" * 129}"')]),
        ("transfer +1555123", [("MV206", "+1555123")]),
        ('transfer "+1 (555) 123-0001"', [("MV206", '"+1 (555) 123-0001"')]),
        ("transfer desk from +1555123", [("MV206", "+1555123")]),
        ('redirect "ftp://a.example/"', [("MV207", '"ftp://a.example/"')]),
        ('redirect "a.example/x"', [("MV207", '"a.example/x"')]),
        ('start_stream "https://a.example/"', [("MV207", '"https://a.example/"')]),
        ("bridge dask", [("MV102", "dask")]),
        ("set a = dask", [("MV102", "dask")]),
        ('say "{nobody}"', [("MV102", "nobody")]),
        ('say "{ring}"', [("MV204", "{ring}")]),
        ("bridge desk timeout 20s timeout 30s", [("MV103", "timeout")]),
        ("bridge desk destination desk", [("MV103", "destination")]),
        ("transfer desk to desk", [("MV103", "to")]),
        ('conference "a" mute mute', [("MV103", "mute")]),
    ],
)
def test_what_is_wrong_is_said_at_the_word(statement, expected):
    assert sorted(problems(statement)) == sorted(expected)


def test_every_wrong_word_of_an_action_is_told_in_one_run():
    found = problems('redirect "ftp://a.example/" method PUT max_redirects 99 colour "red"')
    assert [code for code, _ in found] == ["MV207", "MV205", "MV205", "MV202"]


@pytest.mark.parametrize(
    ("statement", "help"),
    [
        ('sey "a"', "did you mean `say`?"),
        ("dial desk", "did you mean `bridge`?"),
        ('play "thanks.wav"', "the platform plays no files; `say` speaks a text"),
        ('gather "a"', "write `menu` for one key, `collect` for several digits"),
        ("bridge dask", "did you mean `desk`?"),
        ("bridge desk timeout 20", "write `timeout 20s`"),
        ("mute reed", "did you mean `read`?"),
        ('redirect "https://a.example/" method post', "did you mean `POST`?"),
        ('transfer "+1 (555) 123-0001"', "write `+15551230001`"),
        ('start_stream "ws://a.example/x"', "write `wss://a.example/x`"),
        ("transfer", "write `transfer +15551230099`"),
        ('redirect "https://a.example/" max_redirects 30', "the platform's limit for `redirect`: 0 to 20"),
        (
            "bridge desk timeout 0s",
            "flowc's reading, for the platform's documentation of `bridge` gives no figure: at least 1 second",
        ),
    ],
)
def test_help_says_what_to_write(statement, help):
    findings = compiled(statement)[0].findings
    assert help in [finding.help for finding in findings]


def test_an_emergency_number_is_that_before_it_is_malformed():
    codes = [finding.code for finding in compiled("transfer 911")[0].findings]
    assert "MV602" in codes
    assert not {"MV204", "MV206"} & set(codes)
