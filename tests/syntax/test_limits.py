"""What is too much is said to be too much, and costs no more than it must."""

from __future__ import annotations

import pytest

from flowc.syntax import limits, tree
from tests.syntax.reading import accepted, read

STEP = "flow f {\nstep s {\n"


def _codes(text: str) -> list[str]:
    return [finding.code for finding in read(text)[1]]


@pytest.mark.parametrize("link", ["bridge x on failed -> ", "bridge x on failed { "])
def test_nesting_is_read_up_to_the_limit(link: str) -> None:
    close = " }" * limits.NESTING if "{" in link else ""
    accepted(f"{STEP}{link * limits.NESTING}hangup{close}\n}}\n}}\n")


@pytest.mark.parametrize("depth", [limits.NESTING + 1, 5000])
@pytest.mark.parametrize("link", ["bridge x on failed -> ", "bridge x on failed { "])
def test_nesting_beyond_the_limit_is_told_once(link: str, depth: int) -> None:
    close = " }" * depth if "{" in link else ""
    assert _codes(f"{STEP}{link * depth}hangup{close}\n}}\n}}\n") == ["MV002"]


@pytest.mark.parametrize(
    ("line", "most"),
    [("say{}", limits.WORDS), ('bridge{} on failed -> retry "a"', limits.WORDS), ("on 1{} -> a", limits.EVENTS)],
)
def test_a_statement_beyond_the_limit_is_given_up(line: str, most: int) -> None:
    body = "menu m" if line.startswith("on") else "step s"
    more = ", 1" if line.startswith("on") else " a"
    text = "flow f {{\n{} {{\n{}\n}}\nstart = m\n}}\n"
    assert _codes(text.format(body, line.format(more * (most - 1)))) == ["MV001"]
    assert _codes(text.format(body, line.format(more * (most + 1)))) == ["MV002", "MV001"]
    assert _codes(text.format(body, line.format(more * (most + 5000)))) == ["MV002", "MV001"]


def test_a_file_beyond_the_limit_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_LENGTH", 100)
    assert _codes("?" * 100) == ["MV001"]
    file, findings = read("?" * 101)
    assert [finding.code for finding in findings] == ["MV002"]
    assert file.items == ()


def test_errors_beyond_the_limit_end_the_reading() -> None:
    codes = _codes("?\n" * (limits.FINDINGS + 10))
    assert codes == ["MV001"] * limits.FINDINGS + ["MV002"]


def test_invisible_characters_beyond_the_limit_are_counted_no_further() -> None:
    codes = _codes("\x00 " * (limits.FINDINGS + 10))
    assert codes == ["MV003"] * limits.FINDINGS + ["MV002"]


@pytest.mark.parametrize(
    "piece",
    [
        "?", "{", "}", '"', '"\n', '"""', '\\"""\n', '"""\\\n', "a ", " ", "\u201c", "\xe9", "1", "a-", "+1 ",
        "on 1 {\n", "flow f {\n", "step a {\n", "on one, ", "/*", "'", "(", "..", "\r", "\\", '"\\', "const a = 5; ",
        "// x\n",
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", ["", STEP, f"{STEP}say ", f'{STEP}say "', "flow f {\nmenu m {\non "])
def test_no_text_is_more_than_linear(before: str, piece: str) -> None:
    """A quadratic reading of these would outlast any patience."""
    file, _ = read(before + piece * (30_000 // len(piece)))
    assert isinstance(file, tree.File)


def test_garbage_collection_is_as_it_was() -> None:
    import gc

    gc.disable()
    try:
        read("flow f {")
        assert not gc.isenabled()
    finally:
        gc.enable()
    read("flow f {")
    assert gc.isenabled()
