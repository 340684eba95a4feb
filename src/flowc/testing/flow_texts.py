"""Whole flows, made up: valid by construction, every construct of the language, shrinking to next to nothing.

What makes a made-up flow valid is an order. Its nodes stand in a row, and everything that can happen to a caller by
itself (silence, a wrong key, too few digits, a catch-all branch, attempts used up, a bridge that fails, an outcome of a
decision, ``goto``) leads further down the row; the last node hands the call to a person. Only a key that the caller
chooses may lead back, and only to a menu or collect, so no cycle is without a choice. What is switched on (recording,
hold, mute, a stream) is switched off in the same step, or it is switched on in the first node, which nothing leads back
to. The first thing that can happen at each node leads to the next one, so every node is reached. What costs redirects
besides the questions themselves is counted, so that a call gets through.

A use of a part is a node of the row like any other. Sometimes a second flow stands beside the first, which leads into
it and is led back to its end.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TypeVar

from hypothesis import strategies as st

__all__ = ["NAMES", "flows"]

_T = TypeVar("_T")

NAMES = (
    "main", "billing", "orders", "opening", "support", "account", "delivery", "returns", "repairs", "language",
    "branches", "tickets", "parking", "events", "careers", "press_office", "feedback", "balance", "renewal", "refund",
    "warranty", "claims", "invoices", "shipping",
)  # fmt: skip
"""What the nodes of a made-up flow are called."""

_GIVEN = ("", 'given time "2050-06-01T10:00"', "given caller +353871234567", "given caller withheld")
_KEYS = "1234567890*#"
_OTHER = "branch_office"
"""The second flow."""
_PART = (
    "part yes_no(question, yes, no) {",
    "    menu ask {",
    '        prompt "{question} For yes, press 1. For no, press 2."',
    "        on 1 -> yes",
    "        on 2 -> no",
    "        on noinput, nomatch -> retry",
    "        on exhausted -> no",
    "    }",
    '    test "yes" {',
    "        press 1",
    "        at yes",
    "    }",
    "}",
)
_HOURS = (
    'hours office "Europe/Dublin" {',
    "    mon-fri 09:00-12:30, 13:30-17:30",
    "    sat 10:00-13:00",
    "    2051-12-24 09:00-12:00",
    "    2051-12-25, 2051-12-26 closed",
    "}",
)
_HOUSE = ("defaults house {", '    on noinput -> retry "Are you there?"', "    timeout 6s", "}")
_NUMBERS = ("+35387XXXXXXX", "+353871234567", "+1555NXXXXX", "+3531ZXXXXX")
_VALUES = ("gold", "a b", 'say \\"no\\"', "Größe", "other")
_BASE = "https://voice.acme.example/ivr"
_CONSTANTS = {
    "company": '"Acme Clinic"',
    "front_desk": "+15551230099",
    "web_desk": "sip:desk@acme.example",
    "tries": "3",
    "crm": '"https://crm.acme.example/{tries}/voice"',
}
_SENTENCES = (
    "Thank you for calling.", "Thank you for calling {company}.", "One moment, please.", "You have {tries} tries.",
    "Grüß Gott.", "Mind the {{gap}}.", 'They call it \\"home\\".', "Caf\\u{e9} is open.", "Line one.\\nLine two.",
)  # fmt: skip
_PROMPTS = (
    "Press a key.", "For sales, press 1. For billing, press 2.", "Enter your number, then press the hash key.",
    "Welcome to {company}. What would you like?",
)  # fmt: skip
_SWITCHES = (
    "hold", "resume", "mute read", "mute write", "mute both", "unmute read", "unmute write", "unmute both",
    "start_recording", "stop_recording", 'start_stream "wss://media.acme.example/a"', "stop_stream",
    'start_stream "wss://media.acme.example/b" track inbound', 'stop_stream "wss://media.acme.example/b"',
    'stop_stream "wss://media.acme.example/a" track outbound', 'set plan = "gold"', "unset plan", 'say "One moment."',
)  # fmt: skip
"""What a careless author switches on and off without a thought for what it was before."""


_EXTRA = 19
"""Redirects that the nodes of a row, and whatever else costs some on every way, may come to."""


@st.composite
def flows(draw: st.DrawFn, *, max_nodes: int = 21, name: str = "made_up", careless: bool = False) -> str:
    """The text of a file with a flow, and sometimes a second one behind it: no errors are found in it, warnings may be.

    ``max_nodes`` is the most nodes, the one that ends every row included (2 to 25). A ``careless`` author forgets
    handlers and endings now and then, leads callers back, and leaves on what was switched on: the flow can be read
    and every name in it is known, and that is all.
    """
    return _Pen(draw, name, max_nodes, careless).write()


@cache
def _integers(least: int, most: int) -> st.SearchStrategy[int]:
    """Kept, since a flow is some hundred choices, and making a strategy takes longer than drawing from it."""
    return st.integers(least, most)


class _Pen:
    """One flow while it is being written. ``at`` is the place in the row of the node that is being written."""

    def __init__(self, draw: st.DrawFn, name: str, max_nodes: int, careless: bool) -> None:
        self.draw = draw
        self.careless = careless
        self.name = name
        count = draw(st.integers(1, max(1, min(max_nodes - 1, len(NAMES)))))
        self.names = [*NAMES[:count], "reception"]
        first = ("step", "menu", "menu", "collect", "decide")
        kinds = (*first, "step", "menu", "collect", "use", "voicemail")
        self.kinds = [self.one(*first), *(self.one(*kinds) for _ in range(count - 1)), "step"]
        self.room = max(0, _EXTRA - len(self.names) - self.kinds.count("decide") - self.kinds.count("voicemail"))
        self.shared = self.sometimes(15)
        self.other = self.sometimes(15)
        self.house = self.sometimes(12)
        self.at = 0
        self.led_on = False
        self.used: set[str] = set()
        self.recorded = self.sometimes(10) and self.kinds[0] == "step" and "voicemail" not in self.kinds
        self.defaults: dict[str, bool] = {}

    # --- chance ------------------------------------------------------------------------------------------------

    def one(self, *choices: _T) -> _T:
        return choices[self.number(0, len(choices) - 1)]

    def number(self, least: int, most: int) -> int:
        return self.draw(_integers(least, most))

    def sometimes(self, percent: int) -> bool:
        """True in about so many of a hundred cases; shrinks to False."""
        return self.number(0, 99) >= 100 - percent

    def slips(self, percent: int) -> bool:
        """Whether a careless author forgets something here."""
        return self.careless and self.sometimes(percent)

    def costs(self) -> bool:
        """Whether there is room for a redirect more on every way; it is taken then."""
        self.room -= 1
        return self.room >= 0

    # --- the whole ---------------------------------------------------------------------------------------------

    def write(self) -> str:
        defaults = self.write_defaults() if self.house or self.sometimes(60) else []
        nodes: list[str] = []
        for at in range(len(self.names)):
            self.at, self.led_on = at, False
            nodes += [*self.node(), ""]
        head = [*self.optional_head(), f'base_url "{_BASE}"', f"start {self.names[0]}", *defaults]
        tests = self.tests()
        second = self.second_flow() if self.other else []
        constants = self.constants()
        body = [*head, "", *nodes, *tests]
        comment = ["// Made up."] if self.sometimes(20) else []
        text = [*comment, *constants, *self.declarations(), f"flow {self.name} {{", *_indented(body), "}"]
        return "\n".join([*text, *second, ""])

    def declarations(self) -> list[str]:
        lines = [*_HOUSE] if self.house else []
        lines += _PART if "use" in self.kinds else ()
        return lines + (list(_HOURS) if "hours" in self.used else [])

    def second_flow(self) -> list[str]:
        body = ['base_url "https://voice.acme.example/ivr"', "start hello"]
        if self.sometimes(50):
            body += ["step hello {", f"    say {self.text(_SENTENCES)}", f"    goto {self.name}.reception", "}"]
        else:
            body += ["menu hello {", '    prompt "For us, press 1."', f"    on any -> {self.name}.reception", "}"]
        return [f"flow {_OTHER} {{", *_indented(body), "}"]

    def optional_head(self) -> list[str]:
        head = []
        if self.sometimes(30):
            head.append(f"title {self.text(_SENTENCES)}")
        if self.sometimes(15):
            head.append(f'language "{self.one("en", "en-IE", "de")}"')
        return head

    def constants(self) -> list[str]:
        if "crm" in self.used:
            self.used.add("tries")
        order = ["tries", *(name for name in _CONSTANTS if name != "tries")]
        return [f"const {name} = {_CONSTANTS[name]}" for name in order if name in self.used]

    def tests(self) -> list[str]:
        if self.kinds[0] not in ("menu", "collect") or not self.sometimes(20):
            return []
        given = self.one(*([line] if line else [] for line in _GIVEN))
        return ['test "it begins" {', *_indented([*given, f"at {self.names[0]}"]), "}"]

    def write_defaults(self) -> list[str]:
        """Defaults lead to the end of the row, where every node may go."""
        self.at = len(self.names) - 1
        lines = self.gather_settings()
        if self.house:
            self.defaults["noinput"] = True
        for event in ("noinput", "nomatch", "incomplete", "exhausted", "failed"):
            if self.sometimes(60):
                retry = event not in ("exhausted", "failed") and self.sometimes(60)
                self.defaults[event] = retry
                target = self.retry() if retry else self.one("-> reception", "-> reception", "{ " + self.last() + " }")
                lines.append(f"on {event} {target}")
        taken = ["defaults house"] if self.house else []
        return [*taken, *(["defaults {", *_indented(lines), "}"] if lines else [])]

    def last(self) -> str:
        self.used.add("front_desk")
        return f"say {self.text(_SENTENCES)}; transfer front_desk"

    # --- nodes -------------------------------------------------------------------------------------------------

    def node(self) -> list[str]:
        kind, name = self.kinds[self.at], self.names[self.at]
        if self.at == len(self.names) - 1:
            return [f"step {name} {{", *_indented(self.reception()), "}"]
        if kind == "use":
            return self.use()
        body = {
            "step": self.step,
            "menu": self.menu,
            "collect": self.collect,
            "decide": self.decide,
            "voicemail": self.voicemail,
        }[kind]()
        entry = "entry " if self.at and self.sometimes(4) else ""
        return [f"{entry}{kind} {name} {{", *_indented(body), "}"]

    def reception(self) -> list[str]:
        lines = [f"say {self.text(_SENTENCES)}"] if self.sometimes(50) else []
        self.used.add("front_desk")
        return [*lines, "transfer front_desk"]

    def step(self) -> list[str]:
        lines = []
        if self.at == 0 and self.recorded:
            lines += ['say "This call is recorded."', "start_recording"]
        for _ in range(self.number(0, 3)):
            lines += self.actions()
        if self.slips(4):
            return lines
        end = self.one("goto", "goto", "goto", "goto", "bridge", "redirect", "own", "ending", "hangup")
        if end in ("ending", "hangup") and self.sometimes(50):
            end = "goto"
        return lines + self.step_end(end)

    def step_end(self, end: str) -> list[str]:
        match end:
            case "goto":
                return [f"goto {self.forward()}"]
            case "hangup":
                return ["hangup"]
            case "ending":
                return [self.ending()]
            case "bridge":
                return [self.bridge()]
            case "own":
                return [f'redirect "{_BASE}/{self.name}/{self.document()}.json"' + self.failing(required=False)]
            case _:
                return [self.redirect() + self.failing(required=False)]

    def actions(self) -> list[str]:
        if self.slips(60):
            return [self.one(*_SWITCHES)]
        kind = self.one(
            "say", "say", "say", "send", "hold", "mute", "recording", "stream", "set", "unset", "stop_stream", "several"
        )
        match kind:
            case "say":
                return [f"say {self.text(_SENTENCES)}"]
            case "send":
                pause = self.one("", " pause_before 500ms", " pause_before 2s")
                return [f'send_digits "{self.one("1234#", "1w2W3", "*,A")}"{pause}']
            case "hold":
                return ["hold", "resume"]
            case "mute":
                direction = self.one("read", "write", "both")
                return [f"mute {direction}", f"unmute {direction}"]
            case "recording" if not self.recorded:
                return ['say "This call is recorded."', "start_recording", "stop_recording"]
            case "stream":
                url = '"wss://media.acme.example/live"'
                track = self.one("", " track both", " track inbound")
                return ['say "This call is monitored."', f"start_stream {url}{track}", f"stop_stream {url}{track}"]
            case "set":
                return [f"set {self.one('plan', 'origin', self.quoted_name())} = {self.text(_SENTENCES)}"]
            case "unset":
                return ['set plan = "gold"', "unset plan"]
            case "several":
                return [f"say {self.text(_SENTENCES)}; say {self.text(_SENTENCES)}"]
            case _:
                return []

    def quoted_name(self) -> str:
        return '"crm.id"'

    def menu(self) -> list[str]:
        finish_on = self.finish_on("#", "*")
        lines = self.gather_settings(prompt=True, finish_on=finish_on)
        keys = self.draw(
            st.lists(st.sampled_from([key for key in _KEYS if key != finish_on]), min_size=1, max_size=5, unique=True)
        )
        again, retries = self.asked_again()
        lines += again
        while keys:
            events = [keys.pop(0)]
            if keys and self.sometimes(10):
                events.append(keys.pop(0))
            retry = self.sometimes(4)
            retries = retries or retry
            lines.append(f"on {', '.join(events)} {self.retry() if retry else self.chosen(digits=True)}")
        return lines + self.outcomes(["noinput", "nomatch"], retries)

    def collect(self) -> list[str]:
        least = self.number(1, 5)
        most = self.one(least, least, least + 1, least + 3)
        finish_on = self.finish_on("#", "*") if self.sometimes(30) else ("#" if most > least else None)
        written = self.finish_on_written(finish_on, "#" if most > least else None)
        lines = self.gather_settings(prompt=True)
        lines += [f"digits {least}" if most == least else f"digits {least}..{most}", *written]
        sensitive = not self.recorded and self.sometimes(10)
        if sensitive:
            lines.append("sensitive")
        again, retries = self.asked_again()
        lines += again
        if not sensitive and self.sometimes(20) and self.costs():
            lines.append(f'confirm "{self.one("You entered {digits}.", "{digits}?")} If so, press 1. If not, press 2."')
            retries = True
        known = not sensitive
        taken = self.patterns(least, most, finish_on)
        for pattern in taken:
            exact = pattern.isdigit()
            to = self.chosen(digits=known) if exact else self.happens(digits=known, called=known)
            lines.append(f"on {pattern} {to}")
        events = ["noinput"] + (["incomplete"] if least > 1 else [])
        if not taken or self.sometimes(50):
            lines.append(f"on digits {self.happens(digits=known)}")
        else:
            events.append("nomatch")
        return lines + self.outcomes(events, retries)

    def decide(self) -> list[str]:
        kind = self.one("hours", "caller", "called", "variable", "ask")
        values = self.draw(st.lists(st.sampled_from(_VALUES), max_size=3, unique=True))
        named = [f'"{value}"' for value in values]
        match kind:
            case "hours":
                self.used.add("hours")
                return ["by hours office", f"on open {self.happens()}", f"on closed {self.happens()}"]
            case "caller" | "called":
                lines = [f"by {kind}"]
                named = self.draw(st.lists(st.sampled_from(_NUMBERS), max_size=3, unique=True))
                words = ["withheld", "other"] if kind == "caller" else ["other"]
            case "variable":
                lines = [f"by variable {self.one('plan', 'origin', self.quoted_name())}"]
                words = ["unset", "other"]
            case _:
                timeout = self.one("", " timeout 2s", " timeout 500ms")
                lines = [f'ask "https://crm.acme.example/voice/customer"{timeout}']
                if self.sometimes(50):
                    lines.append(f"send {self.one('caller', 'caller, plan', 'call, called, origin')}")
                words = ["other", "failed"]
        outcomes = [*named, ", ".join(words)] if self.sometimes(30) else [*named, *words]
        return [*lines, *(f"on {outcome} {self.happens()}" for outcome in outcomes)]

    def voicemail(self) -> list[str]:
        lines = ['prompt "This call is recorded. Leave a message."'] if self.sometimes(90) else []
        lines += self.one([], ["max 20s"], ["max 70s"])
        lines += self.one([], ["finish_on *"], ["finish_on none"])
        return [*lines, f"on done {self.happens()}"]

    def use(self) -> list[str]:
        no = self.one("hangup", "transfer +15551230003", self.forward())
        question = self.one("Shall we?", "Are you {{sure}}?")
        return [f'use yes_no as {self.names[self.at]}("{question}", yes: {self.forward()}, no: {no})', ""]

    def asked_again(self) -> tuple[list[str], bool]:
        """Settings of later attempts, and whether they count attempts."""
        lines = [f"reprompt {self.text(_PROMPTS)}"] if self.sometimes(10) else []
        if self.shared and self.sometimes(60):
            return [*lines, "attempts 3 shared tries"], True
        return lines, False

    def patterns(self, least: int, most: int, finish_on: str | None) -> list[str]:
        """Runs of keys and patterns that are disjoint (they begin with different keys) or nested."""
        found = []
        for first in self.draw(st.lists(st.sampled_from("12345*"), max_size=3, unique=True)):
            if first == finish_on:
                continue
            length = self.number(least, most)
            pattern = first + "".join(self.one("1", "X", "7", "Z", "N") for _ in range(length - 1))
            inner = pattern.translate({ord("X"): "4", ord("Z"): "4", ord("N"): "4"})
            found += [inner, pattern] if inner != pattern and self.sometimes(30) else [pattern]
        return found

    # --- settings ----------------------------------------------------------------------------------------------

    def gather_settings(self, *, prompt: bool = False, finish_on: str | None = None) -> list[str]:
        lines = [f"prompt {self.text(_PROMPTS)}"] if prompt and not self.sometimes(5) else []
        if self.sometimes(25):
            lines.append(f"timeout {self.one('5s', '1s', '30s', '4000ms')}")
        if not self.shared and self.sometimes(35):
            lines.append(f"attempts {self.number(1, 4)}")
        if finish_on is not None:
            lines.append(f"finish_on {finish_on}")
        return lines

    def finish_on(self, *keys: str) -> str | None:
        return self.one(*keys) if self.sometimes(15) else None

    def finish_on_written(self, wanted: str | None, default: str | None) -> list[str]:
        if wanted == default:
            return []
        return [f"finish_on {wanted or 'none'}"]

    # --- what can happen ---------------------------------------------------------------------------------------

    def outcomes(self, events: list[str], retries: bool) -> list[str]:
        """Handlers for these outcomes, and for attempts that are used up, as far as the defaults have none."""
        lines = []
        left = list(events)
        if self.sometimes(8):
            retry = self.sometimes(50)
            retries = retries or retry
            lines.append(f"on any {self.retry() if retry else self.happens()}")
            left = []
        elif "incomplete" in left and self.sometimes(20):
            retry = self.sometimes(50)
            retries = retries or retry
            lines.append(f"on timeout {self.retry() if retry else self.happens()}")
            left = [event for event in left if event not in ("noinput", "incomplete")]
        for event in left:
            if self.slips(8):
                continue
            if event in self.defaults and not self.sometimes(25):
                retries = retries or self.defaults[event]
                continue
            retry = self.sometimes(50)
            retries = retries or retry
            lines.append(f"on {event} {self.retry() if retry else self.happens()}")
        if retries and not self.slips(8) and ("exhausted" not in self.defaults or self.sometimes(20)):
            lines.append(f"on exhausted {self.happens()}")
        return lines

    def retry(self) -> str:
        words = [self.text(_SENTENCES) for _ in range(self.number(0, 2))]
        return ("-> retry " + ", ".join(words)).rstrip()

    def chosen(self, *, digits: bool = False) -> str:
        """What a key leads to: anything that may happen, or back to a question that was asked before."""
        back = [self.names[index] for index in range(1, self.at + 1) if self.kinds[index] in ("menu", "collect")]
        if back and self.led_on and self.sometimes(20):
            return f"-> {self.one(*back)}"
        return self.happens(digits=digits)

    def happens(self, *, digits: bool = False, called: bool = False) -> str:
        """What may happen by itself: it leads down the row, or out of the flow. With ``digits`` what was pressed may be
        said and set; with ``called`` also be called."""
        if digits and self.sometimes(20):
            return self.with_digits(called)
        if not self.led_on:
            return f"-> {self.forward()}"
        if self.other and self.sometimes(10):
            return f"-> {_OTHER}.hello"
        kind = self.one("forward", "forward", "forward", "ending", "redirect", "bridge", "hangup", "block", "block")
        match kind:
            case "forward":
                return f"-> {self.forward()}"
            case "hangup":
                return "-> hangup"
            case "ending":
                return f"-> {self.ending()}"
            case "redirect":
                return f"-> {self.redirect()}"
            case "bridge":
                return f"-> {self.bridge()}"
            case _:
                end = self.step_end(self.one("goto", "ending", "bridge", "hangup"))
                return "{ " + "; ".join([*self.actions(), *end]) + " }"

    def with_digits(self, called: bool) -> str:
        """A block that uses what was pressed."""
        lines = self.one(['say "You entered {digits}."'], ["set entry = digits"], ['set entry = "x{digits}{{}}"'], [])
        ends = ['redirect "https://crm.acme.example/voice?number={digits}"']
        ends += ['transfer "sip:{digits}@acme.example"'] if called else []
        end = self.one(None, None, *ends)
        if end is None or not self.led_on:
            lines = [*(lines or ['say "{digits}"']), f"goto {self.forward()}"]
        else:
            lines = [*lines, end]
        return "{ " + "; ".join(lines) + " }"

    def document(self) -> str:
        """The document of a node further down."""
        name = self.forward()
        return f"{name}.ask" if self.kinds[self.names.index(name)] == "use" else name

    def forward(self) -> str:
        """A node further down; the next one first, so that it is reached."""
        if self.slips(15):
            return self.one(*self.names)
        first = not self.led_on
        self.led_on = True
        if first or self.at + 2 >= len(self.names):
            return self.names[min(self.at + 1, len(self.names) - 1)]
        return self.names[self.number(self.at + 1, len(self.names) - 1)]

    # --- endings -----------------------------------------------------------------------------------------------

    def ending(self) -> str:
        match self.one("transfer", "transfer", "conference"):
            case "transfer":
                return f"transfer {self.party()}" + self.one("", " from +15551230001")
            case _:
                return 'conference "support-room"' + self.one(
                    "", " mute", " end_on_exit", " mute false end_on_exit true"
                )

    def bridge(self) -> str:
        timeout = self.one("", " timeout 20s")
        return f"bridge {self.party()}{timeout}{self.failing(required=True)}"

    def redirect(self) -> str:
        if self.sometimes(20):
            self.used.add("crm")
            return "redirect crm"
        return 'redirect "https://crm.acme.example/voice"' + self.one("", " method POST", " max_redirects 20")

    def failing(self, *, required: bool) -> str:
        needed = required and "failed" not in self.defaults
        if (self.led_on and not needed and not self.sometimes(30)) or self.slips(8):
            return ""
        if self.sometimes(30):
            return " on failed { " + "; ".join([f"say {self.text(_SENTENCES)}", f"goto {self.forward()}"]) + " }"
        return f" on failed -> {self.forward()}"

    def party(self) -> str:
        party = self.one("+15551230002", "front_desk", "web_desk", "sip:agents@acme.example", '"sips:a@acme.example"')
        if party in _CONSTANTS:
            self.used.add(party)
        return party

    def text(self, choices: Sequence[str]) -> str:
        text = self.one(*choices)
        for name in _CONSTANTS:
            if "{" + name + "}" in text.replace("{{", ""):
                self.used.add(name)
        if self.sometimes(4):
            return f'"""{text}\n        And so on."""'
        return f'"{text}"'


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"    {line}" if line else line for line in lines]
