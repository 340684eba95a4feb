"""Scenarios in words: what they are called, what is heard in them, how they are written down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from flowc.ir.graph import Action, Bridge, Decide, Ending, Program, Redirect
from flowc.simulate.transcript import Entry
from flowc.source import Span

if TYPE_CHECKING:
    from flowc.simulate.scenarios import Move

__all__ = ["quoted", "sentence_of", "test_block", "title_of"]

_WORDS = 60
"""Characters of a sentence that a test listens for."""

_MAIN = {"transfer": "destination", "bridge": "destination", "conference": "room", "redirect": "url"}
_OUTCOMES = {"noinput": "silent", "incomplete": "too few digits"}


def title_of(program: Program, start: int, path: Sequence[Move], spell: Callable[[Span], str] | None) -> str:
    """What a path shows: ``presses 2, billing desk does not answer, reception``."""
    parts = []
    for part, group in groupby(_parts(program, start, path, spell)):
        count = len(list(group))
        parts.append(part if count == 1 else f"{part} {count} times")
    return ", ".join(parts)


def _parts(program: Program, start: int, path: Sequence[Move], spell: Callable[[Span], str] | None) -> Iterator[str]:
    at = start
    for move in path:
        match program.blocks[move.at].exit:
            case Bridge(action, _) | Redirect(action, _, _):
                answers = "does not answer" if move.act.kind == "fail" else "answers"
                yield f"{_party(action, spell)} {answers}"
            case Decide():
                yield _decision(move.act.about, move.act.keys)
            case _:
                yield _input(program, move)
        if move.to is None:
            return
        at = move.to
    ending = program.blocks[at].exit
    node = program.nodes[program.blocks[at].node].name.replace("_", " ").replace(".", " ")
    yield node if isinstance(ending, Ending) else f"{node}, hangup"


def _input(program: Program, move: Move) -> str:
    event = move.edge.event if move.edge is not None else ""
    if event == "nomatch":
        return "wrong key" if len(move.act.keys) == 1 else "wrong digits"
    if event in _OUTCOMES:
        return _OUTCOMES[event]
    return f"presses {move.act.keys}" if len(move.act.keys) == 1 else f"enters {move.act.keys}"


def _decision(node: str, outcome: str) -> str:
    """How a decision comes out: ``opening closed``, ``plan gold``, ``customer does not answer``."""
    name = node.replace("_", " ").replace(".", " ")
    if outcome == "failed":
        return f"{name} does not answer"
    return f"{name} {outcome[1:-1] if outcome.startswith(_QUOTE) else outcome}"


_QUOTE = '"'


def _party(action: Action, spell: Callable[[Span], str] | None) -> str:
    field = next((field for field in action.fields if field.name == _MAIN[action.name]), None)
    written = spell(field.span) if spell is not None and field is not None else ""
    if written.isidentifier():
        return written.replace("_", " ")
    value = "" if field is None else str(field.value)
    return value.split("/")[2] if "://" in value else value


def sentence_of(heard: str) -> list[str]:
    """A ``hear`` line for the first sentence of what is heard, cut at a word; none where nothing is."""
    text = heard.strip()
    if not text:
        return []
    sentence = text[: next(_ends(text), len(text))]
    if len(sentence) > _WORDS:
        sentence = sentence[: _WORDS + 1].rpartition(" ")[0] or sentence[:_WORDS]
    return [f"hear {quoted(sentence)}"]


def _ends(text: str) -> Iterator[int]:
    return (
        place + 1 for place in range(len(text)) if text[place] in ".?!" and text[place + 1 : place + 2] in ("", " ")
    )


def quoted(text: str) -> str:
    """A text as a string of the language."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    known = _ESCAPES.get(character)
    if known is not None:
        return known
    return character if character.isprintable() else f"\\u{{{ord(character):x}}}"


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "{": "{{", "}": "}}"}


def test_block(title: str, lines: Iterable[str], end: Entry | None) -> tuple[str, ...]:
    """A test block as lines of a flow, four spaces within its braces."""
    body = [*lines, *_expectation(end)]
    return (f"test {quoted(title)} {{", *(f"    {line}" for line in body), "}")


def _expectation(end: Entry | None) -> list[str]:
    if end is None or end.text not in (*_MAIN, "hangup"):
        return []
    if end.text == "hangup":
        return ["expect hangup"]
    value = end.data[_MAIN[end.text]]
    return [f"expect {end.text} {value if value.startswith('+') else quoted(value)}"]
