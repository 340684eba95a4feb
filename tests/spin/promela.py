"""A Promela model of the calls that built documents make possible, from the JSON alone.

Nothing of flowc is imported here: what SPIN says about the model is said by somebody who has only seen what the
platform would see, the documents and ``routes.json``.

A document is a row of actions, a place in it a label. A caller may begin at any document, for whatever is written can
be reached, or is an entry. At the redirect behind a gather the caller is silent, or not understood (``incomplete``,
``nomatch``, the branch ``digits``), or chooses a key; every redirect may fail, and so may every bridge, and then the
actions behind it run. A redirect to somebody else, a bridge that is answered, a transfer and a conference end the call,
and so does the end of a document.

What is asked is said by labels. A **progress label** stands where somebody does what the trapped caller never does, and
where a call is over; a run without progress for ever is a caller who is never let out:

==========  =====================================================================================
``silent``  keys and misunderstanding are progress: is a caller trapped who only ever is silent?
``any``     keys are progress: is a caller trapped who is silent or not understood as it comes?
==========  =====================================================================================

An **assertion** fails where an outcome leads to no document. With ``limit`` no caller presses keys, and an assertion
fails where more redirects are spent than that.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["Built", "model", "read"]

Built = tuple[dict[str, Any], dict[str, Any]]
"""The documents by name, and ``routes.json``."""

_LOST = ("incomplete", "nomatch")


def read(folder: Path) -> Built:
    """The directory of one flow, as the build wrote it."""
    routes = json.loads((folder / "routes.json").read_text())
    names = [path.stem for path in folder.glob("*.json") if path.name not in ("routes.json", "manifest.json")]
    return {name: json.loads((folder / f"{name}.json").read_text()) for name in sorted(names)}, routes


def model(built: Built, asked: str, limit: int | None = None) -> str:
    """The model of a flow; ``asked`` is ``silent`` or ``any``."""
    return "\n".join(_Model(built, asked, limit).lines()) + "\n"


class _Model:
    def __init__(self, built: Built, asked: str, limit: int | None) -> None:
        self.documents, self.routes = built
        self.asked = asked
        self.limit = limit
        self.number = {name: place for place, name in enumerate(self.documents)}
        self.home = f"{self.routes['base_url']}/{self.routes['flow']}/"
        self.progress = 0

    def lines(self) -> Iterator[str]:
        yield f"/* {self.routes['flow']}: who is trapped that is {self.asked}? */"
        yield "bit beat = 0;"
        if self.limit is not None:
            yield "byte redirects = 0;"
        yield "active proctype call() {"
        yield "  if"
        yield from (f"  :: goto D{place}_0 /* {name} */" for name, place in self.number.items())
        yield "  fi;"
        for name, document in self.documents.items():
            yield from self._document(self.number[name], document["actions"])
        yield "missing:"
        yield "  assert(false);"
        yield "over:"
        yield "progress_over:"
        yield "  beat = 1 - beat; goto over"
        yield "}"

    def _document(self, number: int, actions: list[dict[str, Any]]) -> Iterator[str]:
        for place, action in enumerate(actions):
            yield f"D{number}_{place}:"
            onward = f"D{number}_{place + 1}"
            kind, fields = _of(action)
            if kind in ("transfer", "conference"):
                yield "  goto over;"
            elif kind == "bridge":
                yield f"  if :: goto over :: goto {onward} fi;"
            elif kind == "redirect":
                yield from self._redirect(fields["url"], onward)
            else:
                yield f"  skip; /* {kind} */"
        yield f"D{number}_{len(actions)}:"
        yield "  goto over;"

    def _redirect(self, url: str, onward: str) -> Iterator[str]:
        if self.limit is not None:
            yield f"  redirects++; assert(redirects <= {self.limit});"
        yield "  if"
        yield f"  :: goto {onward} /* fails */"
        if url.startswith(f"{self.home}route/"):
            yield from self._outcomes(self.routes["routes"].get(url.removeprefix(f"{self.home}route/")))
        elif url.startswith(self.home):
            yield f"  :: goto {self._document_at(url.removeprefix(self.home).removesuffix('.json'))}"
        else:
            yield "  :: goto over"
        yield "  fi;"

    def _outcomes(self, route: dict[str, Any] | None) -> Iterator[str]:
        if route is None:
            yield "  :: goto missing"
            return
        yield f"  :: goto {self._document_at(route.get('noinput'))} /* silent */"
        lost = [(event, route[event]) for event in _LOST if event in route]
        if route["min_digits"] > 1 and "incomplete" not in route:
            yield "  :: goto missing /* incomplete */"
        lost += [("digits", branch["next"]) for branch in route["branches"] if branch["pattern"] == "digits"]
        for event, to in lost:
            yield self._option(self._document_at(to), event, progress=self.asked == "silent")
        keys = [branch for branch in route["branches"] if branch["pattern"] != "digits"]
        for branch in keys if self.limit is None else ():
            yield self._option(self._document_at(branch["next"]), f"keys {branch['pattern']}", progress=True)

    def _option(self, to: str, why: str, *, progress: bool) -> str:
        why = why.replace("*", "star")
        if not progress:
            return f"  :: goto {to} /* {why} */"
        self.progress += 1
        return f"  :: skip; progress_{self.progress}: skip; goto {to} /* {why} */"

    def _document_at(self, name: str | None) -> str:
        return "missing" if name not in self.number else f"D{self.number[name]}_0"


def _of(action: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The name and the fields of an action, in whichever wire form it is written."""
    if isinstance(action.get("type"), str):
        return action["type"], action
    [(kind, fields)] = action.items()
    return kind, fields
