"""Text to tree, tree to text.

``parse`` reads one source and never fails: what cannot be read is reported and leaves ``tree.Broken`` where it stood.
``format_file`` writes a tree that has none.

The pieces, in the order of the data: ``deceptive`` (characters that a reader cannot see), ``parser`` (the driver of
``tables``, which are made from ``grammar/flow.lark``), ``text`` and ``build`` (what tokens and rules become),
``recovery`` and ``mistakes`` (how to go on after an error, and what to call it), ``format``.
"""

from __future__ import annotations

import gc

from flowc.diagnostics import Finding, error
from flowc.source import Source, Span
from flowc.syntax import limits, tree
from flowc.syntax.parser import Parser

__all__ = ["format_file", "parse"]


def parse(source: Source) -> tuple[tree.File, list[Finding]]:
    """The tree of a source, and what is wrong with its text (MV001 to MV003).

    All spans are offsets of the compilation: ``source.base`` is added to them. Nothing is raised, for any text.
    """
    text, base = source.text, source.base
    span = Span(base, base + len(text))
    if len(text) > limits.FILE_LENGTH:
        return tree.File((), (), span), [_too_long(span)]
    text, findings = _without_deception(text, base)
    parser = Parser(text, base)
    collecting = gc.isenabled()
    gc.disable()  # the parser makes no cycles, and looking for them makes its time grow faster than the text
    try:
        items = parser.run()
    finally:
        if collecting:
            gc.enable()
    comments = tuple(_comment(text, start, lexeme, base) for start, lexeme in parser.comments)
    return tree.File(tuple(items), comments, span), findings + parser.findings


def format_file(file: tree.File, source: Source) -> str:
    """The text of a file in the one form that all flows have. See ``flowc.syntax.format``."""
    from flowc.syntax.format import format_file

    return format_file(file, source)


def _comment(text: str, start: int, lexeme: str, base: int) -> tree.Comment:
    alone = not text[text.rfind("\n", 0, start) + 1 : start].strip(" \t\r\ufeff")
    written = lexeme.rstrip(" \t\r")
    return tree.Comment(written, alone, Span(start + base, start + base + len(written)))


def _without_deception(text: str, base: int) -> tuple[str, list[Finding]]:
    from flowc.syntax.deceptive import cleaned

    return cleaned(text, base)


def _too_long(span: Span) -> Finding:
    return error(
        "MV002",
        Span(span.start, span.start),
        f"this file has {span.end - span.start} characters; at most {limits.FILE_LENGTH} are read",
        help="divide it: a build takes several files",
    )
