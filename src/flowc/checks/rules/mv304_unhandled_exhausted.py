"""A menu or a collect asks again, and nothing follows its last attempt

`retry` is bounded: after `attempts` questions there is no further one. What happens then to a caller who has tried
three times is the difference between a person and a dead line.

```mv bad
flow desk {
    base_url "https://voice.example/ivr"
    start main
    menu main {
        prompt "For sales, press 1. For support, press 2."
        on 1 -> sales
        on 2 -> support
        on noinput, nomatch -> retry "Please press 1 or 2."
    }
    step sales {
        say "Connecting you to sales."
        transfer +15551230001
    }
    step support {
        say "Connecting you to support."
        transfer +15551230002
    }
}
```

```mv good
flow desk {
    base_url "https://voice.example/ivr"
    start main
    menu main {
        prompt "For sales, press 1. For support, press 2."
        on 1 -> sales
        on 2 -> support
        on noinput, nomatch -> retry "Please press 1 or 2."
        on exhausted -> sales
    }
    step sales {
        say "Connecting you to sales."
        transfer +15551230001
    }
    step support {
        say "Connecting you to support."
        transfer +15551230002
    }
}
```

## Configuration

Cannot be suppressed. `on exhausted` cannot itself say `retry`: no attempt is left.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.checks.asking import asking, input_for, journey_on
from flowc.checks.facts import Facts
from flowc.checks.rule import Rule
from flowc.checks.stubs import add_exhausted
from flowc.diagnostics import Finding, Label, error
from flowc.ir.graph import GatherSpec, Handler, Node
from flowc.ir.outcomes import CATCH_ALL, is_keys
from flowc.source import Span


def check(facts: Facts) -> Iterator[Finding]:
    for node in asking(facts):
        assert node.gather is not None
        retry = next((handler for handler in node.handlers if handler.retry and handler.event != "exhausted"), None)
        exhausted = next((handler for handler in node.handlers if handler.event == "exhausted"), None)
        again = retry.span if retry is not None else _asked_again(node.gather)
        if again is None or (exhausted is not None and not exhausted.retry):
            continue
        if exhausted is not None:
            finding = error(
                "MV304",
                exhausted.span,
                f"`{node.name}` has no attempt left when it is exhausted, so it cannot retry",
                help="lead to a step with a person or a goodbye: on exhausted -> reception",
            )
        else:
            times = "once" if node.gather.attempts == 1 else f"{node.gather.attempts} times"
            finding = error(
                "MV304",
                node.name_span,
                f"`{node.name}` asks {times}, and then nothing follows: the call ends without a word",
                labels=[Label(again, "asks again here")],
                help="say what follows the last attempt, here or in `defaults`: on exhausted -> reception",
            )._replace(fix=add_exhausted(node))
        yield finding._replace(witness=journey_on(facts, node, *_tries(facts, node, retry)))


def _tries(facts: Facts, node: Node, retry: Handler | None) -> list[str]:
    """What a caller does to use up the attempts of a node: by retrying, or by confirming no entry."""
    assert node.gather is not None
    if retry is not None:
        return [input_for(facts, node, retry.event)] * node.gather.attempts
    events = [handler.event for handler in node.handlers]
    entry = next((event for event in events if event == CATCH_ALL or is_keys(event)), None)
    if node.gather.confirm is None or entry is None:
        return []
    return [input_for(facts, node, entry), "2"] * node.gather.attempts


def _asked_again(gather: GatherSpec) -> Span | None:
    """What counts attempts where no handler says ``retry``: an entry that is confirmed, a count that is shared."""
    return gather.confirm_span or (gather.attempts_span if gather.shared else None)


RULE = Rule("MV304", "unhandled-exhausted", "error", __doc__, check)
