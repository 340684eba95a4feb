"""What a run of tests came to, in the forms that people and programs read.

Every form is a function of the same two things: the trials of each flow, and its coverage. Places are looked up in the
source map that the flows were compiled from.
"""

from __future__ import annotations

from flowc.records import NamedTuple
from flowc.simulate.coverage import Coverage
from flowc.simulate.trials import Trial

__all__ = ["FlowRun"]


class FlowRun(NamedTuple):
    """The tests of one flow, run, and what they have come by. ``path`` is the file that the flow stands in."""

    path: str
    trials: tuple[Trial, ...]
    coverage: Coverage
