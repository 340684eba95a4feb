"""What a caller, and the party that is called, can do; and callers made of that.

A call stands still at three places: a gather asks for keys, a bridge rings, a redirect leads to somebody else's
document. There the caller is asked for an **act**. A caller is any function from the place to an act; None is a
caller of whom no more is known, and the call is left as it stands. A fourth place is a decision: there the caller may
say how it comes out, and with None leaves it to what is known of the call.

The written form, for ``--input`` and for the witness of a finding, is words with spaces between them:

============  ===================================================================================================
``12#``       these keys are the whole input to the gather; what it does not take is discarded
``wait``      nothing is pressed until the time is up
``answer``    the bridge is answered
``fail``      the bridge is not answered, or the redirect's URL does not answer. At a gather: nothing is pressed, and
              the
              redirect behind the gather fails
``hangup``    the caller hangs up
``a=b``       what is known of the call from here on: how the node ``a`` is decided (``opening=closed``,
              ``plan="a b"``), or ``time``, ``caller``, ``called`` (see ``flowc.simulate.decisions``)
============  ===================================================================================================

A redirect to somebody else answers unless the next word is ``fail``. Where the words end while the call goes on, it is
left standing: nothing is assumed of a caller of whom nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import takewhile

from flowc.records import NamedTuple
from flowc.simulate.actions import Command
from flowc.simulate.decisions import ABOUT, Question, Unknown, read_outcome
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
    "given",
    "press",
    "read_input",
    "script",
]


class Act(NamedTuple):
    """``kind`` is ``press``, ``wait``, ``answer``, ``fail``, ``hangup`` or ``given``; ``keys`` belong to ``press``.

    ``given`` is no deed of anybody: it says of ``about`` (a node, ``time``, ``caller``, ``called``) what it is, in
    ``keys``.
    """

    kind: str
    keys: str = ""
    about: str = ""

    @property
    def word(self) -> str:
        """The act as ``--input`` writes it."""
        return f"{self.about}={self.keys}" if self.kind == "given" else self.keys or self.kind


WAIT = Act("wait")
ANSWER = Act("answer")
FAIL = Act("fail")
HANGUP = Act("hangup")


def press(keys: str) -> Act:
    return Act("press", keys)


def given(about: str, value: str) -> Act:
    return Act("given", value, about)


class Place(NamedTuple):
    """Where the call stands and waits for an act.

    ``kind`` is ``gather``, ``bridge``, ``redirect`` or ``decision``; ``heard`` all that was heard since the act before,
    in one text; ``ask`` belongs to a gather, ``question`` to a decision. ``node``, ``attempt``, ``route`` and
    ``document`` as far as they are known to whoever plays the call: documents know the node of a gather or a decision
    only, the graph knows every node.
    """

    kind: str
    heard: str
    command: Command
    ask: Ask | None = None
    node: str | None = None
    attempt: int = 1
    route: str | None = None
    document: str | None = None
    question: Question | None = None


Caller = Callable[[Place], Act | None]


class Misfit(NamedTuple):
    """An act that means nothing where the call stands, or a word that is none. The message stands alone."""

    message: str


_FITTING = {
    "gather": ("press", "wait", "fail", "hangup"),
    "bridge": ("answer", "fail", "hangup"),
    "redirect": ("answer", "fail"),
    "decision": ("given",),
}
_STANDS = {
    "gather": "a gather: keys, wait or hangup fit",
    "bridge": "a bridge: answer, fail or hangup fit",
    "redirect": "a redirect: answer or fail fit",
    "decision": "a decision: what it comes to fits",
}
_WORD = re.compile(r'[^\s="]+="(?:[^"\\]|\\.)*"|\S+')
_GIVEN = re.compile(r"([a-z][a-z0-9_.]*)=(.+)", re.DOTALL)
_RUN = re.compile(r"[0-9*#A-D]+")


def fits(place: Place, act: Act) -> Misfit | None:
    """None where the act means something at this place."""
    if act.kind in _FITTING[place.kind]:
        outcome = None if place.question is None else read_outcome(place.question, act.keys)
        return Misfit(outcome.message) if isinstance(outcome, Unknown) else None
    return Misfit(f"{act.word!r} does not fit: the call stands at {_STANDS[place.kind]}")


def read_input(text: str) -> list[Act] | Misfit:
    """The acts of a written input, in their order, or what is wrong with it."""
    acts = []
    for word in _WORD.findall(text):
        known = _GIVEN.fullmatch(word)
        if word in ("wait", "answer", "fail", "hangup"):
            acts.append(Act(word))
        elif _RUN.fullmatch(word):
            acts.append(press(word))
        elif known is not None:
            acts.append(given(known[1], known[2]))
        else:
            return Misfit(
                f"{word!r} is no input: write keys such as 12#, or wait, answer, fail, hangup, or what is known of the "
                "call, such as opening=closed"
            )
    return acts


def script(acts: Iterable[Act]) -> Script:
    """A caller who does these things in their order, and of whom no more is known then."""
    return Script(acts)


class Script:
    """A caller who goes by a list of acts.

    What is given comes into force where the script comes to it. At a decision that is as far as the next word about it.
    """

    def __init__(self, acts: Iterable[Act]) -> None:
        self._acts = list(acts)

    def __call__(self, place: Place) -> Act | None:
        if place.question is not None:
            about = {act.about for act in takewhile(_is_given, self._acts)}
            return self._pop() if about & {*place.question.names, *ABOUT} else None
        act = self._acts[0] if self._acts else None
        if place.kind == "redirect" and (act is None or act.kind not in ("answer", "fail", "given")):
            return ANSWER
        return self._pop()

    def _pop(self) -> Act | None:
        return self._acts.pop(0) if self._acts else None

    def givens(self) -> list[Act]:
        """What is given before anything is done, taken off the script."""
        first = list(takewhile(lambda act: act.kind == "given" and act.about in ABOUT, self._acts))
        del self._acts[: len(first)]
        return first

    @property
    def left(self) -> list[Act]:
        """What has not been done."""
        return list(self._acts)


def _is_given(act: Act) -> bool:
    return act.kind == "given"
