"""What ``flowc build`` wrote, read back to be played."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Any

from flowc.ir.graph import DAYS
from flowc.simulate.site import Built, BuiltSite

__all__ = ["load_site"]

_OUTCOMES = ("noinput", "incomplete", "nomatch", "open", "closed", "withheld", "unset", "other", "failed")


def load_site(directory: str) -> BuiltSite:
    """What ``flowc build`` wrote: the directory of one flow, or one that holds such directories.

    Where it is one flow whose routes lead into others, those are taken from beside it, as far as they are there.

    Raises:
        OSError: a directory or file cannot be read.
        ValueError: a file is not JSON, or there is no ``routes.json`` in it or directly below.
    """
    folders = [directory, *sorted(entry.path for entry in os.scandir(directory) if entry.is_dir())]
    flows = [_load_flow(folder) for folder in folders if os.path.isfile(os.path.join(folder, "routes.json"))]
    if not flows:
        raise ValueError(f"{directory} holds no built flow: there is no routes.json in it or in a directory below")
    return BuiltSite(flows, _beside(directory, flows))


def _beside(directory: str, flows: Sequence[Built]) -> Iterator[Built]:
    """The flows that others lead into, and that stand in the same directory as the one that was asked for."""
    parent = os.path.dirname(os.path.abspath(directory))
    seen = {flow.name for flow in flows}
    waiting = list(flows)
    while waiting:
        for name in sorted(_flows_led_to(waiting.pop()) - seen):
            seen.add(name)
            folder = os.path.join(parent, name)
            if os.path.isfile(os.path.join(folder, "routes.json")):
                flow = _load_flow(folder)
                yield flow
                waiting.append(flow)


def _flows_led_to(flow: Built) -> set[str]:
    """The names in front of the slashes of targets."""
    routes = flow.routes["routes"].values()
    targets = [branch["next"] for route in routes for branch in route.get("branches", ())]
    targets += [route[event] for route in routes for event in _OUTCOMES if event in route]
    return {target.partition("/")[0] for target in targets if "/" in target}


def _load_flow(folder: str) -> Built:
    from json import load

    bodies = {}
    for name in sorted(os.listdir(folder)):
        if name.endswith(".json"):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                bodies[name.removesuffix(".json")] = load(file)
    routes = bodies.pop("routes")
    manifest = bodies.pop("manifest", None)
    if not _is_routes(routes):
        raise ValueError(f"{os.path.join(folder, 'routes.json')} is no table of routes")
    return Built(bodies, routes, _templates(manifest))


def _templates(manifest: Any) -> frozenset[str]:
    """The documents that a manifest lists as templates."""
    documents = manifest.get("documents") if isinstance(manifest, dict) else None
    listed = documents.items() if isinstance(documents, dict) else ()
    return frozenset(name for name, entry in listed if isinstance(entry, dict) and entry.get("fills"))


def _is_routes(value: Any) -> bool:
    """Whether a value has all that is read of a ``routes.json``."""
    if not isinstance(value, dict) or not isinstance(value.get("routes"), dict):
        return False
    texts = isinstance(value.get("base_url"), str) and isinstance(value.get("flow"), str)
    return texts and all(map(_is_route, value["routes"].values()))


def _is_route(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("node"), str):
        return False
    if not all(isinstance(value.get(event), str | None) for event in _OUTCOMES):
        return False
    match value.get("kind"):
        case "gather":
            return (
                type(value.get("attempt")) is int
                and type(value.get("min_digits")) is int
                and isinstance(value.get("finish_on"), str | None)
                and _are_branches(value.get("branches"), "pattern")
            )
        case "hours":
            week, dates = value.get("week"), value.get("dates")
            return (
                isinstance(value.get("zone"), str)
                and isinstance(week, dict)
                and isinstance(dates, dict)
                and all(_is_day(week.get(day)) for day in DAYS)
                and all(map(_is_day, dates.values()))
            )
        case "caller" | "called":
            return _are_branches(value.get("branches"), "pattern")
        case "variable":
            return isinstance(value.get("variable"), str) and _are_branches(value.get("branches"), "value")
        case "ask":
            send = value.get("send")
            return (
                isinstance(value.get("url"), str)
                and type(value.get("timeout_ms")) is int
                and isinstance(send, dict)
                and all(isinstance(kind, str) for kind in send.values())
                and _are_branches(value.get("branches"), "value")
            )
    return False


def _are_branches(value: Any, key: str) -> bool:
    return isinstance(value, list) and all(
        isinstance(branch, dict) and isinstance(branch.get(key), str) and isinstance(branch.get("next"), str)
        for branch in value
    )


def _is_day(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(period, list) and len(period) == 2 and all(map(_is_clock, period)) for period in value
    )


def _is_clock(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 5 and value[2] == ":" and (value[:2] + value[3:]).isdecimal()
