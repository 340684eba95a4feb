"""Write what is found in each case beside it, and what is imported: ``python -m tests.lint.regenerate``. Read the
difference."""

from __future__ import annotations

from .case import cases, cases_together, found, found_together
from .test_import import SOURCES, expected_of, text_of

if __name__ == "__main__":
    for case in cases():
        case.with_suffix(".txt").write_text(found(case), encoding="utf-8", errors="surrogateescape")
    for case in cases_together():
        case.with_suffix(".txt").write_text(found_together(case), encoding="utf-8")
    for path in SOURCES:
        expected_of(path).parent.mkdir(parents=True, exist_ok=True)
        expected_of(path).write_text(text_of(path), encoding="utf-8", newline="\n")
