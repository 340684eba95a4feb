"""``flowc serve``: documents and routes over HTTP."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from flowc.commands.console import Console, UserError
from flowc.commands.options import Arguments, Command, Option
from flowc.files import reason
from flowc.serving import SETTINGS, Setting, read_text, variable

if TYPE_CHECKING:
    from flowc.serve.app import App
    from flowc.serve.builds import Build
    from flowc.serve.settings import Settings
    from flowc.serve.stores import Store

__all__ = ["COMMAND"]

_DEVELOPING = (
    Option("--dev", "Build the flows FILE... in memory, again at every edit, with a page to call them from"),
    Option("--open", "With --dev: open that page in the browser"),
    Option("--base-url", "With --dev: where the documents are published, instead of what the flows say", "URL"),
    Option("--set", "With --dev: another value for a constant, of all flows or of one", "[FLOW.]NAME=VALUE", many=True),
)
_SECRET, _PREVIOUS = "FLOWC_WEBHOOK_SECRET", "FLOWC_WEBHOOK_SECRET_PREVIOUS"


def run(arguments: Arguments, console: Console) -> int:
    _check_installed()
    if arguments.flag("--dev"):
        return _develop(arguments, console)
    if len(arguments.operands) > 1:
        raise UserError("`flowc serve` serves one directory", "with --dev it takes flows: flowc serve --dev FILE...")
    from flowc.serve.app import create_app
    from flowc.serve.logs import Log
    from flowc.serve.running import Takeover
    from flowc.serve.running import run as serve
    from flowc.serve.shelf import Shelf
    from flowc.serve.stores import StoreDownError

    directory = arguments.operands[0]
    given = _given(arguments, directory, console.environment)
    settings = _settings(given, console.environment)
    build = _build(directory)
    shelf = Shelf(build, keep=settings.call_limit + settings.retry_horizon)
    store = _store(given["store"] or f"sqlite:{os.path.join(given['state'], 'calls.db')}")
    log = Log(given["log-level"], sys.stderr.write)
    app = create_app(shelf, settings, store, log=log)
    listener = _listener(given["host"], given["port"])
    _restore(app, given["state"])
    try:
        serve(
            app,
            listener,
            Takeover(app, directory, log),
            lambda: console.say("\n".join(_told(build, app, _address(listener)))),
            watch=given["watch"],
        )
    except StoreDownError as problem:
        raise UserError(f"--store: {problem}") from None
    return 0


def _develop(arguments: Arguments, console: Console) -> int:
    from flowc.commands.developing import develop

    if "-" in arguments.operands:
        raise UserError("standard input cannot be edited while it is served", "name a file")
    given = _given(arguments, os.path.dirname(arguments.operands[0]) or ".", console.environment)
    settings = _settings({**given, "allow-unsigned": True}, console.environment)
    listener = _listener(given["host"], given["port"])
    return develop(arguments, console, settings, listener, _address(listener))


def _check_installed() -> None:
    try:
        import h11  # noqa: F401
        import httptools  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError as missing:
        raise UserError(
            f"serving needs the package `{missing.name}`", "install flowc with its server: pip install 'flowc[serve]'"
        ) from None


def _given(arguments: Arguments, directory: str, environment: Mapping[str, str]) -> dict[str, Any]:
    """Every setting: of the command line, else the environment, else the configuration file, else as it usually is."""
    from flowc.config import ConfigError, find_file

    try:
        file = find_file(directory)
    except ConfigError as problem:
        raise UserError(str(problem)) from None
    given = {name: setting.default for name, setting in SETTINGS.items()}
    given.update(file.values.get("serve", {}) if file is not None else {})
    for name in SETTINGS:
        flag = f"--{name}"
        for origin, text in ((variable(name), environment.get(variable(name))), (flag, arguments.value(flag))):
            if text is not None:
                try:
                    given[name] = read_text(name, text)
                except ValueError as problem:
                    raise UserError(f"{origin}: {problem}") from None
    return given


def _settings(given: Mapping[str, Any], environment: Mapping[str, str]) -> Settings:
    from flowc.serve.settings import Settings

    secrets = tuple(_secrets(given, environment))
    if not secrets and not given["allow-unsigned"]:
        raise UserError(
            "there is no webhook_secret, so anybody could send events",
            f"set {_SECRET} or --secret-file; to take events that nobody has signed: --allow-unsigned",
        )
    same = {name.replace("-", "_"): value for name, value in given.items()}
    return Settings(secrets=secrets, **{name: same[name] for name in Settings._fields if name in same})


def _secrets(given: Mapping[str, Any], environment: Mapping[str, str]) -> Iterator[bytes]:
    for name, file in ((_SECRET, given["secret-file"]), (_PREVIOUS, given["previous-secret-file"])):
        secret = os.fsencode(environment.get(name, ""))
        if file is not None:
            try:
                with open(file, "rb") as stream:
                    secret = stream.read().strip()
            except OSError as problem:
                raise UserError(f"{file}: {reason(problem)}") from None
            if not secret:
                raise UserError(f"{file}: there is no secret in it")
        if secret:
            yield secret


def _build(directory: str) -> Build:
    from flowc.serve.builds import BuildError, load

    try:
        return load(directory)
    except BuildError as problem:
        named = str(problem) if str(problem).startswith(directory) else f"{directory}: {problem}"
        dev = f"; `flowc serve --dev {directory}` serves a flow as it stands" if directory.endswith(".mv") else ""
        raise UserError(named, f"`flowc build FILE... -o DIR` writes a build{dev}") from None
    except OSError as problem:
        raise UserError(f"{directory}: {reason(problem)}") from None


def _store(text: str) -> Store:
    if text in ("memory", "memory:"):
        from flowc.serve.stores.memory import MemoryStore

        return MemoryStore()
    if text.startswith("sqlite:") and len(text) > len("sqlite:"):
        from flowc.serve.stores.sqlite import SqliteStore

        return SqliteStore(text.removeprefix("sqlite:"))
    if text.startswith(("redis://", "rediss://")):
        try:
            from flowc.serve.stores.redis import RedisStore
        except ImportError:
            raise UserError("--store redis: needs the package `redis`", "pip install 'flowc[serve]'") from None
        try:
            return RedisStore(text)
        except ValueError as problem:
            raise UserError(f"--store: {problem}") from None
    raise UserError("--store takes sqlite:PATH, redis://HOST:PORT/DB or memory:")


def _listener(host: str, port: int) -> Any:
    import socket

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as problem:
        raise UserError(
            f"{host}:{port} cannot be listened on: {reason(problem)}", "--host and --port say where to listen"
        ) from None


def _address(listener: Any) -> str:
    host, port = listener.getsockname()[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _restore(app: App, state: str) -> None:
    """Put this build by, and have those at hand that calls may still be in."""
    try:
        app.shelf.keep_in(os.path.join(state, "builds"))
    except OSError as problem:
        raise UserError(f"{state}: {reason(problem)}", "--state names a directory that can be written to") from None


def _told(build: Build, app: App, address: str) -> Iterator[str]:
    """What is served where, with which store, and what to enter where."""
    yield f"flowc: serving on http://{address}, calls kept in {app.store.title}"
    for flow, base in build.addresses.items():
        documents = sum(document.flow == flow for document in build.documents.values())
        routes = sum(route.flow == flow for route in build.routes.values())
        yield f"  {flow}: {documents} document{'s'[: documents != 1]}, {routes} route{'s'[: routes != 1]}"
        yield f"    answer_url   {base}/{flow}/answer.json"
    for base in dict.fromkeys(build.addresses.values()):
        yield f"  webhook_url    {base}/events"
    if app.settings.forward is not None:
        yield f"  each event is passed on to {app.settings.forward}"
    if not app.store.lasting:
        yield "flowc: warning: calls are kept in memory, and lost when the server ends (--store sqlite:PATH)"
    if not app.settings.secrets:
        yield "flowc: warning: events are taken unsigned, from anybody (--allow-unsigned)"


def _meaning(setting: Setting) -> str:
    """What a setting means, and what it is where nothing is said."""
    meaning = f"{setting.meaning[0].upper()}{setting.meaning[1:]}"
    if setting.default is None or not setting.metavar:
        return meaning
    default = setting.default
    shown = ", ".join(default) if isinstance(default, tuple) else f"{default:g}" if type(default) is float else default
    return f"{meaning} (default: {shown})"


COMMAND = Command(
    "serve",
    "Answer calls: documents, routes and events over HTTP",
    run,
    options=tuple(Option(f"--{name}", _meaning(setting), setting.metavar) for name, setting in SETTINGS.items())
    + _DEVELOPING,
    operands="DIR | --dev FILE...",
    least=1,
    description=f"""\
Serves what `flowc build` wrote, one flow or many: documents, routes (the digits decide which document
answers), and the platform's events. Every option has an environment variable, FLOWC_PORT and the like,
and a setting in the table [serve] of flowc.toml. The webhook_secret is read from {_SECRET}
or a file, and while it is being replaced the old one from {_PREVIOUS}.

SIGHUP takes over a new build; calls under way keep the one that they began with. SIGTERM finishes what
is in flight. /healthz, /readyz and /metrics tell how it is.

With --dev it serves flows that are being written, unsigned, with nothing kept, and a page with a
telephone on which to take the call. For nobody but you.""",
    examples=(
        ("flowc serve --dev reception.mv --open", "take the call while writing the flow"),
        ("flowc serve build --allow-unsigned --store memory:", "try it out"),
        ("flowc serve build --secret-file webhook-secret", "on 127.0.0.1:8080, calls in .flowc/"),
        ("flowc serve build --store redis://cache.internal:6379/0", "one of several machines"),
    ),
)
