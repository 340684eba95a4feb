"""What the order of a document's actions comes to, beyond each of them being valid.

A document ends the call where its actions run out; a failed bridge or redirect goes on with what stands behind it, a
transfer does not. So these are the questions: is there anything at all, does something stand where it can never run,
is a failed bridge left with nothing, and do the digits of a gather reach anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flowc.diagnostics import Finding, Label, error, warning
from flowc.lint.documents import Document
from flowc.lint.forms import Written
from flowc.lint.values import Scalar
from flowc.source import Span

__all__ = ["check_sequence"]


def check_sequence(document: Document, actions: Sequence[Written | None]) -> Iterator[Finding]:
    """Findings about a document whose items are these actions; None for those that are none."""
    if not actions:
        yield _empty(document)
    for index, action in enumerate(actions):
        if action is None:
            continue
        behind = actions[index + 1 :]
        if action.action.ends == "always" and behind:
            yield _after_ending(document, action, index)
        elif action.action.name == "bridge" and not behind:
            yield _alone(action)
        elif action.action.name == "gather":
            yield from _gather(action, behind)


def _empty(document: Document) -> Finding:
    message = "there is no action: the call ends in silence"
    help = 'say something first: {"say": {"text": "Thank you for calling."}}'
    return warning("MV210", document.actions.span, message, help=help)._replace(pointer=f"{document.pointer}/actions")


def _after_ending(document: Document, ending: Written, index: int) -> Finding:
    item = document.actions.items[index + 1]
    message = f"this can never run: `{ending.action.name}` hands the call over for good, also where it fails"
    return warning(
        "MV314",
        item.span if isinstance(item, Scalar) else Span(item.span.start, item.span.start + 1),
        message,
        labels=[Label(ending.name_span, "here the call leaves")],
        help="move it before the transfer, or use `bridge`, behind which actions run where nobody answers",
    )._replace(pointer=f"{document.pointer}/actions/{index + 1}")


def _alone(bridge: Written) -> Finding:
    target = next((f.value.value for f in bridge.fields.members if f.key in ("destination", "to")
                   and isinstance(f.value, Scalar)), None)  # fmt: skip
    who = target if isinstance(target, str) and target.isprintable() and target.isascii() else "the destination"
    return warning(
        "MV305",
        bridge.name_span,
        f"nothing is said for when {who} is busy, does not answer or cannot be reached: the call just ends",
        help="put a `say`, a `redirect` or a `transfer` behind the bridge",
    )._replace(pointer=bridge.pointer)


def _gather(gather: Written, behind: Sequence[Written | None]) -> Iterator[Finding]:
    if all(action is not None and action.action.ends != "loaded" for action in behind):
        yield warning(
            "MV315",
            gather.name_span,
            "no `redirect` stands behind this `gather`: nobody receives the digits, and the call goes on as if "
            "nothing had been pressed",
            help='put {"redirect": {"url": "https://..."}} behind it, to the application that takes the digits',
        )._replace(pointer=gather.pointer)
    least, most = (gather.fields.get(name) for name in ("min_digits", "max_digits"))
    if least is None or most is None:
        return
    fewest, limit = (side.value.value if isinstance(side.value, Scalar) else None for side in (least, most))
    if isinstance(fewest, int) and isinstance(limit, int) and fewest > limit:
        yield error(
            "MV205",
            least.value.span,
            f"`min_digits` of `gather` is {fewest}, and `max_digits` is {limit}: no entry is ever complete",
            labels=[Label(most.value.span, "the most")],
            help="the least may not be more than the most",
        )._replace(pointer=f"{gather.pointer}/min_digits")
