"""From the events of real calls to the ways that they went, and where they went otherwise than the flow says.

``events`` reads what the platform sent, ``follow`` finds the way of one call through the flow graph, ``evidence`` says
what its events tell of decisions, ``traffic`` counts many calls by node and edge, ``words`` tells of differences.
Nothing here reads a file.

Vocabulary: a **way** is the blocks that a call came by, one **step** each; a step is **sure** where the events leave
nothing else. A **difference** is an event that the flow cannot have caused, or one that is missing.
"""

from __future__ import annotations

from flowc.serve.trace.events import CallLog, Event, Log, Problem, read_log
from flowc.serve.trace.follow import Difference, Follower, Step, Way, follow
from flowc.serve.trace.traffic import Traffic, count_traffic

__all__ = [
    "CallLog", "Difference", "Event", "Follower", "Log", "Problem", "Step", "Traffic", "Way", "count_traffic", "follow",
    "read_log",
]  # fmt: skip
