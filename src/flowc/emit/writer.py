"""Graph to documents: what the platform is answered, and what the manifest says of it.

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

No value is made of all this, only text: blocks stand in many documents (whatever follows a menu follows each of its
keys), so each is put into text once, and of a question what is the same at every attempt.
"""

from __future__ import annotations

from typing import Any

from flowc.emit.json_text import MEMBER, json_list, json_object, quote
from flowc.emit.wire import MARGIN, Wire, gather_fields
from flowc.ir.graph import Action, Block, Bridge, Decide, Ending, Flow, Gather, Hangup, Open, Program, Redirect
from flowc.ir.layout import Document, Layout, decision_route, sole_decision
from flowc.templates import MARK, escape_braces

__all__ = ["Writer"]

_BETWEEN = "," + MARGIN
"""What stands between two actions."""

_ENTRY = f"?entry={MARK}"
"""How a request that is not behind the gather itself names the digits to be filled in."""

_FILLS = f'"fills": {json_list([quote("digits")], MARGIN + "  ")}'


class Writer:
    """Writes the documents of one flow in one wire form."""

    def __init__(self, program: Program, layout: Layout, flow: int, wire: Wire) -> None:
        self.program = program
        self.documents = list(layout.documents(flow))
        self._layout = layout
        self._wire = wire
        self._by_key = {document.key: document for document in self.documents}
        self._ever_fills = any(program.blocks[index].fills for index in program.flows[flow].blocks)
        self._texts: tuple[dict[int, list[str]], dict[int, list[str]]] = {}, {}
        self._questions: dict[int, str] = {}
        self._own = _address(program.flows[flow])
        self._to, self._end = wire.action("redirect", ['"url": ?']).split("?")

    def content(self, document: Document) -> bytes:
        """The file of a document."""
        fills = self._fills(document)
        texts = self._texts[fills]
        actions: list[str] = []
        items: list[str] = []
        for index in document.blocks:
            if index not in texts:
                texts[index] = self._items(self.program.blocks[index], fills)
            items = texts[index]
            actions += items
        if document.first or document.stop < len(items):
            actions = actions[document.first : len(actions) - max(0, len(items) - document.stop)]
        if document.goes_on is not None:
            actions.append(self._onward(document, fills))
        return f'{{{MEMBER}"actions": {json_list(actions, MEMBER)}\n}}\n'.encode()

    def entry(self, document: Document, digest: str) -> str:
        """What the manifest says of a document, a member of an object; ``digest`` is the SHA-256 of its file."""
        node = self.program.nodes[document.node].name
        members = [f'"file": "{document.name}.json"', f'"sha256": "{digest}"', f'"node": "{node}"']
        if self._ends_by_hangup(document):
            members.append('"ends": "hangup"')
        if self._fills(document):
            members.append(_FILLS)
        decision = sole_decision(self.program, document)
        if decision is not None:
            members.append(f'"decides": "{decision_route(self.program, self.program.blocks[decision])}"')
        return f'"{document.name}": {json_object(members, MARGIN)}'

    def blocks(self, document: Document) -> list[int]:
        """For each action of a document the block that it comes from; the way onward belongs to the last one."""
        found: list[int] = []
        for index in document.blocks:
            block = self.program.blocks[index]
            first = document.first if index == document.blocks[0] else 0
            stop = document.stop if index == document.blocks[-1] else len(block.actions) + 1
            items = [1] * len(block.actions) + [_SIZES.get(type(block.exit), 0)]
            found += [index] * sum(items[first:stop])
        return found if document.goes_on is None else [*found, (found or [document.key[0]])[-1]]

    def _fills(self, document: Document) -> bool:
        """Whether the digits of a caller are put into a document when it is answered."""
        return self._ever_fills and any(self.program.blocks[index].fills for index in document.blocks)

    def _ends_by_hangup(self, document: Document) -> bool:
        """Whether the author wrote ``hangup`` where the actions run out."""
        if document.goes_on is not None:
            return False
        return isinstance(self.program.blocks[document.blocks[-1]].exit, Hangup)

    def _onward(self, document: Document, fills: bool) -> str:
        """The redirect to the document where this one goes on."""
        assert document.goes_on is not None, "asked where it goes on"
        following = self._by_key.get(document.goes_on) or self._layout.first(document.goes_on[0])
        url = f"{_address(self.program.flows[following.flow])}/{following.name}.json"
        if fills:
            url = escape_braces(url) + (_ENTRY if self._fills(following) else "")
        return self._redirect(url)

    def _items(self, block: Block, fills: bool) -> list[str]:
        """The items of a block, in a document that fills or in one that does not: its actions, and its exit, which may
        be two actions or, left out then, none."""
        escapes = fills and not block.fills
        items = [self._action(action, escapes) for action in block.actions]
        match block.exit:
            case Gather() as gather:
                items.append(self._question(gather, block, fills))
            case Decide():
                url = f"{self._own}/route/{decision_route(self.program, block)}"
                items.append(self._redirect(escape_braces(url) if fills else url))
            case Bridge(action=action) | Redirect(action=action) | Ending(action=action):
                items.append(self._action(action, escapes))
            case Open():
                raise AssertionError("a block that does not say how it ends has no document")
        return items

    def _action(self, action: Action, escapes: bool) -> str:
        fields = [(name, _escaped(value) if escapes else value) for name, value, _ in action.fields]
        return self._wire.action(action.name, self._wire.fields(fields))

    def _question(self, gather: Gather, block: Block, fills: bool) -> str:
        """A gather and the redirect to its route."""
        route = self.program.routes[gather.route]
        fields = self._questions.get(id(route.gather))
        if fields is None:
            fields = self._questions[id(route.gather)] = self._wire.joined(gather_fields(route.gather))
        prompt, url = gather.prompt, f"{self._own}/route/{route.name}"
        if fills:
            url = escape_braces(url) + (_ENTRY if block.fills and gather.carries else "")
            prompt = prompt if prompt is None or block.fills else escape_braces(prompt)
        said = [] if prompt is None else [f'"prompt": {quote(prompt)}']
        return self._wire.action("gather", [*said, fields]) + _BETWEEN + self._redirect(url)

    def _redirect(self, url: str) -> str:
        return f"{self._to}{quote(url)}{self._end}"


_SIZES: dict[type, int] = {Gather: 2, Decide: 1, Bridge: 1, Redirect: 1, Ending: 1}
"""How many actions an exit comes to, whether or not the layout counts them; the others come to none."""


def _address(flow: Flow) -> str:
    """The URL under which a flow is published."""
    assert flow.base_url is not None, "documents need a base URL"
    return f"{flow.base_url.rstrip('/')}/{flow.name}"


def _escaped(value: Any) -> Any:
    """A value that stands in a template and is none."""
    if isinstance(value, str):
        return escape_braces(value)
    if isinstance(value, dict):
        return {key: _escaped(member) for key, member in value.items()}
    return [_escaped(member) for member in value] if isinstance(value, list) else value
