"""A person at a terminal, played by a list of lines."""

from __future__ import annotations

from pathlib import Path

from flowc.simulate import Call, load_site, run_documents
from flowc.simulate.terminal import Terminal

BUILD = Path(__file__).parent / "calls" / "receptionist" / "build"


def talk(*lines: str, sleeps: list[float] | None = None) -> list[str]:
    given = iter(lines)

    def read(prompt: str) -> str:
        for line in given:
            written.append(f"{prompt}{line}")
            return line
        raise EOFError

    written: list[str] = []
    call = Call()
    site = load_site(str(BUILD))
    sleep = None if sleeps is None else sleeps.append
    terminal = Terminal(call, read, written.append, sleep=sleep)
    run_documents(site, site.start_url("receptionist"), terminal, call)
    terminal.show()
    return written


def test_what_is_said_is_shown_before_the_caller_is_asked() -> None:
    lines = talk("2", "f")
    assert lines[1].endswith('says      "Thank you for calling Acme Clinic."')
    assert lines[3] == "  (keys, Enter for silence, h to hang up) > 2"
    assert any("does not" not in line and "rings" in line for line in lines)
    assert lines[-1].split()[1:3] == ["end", "transfer"]


def test_an_empty_line_is_silence_at_a_gather_and_an_answer_at_a_bridge() -> None:
    assert talk("", "2", "")[-1].split()[1:3] == ["end", "bridge"]


def test_a_word_that_does_not_fit_is_told_so_and_asked_for_again() -> None:
    lines = talk("answer", "nonsense", "1 2", "h")
    assert "  'answer' does not fit: the call stands at a gather: keys, wait or hangup fit" in lines
    assert any("is no input" in line for line in lines)
    assert "  one input at a time: the call moves on after each" in lines
    assert lines[-1].split()[1:3] == ["end", "caller"]


def test_the_end_of_the_input_leaves_the_call_standing() -> None:
    assert "end" not in talk("9")[-1].split()


def test_in_real_time_as_much_time_passes_as_in_the_call() -> None:
    sleeps: list[float] = []
    lines = talk("", "", "", sleeps=sleeps)
    assert round(sum(sleeps), 1) == float(lines[-1].split()[0])
