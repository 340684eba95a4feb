"""Action JSON to findings: for ``answer_url`` documents that are written by hand, or by somebody else's code."""

from __future__ import annotations

from flowc.lint.lint import Linted, lint_text, read_and_lint

__all__ = ["Linted", "lint_text", "read_and_lint"]
