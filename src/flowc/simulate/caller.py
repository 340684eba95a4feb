"""What a caller, and the party that is called, can do; and callers made of that.

A call stands still at three places: a gather asks for keys, a bridge rings, a redirect leads to somebody else's
document. There the caller is asked for an **act**. A caller is any function from the place to an act; None is a
caller of whom no more is known, and the call is left as it stands.

The written form, for ``--input`` and for the witness of a finding, is words with spaces between them:

============  ===================================================================================================
``12#``       these keys are the whole input to the gather; what it does not take is discarded
``wait``      nothing is pressed until the time is up
``answer``    the bridge is answered
``fail``      the bridge is not answered, or the redirect's URL does not answer. At a gather: nothing is pressed, and
              the
              redirect behind the gather fails
``hangup``    the caller hangs up
============  ===================================================================================================

A redirect to somebody else answers unless the next word is ``fail``. Where the words end while the call goes on, it is
left standing: nothing is assumed of a caller of whom nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from flowc.records import NamedTuple
from flowc.simulate.actions import Command
from flowc.simulate.keys import Ask

__all__ = [
    "ANSWER",
    "FAIL",
    "HANGUP",
    "WAIT",
    "Act",
    "Caller",
    "Misfit",
    "Place",
    "Script",
    "fits",
    "press",
    "read_input",
    "script",
]


class Act(NamedTuple):
    """``kind`` is ``press``, ``wait``, ``answer``, ``fail`` or ``hangup``; ``keys`` belong to ``press``."""

    kind: str
    keys: str = ""

    @property
    def word(self) -> str:
        """The act as ``--input`` writes it."""
        return self.keys or self.kind


WAIT = Act("wait")
ANSWER = Act("answer")
FAIL = Act("fail")
HANGUP = Act("hangup")


def press(keys: str) -> Act:
    return Act("press", keys)


class Place(NamedTuple):
    """Where the call stands and waits for an act.

    ``kind`` is ``gather``, ``bridge`` or ``redirect``; ``heard`` all that was heard since the act before, in one
    text; ``ask`` belongs to a gather. ``node``, ``attempt``, ``route`` and ``document`` as far as they are known to
    whoever plays the call: documents know the node of a gather only, the graph knows every node.
    """

    kind: str
    heard: str
    command: Command
    ask: Ask | None = None
    node: str | None = None
    attempt: int = 1
    route: str | None = None
    document: str | None = None


Caller = Callable[[Place], Act | None]


class Misfit(NamedTuple):
    """An act that means nothing where the call stands, or a word that is none. The message stands alone."""

    message: str


_FITTING = {
    "gather": ("press", "wait", "fail", "hangup"),
    "bridge": ("answer", "fail", "hangup"),
    "redirect": ("answer", "fail"),
}
_STANDS = {
    "gather": "a gather: keys, wait or hangup fit",
    "bridge": "a bridge: answer, fail or hangup fit",
    "redirect": "a redirect: answer or fail fit",
}
_RUN = re.compile(r"[0-9*#A-D]+")


def fits(place: Place, act: Act) -> Misfit | None:
    """None where the act means something at this place."""
    if act.kind in _FITTING[place.kind]:
        return None
    return Misfit(f"{act.word!r} does not fit: the call stands at {_STANDS[place.kind]}")


def read_input(text: str) -> list[Act] | Misfit:
    """The acts of a written input, in their order, or what is wrong with it."""
    acts = []
    for word in text.split():
        if word in ("wait", "answer", "fail", "hangup"):
            acts.append(Act(word))
        elif _RUN.fullmatch(word):
            acts.append(press(word))
        else:
            return Misfit(f"{word!r} is no input: write keys such as 12#, or wait, answer, fail, hangup")
    return acts


def script(acts: Iterable[Act]) -> Script:
    """A caller who does these things in their order, and of whom no more is known then."""
    return Script(acts)


class Script:
    """A caller who goes by a list of acts."""

    def __init__(self, acts: Iterable[Act]) -> None:
        self._acts = list(acts)
        self._next: Act | None = self._acts.pop(0) if self._acts else None

    def __call__(self, place: Place) -> Act | None:
        act = self._next
        if place.kind == "redirect" and (act is None or act.kind not in ("answer", "fail")):
            return ANSWER
        self._next = self._acts.pop(0) if self._acts else None
        return act

    @property
    def left(self) -> list[Act]:
        """What has not been done."""
        return [] if self._next is None else [self._next, *self._acts]
