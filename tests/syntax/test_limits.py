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


@pytest.mark.parametrize("gap", ["", "\n"], ids=["on one line", "on many"])
@pytest.mark.parametrize(
    ("list_of", "behind"),
    [
        ("part p({}) {{ step s {{ hangup }} }}\n", ""),
        ("flow f {{\nuse p as q({})\n}}\n", ""),
        ("flow f {{\nuse p as q({}\n", "}\n"),
        ("hours h {{\n{} 09:00-10:00\n}}\n", ""),
    ],
    ids=["parameters", "arguments", "arguments without an end", "days"],
)
def test_a_list_beyond_the_limit_is_given_up(list_of: str, behind: str, gap: str) -> None:
    if list_of.startswith("hours"):
        list_of, gap = list_of.replace("h {{", 'h "UTC" {{'), ""
    text = list_of + behind + "?\n"
    open_list = ["MV001"] if "without" in list_of or behind else []
    most = text.replace("{}", f", {gap}".join(["a"] * limits.EVENTS)).replace("{{", "{").replace("}}", "}")
    more = text.replace("{}", f", {gap}".join(["a"] * (limits.EVENTS + 3000))).replace("{{", "{").replace("}}", "}")
    assert _codes(most) == [*open_list, "MV001"]
    assert _codes(more) == ["MV002", "MV001"]


def test_periods_beyond_the_limit_are_given_up() -> None:
    periods = ", ".join(["09:00-10:00"] * (limits.EVENTS + 3000))
    assert _codes(f'hours h "UTC" {{\nmon {periods}\n}}\n?\n') == ["MV002", "MV001"]


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
        "// x\n", "use a as b(?", "use a as b(?\n", "use a as b(sip:a,\n", "part p(a,\n", "use a as b(x: {", "(a, \n",
        "decide d {\n", 'hours h "UTC" {\n', "9-17, ", "24.12., ", "Mon, ", "given a = b; ", "case x -> y\n", ")",
        "2026-12-24 - 2026-12-25 ", "+353 87 X, ", "a.", "ab", "a_ ", "A1 ", "9 ", "closed a ", "a: b, ", "\n(",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "before",
    [
        "", STEP, f"{STEP}say ", f'{STEP}say "', "flow f {\nmenu m {\non ", "flow f {\nuse a as b(", "part p(",
        "flow f {\nuse a as b(sip:x, ", 'hours h "UTC" {\nmon ', "flow f {\ndecide d {\non ",
        'flow f {\ntest "t" {\ngiven ', "part ", "flow f {\nuse ", "flow f {\ndecide ", "hours ", "import ",
    ],
)  # fmt: skip
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
