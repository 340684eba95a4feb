"""What a rule is, and what its page looks like.

A rule is one file under ``checks/rules`` and one line in a tuple there. The file's docstring is the page, in Markdown:

- the first line says what is found, without a full stop's worth of more;
- a paragraph or two say why callers suffer from it;
- a block fenced as ``mv bad`` is a whole flow that has it, a block fenced as ``mv good`` the same flow mended
  (``json bad`` and ``json good`` where the rule is about action JSON). Limits may follow the word, as in
  ``mv bad allow_regions=IE,GB``. A block fenced as ``mv file=common.mv`` is a file that they may import;
- ``## Configuration`` says what a project can set, beyond the severity and the selection that every rule has;
- ``## Approximations`` says in which direction the analysis errs, where it does.

Beneath the docstring stands the check, which reads facts and words findings. ``flowc explain``, the documentation
and the table in the README are made from these pages, and the tests run every block of them: the bad flow must
have the finding, the good one must have none above an info, of any rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from flowc.diagnostics import Finding, Severity
from flowc.records import NamedTuple

if TYPE_CHECKING:
    from flowc.checks.facts import Facts

__all__ = ["Rule"]


class Rule(NamedTuple):
    """``check`` is None where the finding is made while reading or resolving; the page stands here all the same.

    ``severity`` is the usual one; a finding may carry another where its page says so. ``page`` is the docstring
    of the rule's module.
    """

    code: str
    name: str
    severity: Severity
    page: str | None
    check: Callable[[Facts], Iterable[Finding]] | None = None

    @property
    def summary(self) -> str:
        """The first line of the page; empty under ``python -OO``, which strips pages."""
        return (self.page or "").lstrip().partition("\n")[0]
