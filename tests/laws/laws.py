"""The laws, one function each: given a flow (and a caller), they raise where something does not hold.

The test run and the long run (``python -m tests.laws``) call the same functions.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from flowc.checks.analyses.worst_case import worst_cases
from flowc.checks.facts import Facts
from flowc.checks.limits import Limits
from flowc.compile import Compilation, compile_sources
from flowc.diagnostics import Finding
from flowc.emit.documents import build
from flowc.ir.graph import Bridge, Flow, Open, Program
from flowc.rehearsal import missing_scenarios, run_tests, site_of
from flowc.simulate import (
    Act,
    Call,
    Place,
    converse,
    experience,
    play_graph,
    read_input,
    run_documents,
    run_graph,
    script,
)
from flowc.simulate.caller import Misfit
from flowc.simulate.site import BuiltSite
from flowc.simulate.transcript import Transcript
from flowc.source import Source, SourceMap
from flowc.syntax import format_file, parse
from flowc.testing.whims import Whims


class Stage(NamedTuple):
    """A flow that has been compiled, and built where it has no errors."""

    text: str
    compilation: Compilation
    site: BuiltSite | None

    @property
    def program(self) -> Program:
        assert self.compilation.program is not None
        return self.compilation.program

    @property
    def flow(self) -> Flow:
        return self.program.flows[0]


@lru_cache(maxsize=4)
def stage(text: str) -> Stage:
    sources = SourceMap()
    sources.add("made_up.mv", text)
    compilation = compile_sources(sources)
    good = compilation.program is not None and not compilation.has_errors
    return Stage(text, compilation, site_of(compilation.program) if good and compilation.program else None)


def told(text: str, findings: list[Finding]) -> str:
    return "\n".join([text, *(f"{finding.code} {finding.message}" for finding in findings)])


def no_errors(text: str) -> Stage:
    """What is valid by construction is valid."""
    made = stage(text)
    errors = [finding for finding in made.compilation.findings if finding.severity == "error"]
    assert not errors, told(text, errors)
    return made


def graph_and_documents_agree(text: str, caller: Whims) -> None:
    """What a caller hears and presses, what is sent and how the call ends is the same for both."""
    made = stage(text)
    assert made.site is not None
    documents = run_documents(made.site, made.site.start_url(made.flow.name), caller.again())
    graph = run_graph(made.program, made.flow, caller.again()).transcript
    if _within_budget(documents) and _within_budget(graph):
        assert experience(documents) == experience(graph)


def _within_budget(transcript: Transcript) -> bool:
    """Documents that are cut at their greatest size spend redirects that the graph does not know of."""
    return not any(fault.text == "too_many_redirects" for fault in transcript.faults)


def nobody_is_stranded(text: str, caller: Whims) -> None:
    """In a flow that is found to be good every call ends, within the worst case that was stated."""
    made = stage(text)
    codes = {finding.code for finding in made.compilation.findings}
    if "MV313" in codes:
        return
    facts = Facts(made.program, Limits())
    case = worst_cases(facts)[0]
    assert case.worst is not None
    assert case.returns is not None
    run = run_graph(made.program, made.flow, caller)
    back = {(step.block, step.edge) for step in facts.redirects.rest.returns}
    returns = sum((taken.block, taken.edge) in back for taken in run.trail)
    transcript = run.transcript
    if case.returns.left is not None and returns > case.returns.left:
        return
    assert transcript.end is not None, "the call goes on"
    assert not any(fault.text in ("too_many_redirects", "endless_actions") for fault in transcript.faults)
    prompts = sum(entry.kind == "prompt" for entry in transcript.entries)
    redirects = run.redirects
    assert prompts <= case.worst.prompts + returns * case.returns.each.prompts
    assert redirects <= case.worst.redirects + returns * case.returns.each.redirects
    assert transcript.seconds <= case.worst.seconds + returns * case.returns.each.seconds + 1e-6


def formatting_changes_nothing(text: str) -> None:
    """Format and read again: the same documents to the byte, and what is formatted stays as it is."""
    source = Source("made_up.mv", text)
    formatted = format_file(parse(source)[0], source)
    again = Source("made_up.mv", formatted)
    assert format_file(parse(again)[0], again) == formatted
    made, remade = stage(text), stage(formatted)
    assert remade.site is not None, told(formatted, remade.compilation.findings)
    files = [flow.files for flow in build(made.program)]
    files_again = [flow.files for flow in build(remade.program)]
    assert files == files_again
    codes = sorted(finding.code for finding in made.compilation.findings)
    assert codes == sorted(finding.code for finding in remade.compilation.findings)


def scenarios_cover_everything(text: str) -> None:
    """The test blocks that are written for a flow pass, and leave nothing out but what takes too many redirects."""
    from flowc.rehearsal import insert_scenarios

    made = stage(text)
    scenarios = missing_scenarios(made.program, made.flow, made.compilation.sources)
    written = insert_scenarios(made.flow, made.compilation.sources.sources[0], scenarios)
    after = stage(written)
    assert after.site is not None, told(written, after.compilation.findings)
    runs = run_tests(after.program, after.compilation.sources, after.site)
    run = runs[0]
    failed = [trial for run in runs for trial in run.trials if not trial.passed]
    assert not failed, f"{written}\n{failed[0].failure}"
    if "MV313" not in {finding.code for finding in made.compilation.findings}:
        assert not run.coverage.missed, f"{written}\n{run.coverage.missed}"


def replay(made: Stage, finding: Finding) -> Transcript:
    """Play the witness of a finding, on the documents where there are some, else on the graph."""
    acts = read_input(" ".join(step.input for step in finding.witness))
    assert not isinstance(acts, Misfit), acts
    if made.site is not None:
        return run_documents(made.site, made.site.start_url(made.flow.name), script(acts))
    return run_graph(made.program, made.flow, script(acts)).transcript


FORETOLD = {
    "recording_not_started": {"MV401"},
    "recording_already_started": {"MV402"},
    "not_on_hold": {"MV403"},
    "not_muted": {"MV405"},
    "gather_while_muted": {"MV406"},
    "stream_not_started": {"MV407"},
    "stream_already_started": {"MV408"},
    "variable_not_set": {"MV409"},
    "endless_actions": {"MV312"},
    "redirect_failed": {"MV301", "MV302", "MV303", "MV304"},
}
"""What may go wrong in a call, and the findings of which one must have said so."""

TRAPS = {"MV309", "MV310", "MV311", "MV312", "MV313"}


def every_accident_was_foretold(text: str, caller: Whims) -> None:
    """Whatever goes wrong in a call to a careless author's flow, the checker has said that it can."""
    made = stage(text)
    codes = {finding.code for finding in made.compilation.findings}
    run = run_graph(made.program, made.flow, caller)
    for fault in run.transcript.faults:
        if fault.text == "redirect_failed" and "404" not in fault.data["message"]:
            continue
        expected = FORETOLD.get(fault.text, set())
        assert not expected or expected & codes, f"{fault.text}: {told(text, made.compilation.findings)}"
    if any("unheard" in entry.data for entry in run.transcript.entries if entry.kind in ("say", "prompt")):
        assert "MV404" in codes, "unheard: " + told(text, made.compilation.findings)
    if run.transcript.end is not None and run.transcript.end.text == "hangup":
        block = made.program.blocks[run.trail[-1].edge.to if run.trail else made.program.nodes[made.flow.start].block]
        if isinstance(block.exit, Open):
            assert "MV306" in codes, told(text, made.compilation.findings)
        if isinstance(block.exit, Bridge):
            assert "MV305" in codes, told(text, made.compilation.findings)
    if any(fault.text == "too_many_redirects" for fault in run.transcript.faults) and not TRAPS & codes:
        facts = Facts(made.program, Limits())
        returns = {(step.block, step.edge) for step in facts.redirects.rest.returns}
        assert any((taken.block, taken.edge) in returns for taken in run.trail), told(text, made.compilation.findings)


NUMBERS = re.compile(r"\b(?:key|keys|zero|one|two|three|four|five|six|seven|eight|nine|ten)\b", re.IGNORECASE)
NOTICE = re.compile("record|monitor|transcrib", re.IGNORECASE)


def what_is_heard_was_foretold(text: str, caller: Whims) -> None:
    """A question in silence, a key that no word tells of, one that is told of in vain, a recording unannounced."""
    made = stage(text)
    codes = {finding.code for finding in made.compilation.findings}
    english = made.flow.language.startswith("en")
    routes = {route.name: route for route in made.program.routes}
    silent = {node.name for node in made.program.nodes if node.kind == "voicemail"}
    call = Call()
    begun = 0

    def listen(place: Place) -> Act | None:
        nonlocal begun
        if place.kind == "gather":
            spoken = [entry.text for entry in call.entries[begun:] if entry.kind in ("say", "prompt")]
            begun = len(call.entries)
            if place.node in silent:
                return caller(place)
            assert spoken or "MV508" in codes, told(text, made.compilation.findings)
            route = routes[place.route or ""]
            if english and route.gather.max_digits == 1:
                takes_any = any(handler.written == "any" for handler in made.program.nodes[route.node].handlers)
                _keys_were_told(
                    " ".join(spoken), {edge.event for edge in route.edges} | ({"any"} if takes_any else set())
                )
        return caller(place)

    def _keys_were_told(heard: str, events: set[str]) -> None:
        for key in events & set("123456789"):
            if heard and key not in heard and not NUMBERS.search(heard):
                assert codes & {"MV502", "MV508"}, f"{key}: {told(text, made.compilation.findings)}"
        for key in re.findall(r"press ([0-9])\.", heard):
            if key not in events and not events & {"X", "Z", "N", "digits", "any"}:
                assert "MV501" in codes, f"{key}: {told(text, made.compilation.findings)}"

    converse(play_graph(made.program, made.flow, call), call, listen)
    for entry in call.entries:
        if entry.kind in ("say", "prompt") and (not english or NOTICE.search(entry.text)):
            break
        if entry.kind == "action" and entry.text in ("start_recording", "start_stream"):
            assert "MV604" in codes, told(text, made.compilation.findings)
    if any(entry.kind == "dial" or entry.text in ("transfer", "conference") for entry in call.entries):
        starts = [finding for finding in made.compilation.findings if finding.code == "MV506"]
        node = made.program.nodes[made.flow.start].name
        alone = [finding for finding in starts if finding.witness and finding.witness[-1].node == node]
        assert not alone or made.program.nodes[made.flow.start].gather is not None, told(text, alone)
