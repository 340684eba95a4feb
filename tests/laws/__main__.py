"""The laws at length: ``python -m tests.laws --flows 10000 --seed 1``, ``python -m tests.laws --small``.

Prints how often each construct occurs in the flows that were made up, how many nodes they have, and how many runs of
each law held. The last result is kept in ``docs/laws.md``.
"""

from __future__ import annotations

import argparse
from collections import Counter
from statistics import median
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from flowc.testing.constructs import CONSTRUCTS, constructs_of, count_nodes
from flowc.testing.flow_texts import flows
from flowc.testing.whims import callers
from tests.laws import laws, small, witnesses
from tests.laws.test_small_flows import disagreement

SMALL = [
    (1, ("go", "bridge", "menu", "retry")),
    (2, ("go", "bridge", "menu", "retry")),
    (3, ("go", "bridge", "retry")),
    (3, ("menu",)),
    (4, ("go", "retry")),
]


def run_laws(number: int, start: int) -> None:
    used: Counter[str] = Counter()
    held: Counter[str] = Counter()
    nodes: list[int] = []
    careless: list[int] = []

    @seed(start)
    @settings(
        max_examples=number,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(flows(), st.data())
    def every_law(text: str, data: Any) -> None:
        made = laws.no_errors(text)
        [tree] = made.compilation.trees
        used.update(constructs_of(tree))
        nodes.append(count_nodes(tree))
        laws.graph_and_documents_agree(text, data.draw(callers(made.program, made.flow)))
        held["graph and documents agree"] += 1
        laws.nobody_is_stranded(text, data.draw(callers(made.program, made.flow, hangs_up=False)))
        held["nobody is stranded"] += 1
        laws.formatting_changes_nothing(text)
        held["formatting changes nothing"] += 1
        for finding in made.compilation.findings:
            if finding.witness:
                assert witnesses.holds(made, finding), laws.told(text, [finding])
                held["a witness replays"] += 1

    @seed(start)
    @settings(
        max_examples=number // 4,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(flows(careless=True, max_nodes=10), st.data())
    def every_accident(text: str, data: Any) -> None:
        made = laws.stage(text)
        careless.append(count_nodes(made.compilation.trees[0]))
        for _ in range(3):
            laws.every_accident_was_foretold(text, data.draw(callers(made.program, made.flow)))
            held["an accident was foretold, or did not happen"] += 1
        laws.what_is_heard_was_foretold(text, data.draw(callers(made.program, made.flow)))
        held["what is heard was foretold"] += 1
        for finding in made.compilation.findings:
            if finding.witness:
                assert witnesses.holds(made, finding), laws.told(text, [finding])
                held["a witness replays"] += 1

    every_law()
    every_accident()
    print(f"{len(nodes)} flows from seed {start}, {median(nodes):g} nodes in the middle, {max(nodes)} at most")
    print(f"{len(careless)} flows of careless authors, {median(careless):g} nodes in the middle")
    for law, count in held.items():
        print(f"  {law}: {count}")
    print("constructs, in percent of the flows:")
    for construct in CONSTRUCTS:
        print(f"  {construct:<20} {100 * used[construct] / len(nodes):5.1f}")


def run_small() -> None:
    for size, kinds in SMALL:
        count = 0
        for flow in small.every_flow(size, kinds):
            count += 1
            told = disagreement(flow)
            assert told is None, told
        print(f"{count} flows of {size} nodes of {', '.join(kinds)}: checker and explorer agree")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="The laws at length.")
    parser.add_argument("--flows", type=int, default=0, help="how many made-up flows")
    parser.add_argument("--seed", type=int, default=1, help="where they begin")
    parser.add_argument("--small", action="store_true", help="every small flow")
    arguments = parser.parse_args()
    if arguments.flows:
        run_laws(arguments.flows, arguments.seed)
    if arguments.small:
        run_small()
