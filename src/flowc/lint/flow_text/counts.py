"""Who shares a count of attempts, and how many it has.

That a question shares a count shows in what the count has made (``copies``):

- its later attempts lead to copies;
- a copy asks a later attempt of it, though nobody has failed there;
- copies are there from which no question is come to that shares the count by the first two signs. They lead to one that
  does, and where nobody ever fails: it has no ``retry``, so that what is left of the count is never asked for.

A count that takes no attempt from anybody makes no copies. It does not come back, and makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flowc.lint.flow_text.copies import count_of, is_copy
from flowc.lint.flow_text.origins import Origins
from flowc.lint.graph import Known, KnownRoute
from flowc.records import NamedTuple

__all__ = ["Count", "shared_counts"]


class Count(NamedTuple):
    name: str
    attempts: int


def shared_counts(origins: Origins) -> dict[str, Count]:
    """The count of each question that shares one."""
    names = dict(_failing(origins))
    attempts: dict[str, int] = {}
    for node, count in names.items():
        attempts[count] = max(attempts.get(count, 1), origins.questions[node][-1].attempt)
    counts = {node: Count(count, attempts[count]) for node, count in names.items()}
    for count in attempts:
        silent = _silent(origins, count, {node for node in names if names[node] == count})
        counts |= {node: Count(count, attempts[count]) for node in silent if node not in counts}
    return counts


def _failing(origins: Origins) -> Iterator[tuple[str, str]]:
    """Questions that share a count by what becomes of their later attempts, each with the name of the count."""
    for asked in origins.asked:
        count = count_of(asked.page.name, origins.owner(asked.page.name))
        if count is not None and _is_later(origins, asked.route):
            yield asked.route.node, count
    for route in origins.site.routes.values():
        if _is_later(origins, route):
            for _, target, _ in route.next:
                count = count_of(target, origins.owner(target))
                if count is not None:
                    yield route.node, count


def _is_later(origins: Origins, route: Known) -> bool:
    """Whether a route is a later attempt, and no copy, of a question."""
    later = isinstance(route, KnownRoute) and route.attempt > 1
    return later and route.node in origins.questions and not is_copy(route.name, route.node)


def _silent(origins: Origins, count: str, known: set[str]) -> set[str]:
    """Questions that must share a count because copies lead to none of those that are known to.

    Those are taken at which such copies end; where copies only lead to one another, all that they ask.
    """
    copies = [page for page in origins.site.pages if count_of(page.name, origins.owner(page.name)) == count]
    asks = {page.name: {route.node for route in origins.routes_in(page)} for page in copies}
    leads = {page.name: origins.leads(page) & asks.keys() for page in copies}
    once = {node for node, routes in origins.questions.items() if len(routes) == 1}
    found: set[str] = set()
    while True:
        explained = _leading({name for name in asks if asks[name] & (known | found)}, leads)
        unexplained = {name: asks[name] & once for name in asks if name not in explained}
        ends = {node for name, nodes in unexplained.items() if not leads[name] for node in nodes}
        more = ends or {node for nodes in unexplained.values() for node in nodes}
        if not more:
            return found
        found |= more


def _leading(ends: set[str], leads: Mapping[str, set[str]]) -> set[str]:
    """These documents and all that lead to them."""
    before: dict[str, list[str]] = {}
    for name, targets in leads.items():
        for target in targets:
            before.setdefault(target, []).append(name)
    found: set[str] = set()
    waiting = list(ends)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += before.get(name, ())
    return found
