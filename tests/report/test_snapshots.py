from __future__ import annotations

import re

import pytest

from flowc.report import FORMATS, render

from .samples import CONTEXT, SAMPLES
from .snapshots import path, produced, snapshots


@pytest.mark.parametrize(("sample", "format_"), snapshots(), ids=".".join)
def test_a_report_reads_as_its_snapshot(sample, format_):
    assert produced(sample, format_) == path(sample, format_).read_bytes(), (
        "read it, then: python -m tests.report.regenerate"
    )


@pytest.mark.parametrize("sample", SAMPLES)
def test_colours_change_nothing_but_the_colours(sample):
    sources, findings = SAMPLES[sample]()[:2]
    coloured = render("text", findings, sources, CONTEXT._replace(colour=True))
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render("text", findings, sources, CONTEXT)


@pytest.mark.parametrize("format_", FORMATS)
def test_no_format_lets_an_escape_sequence_through(format_):
    sources, findings = SAMPLES["hard_to_show"]()[:2]
    text = render(format_, findings, sources, CONTEXT)
    if format_ == "github":  # a program reads it, which is promised the exact path
        text = text.replace("file=odd\x1b name", "")
    assert "\x1b" not in text
