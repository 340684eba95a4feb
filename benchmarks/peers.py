"""What a check of a small file costs, beside programs that check small files of other kinds.

The peers are installed from their registries into an environment of their own (``--peers`` names its folder), so that
nothing of them is in flowc's. Each gets a clean file of forty lines or so of what it reads.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from pathlib import Path

from benchmarks.paired import Measured, Subject, compare, process
from benchmarks.start import FLOW, FLOWC
from flowc.resources import data_path

__all__ = ["PLACE", "measure", "program"]

PLACE = Path(tempfile.gettempdir()) / "flowc-peers"
"""Where the peers are, from one run to the next."""

_FROM_PYPI = ("check-jsonschema", "yamllint", "sqlfluff", "cfn-lint", "jsonnet", "ruff")
_FROM_NPM = ("ajv-cli",)

_DOCUMENT = {"actions": [{"say": {"text": f"This is sentence {number}."}} for number in range(12)]}
_YAML = "---\n" + "".join(f"step_{number}:\n  say: sentence {number}\n" for number in range(20))
_SQL = "SELECT\n" + ",\n".join(f"    a.column_{number}" for number in range(36)) + "\nFROM accounts AS a\n"
_TEMPLATE = (
    "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n"
    + "".join(f"  Topic{number}:\n    Type: AWS::SNS::Topic\n    Properties:\n      DisplayName: t{number}\n"
              for number in range(9))
)  # fmt: skip
_JSONNET = "{\n" + "".join(f"  step{number}: {{ say: 'sentence {number}' }},\n" for number in range(38)) + "}\n"
_PYTHON = "".join(f'def step_{number}(caller):\n    return caller.say("{number}")\n\n\n' for number in range(10))[:-2]

_AJV = ("validate", "--spec=draft2020", "-s")
_PEERS = {
    "check-jsonschema": ("answer.json", json.dumps(_DOCUMENT, indent=2), ["--schemafile", "schema.json"]),
    "ajv": ("answer.json", json.dumps(_DOCUMENT, indent=2), [*_AJV, "schema.json", "-d"]),
    "yamllint": ("steps.yaml", _YAML, []),
    "sqlfluff": ("query.sql", _SQL, ["lint", "--dialect", "ansi"]),
    "cfn-lint": ("template.yaml", _TEMPLATE, []),
    "jsonnet": ("steps.jsonnet", _JSONNET, []),
    "ruff": ("steps.py", _PYTHON, ["check", "--no-cache"]),
}
"""By program: the name and the text of its file, and the words of the command that stand before the name."""


def measure(pairs: int) -> Iterator[tuple[str, str, Measured, float | None]]:
    """Rows: what, against what, how it came out; there is no goal."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(FLOW, folder)
        shutil.copy(data_path("schemas", "answer.schema.json"), Path(folder, "schema.json"))
        check = process([*FLOWC, "check", FLOW.name], cwd=folder)
        for name, (file, text, words) in _PEERS.items():
            Path(folder, file).write_text(text, encoding="utf-8")
            peer = _run(name, [*words, file], folder)
            if peer is not None:
                yield "`flowc check`, 40 lines", f"{name}, 40 lines", compare(check, peer, pairs=pairs), None


def _run(name: str, words: list[str], folder: str) -> Subject | None:
    if name == "jsonnet":  # the package brings the interpreter as a module
        python = program("python")
        lines = f"import _jsonnet; print(_jsonnet.evaluate_file({words[-1]!r}))"
        return None if python is None else process([python, "-I", "-c", lines], cwd=folder)
    path = program(name)
    return None if path is None else process([path, *words], cwd=folder)


def program(name: str) -> str | None:
    """The path of a peer, installed first if need be; None where it cannot be had."""
    if not (PLACE / "bin").is_dir():
        _install()
    for folder in (PLACE / "bin", PLACE / "node_modules" / ".bin"):
        if (folder / name).exists():
            return str(folder / name)
    return None


def _install() -> None:
    print(f"installing the peers into {PLACE}", file=sys.stderr)
    venv.create(PLACE, with_pip=True)
    for package in _FROM_PYPI:
        subprocess.run([PLACE / "bin" / "python", "-m", "pip", "install", "--quiet", package], check=False)
    if npm := shutil.which("npm"):
        subprocess.run([npm, "install", "--silent", "--prefix", str(PLACE), *_FROM_NPM], check=False)
