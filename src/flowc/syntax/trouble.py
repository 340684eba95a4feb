"""What the parser knows where it cannot go on, and what can be said and done about it.

Facts before prose: ``Trouble`` is what happened, ``Mistake`` what somebody made of it, ``Repair`` how to go on.
"""

from __future__ import annotations

import re
from typing import Any

from flowc.diagnostics import Edit, Finding, Fix, Label
from flowc.records import NamedTuple
from flowc.source import Span
from flowc.syntax.tables import END, EOL

__all__ = ["REACH", "Body", "Feed", "Mistake", "Repair", "Trouble"]

REACH = 400
"""How many characters of a statement are looked at, so that a line of a megabyte takes no longer than another."""

Feed = tuple[int | str, Any]
"""A token to put in: its key in the rows, and its value."""


class Body(NamedTuple):
    """A pair of braces that is open where the trouble is. The outermost stands for the file, and has none."""

    item: str
    """What stands in it, as the grammar calls it: ``statement``, ``gather_item``, …"""
    keyword: str
    """What it belongs to: ``flow``, ``menu``, ``on``, …; empty for the file."""
    name: str
    brace: int
    """The place of ``{``; -1 for the file."""
    invented: bool
    """Whether its head was put in by a repair."""
    depth: int
    """Where its lines lie in the parser's stack."""


class Repair(NamedTuple):
    """How to go on: what to put in, and from where to read."""

    resume: int
    feed: tuple[Feed, ...] = ()
    drop: bool = False
    """Forget what was read of this statement."""
    replace_last: Any = None
    """A better value for the token before."""
    pass_over: bool = False
    """Give the statement up, with whatever braces it opens."""


class Mistake(NamedTuple):
    """Findings, and how to go on; without a repair, reading goes on at the next statement."""

    findings: tuple[Finding, ...]
    repair: Repair | None = None


class Trouble(NamedTuple):
    """A token that cannot stand where it stands. Places are offsets in ``text``."""

    text: str
    base: int
    shape: int
    lexeme: str
    start: int
    statement: int
    """Where the statement begins that the token is part of."""
    symbol: str
    """What was read last, as the grammar calls it."""
    last: Any
    """Its value."""
    row: dict[int | str, int]
    """The keys of what could stand here."""
    bodies: tuple[Body, ...]
    """All that is open, the file first."""
    items: list[Any]
    """What was read of the innermost body so far."""

    @property
    def end(self) -> int:
        return self.start + len(self.lexeme)

    @property
    def body(self) -> Body:
        return self.bodies[-1]

    @property
    def at_start(self) -> bool:
        """Whether nothing of the statement was read yet."""
        return self.start == self.statement

    @property
    def head(self) -> str:
        """The first word of the statement; empty where it begins with none."""
        match = re.compile("[A-Za-z_][A-Za-z0-9_]{0,63}").match(self.text, self.statement)
        return match[0] if match else ""

    @property
    def line(self) -> str:
        """The statement up to the token, as far as it stands on the last line."""
        written = self.text[self.statement : self.start][-REACH:].rstrip()
        return written.rpartition("\n")[2].strip()

    @property
    def rest(self) -> str:
        """The line from the token on."""
        end = self.text.find("\n", self.start, self.start + REACH)
        return self.text[self.start : end if end >= 0 else self.start + REACH].rstrip()

    @property
    def stood(self) -> str:
        """What stands here, as the author sees it."""
        if self.shape == END:
            return "the end of the file"
        if self.shape == EOL:
            return "`;`" if self.lexeme.startswith(";") else "the end of the line"
        first = self.lexeme.partition("\n")[0]
        return f"`{first}`" if len(first) <= 40 else f"`{first[:40]}...`"

    def accepts(self, *keys: int | str) -> bool:
        return any(key in self.row for key in keys)

    def span(self, start: int, end: int) -> Span:
        return Span(start + self.base, end + self.base)

    def here(self) -> Span:
        return self.span(self.start, self.end)

    def match(self, pattern: str, at: int | None = None) -> re.Match[str] | None:
        """``pattern`` at the token (or at ``at``), within reach."""
        start = self.start if at is None else at
        return re.compile(pattern).match(self.text, start, start + REACH)

    def finding(
        self,
        span: Span,
        message: str,
        *,
        help: str = "",
        labels: tuple[Label, ...] = (),
        fix: Fix | None = None,
    ) -> Finding:
        return Finding("MV001", "error", span, message, labels, help, fix)

    def mistake(
        self,
        span: Span,
        message: str,
        *,
        repair: Repair | None = None,
        help: str = "",
        labels: tuple[Label, ...] = (),
        fix: Fix | None = None,
    ) -> Mistake:
        """One finding, and how to go on."""
        return Mistake((self.finding(span, message, help=help, labels=labels, fix=fix),), repair)

    def edit(self, title: str, start: int, end: int, text: str) -> Fix:
        """A correction that leaves no doubt. It is safe: a text with such a mistake in it was never built."""
        return Fix(title, (Edit(self.span(start, end), text),), safe=True)

    def guess(self, title: str, start: int, end: int, text: str) -> Fix:
        """A correction that decides what callers hear, or where they go: for the author to look at."""
        return Fix(title, (Edit(self.span(start, end), text),))
