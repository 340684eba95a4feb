"""``flowc explain``: the page of a rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flowc.checks.rule import Rule
from flowc.checks.rules import RULES
from flowc.commands.console import Console, UserError
from flowc.commands.options import Arguments, Command
from flowc.diagnostics import did_you_mean
from flowc.report.style import paint

__all__ = ["COMMAND"]


def run(arguments: Arguments, console: Console) -> int:
    for operand in arguments.operands:
        rule = _rule(operand)
        if not rule.page:
            raise UserError(f"{rule.code} has no page here", "pages are stripped under `python -OO`")
        console.data("\n".join(_shown(rule, console.colour)) + "\n")
    return 0


def _rule(word: str) -> Rule:
    for rule in RULES:
        if word.upper() == rule.code or word.lower().replace("_", "-") == rule.name:
            return rule
    close = did_you_mean(word, _words())
    hint = f"did you mean `{close}`?" if close else "`flowc check --list-rules` lists the rules"
    raise UserError(f"there is no rule `{word}`", hint)


def _words() -> Sequence[str]:
    return [word for rule in RULES for word in (rule.code, rule.name)]


def _shown(rule: Rule, colour: bool) -> Iterator[str]:
    """The page in Markdown; on a terminal with the flows that are wrong and right told apart."""
    yield paint(f"# {rule.code} {rule.name} ({rule.severity})", "strong", colour)
    yield ""
    meaning = ""
    for line in (rule.page or "").strip().split("\n"):
        if line.startswith("```"):
            meaning = "" if meaning else "removed" if " bad" in line else "added" if " good" in line else "frame"
            yield paint(line, "frame", colour)
        elif line.startswith("#"):
            yield paint(line, "strong", colour)
        else:
            yield paint(line, meaning, colour) if meaning else line


COMMAND = Command(
    "explain",
    "Explain a finding: why callers suffer, and how to mend it",
    run,
    operands="RULE...",
    least=1,
    words=_words,
    description="""\
Shows the page of a rule: what is wrong, a flow that has the fault, and the same flow mended. A rule is
named by its code or by its name, as findings show them; `flowc check --list-rules` lists all of them.
The page is Markdown.""",
    examples=(
        ("flowc explain MV309", "by code"),
        ("flowc explain silent-loop", "by name"),
    ),
)
