"""Graph to documents: what the platform is answered, and beside it what a server needs to know.

A document is the path of blocks from the block that it is named after to where the call ends or has to ask for more;
``flowc.ir.layout`` decides which blocks that are. Here each item of the path becomes actions:

- an action is itself;
- a gather is ``gather`` and a ``redirect`` to its route, and behind them what happens when that redirect fails;
- a decision is a ``redirect`` to its route;
- a bridge or a redirect is itself, and behind it what happens when it fails;
- ``hangup`` is nothing: when the actions run out the call ends, and the manifest says that it was meant;
- where the layout goes on in another document, a ``redirect`` to it. Nothing stands behind that one: where it cannot
  be fetched, the call ends.

A document with a block that is filled with digits is a template (``flowc.templates``), and what else stands in it is
escaped. Where the digits are needed again behind it, the redirect hands them on as ``?entry={digits}``.

Nothing here touches a disk; ``flowc.emit.output`` does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from flowc.__about__ import __version__
from flowc.digest import sha256_of_all
from flowc.emit.json_text import json_bytes, json_text
from flowc.emit.routes import flow_routes
from flowc.emit.wire import WIRES, Json, Wire, action_fields, gather_fields
from flowc.ir.graph import Block, Bridge, Decide, Ending, Flow, Gather, Hangup, Open, Program, Redirect
from flowc.ir.layout import Document, Layout, decision_route, lay_out, sole_decision
from flowc.records import NamedTuple
from flowc.templates import MARK, escape_braces

__all__ = ["MANIFEST_FORMAT", "FlowBuild", "build", "build_flow"]

MANIFEST_FORMAT = 1
"""``format`` in ``manifest.json``; raised when a reader of the old one could no longer read the new one."""


_MARGIN = "\n    "
"""Line break and indent of an action in its document."""


class FlowBuild:
    """What a flow becomes: ``routes`` and ``manifest`` as values, and ``files``, all of it as bytes by file name."""

    def __init__(self, flow: str, routes: Json, manifest: Json, files: dict[str, bytes], writer: _Writer) -> None:
        self.flow = flow
        self.routes = routes
        self.manifest = manifest
        self.files = files
        self._writer = writer

    @cached_property
    def documents(self) -> dict[str, Json]:
        """The documents as values, by name. Made when asked for: whoever only writes files needs none."""
        return {document.name: self._writer.value(document) for document in self._writer.documents}

    @cached_property
    def blocks(self) -> dict[str, list[int]]:
        """The block that each action comes from, by document. Made when asked for, like ``documents``."""
        return {document.name: self._writer.blocks(document) for document in self._writer.documents}


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
        _build_flow(program, index, wire, sources[index] if sources else (), version, layout, share)
        for index, share in enumerate(_shares(program, layout))
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
    return _build_flow(program, flow_index, wire, sources, version, layout, _shares(program, layout)[flow_index])


class _Share(NamedTuple):
    """What a flow has of a layout: its documents, the indexes of its routes, and the blocks of its decisions."""

    documents: list[Document]
    routes: list[int]
    decisions: list[int]


def _shares(program: Program, layout: Layout) -> list[_Share]:
    """The share of each flow; taken in one go, because a build can have thousands of flows."""
    shares = [_Share([], [], []) for _ in program.flows]
    for document in layout.documents.values():
        shares[document.flow].documents.append(document)
    for route in layout.routes:
        shares[program.nodes[program.routes[route].node].flow].routes.append(route)
    for block in layout.decisions:
        shares[program.nodes[program.blocks[block].node].flow].decisions.append(block)
    return shares


def _build_flow(
    program: Program,
    flow_index: int,
    wire: str,
    sources: Sequence[tuple[str, str]],
    version: str,
    layout: Layout,
    share: _Share,
) -> FlowBuild:
    assert not layout.loops, "a cycle of actions has no document"
    flow = program.flows[flow_index]
    writer = _Writer(program, layout, share.documents, WIRES[wire])
    files = {f"{document.name}.json": writer.content(document) for document in writer.documents}
    assert len(files) == len(writer.documents), "two documents of one name"
    digests = sha256_of_all(files.values())
    routes = flow_routes(program, flow_index, share.routes, share.decisions)
    manifest: Json = {
        "format": MANIFEST_FORMAT,
        "flow": flow.name,
        "title": flow.title,
        "base_url": flow.base_url,
        "wire": wire,
        "flowc": version,
        "source": [{"file": _base_name(file), "sha256": digest} for file, digest in sources],
        "documents": {
            document.name: _entry(program, document, digest)
            for document, digest in zip(writer.documents, digests, strict=True)
        },
    }
    files["routes.json"] = json_bytes(routes)
    files["manifest.json"] = json_bytes(manifest)
    return FlowBuild(flow.name, routes, manifest, files, writer)


def _base_name(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2]


def _entry(program: Program, document: Document, digest: str) -> Json:
    """What the manifest says of a document."""
    entry: Json = {
        "file": f"{document.name}.json",
        "sha256": digest,
        "node": program.nodes[document.node].name,
    }
    if _ends_by_hangup(program, document):
        entry["ends"] = "hangup"
    if _fills(program, document):
        entry["fills"] = ["digits"]
    decision = sole_decision(program, document)
    if decision is not None:
        entry["decides"] = decision_route(program, program.blocks[decision])
    return entry


def _fills(program: Program, document: Document) -> bool:
    """Whether the digits of a caller are put into a document when it is answered."""
    return any(program.blocks[piece.block].fills for piece in document.pieces)


def _ends_by_hangup(program: Program, document: Document) -> bool:
    """Whether the author wrote ``hangup`` where the actions run out."""
    if document.goes_on is not None:
        return False
    return isinstance(program.blocks[document.pieces[-1].block].exit, Hangup)


class _Writer:
    """Writes the documents of one flow in one wire form, as values or as text.

    Blocks stand in many documents (whatever follows a menu follows each of its keys), so each is put into text once.
    """

    def __init__(self, program: Program, layout: Layout, documents: list[Document], wire: Wire) -> None:
        self.program = program
        self.layout = layout
        self.wire = wire
        self.documents = documents
        self._texts: dict[tuple[int, bool], list[str]] = {}

    def value(self, document: Document) -> Json:
        """The answer that a request for this document gets."""
        fills = _fills(self.program, document)
        actions: list[Json] = []
        for index, first, stop in document.pieces:
            actions += self._block(index, fills)[first : self._end(index, stop)]
        return {"actions": actions + self._onward(document, fills)}

    def blocks(self, document: Document) -> list[int]:
        """For each action of a document the block that it comes from; the way onward belongs to the last one."""
        fills = _fills(self.program, document)
        found: list[int] = []
        for index, first, stop in document.pieces:
            found += [index] * len(self._block(index, fills)[first : self._end(index, stop)])
        return found + [document.pieces[-1].block] * len(self._onward(document, fills))

    def content(self, document: Document) -> bytes:
        """The file of a document: its value as ``json_bytes`` writes it, put together from the texts of blocks."""
        fills = _fills(self.program, document)
        texts: list[str] = []
        for index, first, stop in document.pieces:
            texts += self._text(index, fills)[first : self._end(index, stop)]
        texts += [json_text(action, _MARGIN) for action in self._onward(document, fills)]
        if not texts:
            return json_bytes({"actions": []})
        return f'{{\n  "actions": [{_MARGIN}{("," + _MARGIN).join(texts)}\n  ]\n}}\n'.encode()

    def _block(self, index: int, fills: bool) -> list[Json]:
        """All actions that a block comes to, in a document that fills or in one that does not."""
        block = self.program.blocks[index]
        actions = [self.wire(action.name, action_fields(action)) for action in block.actions]
        actions += self._exit(block)
        return _escaped(actions) if fills and not block.fills else actions

    def _text(self, index: int, fills: bool) -> list[str]:
        texts = self._texts.get((index, fills))
        if texts is None:
            texts = [json_text(action, _MARGIN) for action in self._block(index, fills)]
            self._texts[index, fills] = texts
        return texts

    def _end(self, index: int, stop: int) -> int | None:
        """Where a piece ends among the actions of its block: the exit may come to several, and ends it."""
        return None if stop > len(self.program.blocks[index].actions) else stop

    def _onward(self, document: Document, fills: bool) -> list[Json]:
        """The redirect to the document where this one goes on."""
        if document.goes_on is None:
            return []
        following = self.layout.documents[document.goes_on]
        url = f"{self._address(following.node)}/{following.name}.json"
        if fills:
            url = escape_braces(url) + (_ENTRY if _fills(self.program, following) else "")
        return [self._redirect(url)]

    def _exit(self, block: Block) -> Iterator[Json]:
        match block.exit:
            case Gather(route=index, carries=carries) as gather:
                route = self.program.routes[index]
                url = f"{self._address(route.node)}/route/{route.name}"
                if block.fills:
                    url = escape_braces(url) + (_ENTRY if carries else "")
                yield self.wire("gather", gather_fields(gather, route.gather))
                yield self._redirect(url)
            case Decide():
                yield self._redirect(f"{self._address(block.node)}/route/{decision_route(self.program, block)}")
            case Bridge(action=action) | Redirect(action=action) | Ending(action=action):
                yield self.wire(action.name, action_fields(action))
            case Open():
                raise AssertionError("a block that does not say how it ends has no document")

    def _redirect(self, url: str) -> Json:
        return self.wire("redirect", {"url": url})

    def _address(self, node: int) -> str:
        """The URL under which the flow of a node is published."""
        return _address(self.program.flows[self.program.nodes[node].flow])


_ENTRY = f"?entry={MARK}"
"""How a request that is not behind the gather itself names the digits to be filled in."""


def _escaped(value: Any) -> Any:
    """A value that stands in a template and is none."""
    if isinstance(value, str):
        return escape_braces(value)
    if isinstance(value, dict):
        return {key: _escaped(member) for key, member in value.items()}
    return [_escaped(member) for member in value] if isinstance(value, list) else value


def _address(flow: Flow) -> str:
    """The URL under which a flow is published."""
    assert flow.base_url is not None, "documents need a base URL"
    return f"{flow.base_url.rstrip('/')}/{flow.name}"
