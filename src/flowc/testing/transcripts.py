"""Calls to a flow of somebody's own."""

from __future__ import annotations

import os

from hypothesis import strategies as st

from flowc.simulate.play import run_documents
from flowc.simulate.transcript import Transcript
from flowc.testing.stage import set_stage
from flowc.testing.whims import Whims, callers

__all__ = ["calls"]


def calls(
    path: str | os.PathLike[str], flow: str | None = None, *, hangs_up: bool = False, most: int = 25
) -> st.SearchStrategy[Transcript]:
    """Calls by made-up callers to a flow file's documents, each from its beginning to its end.

    ``flow`` says which one where the file has several. ``hangs_up``: whether some callers hang up. ``most``: on how
    many whims a caller acts before they fall silent.

    Raises:
        InputError: the file cannot be read.
        ValueError: the flow has errors, or it is not clear which one is meant.
    """
    stage = set_stage(path, flow)

    def play(caller: Whims) -> Transcript:
        return run_documents(stage.site, stage.url, caller)

    return callers(stage.program, stage.flow, hangs_up=hangs_up, most=most).map(play)
