"""The state of the call: what is recorded, held, muted, streamed and set.

Each is a switch (``flow_state``): the recording, the hold, a mute of each direction, a stream of each URL and track, a
variable of each name. ``both`` is the two directions, or the two tracks; a stream whose track is not said is taken for
both. A ``stop_stream`` without a URL stops the streams of every URL that the program names; the URL ``""`` stands
for those that it does not name, so that there is something to stop after an entry.

A rule asks one kind of question: is some switch, or are several together, in the wrong state at a place? The same
place of the source may lie in several blocks (a later attempt, a default that many nodes inherit); they are one
place here, and a fault is certain only where it is so in all of them.

Which action turns what is said by the action catalogue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from flowc.actions import Effect, catalogue
from flowc.checks.analyses.flow_state import FlowState, Switch, Turn
from flowc.checks.analyses.journeys import Step
from flowc.checks.analyses.ways import Ways
from flowc.ir.graph import Action, Block, Gather, Program
from flowc.records import NamedTuple
from flowc.source import Span

if TYPE_CHECKING:
    from flowc.checks.facts import Facts

__all__ = [
    "HOLD", "RECORDING", "Fault", "Question", "Switch", "call_state", "faults", "first_faults", "mute",
    "stream_switches", "stream_urls", "streams", "variable",
]  # fmt: skip

RECORDING: Switch = ("recording",)
HOLD: Switch = ("hold",)

_DIRECTIONS = ("read", "write")
_TRACKS = ("inbound", "outbound")
_MOST_STREAM_TURNS = 1_000_000
"""Stops of all streams times streams; beyond it a stop without a URL is taken to stop none of those named."""


def mute(direction: str) -> tuple[Switch, ...]:
    """The switches of a mute: two for ``both``."""
    return tuple(("mute", each) for each in _DIRECTIONS if direction in (each, "both"))


def variable(name: str) -> Switch:
    return ("variable", name)


def streams(urls: Iterable[str], track: str | None) -> tuple[Switch, ...]:
    """The switches of the streams to some URLs, both tracks where none is said."""
    tracks = [each for each in _TRACKS if track in (each, "both", None)]
    return tuple(("stream", url, each) for url in urls for each in tracks)


def call_state(
    program: Program, ways: Ways, fresh: list[int], roots: list[int], told: Iterable[Switch] = ()
) -> FlowState:
    """The analysis of a program whose calls begin at ``fresh``; of a call that comes in at another root nothing is
    known.

    With ``told`` these switches are turned off by whatever tells of them, so that of all that goes wrong on a path only
    the first is found: a gather tells of all of them, one without a prompt only of a caller who is not heard, a ``say``
    of those that keep the caller from hearing it.
    """
    effects = {action.name: action.effects for action in catalogue().values() if action.effects}
    urls = stream_urls(program)
    unset = unset_variables(program)
    off = [Turn(switch, False) for switch in told]
    missed = [turn for turn in off if turn.switch not in mute("read")]
    unasked = [turn for turn in off if turn.switch in mute("read")]

    def turns(action: Action) -> Iterable[Turn]:
        turned = [
            Turn(switch, effect.turn == "on")
            for effect in effects.get(action.name, ())
            for switch in _switches(effect, action, urls, unset)
        ]
        return turned + missed if action.name == "say" else turned

    def leaving(block: Block) -> Iterable[Turn]:
        if not isinstance(block.exit, Gather):
            return ()
        return off if block.exit.prompt is not None else unasked

    begun = set(fresh)
    unknown = [block for block in roots if block not in begun]
    return FlowState(program, ways, fresh, unknown, turns, leaving if off else None)


def _switches(effect: Effect, action: Action, urls: list[str], unset: set[str]) -> Iterable[Switch]:
    """The switches that an effect of an action turns."""
    match effect.state:
        case "mute":
            return mute(action.get(effect.by[0]) or "")
        case "stream":
            return stream_switches(action, urls)
        case "variable":
            return [variable(name) for name in action.get(effect.by[0]) or () if name in unset]
    return ((effect.state,),)


def stream_urls(program: Program) -> list[str]:
    """The URLs that a stop without one stops: all that the program names, and ``""`` for the others."""
    urls: dict[str, None] = {}
    stops = 0
    for block in program.blocks:
        for action in block.actions:
            if action.name in ("start_stream", "stop_stream"):
                url = action.get("stream_url")
                stops += url is None
                if url is not None:
                    urls[url] = None
    return [*urls, ""] if stops * len(urls) <= _MOST_STREAM_TURNS else [""]


def stream_switches(action: Action, urls: list[str]) -> tuple[Switch, ...]:
    """The switches that a ``start_stream`` or ``stop_stream`` is about."""
    url = action.get("stream_url")
    return streams(urls if url is None else [url], action.get("track"))


def unset_variables(program: Program) -> set[str]:
    """The variables that some action unsets; of others nothing is asked, so they are not followed."""
    return {
        name
        for block in program.blocks
        for action in block.actions
        if action.name == "unset_variables"
        for name in action.get("names") or ()
    }


class Question(NamedTuple):
    """Something that is wrong where all ``switches`` are ``bad`` (``OFF`` or ``ON``).

    ``subject`` says in words what the switches are; ``span`` is the place in the source.
    """

    subject: str
    span: Span
    switches: tuple[Switch, ...]
    bad: int


class Fault(NamedTuple):
    """A question that some path answers badly: on every path where ``certain``.

    ``steps`` are a journey to ``block`` that shows it; none where it would take too long to find. ``turned`` is where
    the first of the switches was turned last on that journey, None where it never was.
    """

    question: Question
    certain: bool
    steps: list[Step]
    block: int
    turned: Action | None


Ask = Callable[[Block, Action | None], Iterable[Question]]
"""The questions about an action of a block; with None, about its exit."""


class _Candidate(NamedTuple):
    block: int
    position: int
    definite: bool


def faults(
    facts: Facts, ask: Ask, kinds: Iterable[str] = (), turning: bool = False, state: FlowState | None = None
) -> list[Fault]:
    """The questions that calls answer badly, in the order of their places.

    ``kinds``, where given, are the kinds of switches (``recording``) that are asked about: where the program turns none
    of them there is nothing to ask. With ``turning`` only the blocks that turn switches are asked about. ``state`` is
    the analysis that is asked, ``facts.call_state`` where none is given.
    """
    kinds = set(kinds)
    if kinds and kinds.isdisjoint(switch[0] for switch in facts.call_state.switches):
        return []
    state = state or facts.call_state
    asked: dict[tuple[Span, str], Question] = {}
    candidates: dict[tuple[Span, str], list[_Candidate]] = {}
    harmless: set[tuple[Span, str]] = set()
    for number in state.places(turning):
        block = facts.program.blocks[number]
        for position, action in enumerate((*block.actions, None)):
            for question in ask(block, action):
                key = question.span, question.subject
                asked.setdefault(key, question)
                sets = [state.of(switch, number, position) for switch in question.switches]
                definite = all(found == question.bad for found in sets)
                if not definite:
                    harmless.add(key)
                if all(found & question.bad for found in sets):
                    candidates.setdefault(key, []).append(_Candidate(number, position, definite))
    found = [_decide(facts, state, asked[key], of_key, key not in harmless) for key, of_key in candidates.items()]
    return sorted((fault for fault in found if fault), key=lambda fault: fault.question.span)


def first_faults(facts: Facts, ask: Ask, kinds: Iterable[str], told: Iterable[Switch]) -> list[Fault]:
    """The faults that are the first of their kind on some path, where what is said or asked tells of ``told``."""
    everywhere = {(fault.question.span, fault.question.subject): fault for fault in faults(facts, ask, kinds)}
    if not everywhere:
        return []
    state = call_state(facts.program, facts.ways, facts.fresh, facts.roots, told)
    return [
        fault._replace(certain=everywhere[fault.question.span, fault.question.subject].certain)
        for fault in faults(facts, ask, kinds, state=state)
    ]


def _decide(
    facts: Facts, state: FlowState, question: Question, candidates: list[_Candidate], certain: bool
) -> Fault | None:
    def wrong(states: tuple[int, ...]) -> bool:
        return all(state == question.bad for state in states)

    for block, position, definite in sorted(candidates, key=lambda c: facts.journeys.distance[c.block]):
        shown, steps = definite, facts.journeys.to(block)
        if not definite:
            shown, steps = state.search(block, position, question.switches, wrong)
        if shown:
            turned = state.last_turn(steps, block, position, question.switches[0])
            return Fault(question, certain, steps, block, turned)
    return None
