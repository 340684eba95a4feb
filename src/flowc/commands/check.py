"""``flowc check``: everything that goes wrong for a caller, before there is one."""

from __future__ import annotations

from flowc.commands.changing import DIFF, difference, mend, replace, show_difference, wants_fixes
from flowc.commands.compiling import COMPILING, Compiled, compile_inputs, compile_texts, texts_changed
from flowc.commands.console import Console, UserError, write_file
from flowc.commands.inputs import SUFFIX, Inputs
from flowc.commands.options import Arguments, Command, Option
from flowc.commands.reporting import REPORT, report, statistics, status, summary
from flowc.commands.settings import SETTINGS
from flowc.diagnostics import Finding

__all__ = ["COMMAND"]


def run(arguments: Arguments, console: Console) -> int:
    if arguments.flag("--list-rules"):
        return _list_rules(console)
    if not arguments.operands:
        raise UserError("`flowc check` needs FILE...", "`flowc check .` checks every flow beneath this directory")
    compiled = compile_inputs(arguments, console, libraries=True)
    if arguments.flag("--add-ignore"):
        return _add_ignore(compiled, arguments, console)
    aside = False
    if wants_fixes(arguments):
        before = compiled.inputs
        compiled, mended = _mended(compiled, arguments)
        if arguments.flag("--diff"):
            return show_difference(before, compiled.inputs, console)
        replace(before, compiled.inputs.texts, console)
        console.say(f"{mended} mended")
        aside = before.stdin is not None
    findings = _without_baseline(compiled, arguments, console)
    if arguments.flag("--statistics"):
        statistics(findings, arguments, console)
    elif arguments.flag("--stats"):
        _stats(compiled, arguments, console)
    else:
        program = compiled.compilation.program
        report(findings, compiled.sources, arguments, console, program=program, aside=aside)
    summary(findings, len(compiled.inputs.texts), arguments, console)
    if not compiled.inputs.complete:
        return 2
    return status(findings, compiled.settings, arguments, "warning")


def _stats(compiled: Compiled, arguments: Arguments, console: Console) -> None:
    """The worst case of every flow, unless there are errors: then nobody can say."""
    from flowc.commands.stats import stats_text, stats_values

    program = compiled.compilation.program
    if program is None or compiled.compilation.has_errors:
        console.say("there is no worst case to tell while there are errors; `flowc check` shows them")
    elif arguments.value("--format") == "json":
        import json

        for value in stats_values(program, compiled.settings.limits):
            console.data(json.dumps(value) + "\n")
    else:
        console.data(stats_text(program, compiled.settings.limits))


def _mended(compiled: Compiled, arguments: Arguments) -> tuple[Compiled, int]:
    def again(inputs: Inputs) -> Compiled:
        return compile_texts(inputs, compiled.settings, arguments, libraries=True)

    return mend(compiled, again, unsafe=arguments.flag("--unsafe-fixes"))


def _add_ignore(compiled: Compiled, arguments: Arguments, console: Console) -> int:
    """Write suppressions for what is found now, each with the reason that was given."""
    from flowc.fixes import apply_edits
    from flowc.suppression import ignoring

    reason = " ".join((arguments.value("--add-ignore") or "").split())
    if not reason:
        raise UserError("--add-ignore needs the reason", "--add-ignore='spoken by the previous step'")
    edits = ignoring(compiled.findings, compiled.sources, reason)
    own = [edit for edit in edits if compiled.sources.at(edit.span.start).path in compiled.inputs.texts]
    after = {**compiled.inputs.texts, **apply_edits(own, compiled.sources)}
    if arguments.flag("--diff"):
        console.data(difference(compiled.inputs.texts, after))
        return 0
    replace(compiled.inputs, after, console)
    changed = texts_changed(compiled.inputs, after)
    left = compile_texts(changed, compiled.settings, arguments, libraries=True).findings
    console.say(f"{len(own)} suppressions written")
    if any(finding.severity == "error" for finding in left):
        console.say("errors are left that cannot be suppressed; `flowc check` shows them")
    return status(left, compiled.settings, arguments, "warning")


def _without_baseline(compiled: Compiled, arguments: Arguments, console: Console) -> list[Finding]:
    """The findings that are new, or all of them where there is no baseline."""
    path = arguments.value("--baseline")
    if path is None:
        if arguments.flag("--write-baseline"):
            raise UserError("--write-baseline needs --baseline FILE, the file to write")
        return compiled.findings
    from flowc import baseline
    from flowc.files import InputError, read_text

    if arguments.flag("--write-baseline"):
        write_file(path, baseline.write(compiled.findings, compiled.sources))
    try:
        known = baseline.read(read_text(path))
    except InputError as problem:
        raise UserError(str(problem), "--write-baseline writes the file that --baseline names") from None
    except baseline.BaselineError as problem:
        raise UserError(f"{path}: {problem}") from None
    compared = baseline.compare(compiled.findings, compiled.sources, known)
    if compared.known:
        console.say(f"{compared.known} findings are in the baseline and do not count")
    if compared.gone:
        console.say(f"{compared.gone} findings of the baseline are no longer there (--write-baseline drops them)")
    return compared.new


def _list_rules(console: Console) -> int:
    from flowc.checks.rules import RULES

    width = max(len(rule.name) for rule in RULES)
    for rule in RULES:
        console.data(f"{rule.code}  {rule.name:<{width}}  {rule.severity:<7}  {rule.summary.rstrip('.')}\n")
    return 0


COMMAND = Command(
    "check",
    "Find what goes wrong for callers",
    run,
    options=(
        *REPORT,
        *SETTINGS,
        Option("--statistics", "Count the findings of each rule instead of showing them"),
        Option("--stats", "Show the worst case of each flow in numbers instead of the findings"),
        Option("--list-rules", "List the rules and check nothing"),
        Option("--fix", "Mend what can be mended without changing a call"),
        Option("--unsafe-fixes", "Mend also where that changes what callers experience"),
        DIFF,
        Option("--add-ignore", "Suppress what is found now, for this reason", "REASON"),
        Option("--baseline", "Findings that do not count because they are known", "FILE", path="file"),
        Option("--write-baseline", "Write what is found now into the baseline"),
        *COMPILING,
    ),
    operands="FILE...",
    suffix=SUFFIX,
    description="""\
Checks flows over every journey that a caller can take. The report goes to standard output, a line
about the run to standard error. Exits with 0 where nothing was found, 1 where there is a warning or
an error (--fail-on), 2 where something could not be checked. An info never fails a run.""",
    examples=(
        ("flowc check reception.mv", "one flow"),
        ("flowc check .", "all flows beneath this directory"),
        ("flowc check . --format github", "annotations for GitHub Actions"),
        ("flowc check . --select MV3,MV4", "paths and the state of the call only"),
        ("flowc check . --fix --diff", "what could be mended by itself"),
    ),
)
