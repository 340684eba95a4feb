"""Counts that several menus share: the unrolled graph against a caller whose failures are counted one by one."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from flowc.ir.bounds import MAX_BLOCKS
from flowc.ir.graph import Gather, Goto, Program

from .test_lowering import compiled, graph_of, ways

NAMES = ("main", "one", "two", "three")


class Menu(NamedTuple):
    """Where keys 1 and 2 lead, and the count that it shares, if it does."""

    one: str
    two: str
    count: str | None


class Flow(NamedTuple):
    menus: dict[str, Menu]
    attempts: dict[str, int]

    def text(self) -> str:
        menus = (
            f"""    menu {name} {{
        prompt "{name}: press 1 or 2."
        attempts {f"{self.attempts[menu.count]} shared {menu.count}" if menu.count else 2}
        on 1 -> {menu.one}
        on 2 {{ say "On."; goto {menu.two} }}
        on noinput, nomatch -> retry
        on exhausted -> desk
    }}
"""
            for name, menu in self.menus.items()
        )
        return "".join(menus)


targets = st.sampled_from((*NAMES, "desk"))
menus = st.builds(Menu, targets, targets, st.sampled_from((None, "tries", "tries", "others")))
flows = st.builds(
    Flow,
    st.fixed_dictionaries(dict.fromkeys(NAMES, menus)),
    st.fixed_dictionaries({"tries": st.integers(1, 4), "others": st.integers(1, 3)}),
)
inputs = st.lists(st.sampled_from(("1", "2", "noinput", "nomatch")), max_size=12)


@settings(deadline=None)
@given(flows, inputs)
def test_a_shared_count_is_the_failures_at_all_its_menus_together(flow: Flow, pressed: list[str]) -> None:
    program = graph_of(flow.text())
    assert walked(program, pressed) == counted(flow, pressed)


def walked(program: Program, pressed: list[str]) -> list[str]:
    """The nodes whose questions a caller hears in the graph, and where the call ends."""
    block = program.blocks[program.nodes[program.flows[0].start].block]
    heard = []
    left = list(pressed)
    while True:
        match block.exit:
            case Goto(to=to):
                block = program.blocks[to]
            case Gather(route=route):
                heard.append(program.nodes[block.node].name)
                if not left:
                    return heard
                event = left.pop(0)
                block = program.blocks[next(edge.to for edge in program.routes[route].edges if edge.event == event)]
            case _:
                return [*heard, program.nodes[block.node].name]


def counted(flow: Flow, pressed: list[str]) -> list[str]:
    """The same from the flow as it is written, with a counter for each count and one for each unshared asking."""
    at, own = "main", 0
    failed = dict.fromkeys(flow.attempts, 0)
    heard = ["main"]
    for event in pressed:
        menu = flow.menus[at]
        if event in "12":
            at, own = menu.one if event == "1" else menu.two, 0
        elif menu.count is None:
            own += 1
            at = "desk" if own == 2 else at
        else:
            most = flow.attempts[menu.count]
            failed[menu.count] = min(failed[menu.count] + 1, most)
            at = "desk" if failed[menu.count] == most else at
        heard.append(at)
        if at == "desk":
            break
    return heard


def test_a_copy_is_called_after_the_attempts_that_are_left() -> None:
    flow = Flow({"main": Menu("one", "desk", "tries"), "one": Menu("main", "desk", "tries")}, {"tries": 3})
    leading = ways(graph_of(flow.text()))
    assert leading["answer.tries_left2"]["1"] == "one.tries_left2"
    assert leading["one.tries_left2"]["noinput"] == "one.retry3"
    assert leading["one.tries_left1"]["noinput!"] == "desk"


def test_what_leads_to_no_sharer_is_not_copied() -> None:
    flow = Flow({"main": Menu("one", "desk", "tries"), "one": Menu("two", "two", "tries"),
                 "two": Menu("desk", "desk", None)}, {"tries": 3})  # fmt: skip
    assert not [name for name in ways(graph_of(flow.text())) if name.startswith("two.tries")]


def test_counts_that_multiply_without_end_are_refused() -> None:
    menus = {f"m{n}": Menu(f"m{(n + 1) % 16}", f"m{(n + 7) % 16}", f"c{n % 8}") for n in range(16)}
    text = Flow({"main": Menu("m0", "desk", None), **menus}, {f"c{n}": 10 for n in range(8)}).text()
    found = [finding for finding in compiled(text).findings if finding.code == "MV002"]
    assert len(found) == 1
    assert f"{MAX_BLOCKS:,}" in found[0].message


def test_an_entry_that_is_read_back_after_a_failure_elsewhere_is_confirmed_by_its_own_question() -> None:
    program = graph_of(
        """
    menu main {
        prompt "Press 1."
        attempts 3 shared tries
        on 1 -> order
        on noinput, nomatch -> retry
        on exhausted -> desk
    }
    collect order {
        prompt "Your order, please."
        digits 1
        attempts 3 shared tries
        confirm "You entered {digits}. If so, press 1."
        on 7 -> shipping
        on noinput, nomatch, exhausted -> desk
    }
    step shipping { say "It is on its way."; hangup }
"""
    )
    assert walked(program, ["noinput", "1", "7", "1"]) == ["main", "main", "order", "order", "shipping"]
    assert walked(program, ["noinput", "1", "7", "2", "7", "2"]) == ["main", "main", *["order"] * 4, "desk"]
