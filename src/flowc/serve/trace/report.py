"""Traced calls for people: a table of what happened at each node, then the calls that differ, then each call's way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flowc.ir.graph import Program
from flowc.records import NamedTuple
from flowc.serve.trace.events import CallLog
from flowc.serve.trace.follow import Way
from flowc.serve.trace.traffic import NodeTraffic, Traffic, label
from flowc.serve.trace.words import difference_words, end_words, node_name, place_name

__all__ = ["Traced", "text_report"]

_WORDS = {
    "noinput": "silence",
    "incomplete": "too few digits",
    "nomatch": "nothing takes it",
    "failed": "failed",
}
_INDENT = "  "


class Traced(NamedTuple):
    """A call and the way that it went."""

    call: CallLog
    way: Way


def text_report(program: Program, traced: Sequence[Traced], traffic: Traffic, *, each: bool = False) -> str:
    """The report as lines of text.

    Args:
        each: the way of every call is told, not only of those that differ from the flow.
    """
    lines = [_heading(traffic)]
    for node in traffic.nodes:
        lines += ["", *_node(program, node, traffic)]
    for one in traced:
        if each or one.way.differences:
            lines += ["", *_call(program, one)]
    return "\n".join(_visible(line) for line in lines) + "\n"


def _heading(traffic: Traffic) -> str:
    calls = "1 call" if traffic.calls == 1 else f"{traffic.calls} calls"
    if not traffic.differing:
        return f"{calls}, {'as the flow says' if traffic.calls == 1 else 'all as the flow says'}"
    return f"{calls}, {traffic.differing} otherwise than the flow says"


def _node(program: Program, node: NodeTraffic, traffic: Traffic) -> Iterator[str]:
    name = node_name(program, program.nodes[node.node].block)
    asked = f", asked {_times(node.asked)}" if node.asked != node.calls and node.asked else ""
    yield f"{name}: {'1 call' if node.calls == 1 else f'{node.calls} calls'}{asked}"
    rows = [(_WORDS.get(one.label, one.label), one.times, _leads(name, one.to)) for one in node.edges]
    rows += [(words, times, "") for words, times in _endings(program, node.node, traffic).items()]
    width = max((len(what) for what, _, _ in rows), default=0)
    digits = max((len(str(times)) for _, times, _ in rows), default=0)
    for what, times, leads in rows:
        yield f"{_INDENT}{what:<{width}}  {times:>{digits}}{leads}".rstrip()


def _leads(own: str, to: Sequence[tuple[str, int]]) -> str:
    """Where something led, how often each where there are several."""
    words = [("asks again" if name == own else name, times) for name, times in to if name]
    if len(to) < 2:
        return "".join(f"  {word}" for word, _ in words)
    return "  " + ", ".join(f"{word} {times}" for word, times in words)


def _endings(program: Program, node: int, traffic: Traffic) -> dict[str, int]:
    """How calls ended at a node, and how many did."""
    found: dict[str, int] = {}
    for (block, end), times in traffic.ended.items():
        if program.blocks[block].node == node:
            words = end_words(program, block, end)
            found[words] = found.get(words, 0) + times
    return found


def _call(program: Program, one: Traced) -> Iterator[str]:
    call, way = one
    yield f"{call.id}, {call.events[0].created_at}, {_counted(len(call.events), 'event')}{_twice(call)}"
    for step in way.steps:
        what = ""
        if step.edge is not None and step.edge.event not in ("goto", "redirect"):
            event = label(program, step.block, step.edge.event)
            what = f"  {_WORDS.get(event, event)}"
        elif step.edge is None:
            what = f"  {end_words(program, step.block, way.end)}"
        unsure = "" if step.sure else "  (likely)"
        yield f"{_clock(call, step.event)}  {place_name(program, step.block)}{what}{unsure}".rstrip()
    for difference in way.differences:
        yield f"{_clock(call, difference.event)}  differs: {difference_words(program, call, difference)}"


def _clock(call: CallLog, event: int | None) -> str:
    """The seconds of the call at an event."""
    return " " * 7 if event is None else f"{(call.events[event].at - call.events[0].at) / 1000:7.1f}"


def _twice(call: CallLog) -> str:
    return f", {call.repeated} delivered again" if call.repeated else ""


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _visible(text: str) -> str:
    """Control characters as codes, so that no event's text moves the cursor."""
    return "".join(sign if sign.isprintable() else f"\\u{{{ord(sign):x}}}" for sign in text)
