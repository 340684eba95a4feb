"""Where a call can be sent: telephone numbers and SIP URIs, and which of them nobody should be sent to.

What a number is comes from the data of ``phonenumbers``, which is loaded when the first one is seen that is not plainly
an ordinary one: loading takes longer than checking a small flow. A number need not be assigned, only possible: its
country exists and it has a length that numbers there have, so that ``+1555…`` passes, of which documentation is full.

Emergency services have short numbers, which are no destinations as they stand; somebody who writes ``911`` is told what
that is before being told how a number is written. In the user part of a SIP URI only the numbers that are known widely
count, because ``sip:101@pbx.example`` is somebody's desk far more often than some country's police.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from flowc.patterns import pattern
from flowc.records import NamedTuple

__all__ = ["Destination", "classify", "is_ordinary", "region_of"]

_SIP = pattern(r"sips?:", re.IGNORECASE)
_E164 = pattern(r"\+[1-9][0-9]{1,14}\Z")
_SEPARATORS = pattern(r"[ \t().\-/\u00a0\u2010-\u2015]")
_DIGITS = pattern(r"\+?[0-9]+\Z")

_WIDELY_KNOWN = frozenset(("000", "110", "111", "112", "113", "118", "119", "911", "999"))
"""Emergency numbers that count in a SIP URI."""

_LONGEST_EMERGENCY = 6
"""Digits of the longest emergency number in the data of ``phonenumbers``."""

_NORTH_AMERICAN = pattern(r"\+1(?!900|246|345)[2-9][0-9]{9}\Z")
"""A possible number of +1. Premium rates there are in the area codes 900, 246 and 345, and shared cost is unknown."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Cost = Literal["premium rate", "shared cost", "international premium rate"]


class Destination(NamedTuple):
    """What a destination is.

    ``kind`` is ``invalid`` for what is neither a possible number nor a SIP URI; ``reason`` then says why, and
    ``suggestion`` is the number that was probably meant. ``emergency`` and ``cost`` also count for the number in a SIP
    URI.
    """

    kind: Literal["number", "sip", "invalid"]
    emergency: bool = False
    cost: Cost | None = None
    reason: str = ""
    suggestion: str | None = None


def is_ordinary(text: str) -> bool:
    """Whether a number is plainly one that calls may be sent to, so that no data is needed to say so.

    Where it is, ``classify`` says ``number``, no emergency and no cost; where it is not, nothing is said.
    """
    return _NORTH_AMERICAN.match(text) is not None


@lru_cache(maxsize=65_536)
def classify(text: str) -> Destination:
    """What a destination is; never raises, whatever the text."""
    if is_ordinary(text):
        return Destination("number")
    if _SIP.match(text):
        return _sip(text)
    if _emergency(text):
        return Destination("invalid", emergency=True, reason="it is the number of an emergency service")
    if not _E164.match(text):
        return _malformed(text)
    return _number(text)


@lru_cache(maxsize=65_536)
def region_of(text: str) -> str | None:
    """The country (``IE``) of a number, or of the number in a SIP URI; None where it belongs to none, or is none."""
    number = _user(text) if _SIP.match(text) else text
    if not _E164.match(number) or _number(number).kind != "number":
        return None
    import phonenumbers

    parsed = phonenumbers.parse(number, None)
    region = phonenumbers.region_code_for_number(parsed)
    region = region or phonenumbers.region_code_for_country_code(parsed.country_code or 0)
    return region if region not in ("001", "ZZ") else None


def _sip(text: str) -> Destination:
    if not _sip_form().match(text):
        return Destination("invalid", reason=_sip_reason(text))
    number = _user(text)
    emergency = number in _WIDELY_KNOWN or (number.startswith("+") and _emergency(number))
    known = _number(number) if _E164.match(number) else Destination("sip")
    return Destination("sip", emergency, known.cost)


def _user(uri: str) -> str:
    """The user of a SIP URI; empty where it has none."""
    user, at, _ = uri.partition(":")[2].partition("@")
    return user.partition(";")[0].partition(":")[0] if at else ""


@cache
def _sip_form() -> re.Pattern[str]:
    """The form of the schema, which takes numbers as well."""
    from flowc.actions import catalogue

    pattern = next(
        field.pattern
        for action in catalogue().values()
        for field in action.fields.values()
        if field.format == "destination" and field.pattern
    )
    return re.compile(pattern)


def _sip_reason(text: str) -> str:
    rest = text.partition(":")[2]
    if not rest:
        return "nothing stands behind `sip:`"
    if re.search(r"[^!-~]", rest):
        return "a SIP URI holds no spaces and ASCII characters only"
    if re.search(r"[<>\"{}|\\^`]", rest):
        return 'a SIP URI holds none of < > " { } | \\ ^ `'
    return "behind `sip:` stands user@host or a host"


def _number(text: str) -> Destination:
    import phonenumbers
    from phonenumbers import PhoneNumberType, ValidationResult

    try:
        number = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException:
        return Destination("invalid", reason=f"no country has the code that `{text}` begins with")
    possible = phonenumbers.is_possible_number_with_reason(number)
    if possible != ValidationResult.IS_POSSIBLE:
        short = possible in (ValidationResult.TOO_SHORT, ValidationResult.IS_POSSIBLE_LOCAL_ONLY)
        wrong = "short" if short else "long" if possible == ValidationResult.TOO_LONG else "unlike other numbers"
        how = f"too {wrong}" if wrong != "unlike other numbers" else wrong
        return Destination("invalid", reason=f"it is {how} for a number of +{number.country_code}")
    if text.startswith("+979"):
        return Destination("number", cost="international premium rate")
    kind = phonenumbers.number_type(number)
    cost: Cost | None = None
    if kind == PhoneNumberType.PREMIUM_RATE:
        cost = "premium rate"
    elif kind == PhoneNumberType.SHARED_COST:
        cost = "shared cost"
    return Destination("number", cost=cost)


def _malformed(text: str) -> Destination:
    plain = _SEPARATORS.sub("", text.strip().removeprefix("tel:").removeprefix("callto:"))
    if plain.startswith("00"):
        plain = "+" + plain[2:]
    if not _DIGITS.match(plain):
        return Destination("invalid", reason="it is neither a telephone number nor a SIP URI", suggestion=_as_sip(text))
    if plain.startswith("+"):
        if len(plain) > 16:
            return Destination("invalid", reason="a telephone number has at most 15 digits")
        if plain == text or not _E164.match(plain):
            return Destination("invalid", reason="behind + stands the code of a country, then the number")
        meant = _number(plain)
        if meant.kind == "invalid":
            return Destination("invalid", reason=f"a number is written without separators, and {meant.reason}")
        return Destination("invalid", reason="a number is written as + and digits, nothing else", suggestion=plain)
    return Destination(
        "invalid", reason="a number is written with + and the code of its country", suggestion=_with_country(plain)
    )


def _with_country(digits: str) -> str | None:
    """A number without +: it may have its country in front already, or be a North American one."""
    if len(digits) == 10 and digits[0] in "23456789":
        return f"+1{digits}"
    whole = f"+{digits}"
    return whole if len(digits) > 10 and _E164.match(whole) and _number(whole).kind == "number" else None


def _as_sip(text: str) -> str | None:
    """What looks like ``user@host`` is a SIP URI without its scheme."""
    candidate = f"sip:{text}"
    return candidate if text.count("@") == 1 and _sip_form().match(candidate) else None


def _emergency(text: str) -> bool:
    """Whether these digits, alone or behind a country's code, are an emergency number somewhere."""
    digits = text.strip().removeprefix("tel:").removeprefix("+")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > _LONGEST_EMERGENCY + 3:
        return False
    if digits in _WIDELY_KNOWN:
        return True
    if text.startswith("+"):
        return _emergency_abroad(text)
    return len(digits) <= _LONGEST_EMERGENCY and _emergency_somewhere(digits)


def _emergency_abroad(text: str) -> bool:
    """``+1911``: the code of a country, then its emergency number."""
    import phonenumbers
    from phonenumbers import shortnumberinfo

    for length in (1, 2, 3):
        regions = phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(int(text[1 : 1 + length] or 0), ())
        rest = text[1 + length :]
        if regions and rest and any(shortnumberinfo.is_emergency_number(rest, region) for region in regions):
            return True
    return False


def _emergency_somewhere(digits: str) -> bool:
    return any(pattern.fullmatch(digits) for pattern in _emergency_patterns())


@cache
def _emergency_patterns() -> tuple[re.Pattern[str], ...]:
    """The emergency numbers of every region that has some of its own."""
    from phonenumbers import shortnumberinfo
    from phonenumbers.phonemetadata import PhoneMetadata

    known = (PhoneMetadata.short_metadata_for_region(region) for region in shortnumberinfo.SUPPORTED_SHORT_REGIONS)
    numbers = (metadata.emergency for metadata in known if metadata is not None)
    patterns = {number.national_number_pattern for number in numbers if number and number.national_number_pattern}
    return tuple(re.compile(pattern) for pattern in sorted(patterns))
