"""SPIN agrees with the checker about what was built (at length: ``python -m tests.spin``)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programs import program
from tests.spin.__main__ import ROOT, Checked, checked, disagreement
from tests.spin.promela import model
from tests.spin.seeded import seeded
from tests.spin.verify import PROGRAMS

TRAP = """\
flow trap {
    base_url "https://trap.example"
    start main
    menu main { prompt "Press 1."; on 1 -> desk; on noinput -> other; on nomatch -> desk }
    menu other { prompt "Press 1."; on 1 -> desk; on noinput -> desk; on nomatch -> main }
    step desk { say "One moment."; transfer +15551230001 }
}
"""


@pytest.fixture(autouse=True)
def _programs() -> None:
    for name in PROGRAMS:
        program(name)


def built(path: Path, out: Path) -> Checked:
    found = checked(path, out)
    assert found is not None
    return found


@pytest.mark.parametrize("name", ["receptionist", "departments"])
def test_spin_and_the_checker_agree_about_an_example(name: str, tmp_path: Path) -> None:
    assert disagreement(built(ROOT / "examples" / f"{name}.mv", tmp_path)) is None


def test_spin_and_the_checker_find_the_same_trap(tmp_path: Path) -> None:
    file = tmp_path / "trap.mv"
    file.write_text(TRAP)
    found = built(file, tmp_path / "out")
    assert "MV310" in found.codes
    assert disagreement(found) is None


def test_spin_finds_a_fault_put_into_what_was_built(tmp_path: Path) -> None:
    found = built(ROOT / "examples" / "receptionist.mv", tmp_path)
    fault = next(seeded(found.built[0]))
    assert fault.is_found, fault.name


def test_the_model_is_made_without_flowc(tmp_path: Path) -> None:
    """What is asked of the documents is asked by somebody who has only seen them."""
    source = (Path(__file__).parent / "promela.py").read_text()
    assert not any(line.startswith(("import flowc", "from flowc")) for line in source.splitlines())
    documents = {"answer": {"actions": [{"type": "say", "text": "Hello."}, {"transfer": {"destination": "+1"}}]}}
    text = model((documents, {"flow": "tiny", "base_url": "https://tiny.example", "routes": {}}), "any")
    assert "goto D0_0 /* answer */" in text
