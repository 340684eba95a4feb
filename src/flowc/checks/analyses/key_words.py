"""The words by which prompts speak of keys, and those that tell that a number is no key."""

from __future__ import annotations

__all__ = [
    "BEHIND_CHOICE", "CHOOSE", "CLAUSE_ENDS", "CLOSERS", "COUNTED", "DIGIT_WORDS", "FILLERS", "FOREIGN_WORDS",
    "KEY_WORDS", "NEGATIONS", "NOUNS", "PRESS", "PURPOSE", "RANGES", "SENTENCE_ENDS", "SERVICE_NUMBERS",
    "SUFFIXES", "VERBS",
]  # fmt: skip


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DIGIT_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
KEY_WORDS = {word: str(digit) for digit, word in enumerate(DIGIT_WORDS)} | {
    "star": "*", "asterisk": "*", "hash": "#", "pound": "#", "octothorpe": "#",
}  # fmt: skip
"""Keys by name."""
FOREIGN_WORDS = {
    "cero": "0", "uno": "1", "dos": "2", "tres": "3", "cuatro": "4", "cinco": "5", "seis": "6", "siete": "7",
    "ocho": "8", "nueve": "9", "zéro": "0", "deux": "2", "trois": "3", "quatre": "4", "cinq": "5", "sept": "7",
    "huit": "8", "neuf": "9", "asterisco": "*", "estrella": "*", "étoile": "*", "numeral": "#", "dièse": "#",
}  # fmt: skip

PRESS = _words("press pressing dial dialing dialling push pushing hit hitting touch tap tapping punch")
CHOOSE = _words("enter entering type typing choose choosing select selecting")
"""Verbs for keys and for much else: what stands behind the key has to fit an instruction."""
VERBS = PRESS | CHOOSE
NOUNS = frozenset(("key", "keys", "option", "options"))
FILLERS = _words(
    "the a an any either key keys number numbers digit digits option options button buttons marked labelled "
    "labeled or say simply just in on from between and hold : ,"
)
"""What may stand between a verb and its keys."""
BEHIND_CHOICE = _words("for to if or and now when whenever then at again followed once instead anytime please")
"""What may follow keys whose verb may mean something else."""
PURPOSE = frozenset(("for", "to", "if", "when"))
SUFFIXES = frozenset(("key", "keys", "button", "sign", "symbol"))
RANGES = frozenset(("to", "through", "thru", "until", "till", "-", "–"))  # noqa: RUF001
COUNTED = _words(
    "of digit digits number numbers character characters letter letters time times second seconds minute minutes "
    "hour hours day days week weeks month months year years business more item items people person persons guest "
    "guests adult adults child children ticket tickets night nights option options choice choices step steps star "
    "stars percent dollar dollars cent cents euro euros pounds pence am pm o'clock th st nd rd mile miles "
    "hundred thousand million working factor way"
)
"""Nouns that make the number before them a count; "of" as in "one of our agents"."""
NEGATIONS = _words("not don't dont never without needn't don’t needn’t")  # noqa: RUF001
CLOSERS = _words("followed ending end ended finish finishing finished terminate terminated complete")
SENTENCE_ENDS = frozenset(".!?")
CLAUSE_ENDS = frozenset(".!?,;:—–()")  # noqa: RUF001
SERVICE_NUMBERS = _words("911 999 112 000 111 101 988 211 311 411 511 711 811 611")
"""Numbers that prompts tell callers to dial on another call: emergencies and public services."""
