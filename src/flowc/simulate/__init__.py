"""The platform's side of a call, without a telephone.

``run_documents`` plays a call from built documents, ``run_graph`` from the flow graph; both take a **caller**, who
decides what is pressed and whether a bridge is answered, and give a **transcript**: what is heard, what is pressed,
what the platform asks for and which events it sends, each with its time on a clock that nobody waits for. The two
share what a single action does to a call and nothing of where it leads, and neither shares anything with the checks:
what all three agree in has been said three times. Nor do they share anything with the server, or with what follows real
calls through a flow: both are held against calls that were played here. So a few short things are written twice on
purpose: what a pattern takes (``keys.matches``), which edge digits take (``graph.choose``), when an office is open
(``decisions``).

>>> site = load_site("build")                                                              # doctest: +SKIP
>>> transcript = run_documents(site, site.start_url("receptionist"), script(read_input("2 fail")))  # doctest: +SKIP
"""

from __future__ import annotations

from flowc.simulate.call import Call, CallInfo
from flowc.simulate.caller import ANSWER, FAIL, HANGUP, WAIT, Act, Caller, Misfit, Place, press, read_input, script
from flowc.simulate.documents import play_documents
from flowc.simulate.graph import play_graph
from flowc.simulate.loading import load_site
from flowc.simulate.play import GraphRun, Player, converse, run_documents, run_graph
from flowc.simulate.site import Built, BuiltSite, Site
from flowc.simulate.transcript import Entry, Transcript, experience, render

__all__ = [
    "ANSWER", "FAIL", "HANGUP", "WAIT", "Act", "Built", "BuiltSite", "Call", "CallInfo", "Caller", "Entry", "GraphRun",
    "Misfit", "Place", "Player", "Site", "Transcript", "converse", "experience", "load_site", "play_documents",
    "play_graph", "press", "read_input", "render", "run_documents", "run_graph", "script",
]  # fmt: skip
