"""The list of deliberate faults does not rot, and faults are caught (all of them: ``python -m tests.faults``)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.__main__ import PACKAGE, ROOT, hunts
from tests.faults.faults import FAULTS, Fault

CHEAP = ("low-link-forgotten", "answers-are-free", "mv312-no-circle-of-one")


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_the_line_of_a_fault_stands_once_in_its_file(fault: Fault) -> None:
    text = (ROOT / PACKAGE / fault.file).read_text()
    assert text.count(fault.old) == 1, f"write {fault.name} anew: its line in {fault.file} is another now"
    assert fault.new != fault.old


def test_there_is_a_fault_for_every_analysis() -> None:
    analyses = {path.stem for path in Path(ROOT / PACKAGE / "checks" / "analyses").glob("*.py")} - {"__init__"}
    assert analyses <= {fault.part for fault in FAULTS}


def test_there_is_a_fault_for_every_rule_of_paths_and_of_the_state_of_the_call() -> None:
    rules = [f"MV3{number:02}" for number in range(1, 19)] + [f"MV4{number:02}" for number in range(1, 10)]
    assert set(rules) <= {fault.part for fault in FAULTS}


def test_faults_are_caught_and_the_checker_as_it_is_keeps_the_laws() -> None:
    faults = [fault for fault in FAULTS if fault.name in CHEAP]
    as_it_is, *changed = hunts([None, *faults], 80, 1)
    assert as_it_is.caught is None, as_it_is.caught
    assert [outcome.fault.name for outcome in changed if outcome.fault and outcome.caught is None] == []
