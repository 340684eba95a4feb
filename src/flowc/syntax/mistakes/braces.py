"""Braces: not closed, closed once too often, on the wrong line; and what stands outside of where it belongs."""

from __future__ import annotations

import re

from flowc.diagnostics import Label
from flowc.syntax import tables, tree
from flowc.syntax.mistakes.words import EVENT_WORDS
from flowc.syntax.tables import END, EOL, NAME
from flowc.syntax.trouble import Body, Feed, Mistake, Repair, Trouble

__all__ = [
    "brace_on_next_line",
    "colon_block",
    "doubled_brace",
    "extra_brace",
    "handler_outside",
    "misplaced_statement",
    "missing_brace",
    "missing_name",
    "node_outside",
    "strange_block",
    "unclosed_at_end",
]

_NODES = ("step", "menu", "collect", "decide", "voicemail")
_IN_FLOW = (*_NODES, "entry", "defaults", "test")
_NAMED = {
    "flow": "flow welcome {",
    "test": 'test "silence reaches the desk" {',
    "hours": 'hours office "Europe/Dublin" {',
    "part": "part yes_no(question, yes, no) {",
    **{node: f"{node} welcome {{" for node in _NODES},
}
"""How what has a name is written."""

_WITH_HANDLERS = ("gather_item", "defaults_item", "decide_item")
_SETTINGS = ("title", "base_url", "language", "start")


def brace_on_next_line(trouble: Trouble) -> Mistake | None:
    """``step welcome``, and ``{`` on the line below."""
    if trouble.shape != EOL or not trouble.accepts("{") or ";" in trouble.lexeme:
        return None
    if not trouble.text.startswith("{", trouble.end):
        return None
    return trouble.mistake(
        trouble.span(trouble.end, trouble.end + 1),
        f"`{{` stands on the same line as what it belongs to: `{trouble.line} {{`",
        fix=trouble.edit("move `{` up", trouble.start, trouble.end, " "),
        repair=Repair(trouble.end),
    )


def colon_block(trouble: Trouble) -> Mistake | None:
    """``menu main:``: what belongs to it stands between braces."""
    if trouble.lexeme != ":" or not trouble.accepts("{") or trouble.accepts("->"):
        return None
    if not trouble.match(r":[ \t\r]*(?=\n|\{|//)"):
        return None
    brace = trouble.match(r":[ \t]*\{")
    fix = trouble.edit("remove `:`", trouble.start, trouble.end, "") if brace else None
    repair = Repair(trouble.end, () if brace else (("{", trouble.start + trouble.base),))
    message = f"`:` opens nothing: what belongs to `{trouble.line}` stands between `{{` and `}}`"
    return trouble.mistake(trouble.here(), message, fix=fix, repair=repair)


def missing_name(trouble: Trouble) -> Mistake | None:
    """``menu {``: a node without a name, a test without a title."""
    word = trouble.symbol.lower()
    nameless = (word == "hours" and trouble.shape == tables.STRING) or (word == "part" and trouble.lexeme == "(")
    if not nameless and (trouble.lexeme != "{" or word not in _NAMED):
        return None
    example = _NAMED[word]
    missing: tuple[Feed, ...] = ((tables.STRING if word == "test" else NAME, tree.Broken(trouble.here())),)
    if not nameless and word == "hours":
        missing += ((tables.STRING, tree.Broken(trouble.here())),)
    this = "these hours have" if word == "hours" else f"this {word} has"
    return trouble.mistake(
        trouble.span(trouble.statement, trouble.end),
        f"{this} no {'title' if word == 'test' else 'name'}: `{example}`",
        repair=Repair(trouble.start, missing),
    )


def strange_block(trouble: Trouble) -> Mistake | None:
    """``sales {``, ``timeout {``: a word that opens no braces."""
    ends = trouble.accepts(EOL) or (trouble.body.item == "decide_item" and trouble.symbol == "NAME")
    if trouble.lexeme != "{" or not ends or not trouble.head:
        return None
    opening = {
        "declaration": "in a file `flow`, `part`, `hours` and `defaults` do",
        "flow_item": "in a flow `step`, `menu`, `collect`, `decide`, `voicemail`, `hours`, `defaults` and `test` do",
        "part_item": "in a part `step`, `menu`, `collect`, `decide`, `voicemail` and `test` do",
        "statement": "in a step nothing does but `on failed { ... }` behind a bridge",
        "test_line": "in a test nothing does",
        "hours_line": "among hours nothing does",
        "decide_item": "in a decide a handler does, `on open { ... }`",
    }.get(trouble.body.item, "here a handler does, `on 1 { ... }`")
    return trouble.mistake(trouble.here(), f"`{trouble.line}` opens no braces: {opening}")


# --- missing ------------------------------------------------------------------------------------------------------


def missing_brace(trouble: Trouble) -> Mistake | None:
    """``step b {`` inside of step a, ``on 2`` inside the block of ``on 1``: something above was not closed."""
    word = trouble.head
    if word in ("flow", "part", "hours", *_IN_FLOW):
        if not trouble.match(rf"{word}[ \t]+(?:(?:{'|'.join(_NODES)})[ \t]+)?[^\n{{:]*[{{:]", trouble.statement):
            return None
        homes: tuple[str, ...] = ("declaration",) if word in ("flow", "part") else ("flow_item", "part_item")
        if word == "hours":
            homes = ("flow_item", "declaration")
    elif word == "on" and trouble.body.item == "statement" and trouble.body.keyword in ("on", "on failed"):
        homes = ("gather_item", "defaults_item", "decide_item")
    else:
        return None
    unclosed = _up_to(trouble, homes)
    if not unclosed:
        return None
    if _indent(trouble.text, trouble.statement) > _indent(trouble.text, unclosed[0].brace):
        return None if word == "on" else _nested(trouble, unclosed[0])
    close: list[Feed] = []
    for _ in unclosed:
        close += [("}", trouble.statement + trouble.base), (EOL, None)]
    findings = [
        trouble.finding(
            trouble.span(trouble.statement, trouble.statement + len(word)),
            f"`{_heading(trouble)}` cannot stand in {_called(body)}: a `}}` is missing before it",
            labels=(Label(trouble.span(body.brace, body.brace + 1), "this brace is not closed"),),
            help="close it on a line of its own",
        )
        for body in unclosed[:1]
        if not body.invented
    ]
    return Mistake(tuple(findings), Repair(trouble.statement, tuple(close), drop=True))


def _nested(trouble: Trouble, body: Body) -> Mistake:
    word = trouble.head
    beside = f"a {word} stands in the flow itself"
    if word in ("flow", "part"):
        beside = f"{word}s stand side by side in a file"
    return trouble.mistake(
        trouble.span(trouble.statement, trouble.statement + len(word)),
        f"`{_heading(trouble)}` cannot stand in {_called(body)}: {beside}",
        labels=(Label(trouble.span(body.brace, body.brace + 1), "what is open here"),),
        repair=Repair(trouble.start, pass_over=True),
    )


def _heading(trouble: Trouble) -> str:
    return re.split("[({]", trouble.text[trouble.statement : trouble.end])[0].strip()[:60]


def misplaced_statement(trouble: Trouble) -> Mistake | None:
    """``const x = 5`` in a step, ``set plan = "gold"`` in a menu: a statement of another place."""
    if trouble.lexeme != "=" or trouble.at_start:
        return None
    if trouble.head == "const" and trouble.body.item not in ("flow_item", "part_item", "declaration"):
        where = "in a flow, in a part or at the top of a file"
    elif trouble.head == "set" and trouble.body.item != "statement":
        where = "in a step or in the block of a handler"
    else:
        return None
    span = trouble.span(trouble.statement, trouble.statement + len(trouble.head))
    return trouble.mistake(span, f"`{trouble.head}` stands {where}, not in {_called(trouble.body)}")


def unclosed_at_end(trouble: Trouble) -> Mistake | None:
    """The file ends and something is open: which brace is it? The first whose partner is indented less than it."""
    if trouble.shape != END or len(trouble.bodies) == 1:
        return None
    open_bodies = [body for body in trouble.bodies[1:] if not body.invented]
    close = tuple(("}", trouble.start + trouble.base) for _ in trouble.bodies[1:])
    repair = Repair(trouble.start, close, drop=True)
    if not open_bodies:
        return Mistake((), repair)
    end = trouble.span(trouble.start, trouble.start)
    suspect = _suspect(trouble.text, open_bodies[0].brace)
    missing = "a `}` is missing" if len(open_bodies) == 1 else f"{len(open_bodies)} `}}` are missing"
    if suspect is not None and suspect not in [body.brace for body in open_bodies]:
        line = trouble.text[trouble.text.rfind("\n", 0, suspect) + 1 : suspect].strip()
        label = Label(trouble.span(suspect, suspect + 1), "by the indentation, this brace is not closed")
        return trouble.mistake(
            end, f"the file ends, and {missing}: probably that of `{line[:60]}`", labels=(label,), repair=repair
        )
    labels = tuple(Label(trouble.span(b.brace, b.brace + 1), "this brace is not closed") for b in open_bodies[-3:])
    called = " and ".join(_called(body) for body in open_bodies[-3:])
    return trouble.mistake(end, f"the file ends, and {missing}: {called}", labels=labels, repair=repair)


def _suspect(text: str, brace: int) -> int | None:
    """The first brace that is closed by one which is indented less than the line that opened it."""
    opened: list[int] = []
    for match in re.compile(tables.TOKEN).finditer(text, brace):
        at = match.end() - 1
        if match[1] == "{":
            opened.append(at)
        elif match[1] == "}" and opened:
            partner = opened.pop()
            start = text.rfind("\n", 0, at) + 1
            if not text[start:at].strip() and at - start < _indent(text, partner):
                return partner
    return None


def _indent(text: str, at: int) -> int:
    start = text.rfind("\n", 0, at) + 1
    match = re.compile("[ \t]*").match(text, start, start + 200)
    return len(match[0]) if match else 0


def _up_to(trouble: Trouble, homes: tuple[str, ...]) -> list[Body]:
    """The open bodies to close, innermost first, before one of ``homes`` is reached; none if none is open."""
    unclosed: list[Body] = []
    for body in reversed(trouble.bodies):
        if body.item in homes:
            return unclosed
        unclosed.append(body)
    return []


def _called(body: Body) -> str:
    if body.keyword in ("on", "on failed"):
        return "the block of a handler"
    return f"{body.keyword} `{body.name}`" if body.name else f"this {body.keyword}"


# --- too many, or in the wrong place ----------------------------------------------------------------------------------


def doubled_brace(trouble: Trouble) -> Mistake | None:
    """``menu main {{``: one opens what belongs to it."""
    before = trouble.text[max(trouble.start - 80, 0) : trouble.start].rstrip()[-1:]
    if trouble.lexeme != "{" or not trouble.at_start or before != "{":
        return None
    return trouble.mistake(
        trouble.here(),
        "this `{` is one too many: one opens what belongs to it",
        fix=trouble.edit("remove `{`", trouble.start, trouble.end, ""),
        repair=Repair(trouble.end),
    )


def extra_brace(trouble: Trouble) -> Mistake | None:
    """``}`` where nothing is open."""
    if trouble.lexeme != "}" or trouble.body.brace >= 0:
        return None
    return trouble.mistake(
        trouble.here(),
        "this `}` closes nothing: nothing is open here",
        labels=_last_flow(trouble),
        fix=trouble.edit("remove `}`", trouble.start, trouble.end, ""),
        repair=Repair(trouble.end),
    )


def _last_flow(trouble: Trouble) -> tuple[Label, ...]:
    flows = [item for item in trouble.items if isinstance(item, tree.Flow)]
    if isinstance(trouble.last, tree.Flow):
        flows.append(trouble.last)
    if not flows:
        return ()
    end = flows[-1].span
    return (Label(end._replace(start=end.end - 1), f"flow `{flows[-1].name.text}` ends here"),)


def node_outside(trouble: Trouble) -> Mistake | None:
    """``step welcome {`` outside of every flow, or behind a brace that ended the flow too early."""
    word = trouble.head
    if trouble.body.item != "declaration" or not trouble.at_start or word not in (*_IN_FLOW, *_SETTINGS):
        return None
    labels = _last_flow(trouble)
    early = ", which ended before it: one `}` too many?" if labels else ": `flow name { ... }`"
    at = trouble.here()
    head: tuple[Feed, ...] = (("flow", tree.Name("flow", at)), (NAME, tree.Broken(at)), ("{", at.start))
    return trouble.mistake(
        at, f"`{word}` stands in a flow{early}", labels=labels, repair=Repair(trouble.statement, head)
    )


def handler_outside(trouble: Trouble) -> Mistake | None:
    """``on 1 -> sales`` in a step, ``on failed -> sorry`` on a line of its own."""
    if trouble.head != "on" or trouble.body.item in _WITH_HANDLERS or trouble.accepts("->"):
        return None
    event = trouble.match(r"on[ \t]+([0-9A-Za-z_*#]+)", trouble.statement)
    if event is None or (event[1] not in EVENT_WORDS and not re.fullmatch("[0-9*#XZN]+", event[1])):
        return None
    span = trouble.span(trouble.statement, event.end())
    if event[1] == "failed" and trouble.body.item == "statement":
        before = trouble.items[-1] if trouble.items else None
        fix = None
        if isinstance(before, tree.Action) and before.failed is None:
            end = before.span.end - trouble.base
            if trouble.text[end : trouble.statement].strip(" \t\r") == "\n":
                fix = trouble.edit("move it up", end, trouble.statement, " ")
        return trouble.mistake(
            span, "`on failed` stands on the line of the `bridge` or `redirect` that it belongs to", fix=fix
        )
    where = _called(trouble.body) if trouble.body.keyword else "a file"
    return trouble.mistake(
        span, f"a handler such as `{event[0]}` stands in a menu, a collect, a decide or `defaults`, not in {where}"
    )
