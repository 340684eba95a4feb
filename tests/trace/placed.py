"""Calls that the simulator plays, and the events that the platform would have sent of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from flowc.ir.graph import Flow, Program
from flowc.simulate.call import Call, CallInfo
from flowc.simulate.caller import Caller
from flowc.simulate.graph import Taken, play_graph
from flowc.simulate.play import converse
from flowc.simulate.transcript import Transcript

__all__ = ["bodies", "lines", "place"]


def place(program: Program, flow: Flow, caller: Caller, call_id: str = "call_1") -> tuple[Transcript, list[Taken]]:
    """One call to a flow."""
    call = Call(CallInfo(id=call_id))
    trail: list[Taken] = []
    return converse(play_graph(program, flow, call, trail), call, caller), trail


def bodies(transcript: Transcript) -> list[Mapping[str, Any]]:
    return [entry.data for entry in transcript.entries if entry.kind == "event"]


def lines(events: Iterable[Mapping[str, Any]]) -> list[bytes]:
    return [json.dumps(event).encode() for event in events]
