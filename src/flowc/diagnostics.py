"""What is found in a flow or a document, as data.

A finding stands alone in one line (``message``); everything else helps the reader who stays: further
places (``labels``), what to write instead (``help``, ``fix``), the caller who hits it (``witness``).
Stages return findings beside their value; nothing is raised. The name that belongs to a code stands in the
rule's own page under ``checks/rules``, and only there.
"""

from __future__ import annotations

from collections.abc import Iterable

from flowc.records import NamedTuple
from flowc.source import Span

__all__ = [
    "Edit", "Finding", "Fix", "Guesses", "Label", "Severity", "WitnessStep",
    "did_you_mean", "error", "info", "is_slip", "respell", "suggest", "warning",
]  # fmt: skip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Severity = Literal["error", "warning", "info"]
else:
    Severity = str


class Label(NamedTuple):
    """A further place that belongs to a finding, and what is to be seen there."""

    span: Span
    message: str


class Edit(NamedTuple):
    """Replace the text of ``span`` by ``text``; an empty span inserts."""

    span: Span
    text: str


class Fix(NamedTuple):
    """Edits that mend a finding. ``safe`` where they change nothing that a caller experiences; in JSON, which the
    platform refuses as it stands, where nothing else can have been meant."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


class WitnessStep(NamedTuple):
    """One step of a caller's journey: where the call stands and what happens there.

    ``input`` is as in ``flowc simulate --input``: keys, ``wait``, ``answer``, ``fail`` or ``hangup``; empty
    where the call moves on, or stops, without one.
    """

    node: str
    input: str


class Finding(NamedTuple):
    code: str
    severity: Severity
    span: Span
    message: str
    labels: tuple[Label, ...] = ()
    help: str = ""
    fix: Fix | None = None
    witness: tuple[WitnessStep, ...] = ()
    notes: tuple[str, ...] = ()
    pointer: str | None = None
    """JSON pointer of the value, where the finding is about a JSON document."""


def error(code: str, span: Span, message: str, *, labels: Iterable[Label] = (), help: str = "") -> Finding:
    return Finding(code, "error", span, message, tuple(labels), help)


def warning(code: str, span: Span, message: str, *, labels: Iterable[Label] = (), help: str = "") -> Finding:
    return Finding(code, "warning", span, message, tuple(labels), help)


def info(code: str, span: Span, message: str, *, labels: Iterable[Label] = (), help: str = "") -> Finding:
    return Finding(code, "info", span, message, tuple(labels), help)


_MANY = 1_000
"""Names among which only a slip of one letter is looked for."""


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """The known name closest to ``word``, or None where none is close enough to be meant."""
    from difflib import get_close_matches

    candidates = sorted(set(known))
    if len(candidates) > _MANY:
        return next((name for name in candidates if _one_letter_away(word, name)), None)
    folded = {name.lower().replace("-", "_"): name for name in reversed(candidates)}
    close = get_close_matches(word.lower().replace("-", "_"), list(folded), n=1, cutoff=0.6)
    return folded[close[0]] if close else None


class Guesses:
    """What was meant by the unknown names of one file, as long as guessing takes no time.

    Where thousands of names are unknown, no guess helps: something larger is wrong, and comparing each with each would
    take longer than all the rest.
    """

    def __init__(self) -> None:
        self._left = 500_000

    def closest(self, word: str, known: Iterable[str]) -> str | None:
        """As ``did_you_mean``; None also where too many names have been compared already."""
        if self._left <= 0:
            return None
        names = list(known)
        self._left -= (len(names) + 10) * (len(word) + 10)
        return did_you_mean(word, names)


def suggest(finding: Finding, written: str, close: str | None, known: Iterable[str], otherwise: str) -> Finding:
    """A finding at an unknown name, with the known one that is close to it and the fix that writes it.

    Args:
        close: the known name that was probably meant; where there is none, ``otherwise`` is the help.
    """
    if close is None:
        return finding._replace(help=otherwise)
    return finding._replace(help=f"did you mean `{close}`?", fix=respell(finding.span, written, close, known))


def respell(span: Span, written: str, meant: str, known: Iterable[str]) -> Fix:
    """Write ``meant`` for ``written``. Safe where it is a slip."""
    return Fix(f"write `{meant}`", (Edit(span, meant),), safe=is_slip(written, meant, known))


def is_slip(written: str, meant: str, known: Iterable[str]) -> bool:
    """Whether ``meant`` is the only known name one letter away from ``written``."""
    return [name for name in set(known) if _one_letter_away(written, name)] == [meant]


def _one_letter_away(one: str, other: str) -> bool:
    """Whether a letter more, less, changed, or two neighbours exchanged, make one word of the other."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:])
