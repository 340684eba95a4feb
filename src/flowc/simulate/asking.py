"""Decisions that ask another system, asked in truth: of a server on this machine.

The address that a flow asks belongs to somebody; here its path and query are asked of a server that is named instead,
and only of one on this machine. What counts as an answer is what counts in a call: status 200 and a JSON object with an
``outcome`` that is a string, within the time that the flow allows.
"""

from __future__ import annotations

from collections.abc import Mapping

from flowc.simulate.call import Answers
from flowc.simulate.decisions import Question

__all__ = ["answers_of"]

_HERE = ("127.0.0.1", "localhost", "::1")
_MOST_BYTES = 65_536


def answers_of(address: str) -> Answers | None:
    """What asks the server at ``http://<this machine>:<port>``; None for every other address."""
    from urllib.parse import urlsplit

    try:
        server = urlsplit(address)
        port = server.port or 80
    except ValueError:
        return None
    host = server.hostname
    if server.scheme != "http" or host not in _HERE or server.path not in ("", "/") or server.query:
        return None
    return lambda question, sent: _ask(host, port, question, sent)


def _ask(host: str, port: int, question: Question, sent: Mapping[str, str | None]) -> str | None:
    from http.client import HTTPConnection, HTTPException
    from json import dumps, loads
    from urllib.parse import urlsplit

    url = urlsplit(question.url or "")
    path = (url.path or "/") + (f"?{url.query}" if url.query else "")
    connection = HTTPConnection(host, port, timeout=question.timeout_ms / 1000)
    try:
        connection.request("POST", path, dumps(dict(sent)), {"Content-Type": "application/json"})
        response = connection.getresponse()
        value = loads(response.read(_MOST_BYTES)) if response.status == 200 else None
    except (OSError, HTTPException, ValueError):
        return None
    finally:
        connection.close()
    outcome = value.get("outcome") if isinstance(value, dict) else None
    return outcome if isinstance(outcome, str) else None
