"""The platform's side of one call: its clock, its state, and what each single action does to them.

Nothing here knows where the actions come from; whoever plays documents or a graph hands them over one by one. What the
platform documents is done as documented. What it leaves open is decided here, always to the caller's disadvantage:

* A prompt is spoken to its end before its gather begins; keys do not interrupt it. So no call takes longer than it
  does here.
* The keys of one input come at once, right after the prompt; what comes in is decided by the keys alone.
* A gather without ``timeout_seconds`` waits ``GATHER_SECONDS``; one with neither a number nor a most of digits ends at
  its finish key or with its time.
* While ``read`` is muted the platform does not hear keys. While ``write`` is muted, or the caller is on hold, the
  caller does not hear the platform; keys still come through on hold.
* One redirect too many is not a redirect that fails: the call does. Each one's ``max_redirects`` counts all redirects
  of the call.
* An action that cannot be carried out in the present state (``resume`` without ``hold``) is noted and changes nothing.
* A stream whose track is not said is one of both tracks; a ``stop_stream`` without a URL stops all of them.
* A recording that still runs is completed after the call.
* Another system that is asked answers at once, or not within its time.
* Once another party is connected the call counts as completed; the conversation takes no time here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flowc.records import NamedTuple
from flowc.simulate.actions import Command
from flowc.simulate.caller import Act
from flowc.simulate.decisions import Given, Question, Unknown, by_value, read_outcome
from flowc.simulate.keys import Ask, enter
from flowc.simulate.transcript import Entry
from flowc.speech import RING_SECONDS, action_seconds, speech_seconds

__all__ = ["GATHER_SECONDS", "MAX_REDIRECTS", "Answers", "Call", "CallInfo", "Gathered", "ask_of"]

MAX_REDIRECTS = 20
"""Redirects in one call: the most that ``max_redirects`` takes, read as counting all of them."""

GATHER_SECONDS = 5
"""Assumed for a gather that does not say how long it waits."""


class CallInfo(NamedTuple):
    """Who calls whom. The numbers belong to nobody; ``caller`` is None where the number is not shown."""

    id: str = "call_simulated"
    customer_id: str = "customer_simulated"
    application_id: str = "application_simulated"
    direction: str = "inbound"
    caller: str | None = "+15550100001"
    called: str = "+15550100002"


Answers = Callable[[Question, Mapping[str, str | None]], str | None]
"""Other systems: what is said to a question with what is sent; None where nothing is said in time."""


class Gathered(NamedTuple):
    """What a gather came to. ``failing`` where the caller's script makes the redirect behind it fail."""

    digits: str
    timed_out: bool
    failing: bool = False


def ask_of(gather: Command) -> Ask:
    """What a gather waits for: ``num_digits``, one where nothing is said, unless a least or a most is given."""
    field = gather.fields.get
    timeout = field("timeout_seconds") or GATHER_SECONDS
    if field("min_digits") is None and field("max_digits") is None:
        number = field("num_digits") or 1
        return Ask(number, number, field("finish_on_key"), timeout)
    return Ask(field("min_digits") or 1, field("max_digits"), field("finish_on_key"), timeout)


class Call:
    """One call. ``entries`` grow while it is played; ``over`` once it has left the flow.

    ``answers`` are other systems that can be asked in truth; where there are none, what they say must be given.
    """

    def __init__(self, info: CallInfo = CallInfo(), answers: Answers | None = None) -> None:  # noqa: B008 (immutable)
        self.info = info
        self._answers = answers
        self._given = Given()
        self._decided: set[str] = set()
        self.at = 0
        self.entries: list[Entry] = []
        self.over = False
        self.redirects = 0
        self._status = "created"
        self._heard: list[str] = []
        self._recording = False
        self._hold = False
        self._muted: set[str] = set()
        self._streams: set[tuple[str, str]] = set()
        self._variables: dict[str, str] = {}

    # --- what happens to the call as a whole ------------------------------------------------------------------

    def begin(self) -> None:
        self._event("call.created", {})
        self._status = "answered"
        self._event("call.answered", {})

    def end(self, how: str, command: Command | None = None) -> None:
        """The call leaves the flow; ``command`` is the action that did it."""
        if how != "redirect":
            self._finish("completed", {})
        self._note("end", how, {} if command is None else command.fields)
        self.over = True

    def fail(self, code: str, message: str) -> None:
        """The platform gives the call up."""
        self.fault(code, message)
        self._finish("failed", {"code": code, "message": message})
        self._note("end", "failed", {"code": code})
        self.over = True

    def fault(self, code: str, message: str) -> None:
        """The platform refuses something, and the call goes on."""
        self._note("fault", code, {"message": message})

    def note(self, kind: str, text: str, data: Mapping[str, Any]) -> None:
        """Something about how the call is arranged, that nobody in it notices."""
        self._note(kind, text, data)

    @property
    def heard(self) -> str:
        """What the caller has heard since the last act, in one text."""
        return " ".join(self._heard)

    # --- decisions ---------------------------------------------------------------------------------------------

    def give(self, act: Act) -> Unknown | None:
        """Note what is known of the call; why it means nothing, where it does not."""
        wrong = self._given.give(act.about, act.keys)
        if wrong is None and act.about == "caller":
            self.info = self.info._replace(caller=None if act.keys == "withheld" else act.keys)
        elif wrong is None and act.about == "called":
            self.info = self.info._replace(called=act.keys)
        return wrong

    @property
    def idle(self) -> list[tuple[str, str]]:
        """What was given for decisions that the call has not come to: the node, and the outcome."""
        return [(node, outcome) for node, outcome in self._given.outcomes.items() if node not in self._decided]

    def known(self, question: Question) -> str | Unknown | None:
        """How a decision comes out by what is known of the call; None where nobody knows."""
        outcome = self._given.outcome(question)
        if outcome is not None:
            return outcome
        if question.variable is not None:
            value = self._variables.get(question.variable)
            return "unset" if value is None else by_value(question, value)
        if self._answers is not None and self.asks(question):
            said = self._answers(question, {name: self._sent(name, kind) for name, kind in question.send})
            return "failed" if said is None else by_value(question, said)
        return None

    def asks(self, question: Question) -> bool:
        """Whether another system is asked in truth how a decision comes out."""
        return question.url is not None and self._answers is not None

    def _sent(self, name: str, kind: str) -> str | None:
        match kind:
            case "caller" | "called":
                return self.info.caller if kind == "caller" else self.info.called
            case "call":
                return self.info.id
        return self._variables.get(name)

    def decide(self, question: Question, act: Act) -> str:
        """Take a decision as the act says; its outcome."""
        outcome = read_outcome(question, act.keys)
        assert isinstance(outcome, str), "an act that does not fit is not played"
        if question.kind == "ask" and outcome == "failed":
            self.at += question.timeout_ms
        self._decided.update(question.names)
        self._note("decide", question.node, {"by": question.kind, "outcome": outcome})
        return outcome

    # --- single actions ----------------------------------------------------------------------------------------

    def perform(self, command: Command) -> None:
        """Carry out an action that neither asks the caller nor leads anywhere."""
        field = command.fields.get
        match command.name:
            case "say":
                self._speak("say", command.fields["text"])
                return
            case "hold":
                self._hold = True
            case "resume":
                if not self._hold:
                    self.fault("not_on_hold", "resume: the call is not on hold")
                self._hold = False
            case "mute":
                self._muted |= _directions(command)
            case "unmute":
                if not self._muted & _directions(command):
                    self.fault("not_muted", f"unmute {field('direction')}: it is not muted")
                self._muted -= _directions(command)
            case "start_stream":
                self._start_stream(command.fields["stream_url"], _tracks(field("track")))
            case "stop_stream":
                self._stop_stream(field("stream_url"), _tracks(field("track")))
            case "set_variables":
                self._variables.update(command.fields["variables"])
            case "unset_variables":
                for name in command.fields["names"]:
                    if self._variables.pop(name, None) is None:
                        self.fault("variable_not_set", f"unset_variables: {name!r} is not set")
        self._note("action", command.name, command.fields)
        self.at += round(1000 * action_seconds(command.name, field))
        match command.name:
            case "start_recording":
                self._start_recording()
            case "stop_recording":
                self._stop_recording()

    def ask(self, command: Command) -> Ask:
        """Speak the prompt of a gather; what it waits for then."""
        if command.fields.get("prompt"):
            self._speak("prompt", command.fields["prompt"])
        return ask_of(command)

    def gather(self, ask: Ask, act: Act) -> Gathered:
        """Take the caller's input; sends ``call.gathered``. The call may be over then."""
        self._heard.clear()
        muted = "read" in self._muted
        entry = enter("" if muted else act.keys, ask)
        timed_out = entry.timed_out and act.kind != "hangup"
        match act.kind:
            case "press":
                self._note("press", act.keys, {"digits": entry.digits, **({"unheard": "mute"} if muted else {})})
            case "wait" | "fail":
                self._note("wait", "", {})
        if muted:
            self.fault("gather_while_muted", "gather: the platform does not hear the caller, whose voice is muted")
        if timed_out:
            self.at += 1000 * ask.timeout_seconds
        self._event(
            "call.gathered",
            {
                "digits": entry.digits,
                "status": "timeout" if timed_out else "completed",
                "timed_out": timed_out,
                "min_digits": ask.least,
                "max_digits": ask.most,
                "timeout_seconds": ask.timeout_seconds,
                "finish_on_key": ask.finish_on,
            },
        )
        if act.kind == "hangup":
            self.end("caller")
        return Gathered(entry.digits, timed_out, act.kind == "fail")

    def bridge(self, command: Command, act: Act) -> None:
        """Ring, until it is answered (the call is over then), or is not."""
        self._heard.clear()
        self._note("dial", "", command.fields)
        match act.kind:
            case "answer":
                self._note("answer", "", {})
                self.end("bridge", command)
            case "hangup":
                self.end("caller")
            case _:
                self.at += 1000 * (command.fields.get("timeout_seconds") or RING_SECONDS)
                self._note("fail", "", {})

    def redirect(self, command: Command) -> bool:
        """Spend one redirect; False where there is none left and the call has failed."""
        limit = command.fields.get("max_redirects", MAX_REDIRECTS)
        if self.redirects >= limit:
            self.fail("too_many_redirects", f"redirect: the call has spent its {limit} redirects")
            return False
        self.redirects += 1
        return True

    def redirect_away(self, command: Command, act: Act) -> None:
        """Lead to somebody else's document: the call is over for us, or the redirect fails."""
        self._heard.clear()
        if act.kind == "fail":
            self.redirect_fails(command)
        else:
            self.end("redirect", command)

    def redirect_fails(self, command: Command, why: str = "its URL does not answer") -> None:
        self.fault("redirect_failed", f"redirect: {why}")

    # --- beneath -----------------------------------------------------------------------------------------------

    def _speak(self, kind: str, text: str) -> None:
        unheard = "hold" if self._hold else "mute" if "write" in self._muted else None
        self._note(kind, text, {} if unheard is None else {"unheard": unheard})
        if unheard is None:
            self._heard.append(text)
        self.at += round(1000 * speech_seconds(text))

    def _start_recording(self) -> None:
        if self._recording:
            self._event("recording.failed", {"code": "recording_already_started"})
            self.fault("recording_already_started", "start_recording: the call is being recorded already")
        else:
            self._recording = True
            self._event("recording.started", {})

    def _stop_recording(self) -> None:
        if self._recording:
            self._recording = False
            self._event("recording.completed", {})
        else:
            self._event("recording.failed", {"code": "recording_not_started"})
            self.fault("recording_not_started", "stop_recording: the call is not being recorded")

    def _start_stream(self, url: str, tracks: set[str]) -> None:
        started = {(url, track) for track in tracks}
        if self._streams & started:
            self.fault("stream_already_started", f"start_stream: {url} is streaming already")
        self._streams |= started

    def _stop_stream(self, url: str | None, tracks: set[str]) -> None:
        stopped = {stream for stream in self._streams if url in (None, stream[0]) and stream[1] in tracks}
        if not stopped:
            self.fault("stream_not_started", "stop_stream: no such stream is running")
        self._streams -= stopped

    def _finish(self, status: str, data: dict[str, Any]) -> None:
        self._status = status
        self._event(f"call.{status}", data)
        if self._recording:
            self._recording = False
            self._event("recording.completed", {})

    def _note(self, kind: str, text: str, data: Mapping[str, Any]) -> None:
        self.entries.append(Entry(self.at, kind, text, data))

    def _event(self, event: str, data: dict[str, Any]) -> None:
        self._note(
            "event",
            event,
            {
                "event": event,
                "created_at": timestamp(self.at),
                "call": {
                    "id": self.info.id,
                    "customer_id": self.info.customer_id,
                    "application_id": self.info.application_id,
                    "status": self._status,
                    "direction": self.info.direction,
                    "from": self.info.caller,
                    "to": self.info.called,
                },
                "variables": dict(self._variables),
                "data": data,
            },
        )


def timestamp(at: int) -> str:
    """A time of the virtual clock as events write times; the clock starts at the beginning of 2026."""
    seconds, milliseconds = divmod(at, 1000)
    days, rest = divmod(seconds, 86_400)
    return f"2026-01-{days + 1:02}T{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}.{milliseconds:03}Z"


def _directions(command: Command) -> set[str]:
    direction = command.fields["direction"]
    return {"read", "write"} if direction == "both" else {direction}


def _tracks(track: str | None) -> set[str]:
    return {"inbound", "outbound"} if track in (None, "both") else {track}
