"""Write what is found in each case beside it: ``python -m tests.lint.regenerate``. Read the difference."""

from __future__ import annotations

from .case import cases, found

if __name__ == "__main__":
    for case in cases():
        case.with_suffix(".txt").write_text(found(case), encoding="utf-8", errors="surrogateescape")
