"""One mistake is told once: what only follows from it is not a finding of its own."""

from __future__ import annotations

import pytest

from flowc import compile_text

FLOW = """
hours office "Europe/Dublin" {
    mon-fri 09:00-17:00
}
flow desk {
    base_url "https://voice.example/ivr"
    start opening
    defaults {
        timeout 8s
        on noinput, nomatch, incomplete -> retry "Sorry?"
        on exhausted -> person
        on failed -> sorry
    }
    decide opening {
        by hours office
        on open -> main
        on closed -> shut
    }
    step shut {
        say "We are closed. Goodbye."
        hangup
    }
    menu main {
        prompt "For your order, press 1. To speak to us, press 0."
        on 1 -> order
        on 0 -> person
    }
    collect order {
        prompt "Enter your order number."
        digits 4
        on digits -> redirect "https://orders.example/status"
    }
    step person {
        say "One moment please."
        bridge +15551230099 timeout 20s
    }
    step sorry {
        say "Nobody is free. Goodbye."
        hangup
    }
}
"""


@pytest.mark.parametrize(
    ("written", "instead", "code"),
    [
        ("", "", None),
        ("by hours office", "by hours ofice", "MV102"),
        ("on closed -> shut\n", "\n", "MV318"),
        ("on closed -> shut\n", "on closed -> shutt\n", "MV101"),
        ("on failed -> sorry\n", "\n", "MV305"),
        ('prompt "For your', 'promt "For your', "MV202"),
        ('prompt "Enter', 'promt "Enter', "MV202"),
        ('say "Nobody', 'speak "Nobody', "MV201"),
        ("bridge +15551230099", "dial +15551230099", "MV201"),
        ("digits 4\n", 'digits "4"\n', "MV204"),
        ("digits 4\n", "digts 4\n", "MV202"),
        ("digits 4\n", "digits 400\n", "MV205"),
    ],
)
def test_one_mistake_is_told_once(written: str, instead: str, code: str | None) -> None:
    found = [finding.code for finding in compile_text(FLOW.replace(written, instead, 1)).findings]
    assert found == ([] if code is None else [code])
