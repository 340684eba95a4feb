"""``flowc diagram``: what happens to callers, as a picture."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence

from flowc.commands.choosing import FLOW, choose_flow, flow_named
from flowc.commands.compiling import COMPILING, Compiled, compile_inputs
from flowc.commands.console import Console, UserError
from flowc.commands.inputs import SUFFIX
from flowc.commands.options import Arguments, Command, Option
from flowc.commands.outputs import STDOUT, format_of, output_of, put
from flowc.emit.diagram.formats import FORMATS, Content, FormatError, render
from flowc.emit.diagram.picture import PATHS, Picture, make_picture
from flowc.ir.graph import Flow, Program

__all__ = ["COMMAND"]

_PAUSE = 0.3
"""Seconds between two looks at the files that are watched."""


def run(arguments: Arguments, console: Console) -> int:
    format_ = format_of(arguments, tuple(FORMATS), "svg")
    if arguments.flag("--watch"):
        return _watch(arguments, console, format_)
    return _draw(arguments, console, format_)


def _draw(arguments: Arguments, console: Console, format_: str) -> int:
    compiled = compile_inputs(arguments, console)
    program = compiled.compilation.program
    if program is None:
        raise UserError("there is nothing to draw, because no flow was understood", "`flowc check` says why")
    pictures = [(flow.name, _picture(program, flow, compiled, arguments)) for flow in _flows(arguments, program)]
    try:
        files = _rendered(pictures, program, arguments, format_)
    except FormatError as problem:
        raise UserError(str(problem), problem.help) from None
    for path, content in files.items():
        put(path, content, console)
    if format_ == "mmd":
        _warn_of_large(files, console)
    if arguments.flag("--open"):
        _open(next(iter(files)), console)
    errors = any(finding.severity == "error" for finding in compiled.findings)
    if errors:
        console.say("the flow has errors, so the picture may lack something; `flowc check` tells them")
    return 0 if compiled.inputs.complete else 2


def _flows(arguments: Arguments, program: Program) -> Sequence[Flow]:
    names = [flow.name for flow in program.flows]
    if arguments.value("--flow") is not None or arguments.value("--journey") is not None:
        return [flow_named(program, choose_flow(arguments, names))]
    return program.flows


def _picture(program: Program, flow: Flow, compiled: Compiled, arguments: Arguments) -> Picture:
    """The picture of a flow, with what was asked to be shown on it."""
    picture = make_picture(
        program, flow, paths=arguments.value("--paths") or "usual", unroll=arguments.flag("--unroll")
    )
    if arguments.flag("--findings"):
        from flowc.emit.diagram.overlay import with_findings

        picture = with_findings(picture, compiled.findings)
    journey = arguments.value("--journey")
    if journey is not None:
        from flowc.commands.calls import journey_trail, with_trails

        return with_trails(picture, program, [journey_trail(program, flow, compiled.findings, journey)], "journey")
    if arguments.flag("--coverage"):
        from flowc.commands.calls import coverage_trails, with_trails

        return with_trails(picture, program, coverage_trails(program, flow, compiled), "coverage")
    return picture


def _rendered(
    pictures: Sequence[tuple[str, Picture]], program: Program, arguments: Arguments, format_: str
) -> Mapping[str, Content]:
    """What is to be written, by path: one picture, or an overview and one for each of its parts."""
    from flowc.emit.diagram.overview import overview_of

    output = output_of(arguments)
    engine = arguments.value("--engine") or "auto"
    if len(pictures) == 1 and output == STDOUT:
        return {output: render(format_, pictures[0][1], engine)}
    if output == STDOUT:
        names = ", ".join(name for name, _ in pictures)
        raise UserError(f"there are {len(pictures)} flows: {names}", "name one with --flow, or a file with -o")
    overview = overview_of(program, pictures, whole=arguments.flag("--whole"))
    stem, ending = os.path.splitext(output)
    files = {output: render(format_, overview.first, engine)}
    for name, picture in overview.parts:
        files[f"{stem}.{name}{ending}"] = render(format_, picture, engine)
    return files


def _warn_of_large(files: Mapping[str, Content], console: Console) -> None:
    from flowc.emit.diagram.mermaid import MOST_CHARACTERS, MOST_EDGES, fits

    for path, content in files.items():
        if isinstance(content, str) and not fits(content):
            console.say(
                f"{path}: more than the {MOST_EDGES} lines or {MOST_CHARACTERS} characters that Mermaid draws "
                "by default; without --whole, -o FILE.mmd writes it in parts"
            )


def _open(path: str, console: Console) -> None:
    """Show a picture in the program that the user has for it."""
    if path == STDOUT:
        raise UserError("--open needs a file to open", "name one with -o")
    import webbrowser
    from pathlib import Path

    if not webbrowser.open(Path(path).resolve().as_uri()):
        console.say(f"there is no program to open {path} with")


def _watch(arguments: Arguments, console: Console, format_: str) -> int:
    """Draw, and draw again whenever a file changes, until interrupted; a flow that cannot be read waits."""
    if "-" in arguments.operands or output_of(arguments) == STDOUT:
        raise UserError("--watch reads files and writes one", "name both: flowc diagram flow.mv -o flow.svg --watch")
    seen: object = None
    while True:
        now = _state(arguments.operands)
        if now != seen:
            seen = now
            try:
                _draw(arguments, console, format_)
            except UserError as failure:
                console.fail(failure)
        time.sleep(_PAUSE)


def _state(operands: Sequence[str]) -> list[tuple[str, int, int]]:
    """What tells whether a file is another one than before."""
    from flowc.files import find

    state = []
    for path in find(operands, SUFFIX).files:
        try:
            facts = os.stat(path)
        except OSError:
            continue
        state.append((path, facts.st_mtime_ns, facts.st_size))
    return state


COMMAND = Command(
    "diagram",
    "Draw what happens to callers",
    run,
    options=(
        Option("--output", "Where to write; the ending says the format", "FILE", short="-o", path="file"),
        Option("--format", "The format, where the ending does not say it", "FORMAT", choices=tuple(FORMATS)),
        Option(
            "--paths",
            "Ways that are drawn: what callers choose, what usually happens, or faults of the web too",
            "WHICH",
            choices=PATHS,
        ),
        Option("--unroll", "Draw every attempt by itself"),
        Option("--findings", "Show findings where they are"),
        Option("--journey", "Show a call: words as for `flowc simulate --input`, or a code that was found", "WORDS"),
        Option("--coverage", "Show how often the tests come by"),
        Option("--whole", "One picture, however large"),
        Option("--engine", "What lays the picture out", "ENGINE", choices=("auto", "dot", "embedded")),
        Option("--open", "Show the picture"),
        Option("--watch", "Draw again whenever a file changes"),
        FLOW,
        *COMPILING,
    ),
    operands="FILE...",
    least=1,
    suffix=SUFFIX,
    description="""\
Draws every step, menu and collect with its words, and where each key leads. What callers do not
choose (silence, a wrong key, a bridge that nobody answers) is drawn thin and broken. Where many
lead to the same place, its name stands for the line. Of several flows, and of large ones, an
overview is drawn, and a picture of each part beside it (FILE.PART.svg). SVG needs no other program;
PNG needs `pip install 'flowc[png]'`. A flow with errors is drawn as far as it was understood.""",
    examples=(
        ("flowc diagram reception.mv -o reception.svg", "for a page, light or dark"),
        ("flowc diagram reception.mv -o reception.pdf --open", "for paper"),
        ("flowc diagram reception.mv --format mmd", "Mermaid, for a README"),
        ('flowc diagram reception.mv -o r.svg --journey "2 fail"', "what happens when nobody answers"),
        ("flowc diagram reception.mv -o r.svg --coverage", "what no test comes by"),
    ),
)
