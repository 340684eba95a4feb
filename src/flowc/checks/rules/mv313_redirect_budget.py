"""A journey that needs more redirects than a call may have.

Every answer to a menu or a collect costs one redirect, and so does every `redirect`, and every decision that an answer
does not lead to at once. The platform allows twenty in a
call, read cautiously. A caller who needs three attempts at each of eight questions has none left for the last, and
the call drops in the middle of a sentence.

Where even the cheapest way from a node to an ending needs more, nobody gets through, and the finding is an error.

```mv bad max_redirects=3
flow survey {
    base_url "https://voice.example/ivr"
    start service
    defaults {
        on noinput, nomatch -> retry "Please press 1 or 2."
        on exhausted -> goodbye
    }
    menu service {
        prompt "If we came on time, press 1. If not, press 2."
        on 1, 2 -> price
    }
    menu price {
        prompt "If the price was fair, press 1. If not, press 2."
        on 1, 2 -> goodbye
    }
    step goodbye {
        say "Thank you for your time. Goodbye."
        hangup
    }
}
```

```mv good max_redirects=4
flow survey {
    base_url "https://voice.example/ivr"
    start service
    defaults {
        attempts 2
        on noinput, nomatch -> retry "Please press 1 or 2."
        on exhausted -> goodbye
    }
    menu service {
        prompt "If we came on time, press 1. If not, press 2."
        on 1, 2 -> price
    }
    menu price {
        prompt "If the price was fair, press 1. If not, press 2."
        on 1, 2 -> goodbye
    }
    step goodbye {
        say "Thank you for your time. Goodbye."
        hangup
    }
}
```

## Configuration

`max_redirects`, 20 where nothing is set.

## Approximations

Returns that callers choose are left out: anyone can press "repeat" twenty times. They are the keys that lead back to
where the call has been for certain, and, in what then remains, the keys that lead round in a circle. So the longest
journey told is one without them, and a caller who goes back may need more: the rule errs towards silence there;
`flowc check --stats` says how many returns the rest leaves room for. After an entry the redirects that the
application has spent before are not counted, for nobody knows them. A document that is full and goes on in another
costs a redirect wherever some document is cut there, which errs towards speaking. A flow that traps callers has no
longest journey; its traps are told instead.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.analyses.journeys import Step
from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.diagnostics import Finding, WitnessStep, error, warning


def check(facts: Facts) -> Iterator[Finding]:
    hopeless = _hopeless(facts)
    told: set[int] = set()
    for block in hopeless:
        node = facts.program.blocks[block].node
        if node not in told:
            told.add(node)
            yield _nobody(facts, block)
    lost = {facts.node(block).flow for block in hopeless}
    for flow, sources in sorted(_sources(facts).items()):
        if flow not in lost:
            yield from _somebody(facts, sources)


def _sources(facts: Facts) -> dict[int, list[int]]:
    """Where journeys through the rest begin, by flow."""
    sources: dict[int, list[int]] = {}
    for block in (*facts.roots, *facts.redirects.rest.again):
        if facts.redirects.most[block] >= 0:
            sources.setdefault(facts.node(block).flow, []).append(block)
    return sources


def _hopeless(facts: Facts) -> list[int]:
    """Where calls begin that cannot be ended in time; else the last blocks on the way from which it is too far."""
    limit, redirects = facts.limits.max_redirects, facts.redirects
    if redirects.surely_end(limit):
        return []
    least = redirects.least
    begins = [block for block in facts.roots if least.get(block, 0) + redirects.beginning(block) > limit]
    if begins:
        return begins
    return [
        block
        for block in facts.journeys.order
        if least.get(block, 0) > limit and any(least.get(edge.to, limit + 1) <= limit for edge in facts.ways[block])
    ]


def _nobody(facts: Facts, block: int) -> Finding:
    limit, name, redirects = facts.limits.max_redirects, facts.node(block).name, facts.redirects
    needed = redirects.least[block] + (redirects.beginning(block) if block in facts.roots else 0)
    return error(
        "MV313",
        facts.node(block).name_span,
        f"nobody gets from `{name}` to the end of the call: the shortest way needs {needed} "
        f"redirects, and a call has {limit}",
        help="put an ending, or a key that leads to one, on the way; each answer to a menu or collect costs a redirect",
    )._replace(witness=facts.witness(block))


def _somebody(facts: Facts, sources: list[int]) -> Iterator[Finding]:
    limit, redirects = facts.limits.max_redirects, facts.redirects
    over = redirects.overrun(limit, sources)
    if over is None:
        return
    steps, block = over
    most = max(redirects.spent[source] + redirects.most[source] for source in sources)
    yield warning(
        "MV313",
        facts.node(block).name_span,
        f"a call can need {most} redirects, and only {limit} are allowed: the shortest journey that needs more fails "
        f"at `{facts.node(block).name}`",
        help="ask fewer questions in a row, or allow fewer attempts; each answer to a menu or collect costs a redirect",
    )._replace(witness=_up_to(facts, steps, block))


def _up_to(facts: Facts, steps: list[Step], block: int) -> tuple[WitnessStep, ...]:
    """The journey up to the input that needs the redirect too many."""
    journey = facts.witness_of(steps, block)
    return journey[:-1] if steps and steps[-1].block == block and len(journey) > 1 else journey


RULE = Rule("MV313", "redirect-budget", "warning", __doc__, check)
