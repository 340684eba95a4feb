"""Laws that say from the definitions alone what the checker must find, and nothing more.

Every oracle here is brute force over the edges of the graph: all that a call can come to is written down, place by
place, and looked at. No fixed points, no dominator trees, no components: *a* dominates *b* where *b* cannot be reached
without *a*; two blocks are on one circle where each is reached from the other; a call may be on hold where somebody
has come there who was put on hold. That is quadratic or worse, and the flows are small.

``LAWS`` are asked of every flow. A law is silent where its definition does not speak (a flow with errors has no worst
case).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from flowc.api import compile_text
from flowc.checks.analyses.worst_case import worst_cases
from flowc.checks.facts import Facts
from flowc.checks.limits import Limits
from flowc.ir.graph import (
    Action,
    Block,
    Bridge,
    Decide,
    Edge,
    Ending,
    Gather,
    Goto,
    Hours,
    Open,
    Program,
    Redirect,
    Use,
    edges_of,
)
from flowc.speech import action_seconds, speech_seconds
from tests.laws import witnesses
from tests.laws.laws import Stage, told

__all__ = ["LAWS"]

LOST = {"incomplete", "nomatch", "digits"}
FATE = {"goto", "redirect", "failed", "open", "closed", "withheld", "unset", "other"}
NOT_A_KEY = LOST | FATE | {"noinput"}
MOST_PLACES = 20_000
NEARLY_FULL = 45
"""Actions of a document from which on it may have been cut, and redirects are spent that the graph does not show."""

Ways = list[list[Edge]]
Pairs = set[tuple[str, int]]
Price = Callable[[int], int]


def ways_of(program: Program) -> Ways:
    return [list(edges_of(program, block)) for block in program.blocks]


def fresh(program: Program) -> set[int]:
    return {program.nodes[flow.start].block for flow in program.flows if flow.start >= 0}


def entries(program: Program) -> set[int]:
    return {node.block for node in program.nodes if node.entry} - fresh(program)


def of_fate(edge: Edge) -> bool:
    """Whether nobody on the line chooses an edge; strings and telephone numbers are outcomes of decisions."""
    return edge.event in FATE or edge.event[0] in '"+'


def of_a_key(edge: Edge) -> bool:
    return edge.event not in NOT_A_KEY and not of_fate(edge)


def onward(ways: Ways, begins: Iterable[int], without: int = -1) -> set[int]:
    """Every block that some blocks lead to, these included; one may be walled up."""
    seen = set(begins) - {without}
    waiting = list(seen)
    while waiting:
        for edge in ways[waiting.pop()]:
            if edge.to not in seen and edge.to != without:
                seen.add(edge.to)
                waiting.append(edge.to)
    return seen


def reached(program: Program) -> set[int]:
    return onward(ways_of(program), fresh(program) | entries(program))


def of(made: Stage, *codes: str) -> Pairs:
    """The findings of some codes, by code and place."""
    return {(finding.code, finding.span.start) for finding in made.compilation.findings if finding.code in codes}


def same(made: Stage, found: object, expected: object) -> None:
    assert found == expected, f"found {found}, expected {expected}\n{told(made.text, made.compilation.findings)}"


def has_errors(made: Stage) -> bool:
    return any(finding.severity == "error" for finding in made.compilation.findings)


# --- what every finding owes ----------------------------------------------------------------------------------------


def witnesses_replay(made: Stage) -> None:
    for finding in made.compilation.findings:
        if finding.witness:
            assert witnesses.holds(made, finding), told(made.text, [finding])


def nothing_is_said_twice(made: Stage) -> None:
    said = [(finding.code, finding.span, finding.message) for finding in made.compilation.findings]
    same(made, len(said), len(set(said)))


def whoever_is_not_reached_is_named(made: Stage) -> None:
    """MV307 where a node is written, but for those of a use to which no call comes: it is the use that is idle then,
    not the part, so the use is named once for all of them, the outermost where uses stand in one another."""
    program, sources = made.program, made.compilation.sources
    come_to = reached(program)
    lost = set()
    for node in program.nodes:
        if node.block not in come_to:
            uses = [use for use in program.flows[node.flow].uses if node.name.startswith(f"{use.name}.")]
            idle = [use for use in uses if not any(block in come_to for block in _blocks_of(program, node.flow, use))]
            outermost = min(idle, key=lambda use: len(use.name), default=None)
            lost.add(("MV307", sources.written(node.name_span if outermost is None else outermost.span).start))
    same(made, of(made, "MV307"), lost)


def _blocks_of(program: Program, flow: int, use: Use) -> list[int]:
    """The first blocks of the nodes that a use has put into a flow."""
    names = ((at, program.nodes[at].name) for at in program.flows[flow].nodes)
    return [program.nodes[at].block for at, name in names if name.startswith(f"{use.name}.")]


# --- circles ----------------------------------------------------------------------------------------------------------


def _closes(ways: Ways, allowed: Callable[[Edge], bool], needed: Callable[[Edge], bool], within: set[int]) -> bool:
    """Whether edges that are allowed go round, with one that is needed among them."""
    kept = [[edge for edge in of_block if allowed(edge)] for of_block in ways]
    return any(
        needed(edge) and block in onward(kept, [edge.to]) for block in within for edge in kept[block]
    )


def circles_are_found(made: Stage) -> None:
    """MV309 where silence alone goes round; MV310 where it takes misunderstanding; MV312 where nobody is asked.

    Whoever is trapped by silence need not be found trapped again.
    """
    program = made.program
    ways, come_to = ways_of(program), reached(program)
    codes = {finding.code for finding in made.compilation.findings}

    def silent(edge: Edge) -> bool:
        return edge.event == "noinput"

    def lost(edge: Edge) -> bool:
        return edge.event in LOST

    by_silence = _closes(ways, lambda edge: silent(edge) or of_fate(edge), silent, come_to)
    by_both = _closes(ways, lambda edge: not of_a_key(edge), lost, come_to)
    same(made, "MV309" in codes, by_silence)
    if "MV310" in codes or not by_silence:
        same(made, "MV310" in codes, by_both)
    unasked = [
        [] if isinstance(block.exit, Gather) else of_block
        for block, of_block in zip(program.blocks, ways, strict=True)
    ]
    everywhere = set(range(len(ways)))
    same(made, "MV312" in codes, _closes(unasked, lambda edge: True, lambda edge: True, everywhere))


def somewhere_there_is_a_way_out(made: Stage) -> None:
    """MV311 where a question can be asked again for ever and every way from it leads back to it."""
    program = made.program
    if of(made, "MV301", "MV302", "MV303", "MV304"):
        return
    ways = [
        [edge for edge in of_block if edge.event != "failed" or isinstance(block.exit, Bridge)]
        for block, of_block in zip(program.blocks, ways_of(program), strict=True)
    ]
    behind = {block: onward(ways, [block]) for block in reached(program)}
    closed = [
        block
        for block, here in behind.items()
        if isinstance(program.blocks[block].exit, Gather)
        and not any(_ends(program.blocks[other]) for other in here)
        and all(block in behind[other] for other in here)
    ]
    same(made, bool(of(made, "MV311")), bool(closed))


def _ends(block: Block) -> bool:
    leave = block.exit
    return not isinstance(leave, Goto | Gather | Decide) and not (isinstance(leave, Redirect) and leave.to is not None)


# --- what a call costs -----------------------------------------------------------------------------------------------


def _without_returns(program: Program) -> tuple[Ways, list[tuple[int, Edge]], bool]:
    """The edges that are left without returns, the returns, and whether some of them lie in circles."""
    ways, come_to = ways_of(program), reached(program)
    begins = fresh(program) | entries(program)
    for block in set(range(len(ways))) - come_to:
        ways[block] = []
    returns = []
    for block in come_to:
        for edge in list(ways[block]):
            chosen = edge.event == "digits" or of_a_key(edge)
            dominates = edge.to == block or (
                block not in begins and block not in onward(ways_of(program), begins, without=edge.to)
            )
            if chosen and dominates:
                ways[block].remove(edge)
                returns.append((block, edge))
    behind = {block: onward(ways, [block]) for block in come_to}
    around = [
        (block, edge)
        for block in come_to
        for edge in ways[block]
        if of_a_key(edge) and block in behind[edge.to]
    ]
    for block, edge in around:
        ways[block].remove(edge)
    return ways, returns + around, bool(around)


def _longest(ways: Ways, block: int, at: Price, leaving: Price, known: dict[int, int]) -> int:
    """The greatest sum along a way from a block."""
    if block not in known:
        after = [leaving(block) + _longest(ways, edge.to, at, leaving, known) for edge in ways[block]]
        known[block] = at(block) + max(after, default=0)
    return known[block]


def _prices(program: Program) -> tuple[Price, Price]:
    """The redirects that are spent in a block, and on leaving it."""

    def within(block: int) -> int:
        leave = program.blocks[block].exit
        return int(isinstance(leave, Redirect) and leave.to is None)

    def leaving(block: int) -> int:
        leave = program.blocks[block].exit
        return int(isinstance(leave, Gather) or (isinstance(leave, Redirect) and leave.to is not None))

    return within, leaving


def _spending(program: Program, ways: Ways) -> tuple[Ways, Price, Price]:
    """The same ways with two places for each block, and what is spent in a place and on leaving it.

    Place ``2 * block`` is where the platform comes to the block, ``2 * block + 1`` where an answer does. A decision is
    a redirect for the platform; answers go straight through decisions, and through what does nothing before them.
    """
    within, leaving = _prices(program)

    def answered(block: int, by_answer: int, edge: Edge) -> int:
        leave = program.blocks[block].exit
        if isinstance(leave, Gather):
            return int(edge is not leave.failed)
        if isinstance(leave, Decide):
            return 1
        return int(by_answer and isinstance(leave, Goto) and not program.blocks[block].actions)

    def at(place: int) -> int:
        block, by_answer = divmod(place, 2)
        asks = isinstance(program.blocks[block].exit, Decide) and not by_answer
        return within(block) + int(asks)

    places = [
        [edge._replace(to=2 * edge.to + answered(block, by_answer, edge)) for edge in of_block]
        for block, of_block in enumerate(ways)
        for by_answer in (0, 1)
    ]
    return places, at, lambda place: leaving(place // 2)


def _may_be_cut(made: Stage) -> bool:
    """Whether some redirects are not told by the exits of blocks: those between documents."""
    program = made.program
    return len(program.flows) > 1 or sum(len(block.actions) + 2 for block in program.blocks) > NEARLY_FULL


def _milliseconds(program: Program, block: int) -> int:
    actions = [(action.name, action.get) for action in program.blocks[block].actions]
    leave = program.blocks[block].exit
    asked = 0.0
    if isinstance(leave, Bridge):
        actions.append((leave.action.name, leave.action.get))
    if isinstance(leave, Gather):
        asked = speech_seconds(leave.prompt or "") + program.routes[leave.route].gather.timeout_seconds
    if isinstance(leave, Decide):
        asked = leave.decision.timeout_ms / 1000
    return round(1000 * (asked + sum(action_seconds(name, get) for name, get in actions)))


def the_worst_case_is_the_longest_way(made: Stage) -> None:
    """``--stats`` states the most of what is left when the returns that callers choose are taken out."""
    program = made.program
    if has_errors(made) or len(program.flows) > 1:
        return
    [case] = worst_cases(Facts(program, Limits()))
    ways, returns, _ = _without_returns(program)
    begins = fresh(program) | entries(program)
    places, at, leaving = _spending(program, ways)
    known: tuple[dict[int, int], ...] = ({}, {}, {})

    def asks(block: int) -> int:
        return int(isinstance(program.blocks[block].exit, Gather))

    def free(block: int) -> int:
        return 0

    def worst(block: int, by_answer: int = 0) -> tuple[int, int, int]:
        prompts = _longest(ways, block, asks, free, known[0])
        redirects = _longest(places, 2 * block + by_answer, at, leaving, known[1])
        return prompts, redirects, _longest(ways, block, lambda b: _milliseconds(program, b), free, known[2])

    assert case.worst is not None
    assert case.returns is not None
    cut = _may_be_cut(made)
    expected = [max(numbers) for numbers in zip(*map(worst, begins), strict=True)]
    found = [case.worst.prompts, expected[1] if cut else case.worst.redirects, round(1000 * case.worst.seconds)]
    same(made, found, expected)
    ways_back = {(edge.span, edge.event) for _, edge in returns}
    same(made, case.returns.ways, len(ways_back))
    if returns:
        again = [worst(edge.to, by_answer=1) for _, edge in returns]
        same(made, case.returns.each.prompts, max(prompts for prompts, _, _ in again))
        if not cut:
            each = max(after[1] + leaving(2 * block) for after, (block, _) in zip(again, returns, strict=True))
            left = max(0, 20 - expected[1]) // each if each else None
            same(made, (case.returns.each.redirects, case.returns.left), (each, left))


def _least(program: Program) -> dict[int, int]:
    """The fewest redirects from each place to an end of the call, by trying until nothing gets better."""
    ways, at, leaving = _spending(program, ways_of(program))
    come_to = onward(ways, [2 * block for block in fresh(program) | entries(program)])
    least = {place: at(place) for place in come_to if _ends(program.blocks[place // 2])}
    for _ in come_to:
        for place in come_to:
            for edge in ways[place]:
                if edge.to in least:
                    cost = at(place) + leaving(place) + least[edge.to]
                    least[place] = min(cost, least.get(place, cost))
    return least


def the_budget_is_kept(made: Stage) -> None:
    """With few redirects to spend: an error where not even the cheapest way can be paid, a warning where one cannot."""
    program = made.program
    if has_errors(made) or _may_be_cut(made):
        return
    least = _least(program)
    ways, _, around = _without_returns(program)
    places, at, leaving = _spending(program, ways)
    most = max(_longest(places, 2 * block, at, leaving, {}) for block in fresh(program) | entries(program))
    for limit in (1, 2, 4):
        compiled = compile_text(made.text, limits=Limits(max_redirects=limit))
        severities = {finding.severity for finding in compiled.findings if finding.code == "MV313"}
        assert ("error" in severities) == any(cost > limit for cost in least.values()), f"{limit}: {made.text}"
        if not severities and not around:
            assert most <= limit, f"{most} redirects, {limit} to spend: {made.text}"
        if severities == {"warning"} and not around:
            assert most > limit, f"{most} redirects, {limit} to spend: {made.text}"


# --- the state of the call -------------------------------------------------------------------------------------------

Switch = tuple[str, ...]
State = tuple[frozenset[Switch], frozenset[Switch]]
"""What is on, and of what nothing is known."""
Asked = tuple[str, int, str]
"""A code, a place, and what is asked about it."""


def _directions(action: Action) -> list[Switch]:
    direction = action.get("direction")
    return [("mute", each) for each in ("read", "write") if direction in (each, "both")]


def _tracks(action: Action, urls: list[str]) -> list[Switch]:
    url, track = action.get("stream_url"), action.get("track") or "both"
    named = urls if url is None else [url]
    return [("stream", each, side) for each in named for side in ("inbound", "outbound") if track in (side, "both")]


def _turned(action: Action, urls: list[str]) -> tuple[list[Switch], bool]:
    """The switches that an action turns, and whether on."""
    match action.name:
        case "hold" | "resume":
            return [("hold",)], action.name == "hold"
        case "start_recording" | "stop_recording":
            return [("recording",)], action.name == "start_recording"
        case "mute" | "unmute":
            return _directions(action), action.name == "mute"
        case "start_stream" | "stop_stream":
            return _tracks(action, urls), action.name == "start_stream"
        case "set_variables":
            return [("variable", name) for name in action.get("variables")], True
        case "unset_variables":
            return [("variable", name) for name in action.get("names")], False
    return [], False


_WRONG_WHEN_OFF = {
    "stop_recording": "MV401", "resume": "MV403", "unmute": "MV405", "stop_stream": "MV407",
}  # fmt: skip
_WRITE: Switch = ("mute", "write")
_READ: Switch = ("mute", "read")


def _asked(action: Action, urls: list[str]) -> Iterator[tuple[Asked, list[Switch], bool]]:
    """What must not be so before an action: all of some switches off, or on."""
    switches, _ = _turned(action, urls)
    at = action.span.start
    match action.name:
        case "start_recording":
            yield ("MV402", at, ""), switches, True
        case "start_stream":
            for switch in switches:
                yield ("MV408", at, switch[2]), [switch], True
        case "unset_variables":
            for switch in switches:
                yield ("MV409", at, switch[1]), [switch], False
        case "say":
            yield ("MV404", at, "on hold"), [("hold",)], True
            yield ("MV404", at, "muted"), [_WRITE], True
        case name if name in _WRONG_WHEN_OFF:
            yield (_WRONG_WHEN_OFF[name], at, ""), switches, False


def _visits(program: Program, telling: bool) -> dict[Asked, set[bool]] | None:
    """For everything that is asked, whether calls come there that answer it badly, and such as do not.

    With ``telling``, whoever is not heard or hears nothing has been told when it came out.
    """
    ways = ways_of(program)
    every = [action for block in program.blocks for action in block.actions]
    named = [action.get("stream_url") for action in every if action.name in ("start_stream", "stop_stream")]
    urls = [*dict.fromkeys(url for url in named if url is not None), ""]
    turned = frozenset(switch for action in every for switch in _turned(action, urls)[0])
    universe = turned | {_WRITE, _READ, ("hold",)}
    nothing: frozenset[Switch] = frozenset()
    here: list[tuple[int, State]] = [(block, (nothing, nothing)) for block in fresh(program)]
    here += [(block, (nothing, universe)) for block in entries(program)]
    seen = set(here)
    answers: dict[Asked, set[bool]] = {}

    def note(asked: Asked, switches: list[Switch], bad: bool, state: State) -> None:
        wrong = all((s in state[0]) == bad and s not in state[1] for s in switches)
        answers.setdefault(asked, set()).add(wrong)

    def turn(state: State, switches: list[Switch], on: bool) -> State:
        turned = frozenset(switches)
        return (state[0] | turned if on else state[0] - turned), state[1] - turned

    while here:
        if len(seen) > MOST_PLACES:
            return None
        number, state = here.pop()
        block = program.blocks[number]
        for action in block.actions:
            for asked, switches, bad in _asked(action, urls):
                note(asked, switches, bad, state)
            state = turn(state, *_turned(action, urls))
            if telling and action.name == "say":
                state = turn(state, [("hold",), _WRITE], False)
        if isinstance(block.exit, Gather):
            note(("MV406", block.exit.span.start, ""), [_READ], True, state)
            if block.exit.prompt is not None:
                note(("MV404", block.exit.prompt_span.start, "on hold"), [("hold",)], True, state)
                note(("MV404", block.exit.prompt_span.start, "muted"), [_WRITE], True, state)
            if telling:
                state = turn(state, [_READ] if block.exit.prompt is None else [("hold",), _WRITE, _READ], False)
        for edge in ways[number]:
            place = (edge.to, state)
            if place not in seen:
                seen.add(place)
                here.append(place)
    return answers


FIRST = ("MV404", "MV406")
STATE = ("MV401", "MV402", "MV403", "MV405", "MV407", "MV408", "MV409")


def the_state_of_the_call_is_followed(made: Stage) -> None:
    """MV401 to MV409: a finding where some call does it, an error where every call does."""
    everywhere, first = _visits(made.program, False), _visits(made.program, True)
    if everywhere is None or first is None:
        return
    expected = set()
    for asked, answers in everywhere.items():
        bad = True in (first.get(asked, set()) if asked[0] in FIRST else answers)
        if bad:
            expected.add((*asked[:2], "warning" if False in answers else "error"))
    found = {
        (finding.code, finding.span.start, finding.severity)
        for finding in made.compilation.findings
        if finding.code in STATE + FIRST
    }
    # A stream of two tracks is one finding, of the first that is found.
    expected = {(code, at, "" if code == "MV408" else severity) for code, at, severity in expected}
    same(made, {(code, at, "" if code == "MV408" else severity) for code, at, severity in found}, expected)


# --- what is heard ---------------------------------------------------------------------------------------------------


def _spoken(block: Block) -> list[str]:
    return [action.get("text") for action in block.actions if action.name == "say" and action.get("text").strip()]


def silence_before_a_question_is_found(made: Stage) -> None:
    program, ways = made.program, ways_of(made.program)
    here = [(block, False) for block in fresh(program)] + [(block, True) for block in entries(program)]
    seen = set(here)
    silent = set()
    while here:
        number, said = here.pop()
        block = program.blocks[number]
        said = said or bool(_spoken(block))
        if isinstance(block.exit, Gather):
            asks = program.nodes[block.node].gather is not None  # a voicemail waits, and asks nothing
            if asks and not said and not (block.exit.prompt or "").strip():
                silent.add(("MV508", program.nodes[block.node].name_span.start))
            said = False
        fresh_places = {(edge.to, said) for edge in ways[number]} - seen
        seen |= fresh_places
        here += fresh_places
    same(made, of(made, "MV508"), silent)


def whoever_is_recorded_was_told(made: Stage) -> None:
    """MV604 by the two sentences with which the made-up flows tell of it."""
    program, ways = made.program, ways_of(made.program)
    if any(flow.language not in ("en", "en-IE") for flow in program.flows):
        return
    here = list(fresh(program))
    seen = set(here)
    untold = set()
    while here:
        number = here.pop()
        for action in program.blocks[number].actions:
            if action.name == "say" and any(words in action.get("text") for words in ("is recorded", "is monitored")):
                break
            if action.name in ("start_recording", "start_stream"):
                untold.add(("MV604", action.span.start))
                break
        else:
            following = {edge.to for edge in ways[number]} - seen
            seen |= following
            here += following
    same(made, of(made, "MV604"), untold)


def whoever_is_left_alone_is_found(made: Stage) -> None:
    program, ways = made.program, ways_of(made.program)
    if entries(program):
        return
    helping = {
        number
        for number, block in enumerate(program.blocks)
        if isinstance(block.exit, Bridge | Ending | Open)
        or (isinstance(block.exit, Redirect) and block.exit.to is None)
    }
    starts = fresh(program)
    alone = [
        number
        for number in reached(program)
        if (number in starts or isinstance(program.blocks[number].exit, Gather))
        and not onward(ways, [number]) & helping
    ]
    same(made, bool(of(made, "MV506")), bool(alone))


# --- decisions, hours, entries that are confirmed, counts that are shared -----------------------------------------


MOST_SILENCE = 2_000
"""Milliseconds of asking that callers take for no pause."""


def asking_in_silence_is_found(made: Stage) -> None:
    """MV511 wherever some path comes to have asked for too long since anything was said, and nowhere else; decisions
    that go round for ever (MV312) have no longest time."""
    if of(made, "MV312"):
        return
    program, ways = made.program, ways_of(made.program)
    here = [(block, 0) for block in fresh(program) | entries(program)]
    seen = set(here)
    crossed = set()
    while here and len(seen) < MOST_PLACES:
        number, quiet = here.pop()
        block = program.blocks[number]
        after = SPOKEN if any(action.name == "say" for action in block.actions) else quiet
        if isinstance(block.exit, Gather):
            after = 0
        if isinstance(block.exit, Decide) and block.exit.decision.kind == "ask" and after != SPOKEN:
            after += block.exit.decision.timeout_ms
            if after > MOST_SILENCE:
                crossed.add(("MV511", made.compilation.sources.written(block.exit.decision.span).start))
                continue
        following = {(edge.to, after) for edge in ways[number]} - seen
        seen |= following
        here += following
    if len(seen) < MOST_PLACES:
        same(made, of(made, "MV511"), crossed)


SPOKEN = -1
"""Something has been said since the last question."""


def doors_open_once_a_day(made: Stage) -> None:
    """MV319 at hours of which a door opens or closes at a time that does not come, or comes twice, on its day."""
    hours = {
        block.exit.decision.hours.span.start: block.exit.decision.hours
        for block in made.program.blocks
        if isinstance(block.exit, Decide) and block.exit.decision.hours is not None
    }
    doubtful = {("MV319", place) for place, each in hours.items() if any(_doubtful_doors(each, date.today()))}
    same(made, of(made, "MV319"), doubtful)


def _doubtful_doors(hours: Hours, today: date) -> Iterator[bool]:
    """Each door of each day of a year, by asking the zone both ways."""
    zone = ZoneInfo(hours.zone)
    dates = {day: periods for day, periods, _ in hours.dates}

    def comes(time: datetime) -> bool:
        back = time.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
        return back.replace(tzinfo=None, fold=0) == time

    for number in range(366):
        day = today + timedelta(days=number)
        for period in dates.get(day.isoformat(), hours.week[day.weekday()]):
            for minute in period:
                time = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)
                first, second = (time.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
                if minute < 24 * 60:  # the end of a day is the next day's affair
                    yield comes(time) and first != second
                    yield not comes(time) and not comes(time - timedelta(minutes=1))


def entries_are_confirmed(made: Stage) -> None:
    """Behind every entry of a collect with ``confirm`` stands its question: 1 is right, all else one more attempt."""
    program = made.program
    if has_errors(made):
        return
    for route in program.routes:
        node = program.nodes[route.node]
        if node.gather is None or node.gather.confirm is None:
            continue
        if route.confirms is not None:
            ways = {edge.event: edge.way for edge in route.edges}
            again = "retry" if route.attempt < node.gather.attempts else "exhausted"
            same(made, ways, {"1": "direct", "2": again, "noinput": again, "nomatch": again})
            continue
        for edge in route.edges:
            if edge.way == "direct" and (edge.event == "digits" or of_a_key(edge)):
                leave = program.blocks[edge.to].exit
                assert isinstance(leave, Gather), f"`{edge.event}` of {route.name} is not read back: {made.text}"
                same(made, program.routes[leave.route].confirms, edge.event)


def a_shared_count_goes_on(made: Stage) -> None:
    """However calls come to menus that share a count, they make the attempt behind as many as have failed."""
    program, ways = made.program, ways_of(made.program)
    if has_errors(made):
        return
    sharing: dict[tuple[int, str], set[int]] = {}
    for index, node in enumerate(program.nodes):
        if node.gather is not None and node.gather.shared is not None:
            sharing.setdefault((node.flow, node.gather.shared), set()).add(index)
    for nodes in sharing.values():
        attempts = min(spec.attempts for node in nodes if (spec := program.nodes[node].gather) is not None)
        here = [(block, 0) for block in fresh(program) | entries(program)]
        seen = set(here)
        while here:
            number, failures = here.pop()
            block = program.blocks[number]
            counts = block.node in nodes and isinstance(block.exit, Gather)
            again = [edge for edge in ways[number] if counts and edge.way in ("retry", "exhausted")]
            if again and isinstance(block.exit, Gather):
                same(made, program.routes[block.exit.route].attempt, failures + 1)
            for edge in ways[number]:
                place = edge.to, min(failures + (edge in again), attempts - 1)
                if place not in seen:
                    seen.add(place)
                    here.append(place)


LAWS: tuple[Callable[[Stage], None], ...] = (
    witnesses_replay,
    nothing_is_said_twice,
    whoever_is_not_reached_is_named,
    circles_are_found,
    somewhere_there_is_a_way_out,
    the_worst_case_is_the_longest_way,
    the_budget_is_kept,
    the_state_of_the_call_is_followed,
    silence_before_a_question_is_found,
    whoever_is_recorded_was_told,
    whoever_is_left_alone_is_found,
    asking_in_silence_is_found,
    doors_open_once_a_day,
    entries_are_confirmed,
    a_shared_count_goes_on,
)
