"""What can be set of a server: by flag, by environment (``--clock-skew``: ``FLOWC_CLOCK_SKEW``), in ``flowc.toml``.

``SETTINGS`` names every one, how its value is read, and what it means; the options of ``flowc serve``, the table
``[serve]`` of the configuration, its schema and the documentation are made from it. Secrets are no settings: they come
from ``FLOWC_WEBHOOK_SECRET``, or from files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

__all__ = ["SETTINGS", "Setting", "read_table", "read_text", "schema", "variable"]


class Setting(NamedTuple):
    """One setting. ``read`` takes a value of TOML and raises ValueError. A switch has no ``metavar``."""

    read: Callable[[Any], Any]
    schema: Mapping[str, Any]
    default: Any
    meaning: str
    metavar: str = ""


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("must be a text")
    return value


def _switch(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


def _port(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= 65_535:
        raise ValueError("must be a port, 0 to 65535")
    return value


def _number_at_once(value: Any) -> int:
    if type(value) is not int or not 1 <= value <= 10_000:
        raise ValueError("must be a number from 1 to 10000")
    return value


def _seconds(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 31_536_000:
        raise ValueError("must be a number of seconds")
    return float(value)


def _names(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [name.strip() for name in value.split(",") if name.strip()]
    if not isinstance(value, list) or not all(isinstance(name, str) and name for name in value):
        raise ValueError("must be a list of names")
    return tuple(value)


def _headers(value: Any) -> tuple[str, ...]:
    return tuple(name.lower() for name in _names(value))


def _url(value: Any) -> str:
    text = _text(value)
    from urllib.parse import urlsplit

    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or not text.isascii() or "@" in parts.netloc:
        raise ValueError("must be an https URL (or an http URL) without a password")
    return text


def _level(value: Any) -> str:
    if value not in _LEVELS:
        raise ValueError(f"must be {', '.join(_LEVELS)}")
    return str(value)


_LEVELS = ("info", "warning", "error", "off")
_TEXT = {"type": "string", "minLength": 1}
_SWITCH = {"type": "boolean"}
_SECONDS = {"type": "number", "minimum": 0, "maximum": 31_536_000}
_NAMES = {"type": "array", "items": _TEXT}

SETTINGS: dict[str, Setting] = {
    "host": Setting(_text, _TEXT, "127.0.0.1", "the address to listen on", "ADDRESS"),
    "port": Setting(
        _port, {"type": "integer", "minimum": 0, "maximum": 65_535}, 8080, "the port; 0 takes one that is free", "PORT"
    ),
    "store": Setting(
        _text, _TEXT, None, "where calls are kept: sqlite:PATH, redis://HOST or memory: (else in --state)", "STORE"
    ),
    "state": Setting(_text, _TEXT, ".flowc", "the directory for builds of calls under way, and the calls", "DIR"),
    "secret-file": Setting(_text, _TEXT, None, "a file that holds the webhook_secret", "FILE"),
    "previous-secret-file": Setting(_text, _TEXT, None, "a file that holds the secret that is being replaced", "FILE"),
    "allow-unsigned": Setting(_switch, _SWITCH, False, "take events that nobody has signed"),
    "forward": Setting(
        _url, {**_TEXT, "pattern": "^https?://"}, None, "pass each event on to this URL, signed as it came", "URL"
    ),
    "watch": Setting(_switch, _SWITCH, False, "take over a new build as soon as it is there"),
    "digits-names": Setting(
        _names, _NAMES, ("digits", "Digits", "data.digits"), "what digits may be called in a request", "NAMES"
    ),
    "call-names": Setting(
        _names, _NAMES, ("call_id", "call.id", "CallId"), "what the ID of a call may be called in a request", "NAMES"
    ),
    "call-headers": Setting(
        _headers, _NAMES, ("x-call-id", "x-minivoice-call-id"), "headers that may hold the ID of a call", "NAMES"
    ),
    "caller-names": Setting(
        _names, _NAMES, ("from", "From", "call.from", "caller"), "what the caller's number may be called", "NAMES"
    ),
    "called-names": Setting(
        _names, _NAMES, ("to", "To", "call.to", "called"), "what the number that was called may be called", "NAMES"
    ),
    "clock-skew": Setting(_seconds, _SECONDS, 1.0, "seconds that clocks may differ", "SECONDS"),
    "call-limit": Setting(_seconds, _SECONDS, 14_400.0, "seconds after which a call counts as ended", "SECONDS"),
    "retry-horizon": Setting(
        _seconds, _SECONDS, 3_600.0, "seconds after a call's end for which it is remembered", "SECONDS"
    ),
    "asks-at-once": Setting(
        _number_at_once, {"type": "integer", "minimum": 1, "maximum": 10_000}, 100,
        "questions to other systems (`ask`) under way at once; further ones wait within their time",
        "NUMBER",
    ),
    "log-level": Setting(_level, {"enum": list(_LEVELS)}, "info", "what is told: info, warning, error or off", "LEVEL"),
}


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return f"FLOWC_{name.upper().replace('-', '_')}"


def read_table(values: Any) -> dict[str, Any]:
    """The table ``[serve]`` of a configuration. ValueError where a setting is unknown or cannot be."""
    if not isinstance(values, dict):
        raise ValueError("must be a table")
    read = {}
    for name, value in values.items():
        if name not in SETTINGS:
            raise ValueError(_unknown(name))
        try:
            read[name] = SETTINGS[name].read(value)
        except ValueError as problem:
            raise ValueError(f"`{name}` {problem}") from None
    return read


def read_text(name: str, text: str) -> Any:
    """A setting that is given as text, on the command line or in the environment. ValueError where it cannot be."""
    setting = SETTINGS[name]
    value: Any = text
    if setting.schema is _SWITCH:
        value = {"1": True, "true": True, "": True, "0": False, "false": False}.get(text.lower())
    elif setting.schema is _SECONDS or setting.schema.get("type") == "integer":
        value = _number(text)
    return setting.read(value)


def schema() -> dict[str, Any]:
    """The JSON schema of the table ``[serve]``."""
    properties = {}
    for name, setting in SETTINGS.items():
        properties[name] = {"description": f"{setting.meaning[0].upper()}{setting.meaning[1:]}.", **setting.schema}
        if setting.default is not None:
            default = setting.default
            properties[name]["default"] = list(default) if isinstance(default, tuple) else default
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _number(text: str) -> float | str:
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number.is_integer() else number


def _unknown(name: str) -> str:
    from flowc.diagnostics import did_you_mean

    close = did_you_mean(name, SETTINGS)
    return f"has no setting `{name}`; did you mean `{close}`?" if close else f"has no setting `{name}`"
