"""Statements of a flow from the actions of documents: steps, inline blocks, and the targets of handlers."""

from __future__ import annotations

from collections.abc import Mapping

from flowc.ir.layout import MAX_ACTIONS
from flowc.lint.flow_text.origins import Origins, fields_of
from flowc.lint.flow_text.parts import Uses
from flowc.lint.flow_text.words import block, quoted, statement, target_of, variable
from flowc.lint.forms import Written
from flowc.lint.graph import Page

__all__ = ["Steps"]

_START = "answer"


class Steps:
    """Writes what documents come to.

    Args:
        origins: what the documents were.
        uses: what nodes are called where they are referred to.
        starts: the node that each flow of the text starts at.
        greetings: what is said before the recording of each voicemail; None where nothing is.
        unsaid: takes what cannot be said.
    """

    def __init__(
        self,
        origins: Origins,
        uses: Uses,
        starts: Mapping[str, str],
        greetings: Mapping[str, str | None],
        unsaid: list[str],
    ) -> None:
        self.origins = origins
        self.uses = uses
        self.starts = starts
        self.greetings = greetings
        self.unsaid = unsaid

    def target(self, document: str) -> tuple[str, ...]:
        """The target of a handler that leads to a document."""
        if "/" in document:
            flow, _, name = document.partition("/")
            return (f"-> {self.uses.elsewhere(f'{flow}.{self.starts.get(flow, name) if name == _START else name}')}",)
        if self.origins.is_node(document):
            return (f"-> {self.uses.reference(self.origins.node_name(document))}",)
        page = self.origins.pages.get(document)
        if page is None:
            self.unsaid.append(f"a route leads to `{document}`, which is no document")
            return ("-> hangup",)
        body = self.body(page, 0, of=document)
        return tuple(body) if body[0].startswith("goto ") else target_of(body)  # a block of one `goto` has a document

    def body(self, page: Page, at: int, of: str | None = None) -> list[str]:
        """The statements that a page comes to from a place on; ``of`` is the node, or the inline block, whose own page
        it is."""
        origins = self.origins
        lines: list[str] = []
        for place in range(at, len(page.actions)):
            step = origins.whole.get(origins.content(page, place))
            own = place == 0 and (step == of or (of is not None and not origins.is_node(of)))
            if step is not None and not own:
                return [*lines, self._goto(step)]
            route = origins.route_at(page, place)
            if route is not None:
                if route.attempt > 1 and not origins.is_copy(page):
                    self.unsaid.append(f"{page.name}: a later attempt of `{route.node}` is asked out of its turn")
                if route.node in origins.messages:
                    del lines[-1 if self.greetings.get(route.node) is None else -2 :]
                return [*lines, self._goto(route.node)]
            decision = origins.decision_at(page, place)
            if decision is not None:
                return [*lines, self._goto(decision.node)]
            written = page.actions[place]
            ends = written.action.ends
            if ends == "never":
                lines += self._statement(page, written)
            elif ends in ("loaded", "connected"):
                return lines + (self._onward(page, place) or self._failing(page, place))
            else:
                if place + 1 < len(page.actions):
                    self.unsaid.append(f"{page.name}: what stands behind `{written.action.name}`")
                return [*lines, _said(written, page.fills)]
        return [*lines, "hangup"]

    def _goto(self, node: str) -> str:
        return f"goto {self.uses.reference(node)}"

    def _onward(self, page: Page, at: int) -> list[str] | None:
        """A redirect that stands only because a document was full: the call goes on where it leads."""
        fields = fields_of(page.actions[at])
        if page.actions[at].action.name != "redirect" or at + 1 < len(page.actions) or fields.keys() != {"url"}:
            return None
        target = self.origins.by_url.get(fields["url"])
        if target is None:
            return None
        document = self.origins.original(target.name)
        if self.origins.is_part(document):
            return self.body(target, 0)
        if at + len(target.actions) > MAX_ACTIONS and self.origins.is_node(document):
            return [self._goto(self.origins.node_name(document))]
        return None

    def _failing(self, page: Page, at: int) -> list[str]:
        """A bridge or a redirect, and what happens where it fails."""
        said = _said(page.actions[at], page.fills)
        if at + 1 == len(page.actions) and not self.origins.hangs_up(page):
            return [said]
        target = target_of(self.body(page, at + 1))
        if len(target) == 1:
            return [f"{said} on failed {target[0]}"]
        return block(f"{said} on failed", target)

    def _statement(self, page: Page, written: Written) -> list[str]:
        fields = fields_of(written)
        match written.action.name:
            case "gather":
                self.unsaid.append(f"{page.name}: a gather whose digits go to no route of these documents")
                return [f"// here stood {' '.join(str(fields).split())}"]
            case "set_variables":
                if len(fields["variables"]) != 1:
                    self.unsaid.append(f"{page.name}: one set_variables of {len(fields['variables'])} names")
                values = {name: quoted(value, page.fills) for name, value in fields["variables"].items()}
                return [f"set {variable(name)} = {value}" for name, value in values.items()]
            case "unset_variables":
                if len(fields["names"]) != 1:
                    self.unsaid.append(f"{page.name}: one unset_variables of {len(fields['names'])} names")
                return [f"unset {variable(name)}" for name in fields["names"]]
        return [_said(written, page.fills)]


def _said(written: Written, template: bool) -> str:
    return statement(written.action, fields_of(written), template)
