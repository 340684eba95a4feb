"""The words of an action, resolved: a flow's ``bridge desk timeout 20s`` becomes the platform's fields and values.

The tree keeps the words flat, because which of them are fields is known only to the catalogue. The value of the main
field stands first; behind it each word is the name of a field, and then, unless that field is a boolean, its value. A
value is a word that the field allows (``read``, ``POST``), else a constant, else what is written out. Every finding is
at the word that is wrong, and an action with a wrong field still comes back with its others, so that whatever
else is wrong with the flow is found in the same run.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from flowc.actions import ActionDef, FieldDef, catalogue, closest_action
from flowc.diagnostics import Edit, Finding, Fix, Label, error, respell
from flowc.field_checks import Problem, check_field, missing_field, unknown_field
from flowc.ir import graph
from flowc.ir.entries import escaped, holds_digits, sample, with_digits
from flowc.ir.values import Scope, describe, in_units, interpolate
from flowc.records import NamedTuple
from flowc.source import Span
from flowc.syntax import tree

__all__ = ["resolve_action", "resolve_set", "resolve_unset"]

_UNITS = {"s": "seconds", "ms": "milliseconds"}
_SPOKEN_UNITS = {"s": "s", "sec": "s", "second": "s", "m": "m", "min": "m", "minute": "m", "ms": "ms"}


def resolve_action(
    action: tree.Action, scope: Scope, findings: list[Finding], *, partial: bool = False
) -> graph.Action | None:
    """The platform action that a flow's action comes to; None, and a finding, where there is none of that name.

    ``findings`` receives what is wrong, each finding at its word. With ``partial`` required fields may be left out, as
    in the ``expect`` line of a test. Fields come in the order of the schema; the span ends before ``on failed``.
    """
    known = catalogue().get(action.name.text)
    if known is None or known.written is not None:
        findings.append(_unknown_action(action.name, known, scope))
        return None
    reader = _Reader(known, scope, findings)
    reader.read(action.words)
    if not partial:
        reader.missing(action.name)
    if action.failed is None:
        return reader.action_of(action.span)
    last = action.words[-1] if action.words else action.name
    return reader.action_of(action.name.span.merge(last.span))


def resolve_set(statement: tree.SetVariable, scope: Scope, findings: list[Finding]) -> graph.Action | None:
    """``set NAME = VALUE`` as an action; None where the name or the value is wrong."""
    known = catalogue()["set_variables"]
    field = known.fields["variables"]
    name = _variable(statement.name, scope, findings)
    if holds_digits(statement.value):
        written = with_digits(_as_text(statement.value), known, field, scope, findings)
        value = None if written is None else written.text
    else:
        written = None
        value = _text_value(statement.value, scope, findings, "a call variable")
    if name is None or value is None:
        return None
    if not _sound(known, field, {name: ""}, statement.name.span, findings):
        return None
    if written is not None and written.template:
        variables = graph.Field("variables", {name: value}, statement.value.span)
        return graph.Action(known.name, (variables,), statement.span, template=True)
    if not _sound(known, field, {name: value}, statement.value.span, findings):
        return None
    variables = graph.Field("variables", {name: value}, statement.value.span)
    return graph.Action(known.name, (variables,), statement.span)


def resolve_unset(statement: tree.UnsetVariable, scope: Scope, findings: list[Finding]) -> graph.Action | None:
    """``unset NAME`` as an action; None where the name is wrong."""
    known = catalogue()["unset_variables"]
    name = _variable(statement.name, scope, findings)
    if name is None or not _sound(known, known.fields["names"], [name], statement.name.span, findings):
        return None
    return graph.Action(known.name, (graph.Field("names", [name], statement.name.span),), statement.span)


@cache
def _required(action: str) -> tuple[str, ...]:
    """The fields that an action of the catalogue cannot do without."""
    return catalogue()[action].required


class _Value(NamedTuple):
    """A value for the wire and the span it was written at. ``template`` where digits are to be filled in."""

    value: Any
    span: Span
    template: bool = False


class _Reader:
    """Reads the words of one action into fields."""

    def __init__(self, action: ActionDef, scope: Scope, findings: list[Finding]) -> None:
        self.action = action
        self.scope = scope
        self.findings = findings
        self.found: dict[str, _Value] = {}
        self.given: dict[str, Span] = {}

    def action_of(self, span: Span) -> graph.Action:
        """The action with the fields that were read; a template as a whole where one of them is."""
        found = [(name, self.found[name]) for name in self.action.fields if name in self.found]
        fields = [graph.Field(name, value, at) for name, (value, at, _) in found]
        plain = graph.Action(self.action.name, tuple(fields), span)
        if not any(value.template for _, value in found):
            return plain
        both = zip(escaped(plain).fields, found, strict=True)
        written = tuple(field._replace(value=value.value) if value.template else field for field, (_, value) in both)
        return plain._replace(fields=written, template=True)

    def missing(self, name: tree.Name) -> None:
        for required in _required(self.action.name):
            if required not in self.given:
                field = self.action.fields[required]
                problem = missing_field(self.action, field, f"write `{_example(self.action)}`")
                self.findings.append(_finding(problem, name.span))

    def read(self, words: tuple[tree.Value, ...]) -> None:
        at = self._read_main(words)
        while at < len(words):
            at = self._read_field(words, at)

    def _read_main(self, words: tuple[tree.Value, ...]) -> int:
        main = self.action.main
        if main is None or not words or self._field_at(words, 0) is not None:
            return 0
        first = words[0]
        if isinstance(first, tree.Name) and not self._is_value(self.action.fields[main], first, words):
            return 0
        self._take(self.action.fields[main], words[0], words[0].span)
        return 1

    def _is_value(self, field: FieldDef, name: tree.Name, words: tuple[tree.Value, ...]) -> bool:
        """Whether a name in the place of the main value is one; a misspelled field with its value behind it is not."""
        if name.text in field.enum or holds_digits(name) or len(words) == 1:
            return True
        if self.scope.lookup(name.text) is not None:
            return True
        if not isinstance(words[1], tree.Name) and self._closest(name, self.action.words):
            return self._closest(name, self.scope.names()) is not None
        return True

    def _read_field(self, words: tuple[tree.Value, ...], at: int) -> int:
        """Read a field and its value; the place behind them."""
        word = words[at]
        field = self._field_at(words, at)
        if field is None:
            self.findings.append(self._unexpected(words, at))
            return self._behind_unknown(words, at)
        following = words[at + 1] if at + 1 < len(words) else None
        if field.type == "boolean":
            return self._read_boolean(field, word, following, at)
        spoken = self._spoken_duration(field, words, at + 1)
        if spoken is not None:
            if self._claim(field, word.span):
                self.findings.append(spoken)
            return at + 3
        if following is None or (self._field_at(words, at + 1) is not None and not _allows(field, following)):
            if self._claim(field, word.span):
                help = f"write `{_pair(self.action, field)}`"
                self.findings.append(error("MV204", word.span, f"`{field.word}` has no value", help=help))
            return at + 1
        self._take(field, following, word.span)
        return at + 2

    def _read_boolean(self, field: FieldDef, word: tree.Value, following: tree.Value | None, at: int) -> int:
        first = self._claim(field, word.span)
        if isinstance(following, tree.Name) and following.text in ("true", "false"):
            if first:
                self.found[field.name] = _Value(following.text == "true", following.span)
            return at + 2
        if first:
            self.found[field.name] = _Value(True, word.span)
        if following is None or isinstance(following, tree.Name):
            return at + 1
        self.findings.append(
            error(
                "MV204",
                following.span,
                f"`{field.word}` of `{self.action.name}` is {describe(following)}, and wants true or false",
                help=f"write `{field.word}` alone for true, or `{field.word} false`",
            )
        )
        return at + 2

    def _take(self, field: FieldDef, written: tree.Value, name_span: Span) -> None:
        """Convert and check a value, and keep it where it is sound."""
        if not self._claim(field, name_span):
            return
        if holds_digits(written) and field.type == "string":
            self._take_digits(field, _as_text(written))
            return
        value = self._convert(field, written)
        if value is None:
            return
        shown = None if isinstance(written, tree.Text) else _shown(written, self.scope)
        problem = check_field(self.action, field, value, name=field.word, shown=shown)
        if problem is not None and problem.code < "MV6":  # where no call should go is for the checks to say
            self.findings.append(_finding(problem, written.span, quoted=isinstance(written, tree.Text)))
            return
        self.found[field.alias_of or field.name] = _Value(value, written.span)

    def _take_digits(self, field: FieldDef, text: tree.Text) -> None:
        """Keep a value with digits in it, where it is sound whatever they are."""
        written = with_digits(text, self.action, field, self.scope, self.findings)
        if written is None:
            return
        entry = self.scope.entry
        assert entry is not None
        filled = sample(written.text, field.name, entry) if written.template else written.text
        problem = check_field(self.action, field, filled, name=field.word)
        if problem is not None and problem.code < "MV6":
            self.findings.append(error(problem.code, text.span, problem.message, help=problem.help))
            return
        self.found[field.alias_of or field.name] = _Value(written.text, text.span, written.template)

    def _claim(self, field: FieldDef, span: Span) -> bool:
        """Note that a field is given; False, and a finding, where it is given already."""
        target = field.alias_of or field.name
        if target in self.given:
            self.findings.append(self._twice(field, span, self.given[target]))
            return False
        self.given[target] = span
        return True

    # --- values --------------------------------------------------------------------------------------------

    def _convert(self, field: FieldDef, written: tree.Value) -> Any:
        """The JSON value of what is written; None, and a finding, where it has none for this field."""
        if _allows(field, written):
            return written.text  # type: ignore[union-attr]
        value = written
        if isinstance(written, tree.Name):
            constant = self.scope.lookup(written.text)
            if constant is None:
                self.findings.append(self._unknown_word(field, written))
                return None
            value = constant
        if isinstance(value, tree.Word) and field.enum:
            self.findings.append(self._unknown_word(field, value))
            return None
        if isinstance(value, tree.Duration):
            return self._duration(field, value, written)
        if field.type == "integer" and isinstance(value, tree.Number) and field.unit is None:
            return value.value
        if field.type == "string":
            return self._text(field, value, written)
        self.findings.append(self._wrong_type(field, value, written))
        return None

    def _text(self, field: FieldDef, value: tree.Value, written: tree.Value) -> str | None:
        match value:
            case tree.Text():
                return interpolate(value, self.scope, self.findings)
            case tree.Phone(text=text) | tree.Sip(text=text) if field.format in ("destination", "caller"):
                return text
            case tree.Number(text=text) if field.format == "destination":
                problem = check_field(self.action, field, text, name=field.word)
                if problem is not None and problem.code == "MV602":
                    return text
        self.findings.append(self._wrong_type(field, value, written))
        return None

    def _duration(self, field: FieldDef, value: tree.Duration, written: tree.Value) -> int | None:
        if field.type != "integer" or field.unit is None:
            self.findings.append(self._wrong_type(field, value, written))
            return None
        count, rest = in_units(value, field.unit)
        if not rest:
            return count
        self.findings.append(
            error(
                "MV205",
                written.span,
                f"`{field.word}` of `{self.action.name}` is `{value.value}{value.unit}`, and is counted in whole "
                f"{_UNITS[field.unit]}",
                help=f"write `{field.word} {count + 1}{field.unit}`",
            )
        )
        return None

    # --- findings ------------------------------------------------------------------------------------------

    def _field_at(self, words: tuple[tree.Value, ...], at: int) -> FieldDef | None:
        word = words[at]
        return self.action.words.get(word.text) if isinstance(word, tree.Name) else None

    def _behind_unknown(self, words: tuple[tree.Value, ...], at: int) -> int:
        """Where reading goes on behind a word that is no field: the value that seems to belong to it is left out."""
        follows_value = isinstance(words[at], tree.Name) and at + 1 < len(words)
        return at + 2 if follows_value and self._field_at(words, at + 1) is None else at + 1

    def _spoken_duration(self, field: FieldDef, words: tuple[tree.Value, ...], at: int) -> Finding | None:
        """``20 seconds``, where ``20s`` is meant."""
        if field.unit is None or at + 1 >= len(words):
            return None
        count, unit = words[at], words[at + 1]
        if not isinstance(count, tree.Number) or not isinstance(unit, tree.Name):
            return None
        short = _SPOKEN_UNITS.get(unit.text.removesuffix("s"))
        if short is None:
            return None
        span = Span(count.span.start, unit.span.end)
        meant = f"{count.text}{short}"
        found = error("MV204", span, f"`{count.text} {unit.text}` is not a duration: it is written `{meant}`")
        return found._replace(help=f"write `{meant}`", fix=Fix(f"write `{meant}`", (Edit(span, meant),), safe=True))

    def _unexpected(self, words: tuple[tree.Value, ...], at: int) -> Finding:
        word = words[at]
        if isinstance(word, tree.Name):
            problem = unknown_field(self.action, word.text, self.action.words)
            close = problem.suggestion
            if isinstance(close, str):
                found = error(problem.code, word.span, problem.message, help=problem.help)
                return found._replace(fix=respell(word.span, word.text, close, self.action.words))
            only = self._only_field_for(words[at + 1 : at + 2])
            if only is not None:
                problem = problem._replace(help=f"did you mean `{only.word}`?", suggestion=only.word)
            return _finding(problem, word.span)
        fields = [f"`{name}`" for name, field in self.action.words.items() if field.alias_of is None]
        main = self.action.main and self.action.fields[self.action.main].word
        return error(
            "MV202",
            word.span,
            f"here the name of a field of `{self.action.name}` should stand, and this is {describe(word)}",
            help=f"`{self.action.name}` takes one `{main}`; its fields are {', '.join(fields)}"
            if main
            else f"`{self.action.name}` takes nothing behind its name",
        )

    def _only_field_for(self, following: tuple[tree.Value, ...]) -> FieldDef | None:
        """The one field that takes a value of this kind; None where it tells nothing."""
        if not following or not isinstance(following[0], tree.Duration):
            return None
        timed = [field for field in self.action.fields.values() if field.unit is not None and field.alias_of is None]
        return timed[0] if len(timed) == 1 else None

    def _closest(self, name: tree.Name | tree.Word, known: Iterable[str]) -> str | None:
        return self.scope.guesses.closest(name.text, known)

    def _twice(self, field: FieldDef, span: Span, first: Span) -> Finding:
        return error(
            "MV103",
            span,
            f"`{field.word}` of `{self.action.name}` is given twice",
            labels=[Label(first, "given here already")],
            help="keep one of the two",
        )

    def _unknown_word(self, field: FieldDef, name: tree.Name | tree.Word) -> Finding:
        folded = {word.lower(): word for word in field.enum}
        close = folded.get(name.text.lower()) or self._closest(name, field.enum)
        capitals = isinstance(name, tree.Word)
        if field.enum and (capitals or close or not self._closest(name, self.scope.names())):
            problem = Problem(
                "MV205",
                f"`{field.word}` of `{self.action.name}` is `{name.text}`, and may be {field.form}",
                f"did you mean `{close}`?" if close else f"the platform's limit for `{self.action.name}`",
                close,
            )
            return _finding(problem, name.span)
        return self.scope.unknown(tree.Name(name.text, name.span))

    def _wrong_type(self, field: FieldDef, value: tree.Value, written: tree.Value) -> Finding:
        wanted, help, meant = _wanted(field, value)
        named = f"`{field.word}` of `{self.action.name}`"
        whose = f"`{written.text}`" if isinstance(written, tree.Name) else "this"
        found = error("MV204", written.span, f"{named} wants {wanted}, and {whose} is {describe(value)}", help=help)
        if not meant or isinstance(written, tree.Name):
            return found
        return found._replace(fix=Fix(f"write `{meant}`", (Edit(written.span, meant),)))


def _as_text(value: tree.Value) -> tree.Text:
    """``digits`` alone as the string that inserts them."""
    if isinstance(value, tree.Text):
        return value
    assert isinstance(value, tree.Name)
    return tree.Text((tree.Insert(value, value.span),), value.span, False, "{digits}")


def _allows(field: FieldDef, word: tree.Value) -> bool:
    """Whether the word itself is a value of the field: ``read``, ``POST``."""
    return bool(field.enum) and isinstance(word, tree.Name | tree.Word) and word.text in field.enum


def _wanted(field: FieldDef, value: tree.Value) -> tuple[str, str, str]:
    """What a field wants, what to write for the value that was written, and that as an edit where it is known."""
    written = getattr(value, "text", "")
    if field.unit is not None:
        example = "20s" if field.unit == "s" else "500ms"
        meant = f"{written}{field.unit}" if isinstance(value, tree.Number) else ""
        return f"a duration such as `{example}`", f"write `{field.word} {meant or example}`", meant
    if field.type == "integer":
        return "a whole number", f"it may be {field.form}", ""
    if field.enum:
        return field.form, "", ""
    if field.format in ("destination", "caller"):
        meant = _number_meant(written)
        help = f"write `{meant or '+15551230002'}`: + and the code of the country come first"
        return "a telephone number or a SIP URI", help, meant
    quoted = f'"{written}"' if written and not isinstance(value, tree.Name) else ""
    return "a string, in double quotes", f"write `{quoted}`" if quoted else "", quoted


def _number_meant(written: str) -> str:
    from flowc.destinations import classify

    return (classify(written).suggestion or "") if written else ""


def _shown(written: tree.Value, scope: Scope) -> str | None:
    """A value as its author wrote it; a constant as what it stands for."""
    value = scope.lookup(written.text) if isinstance(written, tree.Name) else written
    match value:
        case tree.Duration(value=count, unit=unit):
            return f"{count}{unit}"
        case tree.Text() | None:
            return None
    return value.text


def _finding(problem: Problem, span: Span, *, quoted: bool = False) -> Finding:
    found = error(problem.code, span, problem.message, help=problem.help)
    if not isinstance(problem.suggestion, str):
        return found
    text = f'"{problem.suggestion}"' if quoted else problem.suggestion
    return found._replace(fix=Fix(f"write `{text}`", (Edit(span, text),)))


def _example(action: ActionDef) -> str:
    """The action's first example as a flow writes it."""
    example = action.examples[0]
    if action.main is None or action.main not in example:
        return action.name
    return f"{action.name} {_literal(action.fields[action.main], example[action.main])}"


def _pair(action: ActionDef, field: FieldDef) -> str:
    examples = [example[field.name] for example in action.examples if field.name in example]
    if examples:
        return f"{field.word} {_literal(field, examples[0])}"
    return f"{field.word} {'20s' if field.unit == 's' else '500ms' if field.unit else field.form}"


def _literal(field: FieldDef, value: Any) -> str:
    if field.unit:
        return f"{value}{field.unit}"
    plain = field.enum or field.format in ("destination", "caller") or not isinstance(value, str)
    return str(value) if plain else f'"{value}"'


# --- names and variables -------------------------------------------------------------------------------------------


def _unknown_action(name: tree.Name, known: ActionDef | None, scope: Scope) -> Finding:
    """MV201: no action of that name, or one that the language writes otherwise."""
    if known is None:
        close = closest_action(name.text, guess=scope.guesses.closest)
        known = catalogue()[close] if close is not None else None
    if known is not None and known.written is not None:
        return error(
            "MV201",
            name.span,
            f"`{name.text}` is not written as an action in a flow",
            help=f"write {known.written}",
        )
    message = f"there is no action called `{name.text}`"
    if known is None:
        usual = [f"`{action.name}`" for action in catalogue().values() if action.written is None]
        return error("MV201", name.span, message, help=f"the actions are {', '.join(usual)}")
    if name.text in known.unlike:
        return error("MV201", name.span, message, help=known.unlike[name.text])
    found = error("MV201", name.span, message, help=f"did you mean `{known.name}`?")
    return found._replace(fix=respell(name.span, name.text, known.name, catalogue()))


def _variable(name: tree.Name | tree.Text, scope: Scope, findings: list[Finding]) -> str | None:
    return name.text if isinstance(name, tree.Name) else interpolate(name, scope, findings)


def _text_value(written: tree.Value, scope: Scope, findings: list[Finding], what: str) -> str | None:
    value = written
    if isinstance(written, tree.Name):
        constant = scope.lookup(written.text)
        if constant is None:
            findings.append(scope.unknown(written))
            return None
        value = constant
    if isinstance(value, tree.Text):
        return interpolate(value, scope, findings)
    shown = getattr(value, "text", None)
    help = f'write `"{shown}"`' if shown and not isinstance(written, tree.Name) else ""
    findings.append(
        error(
            "MV204",
            written.span,
            f"{what} wants a string, in double quotes, and this is {describe(value)}",
            help=help,
        )
    )
    return None


def _sound(action: ActionDef, field: FieldDef, value: Any, span: Span, findings: list[Finding]) -> bool:
    problem = check_field(action, field, value)
    if problem is not None:
        findings.append(error(problem.code, span, problem.message, help=problem.help))
    return problem is None
