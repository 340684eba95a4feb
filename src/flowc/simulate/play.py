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
from flowc.simulate.caller import Act, Caller, Place, fits
from flowc.simulate.documents import play_documents
from flowc.simulate.graph import Taken, play_graph
from flowc.simulate.site import Site
from flowc.simulate.transcript import Transcript

__all__ = ["GraphRun", "Player", "converse", "run_documents", "run_graph"]

Player = Generator[Place, Act, None]


def run_documents(site: Site, url: str, caller: Caller, call: Call | None = None) -> Transcript:
    """One call to an ``answer_url``."""
    call = call or Call()
    return converse(play_documents(site, url, call), call, caller)


class GraphRun(NamedTuple):
    transcript: Transcript
    trail: tuple[Taken, ...]


def run_graph(program: Program, flow: Flow, caller: Caller, *, start: int | None = None) -> GraphRun:
    """One call to a flow, from its start or from the given block, and the edges that it took."""
    call = Call()
    trail: list[Taken] = []
    transcript = converse(play_graph(program, flow, call, trail, start), call, caller)
    return GraphRun(transcript, tuple(trail))


def converse(player: Player, call: Call, caller: Caller) -> Transcript:
    """Let a caller act in a call until it ends, or the caller does, or an act does not fit."""
    misfit = None
    try:
        place = next(player)
        while True:
            act = caller(place)
            if act is None:
                break
            wrong = fits(place, act)
            if wrong is not None:
                misfit = wrong.message
                break
            place = player.send(act)
    except StopIteration:
        pass
    finally:
        player.close()
    return Transcript(tuple(call.entries), misfit)
