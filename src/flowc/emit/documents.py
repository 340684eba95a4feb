"""Graph to documents: what the platform is answered, and beside it what a server needs to know.

A document is the path of blocks from the block that it is named after to where the call ends or has to ask for more;
``flowc.ir.layout`` decides which blocks that are. Here each item of the path becomes actions:

- an action is itself;
- a gather is ``gather`` and a ``redirect`` to its route, and behind them what happens when that redirect fails;
- a bridge or a redirect is itself, and behind it what happens when it fails;
- ``hangup`` is nothing: when the actions run out the call ends, and the manifest says that it was meant;
- where the layout goes on in another document, a ``redirect`` to it. Nothing stands behind that one: where it cannot
  be fetched, the call ends.

Nothing here touches a disk; ``flowc.emit.output`` does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flowc.__about__ import __version__
from flowc.digest import sha256_hex
from flowc.emit.json_text import json_bytes
from flowc.emit.routes import flow_routes
from flowc.emit.wire import WIRES, Json, Wire, action_fields, gather_fields
from flowc.ir.graph import Bridge, Ending, Exit, Flow, Gather, Hangup, Open, Program, Redirect
from flowc.ir.layout import Document, Layout, lay_out

__all__ = ["MANIFEST_FORMAT", "FlowBuild", "build", "build_flow"]

MANIFEST_FORMAT = 1
"""``format`` in ``manifest.json``; raised when a reader of the old one could no longer read the new one."""


class FlowBuild(NamedTuple):
    """What a flow becomes: documents by name, the two tables beside them, and all of it as the bytes of its files."""

    flow: str
    documents: dict[str, Json]
    routes: Json
    manifest: Json
    files: dict[str, bytes]


def build(
    program: Program,
    *,
    wire: str = "keyed",
    sources: Sequence[Sequence[tuple[str, str]]] = (),
    version: str = __version__,
) -> list[FlowBuild]:
    """Every flow of a program, as ``build_flow`` does it; ``sources`` one sequence for each flow, or none at all."""
    layout = lay_out(program)
    return [
        build_flow(
            program,
            index,
            wire=wire,
            sources=sources[index] if sources else (),
            version=version,
            layout=layout,
        )
        for index in range(len(program.flows))
    ]


def build_flow(
    program: Program,
    flow_index: int,
    *,
    wire: str = "keyed",
    sources: Sequence[tuple[str, str]] = (),
    version: str = __version__,
    layout: Layout | None = None,
) -> FlowBuild:
    """The documents, routes and manifest of one flow.

    The program must be free of errors: base URL given, every block ended, no cycle of actions.

    Args:
        program: the graph of the whole build.
        flow_index: which of its flows.
        wire: ``keyed`` or ``typed``, the form of the actions.
        sources: names and SHA-256 (hexadecimal) of the files that the flow comes from, for the manifest. Directories
            are left out of the names, so that a build is the same wherever it is made.
        version: what the manifest says of the compiler.
        layout: the layout of ``program``, where there is one already.
    """
    layout = layout or lay_out(program)
    assert not layout.loops, "a cycle of actions has no document"
    flow = program.flows[flow_index]
    writer = _Writer(program, layout, WIRES[wire])
    laid = [document for document in layout.documents.values() if document.flow == flow_index]
    documents = {document.name: writer.document(document) for document in laid}
    assert len(documents) == len(laid), "two documents of one name"
    routes = flow_routes(
        program,
        flow,
        [index for index in layout.routes if program.nodes[program.routes[index].node].flow == flow_index],
    )
    files = {f"{name}.json": json_bytes(document) for name, document in documents.items()}
    manifest: Json = {
        "format": MANIFEST_FORMAT,
        "flow": flow.name,
        "title": flow.title,
        "base_url": flow.base_url,
        "wire": wire,
        "flowc": version,
        "source": [{"file": _base_name(file), "sha256": digest} for file, digest in sources],
        "documents": {document.name: _entry(program, document, files) for document in laid},
    }
    files["routes.json"] = json_bytes(routes)
    files["manifest.json"] = json_bytes(manifest)
    return FlowBuild(flow.name, documents, routes, manifest, files)


def _base_name(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2]


def _entry(program: Program, document: Document, files: dict[str, bytes]) -> Json:
    """What the manifest says of a document."""
    file = f"{document.name}.json"
    entry: Json = {"file": file, "sha256": sha256_hex(files[file]), "node": program.nodes[document.node].name}
    if _ends_by_hangup(program, document):
        entry["ends"] = "hangup"
    return entry


def _ends_by_hangup(program: Program, document: Document) -> bool:
    """Whether the author wrote ``hangup`` where the actions run out."""
    if document.goes_on is not None:
        return False
    return isinstance(program.blocks[document.pieces[-1].block].exit, Hangup)


class _Writer:
    """Lays out documents as JSON values, in one wire form."""

    def __init__(self, program: Program, layout: Layout, wire: Wire) -> None:
        self.program = program
        self.layout = layout
        self.wire = wire

    def document(self, document: Document) -> Json:
        """The answer that a request for this document gets."""
        actions: list[Json] = []
        for index, first, stop in document.pieces:
            block = self.program.blocks[index]
            for action in block.actions[first:stop]:
                actions.append(self.wire(action.name, action_fields(action)))
            if stop > len(block.actions):
                actions.extend(self._exit(block.exit))
        if document.goes_on is not None:
            actions.append(self._redirect(self._url(self.layout.documents[document.goes_on])))
        return {"actions": actions}

    def _exit(self, leave: Exit) -> Iterator[Json]:
        match leave:
            case Gather(route=index):
                route = self.program.routes[index]
                flow = self.program.flows[self.program.nodes[route.node].flow]
                yield self.wire("gather", gather_fields(leave, route.gather))
                yield self._redirect(f"{_address(flow)}/route/{route.name}")
            case Bridge(action=action) | Redirect(action=action) | Ending(action=action):
                yield self.wire(action.name, action_fields(action))
            case Open():
                raise AssertionError("a block that does not say how it ends has no document")

    def _redirect(self, url: str) -> Json:
        return self.wire("redirect", {"url": url})

    def _url(self, document: Document) -> str:
        return f"{_address(self.program.flows[document.flow])}/{document.name}.json"


def _address(flow: Flow) -> str:
    """The URL under which a flow is published."""
    assert flow.base_url is not None, "documents need a base URL"
    return f"{flow.base_url.rstrip('/')}/{flow.name}"
