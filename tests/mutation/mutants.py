"""The mutants of a module, made by mutmut, and what is known of each, kept as ``.mutation/MODULE.json``.

mutmut names a mutant after its function, ``x_check__mutmut_12`` of ``check``. What is known of the mutants of a
function holds until that function is edited.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from hashlib import sha256
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from types import CodeType
from typing import Any

from .modules import ROOT, file_of

__all__ = ["STATE", "WHILE_COLLECTED", "Known", "Switched", "function_of", "known", "made"]

STATE = ROOT / ".mutation"

WHILE_COLLECTED = "while collected"
"""Stands for the fate of a mutant whose function runs while tests are collected, until it was run by itself."""


class Known:
    """What is known of the mutants of a module.

    ``fates`` has for each mutant ``killed``, ``timeout``, ``survived``, ``no test`` or, while it was not run, None;
    ``seconds`` is the processor time that they took, ``source`` the text with all mutants in it.
    """

    def __init__(self, module: str, values: dict[str, Any]) -> None:
        self.module = module
        self.digest: str = values.get("digest", "")
        self.hashes: dict[str, str] = values.get("hashes", {})
        self.fates: dict[str, str | None] = values.get("fates", {})
        self.seconds: float = values.get("seconds", 0.0)
        self.source: str = values.get("source", "")

    def missing(self) -> list[str]:
        return [name for name, fate in self.fates.items() if fate in (None, WHILE_COLLECTED)]

    def forget(self, fates: Iterable[str]) -> None:
        """Count mutants that fared so as not run."""
        self.fates = {name: None if fate in fates else fate for name, fate in self.fates.items()}

    def save(self) -> None:
        STATE.mkdir(exist_ok=True)
        file = STATE / f"{self.module}.json"
        file.with_suffix(".new").write_text(json.dumps(vars(self), indent=1), encoding="utf-8")
        os.replace(file.with_suffix(".new"), file)


def known(module: str) -> Known:
    """What was found before, about whatever the module was then."""
    file = STATE / f"{module}.json"
    return Known(module, json.loads(file.read_text(encoding="utf-8")) if file.exists() else {})


def made(module: str) -> Known:
    """The mutants of the module as it is now, with what is still known of them."""
    before = known(module)
    source = file_of(module).read_text(encoding="utf-8")
    digest = sha256(source.encode()).hexdigest()
    if before.digest == digest:
        return before
    from mutmut.mutation.file_mutation import mutate_file_contents

    mutated = mutate_file_contents(file_of(module).name, source)
    hashes = dict(mutated.hash_by_function_name)
    same = {function for function, value in hashes.items() if before.hashes.get(function) == value}
    now = Known(module, {"digest": digest, "hashes": hashes, "seconds": before.seconds, "source": mutated.code})
    now.fates = {name: before.fates.get(name) if function_of(name) in same else None for name in mutated.mutant_names}
    now.save()
    return now


def function_of(mutant: str) -> str:
    return mutant.rpartition("__mutmut_")[0]


class Switched(MetaPathFinder):
    """Loads one module with all its mutants in it; the rest is loaded as ever."""

    def __init__(self, module: Known) -> None:
        self._module = module

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if name != self._module.module:
            return None
        file = file_of(name)
        within = [str(file.parent)] if file.name == "__init__.py" else None
        loader = _Loader(name, str(file), self._module.source)
        return spec_from_file_location(name, file, loader=loader, submodule_search_locations=within)


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, source: str) -> None:
        super().__init__(name, path)
        self._source = source

    def get_code(self, fullname: str) -> CodeType:
        return compile(self._source, self.path, "exec", dont_inherit=True)
