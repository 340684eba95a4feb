"""The flows in which the faults are hunted: always the same for a number and a seed.

Seven kinds of them in turn, small ones first, so that what catches a fault is short:

=============  ====================================================================================================
``valid``      a made-up flow without errors, and callers
``careless``   one of an author who forgets things, and callers
``broken``     one with a fault whose code is known (``flowc.testing.broken``, and ``PLANTED`` here)
``small``      one of the flows of up to three nodes, to be compared with the explorer of all callers
``keys``       a menu or collect whose prompt names known keys in known words
``json``       a document of action JSON
``doors``      a decision by hours whose doors move at night, when clocks are changed
=============  ====================================================================================================
"""

from __future__ import annotations

import json
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from flowc.testing.broken import FAULTS, Fault, broken_flows
from flowc.testing.flow_texts import flows
from tests.laws import small

__all__ = ["corpus"]

Item = dict[str, Any]

_HANDLED = "on noinput -> desk; on nomatch -> desk"
_ASKS = 'prompt "Press KEY."; on KEY -> desk'
_QUIET = f"menu quiet {{ on KEY -> desk; {_HANDLED} }}"
_SHARED = "attempts 3 shared tries; on noinput, nomatch -> retry; on exhausted -> desk"
PLANTED = (
    Fault("MV302", 'collect NAME { prompt "Enter it."; digits 2; on digits -> desk; on noinput -> desk }'),
    Fault("MV310", f"menu NAME {{ {_ASKS}; on nomatch -> desk; on noinput -> other }}\n"
          f"    menu other {{ {_ASKS}; on noinput -> desk; on nomatch -> NAME }}"),
    Fault("MV316", f'menu NAME {{ prompt "Press KEY."; on KEY -> desk; on incomplete -> desk; {_HANDLED} }}'),
    Fault("MV316", f'menu NAME {{ prompt "Press KEY."; on KEY -> desk; on exhausted -> desk; {_HANDLED} }}'),
    Fault("MV309", f'menu NAME {{ {_ASKS}; on nomatch -> desk; on noinput -> worth }}\n'
          '    decide worth { by variable plan; on "gold" -> NAME; on unset, other -> desk }'),
    Fault("MV310", f'menu NAME {{ {_ASKS}; on noinput -> desk; on nomatch -> region }}\n'
          "    decide region { by caller; on +35387XXXXXXX -> NAME; on withheld, other -> desk }"),
    Fault("MV311", 'menu NAME { prompt "Press KEY."; on KEY -> worth; on any -> worth }\n'
          "    decide worth { by variable plan; on unset, other -> NAME }"),
    Fault("MV317", 'menu NAME { prompt "Press KEY."; on KEY -> desk; on noinput -> hangup; on nomatch -> desk }'),
    Fault("MV317", 'collect NAME { prompt "Type."; digits COUNT; on incomplete -> hangup; on any -> desk }'),
    Fault("MV317", "step NAME { bridge +15551230001 on failed -> hangup }"),
    Fault("MV318", 'decide NAME { by variable plan; on "gold", unset -> desk }'),
    Fault("MV404", f'step NAME {{ hold; goto held }}\n    menu held {{ {_ASKS}; {_HANDLED} }}'),
    Fault("MV408", 'step NAME { start_stream "wss://a.example"; start_stream "wss://a.example"; goto desk }'),
    Fault("MV408", 'step NAME { start_stream "wss://a.example"; start_stream "wss://a.example" track outbound; '
          "goto desk }"),
    Fault("MV502", f'menu NAME {{ prompt "Tell us."; {_SHARED}; on KEY -> worth }}\n'
          "    decide worth { by variable plan; on unset, other -> more }\n"
          f"    menu more {{ {_ASKS}; {_SHARED} }}"),
    Fault("MV508", f'menu NAME {{ {_ASKS}; on noinput -> quiet; on nomatch {{ say "No."; goto quiet }} }}\n'
          f"    {_QUIET}"),
    Fault("MV508", f'step NAME {{ say "Hello."; goto ask }}\n    {_QUIET}\n'
          f"    menu ask {{ {_ASKS}; on noinput -> quiet; on nomatch -> desk }}"),
    Fault("MV511", 'decide NAME { ask "https://a.example/plan" timeout 4s; on other, failed -> desk }'),
    Fault("MV511", 'decide NAME { ask "https://a.example/plan" timeout 1s; on other, failed -> more }\n'
          '    decide more { ask "https://a.example/more" timeout 1500ms; on other, failed -> desk }'),
    Fault("MV511", 'menu NAME { prompt "Press KEY."; on KEY -> held; on noinput -> unheld; on nomatch -> desk }\n'
          '    step held { say "One moment."; goto asked }\n'
          '    decide asked { ask "https://a.example/plan" timeout 4s; on other, failed -> desk }\n'
          '    decide unheld { ask "https://a.example/plan" timeout 3s; on other, failed -> desk }'),
    Fault("MV601", "step NAME { transfer +979123456789 }"),
    Fault("MV602", "step NAME { transfer sip:112@acme.example }"),
    Fault("MV602", "step NAME { bridge sip:112@acme.example on failed -> desk }"),
    Fault("MV606", 'step NAME { redirect "http://crm.acme.example/voice" }'),
)  # fmt: skip
"""Faults besides those of ``flowc.testing.broken``, in the same words."""

_KEY_WORDS = {
    "1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven", "8": "eight", "9": "nine",
}  # fmt: skip
_PHRASES = ("For {what}, press {key}.", "Press {key} for {what}.", "To hear of {what}, dial {key}.")
_PURPOSES = ("sales", "billing", "repairs", "parking", "opening hours")
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight")


def corpus(number: int, start: int) -> list[Item]:
    """So many flows from a seed."""
    chance = Random(start)
    shares = {"valid": 25, "careless": 40, "broken": 15, "small": 8, "keys": 8, "json": 4, "doors": 3}
    amounts = {kind: max(1, number * share // 100) for kind, share in shares.items()}
    amounts["careless"] += number - sum(amounts.values())
    parts = {
        "valid": _of_sizes(amounts["valid"], start, False),
        "careless": _of_sizes(amounts["careless"], start, True),
        "broken": _broken(amounts["broken"], start),
        "small": _small(amounts["small"], chance),
        "keys": [_keys(chance) for _ in range(amounts["keys"])],
        "json": [_json(chance) for _ in range(amounts["json"])],
        "doors": [_doors(chance) for _ in range(amounts["doors"])],
    }
    places = [(at / len(items), kind, item) for kind, items in parts.items() for at, item in enumerate(items)]
    ordered = [{"kind": kind, **item} for _, kind, item in sorted(places, key=lambda place: place[:2])]
    for item in ordered:
        item["whims"] = [[chance.randrange(97) for _ in range(20)] for _ in range(4)]
    return ordered


def _drawn(strategy: st.SearchStrategy[Any], number: int, start: int) -> list[Any]:
    """So many values, always the same."""
    found: list[Any] = []

    @seed(start)
    @settings(max_examples=number, deadline=None, database=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(strategy)
    def collect(value: Any) -> None:
        found.append(value)

    collect()
    return found


def _of_sizes(number: int, start: int, careless: bool) -> list[Item]:
    sizes = (3, 5, 9)
    texts = []
    for size in sizes:
        texts += _drawn(flows(max_nodes=size, careless=careless), -(-number // len(sizes)), start + size)
    return [{"text": text} for text in texts[:number]]


def _broken(number: int, start: int) -> list[Item]:
    every = FAULTS + PLANTED
    found = []
    for place, fault in enumerate(every):
        for broken in _drawn(broken_flows(fault), -(-number // len(every)), start + place):
            found.append({"text": broken.text, "code": broken.code})
    Random(start).shuffle(found)
    return found[:number] if number >= len(every) else found


def _small(number: int, chance: Random) -> list[Item]:
    families = [
        [*small.every_flow(2, ("go", "bridge", "menu", "retry")), *small.every_flow(3, ("go", "bridge", "retry"))],
        [*small.every_flow(3, ("menu",))],
    ]
    flows = [chance.choice(families[place % len(families)]) for place in range(number)]
    return [{"text": small.text_of(flow), "small": flow} for flow in flows]


def _keys(chance: Random) -> Item:
    """A question in known words, and the codes that must be found about it."""
    digits = chance.sample("123456789", 3)
    if chance.random() < 0.3:
        asked, taken = chance.choice(_NUMBERS), chance.randrange(2, 9)
        prompt = f"Please enter your {asked} digit number."
        head = f"collect main {{ digits {taken}; on digits -> desk; on incomplete -> desk; on noinput -> desk;"
        codes = [] if _NUMBERS.index(asked) + 2 == taken else ["MV501"]
    else:
        told, taken_keys = set(digits[:2]), set(chance.sample(digits, 2))
        named = [chance.choice((key, _KEY_WORDS[key])) for key in sorted(told)]
        purposes = chance.sample(_PURPOSES, len(named))
        phrase = chance.choice(_PHRASES)
        prompt = " ".join(phrase.format(key=key, what=what) for key, what in zip(named, purposes, strict=True))
        branches = " ".join(f"on {key} -> desk;" for key in sorted(taken_keys))
        head = f"menu main {{ {branches} on noinput -> desk; on nomatch -> desk;"
        codes = ["MV501"] * bool(told - taken_keys) + ["MV502"] * bool(taken_keys - told)
    before, own = (f'say "{prompt}"; ', "Please choose.") if "menu" in head and chance.random() < 0.4 else ("", prompt)
    text = (
        'flow keys {\n    base_url "https://keys.example"\n    start opening\n'
        f"    step opening {{ {before}goto main }}\n"
        f'    {head} prompt "{own}" }}\n'
        '    step desk { say "One moment."; transfer +15551230009 }\n}\n'
    )
    return {"text": text, "codes": codes}


def _json(chance: Random) -> Item:
    """A document whose gather, transfer or bridge may have nothing, or something, behind it."""
    first, code, wanted = chance.choice([
        ({"gather": {"prompt": "Press 1."}}, "MV315", {"redirect": {"url": "https://a.example/next"}}),
        ({"bridge": {"destination": "+15551230001"}}, "MV305", {"say": {"text": "Nobody is there."}}),
    ])  # fmt: skip
    behind: list[object] = chance.choice([[], [wanted]])
    codes = [] if behind else [code]
    if chance.random() < 0.5:
        behind = [*behind, {"transfer": {"destination": "+15551230002"}}, {"say": {"text": "Too late."}}]
        codes = [*([code] if code == "MV315" and codes else []), "MV314"]
    return {"text": json.dumps({"actions": [first, *behind]}, indent=1), "codes": codes}


def _doors(chance: Random) -> Item:
    """Hours of the night before Sunday's morning, and of Sunday, in zones that change their clocks then or never."""
    zone = chance.choice(("Europe/Dublin", "America/New_York", "Australia/Lord_Howe", "UTC"))
    opens, closes = sorted(chance.sample(range(0, 300, 15), 2))
    clocks = [f"{minute // 60:02}:{minute % 60:02}" for minute in (opens, closes)]
    text = (
        f'hours night "{zone}" {{\n    sun {clocks[0]}-{clocks[1]}\n}}\n'
        'flow doors {\n    base_url "https://doors.example"\n    start night_watch\n'
        "    decide night_watch { by hours night; on open, closed -> desk }\n"
        '    step desk { say "One moment."; transfer +15551230009 }\n}\n'
    )
    return {"text": text}
