"""The documentation is what the tool does: outputs are fresh, flows compile, commands are those of CI."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flowc.api import compile_text
from tools import generate_config, generate_readme, generate_rules
from tools.generated import ROOT, stale

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("generator", [generate_config, generate_rules, generate_readme], ids=lambda g: g.__name__)
def test_nothing_that_is_generated_is_stale(generator):
    assert stale(generator.generated()) == [], "python -m tools.generate"


@pytest.mark.parametrize("snippet", sorted((ROOT / "docs" / "snippets").glob("*.mv")), ids=lambda path: path.name)
def test_the_flows_of_the_documentation_are_as_sound_as_they_claim(snippet):
    findings = compile_text(snippet.read_text(encoding="utf-8")).findings
    assert any(finding.severity != "info" for finding in findings) == (snippet.name == "broken.mv")


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)", text):
        file = (page.parent / target[0]) if target[0] else page
        assert file.exists(), target
        if target[1]:
            assert target[1] in _anchors(file), target


def _anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_ci_installs_and_tests_as_the_readme_says():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = ('pip install -e ".[dev]"', "pytest -n 2")
    assert f"    {' && '.join(commands)}\n" in readme
    for command in commands:
        assert command.removeprefix("pip install ") in script


def test_every_number_of_the_changelog_is_the_version_or_older():
    from flowc import __version__

    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    released = re.findall(r"^## \[?(\d+\.\d+\.\d+)", text, re.MULTILINE)
    assert released == [] or released[0] == __version__
    assert "## Unreleased" in text
