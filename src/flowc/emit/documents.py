"""A build: the files of every flow, and what they say as values.

Documents, routes and a manifest for each flow (``flowc.emit.writer``, ``flowc.emit.routes``). The documents of a flow
are most of what a build holds, and flows need of one another no more than the names of documents. So flows are built
one after the other, and whoever writes each to the disk before asking for the next never holds more than one.

Nothing here touches a disk; ``flowc.emit.output`` does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from flowc.__about__ import __version__
from flowc.digest import Digester
from flowc.emit.json_text import MEMBER, json_file, json_object, json_text
from flowc.emit.routes import routes_file
from flowc.emit.wire import WIRES, Json
from flowc.emit.writer import Writer
from flowc.ir.graph import Flow, Program
from flowc.ir.layout import Layout, lay_out

__all__ = ["MANIFEST_FORMAT", "FlowBuild", "build", "build_flow"]

MANIFEST_FORMAT = 1
"""``format`` in ``manifest.json``; raised when a reader of the old one could no longer read the new one."""


class FlowBuild:
    """What a flow becomes: ``files``, the bytes of each by its name, and what they say as values.

    The values are read from the files when they are asked for: whoever only writes files needs none.
    """

    def __init__(self, flow: str, files: dict[str, bytes], writer: Writer) -> None:
        self.flow = flow
        self.files = files
        self._writer = writer

    @property
    def count(self) -> int:
        """How many documents it has."""
        return len(self._writer.documents)

    @cached_property
    def documents(self) -> dict[str, Json]:
        """The documents, by name."""
        return {document.name: self._value(document.name) for document in self._writer.documents}

    @cached_property
    def routes(self) -> Json:
        """What is asked where, and which answer leads to which document (``flowc.emit.routes``)."""
        return self._value("routes")

    @cached_property
    def manifest(self) -> Json:
        """Where the flow comes from, and of each document what does not stand in it."""
        return self._value("manifest")

    @cached_property
    def blocks(self) -> dict[str, list[int]]:
        """The block that each action comes from, by document."""
        return {document.name: self._writer.blocks(document) for document in self._writer.documents}

    def _value(self, name: str) -> Json:
        import json

        value: Json = json.loads(self.files[f"{name}.json"])
        return value


def build(
    program: Program,
    *,
    wire: str = "keyed",
    sources: Sequence[Sequence[tuple[str, str]]] = (),
    version: str = __version__,
) -> Iterator[FlowBuild]:
    """Every flow of a program as ``build_flow`` does it, each when it is asked for; ``sources`` one sequence for each
    flow, or none at all."""
    layout, digester = lay_out(program), Digester()
    for index in range(len(program.flows)):
        yield _build_flow(program, index, wire, sources[index] if sources else (), version, layout, digester)


def build_flow(
    program: Program,
    flow_index: int,
    *,
    wire: str = "keyed",
    sources: Sequence[tuple[str, str]] = (),
    version: str = __version__,
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
    """
    return _build_flow(program, flow_index, wire, sources, version, lay_out(program), Digester())


def _build_flow(
    program: Program,
    flow_index: int,
    wire: str,
    sources: Sequence[tuple[str, str]],
    version: str,
    layout: Layout,
    digester: Digester,
) -> FlowBuild:
    assert not layout.loops, "a cycle of actions has no document"
    flow = program.flows[flow_index]
    writer = Writer(program, layout, flow_index, WIRES[wire])
    files: dict[str, bytes] = {}
    entries: list[str] = []
    for document in writer.documents:
        content = writer.content(document)
        files[f"{document.name}.json"] = content
        entries.append(writer.entry(document, digester.hex(content)))
    assert len(files) == len(entries), "two documents of one name"
    files["routes.json"] = routes_file(program, flow_index, layout.shares[flow_index])
    files["manifest.json"] = _manifest(flow, wire, sources, version, entries)
    return FlowBuild(flow.name, files, writer)


def _manifest(
    flow: Flow, wire: str, sources: Sequence[tuple[str, str]], version: str, documents: Sequence[str]
) -> bytes:
    """``manifest.json``; ``documents`` are the members that say something of each."""
    head: Json = {
        "format": MANIFEST_FORMAT,
        "flow": flow.name,
        "title": flow.title,
        "base_url": flow.base_url,
        "wire": wire,
        "flowc": version,
        "source": [{"file": _base_name(file), "sha256": digest} for file, digest in sources],
    }
    members = [f'"{key}": {json_text(value, MEMBER)}' for key, value in head.items()]
    return json_file(json_object([*members, f'"documents": {json_object(documents, MEMBER)}']))


def _base_name(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2]
