"""Differences, ends and events in words. No digit of an entry is in any of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flowc.ir.graph import Bridge, Ending, Gather, GatherSpec, Program, Redirect  # fmt: skip
from flowc.serve.trace.events import CallLog, Gathered
from flowc.serve.trace.follow import Difference, Step, Way

__all__ = ["difference_words", "end_words", "is_secret", "masked_events", "node_name", "place_name"]

_ENDS = {
    "hangup": "ended as the flow says",
    "caller": "hung up",
    "failed": "given up by the platform",
    "open": "still under way",
}
_MASK = "..."
_BRANCH = re.compile(r"\.on_(?:[0-9XZN]|star|hash)+")


def node_name(program: Program, block: int) -> str:
    """What the node of a block is called; with its flow, where there are several."""
    node = program.nodes[program.blocks[block].node]
    return f"{program.flows[node.flow].name}/{node.name}" if len(program.flows) > 1 else node.name


def is_secret(program: Program, block: int) -> bool:
    """Whether a block is a branch of a secret entry: that a call came there tells what was entered."""
    own = program.blocks[block]
    spec = program.nodes[own.node].gather
    return spec is not None and spec.sensitive and _BRANCH.search(own.name) is not None


def place_name(program: Program, block: int) -> str:
    """A block by the name of its document, which tells attempts and branches apart; not those of a secret entry."""
    own = program.blocks[block]
    node = program.nodes[own.node]
    name = node.name if own.name == "answer" else own.name
    if is_secret(program, block):
        name = _BRANCH.sub(".on_digits", name)
    return f"{program.flows[node.flow].name}/{name}" if len(program.flows) > 1 else name


def end_words(program: Program, block: int, end: str) -> str:
    """How a call ended in a block."""
    if end in _ENDS:
        return _ENDS[end]
    match program.blocks[block].exit:
        case Ending(action=action) | Bridge(action=action) | Redirect(action=action):
            where = action.get("destination") or action.get("to") or action.get("room") or action.get("url")
            return f"{end} {where}"
        case _:
            return end


def difference_words(program: Program, call: CallLog, difference: Difference) -> str:
    """A difference in a clause that stands alone."""
    event = None if difference.event is None else call.events[difference.event]
    node = "" if difference.block is None else f"`{node_name(program, difference.block)}`"
    spec = None if difference.block is None else _spec(program, difference.block)
    gathered = None if event is None else event.gathered
    match difference.kind:
        case "settings" if spec is not None and gathered is not None:
            return f"{node} took {_taken(gathered)}; in the flow it takes {_said(spec)}"
        case "digits" if spec is not None and gathered is not None:
            if len(gathered.digits) > spec.max_digits:
                return f"{len(gathered.digits)} digits came in at {node}, which takes {_count(spec.max_digits)} at most"
            return f"what came in at {node} are no keys of a telephone"
        case "unhandled":
            return f"what came in at {node} is nothing that the flow has a handler for"
        case "missing":
            return f"no call.gathered tells what came in at {node}, and the call went on behind it"
        case "after":
            return f"{event.name if event else 'an event'} came after the call had left the flow at {node}"
        case "recording" if event is not None and event.name == "recording.failed":
            return f"a recording failed{_code(event.data)}"
        case "recording":
            return "a recording was started that the flow does not start on this way"
        case "failed":
            return f"the platform gave the call up at {node}{_code({} if event is None else event.data)}"
        case _:
            return "an event was delivered again with other contents; the first delivery counts"


def _spec(program: Program, block: int) -> GatherSpec | None:
    exit_ = program.blocks[block].exit
    return program.routes[exit_.route].gather if isinstance(exit_, Gather) else None


def _taken(gathered: Gathered) -> str:
    return _limits(gathered.least, gathered.most, gathered.seconds, gathered.finish_on)


def _said(spec: GatherSpec) -> str:
    return _limits(spec.min_digits, spec.max_digits, spec.timeout_seconds, spec.finish_on)


def _limits(least: int | None, most: int | None, seconds: int | None, finish_on: str | None) -> str:
    one = most is not None and least in (None, most)
    count = _count(most or 0) if one else f"{least} to {most or 'any number of'} digits"
    ended = f", ended by {finish_on}" if finish_on else ""
    return f"{count} in {'an unknown time' if seconds is None else f'{seconds} s'}{ended}"


def _count(number: int) -> str:
    return "1 digit" if number == 1 else f"{number} digits"


def _code(data: Mapping[str, Any]) -> str:
    code = data.get("code")
    return f": {code}" if isinstance(code, str) and code.replace("_", "").isalnum() else ""


def masked_events(program: Program, call: CallLog, way: Way) -> list[dict[str, Any]]:
    """The bodies of a call's events as they came, without the digits of secret entries.

    Digits of which nobody can say what they were entered for are taken for a secret.
    """
    known = {step.event: step for step in way.steps if step.event is not None}
    bodies = []
    for at, event in enumerate(call.events):
        body = dict(event.body)
        if event.gathered is not None and _is_secret(program, known.get(at)):
            body["data"] = _without(event.data, event.gathered.digits)
        bodies.append(body)
    return bodies


def _is_secret(program: Program, step: Step | None) -> bool:
    spec = None if step is None else _spec(program, step.block)
    return spec is None or spec.sensitive


def _without(value: Any, digits: str) -> Any:
    """A JSON value with a mask for whatever holds these digits."""
    if not digits:
        return value
    match value:
        case dict():
            return {name: _without(item, digits) for name, item in value.items()}
        case list():
            return [_without(item, digits) for item in value]
        case bool() | None:
            return value
        case _:
            return _MASK if digits in str(value) else value
