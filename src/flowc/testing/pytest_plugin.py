"""Test blocks of ``.mv`` files as pytest items.

A file is collected where it is named on the command line, or where it matches one of the patterns of the ini option
``flowc_files`` (paths relative to the root of the project):

.. code-block:: toml

    [tool.pytest.ini_options]
    flowc_files = ["flows/*.mv"]

An item is called after its flow and its title, so ``-k`` finds it. What the tests of each flow have come by is told
at the end of the run.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from flowc.ir.graph import Flow, Program, Test
    from flowc.simulate.site import BuiltSite
    from flowc.simulate.trials import Trial
    from flowc.source import SourceMap

__all__ = ["FlowFile", "FlowItem"]

_FILES = pytest.StashKey[list["FlowFile"]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini("flowc_files", "patterns of flow files whose test blocks are run", type="args", default=[])


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> FlowFile | None:
    if file_path.suffix != ".mv":
        return None
    if not (parent.session.isinitpath(file_path) or _is_configured(file_path, parent.config)):
        return None
    file: FlowFile = FlowFile.from_parent(parent, path=file_path)
    parent.config.stash.setdefault(_FILES, []).append(file)
    return file


def _is_configured(path: Path, config: pytest.Config) -> bool:
    try:
        relative = path.relative_to(config.rootpath).as_posix()
    except ValueError:
        return False
    return any(fnmatch(relative, pattern) for pattern in config.getini("flowc_files"))


class FlowFile(pytest.File):
    """A flow file. It is compiled and built once; a file with errors is an error of collection."""

    program: Program
    sources: SourceMap
    site: BuiltSite

    def collect(self) -> Iterator[FlowItem]:
        from flowc.compile import compile_sources
        from flowc.project import ProjectFiles
        from flowc.rehearsal import anywhere, site_of
        from flowc.source import SourceMap

        self.trials: list[tuple[Flow, Trial]] = []
        self.sources = SourceMap()
        self.sources.add(str(self.path), self.path.read_text(encoding="utf-8-sig"))
        compilation = compile_sources(self.sources, loader=ProjectFiles())
        errors = [finding for finding in compilation.findings if finding.severity == "error"]
        if compilation.program is None or errors:
            raise self.CollectError("\n".join(self._told(finding) for finding in errors) or "there is no flow in it")
        self.program = anywhere(compilation.program)
        self.site = site_of(self.program)
        for flow in self.program.flows:
            for test in flow.tests:
                yield FlowItem.from_parent(self, name=f"{flow.name}: {test.title}", flow=flow, test=test)

    def _told(self, finding: Any) -> str:
        place = self.sources.locate(finding.span)
        return f"{place.path}:{place.line}:{place.column}: {finding.code} {finding.message}"


class FlowItem(pytest.Item):
    """One test block."""

    parent: FlowFile

    def __init__(self, *, flow: Flow, test: Test, **rest: Any) -> None:
        super().__init__(**rest)
        self.flow = flow
        self.test = test

    def runtest(self) -> None:
        from flowc.simulate.trials import run_test

        file = self.parent
        trial = run_test(file.site, file.site.start_url(self.flow.name), file.program, self.flow, self.test)
        file.trials.append((self.flow, trial))
        if trial.failure is not None:
            raise _TrialError(trial)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        from flowc.simulate.formats.text import failure_lines

        if isinstance(excinfo.value, _TrialError):
            return "\n".join(failure_lines(excinfo.value.trial, self.parent.sources))
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        place = self.parent.sources.locate(self.test.span)
        return Path(place.path), place.line - 1, self.name


class _TrialError(Exception):
    def __init__(self, trial: Trial) -> None:
        super().__init__(trial.test.title)
        self.trial = trial


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    from flowc.simulate.coverage import collect_coverage
    from flowc.simulate.formats.text import coverage_lines

    files = [file for file in config.stash.get(_FILES, []) if getattr(file, "trials", None)]
    if not files:
        return
    terminalreporter.section("coverage of flows")
    for file in files:
        for flow in file.program.flows:
            trials = [trial for of, trial in file.trials if of is flow]
            if trials:
                coverage = collect_coverage(file.program, flow, trials)
                for line in coverage_lines([coverage], file.sources):
                    terminalreporter.line(line)
