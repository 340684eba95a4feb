"""Completion scripts do in a real shell what they promise."""

from __future__ import annotations

import subprocess

import pytest

from flowc.cli import COMMANDS, command
from tests.programs import program


def completed(script: str, words: list[str], folder) -> set[str]:
    """What bash offers for the last of the words."""
    line = " ".join(words)
    code = (
        f"{script}\nCOMP_WORDS=({' '.join(repr(word) for word in words)}); COMP_CWORD={len(words) - 1}; "
        f"COMP_LINE={line!r}; COMP_POINT={len(line)}; _flowc; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    )
    done = subprocess.run([program("bash"), "-c", code], capture_output=True, text=True, check=True, cwd=folder)
    assert done.stderr == ""
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["flowc", "ch"], {"check"}),
        (["flowc", "check", "--sel"], {"--select"}),
        (["flowc", "check", "--format", "s"], {"sarif"}),
        (["flowc", "check", "s"], {"sound.mv", "sub"}),
        (["flowc", "build", "-o", "s"], {"sub"}),
        (["flowc", "explain", "silent-l"], {"silent-loop"}),
        (["flowc", "completion", ""], {"bash", "zsh", "fish"}),
        (["flowc", "init", "s"], {"sub"}),
    ],
)
def test_bash_completes_commands_options_values_and_files(flowc, folder, words, offered):
    (folder / "sub").mkdir()
    (folder / "sentence.txt").write_text("no flow")
    assert completed(flowc("completion", "bash").out, words, folder) == offered


def test_bash_offers_every_command_and_every_option_of_it(flowc, folder):
    script = flowc("completion", "bash").out
    assert set(COMMANDS) <= completed(script, ["flowc", ""], folder)
    for name in COMMANDS:
        options = {option.name for option in command(name).options}
        assert options <= completed(script, ["flowc", name, "-"], folder)


@pytest.mark.parametrize(("shell", "check"), [("bash", "-n"), ("zsh", "-n"), ("fish", "--no-execute")])
def test_the_script_is_one_that_the_shell_can_read(flowc, folder, shell, check):
    (folder / "script").write_text(flowc("completion", shell).out)
    subprocess.run([program(shell), check, "script"], check=True)


def test_fish_completes_commands_options_and_values(flowc, folder):
    (folder / "script").write_text(flowc("completion", "fish").out)

    def offered(line: str) -> set[str]:
        code = f"source script; complete -C {line!r}"
        done = subprocess.run([program("fish"), "-c", code], capture_output=True, text=True, check=True, cwd=folder)
        return {entry.split("\t")[0] for entry in done.stdout.splitlines()}

    assert offered("flowc ch") == {"check"}
    assert "--select" in offered("flowc check --sel")
    assert offered("flowc check --format s") == {"sarif"}
    assert "sound.mv" in offered("flowc check so")


def test_zsh_completes_commands_options_and_values(flowc, folder):
    (folder / "script").write_text(flowc("completion", "zsh").out)
    (folder / "drive").write_text(ZSH_DRIVER)

    def offers(line: str, completed: str) -> bool:
        """Whether zsh, with the line typed in and the tab key pressed, soon shows it completed."""
        done = subprocess.run(
            [program("zsh"), "-f", "drive", line, completed], capture_output=True, check=False, timeout=100, cwd=folder
        )
        return done.returncode == 0

    assert offers("flowc che", "check")
    assert offers("flowc check --format sa", "sarif")
    assert offers("flowc check so", "sound.mv")
    assert not offers("flowc chx", "check")


ZSH_DRIVER = r"""
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z "autoload -U compinit && compinit -u -D; source ./script; PS1='READY> '"
zpty -r -m z line '*READY> *'
zpty -w -n z "$1"$'\t'
seen=""
for turn in {1..200}; do
    while zpty -r -t z line; do seen+=$line; done
    [[ $seen == *$2* ]] && exit 0
    [[ $seen == *$'\a'* ]] && exit 1
    sleep 0.1
done
exit 1
"""
