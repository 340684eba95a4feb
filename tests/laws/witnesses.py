"""What the witness of each kind of finding claims, as a question to the transcript of its replay.

A witness is the caller's part up to the place of the fault. A claim that only shows in what comes next
(``prompt-while-muted``) has an act that makes it come.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from flowc.diagnostics import Finding
from flowc.ir.graph import Flow, Gather, Redirect
from flowc.simulate import FAIL, HANGUP, WAIT, Act, Call, Place, converse, play_graph, read_input
from flowc.simulate.caller import Misfit
from flowc.simulate.graph import Taken
from flowc.simulate.transcript import Transcript
from tests.laws.laws import Stage


class Replay(NamedTuple):
    """``trail`` are the edges taken; ``last`` the block where the call stood, or ended, when the witness was over."""

    transcript: Transcript
    trail: tuple[Taken, ...]
    last: int
    made: Stage
    finding: Finding


def replay(made: Stage, finding: Finding, *then: Act) -> Replay:
    """Play a witness on the graph, from where it begins, and then some acts more."""
    acts = read_input(" ".join(step.input for step in finding.witness))
    assert not isinstance(acts, Misfit), acts
    left = [*acts, *then]
    call = Call()
    trail: list[Taken] = []
    program = made.program
    flow, start = _beginning(made, finding)

    def caller(place: Place) -> Act | None:
        if place.kind == "redirect" and not (left and left[0].kind in ("fail", "answer")):
            return Act("answer")
        if place.kind == "decision" and not left:
            return HANGUP  # it does not fit, so the call stands here, also where it could go on by itself
        return left.pop(0) if left else None

    transcript = converse(play_graph(program, flow, call, trail, start), call, caller)
    last = trail[-1].edge.to if trail else (program.nodes[flow.start].block if start is None else start)
    return Replay(transcript, tuple(trail), last, made, finding)


def _beginning(made: Stage, finding: Finding) -> tuple[Flow, int | None]:
    """The flow in which a witness begins, and the block, where that is not its start: the finding's own flow first."""
    program, place = made.program, finding.span.start
    flows = sorted(program.flows, key=lambda flow: not flow.span.start <= place < flow.span.end)
    for flow in flows:
        for at in flow.nodes:
            node = program.nodes[at]
            if node.name == finding.witness[0].node and (flow.start == at or node.entry):
                return flow, None if flow.start == at else node.block
    raise AssertionError(f"no call begins at {finding.witness[0].node}")


def _fault(code: str) -> Callable[[Replay], bool]:
    return lambda played: any(fault.text == code for fault in played.transcript.faults)


def _unanswered(played: Replay) -> bool:
    """Nothing was written for the digits: the redirect behind the gather finds no document."""
    return any("404" in fault.data["message"] for fault in played.transcript.faults if fault.text == "redirect_failed")


def _asked_for_the_last_time(played: Replay) -> bool:
    """The last attempt has been made. (A key that says retry has no edge there; the graph takes it for a wrong key.)"""
    named = played.finding.witness[-1].node
    nodes = [node for node in played.made.program.nodes if node.name == named and node.gather is not None]
    place = played.finding.span.start
    gather = next((node.gather for node in nodes if node.span.start <= place < node.span.end), nodes[0].gather)
    attempts = [
        entry.data["attempt"] for entry in played.transcript.entries if entry.kind == "node" and entry.text == named
    ]
    lost_elsewhere = gather is not None and gather.shared is not None and bool(attempts)
    return lost_elsewhere or (gather is not None and gather.attempts in attempts)


def _hangs_up(played: Replay) -> bool:
    return played.transcript.end is not None and played.transcript.end.text == "hangup"


def _fails_and_hangs_up(played: Replay) -> bool:
    kinds = [entry.kind for entry in played.transcript.entries if entry.kind != "event"]
    return _hangs_up(played) and kinds[-2:] == ["fail", "end"]


def _goes_round(played: Replay) -> bool:
    """The witness ends where it has been before, and the caller has chosen nothing since."""
    back = [place for place, taken in enumerate(played.trail) if taken.block == played.last]
    return bool(back)


def _no_words(played: Replay) -> bool:
    kinds = [entry.kind for entry in played.transcript.entries]
    spoken = [place for place, kind in enumerate(kinds) if kind in ("prompt", "press", "wait", "dial")]
    return _hangs_up(played) and "say" not in kinds[max(spoken, default=0) :]


def _unheard(played: Replay) -> bool:
    return any("unheard" in entry.data for entry in played.transcript.entries if entry.kind in ("say", "prompt"))


def _no_notice(played: Replay) -> bool:
    for entry in played.transcript.entries:
        if entry.kind in ("say", "prompt") and re.search("record|monitor", entry.text, re.IGNORECASE):
            return False
        if entry.kind == "action" and entry.text in ("start_recording", "start_stream"):
            return True
    return False


def _records_secrets(played: Replay) -> bool:
    exit_ = played.made.program.blocks[played.last].exit
    actions = [entry.text for entry in played.transcript.entries if entry.kind == "action"]
    return isinstance(exit_, Gather) and bool({"start_recording", "start_stream"} & set(actions))


def _left_open(played: Replay) -> bool:
    actions = [entry.text for entry in played.transcript.entries if entry.kind == "action"]
    return bool({"start_recording", "start_stream", "hold", "mute"} & set(actions))


def _stands_there(played: Replay) -> bool:
    """The call has come to the node that the witness ends with."""
    program = played.made.program
    names = [entry.text for entry in played.transcript.entries if entry.kind == "node"]
    named = played.finding.witness[-1].node
    return named in names and named in {node.name for node in program.nodes}


CLAIMS: dict[str, tuple[Callable[[Replay], bool], tuple[Act, ...]]] = {
    "MV301": (_unanswered, ()),
    "MV302": (_unanswered, ()),
    "MV303": (_unanswered, ()),
    "MV304": (_asked_for_the_last_time, ()),
    "MV305": (_fails_and_hangs_up, ()),
    "MV306": (_hangs_up, ()),
    "MV309": (_goes_round, ()),
    "MV310": (_goes_round, ()),
    "MV312": (_goes_round, ()),
    "MV313": (_fault("too_many_redirects"), (WAIT,)),
    "MV317": (_no_words, ()),
    "MV401": (_fault("recording_not_started"), ()),
    "MV402": (_fault("recording_already_started"), ()),
    "MV403": (_fault("not_on_hold"), ()),
    "MV404": (_unheard, ()),
    "MV405": (_fault("not_muted"), ()),
    "MV406": (_fault("gather_while_muted"), (WAIT,)),
    "MV407": (_fault("stream_not_started"), ()),
    "MV408": (_fault("stream_already_started"), ()),
    "MV409": (_fault("variable_not_set"), ()),
    "MV410": (_left_open, (FAIL,)),
    "MV604": (_no_notice, (FAIL,)),
    "MV605": (_records_secrets, ()),
}
"""For every code: what must be seen in the replay, and what is done after it. All others must come to their node."""


def holds(made: Stage, finding: Finding) -> bool:
    """Whether the replay of a finding's witness shows what the finding says; true of one that cannot be replayed."""
    claim, then = CLAIMS.get(finding.code, (_stands_there, ()))
    played = replay(made, finding, *then)
    return claim(played) or not _can_be_replayed(played)


def _can_be_replayed(played: Replay) -> bool:
    """The checks take every path for possible, and two kinds of paths no caller can take.

    One presses keys while the platform does not hear them (``mute read``, which is found by itself). The other gets
    on only because a redirect to a document of the build itself fails.
    """
    if played.finding.code != "MV406" and _fault("gather_while_muted")(played):
        return False
    program = played.made.program
    named = {step.node for step in played.finding.witness}
    return not any(
        isinstance(block.exit, Redirect)
        and block.exit.to is not None
        and block.exit.failed is not None
        and program.nodes[block.node].name in named
        for block in program.blocks
    )
