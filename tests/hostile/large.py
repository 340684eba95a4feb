"""Texts that are made to cost more than they should, each of any size.

Each is aimed at one place where work could grow faster than the text: a search that starts again, a list that is
scanned for every one of its items, a value that doubles, a path for every caller. ``python -m tests.hostile.large``
gives every command a megabyte of each and prints what that costs; the test run does the same with small ones.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import count, product
from pathlib import Path

from tests.hostile.guard import LIMIT_BYTES, LIMIT_SECONDS, run

__all__ = ["TEXTS", "text"]

MEGABYTE = 1_000_000
HEAD = 'flow f {\n    base_url "https://voice.example/ivr"\n    start a\n'
DEFAULTS = """    defaults {
        on noinput -> retry "Sorry?"
        on nomatch -> retry "Pardon?"
        on incomplete -> retry "More."
        on exhausted -> z
        on failed -> z
    }
"""
LAST = '    step z { say "Goodbye."; transfer +15551230099 }\n'
TAIL = LAST + "}\n"

Part = Callable[[int], str]


def _repeat(piece: str, before: str = "", after: str = "") -> Callable[[int], str]:
    return lambda size: before + piece * ((size - len(before) - len(after)) // len(piece)) + after


def _numbered(part: Part, before: str = HEAD, after: str = TAIL) -> Callable[[int], str]:
    """Parts with numbers in them, as many as the size has room for."""

    def make(size: int) -> str:
        parts = []
        room = size - len(before) - len(after)
        for number in count():
            piece = part(number)
            room -= len(piece)
            if room < 0:
                break
            parts.append(piece)
        return before + "".join(parts) + after

    return make


def _menu(name: str, *lines: str) -> str:
    return f"menu {name} {{ {'; '.join(lines)} }}\n"


def _chain(number: int) -> str:
    return f'step n{number} {{ say "Hello."; goto n{number + 1} }}\n'


def _chained(size: int) -> str:
    """Every node leads to the next, the last one to the end."""
    made = _numbered(_chain, HEAD + "step a { goto n0 }\n")(size - 100)
    last = made.count("goto n") - 1
    return made.removesuffix(TAIL) + f"step n{last} {{ goto z }}\n" + TAIL


def _linked_menus(size: int, link: Callable[[int, int], list[str]], before: str = DEFAULTS) -> str:
    """Menus that lead to one another; ``link`` says by which keys, of number and count."""
    head = HEAD + before + "step a { goto n0 }\n"
    number = max(
        2, (size - len(head) - len(TAIL)) // (len(_menu("n12345", 'prompt "Press one."', *link(12345, 99999))) + 1)
    )
    menus = [_menu(f"n{i}", 'prompt "Press one."', *link(i, number)) for i in range(number)]
    return head + "".join(menus) + TAIL


def _ladder(i: int, n: int) -> list[str]:
    return [f"on 1 -> n{i + 1}" if i + 1 < n else "on 1 -> z", f"on 9 -> n{max(0, i - 1)}"]


def _back_to_the_first(i: int, n: int) -> list[str]:
    return [f"on 1 -> n{i + 1}" if i + 1 < n else "on 1 -> z", "on 0 -> n0", "on 2 -> z"]


def _expander(i: int, n: int) -> list[str]:
    return [f"on {key} -> n{(i * 7 + key * 31 + 1) % n}" for key in range(10)]


def _ring(i: int, n: int) -> list[str]:
    return [f"on 1 -> n{(i + 1) % n}", f"on noinput -> n{(i + 1) % n}"]


def _state(i: int, n: int) -> list[str]:
    following = f"n{i + 1}" if i + 1 < n else "z"
    return [
        f'on 1 {{ start_stream "wss://s.example/{i}"; goto {following} }}',
        f'on 2 {{ set v{i} = "x"; goto {following} }}',
        f"on 3 {{ start_recording; goto {following} }}",
    ]


def _words(number: int) -> str:
    return f'"Words {number}."'


def _patterns(size: int) -> str:
    collects = []
    patterns = ["".join(keys) for keys in product("XZN12", repeat=4)][:255]
    one = f'{{ prompt "Your number?"; digits 4; {"; ".join(f"on {p} -> z" for p in patterns)}; on digits -> z }}\n'
    while sum(map(len, collects)) + len(one) < size - 500 or not collects:
        collects.append(f"collect c{len(collects)} {one}")
    return HEAD + DEFAULTS + "step a { goto c0 }\n" + "".join(collects) + TAIL


def _doubling(size: int) -> str:
    lines = ['const d0 = "ha"\n']
    while sum(map(len, lines)) < min(size, 20_000):
        lines.append(f'const d{len(lines)} = "{{d{len(lines) - 1}}}{{d{len(lines) - 1}}}"\n')
    return "".join(lines) + f'flow f {{ start a; step a {{ say "{{d{len(lines) - 1}}}"; hangup }} }}\n'


def _fanned_out(size: int) -> str:
    """A long constant that is inserted everywhere: small text, large documents."""
    return _numbered(
        lambda i: f'step s{i} {{ say "{{c}}"; hangup }}\n',
        f'const c = "{"word " * 800}"\n' + HEAD + "step a { goto z }\n",
    )(size)


def _nested_failures(size: int) -> str:
    deep = "bridge +15551230001 on failed { " * (size // 34) + "hangup" + " }" * (size // 34)
    return f"flow f {{ start a; step a {{ {deep} }} }}\n"


def _retries(size: int) -> str:
    words = ", ".join(_words(i) for i in range(max(2, size // 60)))
    keys = "; ".join(f"on {key} -> retry {words}" for key in "123")
    return (
        HEAD
        + f'menu a {{ prompt "Press."; attempts 10; {keys}; on nomatch, noinput -> retry {words}; on exhausted -> z }}\n'  # noqa: E501
        + TAIL
    )


def _all_retry(size: int) -> str:
    """Ten attempts of menus with a handler and words of its own for every key: what is unrolled is thirty times the text."""  # noqa: E501

    def one(i: int) -> str:
        keys = "; ".join(f'on {key} -> retry "No {key}."' for key in "1234567890*#")
        return _menu(f"m{i}", 'prompt "Press."', "attempts 10", "finish_on none", keys, f"on exhausted -> m{i + 1}")

    made = _numbered(one, HEAD + DEFAULTS + "step a { goto m0 }\n")(size - 200)
    last = made.count("menu m")
    return made.removesuffix(TAIL) + f"step m{last} {{ goto z }}\n" + TAIL


def _entries(size: int) -> str:
    return _numbered(lambda i: f"entry step e{i} {{ start_recording; goto z }}\n", HEAD + "step a { goto z }\n")(size)


def _flows(size: int) -> str:
    return _numbered(
        lambda i: (
            f'flow f{i} {{ base_url "https://voice.example/ivr"; start a; step a {{ say "Hi."; redirect "https://voice.example/ivr/f{i + 1}/answer.json" on failed -> b }}; step b {{ hangup }} }}\n'  # noqa: E501
        ),
        "",
        "",
    )(size)


def _noisy_flows(size: int) -> str:
    return _numbered(
        lambda i: f'flow f{i} {{ start a; menu a {{ prompt "Press 4."; on 1 -> b }}; step b {{ hangup }} }}\n', "", ""
    )(size)


def _long_names(size: int) -> str:
    stem = "n" * 58
    return _numbered(lambda i: f"step {stem}{i} {{ goto {stem}x{i} }}\n", HEAD + "step a { goto z }\n")(size)


def _prompt(size: int) -> str:
    return (
        HEAD
        + DEFAULTS
        + f'menu a {{ prompt "{"Press 1 for x. For y, press 2 then 3 or 4. " * (size // 42)}"; on 1 -> z }}\n'
        + TAIL
    )


def _prompts(piece: str, length: int) -> Callable[[int], str]:
    """Many menus with prompts as long as they may be, made of one piece."""
    prompt = (piece * (length // len(piece) + 1))[:length].rstrip()
    return _numbered(
        lambda i: _menu(f"m{i}", f'prompt "{prompt}"', f"on 1 -> m{i + 1}", "on 2 -> z"),
        HEAD + DEFAULTS + "step a { goto m0 }\n",
    )


def _spoken_chains(size: int) -> str:
    """Words that many ways gather before one menu."""
    layers = max(2, size // 160)
    steps = []
    for i in range(layers):
        nxt = f"l{i + 1}" if i + 1 < layers else "z"
        steps.append(_menu(f"l{i}", 'prompt "Press 1, or press 2."', f"on 1 -> s{i}", f"on 2 -> t{i}"))
        steps.append(f'step s{i} {{ say "Left {i}, press {i % 9}."; goto {nxt} }}\n')
        steps.append(f'step t{i} {{ say "Right {i}."; goto {nxt} }}\n')
    return HEAD + DEFAULTS + "step a { goto l0 }\n" + "".join(steps) + TAIL


def _suppressions(size: int) -> str:
    return _numbered(
        lambda i: f'// flowc: ignore[MV307, MV508] -- "because {i}\nstep s{i} {{ hangup }}\n',
        HEAD + "step a { goto z }\n",
    )(size)


def _shared_defaults(size: int) -> str:
    def menus(i: int) -> str:
        return _menu(f"m{i}", 'prompt "Press 1."', f"on 1 -> m{i + 1}")

    block = 'on noinput { say "Quiet."; goto z }\non nomatch { say "Wrong."; goto z }\n'
    return _numbered(menus, HEAD + f"defaults {{ {block} on failed -> z }}\nstep a {{ goto m0 }}\n")(size)


def _tests(size: int) -> str:
    return _numbered(lambda i: f'test "t{i}" {{ hear "Goodbye"; expect transfer }}\n', HEAD + "step a { goto z }\n")(
        size
    )


def _json(opening: str, closing: str = "") -> Callable[[int], str]:
    return lambda size: (
        opening * (size // (len(opening) + len(closing))) + closing * (size // (len(opening) + len(closing)))
    )


PART = """part p(next) {
    menu a {
        prompt "Press 1."
        on 1 -> next
        on noinput, nomatch -> retry
        on exhausted -> next
    }
}
"""


def _large_part(size: int) -> str:
    """Half of it a part, half of it uses."""
    steps = "".join(f'step s{number} {{ say "Word."; goto s{number + 1} }}\n' for number in range(size // 80))
    part = f"part p(next) {{\n{steps}step s{size // 80} {{ goto next }}\n}}\n"
    uses = "".join(f"use p as u{number}(z)\n" for number in range(size // 40))
    return part + HEAD + uses + "step a { goto u0 }\n" + TAIL


def _sharing(*counts: str) -> Callable[[int], str]:
    """Menus of ten attempts, each with the next of these counts, so that each is laid down for whatever is left."""

    def one(i: int) -> str:
        count = counts[i % len(counts)]
        return _menu(f"n{i}", 'prompt "Press one."', f"attempts 10 shared {count}", f"on 1 -> n{i + 1}")

    def make(size: int) -> str:
        made = _numbered(one, HEAD + DEFAULTS + "step a { goto n0 }\n")(size - 100)
        last = made.count("menu n")
        return made.removesuffix(TAIL) + f"step n{last} {{ goto z }}\n" + TAIL

    return make


def _collects(*lines: str, before: str = HEAD + DEFAULTS) -> Callable[[int], str]:
    """Collects with as many patterns as there may be; ``lines`` are what else stands in each of them."""
    patterns = ["".join(keys) for keys in product("234567", repeat=4)][:250]

    def make(size: int) -> str:
        return _numbered(
            lambda i: (
                f'entry collect c{i} {{ prompt "Your number?"; digits 4; {"; ".join(lines)}; '
                f"on {', '.join(patterns)} -> z; on digits -> z }}\n"
            ),
            before + "step a { goto z }\n",
        )(size)

    return make


def _hours(size: int) -> str:
    """As many dates as there are, and decisions by them."""
    days = product(range(2027, 2100), range(1, 13), range(1, 29))
    dates = []
    for year, month, day in days:
        dates.append(f"{year}-{month:02}-{day:02} 08:00-12:30, 13:30-17:30\n")
        if len(dates) * len(dates[0]) > size // 2:
            break
    head = f'hours shop "Europe/Dublin" {{\nmon-fri 08:00-18:00\n{"".join(dates)}}}\n' + HEAD
    decide = "decide d{0} {{ by hours shop; on open -> d{1}; on closed -> z }}\n"
    made = _numbered(lambda i: decide.format(i, i + 1), head + "step a { goto d0 }\n")(size - 100)
    return made.removesuffix(TAIL) + f"step d{made.count('decide d')} {{ goto z }}\n" + TAIL


def _decisions(size: int) -> str:
    """Decisions with as many branches as there may be, each of its own."""
    numbers = ", ".join(f'"plan {number}"' for number in range(250))
    one = f"by variable plan; on {numbers} -> z; on unset, other"
    made = _numbered(lambda i: f"decide d{i} {{ {one} -> d{i + 1} }}\n", HEAD + "step a { goto d0 }\n")(size - 100)
    return made.removesuffix(TAIL) + f"step d{made.count('decide d')} {{ goto z }}\n" + TAIL


def _callers(size: int) -> str:
    """Decisions by numbers that nearly hold one another."""
    numbers = ", ".join(f"+3538{number:03}{'X' * (number % 7)}{'1' * (7 - number % 7)}" for number in range(250))
    return _numbered(
        lambda i: f"decide d{i} {{ by caller; on {numbers} -> z; on withheld, other -> z }}\n",
        HEAD + "step a { goto d0 }\n",
    )(size)


TEXTS: dict[str, Callable[[int], str]] = {
    # reading
    "one line of words": _repeat("word "),
    "one name": _repeat("n"),
    "one number": _repeat("7"),
    "one run of keys": _repeat("12#*"),
    "one telephone number": lambda size: "const x = +" + "1" * size,
    "one open string": lambda size: 'const x = "' + "a" * size,
    "one open long string": lambda size: 'const x = """' + "a\n" * (size // 2),
    "one closed string": lambda size: 'const x = "' + "a" * size + '"\n',
    "escaped quotes": _repeat('\\"""', '// flowc\nconst x = """'),
    "quotes": _repeat('"'),
    "quotes and line ends": _repeat('"\n'),
    "odd quotes": _repeat('"""a"b'),
    "backslashes in a string": _repeat("\\", 'const x = "'),
    "escapes": _repeat("\\u{41}", 'const x = "', '"\n'),
    "open escapes": _repeat("\\u{", 'const x = "', '"\n'),
    "open braces": _repeat("{"),
    "closing braces": _repeat("}"),
    "open braces in lines": _repeat("{\n"),
    "open flows": _repeat("flow f {\n"),
    "open flows and steps": _repeat("flow f { step s {\n"),
    "open handlers": _repeat("on 1 {\n", HEAD + "menu a {\n"),
    "parentheses": _repeat("(("),
    "semicolons": _repeat(";"),
    "line ends": _repeat("\r\n"),
    "carriage returns": _repeat("\r"),
    "slashes": _repeat("/"),
    "comments": _repeat("//\n"),
    "comments in a flow": _repeat("// word\n", HEAD, TAIL),
    "comments behind statements": _repeat('say "x" // word\n', HEAD + "step a {\n", "}\n" + TAIL),
    "stars and dots": _repeat("1..*.."),
    "arrows": _repeat("-> "),
    "words that nearly are": _repeat("Flow F => 'x', "),
    "nul": _repeat("const x = 1\n" * 1000 + "\0"),
    "controls": _repeat("\x1b[31m"),
    "right to left": _repeat("\u202e"),
    "surrogates": _repeat("\udc80"),
    "astral": _repeat("\U0001f4de"),
    "combining": _repeat("a\u0301\u0302"),
    "inserts": _repeat("{x}", 'const x = "a"\nconst y = "', '"\n'),
    "open inserts": _repeat("{", 'const y = "', '"\n'),
    "nested inserts": lambda size: 'const y = "' + "{" * (size // 2) + "}" * (size // 2) + '"\n',
    "unknown inserts": _repeat("{no}", 'const x = "a"\nconst y = "', '"\n'),
    "nested failures": _nested_failures,
    "JSON arrays": _json("[", "]"),
    "JSON objects": _json('{"a":', "}"),
    # names
    "flows": _flows,
    "flows with findings": _noisy_flows,
    "flows of one name": _repeat("flow f { start a; step a { hangup } }\n"),
    "nodes of one name": _repeat("step s { hangup }\n", HEAD, TAIL),
    "constants": _numbered(lambda i: f'const c{i} = "x"\n', "", HEAD + "step a { hangup }\n}\n"),
    "constants of one name": _repeat('const c = "x"\n'),
    "constants that double": _doubling,
    "one constant everywhere": _fanned_out,
    "uses of a part": _numbered(lambda i: f"use p as u{i}(z)\n", PART + HEAD, "step a { goto u0 }\n" + TAIL),
    "uses with findings": _numbered(lambda i: f"use p as u{i}(no, {i})\n", PART + HEAD, TAIL),
    "parts": _numbered(lambda i: f"part p{i}(next) {{ step a {{ goto next }} }}\n", "", HEAD + TAIL),
    "parts that double": _numbered(
        lambda i: f"part p{i}(next) {{ use p{i + 1} as one(two); use p{i + 1} as two(next) }}\n",
        "",
        HEAD + "use p0 as a(z)\n" + TAIL,
    ),
    "parts in parts": _numbered(
        lambda i: f"part p{i}(next) {{ use p{i + 1} as one(next) }}\n", "", HEAD + "use p0 as a(z)\n" + TAIL
    ),
    "parts in a circle": lambda size: _numbered(
        lambda i: f"part p{i}(next) {{ use p{(i * 7 + 1) % (size // 60 + 1)} as one(next) }}\n", "", HEAD + TAIL
    )(size),
    "a large part used often": _large_part,
    "imports": _numbered(lambda i: f'import "{i}.mv"\n', "", HEAD + TAIL),
    "defaults of one name": _repeat("defaults house { attempts 2 }\n", "", HEAD + "defaults house\n" + TAIL),
    "settings given twice": _repeat('title "x"\n', HEAD, TAIL),
    "handlers given twice": _repeat("on 1 -> z\n", HEAD + "menu a {\n", "}\n" + TAIL),
    "handlers of defaults given twice": _repeat("on noinput -> z\n", HEAD + "defaults {\n", "}\n" + TAIL),
    "unknown targets": _numbered(lambda i: f"step s{i} {{ goto t{i} }}\n"),
    "unknown targets with long names": _long_names,
    "unknown constants": _numbered(lambda i: f'const c{i} = "{{d{i}}}"\n', "", HEAD + "step a { hangup }\n}\n"),
    "unknown constants in actions": _numbered(
        lambda i: f"const c{i} = 1\nflow f{i} {{ start a; step a {{ say d{i} }} }}\n", "", ""
    ),
    "unknown actions": _numbered(lambda i: f"act{i} x\n", HEAD + "step a {\n", "}\n" + TAIL),
    "unknown fields": _numbered(lambda i: f'say "x" field{i} 1\n', HEAD + "step a {\n", "}\n" + TAIL),
    "fields of one action": _numbered(lambda i: f" field{i} 1", HEAD + 'step a { say "x" ', "}\n" + TAIL),
    "events of one handler": _repeat("1, ", HEAD + "menu a { on ", "2 -> z }\n" + TAIL),
    "bad numbers": _numbered(lambda i: f'transfer "+1{i}"\n', HEAD + "step a {\n", "}\n" + TAIL),
    # the graph
    "steps one behind the other": _chained,
    "steps that nothing leads to": _numbered(lambda i: f"step s{i} {{ hangup }}\n"),
    "actions of one step": _repeat('say "Hello."\n', HEAD + "step a {\n", "hangup\n}\n" + TAIL),
    "a ladder of menus": lambda size: _linked_menus(size, _ladder),
    "menus back to the first": lambda size: _linked_menus(size, _back_to_the_first),
    "every menu to ten others": lambda size: _linked_menus(size, _expander),
    "a ring that nobody leaves": lambda size: _linked_menus(
        size, _ring, "defaults { on nomatch -> retry; on exhausted -> n0 }\n"
    ),
    "state that differs on every path": lambda size: _linked_menus(size, _state),
    "words of retries": _retries,
    "retries of every key": _all_retry,
    "patterns": _patterns,
    "entries": _entries,
    "inline defaults": _shared_defaults,
    "one long prompt": _prompt,
    "prompts of numbers": _prompts("press 1 press 2 ", 1500),
    "prompts of digits": _prompts("1 2 3 4 5 ", 1500),
    "prompts of words": _prompts("please press or enter dial ", 1500),
    "prompts of spaces": _prompts("a   ", 1500),
    "ways of words": _spoken_chains,
    "suppressions": _suppressions,
    "tests": _tests,
    # counts, decisions, digits
    "a shared count": _sharing("tries"),
    "shared counts": _sharing("tries", "others", "more", "most"),
    "a count for every menu": _sharing(*(f"count{number}" for number in range(1000))),
    "attempts of patterns": _collects("attempts 10"),
    "confirmations": _collects("attempts 10", 'confirm "You entered {digits}. Press 1 or 2."'),
    "digits of menus": _numbered(
        lambda i: f'entry menu m{i} {{ prompt "Press."; on X, *, # {{ say "You pressed {{digits}}."; goto z }} }}\n',
        HEAD + DEFAULTS + "step a { goto z }\n",
    ),
    "digits of collects": _numbered(
        lambda i: (
            f'entry collect m{i} {{ prompt "Enter."; digits 4; on 1XXX, 2XXX {{ say "{"{digits} " * 20}"; goto z }}; '
            f'on digits {{ set code = "{{digits}}"; goto z }} }}\n'
        ),
        HEAD + DEFAULTS + "step a { goto z }\n",
    ),
    "hours": _hours,
    "decisions of texts": _decisions,
    "decisions of numbers": _callers,
    "systems that are asked": _numbered(
        lambda i: (
            f'decide d{i} {{ ask "https://crm.example/{i}" timeout 2s; on "a" -> d{i + 1}; on other, failed -> z }}\n'
        ),
        HEAD + "step a { goto d0 }\n",
    ),
    "asking that adds up": _numbered(
        lambda i: (
            f'decide d{i} {{ ask "https://crm.example/" timeout {1 + i % 37}ms; on other -> d{i + 1}; '
            f"on failed -> d{i + 2} }}\n"
        ),
        HEAD + "step a { goto d0 }\n",
    ),
    "voicemails": _numbered(
        lambda i: f"entry voicemail v{i} {{ max 5m; on done -> z }}\n", HEAD + DEFAULTS + "step a { goto z }\n"
    ),
}


def text(name: str, size: int = MEGABYTE) -> str:
    return TEXTS[name](size)


COMMANDS = {
    "check": ["check", "{file}"],
    "build": ["build", "{file}", "-o", "{folder}/out"],
    "fmt": ["fmt", "--diff", "{file}"],
    "ir": ["ir", "{file}"],
    "test": ["test", "{file}"],
}


def _rows(names: list[str], commands: list[str], size: int) -> Iterator[tuple[str, str, object]]:
    for name in names:
        content = text(name, size)
        for command in commands:
            with tempfile.TemporaryDirectory() as folder:
                file = Path(folder) / "hostile.mv"
                file.write_text(content, "utf-8", "surrogateescape", "")
                arguments = [word.format(file=file, folder=folder) for word in COMMANDS[command]]
                yield name, command, run(arguments)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.large", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="which texts; all where none is named")
    parser.add_argument(
        "--command", action="append", choices=COMMANDS, help="which commands; check where none is named"
    )
    parser.add_argument("--size", type=int, default=MEGABYTE, help="characters of each text")
    parser.add_argument("--all", action="store_true", help="print also what is within the limits")
    arguments = parser.parse_args()
    past = seen = 0
    print("| text | command | status | seconds | MB | |")
    print("|---|---|---:|---:|---:|---|")
    for name, command, outcome in _rows(arguments.names or list(TEXTS), arguments.command or ["check"], arguments.size):
        seen += 1
        past += bool(outcome.complaint)
        if outcome.complaint or arguments.all:
            print(
                f"| {name} | {command} | {outcome.status} | {outcome.seconds:.2f} | {outcome.bytes // 1_000_000} | "
                f"{outcome.complaint} |",
                flush=True,
            )
    print(f"\n{past} of {seen} past {LIMIT_SECONDS} s or {LIMIT_BYTES // 2**20} MiB")
    return int(past > 0)


if __name__ == "__main__":
    sys.exit(main())
