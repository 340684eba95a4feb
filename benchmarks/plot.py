"""How cost grows with size, as a picture: both axes logarithmic, so that what is linear is a line of slope one."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

__all__ = ["Points", "plot"]

Points = Sequence[tuple[float, float]]

_WIDTH, _HEIGHT, _LEFT, _BELOW, _ABOVE, _RIGHT = 720, 440, 70, 52, 40, 100
_STROKES = ("none", "7 4", "2 4", "9 3 2 3", "4 2", "1 3")
_INK, _PALE = "#1f2937", "#d1d5db"


def plot(title: str, across: str, up: str, lines: Mapping[str, Points]) -> str:
    """An SVG picture of some lines by their names. Values are greater than zero.

    Lines differ by their strokes and carry their names at their ends, so that no colour has to be told apart.
    """
    points = [point for line in lines.values() for point in line]
    xs, ys = _decades([x for x, _ in points]), _decades([y for _, y in points])
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'font-family="Helvetica, Arial, sans-serif" font-size="12" fill="{_INK}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
        f'<text x="{_LEFT}" y="22" font-size="15" font-weight="bold">{escape(title)}</text>',
    ]
    for x in range(xs[0], xs[1] + 1):
        at = _across(x, xs)
        parts.append(f'<path d="M{at:.1f} {_ABOVE}V{_HEIGHT - _BELOW}" stroke="{_PALE}"/>')
        parts.append(f'<text x="{at:.1f}" y="{_HEIGHT - _BELOW + 18}" text-anchor="middle">{_number(10.0**x)}</text>')
    for y in range(ys[0], ys[1] + 1):
        at = _up(y, ys)
        parts.append(f'<path d="M{_LEFT} {at:.1f}H{_WIDTH - _RIGHT}" stroke="{_PALE}"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{_number(10.0**y)}</text>')
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{_HEIGHT - 12}" text-anchor="middle">{escape(across)}</text>')
    parts.append(f'<text x="16" y="{_HEIGHT / 2}" transform="rotate(-90 16 {_HEIGHT / 2})">{escape(up)}</text>')
    beside = _apart({name: _up(math.log10(line[-1][1]), ys) for name, line in lines.items()})
    for stroke, (name, line) in zip(_STROKES, lines.items(), strict=False):
        places = [(_across(math.log10(x), xs), _up(math.log10(y), ys)) for x, y in line]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        parts.append(f'<path d="M{path}" fill="none" stroke="{_INK}" stroke-width="2" stroke-dasharray="{stroke}"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in places]
        parts.append(f'<text x="{places[-1][0] + 10:.1f}" y="{beside[name] + 4:.1f}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _decades(values: Sequence[float]) -> tuple[int, int]:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _across(x: float, decades: tuple[int, int]) -> float:
    return _LEFT + (x - decades[0]) / (decades[1] - decades[0]) * (_WIDTH - _LEFT - _RIGHT)


def _up(y: float, decades: tuple[int, int]) -> float:
    return _HEIGHT - _BELOW - (y - decades[0]) / (decades[1] - decades[0]) * (_HEIGHT - _BELOW - _ABOVE)


def _apart(heights: Mapping[str, float]) -> dict[str, float]:
    """The heights of names, from the uppermost down, none less than a line below the one before it."""
    apart: dict[str, float] = {}
    last = -math.inf
    for name, y in sorted(heights.items(), key=lambda item: item[1]):
        last = apart[name] = max(y, last + 14)
    return apart


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"
