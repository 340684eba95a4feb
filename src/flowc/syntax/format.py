"""Tree to text: the one form that flows are written in.

Four spaces for each brace, one statement to a line, one space between words, at most one empty line between two
statements and none at the edges of braces. Braces that the author kept on one line stay on one line where that fits
and no comment stands among them. Strings and all other values are written as they were.

Comments stay where they are: one of its own line above the statement that follows, one behind a statement on that
statement's line, so that a suppression still covers what it covered. Formatting twice is formatting once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flowc.source import Source, Span
from flowc.syntax import tree

__all__ = ["WIDTH", "format_file"]

WIDTH = 100
"""Up to how many characters braces on one line are kept so."""

_INDENT = "    "

Line = tree.TopItem | tree.FlowItem | tree.NodeItem | tree.TestLine
"""Whatever stands on a line of its own."""


def format_file(file: tree.File, source: Source) -> str:
    """The formatted text of ``file``.

    ``source`` is what the file was read from. A text with syntax errors is not formatted: ask the findings of
    ``parse`` first. One that holds what could not be read is returned as it is.
    """
    writer = _Writer(source, file.comments)
    writer.body(file.items, file.span.end)
    return source.text if writer.broken else "".join(f"{line}\n" for line in writer.lines)


class _Braces(NamedTuple):
    """What stands between braces, and where they are."""

    lines: Sequence[Line]
    start: int
    end: int


class _Writer:
    """The lines written so far. ``done`` counts the comments that have been written."""

    def __init__(self, source: Source, comments: Sequence[tree.Comment]) -> None:
        self.lines: list[str] = []
        self.broken = False
        self._source = source
        self._comments = comments
        self._done = 0
        self._depth = 0

    def body(self, lines: Sequence[Line], end: int) -> None:
        """Write statements and the comments among them, those before the offset ``end`` included."""
        last = -1
        for line in lines:
            last = self._comments_before(line.span.start, last)
            self._empty_line(last, line.span.start)
            self._statement(line)
            last = self._comment_behind(line.span.end)
        self._comments_before(end, last)

    # --- statements ---------------------------------------------------------------------------------------------

    def _statement(self, line: Line) -> None:
        head, braces = self._split(line)
        if braces is None:
            self._write(head)
        elif (short := self._on_one_line(line)) is not None:
            self._write(short)
        else:
            self._write(f"{head} {{")
            self._comment_behind(braces.start + 1)
            self._depth += 1
            self.body(braces.lines, braces.end)
            self._depth -= 1
            self._write("}")

    def _on_one_line(self, line: Line) -> str | None:
        """A statement whose braces stand on one line, if they are to stay so."""
        if "\n" in self._source.slice(line.span):
            return None
        written = self._joined(line)
        fits = self._depth * len(_INDENT) + len(written) <= WIDTH
        return written if fits or self._is_commented(line.span.end) else None

    def _joined(self, line: Line) -> str:
        head, braces = self._split(line)
        if braces is None:
            return head
        inner = "; ".join(map(self._joined, braces.lines))
        return f"{head} {{ {inner} }}" if inner else f"{head} {{ }}"

    def _split(self, line: Line | tree.Target) -> tuple[str, _Braces | None]:
        """A statement up to its braces, and the braces. Nothing ever stands behind them."""
        match line:
            case tree.Flow():
                return f"flow {line.name.text}", self._braces(line.items, line.name.span.end, line.span)
            case tree.Defaults():
                return "defaults", self._braces(line.items, line.span.start, line.span)
            case tree.Node():
                entry = "entry " if line.entry else ""
                head = f"{entry}{line.kind} {line.name.text}"
                return head, self._braces(line.items, line.name.span.end, line.span)
            case tree.Test():
                return f"test {self._written(line.title)}", self._braces(line.lines, line.title.span.end, line.span)
            case tree.Handler():
                events = ", ".join(event.text for event in line.events)
                if isinstance(line.target, tree.Block):
                    return f"on {events}", self._split(line.target)[1]
                target, braces = self._split(line.target)
                return f"on {events} -> {target}", braces
            case tree.Block():
                return "", _Braces(line.statements, line.span.start, line.span.end - 1)
            case tree.Action():
                words = " ".join([line.name.text, *map(self._written, line.words)])
                if line.failed is None:
                    return words, None
                handler, braces = self._split(line.failed)
                return f"{words} {handler}", braces
            case _:
                return self._plain(line), None

    def _plain(self, line: Line | tree.Target) -> str:
        match line:
            case tree.Const():
                return f"const {line.name.text} = {self._written(line.value)}"
            case tree.Setting():
                return " ".join([line.name.text, self._setting_values(line.values)]).rstrip()
            case tree.SetVariable():
                return f"set {self._written(line.name)} = {self._written(line.value)}"
            case tree.UnsetVariable():
                return f"unset {self._written(line.name)}"
            case tree.Goto():
                return f"goto {_dotted(line)}"
            case tree.Jump():
                return _dotted(line)
            case tree.Hangup():
                return "hangup"
            case tree.Retry():
                return f"retry {', '.join(map(self._written, line.words))}".rstrip()
            case tree.TestLine():
                return f"{line.kind} {self._test_value(line.value)}".rstrip()
            case _:
                self.broken = True
                return ""

    def _setting_values(self, values: Sequence[tree.Value]) -> str:
        is_range = len(values) == 2 and ".." in self._source.slice(values[0].span.merge(values[1].span))
        return (".." if is_range else " ").join(map(self._written, values))

    def _test_value(self, value: tree.Value | tree.Action | tree.Hangup | None) -> str:
        if value is None:
            return ""
        return self._split(value)[0] if isinstance(value, tree.Action | tree.Hangup) else self._written(value)

    def _written(self, value: tree.Value) -> str:
        return self._source.slice(value.span)

    def _braces(self, lines: Sequence[Line], after: int, span: Span) -> _Braces:
        base = self._source.base
        return _Braces(lines, self._source.text.index("{", after - base) + base, span.end - 1)

    # --- comments and empty lines ---------------------------------------------------------------------------------

    def _comments_before(self, offset: int, last: int) -> int:
        """Write the comments before ``offset`` on lines of their own; where what was written last ends."""
        while self._done < len(self._comments) and self._comments[self._done].span.start < offset:
            comment = self._comments[self._done]
            self._done += 1
            self._empty_line(last, comment.span.start)
            self._write(comment.text)
            last = comment.span.end
        return last

    def _comment_behind(self, end: int) -> int:
        """Append the comment behind what was just written, if there is one on its line; where that ends."""
        if not self._is_commented(end):
            return end
        comment = self._comments[self._done]
        self._done += 1
        self.lines[-1] += f"  {comment.text}"
        return comment.span.end

    def _is_commented(self, end: int) -> bool:
        if self._done == len(self._comments):
            return False
        start = self._comments[self._done].span.start
        return start >= end and not self._source.slice(Span(end, start)).strip(" \t\r;")

    def _empty_line(self, last: int, start: int) -> None:
        """An empty line where the author left one or more."""
        if last >= 0 and self._source.slice(Span(last, start)).count("\n") > 1:
            self.lines.append("")

    def _write(self, line: str) -> None:
        self.lines.append(_INDENT * self._depth + line)


def _dotted(way: tree.Goto | tree.Jump) -> str:
    return f"{way.flow.text}.{way.name.text}" if way.flow else way.name.text
