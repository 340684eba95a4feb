"""``flowc fmt``: one way to write a flow."""

from __future__ import annotations

from flowc.commands.changing import difference, replace
from flowc.commands.console import Console
from flowc.commands.inputs import STDIN_FILENAME, SUFFIX, read_inputs
from flowc.commands.options import Arguments, Command, Option
from flowc.commands.reporting import report
from flowc.diagnostics import Finding
from flowc.source import SourceMap

__all__ = ["COMMAND"]


def run(arguments: Arguments, console: Console) -> int:
    from flowc.syntax import format_file, parse

    inputs = read_inputs(arguments, console)
    sources = SourceMap()
    findings: list[Finding] = []
    after: dict[str, str] = {}
    for path, text in inputs.texts.items():
        source = sources.add(path, text)
        file, problems = parse(source)
        findings += problems
        if not problems:
            after[path] = format_file(file, source)
    report(findings, sources, arguments, console, aside=True)
    changed = [path for path, text in after.items() if text != inputs.texts[path]]
    if arguments.flag("--diff"):
        console.data(difference(inputs.texts, after))
    elif arguments.flag("--check"):
        for path in changed:
            console.data(f"{path}\n")
    else:
        replace(inputs, after, console)
    _say(changed, after, arguments, console)
    if not inputs.complete:
        return 2
    only_looking = arguments.flag("--check") or arguments.flag("--diff")
    return int(bool(findings) or (only_looking and bool(changed)))


def _say(changed: list[str], after: dict[str, str], arguments: Arguments, console: Console) -> None:
    would = "would be " if arguments.flag("--check") or arguments.flag("--diff") else ""
    console.say(f"{len(changed)} {would}formatted, {len(after) - len(changed)} left as they are")


COMMAND = Command(
    "fmt",
    "Format flows",
    run,
    options=(
        Option("--check", "Write nothing; list the files that would change, and exit with 1 if there are any"),
        Option("--diff", "Write nothing; show what would change"),
        STDIN_FILENAME,
    ),
    operands="FILE...",
    least=1,
    suffix=SUFFIX,
    description="""\
Rewrites flows in the one form that there is: four spaces, one statement a line, comments where they
were. Nothing that a caller experiences changes. A file with syntax errors is left alone, they are
shown, and the exit status is 1.""",
    examples=(
        ("flowc fmt .", "all flows beneath this directory"),
        ("flowc fmt --check .", "for continuous integration"),
        ("flowc fmt - < a.mv", "from standard input to standard output"),
    ),
)
