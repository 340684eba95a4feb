"""From documents back to flow text: what is built, imported and built again is the same bytes.

What a build wrote, or somebody by hand, comes back as a flow that builds it. The way back follows the way there:

- A route is a question, and the routes of one node are its attempts. What leads to the next attempt is ``retry``, and
  what else the last attempt does with the same event is ``exhausted``. A question that reads an entry back is its
  node's ``confirm``. Handlers of silence and of wrong keys that menus share become the flow's defaults (``questions``).
- A route of a decision is a ``decide`` (``decisions``); silent gathers while recording are a ``voicemail``
  (``voicemails``).
- Every other document that is called like a node is a step; one that is called after a node and an event is an inline
  block. What stands behind a bridge or a redirect is its ``on failed``, what stands behind a gather's redirect that of
  the defaults. Where the rest of a document is the whole of a step, it was a ``goto``. A template says ``{digits}`` as
  the language does (``steps``).
- Nodes with a dot in their names were brought by a part, and a part brings them again (``parts``).
- Of the copies that a shared count of attempts has made nothing comes back but the count (``copies``).
- Nodes stand in the order that manifest and routes show, so that both are written in that order again (``order``).

``origins`` says which node each document and each route was written as, ``words`` how the language writes strings,
actions and handlers; ``whole`` puts the flow together.

What cannot be said in the language is listed, never dropped in silence. Whether the text builds back to the documents
is for the caller to find out, by building it (``flowc.importing`` does).
"""

from __future__ import annotations

from flowc.lint.flow_text.whole import Imported, flow_text

__all__ = ["Imported", "flow_text"]
