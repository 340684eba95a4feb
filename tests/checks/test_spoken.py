"""What callers have heard, on graphs made by hand: every edge of the meeting of paths."""

from __future__ import annotations

from flowc.checks.facts import Facts
from flowc.checks.limits import Limits
from flowc.ir.graph import Action, Block, Edge, Ending, Field, Flow, Gather, GatherSpec, Goto, Node, Program, Route
from flowc.source import Span

AT = Span(0, 0)
SPEC = GatherSpec(1, 1, None, 5, 3, False, None, AT, AT, AT)


def say(text):
    return Action("say", (Field("text", text, AT),), AT)


def program(blocks, routes=(), *, start=0, entries=(), language="en"):
    """One node for each block; ``blocks`` are pairs of texts and an exit, ``routes`` lists of targets."""
    count = len(blocks)
    nodes = [Node(f"n{i}", "step", 0, i in entries, i, None, (), Span(i, i), Span(i, i)) for i in range(count)]
    table = [Block(f"n{i}", i, 1, tuple(map(say, texts)), leave, AT) for i, (texts, leave) in enumerate(blocks)]
    asked = [
        Route(f"r{i}", 0, 1, tuple(Edge("123456789"[k], to, "direct", AT) for k, to in enumerate(targets)), SPEC)
        for i, targets in enumerate(routes)
    ]
    everything = tuple(range(count))
    flow = Flow("f", None, None, language, start, everything, everything, tuple(range(len(asked))), (), AT, AT)
    return Facts(Program((flow,), tuple(nodes), tuple(table), tuple(asked)), Limits())


def goto(to):
    return Goto(to, AT)


def ask(route=0):
    return Gather(route, None, AT, None, AT)


END = Ending(Action("transfer", (), AT))


def names(steps):
    return None if steps is None else [step.block for step in steps]


def test_a_chain_adds_up():
    spoken = program([(["For sales, press 1."], goto(1)), (["Support is 2."], goto(2)), ([], ask())], [[]]).spoken
    heard = spoken.before_prompt(2)
    assert not heard.silent
    assert heard.mentioned == {"1", "2"}
    assert list(heard.announced) == ["1"]
    assert heard.announced["1"].block == 0


def test_where_paths_meet_all_must_have_mentioned_and_some_have_announced():
    facts = program(
        [
            (["Welcome."], ask()),
            (["For sales, press 1. For support, press 2."], goto(3)),
            (["For sales, press 1."], goto(3)),
            ([], ask(1)),
        ],
        [[1, 2], []],
    )
    heard = facts.spoken.before_prompt(3)
    assert heard.mentioned == {"1"}
    assert set(heard.announced) == {"1", "2"}
    assert names(facts.spoken.way_without(3, "2")) == [0, 2]
    assert names(facts.spoken.way_without(3, "1")) is None
    assert names(facts.spoken.way_from(1, 3)) == [1]


def test_a_way_from_a_block_leaves_other_ways_aside():
    facts = program([([], ask()), (["Hello."], goto(2)), ([], ask(1))], [[2, 1], []])
    assert names(facts.spoken.way_from(1, 2)) == [1]
    assert names(facts.spoken.way_from(0, 2)) is None


def test_a_gather_ends_what_was_heard_before():
    facts = program([(["For sales, press 1."], ask()), ([], ask(1))], [[1], []])
    assert facts.spoken.before_prompt(0).mentioned == {"1"}
    assert facts.spoken.before_prompt(1) == (True, frozenset(), {})
    assert names(facts.spoken.way_without(1, None)) == [0]


def test_silence_on_one_way_is_found_with_that_way():
    facts = program([([], ask()), (["Hello."], goto(3)), ([], goto(3)), ([], ask(1))], [[1, 2], []])
    assert facts.spoken.before_prompt(3).silent
    assert names(facts.spoken.way_without(3, None)) == [0, 2]


def test_a_call_that_comes_in_from_elsewhere_takes_nothing_away():
    facts = program([(["For sales, press 1."], goto(1)), ([], ask())], [[]], entries=[1])
    heard = facts.spoken.before_prompt(1)
    assert heard.mentioned == {"1"}
    assert not heard.silent


def test_what_no_call_reaches_has_heard_nothing_at_all():
    facts = program([([], END), ([], ask())], [[]])
    assert facts.spoken.before_prompt(1) is None


def test_another_language_is_speech_without_keys():
    facts = program([(["Press 1."], goto(1)), ([], ask())], [[]], language="de")
    assert facts.spoken.before_prompt(1) == (False, frozenset(), {})


def test_a_circle_of_words_comes_to_rest():
    facts = program([(["One moment."], goto(1)), (["Press 4."], ask()), (["Press 5."], goto(1))], [[2, 1]])
    assert facts.spoken.before_prompt(1).mentioned == {"4"}
    assert set(facts.spoken.before_prompt(1).announced) == {"4", "5"}


def test_a_long_chain_of_steps_is_followed_to_its_end():
    size = 20_000
    facts = program([([f"Part {i}, press {i % 10}."], goto(i + 1)) for i in range(size)] + [([], ask())], [[]])
    assert facts.spoken.before_prompt(size).mentioned >= set("0123456789")
