"""A rule-based state machine that plays a flow: Hypothesis is the caller, one act after the other.

Subclass it, say which flow, and write down what must hold wherever a call can stand:

.. code-block:: python

    class Reception(FlowMachine):
        path = "reception.mv"

        @invariant()
        def nobody_waits_long(self):
            assert self.call.at <= 300_000

    TestReception = Reception.TestCase

``place`` is where the call stands (None once it is over), ``call`` what has happened so far; when a call is over,
somebody calls again. A failing run is printed as the steps that led there.
"""

from __future__ import annotations

import os
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from flowc.simulate.call import Call
from flowc.simulate.caller import ANSWER, FAIL, HANGUP, WAIT, Act, Place, given, press
from flowc.simulate.documents import play_documents
from flowc.simulate.play import Player
from flowc.simulate.scenarios import press_for
from flowc.simulate.transcript import Entry
from flowc.testing.stage import Stage, set_stage

__all__ = ["FlowMachine"]


class FlowMachine(RuleBasedStateMachine):
    """A call to the flow in ``path`` (``flow``: which one, where the file has several)."""

    path: ClassVar[str | os.PathLike[str]]
    flow: ClassVar[str | None] = None

    def __init__(self) -> None:
        super().__init__()
        self.stage: Stage = set_stage(self.path, self.flow)
        self.call = Call()
        self.place: Place | None = None
        self._player: Player | None = None

    @initialize()
    def somebody_calls(self) -> None:
        self._begin()

    @precondition(lambda self: self.place is None)
    @rule()
    def somebody_calls_again(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self.call = Call()
        self._player = play_documents(self.stage.site, self.stage.url, self.call)
        self.place = next(self._player, None)

    @precondition(lambda self: self._stands_at("gather"))
    @rule(choice=st.integers(0, 15))
    def caller_presses_what_is_known_here(self, choice: int) -> None:
        known = self._known()
        self._act(known[choice % len(known)] if known else WAIT)

    @precondition(lambda self: self._stands_at("gather"))
    @rule(keys=st.text("1234567890*#", min_size=1, max_size=8))
    def caller_presses_anything(self, keys: str) -> None:
        self._act(press(keys))

    @precondition(lambda self: self._stands_at("gather"))
    @rule()
    def caller_is_silent(self) -> None:
        self._act(WAIT)

    @precondition(lambda self: self._stands_at("bridge", "redirect"))
    @rule()
    def the_other_side_answers(self) -> None:
        self._act(ANSWER)

    @precondition(lambda self: self._stands_at("bridge", "redirect"))
    @rule()
    def nobody_answers(self) -> None:
        self._act(FAIL)

    @precondition(lambda self: self._stands_at("decision"))
    @rule(choice=st.integers(0, 15))
    def something_is_decided(self, choice: int) -> None:
        question = self.place.question if self.place is not None else None
        assert question is not None, "the call stands at a decision"
        outcomes = sorted(question.outcomes)
        self._act(given(question.node, outcomes[choice % len(outcomes)]))

    @precondition(lambda self: self._stands_at("gather", "bridge"))
    @rule()
    def caller_hangs_up(self) -> None:
        self._act(HANGUP)

    def teardown(self) -> None:
        if self._player is not None:
            self._player.close()

    @property
    def end(self) -> Entry | None:
        """How the call left the flow; None while it goes on."""
        return next((entry for entry in reversed(self.call.entries) if entry.kind == "end"), None)

    def _stands_at(self, *kinds: str) -> bool:
        return self.place is not None and self.place.kind in kinds

    def _known(self) -> list[Act]:
        """The inputs that take each edge of the question that is asked."""
        program = self.stage.program
        for index in self.stage.flow.routes:
            route = program.routes[index]
            if self.place is not None and route.name == self.place.route:
                return [act for edge in route.edges if (act := press_for(route, edge)) is not None]
        return []

    def _act(self, act: Act) -> None:
        assert self._player is not None, "the call has begun"
        try:
            self.place = self._player.send(act)
        except StopIteration:
            self.place = None
