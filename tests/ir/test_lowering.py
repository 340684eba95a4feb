"""From a flow's text to the graph: which blocks and routes there are, how they are called, where each event leads."""

from __future__ import annotations

from flowc.compile import Compilation, compile_sources
from flowc.ir.graph import Bridge, Gather, Program, edges_of
from flowc.source import SourceMap

HEAD = 'flow f {\n    base_url "https://voice.example/ivr"\n    start main\n'
DESK = '    step desk {\n        say "One moment."\n        transfer +15551230001\n    }\n}\n'


def compiled(body: str, head: str = HEAD, **options: object) -> Compilation:
    sources = SourceMap()
    sources.add("f.mv", head + body + DESK)
    return compile_sources(sources, **options)  # type: ignore[arg-type]


def graph_of(body: str, **options: object) -> Program:
    compilation = compiled(body, **options)
    assert compilation.program is not None
    assert not compilation.has_errors, compilation.findings
    return compilation.program


def ways(program: Program) -> dict[str, dict[str, str]]:
    """By block: where each of its events leads; a retry that is exhausted is marked so."""
    return {
        block.name: {
            edge.event + ("!" if edge.way == "exhausted" else ""): program.blocks[edge.to].name
            for edge in edges_of(program, block)
        }
        for block in program.blocks
    }


def prompts(program: Program) -> dict[str, str | None]:
    return {b.name: b.exit.prompt for b in program.blocks if isinstance(b.exit, Gather)}


def routes(program: Program) -> dict[str, list[str]]:
    return {route.name: [edge.event for edge in route.edges] for route in program.routes}


def menu(*lines: str) -> str:
    return "    menu main {\n" + "".join(f"        {line}\n" for line in lines) + "    }\n"


def test_attempts_are_unrolled_and_causes_with_words_have_blocks_of_their_own() -> None:
    program = graph_of(
        menu(
            'prompt "Press 1."',
            "on 1 -> desk",
            'on noinput -> retry "Sorry?", "Still there?"',
            "on nomatch -> retry",
            "on exhausted -> desk",
        )
    )
    assert ways(program) == {
        "answer": {"1": "desk", "noinput": "main.retry2.noinput", "nomatch": "main.retry2"},
        "main.retry2.noinput": {"1": "desk", "noinput": "main.retry3.noinput", "nomatch": "main.retry3"},
        "main.retry2": {"1": "desk", "noinput": "main.retry3.noinput", "nomatch": "main.retry3"},
        "main.retry3.noinput": {"1": "desk", "noinput!": "desk", "nomatch!": "desk"},
        "main.retry3": {"1": "desk", "noinput!": "desk", "nomatch!": "desk"},
        "desk": {},
    }
    assert prompts(program) == {
        "answer": "Press 1.",
        "main.retry2.noinput": "Sorry? Press 1.",
        "main.retry2": "Press 1.",
        "main.retry3.noinput": "Still there? Press 1.",
        "main.retry3": "Press 1.",
    }
    assert list(routes(program)) == ["main", "main.retry2", "main.retry3"]


def test_a_key_that_retries_counts_and_is_called_after_the_key() -> None:
    program = graph_of(
        menu(
            'prompt "Press 1."',
            "attempts 2",
            "on 1 -> desk",
            'on * -> retry "Once more."',
            "on any -> desk",
            "on exhausted -> desk",
        )
    )
    assert ways(program)["answer"]["*"] == "main.retry2.on_star"
    assert ways(program)["main.retry2.on_star"]["*!"] == "desk"


def test_inline_blocks_and_endings_are_called_after_the_first_event_as_written() -> None:
    program = graph_of(
        menu(
            'prompt "Press 1, 2 or 3."',
            "on 2, 3 { hangup }",
            "on # -> transfer +15551230009",
            "on 1 -> desk",
            "on timeout -> hangup",
            "on nomatch -> desk",
        )
    )
    assert ways(program)["answer"] == {
        "2": "main.on_2",
        "3": "main.on_2",
        "#": "main.on_hash",
        "1": "desk",
        "noinput": "main.on_timeout",
        "nomatch": "desk",
    }


def test_branches_are_tried_exact_first_then_fewer_wildcards_then_as_written() -> None:
    program = graph_of(
        "    collect main {\n        digits 3\n        on XXX -> desk\n        on 2XX -> desk\n        on 911 -> desk\n"
        "        on 3NX -> desk\n        on 211 -> desk\n        on timeout -> desk\n        on any -> desk\n    }\n"
    )
    assert routes(program)["main"] == ["911", "211", "2XX", "3NX", "XXX", "noinput", "incomplete", "nomatch"]


def test_an_own_handler_replaces_the_default_of_that_event_alone() -> None:
    head = HEAD + (
        '    defaults {\n        timeout 7s\n        on noinput, nomatch -> retry "Default."\n'
        "        on exhausted { hangup }\n    }\n"
    )
    program = graph_of(menu('prompt "Press 1."', "attempts 2", "on 1 -> desk", "on noinput -> desk"), head=head)
    assert ways(program)["answer"] == {"1": "desk", "noinput": "desk", "nomatch": "main.retry2.nomatch"}
    assert ways(program)["main.retry2.nomatch"]["nomatch!"] == "main.on_exhausted"
    assert {route.gather.timeout_seconds for route in program.routes} == {7}


def test_any_of_a_node_comes_before_the_defaults() -> None:
    head = HEAD + "    defaults {\n        on noinput -> hangup\n        on nomatch -> hangup\n    }\n"
    compilation = compiled(menu('prompt "Press 1."', "on 1 -> desk", "on any -> desk"), head=head)
    assert compilation.program is not None
    assert ways(compilation.program)["answer"] == {"1": "desk", "noinput": "desk", "nomatch": "desk"}


def test_timeouts_and_finish_keys_where_nothing_is_said() -> None:
    program = graph_of(
        "    collect main {\n        digits 2..4\n        on digits -> code\n        on any -> desk\n    }\n"
        "    collect code {\n        digits 32\n        on digits -> pick\n        on any -> desk\n    }\n"
        "    menu pick {\n        on 1 -> desk\n        on any -> desk\n    }\n"
    )
    assert [(r.name, r.gather.timeout_seconds, r.gather.finish_on) for r in program.routes] == [
        ("main", 9, "#"),
        ("code", 30, None),
        ("pick", 5, None),
    ]


def test_a_default_fallback_stands_behind_bridges_and_gathers() -> None:
    head = HEAD + "    defaults {\n        on failed -> desk\n    }\n"
    program = graph_of(
        menu('prompt "Press 1."', "on 1 -> bridge +15551230009 timeout 20s", "on any -> desk"), head=head
    )
    assert ways(program)["main.on_1"] == {"failed": "desk"}
    assert ways(program)["answer"]["failed"] == "desk"


def test_a_fallback_whose_way_asks_again_serves_bridges_only() -> None:
    head = HEAD + "    defaults {\n        on failed -> main\n    }\n"
    compilation = compiled(
        menu('prompt "Press 1."', "on 1 -> bridge +15551230009 timeout 20s", "on any -> desk"), head=head
    )
    program = compilation.program
    assert program is not None
    assert "failed" not in ways(program)["answer"]
    assert ways(program)["main.on_1"] == {"failed": "answer"}
    assert not program.flows[0].unused


def test_a_fallback_whose_way_asks_again_and_that_no_bridge_takes_is_noted() -> None:
    head = HEAD + "    defaults {\n        on failed -> main\n    }\n"
    compilation = compiled(menu('prompt "Press 1."', "on any -> desk"), head=head)
    program = compilation.program
    assert program is not None
    assert [unused.event for unused in program.flows[0].unused] == ["failed"]
    assert "MV316" in {finding.code for finding in compilation.findings}


def test_a_redirect_within_the_build_is_an_edge() -> None:
    program = graph_of(
        '    step main {\n        redirect "https://voice.example/ivr/f/pick.json?from=main"\n    }\n'
        "    menu pick {\n        on 1 -> desk\n        on any -> desk\n    }\n"
    )
    assert ways(program)["answer"] == {"redirect": "pick"}


def test_a_base_url_from_outside_counts_for_links_too() -> None:
    program = graph_of(
        '    step main {\n        redirect "https://other.example/f/pick.json"\n    }\n'
        "    menu pick {\n        on 1 -> desk\n        on any -> desk\n    }\n",
        base_url="https://other.example",
    )
    assert ways(program)["answer"] == {"redirect": "pick"}
    assert program.flows[0].base_url == "https://other.example"


def test_constants_set_from_outside_are_read_as_the_declared_type() -> None:
    head = 'const number = +15551230009\nconst company = "Acme"\n' + HEAD
    body = '    step main {\n        say "Welcome to {company}."\n        bridge number on failed -> desk\n    }\n'
    program = graph_of(body, head=head, constants={"number": "+15551230007", "f.company": "Acme {x}"})
    block = program.blocks[0]
    assert isinstance(block.exit, Bridge)
    assert block.exit.action.get("destination") == "+15551230007"
    assert block.actions[0].get("text") == "Welcome to Acme {x}."
    wrong = compiled(body, head=head, constants={"number": "twelve", "f.compnay": "A"})
    assert {"MV204", "MV102"} <= {finding.code for finding in wrong.findings}


def test_what_is_lost_to_a_syntax_error_is_not_missed_elsewhere() -> None:
    compilation = compiled(menu('prompt "Press 1."', "on 1 => desk", "on noinput -> retry"))
    assert {finding.code for finding in compilation.findings} == {"MV001"}


def test_an_entry_node_is_a_start_of_its_own() -> None:
    program = graph_of(
        "    step main {\n        goto desk\n    }\n"
        "    entry menu again {\n        on 1 -> desk\n        on any -> desk\n    }\n"
    )
    assert [node.name for node in program.nodes if node.entry] == ["again"]


def test_a_base_url_must_be_https_wherever_it_comes_from() -> None:
    body = "    step main {\n        goto desk\n    }\n"
    given = compiled(body, base_url="http://voice.example")
    written = compiled(body, head=HEAD.replace("https:", "http:"))
    assert [finding.code for finding in given.findings] == ["MV207"]
    assert given.sources.locate(given.findings[0].span).path == "--base-url"
    assert [finding.code for finding in written.findings] == ["MV207"]
