"""What each action is called on a card."""

from __future__ import annotations

from typing import Any

import pytest

from flowc.emit.diagram.metrics import shortened, text_width, wrapped
from flowc.emit.diagram.words import action_words
from tests.checks.build import act
from tests.diagram.drawing import picture_of


@pytest.mark.parametrize(
    ("name", "fields", "sign", "words"),
    [
        ("start_recording", {}, "record", "Start recording"),
        ("stop_recording", {}, "unrecord", "Stop recording"),
        (
            "start_stream",
            {"stream_url": "wss://assist.example/live?x=1", "track": "inbound"},
            "stream",
            "Let assist.example/live listen to the caller",
        ),
        (
            "start_stream",
            {"stream_url": "wss://assist.example/live"},
            "stream",
            "Let assist.example/live listen to the call",
        ),
        (
            "stop_stream",
            {"stream_url": "wss://assist.example/live"},
            "unstream",
            "assist.example/live stops listening",
        ),
        ("stop_stream", {}, "unstream", "Everyone stops listening"),
        ("hold", {}, "hold", "Put the caller on hold"),
        ("resume", {}, "resume", "Take the caller off hold"),
        ("mute", {"direction": "read"}, "mute", "Mute the caller"),
        ("mute", {"direction": "write"}, "mute", "Mute the platform"),
        ("unmute", {}, "unmute", "Unmute both ways"),
        ("send_digits", {"digits": "12#"}, "dial", "Dial 12# on the line"),
        ("set_variables", {"variables": {"plan": "gold", "lane": "1"}}, "note", "Note plan: gold, lane: 1"),
        ("unset_variables", {"names": ["plan", "lane"]}, "note", "Forget plan, lane"),
        ("unset_variables", {}, "note", "Forget "),
        ("play_music", {"file": "a.wav"}, "other", "play music a.wav"),
    ],
)
def test_an_action_is_told_in_words(name: str, fields: dict[str, Any], sign: str, words: str) -> None:
    assert action_words(act(name, **fields))[:2] == (sign, words)


def test_a_decision_by_the_number_that_was_called_asks_for_it() -> None:
    text = """
flow desk {
    base_url "https://voice.example/ivr"
    start first
    decide first { by called; on +353861234567 -> desk; on other -> desk }
    step desk { say "Connecting you."; transfer +15551230001 }
}
"""
    assert "Which number was called?" in [said.text for said in picture_of(text).cards[0].said]


def test_a_combining_mark_takes_no_room() -> None:
    assert text_width("e\u0301", 12) == text_width("e", 12)


def test_a_word_is_cut_where_the_room_ends_and_keeps_a_character() -> None:
    assert shortened("wwww", 12, text_width("wwww", 12)) == "wwww"
    assert wrapped("ww", 12, 0.5, 5) == ("w", "w")
