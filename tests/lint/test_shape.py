"""A text is its shape and its strings: what is found out of a shape holds for every text that has it."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowc.actions import catalogue
from flowc.checks.limits import Limits
from flowc.lint.quiet import quick_look
from flowc.lint.shape import free_at, need_no_escape, part, read_shape, words

from .mutations import ACTIONS, documents
from .test_quiet import PROMPTS, agree
from .test_reader import pieces

SAY = '{"actions": [{"say": {"text": "%s"}}]}'


def refilled(value, shape, strings):
    """The value of a shape with the strings of a text in the places of the free ones."""
    match value:
        case str():
            at = free_at(value)
            return value if at is None else strings[at]
        case list():
            return [refilled(item, shape, strings) for item in value]
        case dict():
            return {refilled(key, shape, strings): refilled(item, shape, strings) for key, item in value.items()}
    return value


@pytest.mark.parametrize("options", [{}, {"indent": 2}, {"separators": (",", ":")}, {"ensure_ascii": False}], ids=str)
def test_a_shape_and_its_strings_are_the_text(options):
    for document in documents(500, seed=3):
        text = json.dumps(document, **options)
        parted = part(text)
        if parted is not None and "." not in text and "e+" not in text:
            shape, strings = parted
            assert refilled(read_shape(shape), shape, strings) == document


@given(st.lists(pieces, max_size=12).map("".join))
def test_what_has_a_shape_that_can_be_read_is_json(piece):
    for text in (piece, SAY % piece, '{"actions": [' + piece + "]}"):
        parted = part(text)
        if parted is None:
            continue
        shape, strings = parted
        try:
            value = read_shape(shape)
        except (ValueError, RecursionError):
            continue
        if shape[2] and not all(map(need_no_escape, strings)):
            continue
        assert refilled(value, shape, strings) == json.loads(text)


@given(st.text(max_size=20))
def test_a_string_has_one_shape_however_it_is_escaped(string):
    written = [json.dumps(string), json.dumps(string, ensure_ascii=False), '"' + "".join(map(escaped, string)) + '"']
    for text in written:
        parted = part(f"[{text}]")
        if parted is None:
            assert any("\ud800" <= sign <= "\udfff" for sign in string)
        else:
            assert parted[1] == [string]


def escaped(sign):
    units = sign.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


@pytest.mark.parametrize(
    "text",
    [
        '{"actions": []', '{"actions: []}', '"', '"""', '["a" "b"]', '["a",]',
        "[1.5]", "[NaN]", "[-Infinity]", "[1e5]", '["\\x41"]', '["\\"]', "[" * 5_000, "\ufeff[]", "[]]", "",
    ],
)  # fmt: skip
def test_what_is_no_json_has_no_shape_that_can_be_read(text):
    parted = part(text)
    if parted is not None:
        with pytest.raises((ValueError, RecursionError)):
            read_shape(parted[0])


@pytest.mark.parametrize("string", ["\x00", "\n", "\x1f", "\ud800", "a\udc80", "\t"])
def test_what_has_to_be_escaped_is_not_quiet_as_it_is_though_its_shape_has_been(string):
    look = quick_look(Limits())
    assert look("a.json", SAY % "Hello.")
    assert not look("a.json", SAY % f"Hello{string}.")
    assert not look("a.json", SAY % f"Hello{string}\\u0020.")
    assert need_no_escape("Hello, \u00e9\u2028\u00a0\U0001f600.")


@pytest.mark.parametrize("piece", ['\\"', '"\\', '\\"\n', "\\", '"\\\n'], ids=repr)
def test_strings_without_end_are_looked_through_once(piece):
    """To look for the end from each quote again would outlast any patience."""
    text = '{"actions": [{"say": {"text": "' + piece * 500_000
    assert part(text) is None


def test_no_word_looks_like_a_free_string():
    assert all(free_at(word) is None for word in words())
    assert {"actions", "$schema", "type", *catalogue()} <= set(words())


STRINGS = [*PROMPTS, "Hello.", " ", "", "5", "GET", "get", "read", "#", "1234#", "12 34", "w" * 300, "say", "?3",
           "https://voice.example/next", "https://voice.example/a?token=b", "http://voice.example", "HTTPS://a.example",
           "https://a b", "wss://assist.example/live", "+15551230002", "+15551230002 ", "+19005550100", "911",
           "+390612345678", "sip:desk@acme.example", "sip:desk:secret@acme.example", "sip:911@acme.example",
           "support-room", "support room", "npm_" + "a" * 36, "é", "\u2028", "line\nline"]  # fmt: skip


@pytest.mark.parametrize("limits", [Limits(), Limits(allow_regions=("IT",)), Limits(max_prompt_seconds=1)], ids=repr)
def test_what_is_remembered_of_a_shape_is_true_of_other_texts_that_have_it(limits):
    source = random.Random(8)
    quiet = 0
    for _ in range(150):
        names = [source.choice(list(ACTIONS)) for _ in range(source.randrange(1, 4))]
        actions = [{name: source.choice(ACTIONS[name]["examples"])} for name in names]
        for _ in range(6):
            filled = [{name: other(fields, source) for name, fields in action.items()} for action in actions]
            ascii_only = source.random() < 0.5
            quiet += agree("a.json", json.dumps({"actions": filled}, ensure_ascii=ascii_only), limits)
    assert quiet > 30


def test_many_strings_in_one_place_are_all_asked():
    look = quick_look(Limits())
    for number in range(1_200):
        assert look("a.json", SAY % f"This is office {number}.")
        assert not look("a.json", SAY % f"Your PIN is {number + 1_000}.")
    assert look("a.json", SAY % "This is office 7.")
    assert look("a.json", SAY % "This is office 1199.")


def other(fields, source):
    """The same fields, with other strings in some."""
    return {
        key: source.choice(STRINGS) if type(value) is str and source.random() < 0.5 else value
        for key, value in fields.items()
    }
