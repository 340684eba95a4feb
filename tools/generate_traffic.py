"""What the page on tracing shows: events of made-up calls, docs/snippets/calls.jsonl, and their picture.

The simulator plays the calls to the clinic; one of them, changed here, is of a build with another time limit, and one
event is delivered twice.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tools.generated import ROOT, Generated, main

CLINIC = ROOT / "docs" / "snippets" / "clinic.mv"
_CALLS = (
    "1 20417733", "2 answer", "0", "1 20417733", "wait 1 20417733", "hangup", "1 2041 20417733", "2 answer", "wait 0",
    "1 20417733", "0", "7 2 answer", "1 hangup", "wait wait wait", "2 fail", "1 20417733", "wait hangup", "0",
    "1 2041 hangup", "2 answer", "1 20417733", "9 7 0", "1 wait 20417733", "0",
)  # fmt: skip
_CHANGED, _REPEATED = 8, 20
"""The call that had another time limit, and the event that comes twice."""
_MINUTES = 4
"""Between two calls."""


def generated() -> Generated:
    events = list(_events())
    text = "".join(json.dumps(event) + "\n" for event in [*events, events[_REPEATED]])
    return {
        ROOT / "docs" / "snippets" / "calls.jsonl": text,
        ROOT / "docs" / "pictures" / "traffic.svg": _picture(text),
    }


def _events() -> Iterator[dict[str, Any]]:
    """The events of all calls, by time."""
    found: list[dict[str, Any]] = []
    for number, words in enumerate(_CALLS):
        for event in _played(words, f"call_{number + 1:02}"):
            moved = {**event, "created_at": _later(event["created_at"], number * _MINUTES)}
            if number == _CHANGED and event["event"] == "call.gathered":
                moved["data"] = {**event["data"], "timeout_seconds": 4}
            found.append(moved)
    return iter(sorted(found, key=lambda event: event["created_at"]))


def _played(words: str, call_id: str) -> Iterator[dict[str, Any]]:
    from flowc.simulate.call import Call, CallInfo
    from flowc.simulate.caller import Misfit, read_input, script
    from flowc.simulate.graph import play_graph
    from flowc.simulate.play import converse
    from flowc.testing.stage import set_stage

    stage = set_stage(CLINIC)
    call = Call(CallInfo(id=call_id))
    acts = read_input(words)
    assert not isinstance(acts, Misfit), words
    transcript = converse(play_graph(stage.program, stage.flow, call), call, script(acts))
    return (dict(entry.data) for entry in transcript.entries if entry.kind == "event")


def _later(created_at: str, minutes: int) -> str:
    """A time of the simulator's clock, on a morning in March."""
    from datetime import datetime, timedelta

    time = datetime.fromisoformat(created_at.replace("2026-01-01T00", "2026-03-02T10")) + timedelta(minutes=minutes)
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _picture(text: str) -> str:
    from flowc.emit.diagram.overlay import with_traffic
    from flowc.emit.diagram.panels import panelled
    from flowc.emit.diagram.picture import make_picture
    from flowc.emit.diagram.svg import draw_svg
    from flowc.serve.trace import count_traffic, follow, read_log
    from flowc.testing.stage import set_stage

    program, flow, *_ = set_stage(CLINIC)
    ways = [follow(program, call) for call in read_log(text.encode().splitlines()).calls]
    traffic = count_traffic(program, ways)
    left = Counter({block: times for (block, end), times in traffic.ended.items() if end == "caller"})
    calls = [[step.block for step in way.steps] for way in ways]
    picture = with_traffic(make_picture(program, flow), calls, traffic.taken, left)
    return draw_svg(panelled(picture))


if __name__ == "__main__":
    raise SystemExit(main(generated))
