"""Players and callers brought together: a call from its beginning to its end, or to where the caller stops.

A **player** (``play_documents``, ``play_graph``) is a generator: it yields the places where the call stands and is
sent acts. It knows nothing of who decides them, so that a script, a person at a terminal, a test block and a property
test drive the same code.
"""

from __future__ import annotations

from collections.abc import Generator

from flowc.ir.graph import Flow, Program
from flowc.records import NamedTuple
from flowc.simulate.call import Call
from flowc.simulate.caller import Act, Caller, Misfit, Place, fits, given
from flowc.simulate.decisions import Question, Unknown, missing
from flowc.simulate.documents import play_documents
from flowc.simulate.graph import Taken, play_graph
from flowc.simulate.site import Site
from flowc.simulate.transcript import Transcript

__all__ = ["GraphRun", "Player", "converse", "run_documents", "run_graph", "settle"]

Player = Generator[Place, Act, None]


def run_documents(site: Site, url: str, caller: Caller, call: Call | None = None) -> Transcript:
    """One call to an ``answer_url``."""
    call = call or Call()
    return converse(play_documents(site, url, call), call, caller)


class GraphRun(NamedTuple):
    """A call to a flow, the edges that it took, and how many redirects it has spent."""

    transcript: Transcript
    trail: tuple[Taken, ...]
    redirects: int


def run_graph(program: Program, flow: Flow, caller: Caller, *, start: int | None = None) -> GraphRun:
    """One call to a flow, from its start or from the given block, and the edges that it took."""
    call = Call()
    trail: list[Taken] = []
    transcript = converse(play_graph(program, flow, call, trail, start), call, caller)
    return GraphRun(transcript, tuple(trail), call.redirects)


def settle(call: Call, question: Question, *, line: bool = False) -> Act | Unknown:
    """How a decision comes out by what is known of the call, or what to add so that it does (``line``: to a test)."""
    outcome = call.known(question)
    if outcome is None:
        return Unknown(missing(question, line=line))
    return outcome if isinstance(outcome, Unknown) else given(question.node, outcome)


def converse(player: Player, call: Call, caller: Caller) -> Transcript:
    """Let a caller act in a call until it ends, or the caller does, or an act does not fit."""
    misfit: str | None = None
    try:
        place = next(player)
        while True:
            act = caller(place)
            unknown: Unknown | Misfit | None = None
            if act is not None and act.kind == "given" and not (place.question and act.about in place.question.names):
                unknown = call.give(act)
                if unknown is None:
                    continue
            elif act is not None and act.kind == "given":
                call.give(act)
            elif act is None and place.question is not None:
                settled = settle(call, place.question)
                if isinstance(settled, Unknown):
                    unknown = settled
                else:
                    act = settled
            if unknown is None and act is not None:
                unknown = fits(place, act)
            if unknown is not None:
                misfit = unknown.message
                break
            if act is None:
                break
            place = player.send(act)
    except StopIteration:
        pass
    finally:
        player.close()
    return Transcript(tuple(call.entries), misfit)
