"""Which keys a text tells the caller to press.

Prompts of call flows use few forms, and those are read here; nothing is guessed from the rest:

=====================  =====================================================================================
instruction            a verb and keys: "press 1", "dial star", "press the hash key", "enter 1 or 2", "press 1, 2 or 3",
                       "choose a number from one to five"
continued              keys without a verb once there was one: "press 1 for sales, 2 for support", "for support, 2"
list                   two or more of "1 for sales, 2 for support" with no verb at all
closing                "followed by the pound key", "then hash"
=====================  =====================================================================================

``announced`` returns these. ``mentioned`` is wider: every key that the text names in any way ("support is 2", "on a
scale from 1 to 5", "any key"). A rule that says "you announce a key that does nothing" relies on the former, one that
says "you never speak of this key" on the latter, so that both err towards silence.

A number is no key where something is counted (``4 digits``, ``one of``), where it is written into something else
(``$5``, ``9:30``, ``24/7``), where it is as long as a telephone number, or behind "hang up and dial". Vocabulary: a
*key run* is one key or several to be pressed one after another (``*9``). The reader walks the tokens of the text
once, and a phrase looks a bounded way around itself, so the time is linear. The words are English, with the Spanish
and French digits that bilingual greetings announce.
"""

from __future__ import annotations

import re
from functools import lru_cache

from flowc.checks.analyses.key_words import (
    BEHIND_CHOICE,
    CHOOSE,
    CLAUSE_ENDS,
    CLOSERS,
    COUNTED,
    DIGIT_WORDS,
    FILLERS,
    FOREIGN_WORDS,
    KEY_WORDS,
    NEGATIONS,
    NOUNS,
    PRESS,
    PURPOSE,
    RANGES,
    SENTENCE_ENDS,
    SERVICE_NUMBERS,
    SUFFIXES,
    VERBS,
)
from flowc.records import NamedTuple

__all__ = ["ALL_KEYS", "Announcement", "announced", "mentioned"]

ALL_KEYS = frozenset("0123456789*#")


class Announcement(NamedTuple):
    """One instruction: ``keys`` to press (a run), in ``text[start:end]``.

    ``purpose`` is what the text says the key is for, empty where it does not say; ``key_first`` where a key is named
    before what it is for ("press 1 for …", not "press 1 if …"). ``closing`` for the key that ends an entry ("followed
    by hash").
    """

    keys: str
    start: int
    end: int
    purpose: str
    key_first: bool
    closing: bool = False


class _Token(NamedTuple):
    word: str
    start: int
    end: int
    key: str | None
    glued: bool
    """Something that is neither white space nor closing punctuation stands right behind or before it."""


_TOKENS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[0-9*#]+|[^\s\"'“”‘’]")  # noqa: RUF001


_LONGEST_RUN = 4
_LOOK = 24
"""How far a phrase looks around itself, in tokens: longer than any that is spoken, and a bound on the work."""


_BEGINNINGS = VERBS | NOUNS | CLOSERS | {"then", "using", "the", "number"}
"""Words, besides keys themselves, that a phrase may begin with."""
_ONE_KEY = re.compile(
    rf"(?<![0-9])[0-9](?![0-9])|[*#]|\b(?:{'|'.join((*KEY_WORDS, *FOREIGN_WORDS))}|number sign|any)\b"
)
_RUN = re.compile(rf"\b(?:{'|'.join(VERBS)})\b[^.!?]{{0,40}}[0-9]")
"""What every text has that names a key, or says to press several; most texts are done with at that."""


class _Reading(NamedTuple):
    announced: tuple[Announcement, ...]
    mentioned: frozenset[str]


def announced(text: str) -> tuple[Announcement, ...]:
    """The keys that ``text`` tells the caller to press, in the order in which they are named."""
    return _read(text).announced


def mentioned(text: str) -> frozenset[str]:
    """Every key run that ``text`` names in some way; all keys where it speaks of "any key"."""
    return _read(text).mentioned


@lru_cache(maxsize=4096)
def _read(text: str) -> _Reading:
    lowered = text.lower()
    if _ONE_KEY.search(lowered) is None and _RUN.search(lowered) is None:
        return _Reading((), frozenset())
    reader = _Reader(text)
    instructions = reader.read()
    runs = reader.mentions().union(instruction.keys for instruction in instructions)
    return _Reading(tuple(instructions), frozenset(runs))


class _Found(NamedTuple):
    runs: tuple[str, ...]
    next: int


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.hangs_up = any(token.word == "hang" for token in self.tokens)
        self.beginnings = [
            at for at, token in enumerate(self.tokens) if token.key is not None or token.word in _BEGINNINGS
        ]

    def word(self, at: int) -> str:
        """The word at a position; empty in front of the text and behind it."""
        return self.tokens[at].word if 0 <= at < len(self.tokens) else ""

    def words(self, at: int, count: int) -> set[str]:
        return {token.word for token in self.tokens[at : at + count]}

    # --- phrases -------------------------------------------------------------------------------------------

    def read(self) -> list[Announcement]:
        """Every phrase in turn. Keys without any verb count where a verb comes later, or where they are a list."""
        found: list[Announcement] = []
        instructed = False
        begin = at = 0
        for start in self.beginnings:
            if start < at:
                continue
            at = start
            instruction = self.instruction_at(at)
            closing = None if instruction else self.closing_at(at)
            phrase = instruction or closing or self.continued_at(at, instructed)
            if phrase is None:
                continue
            instructed = instructed or instruction is not None
            begin, announcements = self.announce(phrase, begin, at, closing is not None)
            found += announcements
            at = phrase.next
        bare = [announcement for announcement in found if not announcement.closing]
        return found if instructed or len(bare) > 1 else [one for one in found if one.closing]

    def mentions(self) -> set[str]:
        """The keys that the text names outside of instructions, and in them."""
        runs: set[str] = set()
        for at, token in enumerate(self.tokens):
            if token.word == "any" and self.words(at + 1, 3) & {"key", "keys", "digit", "button", "number"}:
                return set(ALL_KEYS)
            if token.word in FOREIGN_WORDS:
                runs.add(FOREIGN_WORDS[token.word])
            if token.key is None and token.word != "number":
                continue
            found = self.range_at(at) or self.scale_at(at) or self.key_at(at)
            if found is not None and (token.word not in DIGIT_WORDS or self.stands_alone(at, found.next)):
                runs.update(found.runs)
        return runs

    def announce(self, phrase: _Found, begin: int, at: int, closing: bool) -> tuple[int, list[Announcement]]:
        """The announcements of a phrase at ``at``, and the token behind all that belongs to them.

        What they are for may stand between ``begin`` and the phrase, or else behind it.
        """
        start = self.tokens[at].start
        end = self.tokens[phrase.next - 1].end
        purpose = self.purpose_before(begin, at)
        behind = phrase.next if purpose or closing else self.purpose_end(phrase.next)
        key_first = behind > phrase.next and self.word(phrase.next) in ("for", "to")
        if behind > phrase.next:
            purpose = self.text[self.tokens[phrase.next].start : self.tokens[behind - 1].end]
        return behind, [Announcement(run, start, end, purpose, key_first, closing) for run in phrase.runs]

    def instruction_at(self, at: int) -> _Found | None:
        """A verb, or "option" and "keys", with the keys behind it."""
        word = self.word(at)
        if word not in VERBS and word not in NOUNS:
            return None
        if word in VERBS and (self.negated(at) or self.hanging_up(at)):
            return None
        start = self.skip_fillers(at + 1) if word in VERBS else at + 1
        found = self.keys_at(start)
        if found is None or any(_is_no_key_run(run) for run in found.runs):
            return None
        behind = self.word(found.next)
        doubtful = word in CHOOSE or self.word(start) in DIGIT_WORDS
        if doubtful and behind and behind not in BEHIND_CHOICE and behind not in CLAUSE_ENDS:
            return None
        if word in NOUNS and behind not in PURPOSE and not (word == "keys" and len(found.runs) > 1):
            return None
        return found

    def continued_at(self, at: int, verb: bool) -> _Found | None:
        """Keys at the beginning of a clause, with what they are for behind them, or right before them."""
        if not self.begins_clause(at):
            return None
        found = self.keys_at(at)
        if found is None or any(_is_no_key_run(run) for run in found.runs):
            return None
        if self.word(found.next) in PURPOSE and self.key_at(found.next + 1) is None:
            return found
        ends = self.word(found.next) in CLAUSE_ENDS or found.next >= len(self.tokens)
        if verb and ends and self.word(found.next + 1) not in VERBS and self.follows_purpose(at):
            return found
        return None

    def closing_at(self, at: int) -> _Found | None:
        """ "followed by the hash key", "then pound", "using the star key": star and hash only."""
        word = self.word(at)
        if word in CLOSERS and self.word(at + 1) in ("by", "with", "in"):
            found = self.key_at(at + 2)
        elif word in ("then", "using"):
            found = self.key_at(at + 1)
        else:
            return None
        return found if found is not None and found.runs[0] in ("*", "#") else None

    # --- keys ----------------------------------------------------------------------------------------------

    def keys_at(self, at: int) -> _Found | None:
        """One key run, several joined by commas, "or" and "and", or a range."""
        found = self.range_at(at) or self.key_at(at)
        if found is None:
            return None
        runs, at = found
        while len(runs) <= _LOOK:
            behind = at
            while self.word(behind) in (",", "or", "and", "/"):
                behind += 1
            more = None if behind == at else self.range_at(behind) or self.key_at(behind)
            if more is None or (self.word(more.next) in PURPOSE and self.word(at) == ","):
                return _Found(runs, at)
            runs, at = runs + more.runs, more.next
        return _Found(runs, at)

    def range_at(self, at: int) -> _Found | None:
        """ "1 to 5", "one through five", "between 1 and 5" (``at`` on the first number)."""
        first = self.digit_at(at)
        if first is None or self.counted(at + 3):
            return None
        word = self.word(at + 1)
        if word not in RANGES and not (word == "and" and self.word(at - 1) == "between"):
            return None
        last = self.digit_at(at + 2)
        if last is None or int(last) <= int(first):
            return None
        singles = tuple(str(digit) for digit in range(int(first), min(int(last), 9) + 1))
        return _Found(singles if len(last) == 1 else (*singles, last), at + 3)

    def scale_at(self, at: int) -> _Found | None:
        """ "from 1 for poor to 5 for excellent" (``at`` on the first number)."""
        first = self.digit_at(at)
        if first is None or self.word(at - 1) not in ("from", "between"):
            return None
        for to in range(at + 1, min(at + _LOOK, len(self.tokens) - 1)):
            if self.word(to) in SENTENCE_ENDS:
                return None
            last = self.digit_at(to + 1) if self.word(to) in ("to", "and") else None
            if last is not None and len(last) == 1 and not self.counted(to + 2):
                return _Found(tuple(str(digit) for digit in range(int(first), int(last) + 1)), at + 1)
        return None

    def digit_at(self, at: int) -> str | None:
        key = self.tokens[at].key if at < len(self.tokens) else None
        return key if key is not None and key.isdecimal() and len(key) <= 2 else None

    def key_at(self, at: int) -> _Found | None:
        """One key run: a number, digit words in a row, star, hash, and "the … key" around it."""
        definite = self.word(at) == "the"
        at += definite
        run = ""
        first = at
        while at < len(self.tokens) and at < first + _LOOK:
            token = self.tokens[at]
            if token.word == "number" and self.word(at + 1) == "sign":
                run, at = run + "#", at + 1
            elif token.key is None or token.glued:
                break
            else:
                run += token.key
            at += 1
        if not run:
            return None
        if self.word(at) == "(" and self.word(at + 1) == run and self.word(at + 2) == ")":
            at += 3
        if self.word(at) in SUFFIXES:
            if self.word(first) in DIGIT_WORDS and not definite:
                return None
            return _Found((run,), at + 1)
        if self.counted(at) or self.word(first - 1) in ("$", "€", "£"):
            return None
        if len(run) > 1 and at - first == len(run) and self.word(at) in ("or", ",") and run.isdecimal():
            return _Found(tuple(run), at)
        return _Found((run,), at)

    # --- what stands around --------------------------------------------------------------------------------

    def skip_fillers(self, at: int) -> int:
        limit = at + 6
        while at < limit and self.word(at) in FILLERS and self.word(at + 1) != "sign":
            at += 1
        return at

    def counted(self, at: int) -> bool:
        """Whether what stands here says that the number before it counts something."""
        word = self.word(at + 1) if self.word(at) == "-" else self.word(at)
        return word in COUNTED

    def begins_clause(self, at: int) -> bool:
        before = self.word(at - 1)
        return at == 0 or before in CLAUSE_ENDS or before in ("or", "and")

    def stands_alone(self, at: int, behind: int) -> bool:
        """Whether a digit word ends a clause, or is numbered ("option one", "number two")."""
        if self.word(at - 1) in ("option", "number", "key", "digit", "keys"):
            return True
        return behind >= len(self.tokens) or self.word(behind) in CLAUSE_ENDS or self.range_at(at) is not None

    def follows_purpose(self, at: int) -> bool:
        """Whether the clause before this one names a purpose: "for support, 2"."""
        at -= 1
        if self.word(at) != ",":
            return False
        lowest = at - _LOOK
        at -= 1
        while at >= max(lowest, 0) and self.word(at) not in CLAUSE_ENDS:
            at -= 1
        first = self.word(at + 1)
        return (self.word(at + 2) if first in ("or", "and") else first) in ("for", "to")

    def negated(self, at: int) -> bool:
        """Whether the one or two words before this one say no."""
        before = self.word(at - 1)
        return before in NEGATIONS or (before not in CLAUSE_ENDS and self.word(at - 2) in NEGATIONS)

    def hanging_up(self, at: int) -> bool:
        """Whether the caller is to hang up first: what is dialled then is dialled elsewhere."""
        if not self.hangs_up:
            return False
        for _ in range(_LOOK):
            at -= 1
            if self.word(at) in SENTENCE_ENDS:
                return False
            if self.word(at) == "hang":
                return True
            if self.word(at) in PRESS:
                return False
        return False

    def purpose_before(self, begin: int, at: int) -> str:
        """What the sentence says, before the keys at ``at`` and behind the announcement before them."""
        start = at
        while start > begin and self.word(start - 1) not in SENTENCE_ENDS:
            start -= 1
        for first in range(start, at):
            if self.word(first) in ("for", "to", "if"):
                return self.text[self.tokens[first].start : self.tokens[at - 1].end].strip(" ,;:")
        return ""

    def purpose_end(self, at: int) -> int:
        """The end of the clause, if what stands there says what the keys before it are for; else here."""
        if self.word(at) not in PURPOSE:
            return at
        end = at
        while end < at + _LOOK and end < len(self.tokens) and self.word(end) not in CLAUSE_ENDS:
            end += 1
        return end


def _tokens(text: str) -> list[_Token]:
    tokens = []
    for match in _TOKENS.finditer(text):
        word = match.group().lower()
        start, end = match.span()
        key = word if word[0] in "0123456789*#" else KEY_WORDS.get(word)
        tokens.append(_Token(word, start, end, key, key is not None and _glued(text, start, end)))
    return tokens


def _glued(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    behind = text[end] if end < len(text) else " "
    beyond = text[end + 1] if end + 1 < len(text) else " "
    if before in "$€£@_:%+" or behind in "%@_$€£+" or before.isalnum() or behind.isalnum():
        return True
    if before in ".-/–" and start > 1 and text[start - 2].isalnum():  # noqa: RUF001
        return True
    return (behind in ".:/,-–" and beyond.isdigit()) or (behind in "-–" and beyond.isalpha())  # noqa: RUF001


def _is_no_key_run(run: str) -> bool:
    """Telephone numbers, numbers of public services, and ``#1`` for "number one"."""
    return len(run) > _LONGEST_RUN or run in SERVICE_NUMBERS or (run[0] == "#" and len(run) > 1)
