"""``--set NAME=VALUE``: constants whose value comes from outside.

The value is read as the type that the flow declares, so that a flow cannot be broken from the command line in ways
that its author has not seen; for a string it is literal text, with nothing inserted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from flowc.diagnostics import Finding, did_you_mean, error
from flowc.ir.values import describe
from flowc.patterns import pattern
from flowc.source import Source, whole
from flowc.syntax import tree

__all__ = ["Overrides"]

_NAME = pattern(r"(?:([a-z][a-z0-9_]{0,63})\.)?([a-z][a-z0-9_]{0,63})=", re.ASCII)
_SHAPES = {
    tree.Number: pattern(r"[0-9]{1,18}", re.ASCII),
    tree.Duration: pattern(r"([0-9]{1,18})(ms|s|m)", re.ASCII),
    tree.Phone: pattern(r"\+[0-9]{1,15}", re.ASCII),
    tree.Sip: pattern(r"sips?:[^\s;{}]+", re.ASCII),
    tree.Keys: pattern(r"[0-9*#]+", re.ASCII),
    tree.Pattern: pattern(r"[0-9*#XZN]+", re.ASCII),
    tree.Word: pattern(r"[A-Z][A-Z0-9_]*", re.ASCII),
}


class _Setting:
    def __init__(self, source: Source) -> None:
        self.span = whole(source)
        match = _NAME.match(source.text)
        self.flow = match[1] if match else None
        self.name = match[2] if match else None
        self.text = source.text[match.end() :] if match else ""
        self.used = False


class Overrides:
    def __init__(self, settings: Sequence[Source] = ()) -> None:
        self.settings = [_Setting(source) for source in settings]
        self.known: set[str] = set()

    def value(
        self, flow: str | None, name: str, declared: tree.Value, findings: list[Finding]
    ) -> tree.Value:
        """The value that counts for a constant of a flow (or of a file): the declared one, or the one set for it."""
        self.known.add(f"{flow}.{name}" if flow else name)
        value = declared
        for setting in self.settings:
            if setting.name == name and (setting.flow is None or setting.flow == flow):
                setting.used = True
                value = _read(setting, declared, findings)
        return value

    def mention(self, flow: str) -> bool:
        """Whether anything is set for this flow alone."""
        return any(setting.flow == flow for setting in self.settings)

    def for_file(self, flow: str, name: str, declared: tree.Value, findings: list[Finding]) -> tree.Value | None:
        """``FLOW.NAME=VALUE`` for a constant of the file: that flow's own value, or None."""
        for setting in self.settings:
            if setting.name == name and setting.flow == flow:
                setting.used = True
                return _read(setting, declared, findings)
        return None

    def unknown(self) -> list[Finding]:
        """A finding for each setting that named no constant."""
        findings = []
        for setting in self.settings:
            if setting.name is None:
                findings.append(
                    error("MV102", setting.span, "this sets nothing", help="write NAME=VALUE or FLOW.NAME=VALUE")
                )
            elif not setting.used:
                full = f"{setting.flow}.{setting.name}" if setting.flow else setting.name
                close = did_you_mean(full, self.known)
                findings.append(
                    error(
                        "MV102",
                        setting.span,
                        f"no flow of this build has a constant called `{full}`",
                        help=f"did you mean `{close}`?" if close else "",
                    )
                )
        return findings


def _read(setting: _Setting, declared: tree.Value, findings: list[Finding]) -> tree.Value:
    text, span = setting.text, setting.span
    if isinstance(declared, tree.Text):
        return tree.Text((text,), span, False, text)
    shape = _SHAPES.get(type(declared))
    match = shape.fullmatch(text) if shape else None
    if match is None:
        findings.append(
            error(
                "MV204",
                span,
                f"`{setting.name}` is {describe(declared)} in the flow, and `{text}` is not",
                help="write the value in the form in which the flow declares it",
            )
        )
        return declared
    match declared:
        case tree.Number():
            return tree.Number(int(text), text, span)
        case tree.Duration():
            return tree.Duration(int(match[1]), match[2], span)
        case tree.Phone():
            return tree.Phone(text, span)
        case tree.Sip():
            return tree.Sip(text, span)
        case tree.Keys():
            return tree.Keys(text, span)
        case tree.Pattern():
            return tree.Pattern(text, span)
        case _:
            return tree.Word(text, span)
