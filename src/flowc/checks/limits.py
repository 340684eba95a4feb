"""The limits that rules compare against, each a setting with a default and the source of the default.

Few of these numbers are laws. What the platform documents is quoted as such; the rest is advice that vendors of
voice systems have published from their own practice, and a project that knows its callers better sets its own.

Sources, as they are named in ``ABOUT``:

* *the platform*: its public documentation, or the cautious reading of what that leaves open.
* *Avaya*: Interactive Response R2.0 documentation, the guidelines for menus (four or five choices).
* *Plum Voice*: "IVR Prompt Guidelines" (no more than five options, instructions under twenty seconds, a third prompt at
  the most) and its glossary (one second between digits by default).
* *Genesys Cloud*: Architect's Collect Input (five seconds without an entry, three between digits, by default).
* *Alpine*: "Common IVR Mistakes" (at most three tries for lengthy input, and the purpose before the key).
* *practice*: this project's own judgement; nobody is quoted for it.
"""

from __future__ import annotations

from flowc.records import NamedTuple

__all__ = ["ABOUT", "About", "Limits"]


class Limits(NamedTuple):
    """Everything about the checks that a project may set. Times are in seconds."""

    max_redirects: int = 20
    allow_regions: tuple[str, ...] = ()
    max_prompt_seconds: int = 15
    max_greeting_seconds: int = 8
    max_options: int = 5
    min_menu_timeout: int = 3
    min_collect_timeout: int = 2
    min_digit_timeout: int = 1
    max_attempts: int = 3
    sensitive_digits: int = 12


class About(NamedTuple):
    """What a limit means: the rules that read it, one line of meaning, and where the default comes from."""

    codes: tuple[str, ...]
    meaning: str
    source: str


ABOUT: dict[str, About] = {
    "max_redirects": About(
        ("MV313",),
        "redirects in one call",
        "the platform: 20 is the most that max_redirects takes, read as counting every redirect of a call",
    ),
    "allow_regions": About(
        ("MV603",),
        "regions (two letters, as in ISO 3166) that a call may be sent to; none: not checked",
        "the project's own; premium fraud lives on calls to regions that nobody meant to call",
    ),
    "max_prompt_seconds": About(
        ("MV503",),
        "seconds that the prompt of a menu or collect may take at 150 words a minute",
        "practice; Plum Voice advises twenty at the most, the platform advises short prompts",
    ),
    "max_greeting_seconds": About(
        ("MV503",),
        "seconds of speech before the first question of a call",
        "practice: some twenty words, a name and one notice; the platform advises to reach the destination quickly",
    ),
    "max_options": About(
        ("MV504",),
        "choices of one menu; repeat, back, help and operator are not counted",
        "Avaya: not more than four or five; Plum Voice: no more than five",
    ),
    "min_menu_timeout": About(
        ("MV505",),
        "seconds that a menu waits for its key",
        "practice: time to lower the telephone, find the key and press it; Genesys Cloud waits five by default",
    ),
    "min_collect_timeout": About(
        ("MV505",),
        "seconds that a collect waits before its first digit is expected",
        "practice; added to the time of the digits, for the platform's timeout is read as one for the whole entry",
    ),
    "min_digit_timeout": About(
        ("MV505",),
        "seconds that a collect grants each of its digits",
        "Plum Voice: one second between digits by default; Genesys Cloud grants three",
    ),
    "max_attempts": About(
        ("MV509",),
        "times that a menu or collect asks its question",
        "Plum Voice: a second and a third prompt, then an operator; Alpine: three tries for lengthy input",
    ),
    "sensitive_digits": About(
        ("MV605",),
        "digits from which on an input is taken for a card or account number",
        "ISO/IEC 7812: card numbers in use have twelve digits or more",
    ),
}
