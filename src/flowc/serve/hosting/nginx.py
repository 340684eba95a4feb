"""nginx (1.18 or later): a file for ``conf.d``, which stands in the ``http`` block.

Four things are not obvious.

* nginx answers a POST to a file with 405. That error is handed to the same path again, now as a GET.
* Each location repeats its ``error_page`` lines, because one of its own hides all that it would have inherited.
* Where ``flowc serve`` cannot be reached, a gather's route answers with the document of a silent caller, which nginx
  has itself: the call goes on as its author wants, rather than ending. A 503 of ``flowc serve`` is passed on as it is.
* Digits can stand in the query of a request. So the access log has the path only, and the error log leaves out what is
  less than critical, because its lines quote the whole request.

Sources: the reference of the modules core, http_core, proxy, map and log on nginx.org; what they leave open was tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flowc.records import NamedTuple
from flowc.serve.hosting.site import (
    BODY_BYTES,
    CACHE,
    HEADER_BYTES,
    HIDDEN,
    SECONDS,
    WAIT_SECONDS,
    Hosting,
    HostingError,
    Published,
    by_host,
    prefixes,
)

__all__ = ["nginx"]


class _Error(NamedTuple):
    """How an error of nginx's own is told: by which statuses it is known, and what is answered."""

    statuses: str
    answer: int
    code: str
    message: str


_AWAY = "500 502 504"
"""What nginx finds where `flowc serve` is away."""
_ERRORS = (
    _Error("400", 400, "bad_request", "the request cannot be read"),
    _Error("404", 404, "not_found", "there is no such document"),
    _Error("405", 405, "method_not_allowed", "this takes GET, HEAD, POST"),
    _Error("408", 408, "request_timeout", "the request took too long"),
    _Error("413", 413, "body_too_large", f"the body is larger than {BODY_BYTES} bytes"),
    _Error("414", 414, "uri_too_long", "the URL is too long"),
    _Error(_AWAY, 503, "unavailable", "the server of the flow cannot be reached"),
)
_TOLD = {
    405: ('add_header Allow "GET, HEAD, POST" always;',),
    503: ("add_header Retry-After 1 always;",),
}
"""What an answer says in its headers."""
_BODY = "error_page 413 = @body_too_large;"
_PROXY = (
    "proxy_http_version 1.1;",
    'proxy_set_header Connection "";',
    "proxy_set_header Host $host;",
    "proxy_set_header X-Forwarded-For $remote_addr;",
    "proxy_set_header X-Forwarded-Proto https;",
    "proxy_connect_timeout 1s;",
    f"proxy_read_timeout {WAIT_SECONDS}s;",
)


def nginx(hosting: Hosting) -> str:
    """The text of a configuration file.

    Raises:
        HostingError: something in it cannot be written in nginx's language.
    """
    lines = list(_shared(hosting))
    for host, flows in by_host(hosting.flows).items():
        lines += ["", "server {", *_indented(_server(host, flows, hosting)), "}"]
    return "\n".join(lines) + "\n"


def _shared(hosting: Hosting) -> Iterator[str]:
    yield "# Written by `flowc hosting nginx`; for the http block, as in /etc/nginx/conf.d/flowc.conf."
    yield "# Write it anew when flows, their routes or their templates have changed."
    yield ""
    yield from _block("upstream flowc", [*(f"server {_word(each)};" for each in hosting.upstreams), "keepalive 32;"])
    yield ""
    yield "# Digits may stand in a query: the log has paths only."
    yield "log_format flowc '$remote_addr [$time_iso8601] $request_method $uri $status $body_bytes_sent '"
    yield "                 '$request_time $upstream_status';"


def _server(host: str, flows: list[Published], hosting: Hosting) -> Iterator[str]:
    yield from _frame(host, hosting)
    for prefix in prefixes(flows):
        yield from _block(f"location = {_word(prefix + '/events')}", ["proxy_pass http://flowc;"])
    for flow in flows:
        yield ""
        yield f"# {flow.flow}"
        yield from _flow(flow)
    yield ""
    yield from _block("location /", ["return 404;"])
    yield ""
    yield from _named()


def _frame(host: str, hosting: Hosting) -> Iterator[str]:
    listen = hosting.listen or ("443" if hosting.certificate else "80")
    yield f"listen {_word(listen)}{' ssl' if hosting.certificate else ''};"
    yield f"server_name {_word(host)};"
    if hosting.certificate:
        yield f"ssl_certificate {_word(hosting.certificate)};"
        yield f"ssl_certificate_key {_word(hosting.key)};"
        yield "ssl_protocols TLSv1.2 TLSv1.3;"
    else:
        yield "# TLS is ended before this server; --certificate and --key end it here."
    yield ""
    yield "server_tokens off;"
    yield "charset off;"
    yield f"access_log {_word(hosting.logs + '/flowc.access.log')} flowc;"
    yield f"error_log {_word(hosting.logs + '/flowc.error.log')} crit;"
    yield ""
    yield f"client_max_body_size {BODY_BYTES};"
    yield f"client_body_buffer_size {BODY_BYTES};"
    yield f"large_client_header_buffers 4 {HEADER_BYTES // 4};"
    yield f"client_header_timeout {SECONDS}s;"
    yield f"client_body_timeout {SECONDS}s;"
    yield f"send_timeout {SECONDS}s;"
    yield ""
    yield from _PROXY
    if len(hosting.upstreams) > 1:
        yield "proxy_next_upstream error timeout non_idempotent;  # an event may be delivered twice"
    yield ""
    yield "recursive_error_pages on;"
    yield from (_error_page(error.statuses, error.code) for error in _ERRORS)
    yield from _block("if ($request_method !~ ^(GET|HEAD|POST)$)", ["return 405;"])
    yield ""


def _flow(flow: Published) -> Iterator[str]:
    passed_on = ["proxy_pass http://flowc;"]
    yield from _block(f"location ^~ {_word(flow.path + '/route/')}", passed_on)
    for route, document in flow.silence:
        away = [f"error_page {_AWAY} = {_word(document)};", _BODY, *passed_on]
        yield from _block(f"location = {_word(route)}", away)
    for name in flow.templates:
        yield from _block(f"location = {_word(f'{flow.path}/{name}.json')}", passed_on)
    for name in HIDDEN:
        yield from _block(f"location = {_word(f'{flow.path}/{name}')}", ["return 404;"])
    yield from _block(f"location ^~ {_word(flow.path + '/')}", _documents(flow))


def _documents(flow: Published) -> Iterator[str]:
    yield f"alias {_word(flow.directory + '/')};"
    yield "types { }"
    yield "default_type application/json;"
    yield f"add_header Cache-Control {CACHE};"
    yield _error_page(_AWAY, "unavailable")
    yield _BODY
    yield "error_page 405 =200 $uri;"
    yield "error_page 404 418 = @flowc;"
    yield from _block('if ($arg_entry != "")', ["return 418;  # to be filled with these digits"])


def _named() -> Iterator[str]:
    """The named locations: what is not here is looked for upstream, and nginx's own errors have the platform's form."""
    without_body = [
        "proxy_pass_request_body off;  # nginx has thrown it away",
        'proxy_set_header Content-Length "";',
        *(line for line in _PROXY if line.startswith("proxy_set_header")),
        "proxy_pass http://flowc;",
    ]
    yield from _block("location @flowc", without_body)
    for error in _ERRORS:
        body = f'{{"error":{{"code":"{error.code}","message":"{error.message}"}}}}'
        told = ["default_type application/json;", *_TOLD.get(error.answer, ()), f"return {error.answer} '{body}';"]
        yield from _block(f"location @{error.code}", told)


def _error_page(statuses: str, code: str) -> str:
    """What is answered instead; the sign lets the named location say with which status."""
    return f"error_page {statuses} = @{code};"


def _block(head: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"{head} {{"
    yield from _indented(lines)
    yield "}"


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"    {line}" if line else "" for line in lines)


def _word(text: str) -> str:
    """A parameter in nginx's language."""
    if "$" in text:
        raise HostingError(f"`{text}` has a dollar sign, which nginx takes for the name of a variable")
    if any(ord(sign) < 0x20 for sign in text):
        raise HostingError(f"`{text!a}` has a control character, which no configuration can hold")
    if text and not set(text) & set(" \t;{}\"'\\#~*^="):
        return text
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'
