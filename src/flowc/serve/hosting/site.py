"""What a web server has to know of a build, read from what the build says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

from flowc.records import NamedTuple

__all__ = [
    "BODY_BYTES", "CACHE", "HEADER_BYTES", "HIDDEN", "SECONDS", "WAIT_SECONDS", "Hosting", "HostingError",
    "Published", "by_host", "passed_on", "prefixes", "published",
]  # fmt: skip

BODY_BYTES = 65_536
"""A larger body is refused: events are a few hundred bytes, documents none of the platform's."""
HEADER_BYTES = 16_384
"""All headers of a request together."""
SECONDS = 10
"""A client that takes longer to send its request, or to take the answer, is cut off."""
WAIT_SECONDS = 15
"""An answer of ``flowc serve`` that takes longer never comes: it waits 2 s for an event, and 10 s at most for the
system that a decision asks."""
CACHE = "no-cache"
"""Documents may be kept, and are asked after by their ETag each time: the next build may have changed them."""
HIDDEN = ("manifest.json", "routes.json")
"""Files of a build that are no documents."""


class HostingError(Exception):
    """A configuration cannot be written: one line that says why, and in ``help`` what to do about it."""

    def __init__(self, message: str, help_: str = "") -> None:
        super().__init__(message)
        self.help = help_


class Published(NamedTuple):
    """A built flow as the world sees it.

    ``host`` is that of its base URL and ``prefix`` its path, decoded, without a slash at its end. ``directory`` is
    where its files are. ``templates`` are the documents that are filled when they are answered. ``silence`` has for
    each gather's route the path of the document that answers a caller who has pressed nothing.
    """

    flow: str
    host: str
    prefix: str
    directory: str
    templates: tuple[str, ...] = ()
    silence: tuple[tuple[str, str], ...] = ()

    @property
    def path(self) -> str:
        """The path under which its documents are: ``/v1/clinic``."""
        return f"{self.prefix}/{self.flow}"


class Hosting(NamedTuple):
    """All that a configuration is made of.

    ``upstreams`` are the addresses (``host:port``) at which ``flowc serve`` listens. ``listen`` is where the web server
    does, in its own words; empty for what is usual. ``certificate`` and ``key`` are files for TLS, empty where it is
    ended elsewhere. ``logs`` is the directory for logs.
    """

    flows: tuple[Published, ...]
    upstreams: tuple[str, ...] = ("127.0.0.1:8080",)
    listen: str = ""
    certificate: str = ""
    key: str = ""
    logs: str = "/var/log/nginx"


def published(manifest: Any, routes: Any, directory: str) -> Published:
    """What the ``manifest.json`` and ``routes.json`` of a flow say, its files being in ``directory``.

    Raises:
        HostingError: they are not what a build writes.
    """
    try:
        address = urlsplit(manifest["base_url"])
        flow = str(manifest["flow"])
        prefix = unquote(address.path).rstrip("/")
        templates = sorted(name for name, entry in manifest["documents"].items() if entry.get("fills"))
        silence = tuple(_silence(routes["routes"], f"{prefix}/", flow))
        return Published(flow, address.hostname or "", prefix, directory, tuple(templates), silence)
    except (KeyError, TypeError, AttributeError, ValueError):
        raise HostingError(
            f"{directory}: its manifest.json and routes.json are not what a build writes", "build the flow anew"
        ) from None


def _silence(routes: Mapping[str, Any], prefix: str, flow: str) -> list[tuple[str, str]]:
    """For each route that asks a caller, where ``noinput`` leads."""
    asking = {name: route["noinput"] for name, route in routes.items() if route["kind"] == "gather"}
    return [
        (f"{prefix}{flow}/route/{name}", f"{prefix}{target if '/' in target else f'{flow}/{target}'}.json")
        for name, target in asking.items()
    ]


def by_host(flows: Sequence[Published]) -> dict[str, list[Published]]:
    """The flows of each host, in their order."""
    hosts: dict[str, list[Published]] = {}
    for flow in flows:
        hosts.setdefault(flow.host, []).append(flow)
    return hosts


def passed_on(flows: Sequence[Published]) -> Iterator[tuple[str, str]]:
    """The paths that ``flowc serve`` answers, events first; with each ``*`` where all beneath it are meant, else ""."""
    yield from ((f"{prefix}/events", "") for prefix in prefixes(flows))
    for flow in flows:
        yield f"{flow.path}/route/", "*"
        yield from ((f"{flow.path}/{name}.json", "") for name in flow.templates)


def prefixes(flows: Sequence[Published]) -> list[str]:
    """Each prefix once."""
    return list(dict.fromkeys(flow.prefix for flow in flows))
