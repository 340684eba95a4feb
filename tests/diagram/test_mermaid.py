"""Mermaid text, read by Mermaid itself."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from flowc.emit.diagram.mermaid import draw_mermaid, fits
from flowc.emit.diagram.overview import overview_of
from flowc.emit.diagram.picture import make_picture
from tests.diagram.drawing import picture_of, program_of
from tests.diagram.large import company
from tests.diagram.test_drawings import HOSTILE, with_texts
from tests.diagram.test_pictures import EXAMPLES
from tests.programs import node_package, program


def kinds(texts: list[str], folder: Path) -> list[str]:
    """What Mermaid makes of texts."""
    folders = [str(node_package(name).resolve()) for name in ("mermaid", "jsdom")]
    files = [folder / f"{number}.mmd" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [program("node"), str(Path(__file__).with_name("parse_mermaid.mjs")), *folders],
        input="".join(f"{file}\n" for file in files),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_mermaid_reads_the_examples(tmp_path: Path) -> None:
    texts = [draw_mermaid(picture_of(path.read_text(encoding="utf-8"))) for path in EXAMPLES]
    assert kinds(texts, tmp_path) == ["flowchart-v2"] * len(texts)


def test_mermaid_reads_texts_of_any_content(tmp_path: Path) -> None:
    hostile = [*HOSTILE, "end", "`code`", "**bold**", "%% comment", "---", "A --> B", "#quot;", "$$x$$", "subgraph x"]
    texts = [draw_mermaid(with_texts(text, text)) for text in hostile]
    assert kinds(texts, tmp_path) == ["flowchart-v2"] * len(texts)


@pytest.mark.parametrize("nodes", [100, 300])
def test_large_flows_and_their_parts_stay_within_the_defaults_of_mermaid(nodes: int) -> None:
    program = program_of(company(nodes))
    overview = overview_of(program, [("company", make_picture(program, program.flows[0]))])
    assert all(fits(draw_mermaid(picture)) for picture in (overview.first, *(part for _, part in overview.parts)))
