"""Settings of a project: from its configuration file, the environment, and the command line.

A file is ``flowc.toml``, or the table ``[tool.flowc]`` of ``pyproject.toml``; the nearest one counts, going up from the
files that are checked. The command line (``--select``, ``--config KEY=VALUE``) wins over the environment
(``FLOWC_SELECT``), and that over the file; a setting that is given in two places is taken whole from the one that wins.

``KEYS`` names every setting and how its value is read; the limits of the rules join it from where they are defined. The
published schema (``schemas/config.schema.json``) and the documentation are made from it. Unknown keys are errors.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence

from flowc.checks.limits import ABOUT, Limits
from flowc.diagnostics import Severity, did_you_mean
from flowc.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = [
    "KEYS", "ConfigError", "Exemption", "Key", "Layer", "Selector", "Settings", "environment_layer", "file_layer",
    "find_file", "load", "read_layer", "text_layer",
]  # fmt: skip

SEVERITIES = ("error", "warning", "info")
_FAILING = ("error", "warning")
_TABLE = rb"""["']?tool["']?\s*\.\s*["']?flowc|\[\s*["']?tool["']?\s*\]"""
"""What a project file must hold to be worth reading as TOML, which takes as long as checking a small flow."""


class ConfigError(Exception):
    """A setting that cannot be; the text is one line and says where it stands."""


class Selector(NamedTuple):
    """A rule's code or name, the beginning of codes (``MV5``), or ``ALL``; ``layer`` is higher where it weighs more."""

    text: str
    layer: int = 0


class Exemption(NamedTuple):
    """A finding in a JSON document that is not to count: JSON has no comments to say so in."""

    file: str
    code: str
    pointer: str
    reason: str


class Settings(NamedTuple):
    """Everything that a project can set.

    ``fail_on`` is the least severity that makes a run fail; None where the command's own default stands.
    ``directory`` is where the patterns of ``per_file_ignores`` and ``exemptions`` begin, ``path`` the file that they
    stand in.
    """

    select: tuple[Selector, ...] = (Selector("ALL", -1),)
    ignore: tuple[Selector, ...] = ()
    severity: Mapping[str, Severity] = {}
    per_file_ignores: Mapping[str, tuple[str, ...]] = {}
    exemptions: tuple[Exemption, ...] = ()
    fail_on: str | None = None
    limits: Limits = Limits()
    serve: Mapping[str, Any] = {}
    path: str | None = None
    directory: str = "."


class Layer(NamedTuple):
    """Settings of one origin, read but not yet put together. ``origin`` words it: ``flowc.toml``, ``FLOWC_SELECT``."""

    values: Mapping[str, Any]
    path: str | None = None


Reader = Callable[["Any"], "Any"]


class Key(NamedTuple):
    """One setting: how a value is read (ValueError where it cannot be), its JSON schema, and one line of meaning.

    ``in_text`` where it can be given in the environment and as ``--config KEY=VALUE`` as well.
    """

    read: Reader
    schema: Mapping[str, Any]
    meaning: str
    in_text: bool = True


# --- values -------------------------------------------------------------------------------------------------


def _words(value: Any) -> tuple[str, ...]:
    """A list of texts; in one text they are parted by commas."""
    if isinstance(value, str):
        value = [word.strip() for word in value.split(",") if word.strip()]
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise ValueError("must be a list of texts")
    return tuple(value)


def _selectors(value: Any) -> tuple[str, ...]:
    from flowc.selectors import check_selector

    words = _words(value)
    for word in words:
        check_selector(word)
    return words


def _ignored(value: Any) -> tuple[str, ...]:
    from flowc.selectors import check_ignorable

    words = _selectors(value)
    for word in words:
        check_ignorable(word)
    return words


def _severities(value: Any) -> dict[str, str]:
    from flowc.selectors import check_ignorable, check_selector

    if isinstance(value, str):
        pairs = [word.partition("=") for word in _words(value)]
        value = {name.strip(): severity.strip() for name, _, severity in pairs}
    if not isinstance(value, dict):
        raise ValueError('must be a table such as { MV502 = "error" }')
    for selector, severity in value.items():
        check_selector(selector)
        _one_of(SEVERITIES)(severity)
        if severity != "error":
            check_ignorable(selector)
    return value


def _per_file(value: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise ValueError('must be a table such as { "drafts/*.mv" = ["MV5"] }')
    return {pattern: _ignored(selectors) for pattern, selectors in value.items()}


def _exemptions(value: Any) -> tuple[Exemption, ...]:
    wanted = Exemption._fields
    if not isinstance(value, list) or not all(isinstance(item, dict) and set(item) == set(wanted) for item in value):
        raise ValueError(f"must be a list of tables with {', '.join(wanted)}")
    for item in value:
        if not all(isinstance(text, str) for text in item.values()):
            raise ValueError("must hold texts only")
        if not item["reason"].strip():
            raise ValueError(f"gives no reason for {item['code']}")
        _ignored([item["code"]])
    return tuple(Exemption(**item) for item in value)


def _one_of(words: Sequence[str]) -> Reader:
    def read(value: Any) -> str:
        if value not in words:
            raise ValueError(f"must be {' or '.join(words)}")
        return str(value)

    return read


def _regions(value: Any) -> tuple[str, ...]:
    words = _words(value)
    for word in words:
        if not (len(word) == 2 and word.isascii() and word.isalpha() and word.isupper()):
            raise ValueError(f"must hold regions of two capitals, as in ISO 3166 (IE, GB), not `{word}`")
    return words


def _serve(value: Any) -> dict[str, Any]:
    from flowc.serving import read_table

    return read_table(value)


def _count(value: Any) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value[:9])
    if type(value) is not int or value < 0:
        raise ValueError("must be a number that is not negative")
    return value


# --- keys ---------------------------------------------------------------------------------------------------

_SELECTOR = {"type": "string", "minLength": 1}
_SELECTORS = {"type": "array", "items": _SELECTOR}
_REGIONS = {"type": "array", "items": {"type": "string", "pattern": "^[A-Z]{2}$(?!\\n)"}}
_COUNT = {"type": "integer", "minimum": 0}
_PER_FILE = {"type": "object", "additionalProperties": _SELECTORS}
_SEVERITY = {"type": "object", "additionalProperties": {"enum": list(SEVERITIES)}}
_EXEMPTIONS = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "file": {"type": "string", "description": "The document; * stands for anything."},
            "code": {**_SELECTOR, "description": "The rule, by code or name."},
            "pointer": {"type": "string", "description": "The JSON pointer of the finding; * stands for anything."},
            "reason": {"type": "string", "pattern": "[^ ]", "description": "Why it is right there."},
        },
        "required": list(Exemption._fields),
        "additionalProperties": False,
    },
}


def _limit_keys() -> dict[str, Key]:
    keys = {}
    for name, default in Limits._field_defaults.items():
        about = ABOUT[name]
        meaning = f"{about.meaning} ({', '.join(about.codes)})"
        regions = isinstance(default, tuple)
        keys[name.replace("_", "-")] = Key(_regions if regions else _count, _REGIONS if regions else _COUNT, meaning)
    return keys


KEYS: dict[str, Key] = {
    "select": Key(_selectors, _SELECTORS, "the rules that count: codes, beginnings of codes, names, or ALL"),
    "ignore": Key(_ignored, _SELECTORS, "the rules that do not count; the more exact of select and ignore wins"),
    "severity": Key(_severities, _SEVERITY, "severities that differ from the usual, by rule"),
    "fail-on": Key(_one_of(_FAILING), {"enum": list(_FAILING)}, "the least severity that fails a run"),
    "per-file-ignores": Key(_per_file, _PER_FILE, "rules that do not count in some files, by pattern", in_text=False),
    "exemptions": Key(_exemptions, _EXEMPTIONS, "findings in JSON documents that do not count", in_text=False),
    **_limit_keys(),
    "serve": Key(_serve, {"type": "object"}, "how `flowc serve` serves: its options without dashes", in_text=False),
}


# --- layers -------------------------------------------------------------------------------------------------


def read_layer(values: Mapping[str, Any], origin: str, *, path: str | None = None) -> Layer:
    """Check the settings of one origin.

    Args:
        values: values by key; lists may be texts with commas.
        origin: what stands before the key in a message: ``flowc.toml: ``, ``--config ``.
        path: the file, where the origin is one.

    Raises:
        ConfigError: an unknown key, or a value that cannot be.
    """
    read = {}
    for name, value in values.items():
        key = KEYS.get(name)
        if key is None:
            raise ConfigError(f"{origin}{name}: {_unknown(name)}")
        try:
            read[name] = key.read(value)
        except ValueError as problem:
            raise ConfigError(f"{origin}{name}: {problem}") from None
    return Layer(read, path)


def _unknown(name: str) -> str:
    close = did_you_mean(name, KEYS)
    return f"there is no such setting; did you mean `{close}`?" if close else "there is no such setting"


def environment_layer(environment: Mapping[str, str]) -> Layer:
    """The settings among the environment's variables: ``FLOWC_FAIL_ON`` and the like; others are left alone."""
    values = {}
    for name, key in KEYS.items():
        variable = f"FLOWC_{name.upper().replace('-', '_')}"
        if key.in_text and variable in environment:
            try:
                values[name] = key.read(environment[variable])
            except ValueError as problem:
                raise ConfigError(f"{variable}: {problem}") from None
    return Layer(values)


def text_layer(settings: Sequence[str]) -> Layer:
    """Settings of the command line, ``KEY=VALUE`` each."""
    values: dict[str, str] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        name = name.strip()
        if not equals:
            raise ConfigError(f"--config {setting}: a setting is written KEY=VALUE")
        if name in KEYS and not KEYS[name].in_text:
            raise ConfigError(f"--config {name}: this one stands in a configuration file only")
        values[name] = value.strip()
    return read_layer(values, "--config ")


def file_layer(path: str, content: bytes) -> Layer | None:
    """The settings of a file; None for a ``pyproject.toml`` without ``[tool.flowc]``."""
    own = os.path.basename(path) != "pyproject.toml"
    if not own and not re.search(_TABLE, content):
        return None
    import tomllib

    try:
        values = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise ConfigError(f"{path}: not TOML: {problem}") from None
    if not own:
        tool = values.get("tool")
        values = tool.get("flowc") if isinstance(tool, dict) else None  # type: ignore[assignment]
        if values is None:
            return None
        if not isinstance(values, dict):
            raise ConfigError(f"{path}: tool.flowc must be a table")
    return read_layer(values, f"{path}: ", path=path)


def find_file(start: str) -> Layer | None:
    """The settings of the nearest file at or above a directory."""
    directory = os.path.abspath(start)
    while True:
        for name in ("flowc.toml", "pyproject.toml"):
            path = os.path.join(directory, name)
            try:
                with open(path, "rb") as file:
                    content = file.read()
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
                continue
            except OSError as problem:
                raise ConfigError(f"{path}: {problem.strerror}") from None
            layer = file_layer(path, content)
            if layer is not None:
                return layer
        above = os.path.dirname(directory)
        if above == directory:
            return None
        directory = above


def load(layers: Sequence[Layer]) -> Settings:
    """Put layers together, the one that weighs least first."""
    values: dict[str, Any] = {}
    path = None
    for number, layer in enumerate(layers):
        path = layer.path or path
        for name, value in layer.values.items():
            values[name] = tuple(Selector(word, number) for word in value) if name in ("select", "ignore") else value
    limits = {name.replace("-", "_"): values.pop(name) for name in list(values) if name.replace("-", "_") in ABOUT}
    fields = {name.replace("-", "_"): value for name, value in values.items()}
    return Settings(
        **fields,
        limits=Limits(**limits),
        path=path,
        directory=os.path.dirname(path) if path else ".",
    )
