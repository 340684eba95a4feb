"""A whole flow: its head, what its nodes have in common, its nodes in their order, and what is declared beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from flowc.lint.flow_text.counts import shared_counts
from flowc.lint.flow_text.decisions import decide_lines, declared_hours
from flowc.lint.flow_text.origins import Origins
from flowc.lint.flow_text.parts import Uses
from flowc.lint.flow_text.questions import Question, question_of, shared_handlers
from flowc.lint.flow_text.steps import Steps
from flowc.lint.flow_text.voicemails import greetings, voicemail_lines
from flowc.lint.flow_text.words import Handler, apart, block, quoted, target_of
from flowc.lint.graph import Site
from flowc.lint.sites import Manifest
from flowc.records import NamedTuple

__all__ = ["Imported", "flow_text"]


class Imported(NamedTuple):
    """The flow, and what of the documents it does not say, one line each."""

    text: str
    unsaid: list[str]


def flow_text(site: Site, manifest: Manifest | None = None, starts: Mapping[str, str] | None = None) -> Imported:
    """A site as flow text.

    Args:
        site: documents and routes; without routes each document becomes a step.
        manifest: what the build says that has written them.
        starts: the node that each flow of the text starts at. Where there are several flows, what is declared beside
            one is called after it.
    """
    starts = starts or {}
    prefix = f"{site.name}_" if len(starts) > 1 else ""
    return _Flow(Origins(site, manifest), starts, prefix).text(None if manifest is None else manifest.title)


class _Flow:
    """``prefix`` stands before the names of what is declared beside the flow."""

    def __init__(self, origins: Origins, starts: Mapping[str, str], prefix: str) -> None:
        self.origins = origins
        self.prefix = prefix
        self.unsaid: list[str] = []
        self.uses = Uses(prefix)
        self.steps = Steps(origins, self.uses, starts, greetings(origins), self.unsaid)

    def text(self, title: str | None) -> Imported:
        origins = self.origins
        start = self.uses.reference(origins.start)
        questions = self._questions()
        failed = self._failed()
        shared = shared_handlers([question for question in questions if "." not in question.name])
        hours, declared = declared_hours(origins.decisions.values(), self.prefix)
        nodes = self._nodes(questions, shared, hours)
        parts, blocks = self.uses.blocks({name: nodes[name] for name in self._order(nodes)})
        head = [f"title {quoted(title)}"] if title else []
        head += [f"base_url {quoted(origins.site.base_url)}"] if origins.site.base_url else []
        head.append(f"start {start}")
        defaults = [line for handler in (*shared, *failed) for line in handler.lines]
        beside = [block("defaults", defaults)] if defaults else []
        flow = block(f"flow {origins.site.name}", apart([head, *beside, *blocks]))
        self.unsaid += [
            f"{use}: callers come to several of its nodes, and a part has one way in" for use in self.uses.several()
        ]
        return Imported("\n".join([*apart([*declared, *parts, flow]), ""]), list(dict.fromkeys(self.unsaid)))

    def _order(self, nodes: Mapping[str, object]) -> list[str]:
        """The nodes as they stood; those of which no build has said anything are last."""
        return list(dict.fromkeys([*filter(nodes.__contains__, self.origins.order()), *nodes]))

    def _nodes(
        self, questions: Sequence[Question], shared: Sequence[Handler], hours: Mapping[str, str]
    ) -> dict[str, list[str]]:
        """The lines of every node."""
        origins, nodes = self.origins, {}
        for question in questions:
            known = shared if "." not in question.name else ()
            lines = [line for handler in question.handlers if handler not in known for line in handler.lines]
            nodes[question.name] = self._node(question.kind, question.name, [*question.settings, *lines])
        for name, page in origins.steps.items():
            self.uses.at(name)
            nodes[name] = self._node("step", name, self.steps.body(page, 0, of=name))
        for name, known_decision in origins.decisions.items():
            self.uses.at(name)
            leads = origins.next_of(known_decision)
            nodes[name] = self._node(
                "decide", name, decide_lines(known_decision, leads, hours.get(name, ""), self.steps.target)
            )
        for name in origins.messages:
            self.uses.at(name)
            nodes[name] = self._node("voicemail", name, voicemail_lines(name, self.steps))
        return nodes

    def _node(self, kind: str, name: str, lines: Sequence[str]) -> list[str]:
        entry = "entry " if self.origins.is_entry(name) else ""
        return block(f"{entry}{kind} {name.rpartition('.')[2]}", lines)

    # --- questions -----------------------------------------------------------------------------------------

    def _questions(self) -> list[Question]:
        prompts, counts = self._prompts(), shared_counts(self.origins)
        questions = []
        for name in self.origins.questions:
            self.uses.at(name)
            questions.append(question_of(name, prompts.get(name), counts.get(name), self.steps))
        self.uses.at("")
        return [_with_exhausted(question, questions) if question.name in counts else question for question in questions]

    def _prompts(self) -> dict[str, str | None]:
        """What each question says when it is not asked again."""
        gathers: dict[str, dict[str, Any]] = {}
        for page, at, route in self.origins.asked:
            again = self.origins.original(page.name).startswith(f"{route.node}.retry")
            if again or route.confirms is not None:
                continue
            fields = self.origins.said(page, at)
            if gathers.setdefault(route.node, fields) != fields:
                self.unsaid.append(f"{page.name}: the gather of `{route.node}` is another one than elsewhere")
        return {node: fields.get("prompt") for node, fields in gathers.items()}

    def _failed(self) -> list[Handler]:
        """``on failed`` of the defaults: what stands behind the redirects of the gathers."""
        behind = [(page, at + 2, self.origins.content(page, at + 2)) for page, at, _ in self.origins.asked]
        if not behind:
            return []
        [(usual, _)] = Counter(content for _, _, content in behind).most_common(1)
        for page, _, content in behind:
            if content != usual:
                self.unsaid.append(f"{page.name}: another fallback stands behind its gather than in most documents")
        page, at = next((page, at) for page, at, content in behind if content == usual)
        return [Handler(("failed",), target_of(self.steps.body(page, at)))] if usual else []


def _with_exhausted(question: Question, questions: Sequence[Question]) -> Question:
    """A question that shares a count with a handler of ``exhausted``, which is wanted of it even where it never comes
    to that; then it is that of another question."""
    if any("exhausted" in handler.events for handler in question.handlers):
        return question
    others = (handler for other in questions for handler in other.handlers if _may_borrow(question, other))
    borrowed = next((handler.target for handler in others if "exhausted" in handler.events), ("-> hangup",))
    return question._replace(handlers=[*question.handlers, Handler(("exhausted",), borrowed)])


def _may_borrow(question: Question, other: Question) -> bool:
    """Whether the targets of one question mean the same in another: both stand in the same part, or in none."""
    return question.name.rpartition(".")[0] == other.name.rpartition(".")[0]
