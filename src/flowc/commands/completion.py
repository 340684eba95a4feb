"""``flowc completion``: scripts that complete command lines, made from the tables of the commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flowc.cli import COMMANDS, command
from flowc.commands.console import Console, UserError
from flowc.commands.options import Arguments, Command, Option

__all__ = ["COMMAND", "SHELLS"]


def run(arguments: Arguments, console: Console) -> int:
    shell = arguments.operands[0]
    if shell not in SHELLS:
        raise UserError(f"there is no completion for `{shell}`", f"there is one for {', '.join(SHELLS)}")
    commands = [command(name) for name in COMMANDS]
    console.data(SHELLS[shell](commands))
    return 0


# --- bash ---------------------------------------------------------------------------------------------------


def _bash(commands: Iterable[Command]) -> str:
    cases = "\n".join(_bash_case(command) for command in commands)
    return f"""\
# bash completion for flowc; to use it: source <(flowc completion bash)
_flowc() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}}
    COMPREPLY=()
    if [[ $COMP_CWORD -eq 1 ]]; then
        COMPREPLY=($(compgen -W "{" ".join(COMMANDS)} help --help --version" -- "$current"))
        return
    fi
    local options="" words="" suffix="" values=""
    case ${{COMP_WORDS[1]}} in
{cases}
    esac
    case $values in
        "") ;;
        files) COMPREPLY=($(compgen -f -- "$current")); return ;;
        directories) COMPREPLY=($(compgen -d -- "$current")); return ;;
        *) COMPREPLY=($(compgen -W "$values" -- "$current")); return ;;
    esac
    if [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W "$options" -- "$current"))
    elif [[ -n $words ]]; then
        COMPREPLY=($(compgen -W "$words" -- "$current"))
    elif [[ -n $suffix ]]; then
        COMPREPLY=($(compgen -f -X "!*$suffix" -- "$current") $(compgen -d -- "$current"))
    fi
}}
complete -o filenames -F _flowc flowc
"""


def _bash_case(command: Command) -> str:
    lines = [f"        {command.name})"]
    lines.append(f'            options="{" ".join(_names(command))}"')
    if command.words is not None:
        lines.append(f'            words="{" ".join(command.words())}"')
    if command.suffix:
        lines.append(f'            suffix="{command.suffix}"')
    if command.operands == "[DIR]":
        lines.append('            [[ $current == -* ]] || values="directories"')
    with_values = [option for option in command.options if option.metavar]
    if with_values:
        lines.append("            case $previous in")
        lines += [f"                {_bash_names(option)}) values={_bash_values(option)} ;;" for option in with_values]
        lines.append("            esac")
    return "\n".join([*lines, "            ;;"])


def _bash_names(option: Option) -> str:
    return f"{option.short}|{option.name}" if option.short else option.name


def _bash_values(option: Option) -> str:
    if option.choices:
        return f'"{" ".join(option.choices)}"'
    return "directories" if option.path == "directory" else "files" if option.path else '"$current"'


def _names(command: Command) -> list[str]:
    return [*(name for option in command.options for name in (option.short, option.name) if name), "--help"]


# --- zsh ----------------------------------------------------------------------------------------------------


def _zsh(commands: Iterable[Command]) -> str:
    commands = list(commands)
    names = "\n".join(f"        {_zsh_quote(f'{one.name}:{one.summary}')}" for one in commands)
    cases = "\n".join(_zsh_case(command) for command in commands)
    return f"""\
#compdef flowc
# zsh completion for flowc; to use it: source <(flowc completion zsh)
_flowc() {{
    local -a commands
    commands=(
{names}
    )
    if (( CURRENT == 2 )); then
        _describe command commands
        return
    fi
    local name=$words[2]
    shift words
    (( CURRENT-- ))
    case $name in
{cases}
    esac
}}
compdef _flowc flowc
"""


def _zsh_case(command: Command) -> str:
    specs = [_zsh_option(option) for option in command.options]
    specs.append(_zsh_quote("(-h --help)--help[Show this]"))
    if command.words is not None:
        specs.append(_zsh_quote(f"*:word:({' '.join(command.words())})"))
    elif command.suffix:
        specs.append(_zsh_quote(f'*:file:_files -g "*{command.suffix}(-.)"'))
    elif command.operands:
        specs.append(_zsh_quote("*:directory:_files -/"))
    body = " \\\n                ".join(specs)
    return f"        {command.name})\n            _arguments {body}\n            ;;"


def _zsh_option(option: Option) -> str:
    text = option.help
    for sign in "\\[]:":
        text = text.replace(sign, f"\\{sign}")
    value = f":{option.metavar.lower().replace(':', '')}:{_zsh_values(option)}" if option.metavar else ""
    name = f"{option.name}=" if value else option.name
    many = "*" if option.many else ""
    return _zsh_quote(f"{many}{name}[{text}]{value}")


def _zsh_values(option: Option) -> str:
    if option.choices:
        return f"({' '.join(option.choices)})"
    return "_files -/" if option.path == "directory" else "_files" if option.path else ""


def _zsh_quote(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


# --- fish ---------------------------------------------------------------------------------------------------


def _fish(commands: Iterable[Command]) -> str:
    lines = ["# fish completion for flowc; to use it: flowc completion fish | source", "complete -c flowc -f"]
    for one in commands:
        lines.append(f"complete -c flowc -n __fish_use_subcommand -a {one.name} -d {_fish_quote(one.summary)}")
        here = f"-n '__fish_seen_subcommand_from {one.name}'"
        lines += [f"complete -c flowc {here} {_fish_option(option)}" for option in one.options]
        if one.words is not None:
            lines.append(f"complete -c flowc {here} -a {_fish_quote(' '.join(one.words()))}")
        elif one.suffix:
            lines.append(f"complete -c flowc {here} -k -a '(__fish_complete_suffix {one.suffix})'")
        elif one.operands:
            lines.append(f"complete -c flowc {here} -a '(__fish_complete_directories)'")
    return "\n".join(lines) + "\n"


def _fish_option(option: Option) -> str:
    parts = [f"-l {option.name.removeprefix('--')}"]
    if option.short:
        parts.append(f"-s {option.short.removeprefix('-')}")
    if option.choices:
        parts.append(f"-x -a {_fish_quote(' '.join(option.choices))}")
    elif option.path == "directory":
        parts.append("-x -a '(__fish_complete_directories)'")
    elif option.metavar:
        parts.append("-r -F" if option.path else "-x")
    parts.append(f"-d {_fish_quote(option.help)}")
    return " ".join(parts)


def _fish_quote(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


SHELLS: dict[str, Callable[[Iterable[Command]], str]] = {"bash": _bash, "zsh": _zsh, "fish": _fish}

COMMAND = Command(
    "completion",
    "Print the completion script of a shell",
    run,
    operands="bash|zsh|fish",
    least=1,
    most=1,
    words=lambda: tuple(SHELLS),
    description="""\
Prints a script that makes the shell complete commands, options, their values, and the files that a
command reads. It is to be read by the shell, best from its start-up file.""",
    examples=(
        ("source <(flowc completion bash)", "in ~/.bashrc"),
        ("source <(flowc completion zsh)", "in ~/.zshrc"),
        ("flowc completion fish | source", "in config.fish"),
    ),
)
