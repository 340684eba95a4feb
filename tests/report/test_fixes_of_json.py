"""A fix of a JSON document is shown with the option by which ``flowc lint`` writes it."""

from __future__ import annotations

import pytest

from flowc.linting import lint_sources
from flowc.report import Context, render
from flowc.source import SourceMap


@pytest.mark.parametrize(("action", "option"), [("transfr", "--fix"), ("hand_over", "--unsafe-fixes")])
def test_a_fix_of_json_names_the_option_that_writes_it(action, option):
    sources = SourceMap()
    sources.add("answer.json", f'{{"actions": [{{"{action}": {{"destination": "+15551230001"}}}}]}}')
    report = render("text", lint_sources(sources).findings, sources, Context())
    assert f'fix: write "transfer" ({option} writes it)\n' in report
    assert '{"transfer": {"destination"' in report
