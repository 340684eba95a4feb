"""Caddy (2.6 or later): a whole Caddyfile.

Caddy sees to certificates by itself: each host of a base URL is a site. ``method GET`` lets its file server answer
a POST as it answers a GET. Where ``flowc serve`` is away, a gather's route answers with the document of a silent
caller, as ``nginx`` has it. Digits can stand in the query of a request; the one log, which has requests and errors, is
therefore without queries and headers, for a request under whatever name of the host.

Sources: the reference of the Caddyfile's directives and global options on caddyserver.com; what they leave open was
tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    passed_on,
)

__all__ = ["caddy"]


def caddy(hosting: Hosting) -> str:
    """The text of a Caddyfile.

    Raises:
        HostingError: something in it cannot be written in Caddy's language.
    """
    lines = [*_frame(hosting), *_shared(hosting)]
    for host, flows in by_host(hosting.flows).items():
        lines += _site(host, flows, hosting)
    return "\n".join(lines).rstrip() + "\n"


def _frame(hosting: Hosting) -> Iterator[str]:
    yield "# Written by `flowc hosting caddy`. Write it anew when flows, their routes or their templates have changed."
    yield "{"
    yield "\tlog {"
    yield f"\t\toutput file {_word(hosting.logs + '/flowc.caddy.log')}"
    yield "\t\tformat filter {"
    yield "\t\t\twrap json"
    yield "\t\t\tfields {"
    yield '\t\t\t\trequest>uri regexp "[?].*" ""'
    yield "\t\t\t\trequest>headers delete"
    yield "\t\t\t}"
    yield "\t\t}"
    yield "\t}"
    yield "\tservers {"
    yield f"\t\tmax_header_size {HEADER_BYTES}B"
    yield "\t\ttimeouts {"
    yield f"\t\t\tread_header {SECONDS}s"
    yield f"\t\t\tread_body {SECONDS}s"
    yield f"\t\t\twrite {WAIT_SECONDS + SECONDS}s"
    yield "\t\t}"
    yield "\t}"
    yield "}"
    yield ""


def _shared(hosting: Hosting) -> Iterator[str]:
    yield "(flowc_upstream) {"
    yield f"\treverse_proxy {' '.join(map(_word, hosting.upstreams))} {{"
    yield "\t\ttransport http {"
    yield "\t\t\tdial_timeout 1s"
    yield f"\t\t\tresponse_header_timeout {WAIT_SECONDS}s"
    yield "\t\t}"
    yield "\t}"
    yield "}"
    yield ""


def _site(host: str, flows: Sequence[Published], hosting: Hosting) -> Iterator[str]:
    yield from _address(host, hosting)
    if hosting.certificate:
        yield f"\ttls {_word(hosting.certificate)} {_word(hosting.key)}"
    yield "\tlog"
    yield "\trequest_body {"
    yield f"\t\tmax_size {BODY_BYTES}B"
    yield "\t}"
    yield ""
    yield "\troute {"
    yield "\t\t@method not method GET HEAD POST"
    yield "\t\terror @method 405"
    yield f"\t\t@large header_regexp Content-Length {_TOO_LONG}"
    yield "\t\terror @large 413"
    yield f"\t\t@hidden path {' '.join(_matched(f'{flow.path}/{name}') for flow in flows for name in HIDDEN)}"
    yield "\t\terror @hidden 404"
    yield ""
    yield "\t\t# Events, digits and decisions, and documents that are filled when they are answered."
    yield f"\t\t@upstream path {' '.join(_matched(path + all_) for path, all_ in passed_on(flows))}"
    yield "\t\thandle @upstream {"
    yield "\t\t\timport flowc_upstream"
    yield "\t\t}"
    for flow in flows:
        yield from _documents(flow)
    yield "\t\terror 404"
    yield "\t}"
    yield ""
    yield from _errors(flows, hosting)
    yield "}"
    yield ""


def _address(host: str, hosting: Hosting) -> Iterator[str]:
    """The site's address; Caddy gets a certificate for it where nothing is said of port and certificate."""
    interface, _, port = hosting.listen.rpartition(":")
    scheme = "https" if hosting.certificate or not port else "http"
    yield f"{_word(f'{scheme}://{host}' + (f':{port}' if port else ''))} {{"
    if interface:
        yield f"\tbind {_word(interface)}"


def _documents(flow: Published) -> Iterator[str]:
    yield f"\t\thandle_path {_matched(flow.path + '/*')} {{"
    yield f"\t\t\troot * {_word(flow.directory)}"
    yield "\t\t\t@file {"
    yield "\t\t\t\tfile"
    yield "\t\t\t\tpath *.json"
    yield "\t\t\t\tnot query entry=*"
    yield "\t\t\t}"
    yield "\t\t\thandle @file {"
    yield "\t\t\t\tmethod GET"
    yield f"\t\t\t\theader Cache-Control {CACHE}"
    yield "\t\t\t\theader Content-Type application/json"
    yield "\t\t\t\tfile_server"
    yield "\t\t\t}"
    yield "\t\t\thandle {"
    yield f"\t\t\t\trewrite * {_word(flow.path + '{uri}')}"
    yield "\t\t\t\timport flowc_upstream"
    yield "\t\t\t}"
    yield "\t\t}"


def _errors(flows: Sequence[Published], hosting: Hosting) -> Iterator[str]:
    folders = {f"{flow.path}/": flow.directory for flow in hosting.flows}
    yield "\thandle_errors {"
    yield "\t\troute {"
    yield "\t\t\theader Content-Type application/json"
    yield "\t\t\t@away expression `{http.error.status_code} in [502, 504]`"
    yield "\t\t\thandle @away {"
    yield "\t\t\t\troute {"
    yield "\t\t\t\t\t# `flowc serve` is away: what a silent caller would hear."
    for number, (route, document) in enumerate(pair for flow in flows for pair in flow.silence):
        folder, _, name = document.rpartition("/")
        yield from _silence(f"@silence{number}", route, folders.get(f"{folder}/", ""), name)
    yield "\t\t\t\t\theader Retry-After 1"
    yield f"\t\t\t\t\trespond `{_error('unavailable', 'the server of the flow cannot be reached')}` 503"
    yield "\t\t\t\t}"
    yield "\t\t\t}"
    for status, code, message in _ERRORS:
        yield f"\t\t\t@{code} expression `{{http.error.status_code}} == {status}`"
        if status == 405:
            yield f'\t\t\theader @{code} Allow "GET, HEAD, POST"'
        yield f"\t\t\trespond @{code} `{_error(code, message)}` {status}"
    yield f"\t\t\trespond `{_error('refused', 'the request cannot be answered')}` {{http.error.status_code}}"
    yield "\t\t}"
    yield "\t}"


def _silence(matcher: str, route: str, folder: str, name: str) -> Iterator[str]:
    if not folder:
        return
    indent = "\t" * 5
    yield f"{indent}{matcher} path {_matched(route)}"
    yield f"{indent}handle {matcher} {{"
    yield f"{indent}\troot * {_word(folder)}"
    yield f"{indent}\trewrite * {_word('/' + name)}"
    yield f"{indent}\tmethod GET"
    yield f"{indent}\tfile_server {{"
    yield f"{indent}\t\tstatus 200"
    yield f"{indent}\t}}"
    yield f"{indent}}}"


_TOO_LONG = "^0*(6553[7-9]|655[4-9][0-9]|65[6-9][0-9]{2}|6[6-9][0-9]{3}|[7-9][0-9]{4}|[1-9][0-9]{5,})$"
"""Lengths over ``BODY_BYTES``. ``max_size`` alone cuts the body off while it is passed on, which looks like an upstream
that is away."""
_ERRORS = (
    (404, "not_found", "there is no such document"),
    (405, "method_not_allowed", "this takes GET, HEAD, POST"),
    (413, "body_too_large", f"the body is larger than {BODY_BYTES} bytes"),
)


def _error(code: str, message: str) -> str:
    return f'{{"error":{{"code":"{code}","message":"{message}"}}}}'


def _matched(path: str) -> str:
    """A path that is to be matched: stars at its end only."""
    if "*" in path.removesuffix("*"):
        raise HostingError(f"`{path}` has a star, which Caddy takes for any characters")
    return _word(path)


def _word(text: str) -> str:
    """A token of a Caddyfile."""
    if any(ord(sign) < 0x20 for sign in text) or ("{" in text.replace("{uri}", "")):
        raise HostingError(f"`{text!a}` cannot be written in a Caddyfile", "choose another path")
    if text and not set(text) & set(" \"`\\#,;"):
        return text
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'
