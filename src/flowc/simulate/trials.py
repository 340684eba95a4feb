"""The test blocks of a flow, run against its built documents.

The call is played from the documents, and beside it, with the same acts, from the graph: documents say what is heard
and how the call ends, and are all that a test judges; the graph says which node the call stands at (``at``) and which
of the author's edges it took (coverage), since a document does not tell where one node ends and the next begins.

What is heard from one act to the next is one text. ``hear`` looks for its string behind the match before it, within
that text. A redirect to somebody else is an ending, unless the line that follows is ``fail``.

A decision is taken when the first line is read that could tell how it came out; what is ``given`` up to there counts.
Where a part is left (``at`` a target that it was passed) is no such line: what is decided there is not the part's.
"""

from __future__ import annotations

from collections.abc import Iterable

from flowc.ir.graph import Action, Expectation, Flow, Program, Test, TestLine
from flowc.records import NamedTuple
from flowc.simulate.call import Call
from flowc.simulate.caller import ANSWER, FAIL, WAIT, Act, Place, given, press
from flowc.simulate.decisions import Unknown
from flowc.simulate.documents import play_documents
from flowc.simulate.graph import Taken, command_of, play_graph
from flowc.simulate.keys import enter
from flowc.simulate.play import settle
from flowc.simulate.site import BuiltSite, Site
from flowc.simulate.transcript import Entry, Transcript
from flowc.source import Span

__all__ = ["Failure", "Trial", "run_test"]


class Failure(NamedTuple):
    """Why a test failed: the line that did, what was expected there, and the closest thing that was heard."""

    span: Span
    message: str
    closest: str | None = None


class Trial(NamedTuple):
    """A test that was run. The transcript goes up to the failure; ``blocks`` and ``trail`` are what it came by."""

    test: Test
    failure: Failure | None
    transcript: Transcript
    blocks: tuple[int, ...]
    trail: tuple[Taken, ...]

    @property
    def passed(self) -> bool:
        return self.failure is None


def run_test(site: BuiltSite, url: str, program: Program, flow: Flow, test: Test) -> Trial:
    """Run one test block of ``flow`` against the documents of ``site``, whose first is at ``url``."""
    if test.start is not None:
        url = site.document_url(flow.name, program.blocks[test.start].name)
    stage = _Stage(site, url, program, flow, test.start)
    failure = _run_lines(stage, test)
    stage.close()
    return Trial(test, failure, Transcript(tuple(stage.call.entries)), tuple(stage.blocks), tuple(stage.trail))


class _Stage:
    """The two players, side by side. ``place`` is where the documents stand; None once the call has ended."""

    def __init__(self, site: Site, url: str, program: Program, flow: Flow, start: int | None) -> None:
        self.program = program
        self.call = Call()
        self.trail: list[Taken] = []
        self.heard_up_to = 0
        self.place: Place | None = None
        self._flow = flow.name
        self._shadow_call = Call()
        self._player = play_documents(site, url, self.call)
        self._shadow = play_graph(program, flow, self._shadow_call, self.trail, start)
        self._first = program.nodes[flow.start].block if start is None else start
        self._shadow_plays = True
        self._begun = False

    def give(self, act: Act) -> Unknown | None:
        self._shadow_call.give(act)
        return self.call.give(act)

    def settle(self) -> Unknown | None:
        """Begin the call where it has not begun, and take the decisions that it stands at; why one cannot be taken."""
        if not self._begun:
            self._begun = True
            self.place = next(self._player, None)
            self._shadow_plays = next(self._shadow, None) is not None
        while self.place is not None and self.place.question is not None:
            act = settle(self.call, self.place.question.seen_from(self._flow), line=True)
            if isinstance(act, Unknown):
                return act
            self._send(act)
        return None

    def act(self, act: Act) -> None:
        self.heard_up_to = 0
        self._send(act)

    def _send(self, act: Act) -> None:
        try:
            self.place = self._player.send(act)
        except StopIteration:
            self.place = None
        try:
            if self._shadow_plays:
                self._shadow.send(act)
        except StopIteration:
            self._shadow_plays = False

    @property
    def blocks(self) -> list[int]:
        """The blocks that the call has come by."""
        return [self._first, *(taken.edge.to for taken in self.trail)] if self._begun else []

    @property
    def node(self) -> str | None:
        """The node that the call has come to, as a test names it: one of another flow by that flow too."""
        if not self.blocks:
            return None
        node = self.program.nodes[self.program.blocks[self.blocks[-1]].node]
        own = node.flow == self.program.nodes[self.program.blocks[self._first].node].flow
        return node.name if own else f"{self.program.flows[node.flow].name}.{node.name}"

    @property
    def heard(self) -> str:
        return self.call.heard

    @property
    def end(self) -> Entry | None:
        """The ending, once there is one."""
        return next((entry for entry in reversed(self.call.entries) if entry.kind == "end"), None)

    def close(self) -> None:
        self._player.close()
        self._shadow.close()


def _run_lines(stage: _Stage, test: Test) -> Failure | None:
    for line in test.lines:
        unknown = stage.settle() if line.kind != "given" and not _has_left(stage, line) else None
        failure = _LINES[line.kind](stage, line) if unknown is None else Failure(line.span, unknown.message)
        if failure is not None:
            return failure
    unknown = None if test.lines and _has_left(stage, test.lines[-1]) else stage.settle()
    if unknown is not None:
        return Failure(test.lines[-1].span if test.lines else test.span, unknown.message)
    if stage.place is not None and stage.place.kind == "redirect":
        stage.act(ANSWER)
    if stage.place is not None and not (test.lines and test.lines[-1].kind == "at"):
        return Failure(
            test.lines[-1].span if test.lines else test.span,
            f"the test ends here, but the call goes on: it stands at {_standing(stage)}",
        )
    return None


def _given(stage: _Stage, line: TestLine) -> Failure | None:
    wrong = stage.give(given(line.about, line.text))
    return None if wrong is None else Failure(line.span, wrong.message)


def _hear(stage: _Stage, line: TestLine) -> Failure | None:
    found = stage.heard.find(line.text, stage.heard_up_to)
    if found >= 0:
        stage.heard_up_to = found + len(line.text)
        return None
    if line.text in stage.heard:
        return Failure(line.span, f'expected to hear "{line.text}" after the words before it; it was heard earlier')
    return Failure(line.span, f'expected to hear "{line.text}"', _closest(line.text, stage))


def _press(stage: _Stage, line: TestLine) -> Failure | None:
    place = stage.place
    if place is None or place.ask is None:
        return _not_there(stage, line, "a menu or collect", f"to press {line.text}")
    left = enter(line.text, place.ask).left
    if left and left != place.ask.finish_on:
        took = line.text[: len(line.text) - len(left)]
        return Failure(line.span, f"pressed {line.text}, but the gather ends after {took}: {left} is left over")
    stage.act(press(line.text))
    return None


def _wait(stage: _Stage, line: TestLine) -> Failure | None:
    if stage.place is None or stage.place.kind != "gather":
        return _not_there(stage, line, "a menu or collect", "at which to wait")
    stage.act(WAIT)
    return None


def _answer(stage: _Stage, line: TestLine) -> Failure | None:
    if stage.place is None or stage.place.kind != "bridge":
        return _not_there(stage, line, "a bridge", "to be answered")
    stage.act(ANSWER)
    return None


def _fail(stage: _Stage, line: TestLine) -> Failure | None:
    if stage.place is None or stage.place.kind == "gather":
        return _not_there(stage, line, "a bridge", "to fail")
    stage.act(FAIL)
    return None


def _at(stage: _Stage, line: TestLine) -> Failure | None:
    blocks, program = stage.blocks, stage.program
    if blocks and line.leads is not None:
        if _has_left(stage, line):
            return None
    elif blocks:
        node = program.nodes[program.blocks[blocks[-1]].node]
        if line.text in (node.name, f"{program.flows[node.flow].name}.{node.name}"):
            return None
    return Failure(line.span, f"expected the call to stand at `{line.text}`; it stands at {_standing(stage)}")


def _has_left(stage: _Stage, line: TestLine) -> bool:
    """Whether a line says where the call leaves the part, and it has done so."""
    return line.leads is not None and line.leads in stage.blocks


def _expect(stage: _Stage, line: TestLine) -> Failure | None:
    assert line.expectation is not None
    if stage.place is not None and stage.place.kind == "redirect":
        stage.act(ANSWER)
    end = stage.end
    wanted = _wanted(line.expectation)
    if end is None:
        return Failure(line.span, f"expected {wanted}, but the call goes on: it stands at {_standing(stage)}")
    if _is_met(line.expectation, end):
        return None
    return Failure(line.span, f"expected {wanted}; {_ending(end)}")


_LINES = {
    "given": _given,
    "hear": _hear,
    "press": _press,
    "wait": _wait,
    "answer": _answer,
    "fail": _fail,
    "at": _at,
    "expect": _expect,
}


def _is_met(expectation: Expectation, end: Entry) -> bool:
    if expectation.action is None:
        return end.text == "hangup"
    wanted = command_of(expectation.action)
    return end.text == wanted.name and all(end.data.get(name) == value for name, value in wanted.fields.items())


def _not_there(stage: _Stage, line: TestLine, where: str, what: str) -> Failure:
    if stage.end is not None:
        return Failure(line.span, f"expected {where} {what}; {_ending(stage.end)}")
    return Failure(line.span, f"expected {where} {what}; the call stands at {_standing(stage)}")


def _standing(stage: _Stage) -> str:
    node = f"`{stage.node}`" if stage.node is not None else "no node"
    if stage.end is not None:
        return f"{node}, where it ended with {_how(stage.end)}"
    kind = stage.place.kind if stage.place is not None else "nothing"
    return f"{node}, at a {kind}"


def _ending(end: Entry) -> str:
    if end.text == "failed":
        return f"the call failed: {end.data.get('code')}"
    return f"the call ended with {_how(end)}"


def _how(end: Entry) -> str:
    if end.text == "hangup":
        return "nothing more to do"
    return _spelled(end.text, dict(end.data))


def _wanted(expectation: Expectation) -> str:
    if expectation.action is None:
        return "the call to end with nothing more to do"
    return f"the call to end with {_spelled_action(expectation.action)}"


def _spelled_action(action: Action) -> str:
    return _spelled(action.name, {field.name: field.value for field in action.fields})


def _spelled(name: str, fields: dict[str, object]) -> str:
    return " ".join([name, *(f"{field} {value}" for field, value in fields.items())])


def _closest(wanted: str, stage: _Stage) -> str | None:
    """The sentence that was heard in this call and is most like what was expected, the latest texts first."""
    from difflib import SequenceMatcher

    best, score = None, 0.4
    for sentence in _sentences(entry for entry in reversed(stage.call.entries)):
        likeness = SequenceMatcher(None, wanted.lower(), sentence.lower(), autojunk=False).ratio()
        if likeness > score:
            best, score = sentence, likeness
    return best


def _sentences(entries: Iterable[Entry]) -> Iterable[str]:
    for entry in entries:
        if entry.kind in ("say", "prompt") and "unheard" not in entry.data:
            start = 0
            for place, character in enumerate(entry.text):
                if character in ".?!" and entry.text[place + 1 : place + 2] in ("", " "):
                    yield entry.text[start : place + 1].strip()
                    start = place + 1
            if entry.text[start:].strip():
                yield entry.text[start:].strip()
