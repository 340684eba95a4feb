"""Programs and data that some tests need and that do not come with Python.

A test that needs one which is not installed is skipped, and the reason names it. ``npm install --prefix tests/tools``
installs what comes from npm; ``TEST_NODE_MODULES`` names another ``node_modules``.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

__all__ = ["node_modules", "node_package", "program"]


def node_modules() -> Path:
    """Where npm has put the packages of ``tests/tools/package.json``, whether or not it has."""
    named = os.environ.get("TEST_NODE_MODULES")
    return Path(named) if named else Path(__file__).parent / "tools" / "node_modules"


def node_package(name: str) -> Path:
    """The directory of a package from npm; skips the test where it is not installed."""
    folder = node_modules() / name
    if not folder.is_dir():
        pytest.skip(f"{name} is not installed (npm install --prefix tests/tools)")
    return folder


def program(name: str, origin: str = "") -> str:
    """The path of a program; skips the test where it is not installed."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"the program {name} is not installed" + (f" ({origin})" if origin else ""))
    return found
