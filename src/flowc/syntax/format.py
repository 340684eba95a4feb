"""Tree to text: the one form that flows are written in.

Four spaces for each brace, one statement to a line, one space between words, at most one empty line between two
statements and none at the edges of braces. Braces that the author kept on one line stay on one line where that fits
and no comment stands among them. So do parentheses; where they stand on several lines, each entry has one of its own.
Strings and all other values are written as they were.

Comments stay where they are: one of its own line above the statement that follows, one behind a statement on that
statement's line, so that a suppression still covers what it covered. Formatting twice is formatting once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from flowc.records import NamedTuple
from flowc.source import Source, Span
from flowc.syntax import tree

__all__ = ["WIDTH", "format_file"]

WIDTH = 100
"""Up to how many characters braces on one line are kept so."""

_INDENT = "    "

_AFTER_PARAMETERS = r"(?:[;\s]|//[^\n]*)*+\)"

Line = tree.TopItem | tree.FlowItem | tree.PartItem | tree.NodeItem | tree.HoursLine | tree.TestLine
"""Whatever stands on a line of its own."""

Parenthesised = tree.Part | tree.Use
"""What has a list in parentheses."""

Entry = tree.Value | tree.Argument | tree.Days | tree.Period
"""What stands in a list with commas."""


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
        if isinstance(line, Parenthesised) and self._is_long(line):
            self._on_several_lines(line)
            return
        head, braces = self._split(line)
        if braces is None:
            self._write(head)
        else:
            self._with_braces(head, braces)

    def _with_braces(self, head: str, braces: _Braces) -> None:
        if (short := self._on_one_line(head, braces)) is not None:
            self._write(short)
            return
        self._write(f"{head} {{")
        self._comment_behind(braces.start + 1)
        self._depth += 1
        self.body(braces.lines, braces.end)
        self._depth -= 1
        self._write("}")

    def _on_one_line(self, head: str, braces: _Braces) -> str | None:
        """A statement whose braces stand on one line, if they are to stay so."""
        if "\n" in head or "\n" in self._source.slice(Span(braces.start, braces.end)):
            return None
        written = self._enclosed(head, braces)
        fits = self._depth * len(_INDENT) + len(written) <= WIDTH
        return written if fits or self._is_commented(braces.end + 1) else None

    def _enclosed(self, head: str, braces: _Braces) -> str:
        inner = "; ".join(map(self._joined, braces.lines))
        return f"{head} {{ {inner} }}" if inner else f"{head} {{ }}"

    def _joined(self, line: Line) -> str:
        head, braces = self._split(line)
        return head if braces is None else self._enclosed(head, braces)

    def _split(self, line: Line | tree.Target) -> tuple[str, _Braces | None]:
        """A statement up to its braces, and the braces. Nothing ever stands behind them."""
        match line:
            case tree.Flow():
                return f"flow {line.name.text}", self._braces(line.items, line.name.span.end, line.span)
            case tree.Defaults(taken=False):
                head = f"defaults {line.name.text}" if line.name else "defaults"
                return head, self._braces(line.items, line.span.start, line.span)
            case tree.Hours():
                head = f"hours {line.name.text} {self._written(line.zone)}"
                return head, self._braces(line.lines, line.zone.span.end, line.span)
            case tree.Part():
                return self._listed(line), self._braces(line.items, self._parentheses(line).end, line.span)
            case tree.Use():
                return self._listed(line), None
            case tree.Node():
                entry = "entry " if line.entry else ""
                head = f"{entry}{line.kind} {line.name.text}"
                return head, self._braces(line.items, line.name.span.end, line.span)
            case tree.Test():
                return f"test {self._written(line.title)}", self._braces(line.lines, line.title.span.end, line.span)
            case tree.Handler():
                events = ", ".join(self._source.slice(event.span) for event in line.events)
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
            case tree.Import():
                return f"import {self._written(line.path)}"
            case tree.Defaults(name=tree.Name(text=name)):
                return f"defaults {name}"
            case tree.HoursLine():
                return f"{self._list(line.days)} {self._list(line.periods) or 'closed'}"
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
                about = f"{line.about.text} " if line.about else ""
                return f"{line.kind} {about}{self._value(line.value) if line.value else ''}".rstrip()
            case _:
                self.broken = True
                return ""

    def _setting_values(self, values: Sequence[tree.Value]) -> str:
        """Values side by side, or with the two dots or the commas that stand between them."""
        between = self._source.slice(Span(values[0].span.end, values[1].span.start)) if len(values) > 1 else ""
        if between.strip(" \t\r") == ",":
            return self._list(values)
        return (".." if between.strip(" \t\r") == ".." else " ").join(map(self._written, values))

    def _list(self, entries: Sequence[Entry]) -> str:
        """Entries with commas between them; of a bare SIP URI, which ends at a space, no comma may be part."""
        return ", ".join(self._entry(entry) + (" " if _ends_in_sip(entry) else "") for entry in entries)

    def _entry(self, entry: Entry) -> str:
        match entry:
            case tree.Argument(name=tree.Name(text=name)):
                return f"{name}: {self._value(entry.value)}"
            case tree.Argument():
                return self._value(entry.value)
            case tree.Period():
                return f"{entry.start.text}-{entry.end.text}"
            case tree.Day(last=tree.Name(text=last)):
                return f"{entry.first.text}-{last}"
            case tree.Day():
                return entry.first.text
            case _:
                return self._written(entry)

    def _value(self, value: tree.Passed) -> str:
        if isinstance(value, tree.Action | tree.Hangup | tree.Jump):
            return self._split(value)[0]
        return self._written(value)

    def _written(self, value: tree.Value | tree.Date) -> str:
        return value.text if isinstance(value, tree.Name) else self._source.slice(value.span)

    def _braces(self, lines: Sequence[Line], after: int, span: Span) -> _Braces:
        base = self._source.base
        return _Braces(lines, self._source.text.index("{", after - base) + base, span.end - 1)

    # --- parentheses ------------------------------------------------------------------------------------------------

    def _is_long(self, line: Parenthesised) -> bool:
        """Whether a list in parentheses stands on several lines, or is to."""
        within = self._parentheses(line)
        if "\n" in self._source.slice(within):
            return bool(_entries(line)) or self._is_comment_before(within.end)
        behind = within.end if isinstance(line, tree.Use) else self._braces((), within.end, line.span).start + 1
        fits = self._depth * len(_INDENT) + len(self._listed(line)) <= WIDTH
        return not fits and bool(_entries(line)) and not self._is_commented(behind)

    def _on_several_lines(self, line: Parenthesised) -> None:
        within = self._parentheses(line)
        entries = _entries(line)
        self._write(f"{_before_list(line)}(")
        last = self._comment_behind(within.start + 1)
        self._depth += 1
        for entry in entries:
            self._comments_before(entry.span.start, last, empty_lines=False)
            self._write(self._list([entry]) + "," if entry is not entries[-1] else self._entry(entry))
            last = self._comment_behind(entry.span.end)
        self._comments_before(within.end, last, empty_lines=False)
        self._depth -= 1
        if isinstance(line, tree.Use):
            self._write(")")
        else:
            self._with_braces(")", self._braces(line.items, within.end, line.span))

    def _listed(self, line: Parenthesised) -> str:
        return f"{_before_list(line)}({self._list(_entries(line))})"

    def _parentheses(self, line: Parenthesised) -> Span:
        """From the opening to behind the closing one."""
        base, text = self._source.base, self._source.text
        start = text.index("(", line.name.span.end - base)
        if isinstance(line, tree.Use):
            return Span(start + base, line.span.end)
        behind = line.parameters[-1].span.end - base if line.parameters else start + 1
        close = re.compile(_AFTER_PARAMETERS).match(text, behind)
        assert close is not None
        return Span(start + base, close.end() + base)

    # --- comments and empty lines ---------------------------------------------------------------------------------

    def _comments_before(self, offset: int, last: int, empty_lines: bool = True) -> int:
        """Write the comments before ``offset`` on lines of their own; where what was written last ends."""
        while self._is_comment_before(offset):
            comment = self._comments[self._done]
            self._done += 1
            if empty_lines:
                self._empty_line(last, comment.span.start)
            self._write(comment.text)
            last = comment.span.end
        return last

    def _is_comment_before(self, offset: int) -> bool:
        return self._done < len(self._comments) and self._comments[self._done].span.start < offset

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
        return start >= end and not self._source.slice(Span(end, start)).strip(" \t\r;,")

    def _empty_line(self, last: int, start: int) -> None:
        """An empty line where the author left one or more."""
        if last >= 0 and self._source.slice(Span(last, start)).count("\n") > 1:
            self.lines.append("")

    def _write(self, line: str) -> None:
        self.lines.append(_INDENT * self._depth + line)


def _dotted(way: tree.Goto | tree.Jump) -> str:
    return f"{way.flow.text}.{way.name.text}" if way.flow else way.name.text


def _before_list(line: Parenthesised) -> str:
    return f"part {line.name.text}" if isinstance(line, tree.Part) else f"use {line.part.text} as {line.name.text}"


def _entries(line: Parenthesised) -> Sequence[Entry]:
    return line.parameters if isinstance(line, tree.Part) else line.arguments


def _ends_in_sip(entry: Entry) -> bool:
    match entry:
        case tree.Sip() | tree.Argument(value=tree.Sip() | tree.Action(words=(*_, tree.Sip()))):
            return True
        case _:
            return False
