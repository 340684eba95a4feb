"""The settings of a flow, of its defaults, of a menu and of a collect: which there are, and what they may be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from flowc.actions import catalogue
from flowc.diagnostics import Edit, Finding, Fix, Label, did_you_mean, error, respell
from flowc.ir.graph import GatherSpec
from flowc.ir.values import Scope, describe, finish, in_units
from flowc.source import Span
from flowc.syntax import tree

__all__ = [
    "SETTINGS", "TIMEOUT", "finish_key", "gather_spec", "is_base_url", "not_a_base_url", "read_settings", "text_of",
]  # fmt: skip

SETTINGS = {
    "flow": ("title", "base_url", "language", "start"),
    "defaults": ("timeout", "attempts", "finish_on"),
    "menu": ("prompt", "timeout", "attempts", "finish_on", "sensitive", "reprompt"),
    "collect": ("prompt", "digits", "timeout", "attempts", "finish_on", "sensitive", "confirm", "reprompt"),
    "decide": ("by", "ask", "send"),
    "voicemail": ("prompt", "max", "finish_on"),
}

MENU_TIMEOUT = 5
"""Seconds; a collect has one more for each digit of the most."""
TIMEOUT = (1, 30)
"""Seconds: the platform's range for ``timeout_seconds``."""
ATTEMPTS = (1, 10)
DEFAULT_ATTEMPTS = 3
DIGITS = (1, 32)

Settings = Mapping[str, tree.Setting]


def read_settings(where: str, items: Iterable[object], findings: list[Finding]) -> dict[str, tree.Setting]:
    """The settings among ``items`` by name; unknown ones (MV202) and second ones (MV103) are reported."""
    known = SETTINGS[where]
    settings: dict[str, tree.Setting] = {}
    for item in items:
        if not isinstance(item, tree.Setting):
            continue
        name = item.name.text
        if name not in known:
            findings.append(_unknown(where, item))
        elif name in settings:
            findings.append(
                error(
                    "MV103",
                    item.name.span,
                    f"`{name}` is set twice here",
                    labels=[Label(settings[name].name.span, "set here already")],
                    help="keep one of the two",
                )
            )
        else:
            settings[name] = item
    return settings


def _unknown(where: str, item: tree.Setting) -> Finding:
    name = item.name.text
    fix = None
    place = "`defaults`" if where == "defaults" else f"a {where}"
    if where == "menu" and name == "digits":
        help = "a menu always takes one key; to ask for several digits, make it a `collect`"
    elif name in catalogue() or name in ("goto", "hangup", "retry"):
        help = f"`{name}` belongs into a step, or into a handler: on 1 {{ ... }}"
    elif name == "prompt" and where == "defaults":
        help = "each menu and collect has a prompt of its own"
    else:
        close = did_you_mean(name, SETTINGS[where])
        help = f"did you mean `{close}`?" if close else f"{place} has {', '.join(SETTINGS[where])}"
        if close:
            fix = respell(item.name.span, name, close, SETTINGS[where])
    return error("MV202", item.name.span, f"{place} has no setting called `{name}`", help=help)._replace(fix=fix)


def text_of(setting: tree.Setting | None, scope: Scope, findings: list[Finding]) -> str | None:
    """The string that a setting comes to."""
    value = _only_value(setting, scope, findings, "a string, in double quotes")
    match value:
        case tree.Text():
            return value.literal
        case None:
            return None
        case _:
            assert setting is not None
            findings.append(_wrong_type(setting, value, "a string, in double quotes"))
            return None


def gather_spec(
    node: tree.Node, own: Settings, defaults: Settings, scope: Scope, findings: list[Finding]
) -> GatherSpec:
    """How a menu or a collect gathers digits, its own settings before the flow's defaults."""
    least, most = _digits(node, own, scope, findings)
    timeout_setting = own.get("timeout") or defaults.get("timeout")
    usual = MENU_TIMEOUT if node.kind == "menu" else min(TIMEOUT[1], MENU_TIMEOUT + most)
    timeout = _seconds(timeout_setting, scope, findings)
    attempts_setting = own.get("attempts") or defaults.get("attempts")
    attempts = _integer(attempts_setting, ATTEMPTS, scope, findings)
    prompt_setting = own.get("prompt")
    finish_setting = own.get("finish_on") or defaults.get("finish_on")
    return GatherSpec(
        min_digits=least,
        max_digits=most,
        finish_on=finish_key(finish_setting, "#" if least != most else None, scope, findings),
        timeout_seconds=usual if timeout is None else timeout,
        attempts=DEFAULT_ATTEMPTS if attempts is None else attempts,
        sensitive=_flag(own.get("sensitive"), findings),
        prompt=text_of(prompt_setting, scope, findings),
        prompt_span=_span(prompt_setting, node.name.span),
        timeout_span=_span(timeout_setting, node.name.span),
        attempts_span=_span(attempts_setting, node.name.span),
        finish_on_span=finish_setting.span if finish_setting else None,
        reprompt=text_of(own.get("reprompt"), scope, findings),
        reprompt_span=own["reprompt"].span if "reprompt" in own else None,
        confirm_span=own["confirm"].span if "confirm" in own else None,
        shared=_shared(attempts_setting),
    )


def _shared(attempts: tree.Setting | None) -> str | None:
    """The count that is named behind ``attempts 3 shared``."""
    match attempts:
        case tree.Setting(values=(_, tree.Name(text="shared"), tree.Name(text=name))):
            return name
    return None


def _span(setting: tree.Setting | None, otherwise: Span) -> Span:
    if setting is None:
        return otherwise
    return setting.values[0].span if setting.values else setting.span


def _digits(node: tree.Node, own: Settings, scope: Scope, findings: list[Finding]) -> tuple[int, int]:
    if node.kind == "menu":
        return 1, 1
    setting = own.get("digits")
    if setting is None:
        if not any(isinstance(item, tree.Broken) for item in node.items):
            findings.append(
                error(
                    "MV104",
                    node.name.span,
                    f"`{node.name.text}` does not say how many digits it collects",
                    help="write `digits 8` for exactly eight, `digits 1..4` for one to four",
                )
            )
        return DIGITS[0], DIGITS[1]
    bounds = [_bounded(setting, value, DIGITS, scope, findings) for value in setting.values[:2]]
    least = bounds[0] if bounds and bounds[0] is not None else 1
    most = bounds[-1] if bounds and bounds[-1] is not None else DIGITS[1]
    if not setting.values:
        findings.append(_wrong_count(setting, "a number, or two as in `digits 1..4`"))
    elif len(setting.values) > 1 and None not in bounds and least >= most:
        findings.append(
            error(
                "MV205",
                setting.span,
                f"`digits {least}..{most}` is not a range: the least must be smaller than the most",
                help=f"write `digits {most}..{least}`" if least > most else f"write `digits {least}`",
            )
        )
        least, most = min(least, most), max(least, most)
    return least, most


def _integer(
    setting: tree.Setting | None, bounds: tuple[int, int], scope: Scope, findings: list[Finding]
) -> int | None:
    if setting is None:
        return None
    if len(setting.values) != 1 and _shared(setting) is None:
        findings.append(_wrong_count(setting, "one number"))
        return None
    return _bounded(setting, setting.values[0], bounds, scope, findings)


def _bounded(
    setting: tree.Setting, written: tree.Value, bounds: tuple[int, int], scope: Scope, findings: list[Finding]
) -> int | None:
    value = finish(written, scope, findings)
    if value is None:
        return None
    if not isinstance(value, tree.Number):
        example = f"write `{setting.name.text} {bounds[0] + 2}`"
        findings.append(_without_quotes(_wrong_type(setting, written, "a number", example), written, "[0-9]{1,4}"))
        return None
    if not bounds[0] <= value.value <= bounds[1]:
        findings.append(
            error(
                "MV205",
                written.span,
                f"`{setting.name.text}` is {value.text}, and may be {bounds[0]} to {bounds[1]}",
                help="the range is one of the flow language",
            )
        )
        return None
    return value.value


def _seconds(setting: tree.Setting | None, scope: Scope, findings: list[Finding]) -> int | None:
    value = _only_value(setting, scope, findings, "a duration such as 5s")
    if value is None or setting is None:
        return None
    if not isinstance(value, tree.Duration):
        finding = _wrong_type(setting, value, "a duration such as 5s")
        finding = _without_quotes(finding, setting.values[0], "[0-9]{1,6}(?:ms|s|m)")
        if isinstance(value, tree.Number):
            finding = finding._replace(help=f"write `{setting.name.text} {value.text}s`")
        if isinstance(value, tree.Number) and value is setting.values[0]:
            finding = finding._replace(fix=Fix(finding.help, (Edit(value.span, f"{value.text}s"),)))
        findings.append(finding)
        return None
    seconds, rest = in_units(value, "s")
    if rest or not TIMEOUT[0] <= seconds <= TIMEOUT[1]:
        what = "is not a whole number of seconds" if rest else "is out of range"
        findings.append(
            error(
                "MV205",
                setting.values[0].span,
                f"`{setting.name.text} {value.value}{value.unit}` {what}: it may be {TIMEOUT[0]}s to {TIMEOUT[1]}s",
                help="the platform takes 1 to 30 whole seconds for `timeout_seconds`",
            )
        )
        return None
    return seconds


def finish_key(
    setting: tree.Setting | None, usual: str | None, scope: Scope, findings: list[Finding]
) -> str | None:
    """The key of ``finish_on``; ``usual`` where it is not set, or not rightly."""
    if setting is None:
        return usual
    if len(setting.values) != 1:
        findings.append(_wrong_count(setting, "one key, or none"))
        return usual
    written = setting.values[0]
    if isinstance(written, tree.Name) and written.text == "none":
        return None
    value = finish(written, scope, findings)
    if value is None:
        return usual
    if isinstance(value, tree.Number | tree.Keys) and len(value.text) == 1:
        return value.text
    findings.append(
        error(
            "MV205",
            written.span,
            "`finish_on` is one telephone key",
            help="write `finish_on #` or `finish_on *`, or `finish_on none` where no key ends the entry early",
        )
    )
    return usual


def _flag(setting: tree.Setting | None, findings: list[Finding]) -> bool:
    if setting is None:
        return False
    match setting.values:
        case () | (tree.Name(text="true"),):
            return True
        case (tree.Name(text="false"),):
            return False
        case _:
            findings.append(_wrong_count(setting, "nothing behind it"))
            return True


def _only_value(
    setting: tree.Setting | None, scope: Scope, findings: list[Finding], wanted: str
) -> tree.Value | None:
    if setting is None:
        return None
    if len(setting.values) != 1:
        findings.append(_wrong_count(setting, wanted))
        return None
    return finish(setting.values[0], scope, findings)


def _wrong_count(setting: tree.Setting, wanted: str) -> Finding:
    return error("MV204", setting.span, f"`{setting.name.text}` wants {wanted}")


def _wrong_type(setting: tree.Setting, value: tree.Value, wanted: str, help: str = "") -> Finding:
    span = setting.values[0].span if setting.values else setting.span
    return error("MV204", span, f"`{setting.name.text}` wants {wanted}, and this is {describe(value)}", help=help)


def _without_quotes(finding: Finding, written: tree.Value, form: str) -> Finding:
    """The finding with the value without its quotes, where that is all that is wrong with it."""
    if not isinstance(written, tree.Text) or not re.fullmatch(form, written.literal.strip()):
        return finding
    bare = written.literal.strip()
    help = f"write `{bare}`, without quotes"
    return finding._replace(help=help, fix=Fix("remove the quotes", (Edit(written.span, bare),), safe=True))


def is_base_url(url: str) -> bool:
    """Whether built responses can be published there: HTTPS, a host, no query, no fragment, no blank."""
    host = url.removeprefix("https://").partition("/")[0]
    return url.startswith("https://") and bool(host) and url.isprintable() and not set(url) & set(' ?#"<>\\^`{|}')


def not_a_base_url(span: Span) -> Finding:
    return error(
        "MV207",
        span,
        "`base_url` must be an https:// URL without a query",
        help='write the URL under which the build is published: base_url "https://voice.example/ivr"',
    )
