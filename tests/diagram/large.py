"""Flows of any size that look like those of a company: menus beneath menus, numbers to enter, a desk for everybody."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["company"]

_TOPICS = ("orders", "billing", "returns", "repairs", "deliveries", "accounts", "spare parts", "contracts", "claims")
_KEYS = 4


def company(nodes: int) -> str:
    """The text of a flow with that many nodes, each reachable."""
    blocks = "".join(_node(number, nodes) for number in range(1, nodes - 2))
    return f"""\
flow company {{
    title "A company of {nodes} nodes"
    base_url "https://voice.company.example/ivr"
    start welcome
    defaults {{
        attempts 3
        on noinput -> retry "Sorry, we did not hear anything."
        on nomatch -> retry "Sorry, that is not one of the options."
        on incomplete -> retry "That number was too short."
        on exhausted -> front_desk
        on failed -> voice_mail
    }}
    step welcome {{
        say "Thank you for calling the company."
        goto node1
    }}
{blocks}
    step front_desk {{
        say "One moment, please, for the front desk."
        transfer +15551230099
    }}
    step voice_mail {{
        say "Nobody can take your call right now. Please call again tomorrow. Goodbye."
        hangup
    }}
}}
"""


def _node(number: int, nodes: int) -> str:
    """The menus are the inner nodes of a tree; its leaves connect, ask for a number, or tell something."""
    below = [child for child in range(_KEYS * (number - 1) + 2, _KEYS * number + 2) if child < nodes - 2]
    topic = _TOPICS[number % len(_TOPICS)]
    if below:
        return "".join(_menu(number, topic, below))
    if number % 3 == 0:
        return f"""\
    step node{number} {{
        say "Connecting you to our department for {topic}."
        bridge +1555{2000000 + number} timeout 20s
    }}
"""
    if number % 3 == 1:
        return f"""\
    collect node{number} {{
        prompt "Enter your eight digit number for {topic}."
        digits 8
        on digits -> redirect "https://crm.company.example/{number}"
    }}
"""
    return f"""\
    step node{number} {{
        say "Our department for {topic} is open from nine to five. We take you back to the first menu."
        goto node1
    }}
"""


def _menu(number: int, topic: str, below: list[int]) -> Iterator[str]:
    options = " ".join(f"For {_TOPICS[child % len(_TOPICS)]}, press {key}." for key, child in enumerate(below, start=1))
    yield f'    menu node{number} {{\n        prompt "{topic.capitalize()}. {options} For the desk, press 0."\n'
    for key, child in enumerate(below, start=1):
        yield f"        on {key} -> node{child}\n"
    yield "        on 0 -> front_desk\n        on 9 -> node1\n    }\n"
