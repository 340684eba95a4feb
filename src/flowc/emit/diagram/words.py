"""What a flow does, in the words of somebody who has never seen one.

Every kind of thing that can stand on a card has a **sign**: a word for its icon, which ``svg`` draws and ``mermaid``
spells. What has no sign of its own is still told in words, so that a new action of the platform only looks plain.
"""

from __future__ import annotations

from typing import Any

from flowc.ir.graph import Action, GatherSpec
from flowc.records import NamedTuple

__all__ = ["Said", "action_words", "asking", "digits_words", "key_label", "outcome", "readable_name", "short_url"]


class Said(NamedTuple):
    """``sign`` is the kind of thing, ``text`` the words, ``quoted`` what is spoken to the caller."""

    sign: str
    text: str
    quoted: bool = False


def action_words(action: Action) -> Said:
    """One action in words."""
    get = action.get
    match action.name:
        case "say":
            return Said("speech", str(get("text") or ""), True)
        case "transfer":
            return Said("transfer", f"Transfer the call to {_party(action)}")
        case "bridge":
            return Said("bridge", f"Connect to {_party(action)}")
        case "conference":
            return Said("conference", f"Join the conference \u201c{get('room')}\u201d{_conference(get)}")
        case "redirect":
            return Said("handover", f"Hand the call over to {short_url(str(get('url')))}")
        case "start_recording":
            return Said("record", "Start recording")
        case "stop_recording":
            return Said("unrecord", "Stop recording")
        case "start_stream":
            return Said("stream", f"Let {short_url(str(get('stream_url')))} listen to {_track(get('track'))}")
        case "stop_stream":
            where = get("stream_url")
            return Said("unstream", f"{short_url(str(where)) if where else 'Everyone'} stops listening")
        case "hold":
            return Said("hold", "Put the caller on hold")
        case "resume":
            return Said("resume", "Take the caller off hold")
        case "mute":
            return Said("mute", f"Mute {_direction(get('direction'))}")
        case "unmute":
            return Said("unmute", f"Unmute {_direction(get('direction'))}")
        case "send_digits":
            return Said("dial", f"Dial {get('digits')} on the line")
        case "set_variables":
            return Said("note", "Note " + ", ".join(f"{name}: {value}" for name, value in _pairs(get("variables"))))
        case "unset_variables":
            return Said("note", f"Forget {', '.join(map(str, get('names') or ()))}")
        case _:
            return Said(
                "other", " ".join([action.name.replace("_", " "), *(str(field.value) for field in action.fields)])
            )


def _pairs(value: Any) -> list[tuple[str, Any]]:
    return list(value.items()) if hasattr(value, "items") else []


def _party(action: Action) -> str:
    """A destination as people write it."""
    destination = str(action.get("destination") or action.get("to") or "")
    return destination.split(":", 1)[1] if destination.lower().startswith(("sip:", "sips:")) else destination


def _conference(get: Any) -> str:
    notes = [text for field, text in (("mute", "muted"), ("end_on_exit", "ends when this caller leaves")) if get(field)]
    return f" ({', '.join(notes)})" if notes else ""


def _track(track: Any) -> str:
    return {"inbound": "the caller", "outbound": "the platform"}.get(track, "the call")


def _direction(direction: Any) -> str:
    return {"read": "the caller", "write": "the platform"}.get(direction, "both ways")


def short_url(url: str) -> str:
    """A URL without its scheme, its query and its fragment."""
    rest = url.split("://", 1)[-1]
    return rest.split("?", 1)[0].split("#", 1)[0]


def readable_name(name: str) -> str:
    """``leave_message`` as a heading; ``keep_number.ask``, which a part brought, is ``Keep number: ask``."""
    words = name.replace("_", " ").replace(".", ": ").strip()
    return words[:1].upper() + words[1:] if words else name


def digits_words(gather: GatherSpec) -> str:
    least, most = gather.min_digits, gather.max_digits
    if least == most:
        return "one key" if most == 1 else f"{most} digits"
    return f"{least} to {most} digits"


def asking(gather: GatherSpec) -> str:
    """What a question waits for, and how long."""
    text = f"Waits {gather.timeout_seconds} s for {digits_words(gather)}"
    if gather.finish_on is not None:
        text += f", ended by {gather.finish_on}"
    return text + (" (kept secret)" if gather.sensitive else "")


def key_label(event: str, gather: GatherSpec, *, others: bool) -> str:
    """What the caller enters, as it is printed on a telephone: a key, keys, or a range of numbers.

    ``others`` where other branches take some inputs, so that ``digits`` is the rest.
    """
    if event == "digits":
        if others:
            return "any other number" if gather.max_digits > 1 else "any other key"
        return digits_words(gather)
    if not any(sign in event for sign in "XZN"):
        return event
    first = "".join({"X": "0", "Z": "1", "N": "2"}.get(sign, sign) for sign in event)
    last = "".join("9" if sign in "XZN" else sign for sign in event)
    at = next(index for index, sign in enumerate(event) if sign in "XZN")
    if all(sign == "X" for sign in event[at + 1 :]):
        return f"{first}\u2013{last}"
    return "".join({"X": "\u2022", "Z": "\u2022", "N": "\u2022"}.get(sign, sign) for sign in event)


_OUTCOMES = {
    "noinput": "silence",
    "incomplete": "too few digits",
    "nomatch": "wrong key",
    "failed": "no answer",
}


def outcome(event: str, gather: GatherSpec | None) -> str:
    """What went otherwise than a caller would choose."""
    if event == "nomatch" and gather is not None and gather.max_digits > 1:
        return "wrong number"
    return _OUTCOMES.get(event, event)
