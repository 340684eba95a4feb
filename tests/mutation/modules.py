"""The modules whose mutants are looked at, and the tests that are a module's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

__all__ = ["GROUPS", "ROOT", "file_of", "group_of", "modules", "suite_of"]

ROOT = Path(__file__).parents[2]

GROUPS = {
    "rules": "flowc.checks.rules",
    "analyses": "flowc.checks.analyses",
    "other checks": "flowc.checks",
    "lint": "flowc.lint",
    "emit": "flowc.emit",
}
"""What the groups are called, and how the names of their modules begin; a module is in the first that it fits."""

_CASES = "checks/test_cases.py"
_GRAPHS = ("checks/test_analyses.py", "checks/test_small_graphs.py")
_DOCUMENTS = ("emit/test_documents.py", "emit/test_layout.py", "emit/test_cases.py")
_LINT = ("lint/test_cases.py", "lint/test_import.py", "lint/test_fix.py", "lint/test_beside.py", "lint/test_routes.py")
_GRAPH = ("lint/test_sites.py", "lint/test_routes.py", "lint/test_beside.py")
_DRAWN = tuple(
    f"diagram/test_{name}.py"
    for name in (
        "cases",
        "words",
        "pictures",
        "small_pictures",
        "small_overviews",
        "small_texts",
        "second_half",
        "overlays",
    )
)
_OF_RULES = ("test_cases", "test_pages", "test_hours_of_rules")

_TESTS = {
    "flowc.checks.analyses.digit_counts": ("checks/test_digit_counts.py", "checks/test_pages.py"),
    "flowc.checks.analyses.clock_changes": ("ir/test_hours.py",),
    "flowc.checks.analyses.ways": ("checks/test_ways.py",),
    "flowc.checks.analyses.components": ("checks/test_analyses.py",),
    "flowc.checks.analyses.dominators": ("checks/test_analyses.py",),
    "flowc.checks.analyses.questions": (_CASES, "MV50"),
    "flowc.checks.analyses.key_words": (
        "checks/test_announced.py",
        _CASES,
        "MV501 or MV502 or MV507 or test_announced",
    ),
    "flowc.checks.analyses.announced": (
        "checks/test_announced.py",
        _CASES,
        "MV501 or MV502 or MV507 or test_announced",
    ),
    "flowc.checks.analyses.spoken": ("checks/test_spoken.py", _CASES, "MV501 or MV502 or MV508 or test_spoken"),
    "flowc.checks.analyses.asked": (*_GRAPHS, "checks/test_asked.py", _CASES, "MV508 or MV511 or test_asked or graphs"),
    "flowc.checks.analyses.actions": (_CASES, "MV60"),
    "flowc.checks.analyses.notices": (*_GRAPHS, _CASES, "MV604 or test_analyses or graphs"),
    "flowc.checks.analyses.persons": (_CASES, "MV506"),
    "flowc.checks.analyses.returns": (*_GRAPHS, _CASES, "MV402 or MV408 or MV508 or test_analyses or graphs"),
    "flowc.checks.analyses.call_state": (*_GRAPHS, _CASES, "MV40 or MV410 or MV605 or test_analyses or graphs"),
    "flowc.checks.analyses.flow_state": (*_GRAPHS, _CASES, "MV40 or MV410 or MV605 or test_analyses or graphs"),
    "flowc.checks.analyses.traps": (*_GRAPHS, _CASES, "MV309 or MV310 or MV311 or test_analyses or graphs"),
    "flowc.checks.analyses.redirects": (*_GRAPHS, _CASES, "MV313 or test_analyses or graphs"),
    "flowc.checks.analyses.worst_case": (*_GRAPHS, _CASES, "MV313 or test_analyses or graphs"),
    "flowc.checks.analyses.journeys": (*_GRAPHS, _CASES, "MV30 or MV313 or MV318 or test_analyses or graphs"),
    "flowc.checks.analyses": (*_GRAPHS, _CASES, "MV3 or MV5 or test_analyses or graphs"),
    "flowc.checks.rounds": (_CASES, "MV309 or MV310"),
    "flowc.checks.call_state_rules": (_CASES, "MV40 or MV410"),
    "flowc.checks.prompts": (_CASES, "MV50 or MV511"),
    "flowc.checks.asking": (_CASES, "MV30 or MV51"),
    "flowc.checks.stubs": (_CASES, "MV30"),
    "flowc.checks.fields": ("checks/test_safety.py", _CASES, "MV60 or test_safety"),
    "flowc.checks.places": (_CASES, "MV60"),
    "flowc.checks.limits": ("checks/test_limits.py", "checks/test_pages.py"),
    "flowc.checks": (_CASES, "checks/test_safety.py", "checks/test_limits.py"),
    "flowc.lint.reader": ("lint/test_cases.py", "lint/test_reader.py"),
    "flowc.lint.verdict": ("lint/test_verdict.py", "lint/test_suite.py"),
    "flowc.lint.bounds": ("lint/test_bounds.py",),
    "flowc.lint.sites": (*_GRAPH, "lint/test_import.py", "lint/test_cases.py"),
    "flowc.lint.graph": _GRAPH,
    "flowc.lint.gathers": ("lint/test_gathers.py", *_GRAPH),
    "flowc.lint.lint": (*_LINT, "lint/test_bounds.py"),
    "flowc.lint.quiet": ("lint/test_quiet.py", "lint/test_shape.py"),
    "flowc.lint.questions": ("lint/test_quiet.py", "lint/test_shape.py"),
    "flowc.lint.shape": ("lint/test_shape.py",),
    "flowc.lint.flow_text": ("lint/test_flow_text.py", "lint/test_import.py"),
    "flowc.lint.explain": ("lint/test_explain.py", "lint/test_cases.py", "lint/test_fix.py"),
    "flowc.lint": _LINT,
    "flowc.emit.diagram.engine": ("diagram/test_engines.py", "diagram/test_cases.py"),
    "flowc.emit.diagram.formats": ("diagram/test_engines.py", "diagram/test_cases.py"),
    **dict.fromkeys(
        (f"flowc.emit.diagram.{name}" for name in ("folding", "said", "tree", "placing", "picture")),
        (*_DRAWN, "diagram/test_places.py"),
    ),
    "flowc.emit.diagram": _DRAWN,
    "flowc.emit.exchange": ("emit/test_exchange.py",),
    "flowc.emit.output": ("emit/test_output.py",),
    "flowc.emit.ir_json": ("emit/test_ir_json.py",),
    "flowc.emit": _DOCUMENTS,
}
"""Which tests are run, below ``tests/``, for modules whose names begin so; what stands last may choose among them, as
``-k`` of pytest does."""

_RULE = re.compile(r"flowc\.checks\.rules\.(mv[0-9]{3})_")


def modules() -> Iterator[str]:
    for part in ("checks", "lint", "emit"):
        for file in sorted((ROOT / "src" / "flowc" / part).rglob("*.py")):
            yield ".".join(file.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")


def file_of(module: str) -> Path:
    path = ROOT.joinpath("src", *module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def group_of(module: str) -> str:
    return next(group for group, begin in GROUPS.items() if _is_below(module, begin))


def suite_of(module: str) -> list[str]:
    """The tests of a module, as pytest wants them named: a rule is held to the cases that are called by its code."""
    if rule := _RULE.match(module):
        return [*(f"tests/checks/{file}.py" for file in _OF_RULES), "-k", rule[1]]
    *files, last = next(tests for begin, tests in _TESTS.items() if _is_below(module, begin))
    chosen = [f"tests/{last}"] if last.endswith(".py") else ["-k", last]
    return [*(f"tests/{file}" for file in files), *chosen]


def _is_below(module: str, package: str) -> bool:
    return f"{module}.".startswith(f"{package}.")
