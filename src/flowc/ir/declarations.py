"""What a file declares beside its flows: constants, opening hours, parts, and defaults that have a name.

Its flows and parts see all of it; whoever imports the file sees it too, and nothing of what the file imports itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from flowc.actions import catalogue
from flowc.diagnostics import Finding, Label, error, warning
from flowc.ir.handlers import duplicates
from flowc.ir.hours import read_hours
from flowc.ir.overrides import Overrides
from flowc.ir.settings import read_settings
from flowc.ir.values import Constant, Scope, finish
from flowc.modules import Module, Modules
from flowc.source import Span
from flowc.syntax import tree

__all__ = [
    "Declarations", "NamedDefaults", "PartDeclaration", "declarations_of", "define_constants", "define_hours",
    "reserved_constants", "unused_constants",
]  # fmt: skip

_CONSTANT_WORDS = frozenset({"true", "false", "none", "digits"})


class PartDeclaration:
    """A part and the file whose constants and parts it sees. ``used`` where some use has been expanded."""

    __slots__ = ("home", "tree", "used")

    def __init__(self, part: tree.Part, home: Declarations) -> None:
        self.tree = part
        self.home = home
        self.used = False


class NamedDefaults:
    """``defaults house { ... }``. ``served`` are the events (by identity) that served some node of any flow, and
    ``teller`` is the flow that tells of the others: the first that takes these over."""

    __slots__ = ("home", "served", "teller", "tree")

    def __init__(self, defaults: tree.Defaults, home: Declarations) -> None:
        self.tree = defaults
        self.home = home
        self.served: set[int] = set()
        self.teller: str | None = None


class Declarations:
    """The names of one file, its own and those that it imports."""

    def __init__(self, module: Module) -> None:
        self.module = module
        self.scope = Scope()
        self.parts: dict[str, PartDeclaration] = {}
        self.defaults: dict[str, NamedDefaults] = {}

    @property
    def own_constants(self) -> list[Constant]:
        span = self.module.tree.span
        return [known for known in self.scope.constants.values() if span.start <= known.name.span.start < span.end]

    @property
    def own_parts(self) -> Iterator[PartDeclaration]:
        return (part for part in self.parts.values() if part.home is self)

    @property
    def own_defaults(self) -> Iterator[NamedDefaults]:
        return (defaults for defaults in self.defaults.values() if defaults.home is self)


def declarations_of(modules: Modules, overrides: Overrides, findings: list[Finding]) -> list[Declarations]:
    """What every file declares, in the order of the modules; each file is read behind those that it imports."""
    result = [Declarations(module) for module in modules.modules]
    for index in modules.order:
        declared = result[index]
        for written, other in declared.module.imports:
            _take_over(declared, result[other], written, findings)
        _declare(declared, overrides, findings)
    for declared in result:
        findings += _recursive(declared)
    return result


def _declare(declared: Declarations, overrides: Overrides, findings: list[Finding]) -> None:
    items = declared.module.tree.items
    constants = [item for item in items if isinstance(item, tree.Const)]
    define_constants(constants, declared.scope, None, overrides, findings)
    define_hours(items, declared.scope, findings)
    for item in items:
        if isinstance(item, tree.Part):
            known = declared.parts.setdefault(item.name.text, PartDeclaration(item, declared))
            if known.tree is not item:
                findings.append(_twice("part", item.name, known.tree.name.span))
        elif isinstance(item, tree.Defaults) and item.name is not None:
            defaults = declared.defaults.setdefault(item.name.text, NamedDefaults(item, declared))
            read_settings("defaults", item.items, findings)
            findings += duplicates([handler for handler in item.items if isinstance(handler, tree.Handler)])
            if defaults.tree is not item:
                first = defaults.tree.name
                findings.append(_twice("`defaults`", item.name, item.name.span if first is None else first.span))
        elif isinstance(item, tree.Defaults):
            findings.append(
                error(
                    "MV104",
                    item.span,
                    "these defaults have no name, so no flow can take them over",
                    help="write `defaults house { ... }`, and `defaults house` in each flow that has them",
                )
            )


def _take_over(into: Declarations, source: Declarations, written: tree.Import, findings: list[Finding]) -> None:
    """Put what a file declares itself among the names of a file that imports it."""
    for item in source.module.tree.items:
        if isinstance(item, tree.Const):
            constant = source.scope.constants[item.name.text]
            known = into.scope.constants.setdefault(item.name.text, constant)
            if known is not constant:
                spans = known.name.span, constant.name.span
                findings.append(_brought_twice("constant", item.name.text, written, *spans))
        elif isinstance(item, tree.Hours) and item.name.text in source.scope.opening:
            hours = source.scope.opening[item.name.text]
            if into.scope.opening.setdefault(hours.name, hours) is not hours:
                first = into.scope.opening[hours.name].span
                findings.append(_brought_twice("opening hours", hours.name, written, first, hours.span))
    for part in source.own_parts:
        first_part = into.parts.setdefault(part.tree.name.text, part)
        if first_part is not part:
            spans = first_part.tree.name.span, part.tree.name.span
            findings.append(_brought_twice("part", part.tree.name.text, written, *spans))
    for defaults in source.own_defaults:
        assert defaults.tree.name is not None, "only those with a name are kept"
        name = defaults.tree.name.text
        first_defaults = into.defaults.setdefault(name, defaults)
        if first_defaults is not defaults:
            spans = first_defaults.tree.span, defaults.tree.name.span
            findings.append(_brought_twice("defaults", name, written, *spans))


def _twice(what: str, name: tree.Name, first: Span) -> Finding:
    return error(
        "MV103",
        name.span,
        f"there are two {what if what.startswith('`') else what + 's'} called `{name.text}`",
        labels=[Label(first, "the first one")],
        help="rename one of them",
    )


def _brought_twice(what: str, name: str, written: tree.Import, first: Span, second: Span) -> Finding:
    return error(
        "MV103",
        written.path.span,
        f"two imported files declare the {what} `{name}`",
        labels=[Label(first, "the first one"), Label(second, "the one that comes with this import")],
        help="rename one of the two, or move it into a file of its own that only some import",
    )


_SHOWN = 8
"""Parts of a circle that are named."""


# --- recursion ----------------------------------------------------------------------------------------------------


def _recursive(declared: Declarations) -> Iterator[Finding]:
    """MV108 for every cycle of parts that begins in this file, at the use that closes it."""
    done: set[int] = set()
    for start in declared.own_parts:
        if id(start) in done:
            continue
        path, uses = [start], [_uses_in(start)]
        places = {id(start): 0}
        while uses:
            use = next(uses[-1], None)
            if use is None:
                uses.pop()
                last = id(path.pop())
                del places[last]
                done.add(last)
                continue
            inner = declared.parts.get(use.part.text)
            if inner is None or inner.home is not declared or id(inner) in done:
                continue  # what is imported cannot lead back: files that import one another are refused
            first = places.get(id(inner))
            if first is not None:
                yield _takes_itself(use, path[first : first + _SHOWN], len(path) - first)
            else:
                places[id(inner)] = len(path)
                path.append(inner)
                uses.append(_uses_in(inner))


def _uses_in(part: PartDeclaration) -> Iterator[tree.Use]:
    return (item for item in part.tree.items if isinstance(item, tree.Use))


def _takes_itself(use: tree.Use, cycle: Sequence[PartDeclaration], length: int) -> Finding:
    """``cycle`` is the beginning of a cycle of ``length`` parts."""
    names = [part.tree.name.text for part in cycle]
    names += ["..."] if length > len(cycle) else []
    return error(
        "MV108",
        use.part.span,
        f"the part `{names[0]}` takes itself in, which has no end: {' -> '.join([*names, names[0]])}",
        help="lead back to a node that asks again, instead of taking the part in once more",
    )


# --- constants and hours ------------------------------------------------------------------------------------------


def define_constants(
    constants: Iterable[tree.Const], scope: Scope, flow: str | None, overrides: Overrides, findings: list[Finding]
) -> None:
    """Put constants into a scope, in order; each may use those before it."""
    constants = list(constants)
    scope.later = {constant.name.text: constant.name.span for constant in constants}
    for constant in constants:
        scope.later.pop(constant.name.text, None)
        name = constant.name
        if name.text in reserved_constants():
            findings.append(
                error(
                    "MV106",
                    name.span,
                    f"a constant cannot be called `{name.text}`: the word has a meaning in actions",
                    help=f"call it `{name.text}_value`, or after what it is for",
                )
            )
        value = finish(overrides.value(flow, name.text, constant.value, findings), scope, findings)
        twice = scope.define(name, constant.value if value is None else value)
        if twice is not None:
            findings.append(twice)


def define_hours(declared: Iterable[object], scope: Scope, findings: list[Finding]) -> None:
    """Put the opening hours among some declarations into a scope."""
    for item in declared:
        if isinstance(item, tree.Hours):
            twice = scope.define_hours(read_hours(item, scope, findings))
            if twice is not None:
                findings.append(twice)


def unused_constants(constants: Iterable[Constant]) -> list[Finding]:
    """MV105 for every constant that nothing asked for."""
    return [
        warning(
            "MV105",
            constant.name.span,
            f"the constant `{constant.name.text}` is never used",
            help="delete it, or use it where its value is written out",
        )
        for constant in constants
        if not constant.used
    ]


@cache
def reserved_constants() -> frozenset[str]:
    """Words that mean something where a value stands."""
    words = set(_CONSTANT_WORDS)
    for action in catalogue().values():
        for field in action.fields.values():
            words.add(field.word)
            words.update(word for word in field.enum if isinstance(word, str))
    return frozenset(words)
