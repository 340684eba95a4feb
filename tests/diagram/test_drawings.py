"""What is drawn: well formed, the same every time, and to be read by everybody."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowc.emit.diagram.dot import export_dot, layout_dot
from flowc.emit.diagram.engine import lay_out
from flowc.emit.diagram.formats import FORMATS, render
from flowc.emit.diagram.picture import Picture
from flowc.emit.diagram.signs import LEGEND, MOODS, SIGNS
from flowc.emit.diagram.sizes import box_of
from flowc.emit.diagram.svg import draw_svg
from flowc.emit.diagram.theme import DARK, LIGHT, PAIRS
from flowc.emit.diagram.words import Said
from tests.diagram.drawing import picture_of
from tests.diagram.test_pictures import EXAMPLES, RECEPTIONIST

ROOT = Path(__file__).parents[2]
SVG = "{http://www.w3.org/2000/svg}"


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_contrast_is_that_of_wcag_aa(theme: dict[str, str], ink: str, ground: str, least: float) -> None:
    lighter, darker = sorted((luminance(theme[ink]), luminance(theme[ground])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= least


def test_both_themes_have_the_same_colours() -> None:
    assert LIGHT.keys() == DARK.keys()


def test_every_explained_sign_is_drawn() -> None:
    assert {sign for sign, _ in LEGEND} <= SIGNS.keys()
    assert MOODS.keys() <= SIGNS.keys()
    assert len(set(SIGNS.values())) == len(SIGNS)


def harmless(svg: str) -> ElementTree.Element:
    """The parsed picture; it holds nothing but drawing."""
    root = ElementTree.fromstring(svg)
    allowed = {"svg", "title", "desc", "style", "g", "rect", "path", "circle", "text", "tspan"}
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in allowed
        assert not any(name.startswith("on") or "href" in name for name in element.attrib)
    assert "url(" not in svg
    assert "@import" not in svg
    return root


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_are_drawn(path: Path) -> None:
    root = harmless(draw_svg(picture_of(path.read_text(encoding="utf-8")), engine="embedded"))
    assert root.get("role") == "img"
    names = {element.get("id") for element in root.iter()}
    assert set((root.get("aria-labelledby") or "").split()) <= names
    assert "prefers-color-scheme: dark" in ElementTree.tostring(root, encoding="unicode")


HOSTILE = ("\\", "ends in \\", "<script>alert(1)</script>", "]]>", "&amp;", "{a|b}", "<p0>", '"', "\x00\x1b[31m")
NASTY = st.text(min_size=1, max_size=40) | st.sampled_from([*HOSTILE, "\u202e", "\ud800", "\ufffe"])


def with_texts(text: str, name: str) -> Picture:
    picture = picture_of(RECEPTIONIST)
    card = picture.cards[1]
    ways = (card.ways[0]._replace(labels=(text,)), *card.ways[1:])
    said = (Said("speech", text, True), Said("transfer", text))
    cards = (picture.cards[0], card._replace(name=name, said=said, ways=ways), *picture.cards[2:])
    return picture._replace(title=text, flow=name, cards=cards)


@settings(max_examples=80, deadline=None)
@given(NASTY, NASTY)
def test_texts_of_any_content_stay_texts(text: str, name: str) -> None:
    picture = with_texts(text, name)
    harmless(draw_svg(picture, engine="embedded"))
    exported = export_dot(picture)
    assert len(lay_out(exported, "embedded").nodes) == len(picture.cards)


@pytest.mark.parametrize("name", ["receptionist", "agent_assist"], ids=["a tree", "by Graphviz"])
def test_pictures_are_the_same_in_every_process(name: str) -> None:
    text = (ROOT / "examples" / f"{name}.mv").read_text(encoding="utf-8")
    script = (
        "from tests.diagram.drawing import picture_of; from flowc.emit.diagram.formats import render; import sys\n"
        "for f in ('svg', 'dot', 'mmd'): sys.stdout.write(render(f, picture_of(sys.argv[1])))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script, text],
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONIOENCODING": "utf-8"},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed, locale in (("1", "C"), ("2", "C.UTF-8"))
    }
    assert len(outputs) == 1


def test_cards_do_not_overlap() -> None:
    picture = picture_of(RECEPTIONIST)
    boxes = [box_of(picture, index) for index in range(len(picture.cards))]
    nodes = lay_out(layout_dot(picture, boxes, range(len(boxes))), "embedded").nodes
    placed = [(*nodes[f"n{index}"], box.width, box.height) for index, box in enumerate(boxes)]
    for at, (x, y, width, height) in enumerate(placed):
        for other_x, other_y, other_width, other_height in placed[:at]:
            apart = x >= other_x + other_width or other_x >= x + width
            assert apart or y >= other_y + other_height or other_y >= y + height


def test_svg_comes_out_without_any_program(tmp_path: Path) -> None:
    out = tmp_path / "out.svg"
    done = subprocess.run(
        [sys.executable, "-m", "flowc", "diagram", str(EXAMPLES[0]), "-o", str(out)],
        env={**os.environ, "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    harmless(out.read_text(encoding="utf-8"))


def test_png_is_made_of_the_same_drawing() -> None:
    content = render("png", picture_of(RECEPTIONIST), "embedded")
    assert isinstance(content, bytes)
    assert content.startswith(b"\x89PNG")


def test_every_format_has_a_function() -> None:
    assert tuple(FORMATS) == ("svg", "png", "pdf", "dot", "mmd")


@pytest.mark.parametrize("name", [" ", "\t", "\n", ""])
def test_a_blank_name_is_no_line_of_a_record(name: str) -> None:
    picture = with_texts("0", name)
    assert len(lay_out(export_dot(picture), "embedded").nodes) == len(picture.cards)
