"""The driver of the parse tables: text to tree items, and what was wrong with the text.

The tables are those of an LALR(1) parser (see ``tools/generate_tables.py``). A token's shape is found by one
expression; what the token *is* the state decides: its row names the keywords that can stand there, and any other
word is a name. The loop works on two lists, states and values, so that no depth of the text is a depth of Python.

Where a row has no answer, ``flowc.syntax.recovery`` puts the parser back on its feet, and the loop goes on from the
place that it names.
"""

from __future__ import annotations

import re
from typing import Any

from flowc.diagnostics import Finding
from flowc.source import Span
from flowc.syntax import tables
from flowc.syntax.build import BUILDERS, LONGER, TooManyError
from flowc.syntax.limits import NESTING
from flowc.syntax.tables import COMMENT, END, EOL, GOTOS, NAME, PUNCTUATION, ROWS, SHIFT_REDUCE, WRONG
from flowc.syntax.text import MAKERS
from flowc.syntax.tree import Name

__all__ = ["RULES", "Parser"]

RULES = tuple((symbol, length, BUILDERS[builder], builder in LONGER) for symbol, length, builder in tables.RULES)
"""Of each rule the symbol that it makes, out of how many, the function that makes it, and whether it is one that makes
a list longer (``words: words word``). Such a rule leads from a list to the same list in the same state, so that the
driver leaves both where they are and only takes off what has come behind them."""

LAST_RULE = SHIFT_REDUCE - 1
"""Less an action that shifts and finishes a rule: that rule, counted from the end of ``RULES``."""

_DEEP = 4 * NESTING
"""States that a nesting at the limit needs at the least."""

_TOKEN = re.compile(tables.TOKEN)


class Parser:
    """One reading of one text. Offsets within are those of the text; those of spans have ``base`` added."""

    def __init__(self, text: str, base: int) -> None:
        self.text = text
        self.base = base
        self.token = _TOKEN
        self.states = [0]
        self.values: list[Any] = [None]
        self.comments: list[tuple[int, str]] = []
        self.findings: list[Finding] = []
        self.items: list[Any] | None = None
        self.troubled = -1
        self.tries = 0

    def run(self) -> list[Any]:
        """The declarations of the text, in order."""
        position = 1 if self.text.startswith("\ufeff") else 0
        while self.items is None:
            try:
                position = self._read(position)
            except TooManyError as many:
                position = self._pass_over(many.limit)
        return self.items

    def _read(self, position: int) -> int:
        """Read to the end of the text, which leaves ``items``, or to an error; the place from which to read on."""
        states, values = self.states, self.values
        comments, base = self.comments, self.base
        new = tuple.__new__
        row = ROWS[states[-1]]
        for match in self.token.finditer(self.text, position):
            kind: int = match.lastindex  # type: ignore[assignment]
            lexeme = match[kind]
            key: int | str
            value: Any
            if kind == NAME:
                end = match.end() + base
                value = new(Name, (lexeme, new(Span, (end - len(lexeme), end))))
                key = lexeme if lexeme in row else NAME
            elif kind == PUNCTUATION:
                value = match.end() - len(lexeme) + base
                key = lexeme
                if len(states) > _DEEP and self._too_deep():
                    return self._recover(match)
            elif kind == EOL:
                value = None
                key = EOL
            elif kind == COMMENT:
                comments.append((match.end() - len(lexeme), lexeme))
                continue
            else:
                value = MAKERS[kind](lexeme, match.end() - len(lexeme) + base)
                key = kind if value is not None else WRONG
            act = row.get(key, 0)
            while act < 0:
                symbol, length, build, longer = RULES[act]
                if longer:
                    build(values[-length:])
                    del values[1 - length :]
                    del states[1 - length :]
                    row = ROWS[states[-1]]
                    act = row.get(key, 0)
                    continue
                if length:
                    made = build(values[-length:])
                    del values[-length:]
                    del states[-length:]
                else:
                    made = []
                state = GOTOS[states[-1]][symbol]
                values.append(made)
                states.append(state)
                row = ROWS[state]
                act = row.get(key, 0)
            if act >= SHIFT_REDUCE:
                symbol, length, build, longer = RULES[LAST_RULE - act]
                values.append(value)
                if longer:
                    build(values[-length:])
                    del values[1 - length :]
                    if length > 2:
                        del states[2 - length :]
                    row = ROWS[states[-1]]
                    continue
                made = build(values[-length:])
                if length > 1:
                    length -= 1
                    del values[-length:]
                    del states[-length:]
                values[-1] = made
                act = GOTOS[states[-1]][symbol]
            elif act:
                values.append(value)
                if key == END:
                    self.items = values[-2]
                    break
            else:
                return self._recover(match)
            states.append(act)
            row = ROWS[act]
        return len(self.text)

    def feed(self, key: int | str, value: Any) -> bool:
        """Take in one token as if it had been read. False, and nothing shifted, where it cannot stand."""
        while (act := ROWS[self.states[-1]].get(key, 0)) < 0:
            self.reduce(act)
        if act:
            self.states.append(act if act < SHIFT_REDUCE else 0)  # a rule that it finishes takes it off again
            self.values.append(value)
        if act >= SHIFT_REDUCE:
            self.reduce(LAST_RULE - act)
        return act > 0

    def reduce(self, act: int) -> None:
        """Finish one rule."""
        symbol, length, build, _ = RULES[act]
        made = build(self.values[len(self.values) - length :])
        if length:
            del self.values[-length:]
            del self.states[-length:]
        self.values.append(made)
        self.states.append(GOTOS[self.states[-1]][symbol])

    def _too_deep(self) -> bool:
        return sum(tables.SYMBOLS[state] == "FAILED" for state in self.states) > NESTING

    def _recover(self, match: re.Match[str]) -> int:
        from flowc.syntax.recovery import recover

        return recover(self, match)

    def _pass_over(self, limit: int) -> int:
        from flowc.syntax.recovery import pass_over_list

        return pass_over_list(self, limit)
