"""Each module is held to tests that are there, and the page says what was found."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import lines
from .lines import changed_lines, recorded
from .modules import GROUPS, ROOT, file_of, group_of, modules, suite_of
from .mutants import Known
from .shown import line, survivors, table, with_table

MODULES = list(modules())
SOURCE = """
def x_check__mutmut_orig(a):
    return a + 1
def x_check__mutmut_1(a):
    return a - 1
def x_check__mutmut_2(a):
    return a + 2
"""


@pytest.mark.parametrize("module", MODULES)
def test_a_module_has_tests_and_a_group(module: str) -> None:
    assert file_of(module).is_file()
    assert group_of(module) in GROUPS
    assert all((ROOT / test).exists() for test in suite_of(module) if test.startswith("tests/"))


def test_a_rule_is_held_to_the_cases_of_its_code() -> None:
    assert suite_of("flowc.checks.rules.mv302_unhandled_incomplete")[-2:] == ["-k", "mv302"]


def found(module: str, **fates: str | None) -> Known:
    return Known(module, {"digest": "1", "fates": fates, "source": SOURCE})


def test_a_survivor_is_shown_by_the_lines_that_it_changes() -> None:
    known = found("flowc.lint.sites", x_check__mutmut_1="killed", x_check__mutmut_2="survived")
    shown = "flowc.lint.sites.x_check__mutmut_2 (survived)\n-    return a + 1\n+    return a + 2"
    assert list(survivors(known)) == [shown]
    assert line("lint.sites", [known]) == "lint.sites: 2 of 2 mutants run, 1 killed, score 50.0 %"


def test_mutants_that_were_not_run_are_counted_as_such() -> None:
    known = found("flowc.lint.sites", x_check__mutmut_1="timeout", x_check__mutmut_2=None)
    assert line("lint.sites", [known]) == "lint.sites: 1 of 2 mutants run, 1 killed, score 100.0 %"
    known.forget(["timeout"])
    assert known.missing() == ["x_check__mutmut_1", "x_check__mutmut_2"]


def test_a_mutant_changes_the_lines_of_a_statement() -> None:
    text = """
def x_check__mutmut_orig(
    a,
):
    if a:
        return found(
            a,
            1,
        )
    return None
"""
    changes = [
        ("a,\n            1", "1"),
        ("if a", "if not a"),
        ("return None", 'return ""'),
        ("    a,\n)", "    a=1,\n)"),
    ]
    names = [f"x_check__mutmut_{number}" for number in range(1, 5)]
    mutants = [
        text.replace("x_check__mutmut_orig", name).replace(*pair) for name, pair in zip(names, changes, strict=True)
    ]
    known = Known("flowc.lint.sites", {"fates": dict.fromkeys(names), "source": text + "".join(mutants)})
    assert list(changed_lines(known).values()) == [range(6, 10), range(5, 6), range(10, 11), range(2, 11)]


def test_the_lines_are_noted_that_a_test_comes_by() -> None:
    with recorded(lines.__file__) as noted:
        list(changed_lines(Known("", {"source": "a = 1"})))
    source = Path(lines.__file__).read_text(encoding="utf-8").splitlines()
    texts = [source[line - 1].strip() for line in sorted(noted)]
    assert "lines = known.source.splitlines()" in texts
    assert not any(text.startswith("original, mutant") for text in texts)


def test_the_table_replaces_the_one_before_and_nothing_else() -> None:
    begin, end = "<!-- made by python -m tests.mutation --write -->\n", "<!-- end -->\n"
    known = [found("flowc.lint.sites", x_check__mutmut_1="killed")]
    once = with_table(f"# Before\n{begin}old{end}after\n", known)
    assert with_table(once, known) == once
    assert table(known) in once
    assert "old" not in once
    assert once.startswith("# Before\n")
    assert once.endswith("after\n")
