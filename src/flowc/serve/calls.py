"""Which question an event answers, and what becomes of a call's record. Pure: the clock is an argument.

An event tells the digits and when its gather ended, but not which question they answer. That is worked out from what
the call was answered with, and when:

* An answer leads the call to the questions on its document's way, from that moment on. A gather that ends later is the
  first of them; the second only where the redirect behind the first has failed, and so on. So the question that is the
  n-th on its way is answered by the last of n events.
* Two clocks may differ by ``skew``. An event that was created no more than that before an answer may be of the question
  that the answer led to.
* A question can be answered without its event: by digits in the request, or as silence when the event is late. Its
  event was created before it was asked for, as far as clocks agree; so no event created up to then (``Record.late``) is
  taken for a later question's. Because silence is only answered ``PATIENCE`` seconds after the request, and that is
  twice the usual skew, the next question's events come after that in any case.
* An event answers one question, once; and none that was created before, or with, an event that was used already.
* A call of which nothing is known has begun with the ``answer`` document of the flow that it asks: a web server in
  front may have served that. Where that does not lead to the question either, an event counts that was created about
  when the route was asked for, if it is the only one. Where a call is, is guessed in both cases; so an event that
  repeats other fields than the gather's is of somebody else's question.
* An answer may have been given that no record tells of: while the store was away, by a web server in front while this
  one was, or just before it was killed. That answer was silence. Where silence leads back to a question in the end
  (``Build.recurs``), its event has to be of the moment at which its route is asked for; and neither there, nor where it
  is guessed where a call is, is it one of before such an absence (``doubt``) that the call has not been answered since.
* A document that is asked for by name when its call was at a question already tells that the route of that one has
  failed: its event is of no later one.
* No event is of a question that was asked for before it was created, as far as clocks agree.

What is not certain is not used. The call is then answered as for silence, which its author has provided for.

A route that is asked for again within ``AGAIN`` seconds of its answer is given the same document again: a request was
repeated. Not so where another route was answered since, or an event is there that nothing was answered with: then that
answer may have been lost, and the call be back. Where that document leads to the same question, the caller may have
answered it meanwhile, unless there was more to be heard than fits into the time. Then an event is waited for, and
without one the answer is silence, never a document that the digits of another time have led to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from flowc.serve.builds import Build, Document, RouteAt, Way
from flowc.serve.events import GATHERED, Event
from flowc.serve.records import Answer, Entry, Led, Parcel, Record
from flowc.serve.routing import lead, without_finish

__all__ = [
    "AGAIN", "PATIENCE", "Arrival", "Found", "answered", "arrived", "called_for", "expiry",
    "found", "last_answer", "reached",
]  # fmt: skip

PATIENCE = 2.0
"""Seconds that a request waits for its event."""

AGAIN = 2.0
"""Seconds after an answer in which a request for the same route may be the same request."""

_ECHOED = ("min_digits", "max_digits", "timeout_seconds", "finish_on_key")
_MOST = 32
"""Documents and answers that are remembered of a call; it can be redirected 20 times."""


class Arrival(NamedTuple):
    """What became of an event: ``new``, ``same`` or ``conflict``.

    ``secret`` where it may hold digits that are not to be kept; ``owed`` where it has yet to be passed on, now.
    ``late`` where its question has been answered already.
    """

    kind: str
    secret: bool = False
    owed: bool = False
    late: bool = False


class Found(NamedTuple):
    """What there is to answer a route with: ``event`` and its entries, ``again`` and the answer, or a reason to wait.

    ``entries`` ends with the one that counts; those before are of questions whose redirect has failed.
    """

    kind: str
    entries: tuple[Entry, ...] = ()
    answer: Answer | None = None


# --- events -------------------------------------------------------------------------------------------------


def arrived(
    record: Record,
    event: Event,
    build: Build,
    now: float,
    skew: float,
    parcel: Parcel | None = None,
    doubt: float = float("-inf"),
) -> tuple[Record, Arrival]:
    """Take in an event, once.

    Args:
        parcel: what is to be passed on of it, None where nothing is.
        doubt: until when the call may have been answered without its record telling of it.
    """
    questions = _possible(record, event, build, skew, doubt) if event.name == GATHERED else ()
    secret = any(question.table["sensitive"] for question in questions)
    digest = event.digest(with_digits=not secret)
    known = record.seen.get(event.key)
    if known is not None:  # whether it was a secret then, the call may have gone on since
        is_same = known in (event.digest(with_digits=True), event.digest(with_digits=False))
        return record, Arrival("same" if is_same else "conflict", secret, event.key in record.owed)
    record = record._replace(
        build=record.build or build.digest,
        seen={**record.seen, event.key: digest},
        touched=now,
        caller=event.caller if event.caller is not None else record.caller,
        called=event.called if event.called is not None else record.called,
    )
    if event.at is not None and event.at >= record.told:
        record = record._replace(told=event.at, variables=event.variables)
    if event.name == GATHERED:
        record = record._replace(entries=(*record.entries, _entry(event, questions if secret else ())))
    if event.ends_call and record.ended is None:
        record = record._replace(ended=now)
    owed = parcel is not None and secret
    if owed:
        record = record._replace(owed=(*record.owed, event.key))
    elif parcel is not None:
        record = record._replace(parcels=(*record.parcels, parcel))
    return record, Arrival("new", secret, owed, event.name == GATHERED and _is_late(record, event, skew))


def _entry(event: Event, questions: Sequence[RouteAt]) -> Entry:
    digits = event.digits or ""
    echo = {name: event.echo[name] for name in _ECHOED if name in event.echo}
    if not questions:
        return Entry(event.key, event.at, digits, echo, {})
    leads = {}
    for question in questions:
        _, target = lead(question.table, digits)
        leads[question.key] = target if "/" in target else f"{question.flow}/{target}"
    return Entry(event.key, event.at, None, echo, leads)


def _possible(record: Record, event: Event, build: Build, skew: float, doubt: float) -> Sequence[RouteAt]:
    """The questions that a gathered event may be of; none where nobody has to know, as no question is a secret.

    Where a call is cannot always be told. Of one that nothing is known of, the event may be of a first question of the
    build; it is taken to be, where it repeats what that asked and what no secret question did.
    """
    if not build.sensitive:
        return ()
    ways = [build.way(led.document) for led in _in_force(record.led, event.at, skew)]
    known = _fitting(build.on_the_way(ways), event)
    if known and record.led[-1].at >= doubt and not any(way.open or not way.asked for way in ways):
        return known
    secret = _fitting(build.sensitive, event)
    first = _fitting(build.first_questions, event)
    first = [route for route in first if _is_alike(_fields(route), event.echo)]
    if not record.led and first and not any(_is_alike(_fields(route), event.echo) for route in secret):
        return first
    return [*secret, *(route for route in first if not route.table["sensitive"]), *known]


def _fitting(questions: Iterable[RouteAt], event: Event) -> list[RouteAt]:
    return [question for question in questions if _is_long_enough(question, event)]


def _in_force(led: Sequence[Led], at: float | None, skew: float) -> list[Led]:
    """The documents that a call may have been at, at a moment; none where that is before all of them, or unknown."""
    if at is None or not led or at < led[0].at - skew:
        return []
    ends = [*(following.at for following in led[1:]), float("inf")]
    return [one for one, end in zip(led, ends, strict=True) if one.at - skew <= at <= end + skew]


def _is_late(record: Record, event: Event, skew: float) -> bool:
    since = record.led[-1].at - skew if record.led else float("-inf")
    return event.at is None or event.at <= record.late or event.at < since


def _is_long_enough(question: RouteAt, event: Event) -> bool:
    most: int = question.table["max_digits"]
    return len(without_finish(question.table, event.digits or "")) <= most


def _is_alike(fields: Mapping[str, Any], echo: Mapping[str, Any]) -> bool:
    """Whether what an event repeats of its gather speaks against the fields of this one."""
    for name, value in fields.items():
        told = echo.get(name)
        if told is not None and type(told) is type(value) and told != value:
            return False
    return True


def _fields(question: RouteAt) -> dict[str, Any]:
    return {"timeout_seconds": question.table.get("timeout_seconds")}


# --- requests -----------------------------------------------------------------------------------------------


def found(
    record: Record,
    route: RouteAt,
    build: Build,
    asked: float,
    skew: float,
    earlier: Answer | None = None,
    doubt: float = float("-inf"),
) -> Found:
    """What answers a route that came without digits, as far as is known now.

    Args:
        record: what is known of the call.
        route: the route, of kind ``gather``.
        build: the build that the call began with.
        asked: when the request came.
        skew: how far clocks may differ, in seconds.
        earlier: the route's last answer when the request came; one that is newer was given while this one waited.
        doubt: until when the call may have been answered without its record telling of it.
    """
    last = last_answer(record, route)
    if last is not None and last != earlier:
        return Found("again", answer=last)
    way = build.way(record.led[-1].document if record.led else f"{route.flow}/answer")
    position = way.position(route.key)
    is_recent = last is not None and asked - last.at <= AGAIN
    if position is None and is_recent:
        is_back = record.answers[-1] is not last or bool(_unused(record, asked, skew))
        return Found("wait") if is_back else Found("again", answer=last)
    entries = _candidates(record, build, way, route, position, asked, skew, doubt)
    if entries:
        return Found("event", entries)
    elapsed = asked - last.at + 2 * skew if last is not None else 0.0  # two servers may differ by twice as much
    if last is not None and is_recent and _is_same(record, last) and elapsed < way.seconds:
        return Found("again", answer=last)
    return Found("wait")


def last_answer(record: Record, route: RouteAt) -> Answer | None:
    """What a route was answered with the last time."""
    return next((answer for answer in record.answers if answer.route == route.key), None)


def _is_same(record: Record, answer: Answer) -> bool:
    """Whether nothing was answered after this."""
    return record.answers[-1] is answer and record.led[-1].document == answer.document


def _unused(record: Record, asked: float, skew: float) -> list[Entry]:
    """The events that may be of the question that the call is at, in the order in which they were created."""
    used = [entry.at for entry in record.entries if entry.at is not None and entry.key in record.used]
    after = max(record.late, max(used, default=record.late))
    since = record.led[-1].at - skew if record.led else float("-inf")
    fresh = [(entry.at, entry) for entry in record.entries if entry.at is not None and entry.at > after]
    fresh = [(at, entry) for at, entry in fresh if since <= at <= asked + skew and entry.key not in record.used]
    return [entry for _, entry in sorted(fresh, key=lambda pair: pair[0])]


def _candidates(
    record: Record,
    build: Build,
    way: Way,
    route: RouteAt,
    position: int | None,
    asked: float,
    skew: float,
    doubt: float,
) -> tuple[Entry, ...]:
    """The events of the questions up to this one, where they are certain."""
    if position is None and record.led and not way.open and way.asked:
        return ()
    recent = asked - skew - PATIENCE
    entries = _unused(record, asked, skew)
    if position is None:
        entries = [entry for entry in entries if entry.at is not None and entry.at >= recent]
    wanted = position or 1
    if wanted == 1 and (len(entries) > 1 or position is None or not record.led):
        fields = way.asked[0].fields if position else _fields(route)
        entries = [entry for entry in entries if _is_alike(fields, entry.echo)]
    if len(entries) != wanted or (wanted > 1 and entries[-1].at == entries[-2].at):
        return ()
    recurs = build.recurs(route.key) or way.returns
    last = entries[-1].at or 0.0
    if recurs and last < recent:
        return ()
    is_doubtful = not record.led or record.led[-1].at < doubt
    if is_doubtful and (recurs or position is None) and last <= doubt + skew:
        return ()
    return tuple(entries)


def called_for(record: Record, document: Document, build: Build, now: float, skew: float = 0.0) -> Record:
    """A document was asked for by name, and is answered."""
    led, late = record.led, record.late
    before = build.way(led[-1].document).asked if led else ()
    if before and (led[-1].document == document.key or build.way(document.key).asked != before):
        late = max(late, now + skew)
    if not led or led[-1].document != document.key:
        led = (*led, Led(now, document.key))[-_MOST:]
    return record._replace(build=record.build or build.digest, led=led, late=late, touched=now)


def answered(
    record: Record,
    route: RouteAt,
    document: Document,
    build: Build,
    *,
    asked: float,
    now: float,
    skew: float,
    entries: Sequence[Entry] = (),
    entry: str = "",
) -> Record:
    """A route is answered.

    Args:
        document: what it is answered with.
        entries: the events that were used, where it was by events.
        entry: the digits that fill the document, where it is a template.
    """
    answer = Answer(route.key, asked, now, document.key, entry if document.fills else "")
    others = tuple(other for other in record.answers if other.route != route.key)
    return record._replace(
        build=record.build or build.digest,
        led=(*record.led, Led(now, document.key))[-_MOST:],
        answers=(*others, answer)[-_MOST:],
        used=(*record.used, *(used.key for used in entries)),
        late=record.late if entries else max(record.late, asked + skew),
        touched=now,
    )


def reached(record: Record, route: RouteAt, document: Document) -> Record:
    """The answer of a route that was just given led to a decision, and that to this document."""
    if not record.answers or record.answers[-1].route != route.key:
        return record
    answer = record.answers[-1]
    if not record.led or record.led[-1].document != answer.document:
        return record
    return record._replace(
        answers=(*record.answers[:-1], answer._replace(document=document.key)),
        led=(*record.led[:-1], record.led[-1]._replace(document=document.key)),
    )


def expiry(record: Record, limit: float, horizon: float) -> float:
    """When a record is to be forgotten: ``horizon`` seconds after the call's end, which is assumed after ``limit``."""
    end = record.ended if record.ended is not None else record.touched + limit
    return end + horizon
