"""What the page asks for, answered.

The page is static files; what changes is ``state.json``, which the page asks for again and again by its tag, and the
pictures, drawn when they are first asked for. The policy allows the page nothing but this server.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from flowc.records import NamedTuple
from flowc.serve.dev.edition import Bench, OnCall, state_of

__all__ = ["HOME", "Desk", "Page"]

HOME = "/-/"
"""Where the page is. No flow is called ``-``, so that no document is there."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_FOLDER = os.path.join(os.path.dirname(__file__), "page")
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
}


class Page(NamedTuple):
    """An answer: its status, its headers (names in small letters), its content."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class Desk:
    """Answers for one bench, which ``bench`` gives as it is at that moment.

    Args:
        style: the style sheet of pictures, for the page's ``.stage``.
    """

    def __init__(self, bench: Callable[[], Bench], style: str) -> None:
        self._bench = bench
        self._style = style.encode()
        self._files = {name: _read(name) for name in sorted(os.listdir(_FOLDER))}
        self._pictures: dict[str, tuple[OnCall, bytes]] = {}

    def answer(self, path: str, tag: str = "") -> Page:
        """The answer to a GET of a path; ``tag`` is the tag that the asker has already.

        A picture may have to be drawn, which takes seconds where it is large: not for an event loop.
        """
        if path == "/":
            return Page(307, {"location": HOME}, b"")
        name = path.removeprefix(HOME) or "index.html"
        if name == "state.json":
            return self._state(tag)
        if name == "picture.css":
            return _page(_TYPES[".css"], self._style)
        if name.startswith("picture/"):
            return self._picture(name.removeprefix("picture/").removesuffix(".svg"))
        if name in self._files:
            return _page(_TYPES[os.path.splitext(name)[1]], self._files[name])
        return _NOTHING

    def _state(self, tag: str) -> Page:
        from json import dumps

        bench = self._bench()
        current = f'"{bench.edits}-{id(self):x}"'
        if tag == current:
            return Page(304, {"etag": current, "cache-control": "no-store"}, b"")
        answer = _page("application/json", dumps(state_of(bench)).encode())
        return answer._replace(headers={**answer.headers, "etag": current})

    def _picture(self, name: str) -> Page:
        flow = next((flow for flow in self._bench().flows if flow.name == name), None)
        if flow is None:
            return _NOTHING
        drawn = self._pictures.get(name)
        if drawn is None or drawn[0] is not flow:
            drawn = self._pictures[name] = (flow, flow.draw().encode())
        return _page("image/svg+xml", drawn[1])


def _read(name: str) -> bytes:
    with open(os.path.join(_FOLDER, name), "rb") as stream:
        return stream.read()


def _page(type_: str, content: bytes) -> Page:
    headers = {
        "content-type": type_,
        "content-security-policy": POLICY,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
    }
    return Page(200, headers, content)


_NOTHING = Page(404, {"content-type": "text/plain; charset=utf-8"}, b"There is nothing here.\n")
