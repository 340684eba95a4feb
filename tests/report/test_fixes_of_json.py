"""A fix of a JSON document is shown for the reader to write, since no command writes it."""

from __future__ import annotations

from flowc.linting import lint_sources
from flowc.report import Context, render
from flowc.source import SourceMap


def test_a_fix_of_json_names_no_option_that_would_write_it() -> None:
    sources = SourceMap()
    sources.add("answer.json", '{"actions": [{"trasfer": {"destination": "+15551230001"}}]}')
    report = render("text", lint_sources(sources).findings, sources, Context())
    assert 'fix: write "transfer"\n' in report
    assert '{"transfer": {"destination"' in report
    assert "--fix" not in report
    assert "--unsafe-fixes" not in report
