"""``flowc simulate``: a call without a telephone."""

from __future__ import annotations

import os

from flowc.commands.choosing import FLOW, choose_flow, flow_named
from flowc.commands.compiling import COMPILING
from flowc.commands.console import Console, UserError
from flowc.commands.inputs import SUFFIX
from flowc.commands.options import Arguments, Command, Option
from flowc.commands.rehearsing import rehearse
from flowc.ir.graph import Flow, Program
from flowc.simulate.call import Answers, Call
from flowc.simulate.caller import Misfit, Script, read_input, script
from flowc.simulate.documents import play_documents
from flowc.simulate.graph import play_graph
from flowc.simulate.loading import load_site
from flowc.simulate.play import Player, converse
from flowc.simulate.site import BuiltSite
from flowc.simulate.transcript import Transcript, render

__all__ = ["COMMAND"]


def run(arguments: Arguments, console: Console) -> int:
    call = Call(answers=_answers(arguments))
    caller = _scripted(arguments)
    for act in caller.givens() if caller is not None else ():
        wrong = call.give(act)
        if wrong is not None:
            raise UserError(f"--input: {wrong.message}")
    player = _player(arguments, console, call)
    if caller is not None:
        transcript = converse(player, call, caller)
        _show(transcript, arguments, console)
        if transcript.misfit is None and caller.left:
            console.say(f"the call was over before this: {' '.join(act.word for act in caller.left)}")
        for node, outcome in call.idle:
            if f"`{node}` does not come to" not in (transcript.misfit or ""):
                console.say(f"the call came to no decision called `{node}`: {node}={outcome}")
    else:
        transcript = _talk(player, call, arguments, console)
    return _status(transcript, console)


def _player(arguments: Arguments, console: Console, call: Call) -> Player:
    """The call that is to be played: from documents where there are some, else from the graph."""
    path = arguments.operands[0]
    if "://" in path:
        return _served(path, arguments, call)
    if _is_built(path):
        _refuse_start(arguments)
        site = _load(path)
        return play_documents(site, site.start_url(choose_flow(arguments, site.flows)), call)
    rehearsal = rehearse(arguments, console)
    program = rehearsal.program
    flow = flow_named(program, choose_flow(arguments, [flow.name for flow in program.flows]))
    start = _start(arguments, program, flow)
    if rehearsal.site is None:
        console.say("with errors there are no documents; the call is played from the graph")
    if rehearsal.site is None or start is not None:
        if flow.start < 0:
            raise UserError(f"the flow `{flow.name}` does not say where it starts")
        return play_graph(program, flow, call, start=start)
    return play_documents(rehearsal.site, rehearsal.site.start_url(flow.name), call)


def _served(url: str, arguments: Arguments, call: Call) -> Player:
    """The call as a server on this machine answers it."""
    from uuid import uuid4

    from flowc.simulate.served import ServedSite, is_local

    if not is_local(url):
        raise UserError(
            f"{url} is no document of a server on this machine",
            "give one such as http://127.0.0.1:8080/ivr/FLOW/answer.json",
        )
    _refuse_start(arguments)
    known = {"call_id": f"simulated-{uuid4().hex}", "from": call.info.caller or "", "to": call.info.called}
    return play_documents(ServedSite(url, known), url, call)


def _refuse_start(arguments: Arguments) -> None:
    if arguments.value("--start") is not None:
        raise UserError("--start names a node of a flow, and documents have none", "give the .mv file instead")


def _is_built(path: str) -> bool:
    if not os.path.isdir(path):
        return False
    folders = [path, *(entry.path for entry in os.scandir(path) if entry.is_dir())]
    return any(os.path.isfile(os.path.join(folder, "routes.json")) for folder in folders)


def _load(path: str) -> BuiltSite:
    try:
        return load_site(path)
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise UserError(f"{path}: no build that can be read: {problem}") from None


def _start(arguments: Arguments, program: Program, flow: Flow) -> int | None:
    name = arguments.value("--start")
    if name is None:
        return None
    for index in flow.nodes:
        if program.nodes[index].name == name:
            return program.nodes[index].block
    raise UserError(f"`{flow.name}` has no node `{name}`")


def _scripted(arguments: Arguments) -> Script | None:
    given = arguments.value("--input")
    if given is None:
        return None
    acts = read_input(given)
    if isinstance(acts, Misfit):
        raise UserError(f"--input: {acts.message}")
    return script(acts)


def _answers(arguments: Arguments) -> Answers | None:
    """The server that is asked where a decision asks; None where it must be given what comes of that."""
    address = arguments.value("--ask")
    if address is None:
        return None
    from flowc.simulate.asking import answers_of

    answers = answers_of(address)
    if answers is None:
        raise UserError(
            f"--ask asks a server on this machine, and `{address}` is none", "write --ask http://127.0.0.1:8080"
        )
    return answers


def _show(transcript: Transcript, arguments: Arguments, console: Console) -> None:
    if arguments.value("--format") == "json":
        from flowc.emit.json_text import json_text

        console.data(json_text(transcript.as_json()) + "\n")
        return
    for line in render(transcript.entries, events=arguments.flag("--events")):
        console.data(f"{line}\n")


def _talk(player: Player, call: Call, arguments: Arguments, console: Console) -> Transcript:
    from flowc.simulate.terminal import Terminal

    if arguments.value("--format") == "json":
        raise UserError("--format json is for a scripted call", "give the caller's part with --input")
    terminal = Terminal(
        call,
        input,
        lambda line: console.data(f"{line}\n"),
        sleep=_sleep if arguments.flag("--real-time") else None,
        events=arguments.flag("--events"),
    )
    transcript = converse(player, call, terminal)
    terminal.show()
    return transcript


def _sleep(seconds: float) -> None:
    from time import sleep

    sleep(seconds)


def _status(transcript: Transcript, console: Console) -> int:
    if transcript.misfit is not None:
        raise UserError(transcript.misfit)
    if transcript.end is None:
        console.say("the input ends here; the call goes on")
        return 0
    return int(transcript.end.text == "failed")


COMMAND = Command(
    "simulate",
    "Play a call: hear what callers hear, press what they press",
    run,
    options=(
        Option("--input", "The caller's part: keys, wait, answer, fail, hangup, NODE=OUTCOME, in order", "WORDS"),
        Option("--ask", "Ask this server on this machine where a decision asks another system", "URL"),
        Option("--format", "How a scripted call is written, `text` where not said", "FORMAT", choices=("text", "json")),
        Option("--real-time", "Let as much time pass as in the call"),
        Option("--events", "Show also the events that the platform sends"),
        Option("--start", "Begin at this node instead of the start", "NODE"),
        FLOW,
        *COMPILING,
    ),
    operands="FILE|DIR|URL",
    least=1,
    most=1,
    suffix=SUFFIX,
    description="""\
Plays the platform's side of a call, from a flow, from what `flowc build` wrote, or from what a server
on this machine answers at the URL of a first document (it is told the digits, and no events are sent),
on a clock that nobody waits for. Without --input you are the caller. In --input, `wait` presses nothing until the
time is up, `answer` and `fail` say what becomes of a bridge (or of a redirect to somebody else; at a
gather `fail` makes the redirect behind it fail). How a decision comes out is known from what stands
before it: `opening=closed`, `plan="a b"`, `time=2026-12-24T10:00`, `caller=+353871234567` (or
`withheld`), `called=...`. A flow with errors is played as far as it was understood. Exits with 1 where
the platform gives the call up.""",
    examples=(
        ("flowc simulate reception.mv", "a call with you as the caller"),
        ('flowc simulate reception.mv --input "2 fail"', "press 2, and nobody answers"),
        ("flowc simulate http://127.0.0.1:8080/ivr/desk/answer.json", "as `flowc serve` answers"),
        ('flowc simulate clinic.mv --input "time=2026-12-25T10:00 1"', "a caller on a holiday"),
        ('flowc simulate build/reception --input "wait wait wait"', "a silent caller, from documents"),
    ),
)
