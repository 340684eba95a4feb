"""``flowc hosting``: a web server in front of ``flowc serve``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from flowc.commands.console import Console, UserError
from flowc.commands.options import Arguments, Command, Option
from flowc.commands.outputs import STDOUT, output_of, put
from flowc.files import reason

if TYPE_CHECKING:
    from flowc.serve.hosting import Hosting

__all__ = ["COMMAND"]

_LOGS = {"nginx": "/var/log/nginx", "caddy": "/var/log/caddy", "headers": ""}
"""Where each server usually has its logs."""


def run(arguments: Arguments, console: Console) -> int:
    from flowc.serve.hosting import FORMATS, HostingError

    server, directory = arguments.operands
    if server not in FORMATS:
        raise UserError(f"no configuration can be written for `{server}`", f"write one of {', '.join(FORMATS)}")
    try:
        text = FORMATS[server](_hosting(arguments, server, directory))
    except HostingError as problem:
        raise UserError(str(problem), problem.help) from None
    output = output_of(arguments)
    if arguments.flag("--check"):
        return _check(output, text, console)
    put(output, text, console)
    return 0


def _hosting(arguments: Arguments, server: str, directory: str) -> Hosting:
    """What a configuration is made of, as the command line says."""
    from flowc.serve.hosting import Hosting, published

    certificate, key = arguments.value("--certificate") or "", arguments.value("--key") or ""
    if bool(certificate) != bool(key):
        raise UserError("a certificate needs its key, and a key its certificate", "give both --certificate and --key")
    root = (arguments.value("--root") or os.path.abspath(directory)).rstrip("/")
    flows = [
        published(_read(folder, "manifest.json"), _read(folder, "routes.json"), f"{root}{beneath}")
        for folder, beneath in _built(directory)
    ]
    return Hosting(
        tuple(flows),
        tuple(arguments.values("--upstream")) or Hosting(()).upstreams,
        arguments.value("--listen") or "",
        os.path.abspath(certificate) if certificate else "",
        os.path.abspath(key) if key else "",
        arguments.value("--logs") or _LOGS[server],
    )


def _built(directory: str) -> Iterator[tuple[str, str]]:
    """The directories of built flows, each with the way to it from the one that was named."""
    if os.path.isfile(os.path.join(directory, "manifest.json")):
        yield directory, ""
        return
    try:
        names = sorted(entry.name for entry in os.scandir(directory) if not entry.name.startswith("."))
    except OSError as problem:
        raise UserError(f"{directory}: {reason(problem)}") from None
    found = [name for name in names if os.path.isfile(os.path.join(directory, name, "manifest.json"))]
    if not found:
        raise UserError(f"{directory}: no built flow is here", "`flowc build flow.mv -o DIR` writes one")
    yield from ((os.path.join(directory, name), f"/{name}") for name in found)


def _read(folder: str, name: str) -> Any:
    import json

    path = os.path.join(folder, name)
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except OSError as problem:
        raise UserError(f"{path}: {reason(problem)}") from None
    except (ValueError, RecursionError):
        raise UserError(f"{path}: this is no JSON", "build the flow anew") from None


def _check(output: str, text: str, console: Console) -> int:
    """Whether a file says what would be written now."""
    if output == STDOUT:
        raise UserError("--check compares a file with what would be written", "name it with -o")
    from flowc.files import InputError, read_text

    try:
        current = read_text(output)
    except InputError as problem:
        raise UserError(str(problem)) from None
    if current == text:
        return 0
    console.say(f"{output} is not what this build needs; without --check it is written anew")
    return 1


COMMAND = Command(
    "hosting",
    "Write the configuration of a web server in front of `flowc serve`",
    run,
    options=(
        Option("--output", "Where to write, standard output where not said", "FILE", short="-o", path="file"),
        Option("--upstream", "Where `flowc serve` listens, 127.0.0.1:8080 where not said", "HOST:PORT", many=True),
        Option("--root", "Where the build will stand on the server, if not where it is now", "DIR", path="directory"),
        Option("--listen", "Where the web server listens", "[ADDRESS:]PORT"),
        Option("--certificate", "The certificate, where this server ends TLS", "FILE", path="file"),
        Option("--key", "The key of that certificate", "FILE", path="file"),
        Option("--logs", "The directory for its logs", "DIR", path="directory"),
        Option("--check", "Only say whether FILE is what would be written"),
    ),
    operands="nginx|caddy|headers DIR",
    least=2,
    most=2,
    description="""\
DIR is what `flowc build` wrote. The web server answers with the documents itself, by GET and by POST,
and passes on to `flowc serve` only what has to be decided: routes, events, and documents that are
filled with digits. For nginx it is a file for conf.d, for Caddy a whole Caddyfile; `headers` is the
_headers file of static hosts. A new build needs a new configuration only where flows, templates or
routes have changed; --check tells, by the exit status 1.""",
    examples=(
        ("flowc hosting nginx build -o /etc/nginx/conf.d/flowc.conf", "then: nginx -t && nginx -s reload"),
        ("flowc hosting nginx build --certificate c.pem --key k.pem", "with TLS ended here"),
        ("flowc hosting caddy build -o Caddyfile", "Caddy gets certificates itself"),
        ("flowc hosting headers build -o public/_headers", "Netlify, Cloudflare Pages"),
    ),
)
