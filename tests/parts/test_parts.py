"""Parts: how their nodes are called, what is passed, where findings are told."""

from __future__ import annotations

import json
import sys
from types import FrameType

import pytest

from flowc import build, compile_text
from flowc.compile import Compilation
from flowc.diagnostics import Finding
from flowc.ir import graph
from flowc.ir.parts import MAX_DEPTH, MAX_USES
from flowc.rehearsal import run_tests, site_of
from flowc.report import Context, render
from flowc.source import SourceMap, Span, whole

YES_NO = """\
part yes_no(question, yes, no) {
    menu ask {
        prompt "{question} For yes, press 1. For no, press 2."
        on 1 -> yes
        on 2 -> no
        on noinput, nomatch -> retry
        on exhausted -> no
    }
}
"""


def flow(*lines: str, name: str = "f", start: str = "first") -> str:
    body = "\n".join(f"    {line}" for line in lines)
    return f'flow {name} {{\n    base_url "https://voice.example/ivr"\n    start {start}\n{body}\n}}\n'


DESK = "step desk { transfer +15551230001 }"


def compiled(text: str) -> graph.Program:
    compilation = compile_text(text)
    assert not compilation.has_errors, errors(compilation)
    assert compilation.program is not None
    return compilation.program


def errors(compilation: Compilation) -> list[str]:
    return [f"{finding.code} {finding.message}" for finding in compilation.findings if finding.severity == "error"]


def found(compilation: Compilation, code: str) -> Finding:
    (finding,) = (finding for finding in compilation.findings if finding.code == code)
    return finding


def words(compilation: Compilation, finding: Finding) -> str:
    return compilation.sources.at(finding.span.start).slice(finding.span)


# --- names --------------------------------------------------------------------------------------------------------


def test_nodes_are_called_after_their_use_and_documents_after_them() -> None:
    made = build(compile_text(YES_NO + flow('use yes_no as first("Shall we?", yes: desk, no: hangup)', DESK)))["f"]
    assert set(made.routes["routes"]) == {"first.ask", "first.ask.retry2", "first.ask.retry3"}
    assert made.routes["routes"]["first.ask"]["node"] == "first.ask"
    assert [edge["next"] for edge in made.routes["routes"]["first.ask"]["branches"]] == ["desk", "first.ask.on_2"]
    assert set(made.documents) >= {"answer", "first.ask.on_2", "desk"}


def test_an_ending_that_is_passed_is_one_block_called_after_its_first_place() -> None:
    program = compiled(YES_NO + flow('use yes_no as first("Shall we?", yes: desk, no: hangup)', DESK))
    names = [block.name for block in program.blocks if isinstance(block.exit, graph.Hangup)]
    assert names == ["first.ask.on_2"]


def test_a_part_begins_with_its_first_node_or_with_that_of_its_first_use() -> None:
    outer = "part outer(next) {\n    use yes_no as inner(\"Now?\", next, next)\n    step never { goto next }\n}\n"
    program = compiled(YES_NO + outer + flow("use outer as first(desk)", DESK))
    assert program.nodes[program.flows[0].start].name == "first.inner.ask"
    assert [use.name for use in program.flows[0].uses] == ["first", "first.inner"]


def test_a_use_may_lead_to_another_and_back() -> None:
    text = YES_NO + flow(
        'use yes_no as first("One?", yes: second, no: desk)', 'use yes_no as second("Two?", yes: first, no: desk)', DESK
    )
    routes = build(compile_text(text))["f"].routes["routes"]
    assert routes["second.ask"]["branches"][0] == {"pattern": "1", "next": "answer"}


def test_names_in_what_is_passed_are_those_beside_the_use() -> None:
    part = 'part greet(words, next) {\n    const company = "Inner"\n    step say_it {\n'
    part += '        say "{company}: {words}"\n        goto next\n    }\n}\n'
    use = flow('use greet as first("{company}", transfer desk)', "const desk = +15551230001")
    program = compiled('const company = "Outer"\n' + part + use)
    (first,) = (block for block in program.blocks if block.name == "answer")
    assert first.actions[0].get("text") == "Inner: Outer"


def test_the_defaults_of_the_flow_hold_in_its_parts_and_mean_its_nodes() -> None:
    part = "part ask_it(next) {\n    menu ask {\n        prompt \"Press 1.\"\n        on 1 -> next\n    }\n"
    part += "    step desk { goto next }\n}\n"
    text = part + flow("defaults { on any -> desk }", "use ask_it as first(first)", DESK)
    routes = build(compile_text(text))["f"].routes["routes"]
    assert routes["first.ask"]["noinput"] == "desk"


def test_one_name_may_be_passed_for_a_value_and_for_a_target() -> None:
    part = "part to_desk(desk) {\n    menu ask {\n        prompt \"Press 1 or 2.\"\n        on 1 -> desk\n"
    part += "        on 2 -> transfer desk\n        on any -> desk\n    }\n}\n"
    text = "const desk = +15551230009\n" + part + flow("use to_desk as first(desk)", DESK)
    routes = build(compile_text(text))["f"].routes["routes"]
    assert [edge["next"] for edge in routes["first.ask"]["branches"]] == ["desk", "first.ask.on_2"]


# --- named defaults -----------------------------------------------------------------------------------------------

HOUSE = """\
defaults house {
    timeout 9s
    attempts 2
    on noinput -> retry "Hello?"
    on nomatch -> retry "Pardon?"
    on exhausted -> desk
}
"""
MENU = 'menu first { prompt "For the desk, press 1."; on 1 -> desk }'


def test_a_flow_takes_defaults_over_and_its_own_win() -> None:
    for taken in ("defaults house; defaults { timeout 4s; on nomatch -> desk }",
                  "defaults house { timeout 4s; on nomatch -> desk }"):  # fmt: skip
        routes = build(compile_text(HOUSE + flow(taken, MENU, DESK)))["f"].routes["routes"]
        assert routes["first"]["timeout_seconds"] == 4
        assert routes["first"]["nomatch"] == "desk"
        assert routes["first"]["noinput"] == "first.retry2.noinput"


def test_any_among_the_own_defaults_wins_over_all_that_it_takes() -> None:
    routes = build(compile_text(HOUSE + flow("defaults house { on any -> desk }", MENU, DESK)))["f"].routes["routes"]
    assert {routes["first"]["noinput"], routes["first"]["nomatch"]} == {"desk"}


def test_a_handler_of_named_defaults_is_unused_only_where_no_flow_uses_it() -> None:
    collect = 'collect first { prompt "Digits?"; digits 2; on digits -> desk }'
    text = HOUSE.replace("on exhausted", "on incomplete -> retry\n    on exhausted")
    one = flow("defaults house", MENU, DESK, name="one")
    assert "MV316" in {finding.code for finding in compile_text(text + one).findings}
    both = one + flow("defaults house", collect, DESK, name="two")
    assert "MV316" not in {finding.code for finding in compile_text(text + both).findings}


# --- findings -----------------------------------------------------------------------------------------------------


def test_a_finding_in_a_part_is_told_once_with_its_uses() -> None:
    part = YES_NO.replace("        on noinput, nomatch -> retry\n        on exhausted -> no\n", "")
    uses = [f'use yes_no as u{number}("Shall we?", yes: desk, no: u{number + 1})' for number in range(5)]
    compilation = compile_text(part + flow(*uses, 'use yes_no as u5("Shall we?", desk, hangup)', DESK, start="u0"))
    finding = found(compilation, "MV301")
    assert words(compilation, finding) == "ask"
    assert "`ask`" in finding.message
    assert "u0" not in finding.message
    labelled = [compilation.sources.at(label.span.start).slice(label.span) for label in finding.labels]
    assert labelled == ["yes_no as u0", "yes_no as u1", "yes_no as u2"]
    assert finding.notes == ("it is so in 3 more uses of the part",)


def test_every_place_that_is_told_is_one_that_was_written() -> None:
    outer = 'part outer(next) {\n    use yes_no as one("Now?", next, next)\n'
    outer += '    use yes_no as two("{nothing}", next, next)\n}\n'
    part = YES_NO.replace("press 2", "press 3")
    compilation = compile_text(part + outer + flow("use outer as first(second)", "use outer as second(desk)", DESK))
    length = len(compilation.sources.sources[0].text)
    for finding in compilation.findings:
        edits = () if finding.fix is None else finding.fix.edits
        for span in (finding.span, *(one.span for one in (*finding.labels, *edits))):
            assert span.end <= length
    assert len({(finding.code, finding.span) for finding in compilation.findings}) == len(compilation.findings)
    assert words(compilation, found(compilation, "MV102")) == "nothing"


def test_a_suppression_in_a_part_covers_every_use() -> None:
    part = YES_NO.replace("        prompt", "        // flowc: ignore[MV502] -- said before\n        prompt")
    part = part.replace(" For no, press 2.", "").replace("on 2", "// flowc: ignore[MV502] -- said before\n        on 2")
    part = part.replace("        // flowc: ignore[MV502] -- said before\n        prompt", "        prompt")
    text = part + flow('use yes_no as first("A?", second, desk)', 'use yes_no as second("B?", desk, desk)', DESK)
    assert [finding.code for finding in compile_text(text).findings] == []


def test_a_part_that_nothing_uses_is_read_with_its_names() -> None:
    part = YES_NO.replace("-> yes", "-> yse").replace("{question}", "{qestion}")
    codes = [finding.code for finding in compile_text(part + flow("step first { transfer +15551230001 }")).findings]
    assert codes == ["MV102", "MV101"]


def test_reports_name_the_uses_as_related_places() -> None:
    part = YES_NO.replace("        on noinput, nomatch -> retry\n        on exhausted -> no\n", "")
    text = part + flow('use yes_no as first("A?", second, desk)', 'use yes_no as second("B?", desk, desk)', DESK)
    compilation = compile_text(text, path="f.mv")
    sarif = json.loads(render("sarif", [found(compilation, "MV301")], compilation.sources, Context()))
    (result,) = sarif["runs"][0]["results"]
    lines = [place["physicalLocation"]["region"]["startLine"] for place in result["relatedLocations"]]
    assert lines == [11, 12]
    value = json.loads(render("json", [found(compilation, "MV301")], compilation.sources, Context()))
    assert [label["line"] for label in value["labels"]] == [11, 12]


# --- tests --------------------------------------------------------------------------------------------------------


def test_a_test_in_a_part_is_there_for_each_use_and_begins_at_the_part() -> None:
    part = YES_NO.rstrip().removesuffix("}") + '    test "yes" {\n        press 1\n        at yes\n    }\n}\n'
    program = compiled(
        part + flow('use yes_no as first("A?", second, desk)', 'use yes_no as second("B?", hangup, desk)', DESK)
    )
    first, second = program.flows[0].tests
    assert (first.title, second.title) == ("first: yes", "second: yes")
    assert [program.blocks[test.start or 0].name for test in (first, second)] == ["answer", "second.ask"]
    leads = [test.lines[1].leads for test in (first, second)]
    assert [program.blocks[block].name for block in leads if block is not None] == ["second.ask", "second.ask.on_1"]


def test_a_test_in_a_part_need_not_know_what_is_decided_where_the_part_leads() -> None:
    part = YES_NO.rstrip().removesuffix("}") + '    test "yes" {\n        press 1\n        at yes\n    }\n}\n'
    plan = "decide plan {\n    by variable plan\n    on unset, other -> desk\n}"
    compilation = compile_text(part + flow('use yes_no as first("A?", plan, desk)', plan, DESK), path="f.mv")
    program = compilation.program
    assert program is not None
    (run,) = run_tests(program, compilation.sources, site_of(program))
    assert [trial.failure for trial in run.trials] == [None]


# --- limits -------------------------------------------------------------------------------------------------------


def test_parts_that_double_come_to_an_end() -> None:
    parts = "".join(
        f"part p{number}(next) {{\n    use p{number + 1} as one(two)\n    use p{number + 1} as two(next)\n}}\n"
        for number in range(30)
    )
    last = 'part p30(next) {\n    step words {\n        say "Hello."\n        goto next\n    }\n}\n'
    compilation = compile_text(parts + last + flow("use p0 as first(desk)", DESK))
    assert found(compilation, "MV002").message.startswith(f"parts are used more than {MAX_USES:,} times")


def test_parts_in_parts_have_a_depth() -> None:
    depth = MAX_DEPTH + 1
    parts = "".join(
        f"part p{number}(next) {{\n    use p{number + 1} as inner(next)\n}}\n" for number in range(depth)
    )
    last = f'part p{depth}(next) {{\n    step words {{\n        say "Hello."\n        goto next\n    }}\n}}\n'
    compilation = compile_text(parts + last + flow("use p0 as first(desk)", DESK))
    assert f"{depth} deep" in found(compilation, "MV002").message


@pytest.mark.parametrize("broken", [False, True])
def test_the_work_grows_with_the_uses_and_no_faster(broken: bool) -> None:
    """Counted in calls of functions, which no other load of the machine changes."""
    part = YES_NO.replace("on exhausted -> no", "on exhausted -> nope" if broken else "on exhausted -> no")

    def work(uses: int) -> int:
        lines = [f'use yes_no as u{number}("Shall we?", u{number + 1}, u{number + 1})' for number in range(uses)]
        return calls_of(part + flow(*lines, DESK.replace("desk", f"u{uses}"), start="u0"))

    work(1)
    assert work(400) < 4.6 * work(100)


def calls_of(text: str) -> int:
    count = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        compile_text(text)
    finally:
        sys.setprofile(None)
    return count


def test_places_in_views_lead_to_the_text_and_back() -> None:
    sources = SourceMap()
    text = sources.add("a.mv", "one\ntwo three\n")
    first = sources.view(whole(text), Span(0, 3), "first")
    second = sources.view(whole(text), Span(first.base, first.base + 3), "first.second")
    place = Span(second.base + 4, second.base + 7)
    assert sources.locate(place) == sources.locate(sources.written(place))
    assert sources.written(place) == Span(4, 7)
    assert [view.name for view in sources.views_of(place)] == ["first.second", "first"]
    assert second.slice(place) == "two"
    assert sources.sources == [text]
