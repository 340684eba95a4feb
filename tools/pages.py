"""Pages of documentation whose shown outputs are made by the tool, so that they cannot grow stale unnoticed.

A page is Markdown with markers in it, each with a fenced block or a table behind it that is written anew:

    <!-- output: flowc check broken.mv -->    what a command prints, standard output and standard error, behind ``$ ``;
                                              with ``| head 9`` its first lines
    <!-- file: clinic.mv -->                  the text of a file
    <!-- table: rules -->                     a table, of ``TABLES``

Commands run in a directory of their own that holds copies of ``docs/snippets``, one behind the other, so that what a
build writes can be shown by ``cat``.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tools.generated import ROOT

__all__ = ["TABLES", "page"]

SNIPPETS = ROOT / "docs" / "snippets"
_MARKER = re.compile(
    r"^(?P<marker><!-- (?P<kind>output|file|table): (?P<what>.+) -->\n)"
    r"(?P<block>```[^`]*\n(?:(?!```).*\n)*```\n|(?:\|.*\n)*)",
    re.MULTILINE,
)
_LANGUAGES = {".mv": "text", ".py": "python", ".json": "json", ".toml": "toml", ".yaml": "yaml", ".yml": "yaml"}


def page(text: str, *, prefix: str = "") -> str:
    """A page with every marked block as it has to be; ``prefix`` leads from the page to the documentation."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(SNIPPETS, folder, dirs_exist_ok=True)
        return _MARKER.sub(lambda match: match["marker"] + _block(match["kind"], match["what"], folder, prefix), text)


def _block(kind: str, what: str, folder: Path, prefix: str) -> str:
    if kind == "table":
        return TABLES[what](prefix)
    if kind == "file":
        content = (folder / what).read_text(encoding="utf-8")
        return f"```{_LANGUAGES[Path(what).suffix]}\n{content}```\n"
    command, _, head = what.partition(" | head ")
    lines = _printed(command, folder).rstrip("\n").split("\n")
    if head and len(lines) > int(head):
        lines = [*lines[: int(head)], "..."]
    return "\n".join(["```console", f"$ {command}", *lines, "```"]) + "\n"


def _printed(command: str, folder: Path) -> str:
    """What a command prints; the program is this checkout's, wherever another may be installed."""
    program, *arguments = shlex.split(command)
    if program == "cat":
        return "".join((folder / name).read_text(encoding="utf-8") for name in arguments)
    start = {"flowc": [sys.executable, "-m", "flowc"], "python": [sys.executable]}[program]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("FLOWC_", "FORCE_"))}
    environment |= {"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}
    done = subprocess.run(
        [*start, *arguments], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    return done.stdout.decode("utf-8")


# --- tables -------------------------------------------------------------------------------------------------


def _rules(prefix: str) -> str:
    from flowc.checks.rules import RULES

    lines = ["| code | name | usually | what is found |", "|---|---|---|---|"]
    for rule in RULES:
        link = f"[{rule.code}]({prefix}rules.md#{rule.code.lower()}-{rule.name})"
        lines.append(f"| {link} | `{rule.name}` | {rule.severity} | {_cell(rule.summary)} |")
    return "\n".join(lines) + "\n"


def _settings(prefix: str) -> str:
    from flowc.checks.limits import Limits
    from flowc.config import KEYS

    lines = ["| setting | usually | what it is |", "|---|---|---|"]
    for name, key in KEYS.items():
        default = Limits._field_defaults.get(name.replace("-", "_"))
        usually = "" if default is None or default == () else f"{default}"
        lines.append(f"| `{name}` | {usually} | {_cell(key.meaning)} |")
    return "\n".join(lines) + "\n"


def _limits(prefix: str) -> str:
    from flowc.checks.limits import ABOUT, Limits

    lines = ["| setting | default | where the default comes from |", "|---|---:|---|"]
    for name, about in ABOUT.items():
        default = Limits._field_defaults[name]
        lines.append(f"| `{name.replace('_', '-')}` | {'' if default == () else default} | {_cell(about.source)} |")
    return "\n".join(lines) + "\n"


def _commands(prefix: str) -> str:
    from flowc.cli import COMMANDS

    lines = ["| command | what it does |", "|---|---|"]
    lines += [f"| `flowc {name}` | {_cell(summary)} |" for name, (_, summary) in COMMANDS.items()]
    return "\n".join(lines) + "\n"


def _formats(prefix: str) -> str:
    from importlib import import_module

    from flowc.report import FORMATS

    lines = ["| format | what it is |", "|---|---|"]
    for name, module in FORMATS.items():
        first = (import_module(module).__doc__ or "").partition("\n")[0]
        lines.append(f"| `{name}` | {_cell(first.replace('``', '`'))} |")
    return "\n".join(lines) + "\n"


def _metrics(prefix: str) -> str:
    from flowc.serve.metrics import METRICS

    lines = ["| metric | type | what it is |", "|---|---|---|"]
    lines += [f"| `{name}` | {kind} | {_cell(meaning)} |" for name, (kind, meaning) in METRICS.items()]
    return "\n".join(lines) + "\n"


def _serving(prefix: str) -> str:
    from flowc.serving import SETTINGS, variable

    lines = ["| flag | variable | usually | what it is |", "|---|---|---|---|"]
    for name, setting in SETTINGS.items():
        usually = "" if setting.default in (None, False) else f"{setting.default}".removesuffix(".0")
        if isinstance(setting.default, tuple):
            usually = ", ".join(f"`{one}`" for one in setting.default)
        flag = f"`--{name}{' ' * bool(setting.metavar)}{setting.metavar}`"
        lines.append(f"| {flag} | `{variable(name)}` | {usually} | {_cell(setting.meaning)} |")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.rstrip(".").replace("|", "\\|")


TABLES: dict[str, Callable[[str], str]] = {
    "rules": _rules,
    "settings": _settings,
    "limits": _limits,
    "commands": _commands,
    "formats": _formats,
    "metrics": _metrics,
    "serving": _serving,
}
