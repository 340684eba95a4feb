"""Credentials that stand in a text: what nobody should read in a flow, a document or a log.

Four kinds are known, and nothing is guessed from how random a text looks:

* a password in the authority of a URL, or behind the user of a SIP URI (RFC 3986, 3.2.1; RFC 3261, 19.1.1);
* a URL's query parameter whose name says that its value is a secret (``token``, ``api_key``, …);
* tokens that their issuers give a fixed beginning so that they can be found (GitHub, GitLab, Slack, Stripe, AWS,
  Google, SendGrid, npm, PyPI), JSON web tokens (RFC 7519), and private keys in PEM (RFC 7468);
* in speech, a password, PIN or access code that is told with its value.

Every pattern is linear: a fixed beginning, then one class of characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flowc.patterns import pattern
from flowc.records import NamedTuple

__all__ = ["Credential", "credentials_in_speech", "credentials_in_url", "has_beginning_of_token", "may_be_told"]


class Credential(NamedTuple):
    """``text[start:end]`` is the secret itself; ``kind`` says what it is, without showing it."""

    kind: str
    start: int
    end: int


_SECRET_NAMES = frozenset((
    "access_key", "access_token", "api_key", "api_token", "apikey", "auth", "auth_token", "authorization", "authtoken",
    "bearer", "client_secret", "credential", "credentials", "id_token", "jwt", "pass", "passphrase", "passwd",
    "password", "private_key", "pwd", "refresh_token", "secret", "secret_key", "session_token", "sig", "signature",
    "token", "x_api_key", "x_amz_signature", "x_amz_security_token",
))  # fmt: skip

# Strings, not compiled patterns: most runs need none of these, and compiling them is what costs at start.
_QUERY = r"[?&;]([A-Za-z0-9_.%-]{1,64})=([^&;#\s]+)"
_USERINFO = r"(?i)\A(?:https?|wss?)://([^/?#@\s]+)@"
_SIP_PASSWORD = r"(?i)\Asips?:[^:@;?\s]+:([^@;?\s]+)@"

_TOKENS = (
    ("a GitHub token", r"gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{20,255}"),
    ("a GitLab token", r"glpat-[A-Za-z0-9_-]{16,255}"),
    ("a Slack token", r"xox[abeoprs]-[A-Za-z0-9-]{10,255}"),
    ("a Slack webhook", r"hooks\.slack\.com/services/[A-Za-z0-9/]{20,255}"),
    ("a Stripe key", r"[rs]k_(?:live|test)_[A-Za-z0-9]{10,255}|whsec_[A-Za-z0-9]{16,255}"),
    ("an AWS access key", r"(?<![A-Z0-9])A[KS]IA[A-Z0-9]{16}(?![A-Z0-9])"),
    ("a Google API key", r"AIza[A-Za-z0-9_-]{35}"),
    ("a SendGrid key", r"SG\.[A-Za-z0-9_-]{16,64}\.[A-Za-z0-9_-]{16,64}"),
    ("an npm token", r"npm_[A-Za-z0-9]{36}"),
    ("a PyPI token", r"pypi-AgE[A-Za-z0-9_-]{20,255}"),
    ("a JSON web token", r"eyJ[A-Za-z0-9_-]{10,256}\.eyJ[A-Za-z0-9_-]{10,4096}\.[A-Za-z0-9_-]{10,4096}"),
    ("a private key", r"-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----"),
)
_TOKEN = "|".join(f"({token})" for _, token in _TOKENS)
_TOLD = (
    r"(?i)\b(password|passcode|pass code|pin|pin code|access code|entry code|door code|alarm code|security code|api key"
    r"|secret)(?: number)?(?: is|:) ([^\s,;]*[0-9][^\s,;]*)"
)
_BEGINNINGS = (
    "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xox", "hooks.slack", "k_live_", "k_test_",
    "whsec_", "AKIA", "ASIA", "AIza", "SG.", "npm_", "pypi-", "eyJ", "-----",
)  # fmt: skip
_VALUE = pattern(r"(?i)(?: is|:) [^\s,;]*[0-9]")
"""What every token, and everything told with its value, has; most texts are done with at that."""


def credentials_in_url(url: str) -> list[Credential]:
    """What is secret in an HTTP, WebSocket or SIP URL, in the order in which it stands there, each place once."""
    found = [*_tokens(url), *_parameters(url)]
    userinfo = re.match(_USERINFO, url)
    if userinfo is not None and ":" in userinfo[1]:
        found.append(Credential("a password", userinfo.start(1) + userinfo[1].index(":") + 1, userinfo.end(1)))
    password = re.match(_SIP_PASSWORD, url)
    if password is not None:
        found.append(Credential("a password", password.start(1), password.end(1)))
    return _apart(found)


def credentials_in_speech(text: str) -> list[Credential]:
    """What is secret in a text that is spoken or sent along: tokens, and "the PIN is 4711"."""
    if not may_be_told(text):
        return _apart(list(_tokens(text)))
    told = [
        Credential(_with_article(match[1].lower()), match.start(2), match.start(2) + len(value))
        for match in re.finditer(_TOLD, text)
        if len(value := match[2].rstrip(".!?")) >= 4
    ]
    return _apart([*_tokens(text), *told])


def has_beginning_of_token(text: str) -> bool:
    """Whether any token may stand in a text; quick, and true of more than do."""
    may = (  # every beginning has one of these, and hardly any sentence does; a pattern would take twice as long
        "_" in text or "-" in text or "xox" in text or "eyJ" in text or "SG." in text
        or "AKIA" in text or "ASIA" in text or "AIza" in text or "hooks." in text
    )  # fmt: skip
    return may and any(map(text.__contains__, _BEGINNINGS))


def may_be_told(text: str) -> bool:
    """Whether anything may be told with its value in a text; quick, and true of more than is."""
    return (": " in text or " is " in text.lower()) and _VALUE.search(text) is not None


def _tokens(text: str) -> Iterator[Credential]:
    if not has_beginning_of_token(text):
        return
    for match in re.finditer(_TOKEN, text):
        assert match.lastindex is not None
        yield Credential(_TOKENS[match.lastindex - 1][0], match.start(), match.end())


def _parameters(url: str) -> Iterator[Credential]:
    for match in re.finditer(_QUERY, url):
        name = match[1].lower().replace("-", "_").replace(".", "_")
        if name in _SECRET_NAMES:
            yield Credential(f"the value of `{match[1]}`", match.start(2), match.end(2))


def _apart(found: list[Credential]) -> list[Credential]:
    """In order, without those that overlap one before them."""
    if not found:
        return found
    apart: list[Credential] = []
    for credential in sorted(found, key=lambda one: (one.start, -one.end)):
        if not apart or credential.start >= apart[-1].end:
            apart.append(credential)
    return apart


def _with_article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {'PIN' + noun[3:] if noun.startswith('pin') else noun}"
