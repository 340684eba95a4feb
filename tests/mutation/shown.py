"""What is known of mutants: a line for each module, the table for docs/mutation.md, what the survivors change."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import unified_diff

from .modules import GROUPS, ROOT, group_of
from .mutants import WHILE_COLLECTED, Known, function_of

__all__ = ["PAGE", "line", "survivors", "table", "with_table"]

PAGE = ROOT / "docs" / "mutation.md"
_BEGIN = "<!-- made by python -m tests.mutation --write -->\n"
_END = "<!-- end -->\n"
_SURVIVED = ("survived", "no test")
_KILLED = ("killed", "timeout")


def line(name: str, known: Iterable[Known]) -> str:
    count = _count(known)
    return f"{name}: {_ran(count)} of {count.total()} mutants run, {_killed(count)} killed, score {_score(count)}"


def survivors(known: Known) -> Iterator[str]:
    """For each mutant that survived, its name and the lines that it changes."""
    parsed = ast.walk(ast.parse(known.source))
    functions = {node.name: node for node in parsed if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    for name, fate in known.fates.items():
        if fate in _SURVIVED:
            pair = (functions[f"{function_of(name)}__mutmut_orig"], functions[name])
            before, after = (ast.get_source_segment(known.source, function) or "" for function in pair)
            yield "\n".join([f"{known.module}.{name} ({fate})", *_changes(before, after)])


def _changes(before: str, after: str) -> list[str]:
    """The lines in which two functions differ, but for their names."""
    lines = unified_diff(before.splitlines()[1:], after.splitlines()[1:], lineterm="", n=0)
    return [line for line in lines if line[:2] not in ("++", "--", "@@")]


def table(known: list[Known]) -> str:
    """A row for each group, and one for each module that has mutants."""
    titles = "| module | mutants run of total | killed | score |\n|---|---:|---:|---:|\n"
    groups = {group: [one for one in known if group_of(one.module) == group] for group in GROUPS}
    together = [_row(f"**{group}**, {_modules(those)}", those) for group, those in groups.items()]
    together.append(_row(f"**together**, {_modules(known)}", known))
    text = titles + "".join(together)
    for group, those in groups.items():
        rows = [_row(f"`{one.module.removeprefix('flowc.')}`", [one]) for one in those if one.fates]
        text += f"\n<details><summary>{group}</summary>\n\n{titles}{''.join(rows)}\n</details>\n"
    return text


def with_table(page: str, known: list[Known]) -> str:
    before, _, rest = page.partition(_BEGIN)
    return f"{before}{_BEGIN}\n{table(known)}\n{_END}{rest.partition(_END)[2]}"


def _modules(known: list[Known]) -> str:
    return f"{sum(one.digest != '' and not one.missing() for one in known)} of {len(known)} modules"


def _row(name: str, known: Iterable[Known]) -> str:
    count = _count(known)
    return f"| {name} | {_ran(count):,} of {count.total():,} | {_killed(count):,} | {_score(count)} |\n"


def _count(known: Iterable[Known]) -> Counter[str | None]:
    return Counter(fate for one in known for fate in one.fates.values())


def _ran(count: Counter[str | None]) -> int:
    return count.total() - count[None] - count[WHILE_COLLECTED]


def _killed(count: Counter[str | None]) -> int:
    return sum(count[fate] for fate in _KILLED)


def _score(count: Counter[str | None]) -> str:
    return f"{100 * _killed(count) / _ran(count):.1f} %" if _ran(count) else "none"
