"""``flowc init``: a flow to start from."""

from __future__ import annotations

import os

from flowc.commands.console import Console, UserError
from flowc.commands.options import Arguments, Command

__all__ = ["COMMAND", "FLOW", "NAME"]

NAME = "reception.mv"

FLOW = """\
// Who answers when somebody calls? Change the words and the numbers, then:
//
//     flowc check reception.mv    is anybody ever left in silence?
//     flowc build reception.mv    write the documents that answer the calls
const company = "Example Company"
const sales_desk = +15551230001
const front_desk = +15551230099

flow reception {
    title "Front desk"
    base_url "https://voice.example.com/ivr"  // where the documents will be published
    start welcome

    // What every menu does unless it says otherwise: ask three times, then a person takes over.
    defaults {
        timeout 5s
        attempts 3
        on noinput -> retry "Sorry, we did not hear anything."
        on nomatch -> retry "Sorry, that is not one of the options."
        on exhausted -> person
        on failed -> person
    }

    step welcome {
        say "Thank you for calling {company}."
        goto main
    }

    menu main {
        prompt "For sales, press 1. For opening hours, press 2. To speak to somebody, press 0."
        on 1 {
            say "Connecting you to sales."
            bridge sales_desk timeout 20s  // nobody there? then `on failed` in the defaults
        }
        on 2 -> hours
        on 0 -> person
    }

    step hours {
        say "We are open from nine to five, Monday to Friday."
        goto main
    }

    step person {
        say "One moment, somebody will be with you."
        transfer front_desk
    }

    test "silence reaches a person" {
        hear "Thank you for calling {company}"
        wait
        hear "did not hear anything"
        wait
        wait
        expect transfer front_desk
    }
}
"""


def run(arguments: Arguments, console: Console) -> int:
    directory = arguments.operands[0] if arguments.operands else "."
    path = os.path.join(directory, NAME) if directory != "." else NAME
    if os.path.lexists(directory) and not os.path.isdir(directory):
        raise UserError(f"{directory} is no directory", f"{NAME} is written into one: flowc init demo")
    try:
        os.makedirs(directory, exist_ok=True)
        with open(path, "x", encoding="utf-8", newline="\n") as stream:
            stream.write(FLOW)
    except FileExistsError:
        raise UserError(f"{path} is there already; nothing was written") from None
    except OSError as problem:
        from flowc.files import reason

        raise UserError(f"{path} cannot be written: {reason(problem)}") from None
    console.data(f"{path}\n")
    console.say(f"next: flowc check {path}")
    return 0


COMMAND = Command(
    "init",
    "Write a small flow to start from",
    run,
    operands="[DIR]",
    most=1,
    description=f"""\
Writes {NAME}, a small flow with a menu, a bridge and a test, into a directory, this one where none is
named. An existing file is left alone.""",
    examples=(("flowc init demo", f"writes demo/{NAME}"),),
)
