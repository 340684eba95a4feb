"""A call played from documents, as the platform plays it.

The actions of a document run in order. A ``redirect`` that succeeds leaves the rest of its document; one that fails
(a status other than 2xx, no JSON, an action that is invalid) lets the actions behind it run, and so does a bridge
that nobody answers. An invalid action stops those behind it; the first document has no redirect that could fail, so
there the call fails at that action. When the actions run out the call ends; where the last thing that happened is a
redirect that failed, it fails.

A route that a decision answers is asked like any other; how it comes out is asked of whoever plays the call, and the
site says which document follows. Nothing is known here of flows and nodes beyond what the site says of a route.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence

from flowc.simulate.actions import Command, Refusal, read_document
from flowc.simulate.call import Call, Gathered
from flowc.simulate.caller import ANSWER, Act, Place
from flowc.simulate.site import Answer, Site

__all__ = ["play_documents"]

Actions = Sequence[Command | Refusal]


class _Page:
    """A document that is being carried out: its name and its actions."""

    __slots__ = ("actions", "name")

    def __init__(self, name: str | None, actions: Actions) -> None:
        self.name = name
        self.actions = actions


def play_documents(site: Site, url: str, call: Call) -> Generator[Place, Act, None]:
    """Play a call from its ``answer_url``: yields every place where it stands, and is sent the act that follows.

    Everything that happens is written into ``call``.
    """
    call.begin()
    answer = site.fetch(url, "")
    _note_fetch(call, url, answer)
    first = _open(answer if answer is None else (yield from _decided(site, answer, call)))
    if isinstance(first, Refusal):
        call.fail("answer_url_failed", first.message)
        return
    page: _Page | None = first
    while page is not None:
        page = yield from _run(site, page, call)


def _run(site: Site, page: _Page, call: Call) -> Generator[Place, Act, _Page | None]:
    """Carry out a document; the next one, or None where the call is over."""
    gathered = Gathered("", True)
    unanswered = None
    for index, command in enumerate(page.actions):
        if isinstance(command, Refusal):
            call.fail("invalid_action", f"{command.where}: {command.message}")
            return None
        unanswered = None
        match command.name:
            case "gather":
                gathered = yield from _gather(site, page, index, command, call)
            case "bridge":
                act = yield Place("bridge", call.heard, command, document=page.name)
                call.bridge(command, act)
            case "redirect":
                following = yield from _redirect(site, page, command, call, gathered)
                gathered = gathered._replace(failing=False)
                if isinstance(following, _Page):
                    return following
                unanswered = following
            case "transfer" | "conference":
                call.end(command.name, command)
            case _:
                call.perform(command)
        if call.over:
            return None
    if unanswered is None:
        call.end("hangup")
    else:
        call.fail("no_more_actions", f"nothing stands behind the redirect: {unanswered.message}")
    return None


def _gather(site: Site, page: _Page, index: int, command: Command, call: Call) -> Generator[Place, Act, Gathered]:
    ask = call.ask(command)
    place = Place("gather", call.heard, command, ask, document=page.name)
    redirect = next((later for later in page.actions[index + 1 :] if isinstance(later, Command)), None)
    route = site.route_at(redirect.fields["url"]) if redirect is not None and redirect.name == "redirect" else None
    if route is not None and route["kind"] == "gather":
        name = redirect.fields["url"].partition("?")[0].rpartition("/")[2] if redirect is not None else None
        place = place._replace(node=route["node"], attempt=route["attempt"], route=name)
    act = yield place
    return call.gather(ask, act)


def _redirect(
    site: Site, page: _Page, command: Command, call: Call, gathered: Gathered
) -> Generator[Place, Act, _Page | Refusal | None]:
    """The document that the redirect leads to; why it leads to none; or None where the call is over."""
    if not call.redirect(command):
        return None
    url = command.fields["url"]
    answer = site.fetch(url, gathered.digits)
    if answer is None:
        act = yield Place("redirect", call.heard, command, document=page.name)
        call.redirect_away(command, act)
        return None if act == ANSWER else Refusal("", "its URL does not answer")
    if gathered.failing:
        answer = Answer(503, None)
    answer = yield from _decided(site, answer, call)
    _note_fetch(call, url, answer)
    following = _open(answer)
    if isinstance(following, _Page):
        broken = next((action for action in following.actions if isinstance(action, Refusal)), None)
        if broken is None:
            return following
        following = Refusal(broken.where, f"its document holds an invalid action, {broken.where}: {broken.message}")
    call.redirect_fails(command, following.message)
    return following


def _decided(site: Site, answer: Answer, call: Call) -> Generator[Place, Act, Answer]:
    """Take one decision after the other, until there is a document."""
    for _ in range(_MOST_DECISIONS):
        if answer.question is None:
            return answer
        question = answer.question
        act = yield Place("decision", call.heard, _TO_ROUTE, node=question.node, route=question.node, question=question)
        answer = site.decided(answer, call.decide(question, act))
    return Answer(508, None)


_MOST_DECISIONS = 1000
"""Decisions in a row; more of them lead in a circle."""

_TO_ROUTE = Command("redirect", {})


def _open(answer: Answer | None) -> _Page | Refusal:
    if answer is None or not 200 <= answer.status < 300:
        return Refusal("", "its URL does not answer" if answer is None else f"its URL answers {answer.status}")
    actions = read_document(answer.body)
    return actions if isinstance(actions, Refusal) else _Page(answer.document, actions)


def _note_fetch(call: Call, url: str, answer: Answer | None) -> None:
    found = answer or Answer(404, None)
    call.note(
        "fetch",
        url,
        {"status": found.status, "document": found.document, "route": found.route, "event": found.event},
    )
