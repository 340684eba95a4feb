"""Property tests of call flows, with Hypothesis.

* ``calls(path)``: calls to a flow of yours, as transcripts, by callers made up;
* ``callers(program, flow)``: such callers by themselves;
* ``FlowMachine``: a rule-based state machine that plays a flow, for properties that hold at every place of a call;
* ``flows``, ``broken_flows``, ``action_documents``: flows and documents made up, for tools that read them.

No caller hears more than three prompts in a row without a way to a person:

.. code-block:: python

    @given(calls("reception.mv"))
    def test_nobody_listens_for_ever(call):
        prompts = 0
        for entry in call.entries:
            prompts = prompts + 1 if entry.kind == "prompt" else 0 if entry.kind in ("press", "dial") else prompts
            assert prompts <= 3

Test blocks of ``.mv`` files run under pytest by a plugin of its own (``flowc.testing.pytest_plugin``). Nothing here is
imported before it is used, so that the plugin costs nothing where there are no flows.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flowc.testing.broken import broken_flows
    from flowc.testing.documents import action_documents, actions
    from flowc.testing.flow_texts import flows
    from flowc.testing.machine import FlowMachine
    from flowc.testing.transcripts import calls
    from flowc.testing.whims import callers

__all__ = ["FlowMachine", "action_documents", "actions", "broken_flows", "callers", "calls", "flows"]

_WHERE = {
    "FlowMachine": "machine",
    "action_documents": "documents",
    "actions": "documents",
    "broken_flows": "broken",
    "callers": "whims",
    "calls": "transcripts",
    "flows": "flow_texts",
}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"flowc.testing.{_WHERE[name]}"), name)
