"""What all generators share: write what is generated, or with ``--check`` say what is stale and fail.

A generator is a module of this folder with ``generated()``, a mapping from paths to texts.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

__all__ = ["ROOT", "Generated", "main"]

ROOT = Path(__file__).resolve().parent.parent
Generated = Mapping[Path, str]


def stale(files: Generated) -> list[Path]:
    return [path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text]


def main(generated: Callable[[], Generated]) -> int:
    files = generated()
    old = stale(files)
    if "--check" in sys.argv[1:]:
        for path in old:
            print(f"{path.relative_to(ROOT)} is stale; run: python -m tools.generate", file=sys.stderr)
        return 1 if old else 0
    for path in old:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[path], encoding="utf-8", newline="\n")
        print(f"wrote {path.relative_to(ROOT)}")
    return 0
