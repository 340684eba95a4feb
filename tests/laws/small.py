"""Every small flow, and what becomes of its callers, found by letting every one of them call.

A flow is a tuple of nodes, a node one of these (``t``, ``u``, ``v`` are places in the tuple):

=========================  ========================================================================================
``("end",)``               a step that transfers the call
``("go", t)``              a step that goes on to t
``("bridge", t)``          a step whose bridge leads to t when nobody answers
``("menu", t, u, v)``      key 1 leads to t, silence to u, any other key to v
``("retry", t, u)``        key 1 leads to t, anything else asks a second time, and then leads to u
=========================  ========================================================================================

The explorer knows no algorithm on graphs: it lets callers do everything that they can, again and again, for longer than
there are places to be in, and looks who has come back, and who has got out.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations, product

Node = tuple[object, ...]
SmallFlow = tuple[Node, ...]

KINDS = {"go": 1, "bridge": 1, "menu": 3, "retry": 2}


def every_flow(size: int, kinds: tuple[str, ...]) -> Iterator[SmallFlow]:
    """Every flow of so many nodes, all of them reached from the first, each once up to the names of its nodes."""
    nodes: list[Node] = [("end",)]
    for kind in kinds:
        nodes += [(kind, *targets) for targets in product(range(size), repeat=KINDS[kind])]
    for flow in product(nodes, repeat=size):
        if _is_canonical(flow):
            yield flow


def _is_canonical(flow: SmallFlow) -> bool:
    """Whether the nodes stand in the order in which they are met: that reaches all, and leaves one name for each."""
    order = [0]
    for place in order:
        for target in flow[place][1:]:
            if target not in order:
                order.append(target)  # type: ignore[arg-type]
    return order == list(range(len(flow)))


def rename(flow: SmallFlow, order: tuple[int, ...]) -> SmallFlow:
    """The same flow with its nodes in another order."""
    renamed: list[Node] = [()] * len(flow)
    for place, node in enumerate(flow):
        renamed[order[place]] = (node[0], *(order[target] for target in node[1:]))  # type: ignore[index]
    return tuple(renamed)


def every_order(flow: SmallFlow) -> Iterator[SmallFlow]:
    """A flow under every naming of its nodes that leaves the first one first."""
    for rest in permutations(range(1, len(flow))):
        yield rename(flow, (0, *rest))


def text_of(flow: SmallFlow) -> str:
    """The flow in the language."""
    lines = ["flow small {", '    base_url "https://small.example"', "    start n0"]
    for place, node in enumerate(flow):
        lines += [f"    {line}" for line in _node_lines(f"n{place}", node)]
    return "\n".join([*lines, "}", ""])


def _node_lines(name: str, node: Node) -> list[str]:
    match node:
        case ("go", t):
            return [f"step {name} {{", f"    goto n{t}", "}"]
        case ("bridge", t):
            return [f"step {name} {{", f"    bridge +15551230001 on failed -> n{t}", "}"]
        case ("menu", t, u, v):
            return [
                f"menu {name} {{", '    prompt "Press 1."', f"    on 1 -> n{t}", f"    on noinput -> n{u}",
                f"    on nomatch -> n{v}", "}",
            ]  # fmt: skip
        case ("retry", t, u):
            return [
                f"menu {name} {{", '    prompt "Press 1."', "    attempts 2", f"    on 1 -> n{t}",
                "    on any -> retry", f"    on exhausted -> n{u}", "}",
            ]  # fmt: skip
        case _:
            return [f"step {name} {{", '    say "Goodbye."', "    transfer +15551230002", "}"]


# --- every caller -------------------------------------------------------------------------------------------------

Place = tuple[int, int]
"""A node and the attempt that the call is in."""


def follow(flow: SmallFlow, place: Place, does: str) -> Place | None:
    """Where a call is after one thing: ``1``, ``silence``, ``wrong``, ``fails``, ``answers``; None: it has ended."""
    node, attempt = flow[place[0]], place[1]
    match node:
        case ("go", int(t)):
            return t, 1
        case ("bridge", int(t)):
            return (t, 1) if does == "fails" else None
        case ("menu", int(t), int(u), int(v)):
            return {"1": t, "silence": u, "wrong": v}[does], 1
        case ("retry", int(t), int(u)):
            if does == "1":
                return t, 1
            return (place[0], 2) if attempt == 1 else (u, 1)
        case _:
            return None


def doings(flow: SmallFlow, place: Place, *, silence: bool, wrong: bool, key: bool, answers: bool) -> list[str]:
    """What can happen at a place, of what is allowed to."""
    match flow[place[0]][0]:
        case "go":
            return ["on"]
        case "bridge":
            return ["fails"] + ["answers"] * answers
        case "menu" | "retry":
            return ["silence"] * silence + ["wrong"] * wrong + ["1"] * key
        case _:
            return ["ends"]


def _rounds(flow: SmallFlow, place: Place) -> set[frozenset[str]]:
    """What a caller who never chooses, and whom nobody answers, can do until they are back where they were.

    Each round as the set of things that are done on it.
    """
    found: set[frozenset[str]] = set()
    here: set[tuple[Place, frozenset[str]]] = {(place, frozenset())}
    for _ in range(4 * len(flow)):
        moved = set()
        for at, done in here:
            for does in doings(flow, at, silence=True, wrong=True, key=False, answers=False):
                after = follow(flow, at, does)
                if after is not None:
                    moved.add((after, done | {does}))
        found |= {done for at, done in moved if at == place}
        here |= moved
    return found


def _all_after(flow: SmallFlow, place: Place) -> tuple[set[Place], bool]:
    """Everywhere that anybody can come from here, and whether a call can end on the way."""
    here: set[Place] = {place}
    ends = False
    for _ in range(2 * len(flow) + 1):
        for at in list(here):
            for does in doings(flow, at, silence=True, wrong=True, key=True, answers=True):
                after = follow(flow, at, does)
                if after is None:
                    ends = True
                else:
                    here.add(after)
    return here, ends


def judge(flow: SmallFlow) -> set[str]:
    """What is wrong with a flow, by the codes of the findings."""
    places = reached(flow)
    rounds = {done for place in places for done in _rounds(flow, place)}
    found = set()
    if any(not done & {"silence", "wrong"} for done in rounds):
        found.add("MV312")
    if any("silence" in done and "wrong" not in done for done in rounds):
        found.add("MV309")
    if any("wrong" in done for done in rounds):
        found.add("MV310")
    for place in places:
        after, ends = _all_after(flow, place)
        asked = all(any(flow[at[0]][0] in ("menu", "retry") for at in _all_after(flow, later)[0]) for later in after)
        if not ends and asked:
            found.add("MV311")
    return found


def reached(flow: SmallFlow) -> set[Place]:
    """Every place that some caller comes to."""
    found: set[Place] = {(0, 1)}
    for _ in range(2 * len(flow)):
        for at in list(found):
            for does in doings(flow, at, silence=True, wrong=True, key=True, answers=True):
                after = follow(flow, at, does)
                if after is not None:
                    found.add(after)
    return found
