"""What a command takes, as a table: from it command lines are read, help is written, and completions are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from flowc.commands.console import Console, UserError
from flowc.diagnostics import did_you_mean
from flowc.records import NamedTuple

__all__ = ["Arguments", "Command", "Option", "help_text", "parse"]

_KINDS = {".mv": "flow", ".json": "document"}
"""What files are, by their ending."""
_WIDTH = 100
_COLUMN = 28


class Option(NamedTuple):
    """``--name``, its value where ``metavar`` names one, and what it does.

    ``choices`` are the only values that it takes. ``many`` where it may be given several times, ``optional`` where its
    value may be left out. ``path`` is ``file`` or ``directory`` where the value is one.
    """

    name: str
    help: str
    metavar: str = ""
    short: str = ""
    choices: tuple[str, ...] = ()
    many: bool = False
    path: str = ""

    @property
    def written(self) -> str:
        head = f"{self.short}, {self.name}" if self.short else f"    {self.name}"
        return f"{head} {self.metavar}" if self.metavar else head


class Command(NamedTuple):
    """A command and all that is told of it.

    ``operands`` is how its operands stand in the usage line (``FILE...``), empty where it has none; ``least`` and
    ``most`` how many there may be. ``suffix`` is the ending of the files that it reads, ``words`` the only operands
    that it takes. ``examples`` are command lines with what they do.
    """

    name: str
    summary: str
    run: Callable[[Arguments, Console], int]
    options: tuple[Option, ...] = ()
    operands: str = ""
    least: int = 0
    most: int | None = None
    suffix: str = ""
    words: Callable[[], Sequence[str]] | None = None
    description: str = ""
    examples: tuple[tuple[str, str], ...] = ()


class Arguments:
    """A command line that was read."""

    def __init__(self, operands: Sequence[str], values: Mapping[str, Sequence[str]]) -> None:
        self.operands = operands
        self._values = values

    def flag(self, name: str) -> bool:
        return name in self._values

    def value(self, name: str) -> str | None:
        """The last value that an option was given."""
        values = self._values.get(name)
        return values[-1] if values else None

    def values(self, name: str) -> Sequence[str]:
        return self._values.get(name, ())


def parse(command: Command, arguments: Sequence[str]) -> Arguments:
    """Read a command line; options may stand anywhere, and ``--`` ends them.

    Raises:
        UserError: it is none that the command takes.
    """
    by_name = {name: option for option in command.options for name in (option.name, option.short) if name}
    operands: list[str] = []
    values: dict[str, list[str]] = {}
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        if word == "--":
            operands += rest
            break
        if word == "-" or not word.startswith("-"):
            operands.append(word)
            continue
        option, given = _option(command, by_name, word)
        if not option.metavar and given is not None:
            raise UserError(f"{option.name} takes no value")
        if option.metavar and given is None:
            if not rest:
                raise UserError(f"{option.name} needs a value: {option.name} {option.metavar}")
            given = rest.pop(0)
        if given is not None and option.choices:
            _check_choice(option, given)
        values.setdefault(option.name, []).append(given or "")
    _check_operands(command, operands)
    return Arguments(operands, values)


def _option(command: Command, by_name: Mapping[str, Option], word: str) -> tuple[Option, str | None]:
    """The option of a word, and the value that stands in the same word."""
    if word.startswith("--"):
        name, equals, given = word.partition("=")
        value = given if equals else None
    else:
        name, value = word[:2], word[2:].removeprefix("=") if len(word) > 2 else None
    if name in by_name:
        return by_name[name], value
    close = did_you_mean(name, [option.name for option in command.options])
    hint = f"did you mean `{close}`?" if close else f"`flowc {command.name} --help` lists the options"
    raise UserError(f"`flowc {command.name}` has no option `{name}`", hint)


def _check_choice(option: Option, given: str) -> None:
    if given not in option.choices:
        close = did_you_mean(given, option.choices)
        hint = f"did you mean `{close}`?" if close else ""
        raise UserError(f"{option.name} takes {', '.join(option.choices)}, not `{given}`", hint)


def _check_operands(command: Command, operands: Sequence[str]) -> None:
    usage = f"usage: flowc {command.name} {command.operands}".rstrip()
    if len(operands) < command.least:
        raise UserError(f"`flowc {command.name}` needs {command.operands or 'more'}", usage)
    if command.most is not None and len(operands) > command.most:
        raise UserError(f"`{operands[command.most]}` is more than `flowc {command.name}` takes", usage)


def help_text(command: Command) -> str:
    """What ``flowc COMMAND --help`` shows."""
    usage = " ".join(part for part in ("flowc", command.name, "[OPTION...]", command.operands) if part)
    parts = [f"{command.summary}.", f"Usage: {usage}"]
    if command.operands == "FILE...":
        kind = _KINDS[command.suffix]
        parts.append(
            f"FILE is a {kind} ({command.suffix}), a directory (every {kind} beneath it), or - for standard input."
        )
    if command.description:
        parts += ("\n".join(_wrapped(part, _WIDTH)) for part in command.description.split("\n\n"))
    options = [*command.options, Option("--help", "Show this", short="-h")]
    parts.append("Options:\n" + "\n".join(line for option in options for line in _option_lines(option)))
    if command.examples:
        width = max(len(line) for line, _ in command.examples)
        lines = [f"  {line:<{width}}  {meaning}".rstrip() for line, meaning in command.examples]
        parts.append("Examples:\n" + "\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _option_lines(option: Option) -> list[str]:
    head = f"  {option.written}"
    text = option.help
    if option.choices:
        text += f": {', '.join(option.choices)}"
    lines = _wrapped(text, _WIDTH - _COLUMN)
    if len(head) > _COLUMN - 2:
        lines.insert(0, "")
    first = f"{head:<{_COLUMN}}{lines[0]}".rstrip()
    return [first, *(" " * _COLUMN + line for line in lines[1:])]


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".lstrip()
        if len(joined) > width:
            lines.append(word)
        else:
            lines[-1] = joined
    return lines
