"""The library's face: what it gives, what it loads, what it leaves alone."""

from __future__ import annotations

import subprocess
import sys

import pytest

import flowc as library

from .conftest import BROKEN, SOUND


def test_a_text_becomes_documents_and_nothing_is_written(folder):
    before = sorted(folder.rglob("*"))
    compilation = library.compile_text(SOUND)
    assert compilation.findings == []
    built = library.build(compilation)
    assert set(built) == {"desk"}
    assert set(built["desk"].documents["answer"]["actions"][0]) == {"gather"}
    assert built["desk"].routes["routes"]["main"]["branches"][0] == {"pattern": "1", "next": "sales"}
    assert library.build(compilation, wire="typed")["desk"].documents["answer"]["actions"][0]["type"] == "gather"
    assert sorted(folder.rglob("*")) == before


def test_paths_are_read_as_one_build(folder):
    compilation = library.compile_paths(folder / "sound.mv", "warned.mv")
    assert compilation.program is not None
    assert [flow.name for flow in compilation.program.flows] == ["desk", "other"]
    assert [finding.code for finding in compilation.findings] == ["MV502"]
    assert compilation.sources.locate(compilation.findings[0].span).path == "warned.mv"


def test_what_cannot_be_read_is_an_error_of_its_own():
    with pytest.raises(library.InputError, match=r"no\.mv: no such file"):
        library.compile_paths("no.mv")
    with pytest.raises(library.InputError):
        library.compile_paths()


def test_errors_of_a_flow_are_findings_and_cannot_be_built():
    compilation = library.compile_text(BROKEN)
    assert compilation.has_errors
    with pytest.raises(ValueError, match="slaes"):
        library.build(compilation)


def test_a_flow_without_a_place_to_be_published_cannot_be_built():
    compilation = library.compile_text(SOUND.replace('    base_url "https://voice.example/ivr"\n', ""))
    with pytest.raises(ValueError, match="published"):
        library.build(compilation)


def test_suppressions_in_a_text_hold(folder):
    text = (folder / "warned.mv").read_text()
    text = text.replace("        on 2", "        // flowc: ignore[MV502] -- why\n        on 2")
    assert library.compile_text(text).findings == []


def test_formatting_a_text_gives_the_one_form_and_refuses_what_cannot_be_read():
    assert library.format_text(SOUND.replace("    menu", "menu")) == SOUND
    with pytest.raises(ValueError, match=r"\w"):
        library.format_text("flow desk {")


def test_every_name_of_the_face_is_there_and_importing_it_loads_nothing():
    for name in library.__all__:
        assert getattr(library, name) is not None
    assert set(library.__all__) <= set(dir(library))
    with pytest.raises(AttributeError):
        library.zebra  # noqa: B018
    code = "import sys; before = set(sys.modules); import flowc; print(sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() in ("['__future__', 'flowc']", "['flowc']")
