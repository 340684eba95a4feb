"""Action JSON to findings: for ``answer_url`` documents that are written by hand, or by somebody else's code.

Names are loaded when they are first used: of most texts there is nothing to say, and that is found out without them.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flowc.lint.lint import Linted, lint_text, read_and_lint

__all__ = ["Linted", "lint_text", "read_and_lint"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'flowc.lint' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module("flowc.lint.lint"), name)
