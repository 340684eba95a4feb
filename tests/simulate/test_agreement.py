"""The graph's call is that of the documents, also where hardly anybody looks."""

from __future__ import annotations

import pytest

from tests.simulate.test_decisions import compiled, played

FLOW = """\
flow f {{
    base_url "https://voice.acme.example/ivr"
    start a
    step a {{ say "One moment."; redirect "https://crm.acme.example/voice" on failed -> {failed} }}
    step b {{ {b} }}
}}
"""


@pytest.mark.parametrize(
    ("failed", "b", "end"),
    [
        ("hangup", "hangup", "failed"),
        ("b", "hangup", "failed"),
        ("b", 'say "Goodbye."; hangup', "hangup"),
        ("b", "bridge +15551230099 on failed -> hangup", "hangup"),
        ("b", 'redirect "https://crm.acme.example/night" on failed -> hangup', "failed"),
    ],
)
def test_a_call_whose_last_action_is_a_redirect_that_fails_has_failed(failed: str, b: str, end: str) -> None:
    transcript = played("fail fail", compiled(FLOW.format(failed=failed, b=b)))
    assert transcript.entries[-1].kind == "end"
    assert transcript.entries[-1].text == end
