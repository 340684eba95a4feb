"""A server on this machine as the site of a call: its documents over HTTP, digits and call ID in the query.

A server answers under an address of its own, while its documents name the one at which it is published. Whatever URL
has the same path, up to the name of the flow, is taken to be the server's; any other one is somebody else's. What a
server decides it has decided when it answers, so nobody is asked for an outcome.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from flowc.simulate.site import Answer

__all__ = ["ServedSite", "is_local"]

_LOCAL = ("127.0.0.1", "localhost", "::1")
_SECONDS = 15


def is_local(url: str) -> bool:
    """Whether a URL is one of a server on this machine, over HTTP."""
    parts = urlsplit(url)
    return parts.scheme == "http" and parts.hostname in _LOCAL and parts.path.endswith(".json")


class ServedSite:
    """The server behind ``url``, a flow's first document; ``query`` is what every request says of the call."""

    def __init__(self, url: str, query: Mapping[str, str]) -> None:
        parts = urlsplit(url)
        self._host = parts.hostname or ""
        self._port = parts.port or 80
        self._prefix = parts.path.rpartition("/")[0].rpartition("/")[0] + "/"
        self._query = query

    def fetch(self, url: str, digits: str) -> Answer | None:
        path = self._path(url)
        if path is None:
            return None
        query = dict(self._query)
        route = _route(path)
        if route is not None:
            query["digits"] = digits
        status, body = self.get(path, urlsplit(url).query, query)
        document = None if route is not None else path.rpartition("/")[2].removesuffix(".json")
        return Answer(status, body, document, route)

    def get(self, path: str, given: str, query: Mapping[str, str]) -> tuple[int, Any]:
        """Status and decoded body of a request; ``given`` is the query of the document's own URL."""
        import http.client
        import json

        target = f"{path}?{'&'.join(filter(None, (given, urlencode(query))))}"
        connection = http.client.HTTPConnection(self._host, self._port, timeout=_SECONDS)
        try:
            connection.request("GET", target)
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException):
            return 503, None
        finally:
            connection.close()
        try:
            return answer.status, json.loads(content)
        except (ValueError, RecursionError):
            return answer.status, None

    def decided(self, answer: Answer, outcome: str) -> Answer:
        raise AssertionError("a server has decided before it answers")

    def route_at(self, url: str) -> Mapping[str, Any] | None:
        path = self._path(url)
        route = None if path is None else _route(path)
        if route is None:
            return None
        node, _, rest = route.partition(".retry")
        number = rest.partition(".")[0]
        return {"kind": "gather", "node": node, "attempt": int(number) if number.isdigit() else 1}

    def _path(self, url: str) -> str | None:
        path = urlsplit(url).path
        return path if path.startswith(self._prefix) and path.count("/") > self._prefix.count("/") else None


def _route(path: str) -> str | None:
    folder, _, name = path.rpartition("/")
    return name if folder.endswith("/route") else None
