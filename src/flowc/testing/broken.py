"""Flows with one fault, and the code of the finding that must name it.

The fault stands in a flow of its own beside a valid one, so that it has to be found among much that is right. One line
of the table is one way to go wrong; ``KEY``, ``OTHER``, ``NAME`` and ``COUNT`` are filled in.
"""

from __future__ import annotations

from hypothesis import strategies as st

from flowc.records import NamedTuple
from flowc.testing.flow_texts import NAMES, flows

__all__ = ["FAULTS", "BrokenFlow", "Fault", "broken_flows"]


class BrokenFlow(NamedTuple):
    """The text of a file, and the code of a finding that must be among those for it."""

    text: str
    code: str


class Fault(NamedTuple):
    """``body`` is what stands in the flow beside its start, ``NAME``, and a step ``desk`` that ends well."""

    code: str
    body: str


_HANDLED = "on noinput -> desk; on nomatch -> desk"

FAULTS = (
    Fault("MV101", "step NAME { goto nowhere }"),
    Fault("MV101", f'menu NAME {{ prompt "Press KEY."; on KEY -> nowhere; {_HANDLED} }}'),
    Fault("MV102", 'step NAME { say "{nobody}"; goto desk }'),
    Fault("MV102", "step NAME { transfer nobody }"),
    Fault("MV103", "step NAME { goto desk }\n    step NAME { goto desk }"),
    Fault("MV103", f'menu NAME {{ prompt "Press KEY."; on KEY -> desk; on KEY -> desk; {_HANDLED} }}'),
    Fault("MV104", 'collect NAME { prompt "Enter it."; on any -> desk }'),
    Fault("MV105", "const idle = 4\n    step NAME { goto desk }"),
    Fault("MV106", "step NAME { goto desk }\n    step transfer { hangup }"),
    Fault("MV201", 'step NAME { sey "Hello."; goto desk }'),
    Fault("MV202", "step NAME { transfer +15551230001 speed 3 }"),
    Fault("MV203", "step NAME { transfer from +15551230001 }"),
    Fault("MV204", "step NAME { bridge +15551230001 timeout 20 on failed -> desk }"),
    Fault("MV205", 'step NAME { send_digits "12" pause_before 61s; goto desk }'),
    Fault("MV205", f'menu NAME {{ prompt "Press KEY."; timeout 31s; on KEY -> desk; {_HANDLED} }}'),
    Fault("MV206", 'step NAME { transfer "nobody at all" }'),
    Fault("MV207", 'step NAME { redirect "ftp://files.example/x" }'),
    Fault("MV301", 'menu NAME { prompt "Press KEY."; on KEY -> desk; on nomatch -> desk }'),
    Fault("MV302", 'collect NAME { prompt "Enter it."; digits COUNT; on digits -> desk; on noinput -> desk }'),
    Fault("MV303", 'menu NAME { prompt "Press KEY."; on KEY -> desk; on noinput -> desk }'),
    Fault("MV304", 'menu NAME { prompt "Press KEY."; on KEY -> desk; on any -> retry }'),
    Fault("MV305", "step NAME { bridge +15551230001 }"),
    Fault("MV306", 'step NAME { say "Goodbye." }'),
    Fault("MV307", "step NAME { goto desk }\n    step island { hangup }"),
    Fault("MV308", f'menu NAME {{ prompt "Press KEY."; finish_on KEY; on OTHER, KEY -> desk; {_HANDLED} }}'),
    Fault("MV308", 'collect NAME { prompt "Enter it."; digits COUNT; on 1 -> desk; on any -> desk }'),
    Fault("MV309", 'menu NAME { prompt "Press KEY."; on KEY -> desk; on nomatch -> desk; on noinput -> NAME }'),
    Fault("MV310", 'menu NAME { prompt "Press KEY."; on KEY -> desk; on noinput -> desk; on nomatch -> NAME }'),
    Fault("MV310", 'collect NAME { prompt "Enter it."; digits COUNT; on digits -> NAME; on timeout -> desk }'),
    Fault(
        "MV310",
        'menu NAME { prompt "Press KEY."; on KEY -> desk; on noinput -> q; on nomatch -> desk }\n'
        '    menu q { prompt "Press KEY."; on KEY -> desk; on noinput -> desk; on nomatch -> NAME }',
    ),
    Fault("MV311", 'menu NAME { prompt "Press KEY."; on KEY -> NAME; on any -> NAME }'),
    Fault("MV312", "step NAME { goto again }\n    step again { goto NAME }"),
    Fault("MV314", 'step NAME { transfer +15551230001; say "Too late." }'),
    Fault("MV401", "step NAME { stop_recording; goto desk }"),
    Fault("MV402", 'step NAME { say "This call is recorded."; start_recording; start_recording; goto desk }'),
    Fault("MV403", "step NAME { resume; goto desk }"),
    Fault("MV404", 'step NAME { hold; say "Hello?"; resume; goto desk }'),
    Fault("MV405", "step NAME { unmute read; goto desk }"),
    Fault("MV406", f'step NAME {{ mute read; goto q }}\n    menu q {{ prompt "1?"; on KEY -> desk; {_HANDLED} }}'),
    Fault("MV407", 'step NAME { stop_stream "wss://media.acme.example/live"; goto desk }'),
    Fault("MV409", "step NAME { unset plan; goto desk }"),
)  # fmt: skip
"""Every fault that is made up, one line each."""


@st.composite
def broken_flows(draw: st.DrawFn, fault: Fault | None = None) -> BrokenFlow:
    """A file with a valid flow and one that has a fault (any of ``FAULTS``, or the given one)."""
    chosen = draw(st.sampled_from(FAULTS)) if fault is None else fault
    key, other = draw(st.permutations("123456789"))[:2]
    body = (
        chosen.body.replace("NAME", draw(st.sampled_from(NAMES)))
        .replace("KEY", key)
        .replace("OTHER", other)
        .replace("COUNT", str(draw(st.integers(2, 8))))
    )
    start = (
        body.partition("{")[0].split()[-1] if not body.startswith("const") else body.partition("step ")[2].split()[0]
    )
    broken = (
        "flow broken {\n"
        '    base_url "https://voice.broken.example"\n'
        f"    start {start}\n"
        f"    {body}\n"
        "    step desk { transfer +15551230009 }\n"
        "}\n"
    )
    return BrokenFlow(draw(flows(max_nodes=6)) + "\n" + broken, chosen.code)
