"""Constants and what they are worth.

A scope holds the constants of a file, or of a flow before those of its file. Values in a scope are finished: a
string has its inserts resolved, a constant that names another has become that other's value. So nothing is ever
looked up twice, and no chain of constants can grow.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from typing import TYPE_CHECKING

from flowc.diagnostics import Finding, Guesses, Label, error, suggest
from flowc.ir.graph import Hours
from flowc.source import Span
from flowc.syntax import tree

if TYPE_CHECKING:
    from flowc.ir.entries import Entry

__all__ = ["MAX_TEXT", "Constant", "Lookup", "Scope", "describe", "finish", "in_units", "interpolate"]

MAX_TEXT = 4_096
"""Characters that a string may come to by its inserts: a limit of this tool, so that no file can grow without bound
by constants that insert one another."""

Lookup = Callable[[str], "tree.Value | None"]

_SEND = "a flow cannot say or store that number; decide by it (`by %s`), or send it to another system (`send %s`)"
_OF_THE_CALL = {
    "caller": _SEND % ("caller", "caller"),
    "called": _SEND % ("called", "called"),
    "call": "a flow does not know the ID of its call; give it to another system: `send call`",
}
"""What to do instead where a name is meant for something of the call that is no value."""

_MILLISECONDS = {"ms": 1, "s": 1_000, "m": 60_000}

_KINDS = {
    "Name": "a name",
    "Word": "a word in capitals",
    "Text": "a string",
    "Number": "a number",
    "Duration": "a duration",
    "Phone": "a telephone number",
    "Sip": "a SIP URI",
    "Keys": "telephone keys",
    "Pattern": "a pattern of keys",
    "Date": "a date",
    "Time": "a time",
}


class Constant:
    """A constant, where it stands, and whether anything has asked for it."""

    __slots__ = ("name", "used", "value")

    def __init__(self, name: tree.Name, value: tree.Value) -> None:
        self.name = name
        self.value = value
        self.used = False


class Scope:
    """Constants by name; what is not found here is looked for in the outer scope."""

    def __init__(self, outer: Scope | None = None) -> None:
        self.constants: dict[str, Constant] = {}
        self.opening: dict[str, Hours] = {}
        self.outer = outer
        self.later: dict[str, Span] = {}
        self.targets: dict[str, Span] = {}
        self.nodes: Container[str] = ()
        self.guesses: Guesses = Guesses() if outer is None else outer.guesses
        self.entry: Entry | None = None if outer is None else outer.entry

    def within(self, entry: Entry) -> Scope:
        """This scope inside a handler, where ``digits`` is what the caller has pressed."""
        scope = Scope(self)
        scope.entry = entry
        return scope

    def define(self, name: tree.Name, value: tree.Value) -> Finding | None:
        """Add a constant with a finished value; a finding where the name is taken in this very scope."""
        known = self.constants.get(name.text)
        if known is not None:
            return error(
                "MV103",
                name.span,
                f"the constant `{name.text}` is defined twice",
                labels=[Label(known.name.span, "first defined here")],
                help="give one of the two another name, or delete it",
            )
        self.constants[name.text] = Constant(name, value)
        return None

    def lookup(self, name: str) -> tree.Value | None:
        """The value of a constant, None where there is none; remembers that it was asked for."""
        found = self.constants.get(name)
        if found is not None:
            found.used = True
            return found.value
        return self.outer.lookup(name) if self.outer is not None else None

    def knows(self, name: str) -> bool:
        """Whether there is a constant of that name; nobody is taken to have used it."""
        return name in self.constants or (self.outer is not None and self.outer.knows(name))

    def names(self) -> Iterator[str]:
        yield from self.constants
        if self.outer is not None:
            yield from self.outer.names()

    def unknown(self, name: tree.Name) -> Finding:
        """The finding for a name that no constant has, or none yet (``later`` holds those further down)."""
        if name.text == "digits":
            help = "keep what was pressed where it is known: on digits { set number = digits; goto next }"
            return error("MV102", name.span, "`digits` is known only inside a handler of a menu or collect", help=help)
        passed = self._passed_target(name.text)
        if passed is not None:
            return error(
                "MV108",
                passed,
                f"`{name.text}` is a value, and a place to lead the call to is passed for it",
                labels=[Label(name.span, "here the part uses it as a value")],
                help="pass a string, a number, a duration, a telephone number or a constant",
            )
        later = self.later.get(name.text)
        if later is not None:
            return error(
                "MV102",
                name.span,
                f"the constant `{name.text}` is not defined yet",
                labels=[Label(later, "defined only here")],
                help="a constant can use those before it: move the definition up",
            )
        finding = error("MV102", name.span, f"there is no constant called `{name.text}`")
        if name.text in _OF_THE_CALL:
            return finding._replace(help=_OF_THE_CALL[name.text])
        if self._is_node(name.text):
            help = f"`{name.text}` is a node; a call goes on there by `goto {name.text}`"
            return finding._replace(help=f"{help}, in a handler by `-> {name.text}`")
        close = self.guesses.closest(name.text, self.names())
        return suggest(finding, name.text, close, self.names(), f"define it: const {name.text} = ...")

    def _is_node(self, name: str) -> bool:
        return name in self.nodes or (self.outer is not None and self.outer._is_node(name))

    def _passed_target(self, name: str) -> Span | None:
        """Where a use passes a target for the parameter of that name (``targets`` holds those)."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.targets:
                return scope.targets[name]
            scope = scope.outer
        return None

    # --- opening hours -----------------------------------------------------------------------------------------

    def define_hours(self, hours: Hours) -> Finding | None:
        """Add opening hours; a finding where their name is taken in this very scope."""
        known = self.opening.get(hours.name)
        if known is None:
            self.opening[hours.name] = hours
            return None
        return error(
            "MV103",
            hours.span,
            f"the hours `{hours.name}` are declared twice",
            labels=[Label(known.span, "first declared here")],
            help="give one of the two another name, or put their lines together",
        )

    def hours(self, name: tree.Name, findings: list[Finding]) -> Hours | None:
        """The opening hours of a name; None, and a finding, where there are none."""
        scope: Scope | None = self
        known: dict[str, Hours] = {}
        while scope is not None:
            known = {**scope.opening, **known}
            scope = scope.outer
        if name.text in known:
            return known[name.text]
        found = error("MV102", name.span, f"there are no hours called `{name.text}`")
        close = self.guesses.closest(name.text, known)
        otherwise = f'declare them: hours {name.text} "Europe/Dublin" {{ mon-fri 09:00-17:00 }}'
        findings.append(suggest(found, name.text, close, known, otherwise))
        return None


def describe(value: tree.Value) -> str:
    """What kind of value this is, in the reader's words: ``a duration``."""
    return _KINDS[type(value).__name__]


def in_units(value: tree.Duration, unit: str) -> tuple[int, int]:
    """How many whole ``unit`` (``s`` or ``ms``) a duration has, and the milliseconds left over."""
    return divmod(value.value * _MILLISECONDS[value.unit], _MILLISECONDS[unit])


def interpolate(text: tree.Text, scope: Scope, findings: list[Finding]) -> str | None:
    """The text of a string with its inserts resolved; None, and a finding, where that is not possible."""
    if len(text.parts) == 1 and isinstance(text.parts[0], str):
        return text.parts[0]
    pieces: list[str] = []
    sound = True
    for part in text.parts:
        if isinstance(part, str):
            pieces.append(part)
            continue
        value = scope.lookup(part.name.text)
        match value:
            case None:
                findings.append(scope.unknown(part.name))
            case tree.Text():
                pieces.append(value.literal)
                continue
            case tree.Number(text=written) | tree.Phone(text=written) | tree.Sip(text=written):
                pieces.append(written)
                continue
            case _:
                findings.append(
                    error(
                        "MV204",
                        part.span,
                        f"`{part.name.text}` is {describe(value)}, which cannot be put into a string",
                        help="strings, integers, telephone numbers and SIP URIs can; write the words to be spoken",
                    )
                )
        sound = False
    if not sound:
        return None
    whole = "".join(pieces)
    if len(whole) > MAX_TEXT:
        findings.append(
            error("MV002", text.span, f"this string comes to {len(whole):,} characters; {MAX_TEXT:,} are allowed")
        )
        return None
    return whole


def finish(value: tree.Value, scope: Scope, findings: list[Finding]) -> tree.Value | None:
    """A value with nothing left to look up: a constant's name replaced by its value, inserts resolved."""
    match value:
        case tree.Name(text=name):
            known = scope.lookup(name)
            if known is None:
                findings.append(scope.unknown(value))
            return known
        case tree.Text():
            whole = interpolate(value, scope, findings)
            return None if whole is None else value._replace(parts=(whole,))
        case _:
            return value


