"""Counts for Prometheus, in its text format. Each has a documented name; none tells digits, numbers or calls."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["BUCKETS", "METRICS", "Metrics"]

METRICS: dict[str, tuple[str, str]] = {
    "flowc_routes_total": ("counter", "routes answered, by `way`: request, event, again, silence or decision"),
    "flowc_documents_total": ("counter", "documents answered that were asked for by name"),
    "flowc_events_total": ("counter", "events accepted, by `kind`: new, same or conflict"),
    "flowc_events_late_total": ("counter", "events whose question had been answered already"),
    "flowc_events_refused_total": ("counter", "deliveries refused, by `reason`: signature, body or store"),
    "flowc_silence_total": ("counter", "routes answered as for silence for want of digits, by `reason`"),
    "flowc_undecided_total": ("counter", "decisions that nothing known of the call decides"),
    "flowc_asks_total": ("counter", "questions to somebody else, by `outcome`: told, failed or crowded"),
    "flowc_forwards_total": ("counter", "attempts to pass an event on, by `outcome`: taken or failed"),
    "flowc_forwards_at_hand": ("gauge", "calls at hand that have events to be passed on, 10,000 at most"),
    "flowc_receiver_away": ("gauge", "1 while the receiver takes no event at all"),
    "flowc_forwards_dropped_total": ("counter", "calls forgotten with events that were never passed on"),
    "flowc_requests_refused_total": ("counter", "requests refused, by `status`"),
    "flowc_errors_total": ("counter", "requests that failed by a mistake of the server"),
    "flowc_store_errors_total": ("counter", "times that the store did not answer in time"),
    "flowc_calls_forgotten_total": ("counter", "calls whose record has been deleted"),
    "flowc_route_seconds": ("histogram", "seconds from a request for a route to its answer, waiting included"),
    "flowc_event_seconds": ("histogram", "seconds from a delivery to its acceptance"),
    "flowc_everybody_silent": ("gauge", "1 while every caller is taken for silent because no digits arrive at all"),
    "flowc_builds": ("gauge", "builds in use, those of calls under way included"),
}
"""Type and meaning of every metric."""

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)

_Labels = tuple[tuple[str, str], ...]


class Metrics:
    """The counts of one server."""

    def __init__(self) -> None:
        self._values: dict[str, dict[_Labels, float]] = {name: {} for name in METRICS}
        self._counts: dict[str, list[int]] = {
            name: [0] * (len(BUCKETS) + 1) for name, (kind, _) in METRICS.items() if kind == "histogram"
        }
        self._sums = dict.fromkeys(self._counts, 0.0)

    def count(self, name: str, number: int = 1, **labels: str) -> None:
        values = self._values[name]
        key = tuple(labels.items())
        values[key] = values.get(key, 0) + number

    def set(self, name: str, value: float) -> None:
        self._values[name][()] = value

    def observe(self, name: str, seconds: float) -> None:
        self._sums[name] += seconds
        counts = self._counts[name]
        for number, bound in enumerate(BUCKETS):
            if seconds <= bound:
                counts[number] += 1
                return
        counts[-1] += 1

    def value(self, name: str, **labels: str) -> float:
        return self._values[name].get(tuple(labels.items()), 0)

    def text(self) -> str:
        """All of them, as ``/metrics`` answers."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        for name, (kind, meaning) in METRICS.items():
            yield f"# HELP {name} {meaning}"
            yield f"# TYPE {name} {kind}"
            if kind == "histogram":
                yield from self._histogram(name)
                continue
            for labels, value in self._values[name].items() or [((), 0.0)]:
                written = ",".join(f'{label}="{text}"' for label, text in labels)
                yield f"{name}{{{written}}} {value:g}" if written else f"{name} {value:g}"

    def _histogram(self, name: str) -> Iterator[str]:
        total = 0
        for bound, count in zip((*map(str, BUCKETS), "+Inf"), self._counts[name], strict=True):
            total += count
            yield f'{name}_bucket{{le="{bound}"}} {total}'
        yield f"{name}_sum {self._sums[name]:.6f}"
        yield f"{name}_count {total}"
