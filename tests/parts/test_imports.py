"""Imports: what they bring, and that nothing leads out of the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowc import build, compile_paths, compile_text
from flowc.compile import Compilation
from flowc.modules import Place, Refused
from flowc.project import ProjectFiles

COMMON = """\
const company = "Acme"
const desk = +15551230001
hours office "Europe/Dublin" {
    mon-fri 09:00-17:00
}
part greeting(next) {
    step words {
        say "Welcome to {company}."
        goto next
    }
}
defaults house {
    on noinput, nomatch -> retry "This is {company}."
    on exhausted -> night
}
"""
SHOP = """\
import "common.mv"
flow shop {
    base_url "https://voice.example/ivr"
    start hello
    defaults house
    use greeting as hello(opening)
    decide opening {
        by hours office
        on open -> main
        on closed -> night
    }
    menu main {
        prompt "For sales, press 1."
        on 1 -> transfer desk
    }
    step night {
        say "Goodbye."
        hangup
    }
}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    root.mkdir()
    (root / "flowc.toml").touch()
    (root / "common.mv").write_text(COMMON)
    (root / "shop.mv").write_text(SHOP)
    return root


def codes(compilation: Compilation) -> list[str]:
    return [finding.code for finding in compilation.findings if finding.severity != "info"]


def refusals(compilation: Compilation) -> list[str]:
    return [finding.message for finding in compilation.findings if finding.code == "MV107"]


def test_an_import_brings_constants_hours_parts_and_named_defaults(project: Path) -> None:
    compilation = compile_paths(project / "shop.mv")
    assert codes(compilation) == []
    documents = build(compilation)["shop"].documents
    assert documents["answer"]["actions"][0] == {"say": {"text": "Welcome to Acme."}}
    assert documents["main.retry2.noinput"]["actions"][0]["gather"]["prompt"].startswith("This is Acme.")


def test_what_the_imported_file_imports_stays_with_it(project: Path) -> None:
    (project / "between.mv").write_text('import "common.mv"\nconst unused = company\n')
    (project / "shop.mv").write_text(SHOP.replace("common.mv", "between.mv"))
    assert set(codes(compile_paths(project / "shop.mv"))) >= {"MV101", "MV102", "MV108"}


def test_a_part_sees_the_constants_of_its_own_file(project: Path) -> None:
    (project / "shop.mv").write_text(SHOP.replace("    start", '    const company = "Another"\n    start'))
    compilation = compile_paths(project / "shop.mv")
    assert build(compilation)["shop"].documents["answer"]["actions"][0] == {"say": {"text": "Welcome to Acme."}}


def test_constants_can_be_set_where_they_come_from(project: Path) -> None:
    for setting in ("company=Other", "shop.company=Other"):
        compilation = compile_paths(project / "shop.mv", constants=[setting])
        documents = build(compilation)["shop"].documents
        assert documents["answer"]["actions"][0] == {"say": {"text": "Welcome to Other."}}


def test_the_manifest_names_all_files_that_a_flow_is_made_of(project: Path) -> None:
    (project / "common.mv").write_text('import "base.mv"\n' + COMMON)
    (project / "base.mv").write_text("const base = 1\n")
    made = build(compile_paths(project / "shop.mv"))["shop"]
    assert [entry["file"] for entry in made.manifest["source"]] == ["shop.mv", "common.mv", "base.mv"]


def test_a_file_that_is_named_and_imported_is_read_once(project: Path) -> None:
    compilation = compile_paths(project)
    assert codes(compilation) == []
    assert [source.path.rpartition(os.sep)[2] for source in compilation.sources.sources] == ["common.mv", "shop.mv"]


def test_a_file_for_others_alone_is_sound_by_itself(project: Path) -> None:
    compilation = compile_paths(project / "common.mv")
    assert compilation.program is None
    assert compilation.findings == []


def test_a_text_imports_the_texts_that_it_is_given() -> None:
    assert codes(compile_text(SHOP, imports={"common.mv": COMMON})) == []
    assert codes(compile_text(SHOP)) == ["MV107"]
    nested = compile_text(SHOP.replace("common", "../lib/common"), path="a/shop.mv", imports={"lib/common.mv": COMMON})
    assert codes(nested) == []


def test_findings_in_an_imported_file_are_told_there(project: Path) -> None:
    (project / "common.mv").write_text(COMMON.replace("{company}", "{compny}"))
    compilation = compile_paths(project / "shop.mv")
    (finding, *_) = [finding for finding in compilation.findings if finding.code == "MV102"]
    assert compilation.sources.locate(finding.span).path == str(project / "common.mv")


# --- the project's root -------------------------------------------------------------------------------------------


def outside(project: Path) -> Path:
    secret = project.parent / "secret.mv"
    secret.write_text("const secret = 1\n")
    return secret


@pytest.mark.parametrize("path", ["../secret.mv", "inner/../../secret.mv", "./../project/../secret.mv"])
def test_no_path_leads_out(project: Path, path: str) -> None:
    outside(project)
    (project / "shop.mv").write_text(f'import "{path}"\n' + SHOP)
    assert refusals(compile_paths(project / "shop.mv")) == [
        f"`{path}` leads out of the project, whose root is {os.path.realpath(project)}"
    ]


def test_no_link_leads_out(project: Path) -> None:
    secret = outside(project)
    (project / "link.mv").symlink_to(secret)
    (project / "up").symlink_to(project.parent)
    for path in ("link.mv", "up/secret.mv"):
        (project / "shop.mv").write_text(f'import "{path}"\n')
        assert "leads out of the project" in refusals(compile_paths(project / "shop.mv"))[0]


def test_a_link_within_the_project_is_the_file_itself(project: Path) -> None:
    (project / "link.mv").symlink_to(project / "common.mv")
    (project / "shop.mv").write_text('import "link.mv"\n' + SHOP)
    assert codes(compile_paths(project / "shop.mv")) == []


def test_without_a_root_only_the_own_directory_is_open(project: Path) -> None:
    (project / "flowc.toml").unlink()
    inner = project / "inner"
    inner.mkdir()
    (inner / "shop.mv").write_text(SHOP.replace("common", "../common"))
    if not any((folder / ".git").exists() or (folder / "flowc.toml").exists() for folder in inner.parents):
        assert len(refusals(compile_paths(inner / "shop.mv"))) == 1
    (project / ".git").mkdir()
    assert refusals(compile_paths(inner / "shop.mv")) == []


def test_what_is_no_text_is_not_read(project: Path) -> None:
    os.mkfifo(project / "pipe.mv")
    (project / "folder.mv").mkdir()
    (project / "binary.mv").write_bytes(b"\0\1\2")
    (project / "empty.mv").touch()
    for path, why in {
        "pipe.mv": "is no file that holds a text",
        "folder.mv": "is a directory",
        "binary.mv": "cannot be read: a binary file, not a text",
        "empty.mv": "cannot be read: an empty file",
    }.items():
        (project / "shop.mv").write_text(f'import "{path}"\n')
        (message,) = refusals(compile_paths(project / "shop.mv"))
        assert message.endswith(why)


def test_files_that_import_one_another_are_shown_as_a_path(project: Path) -> None:
    for one, other in (("a", "b"), ("b", "c"), ("c", "a")):
        (project / f"{one}.mv").write_text(f'import "{other}.mv"\n')
    (message,) = refusals(compile_paths(project / "a.mv"))
    names = [str(project / f"{name}.mv") for name in "abca"]
    assert message == f"`{names[0]}` imports itself: {' -> '.join(names)}"


def test_a_long_row_of_imports_is_no_deep_one(project: Path) -> None:
    for number in range(900):
        (project / f"f{number}.mv").write_text(f'import "f{number + 1}.mv"\nconst c{number} = 1\n')
    (project / "f900.mv").write_text("const last = 1\n")
    compilation = compile_paths(project / "f0.mv")
    assert refusals(compilation) == []
    assert len(compilation.modules.modules) == 901


def test_a_build_reads_a_thousand_files_and_no_more() -> None:
    texts = {f"f{number}.mv": f'import "f{number + 1}.mv"\n' for number in range(1_500)}
    compilation = compile_text('import "f0.mv"\n', imports=texts)
    assert refusals(compilation) == ["`f999.mv` is one file too many: 1,000 are read for a build"]


STEPS = st.sampled_from(["..", ".", "inner", "up", "link.mv", "common.mv", "secret.mv", "project", "", "~", "..."])


@settings(max_examples=300, deadline=None)
@given(path=st.lists(STEPS, min_size=1, max_size=6).map("/".join))
def test_no_path_at_all_reads_a_file_outside_of_the_root(path: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.getbasetemp() / "anywhere"
    root = folder / "project"
    if not root.exists():
        (root / "inner").mkdir(parents=True)
        (root / "flowc.toml").touch()
        for place in (root, root / "inner"):
            (place / "common.mv").write_text("const here = 1\n")
            (place / "link.mv").symlink_to(folder / "secret.mv")
            (place / "up").symlink_to(folder)
        (folder / "secret.mv").write_text("const secret = 1\n")
    files = ProjectFiles()
    found = files.find(str(root / "shop.mv"), path)
    if isinstance(found, Place):
        assert Path(found.identity).is_relative_to(os.path.realpath(root))
        text = files.read(found)
        assert isinstance(text, Refused) or "secret" not in text

