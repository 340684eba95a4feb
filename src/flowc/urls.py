"""What is wrong with a URL, for whoever wrote it.

Whether a URL is right is decided by the pattern of its field; here it is only explained, and mended where one thing is
plainly meant.
"""

from __future__ import annotations

import re

from flowc.records import NamedTuple

__all__ = ["UrlFault", "explain_url"]

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HOST = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::[0-9]+)?(?:[/?#]|\Z)")
_FOREIGN = re.compile(r"[^!-~]|[\"<>\\^`{|}]")


class UrlFault(NamedTuple):
    """Why a URL is refused (a clause), and the one that was probably meant."""

    reason: str
    suggestion: str | None = None


def explain_url(text: str, schemes: tuple[str, ...]) -> UrlFault:
    """Why ``text`` is not a URL with one of ``schemes``; the first of them is the one to recommend."""
    wanted = " or ".join(f"{scheme}://" for scheme in schemes)
    if not text:
        return UrlFault("it is empty")
    if _HOST.match(text):
        return UrlFault(f"it does not begin with {wanted}", _sound(f"{schemes[0]}://{text}"))
    scheme = _SCHEME.match(text)
    if scheme is None:
        return UrlFault(f"it is no whole URL: it does not begin with {wanted}")
    rest = text[scheme.end() :]
    if scheme[1].lower() not in schemes:
        return UrlFault(f"it begins with {scheme[1]}:, and only {wanted} is taken", _other_scheme(rest, schemes[0]))
    if not rest.startswith("//"):
        return UrlFault("`//` is missing behind the scheme", _sound(f"{scheme[0]}//{rest.lstrip('/')}"))
    foreign = _FOREIGN.search(rest)
    if foreign is None:
        return UrlFault("its host is missing or malformed")
    if foreign[0] in "{}":
        return UrlFault("it holds a brace, as a placeholder does that nothing has filled in")
    what = "a space" if foreign[0] == " " else "a character that URLs write with %"
    return UrlFault(f"it holds {what}", _encoded(text.strip()))


def _other_scheme(rest: str, scheme: str) -> str | None:
    return _sound(f"{scheme}:{rest}") if rest.startswith("//") and len(rest) > 2 else None


def _sound(url: str) -> str | None:
    return None if _FOREIGN.search(url) else url


def _encoded(text: str) -> str:
    return _FOREIGN.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace")), text)
