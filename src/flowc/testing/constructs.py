"""Which constructs of the language a flow uses, so that a generator can show that it leaves none out."""

from __future__ import annotations

from collections.abc import Iterator

from flowc.syntax import tree

__all__ = ["CONSTRUCTS", "constructs_of", "count_nodes"]

CONSTRUCTS = (
    "const", "comment", "title", "language", "defaults", "entry", "test", "step", "menu", "collect", "prompt",
    "timeout", "attempts", "finish_on", "digits", "digits range", "sensitive", "say", "send_digits", "redirect",
    "transfer", "bridge", "conference", "hold", "resume", "mute", "unmute", "start_recording", "stop_recording",
    "start_stream", "stop_stream", "set", "set quoted", "unset", "goto", "hangup", "block", "jump", "retry",
    "retry words", "on failed", "default failed", "key", "keys", "pattern", "on digits", "on noinput",
    "on incomplete", "on nomatch", "on timeout", "on any", "on exhausted", "several events", "ending as target",
    "long text", "insert", "phone", "sip", "own document", "hours", "decide", "by hours", "by caller", "by called",
    "by variable", "ask", "send", "voicemail", "max", "confirm", "reprompt", "shared", "part", "use", "other flow",
    "digits as value", "given", "named defaults",
)  # fmt: skip
"""Every construct that is told apart, by the name that ``constructs_of`` gives it."""


def constructs_of(file: tree.File) -> set[str]:
    """The constructs that a file uses; names of actions and settings stand for themselves."""
    found = set(_walk(file))
    if file.comments:
        found.add("comment")
    return found & set(CONSTRUCTS)


def count_nodes(file: tree.File) -> int:
    flows = (item for item in file.items if isinstance(item, tree.Flow))
    return sum(isinstance(item, tree.Node | tree.Use) for flow in flows for item in flow.items)


def _walk(part: object) -> Iterator[str]:
    yield from _names(part)
    if isinstance(part, tuple):
        for inner in part:
            yield from _walk(inner)


def _names(part: object) -> Iterator[str]:
    match part:
        case tree.Const():
            yield "const"
        case tree.Defaults():
            yield "defaults"
            if part.taken:
                yield "named defaults"
            if any(isinstance(item, tree.Handler) and item.events[0].text == "failed" for item in part.items):
                yield "default failed"
        case tree.Test():
            yield "test"
        case tree.Node():
            yield part.kind
            if part.entry:
                yield "entry"
        case tree.Setting(name=tree.Name(text="by"), values=(tree.Name(text=kind), *_)):
            yield f"by {kind}"
        case tree.Setting(values=values):
            if any(isinstance(value, tree.Name) and value.text == "shared" for value in values):
                yield "shared"
            yield part.name.text + (" range" if len(values) == 2 else "")
        case tree.Action(name=name, failed=failed):
            yield name.text
            if failed is not None:
                yield "on failed"
            if any(isinstance(word, tree.Text) and word.source.endswith(".json") for word in part.words):
                yield "own document"
        case tree.SetVariable(name=name):
            yield "set quoted" if isinstance(name, tree.Text) else "set"
        case tree.UnsetVariable():
            yield "unset"
        case tree.Goto():
            yield "goto"
        case tree.Hours():
            yield "hours"
        case tree.Part():
            yield "part"
        case tree.Use():
            yield "use"
        case tree.TestLine(kind="given"):
            yield "given"
        case tree.Hangup():
            yield "hangup"
        case tree.Block():
            yield "block"
        case tree.Jump(flow=flow):
            yield "jump" if flow is None else "other flow"
        case tree.Retry(words=words):
            yield "retry words" if words else "retry"
        case tree.Handler(events=events, target=target):
            if len(events) > 1:
                yield "several events"
            if isinstance(target, tree.Action):
                yield "ending as target"
        case tree.Event(kind=kind, text=text):
            yield {"word": f"on {text}", "pattern": "pattern"}.get(kind, "keys" if len(text) > 1 else "key")
        case tree.Text(long=long):
            if long:
                yield "long text"
        case tree.Insert(name=name):
            yield "digits as value" if name.text == "digits" else "insert"
        case tree.Phone():
            yield "phone"
        case tree.Sip():
            yield "sip"
