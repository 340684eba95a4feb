"""What a rule is.

A rule is one file under ``checks/rules`` and one line in its tuple. The file is the rule's page: the docstring
(Markdown) says what is found, why callers suffer from it, shows a flow that has it and the mended flow, and how to
configure it; beneath stands the check, which reads facts and words findings. ``flowc explain``, the documentation,
the table in the README and the tests are all made from these pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from flowc.diagnostics import Finding, Severity

if TYPE_CHECKING:
    from flowc.checks.facts import Facts

__all__ = ["Rule"]


class Rule(NamedTuple):
    """``check`` is None where the finding is made while reading or resolving; the page stands here all the same.

    ``severity`` is the usual one; a finding may carry another where its page says so.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    check: Callable[[Facts], Iterable[Finding]] | None = None
