"""The lexical rules of the language, each with what it takes and what it leaves."""

from __future__ import annotations

import pytest

from flowc.source import Source
from flowc.syntax import parse, tree
from tests.syntax.reading import accepted, constant, gather_line, messages, read, statement, without_spans


def _parts(written: str) -> tuple[object, ...]:
    return tuple(part.name.text if isinstance(part, tree.Insert) else part for part in constant(written).parts)


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ('""', ()),
        ('"a b"', ("a b",)),
        (r'"\"quoted\" \\ back"', ('"quoted" \\ back',)),
        (r'"a\nb\tc"', ("a\nb\tc",)),
        (r'"caf\u{e9} \u{1F600} \u{00004E}"', ("caf\xe9 \U0001f600 N",)),
        ('"{{a}} {a}{b_2}"', ("{a} ",)),
        ('"// no comment; no end {{ }}"', ("// no comment; no end { }",)),
        ('"Gr\xfc\xdfe, \u4f60\u597d"', ("Gr\xfc\xdfe, \u4f60\u597d",)),
    ],
)
def test_string(written: str, parts: tuple[str, ...]) -> None:
    value = constant(written)
    literal = tuple(part for part in value.parts if isinstance(part, str))
    assert literal == parts
    assert value.source == written[1:-1]
    assert not value.long


def test_insert_has_its_own_place() -> None:
    text = constant('"Dear {name}, {other}."')
    assert [part if isinstance(part, str) else part.name.text for part in text.parts] == [
        "Dear ",
        "name",
        ", ",
        "other",
        ".",
    ]
    insert = text.parts[1]
    assert insert.span.end - insert.span.start == len("{name}")
    assert insert.name.span.start == insert.span.start + 1


def test_long_string_joins_trimmed_lines_by_one_space() -> None:
    text = constant('"""  For sales,\r\n\r\n     press 1.\n\tFor "help", press {key}. """')
    assert _parts('"""  For sales,\r\n\r\n     press 1.\n\tFor "help", press {key}. """') == (
        'For sales, press 1. For "help", press ', "key", ".",
    )  # fmt: skip
    assert text.long


def test_long_string_keeps_written_line_ends() -> None:
    assert _parts('"""a\\n\n  b"""') == ("a\n b",)


@pytest.mark.parametrize(
    "written", [r'"\q"', r'"\u{D800}"', r'"\u{110000}"', r'"\u{}"', '"{A}"', '"{ a }"', '"}"', '"{"']
)
def test_string_with_what_has_no_meaning(written: str) -> None:
    assert messages(f"const x = {written}\n")


@pytest.mark.parametrize(("written", "value", "unit"), [("500ms", 500, "ms"), ("5s", 5, "s"), ("2m", 2, "m")])
def test_duration(written: str, value: int, unit: str) -> None:
    assert constant(written)[:2] == (value, unit)


@pytest.mark.parametrize("written", ["5 s", "5h", "1.5s", "5S", "s5_", "5sec"])
def test_no_duration(written: str) -> None:
    assert not isinstance(_value_or_none(written), tree.Duration)


def _value_or_none(written: str) -> object:
    file, findings = read(f"const x = {written}\n")
    return None if findings else file.items[0].value  # type: ignore[union-attr]


def test_number_keeps_its_zeros() -> None:
    assert constant("007")[:2] == (7, "007")


@pytest.mark.parametrize("written", ["+1", "+123456789012345"])
def test_telephone_number(written: str) -> None:
    assert isinstance(constant(written), tree.Phone)


@pytest.mark.parametrize("written", ["+", "+1234567890123456", "+1-2", "+12a", "+1 2", "+1 (2) 3"])
def test_no_telephone_number(written: str) -> None:
    assert messages(f"const x = {written}\n")


@pytest.mark.parametrize(
    ("line", "uri"),
    [
        ("transfer sip:desk@acme.example", "sip:desk@acme.example"),
        ("transfer sips:desk@acme.example;hangup", "sips:desk@acme.example"),
        ("transfer sip:desk@acme.example // comment", "sip:desk@acme.example"),
        ("transfer sip:desk@acme.example//comment", "sip:desk@acme.example"),
        ("transfer sip:a/b?x=1&y=2,3", "sip:a/b?x=1&y=2,3"),
    ],
)
def test_sip_uri_ends_where_the_page_says(line: str, uri: str) -> None:
    flow = accepted(f"flow f {{ step s {{ {line}\n}} }}\n").items[0]
    assert isinstance(flow, tree.Flow)
    node = flow.items[0]
    assert isinstance(node, tree.Node)
    action = node.items[0]
    assert isinstance(action, tree.Action)
    assert without_spans(action.words) == without_spans((tree.Sip(uri, action.span),))


def test_sip_uri_ends_at_braces() -> None:
    accepted("flow f { menu m { on 1 { transfer sip:a@b}; on 2 -> bridge sip:a@b on failed { hangup } } }")


@pytest.mark.parametrize(
    ("written", "kinds"),
    [
        ("1", ["keys"]),
        ("12#", ["keys"]),
        ("*", ["keys"]),
        ("#", ["keys"]),
        ("2XX", ["pattern"]),
        ("X", ["pattern"]),
        ("NZX1", ["pattern"]),
        ("1, 2XX, noinput", ["keys", "pattern", "word"]),
        ("any", ["word"]),
        ("failed", ["word"]),
    ],
)
def test_events(written: str, kinds: list[str]) -> None:
    handler = gather_line(f"on {written} -> x")
    assert [event.kind for event in handler.events] == kinds
    assert ", ".join(event.text for event in handler.events) == written


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("finish_on #", [tree.Keys]),
        ("finish_on 1", [tree.Number]),
        ("finish_on none", [tree.Name]),
        ("digits 8", [tree.Number]),
        ("digits 4..6", [tree.Number, tree.Number]),
        ("digits 4 .. 6", [tree.Number, tree.Number]),
        ("sensitive", []),
        ("timeout 5s", [tree.Duration]),
        ('prompt "x"', [tree.Text]),
    ],
)
def test_setting(line: str, kinds: list[type]) -> None:
    setting = gather_line(line)
    assert [type(value) for value in setting.values] == kinds


@pytest.mark.parametrize("written", ["12#", "1", "***", "007"])
def test_keys_of_a_test_are_keys_whatever_they_look_like(written: str) -> None:
    flow = accepted(f'flow f {{ test "t" {{ press {written} }} }}').items[0]
    assert isinstance(flow, tree.Flow)
    test = flow.items[0]
    assert isinstance(test, tree.Test)
    line = test.lines[0]
    assert isinstance(line, tree.TestLine)
    assert line.value is not None
    assert line.value[0] == written
    assert isinstance(line.value, tree.Keys)


def test_word_in_capitals_is_a_value() -> None:
    action = statement('redirect "https://x.example" method POST')
    assert [type(word) for word in action.words] == [tree.Text, tree.Name, tree.Word]


def test_longest_token_wins() -> None:
    assert isinstance(constant("XXPOST"), tree.Word)
    assert isinstance(constant("X1"), tree.Word)
    assert isinstance(constant("on_failed"), tree.Name)


def test_failure_of_a_bridge_stands_on_its_line() -> None:
    action = statement("bridge +15551230099 timeout 20s on failed -> x")
    assert [type(word) for word in action.words] == [tree.Phone, tree.Name, tree.Duration]
    assert action.failed.events[0].text == "failed"
    assert action.failed.target.name.text == "x"
    assert isinstance(statement("bridge desk on failed { hangup }").failed.target, tree.Block)


def test_words_of_a_retry() -> None:
    assert [text.source for text in gather_line('on noinput -> retry "A", "B"').target.words] == ["A", "B"]
    assert gather_line("on noinput -> retry").target.words == ()


@pytest.mark.parametrize(
    "name",
    [
        "flow",
        "step",
        "on",
        "say",
        "menu",
        "failed",
        "retry",
        "goto",
        "test",
        "noinput",
        "language",
        "const",
        "sip",
        "x" * 64,
    ],
)
def test_no_name_is_reserved_by_the_grammar(name: str) -> None:
    accepted(
        f'const {name} = "x"\nflow {name} {{\nstart {name}\nmenu {name} {{\non 1 -> {name} "x"\nfinish_on {name}\n}}\n'
        f'step b {{ set {name} = "x"; goto {name} }}\ntest "{{{name}}}" {{ at {name}; expect {name} }}\n}}\n'
    )


@pytest.mark.parametrize("name", ["Main", "2nd", "_x", "a-b", "\xfcber", "x" * 65])
def test_what_is_no_name(name: str) -> None:
    assert messages(f"flow {name} {{ }}\n")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "// only a comment",
        "\ufeffconst x = 5\n",
        "const x = 5\r\nconst y = 6\r\n",
        "const x = 5; const y = 6",
        ";;;\n;",
        "flow f { step a { hangup }; step b { goto a } }",
        "flow f {\n}\n",
        "\tflow\tf\t{\t}\t",
    ],
)
def test_lines_and_ends(text: str) -> None:
    accepted(text)


def test_statements_on_one_line_need_a_semicolon() -> None:
    assert messages("flow f { step a { hangup } step b { hangup } }")
    assert messages('flow f { step a { say "x" \n }} const x = 5')


def test_comments_are_kept_with_their_places() -> None:
    text = "// one  \nconst x = 5 // two\n  // three\r\n"
    comments = accepted(text).comments
    assert [(comment.text, comment.alone) for comment in comments] == [
        ("// one", True),
        ("// two", False),
        ("// three", True),
    ]
    assert [text[comment.span.start : comment.span.end] for comment in comments] == ["// one", "// two", "// three"]


def test_dotted_target_names_a_flow() -> None:
    assert statement("goto other.node").flow.text == "other"
    assert gather_line("on 1 -> other.node").target.flow.text == "other"
    assert statement("goto node").flow is None


@pytest.mark.parametrize(
    "character", ["\u202e", "\x00", "\x1b", "\ud800", "\u2066", "\x7f", "\x85", "\ufeff", "\u200f", "\x0c"]
)
@pytest.mark.parametrize("text", ["// a{}b\n", 'const x = "a{}b"\n', "const{} x = 5\n"])
def test_invisible_characters_are_found_wherever_they_stand(character: str, text: str) -> None:
    findings = read(text.replace("{}", character))[1]
    assert [finding.code for finding in findings] == ["MV003"]
    assert f"U+{ord(character):04X}" in findings[0].message
    assert findings[0].message.isascii()


def test_ordinary_characters_of_other_scripts_pass() -> None:
    accepted('const x = "\u05e9\u05dc\u05d5 \u0645\u0631\u062d \u0915\u094d\u200d\u0937 \U0001f468\u200d\U0001f469"\n')


def test_a_line_feed_alone_ends_a_line() -> None:
    assert [finding.code for finding in read("const x = 5\rconst y = 6\n")[1]] == ["MV003", "MV001"]


def test_a_byte_that_is_not_utf_8_is_told_as_such_and_not_removed() -> None:
    text = 'flow f { title "N\udcf6rdlich"; start a; step a { say "Hello."; transfer +15551230099 } }'
    (finding,) = parse(Source("latin.mv", text))[1]
    assert finding.message == "this is not UTF-8: the byte F6 (in Windows-1252 it would be `\u00f6`)"
    assert finding.help == "save the file as UTF-8"
    assert finding.fix is None
