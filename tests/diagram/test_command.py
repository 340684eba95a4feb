"""``flowc diagram``: what it writes, where, and what it shows on a picture."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from flowc.cli import main
from flowc.emit.diagram.picture import Picture
from flowc.emit.diagram.svg import draw_svg
from tests.diagram.test_pictures import EXAMPLES, RECEPTIONIST

ROOT = Path(__file__).parents[2]
FLOW = str(next(path for path in EXAMPLES if path.stem == "receptionist"))


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Picture]:
    """The pictures that are drawn."""
    pictures: list[Picture] = []

    def spy(picture: Picture, **options: bool) -> str:
        pictures.append(picture)
        return draw_svg(picture, engine="embedded")

    monkeypatch.setattr("flowc.emit.diagram.svg.draw_svg", spy)
    return pictures


def visited(picture: Picture) -> list[str]:
    return [card.name for card in picture.cards if card.visits]


def test_a_journey_is_shown_where_it_goes(shown: list[Picture], tmp_path: Path) -> None:
    assert main(["diagram", FLOW, "-o", str(tmp_path / "a.svg"), "--journey", "2 fail"]) == 0
    assert visited(shown[0]) == ["Welcome", "Main", "", "Reception"]
    assert [way.labels for card in shown[0].cards for way in card.ways if way.taken_by] == [(), ("2",), ("no answer",)]


def test_a_journey_can_be_that_of_a_finding(shown: list[Picture], tmp_path: Path) -> None:
    broken = str(ROOT / "docs" / "snippets" / "broken.mv")
    assert main(["diagram", broken, "-o", str(tmp_path / "a.svg"), "--journey", "MV309"]) == 0
    assert visited(shown[0]) == ["Main"]


def test_coverage_counts_the_tests_that_come_by(shown: list[Picture], tmp_path: Path) -> None:
    assert main(["diagram", FLOW, "-o", str(tmp_path / "a.svg"), "--coverage"]) == 0
    assert shown[0].cards[0].visits == RECEPTIONIST.count("\n    test ")


def test_findings_are_on_the_smallest_card_around_them(shown: list[Picture], tmp_path: Path) -> None:
    broken = str(ROOT / "docs" / "snippets" / "broken.mv")
    assert main(["diagram", broken, "-o", str(tmp_path / "a.svg"), "--findings"]) == 0
    marks = {card.name: [mark.code for mark in card.marks] for card in shown[0].cards if card.marks}
    assert marks == {"Main": ["MV501", "MV309"], "": ["MV305"]}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "x.foo"], "the ending says no format"),
        (["--journey", "2 nope"], "'nope' is no input"),
        (["--journey", "answer"], "does not fit"),
        (["--journey", "MV313"], "tells of a caller"),
        (["--watch"], "--watch reads files and writes one"),
        (["--flow", "receptionits"], "no flow `receptionits`"),
    ],
)
def test_what_cannot_be_drawn_is_told_in_a_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diagram", FLOW, *arguments]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err


def test_several_flows_are_written_beside_their_overview(tmp_path: Path) -> None:
    out = tmp_path / "all.mmd"
    assert main(["diagram", *map(str, EXAMPLES[:2]), "-o", str(out)]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ["all.mmd", *(f"all.{path.stem}.mmd" for path in EXAMPLES[:2])]
    )


@pytest.mark.parametrize(("name", "asked"), [("receptionist", False), ("agent_assist", True)])
def test_graphviz_is_loaded_for_what_is_no_tree_and_nothing_that_plays_calls(
    tmp_path: Path, name: str, asked: bool
) -> None:
    code = (
        "import sys; from flowc.cli import main; status = main()\n"
        "print(*sorted(name for name in sys.modules if name in ('wasmtime', 'flowc.simulate')))\n"
        "sys.exit(status)"
    )
    flow = str(ROOT / "examples" / f"{name}.mv")
    done = subprocess.run(
        [sys.executable, "-c", code, "diagram", flow, "-o", str(tmp_path / "f.svg")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == (["wasmtime"] if asked else [])
