"""Write src/flowc/syntax/tables.py from grammar/flow.lark.

lark computes the LALR(1) tables and the terminals; what is written is a Python module of plain literals, so that
nothing of lark is loaded when a flow is compiled. On the way

* the terminals become one expression that reads any token, and a keyword becomes a word that the rows name;
* a rule that only renames (``?value: STRING``) is taken out of the tables, so that nobody spends time on it;
* states are numbered in the order in which they are met, so that the same grammar gives the same bytes.

    python tools/generate_tables.py            write the module
    python tools/generate_tables.py --check    exit with 1 where the module is not what would be written
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from lark import Lark, Token
from lark.grammar import Rule
from lark.lexer import PatternStr, TerminalDef
from lark.parsers.lalr_analysis import Shift

ROOT = Path(__file__).resolve().parent.parent
GRAMMAR = ROOT / "grammar" / "flow.lark"
RUN_END = "(?![0-9A-Za-z_*#])"
"""How the expression of every terminal ends that is a run of letters, digits and keys."""

SHIFT_REDUCE = 1000
"""From here on an action is the rule that its token finishes; states are fewer."""

TABLES = ROOT / "src" / "flowc" / "syntax" / "tables.py"


def main() -> int:
    arguments = argparse.ArgumentParser(description="Write the parse tables from the grammar.")
    arguments.add_argument("--check", action="store_true", help="write nothing; exit with 1 where a change is due")
    check = arguments.parse_args().check
    text = render(GRAMMAR.read_text(encoding="utf-8"))
    current = TABLES.read_text(encoding="utf-8") if TABLES.exists() else ""
    if text == current:
        return 0
    if check:
        print("src/flowc/syntax/tables.py is stale; mend it by: python tools/generate_tables.py", file=sys.stderr)
        return 1
    TABLES.write_text(text, encoding="utf-8")
    print(f"wrote {TABLES.relative_to(ROOT)}")
    return 0


def digest(grammar: str) -> str:
    return hashlib.sha256(grammar.encode()).hexdigest()


def render(grammar: str) -> str:
    """The text of the tables module."""
    lark = Lark(grammar, parser="lalr", lexer="contextual", start="file", postlex=KeepStringParts())
    shapes = Shapes(lark.terminals)
    automaton = Automaton(lark, shapes)
    lines = [
        '"""Parse tables of the flow language. Written by tools/generate_tables.py; not to be edited."""',
        "",
        "# fmt: off",
        "# ruff: noqa: E501",
        "",
        "from __future__ import annotations",
        "",
        f"DIGEST = {digest(grammar)!r}",
        "",
        f"TOKEN = {shapes.expression(closable=True)!r}",
        f"TOKEN_AFTER_OPEN_STRING = {shapes.expression(closable=False)!r}",
        "",
        f"IN_STRING = {shapes.special!r}",
        "",
        f"SHAPES = {shapes.names!r}",
        *(f"{name} = {number}" for number, name in enumerate(shapes.names) if name),
        "",
        f"SHIFT_REDUCE = {SHIFT_REDUCE}",
        "",
        "RULES = (",
        *(f"    {rule!r}," for rule in automaton.rules),
        ")",
        "",
        "SYMBOLS = (",
        *(f"    {symbol!r}," for symbol in automaton.symbols),
        ")",
        "",
    ]
    shared: dict[str, str] = {}
    for row in [*automaton.rows, *automaton.gotos]:
        if repr(row) not in shared:
            shared[repr(row)] = f"_{len(shared)}"
            lines.append(f"_{len(shared) - 1}: dict[int | str, int] = {row!r}")
    lines += ["", "ROWS: tuple[dict[int | str, int], ...] = ("]
    lines += _wrapped([shared[repr(row)] for row in automaton.rows])
    lines += [")", "GOTOS: tuple[dict[int | str, int], ...] = ("]
    lines += _wrapped([shared[repr(row)] for row in automaton.gotos])
    lines += [")", ""]
    return "\n".join(lines)


def _wrapped(words: list[str]) -> list[str]:
    return ["    " + " ".join(f"{word}," for word in words[at : at + 16]) for at in range(0, len(words), 16)]


class KeepStringParts:
    """Has lark keep the terminals that are only parts of a string."""

    always_accept = ("BRACE", "INSERT", "ESCAPE")

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        return stream


class Shapes:
    """What a token can look like, before its place says what it is. Keywords are names; what is neither is BROKEN."""

    def __init__(self, terminals: Iterable[TerminalDef]) -> None:
        self.keywords: dict[str, list[str]] = {}
        self.punctuation: dict[str, str] = {}
        self.patterns: dict[str, str] = {}
        for terminal in sorted(terminals, key=lambda terminal: -terminal.priority):
            if isinstance(terminal.pattern, PatternStr):
                self.punctuation[terminal.name] = terminal.pattern.value
            elif words := self._words(terminal):
                self.keywords[terminal.name] = words
            else:
                self.patterns[terminal.name] = terminal.pattern.to_regexp()
        self.space = self.patterns.pop("SPACE")
        special = (self.patterns.pop(name) for name in ("BRACE", "INSERT", "ESCAPE"))
        self.special = "|".join(f"({pattern})" for pattern in special)
        unescaped = r"{0}*+(?:\\(?:[^\n]|\n){0}*+)*+"
        self.patterns["STRING"] = r'"(?!"")[^"\\\n]*+(?:\\[^\n][^"\\\n]*+)*+"'
        self.patterns["LONG_STRING"] = r'"""{0}(?:"(?!""){0})*"""'.format(unescaped.format(r'[^"\\]'))
        marks = sorted(self.punctuation.values(), key=lambda mark: (-len(mark), mark))
        self.patterns = {"PUNCTUATION": "|".join(re.escape(mark) for mark in marks), **self.patterns}
        # The end, and what no terminal matches: a text left open, a run, one character.
        self.patterns["END"] = r"\Z"
        self.patterns["OPEN_LONG_STRING"] = r'"""[^\n]*'
        self.patterns["OPEN_STRING"] = r'"[^\n]*'
        self.patterns["WRONG"] = r'[^\x00-"$-)+-/:-@\[-^`{-\x7f]{1,128}|[^\n]'
        self.names = ("", *self.patterns)

    @staticmethod
    def _words(terminal: TerminalDef) -> list[str]:
        """The words of a keyword; none where the terminal is an open set."""
        pattern = terminal.pattern.to_regexp()
        words = re.findall(r"[a-z]+", pattern.removesuffix(RUN_END))
        return words if terminal.priority == 9 and all(re.fullmatch(pattern, word) for word in words) else []

    def expression(self, *, closable: bool) -> str:
        """One expression that matches the next token, with one group for each shape, in the order of ``names``.

        Strings are matched as far as their closing quote, whatever is in them; few need the closer look. Not
        ``closable``: a long string was left open before, so none that follows can be closed either, and looking for
        its end once more would make reading quadratic.
        """
        parts = []
        for is_run, names in groupby(self.names[1:], lambda name: self.patterns[name].endswith(RUN_END)):
            patterns = [self.patterns[name].removesuffix(RUN_END) for name in names]
            if not closable:
                patterns = [r"(?!)" if pattern == self.patterns["LONG_STRING"] else pattern for pattern in patterns]
            part = "|".join(f"({pattern})" for pattern in patterns)
            parts.append(f"(?:{part}){RUN_END}" if is_run else part)
        return f"{self.space.removesuffix('++')}*+(?:{'|'.join(parts)})"


class Automaton:
    """The tables: for each state what a token does, and where a finished rule leads.

    A row has a key for each keyword and punctuation mark (its text) and for each shape (its number). The value is
    the state to go to; below zero, the rule that is finished before this token, counted from the end of ``rules``;
    from ``SHIFT_REDUCE`` on, the rule that this token finishes whatever comes next.
    """

    def __init__(self, lark: Lark, shapes: Shapes) -> None:
        table = lark.parser.parser._parse_table
        self._states: dict[int, dict[str, tuple[Any, Any]]] = table.states
        self._shapes = shapes
        finished: dict[Rule, int] = {}
        self.rows: list[dict[int | str, int]] = []
        self.gotos: list[dict[int | str, int]] = []
        self.symbols: list[str] = []
        numbers = {table.start_states["file"]: 0}
        order = [(table.start_states["file"], "")]
        for state, symbol in order:
            row: dict[int | str, int] = {}
            goto: dict[int | str, int] = {}
            for name in sorted(self._states[state]):
                kind, argument = self._states[state][name]
                if kind is not Shift:
                    row.update(dict.fromkeys(self._keys(name), finished.setdefault(argument, -1 - len(finished))))
                    continue
                target, reached = self._after_renaming(state, argument, name)
                rule = self._only_rule(target)
                if name.isupper() and rule and rule.expansion:
                    act = SHIFT_REDUCE - 1 - finished.setdefault(rule, -1 - len(finished))
                    row.update(dict.fromkeys(self._keys(name), act))
                    continue
                if target not in numbers:
                    numbers[target] = len(order)
                    order.append((target, reached))
                if name.isupper() or name == "$END":
                    row.update(dict.fromkeys(self._keys(name), numbers[target]))
                else:
                    goto[str(name)] = numbers[target]
            if state == table.end_states["file"]:
                row.update(dict.fromkeys(self._keys("$END"), numbers[state]))
            self.rows.append(row)
            self.gotos.append(goto)
            self.symbols.append(symbol)
        self.rules = tuple(_described(rule) for rule in reversed(finished))

    def _after_renaming(self, state: int, target: int, symbol: str) -> tuple[int, str]:
        """Where ``target`` leads if all that it can do is to give what was read another name; and that name."""
        while (rule := self._only_rule(target)) and _renames(rule):
            symbol = str(rule.origin.name)
            target = self._states[state][symbol][1]
        return target, symbol

    def _only_rule(self, state: int) -> Rule | None:
        """The rule that is finished in a state whatever comes next, if there is one."""
        rules = [argument for _, argument in self._states[state].values()]
        first = rules[0] if rules else None
        return first if isinstance(first, Rule) and all(rule is first for rule in rules) else None

    def _keys(self, terminal: str) -> list[int | str]:
        shapes = self._shapes
        if terminal in shapes.keywords:
            return list(shapes.keywords[terminal])
        if terminal in shapes.punctuation:
            return [shapes.punctuation[terminal]]
        return [terminal if terminal == "BROKEN" else shapes.names.index(terminal.removeprefix("$"))]


def _renames(rule: Rule) -> bool:
    return bool(rule.options.expand1) and rule.alias is None and len(rule.expansion) == 1


def _described(rule: Rule) -> Described:
    symbol = str(rule.origin.name)
    return Described(symbol, len(rule.expansion), "same" if _renames(rule) else rule.alias or symbol.partition("{")[0])


class Described(NamedTuple):
    """A rule: the symbol that it makes, out of how many, and the function that makes it."""

    symbol: str
    length: int
    builder: str

    def __repr__(self) -> str:
        return repr(tuple(self))


if __name__ == "__main__":
    sys.exit(main())
