"""The ``_headers`` file that static hosts read (Netlify, Cloudflare Pages): a path, and beneath it what is answered.

It stands beside the directories of the flows, which are published under the path of their base URL. A static host has
no ``flowc serve`` behind it: what that has to answer is listed for its table of redirects or functions.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.serve.hosting.site import CACHE, HIDDEN, Hosting, HostingError, Published, passed_on

__all__ = ["headers"]


def headers(hosting: Hosting) -> str:
    """The text of a ``_headers`` file.

    Raises:
        HostingError: a path cannot be written there.
    """
    lines = [
        "# Written by `flowc hosting headers`. Publish the flows beneath the path of their base URL.",
        "#",
        "# These requests are not for files. Pass them on to `flowc serve`, query and body unchanged:",
        *(f"#   {_path(path)}{all_}" for path, all_ in passed_on(hosting.flows)),
        "# Leave these out of what you publish, or answer 404:",
        *(f"#   {flow.path}/{name}" for flow in hosting.flows for name in HIDDEN),
        "# The platform asks by GET unless a redirect says POST; most static hosts answer a POST with 405.",
    ]
    for flow in hosting.flows:
        lines += ["", *_flow(flow)]
    return "\n".join(lines) + "\n"


def _flow(flow: Published) -> Iterator[str]:
    yield f"{_path(flow.path)}/*"
    yield "  Content-Type: application/json"
    yield f"  Cache-Control: {CACHE}"
    yield "  X-Content-Type-Options: nosniff"
    yield "  X-Robots-Tag: noindex"


def _path(path: str) -> str:
    """A path as it stands in such a file: percent-encoded, without what is a pattern there."""
    from urllib.parse import quote

    if "*" in path or ":" in path:
        raise HostingError(f"`{path}` has a sign that static hosts take for a pattern (`*` or `:`)")
    return quote(path)
