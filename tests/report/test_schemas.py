"""Reports in published forms are valid in them."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from importlib import import_module
from pathlib import Path

import jsonschema
import pytest

from flowc.report import FORMATS, render
from flowc.resources import data_path
from tests.programs import node_package

from .samples import CONTEXT, SAMPLES

by_sample = pytest.mark.parametrize("sample", SAMPLES)


def report(format_: str, sample: str) -> str:
    sources, findings = SAMPLES[sample]()[:2]
    return render(format_, findings, sources, CONTEXT)


@by_sample
def test_every_json_line_is_valid_in_the_published_schema(sample):
    schema = json.loads(Path(data_path("schemas", "findings.schema.json")).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    lines = report("json", sample).splitlines()
    assert len(lines) == len(SAMPLES[sample]().findings)
    for line in lines:
        jsonschema.Draft202012Validator(schema).validate(json.loads(line))


@pytest.fixture(scope="module")
def official_sarif_schema():
    text = (node_package("@microsoft/sarif-multitool-linux") / "sarif-2.1.0.json").read_text(encoding="utf-8-sig")
    return json.loads(text)


@by_sample
def test_sarif_is_valid_in_the_official_schema(sample, official_sarif_schema):
    validator = jsonschema.validators.validator_for(official_sarif_schema)
    validator.check_schema(official_sarif_schema)
    validator(official_sarif_schema).validate(json.loads(report("sarif", sample)))


@by_sample
def test_junit_is_xml_and_counts_what_it_holds(sample):
    root = ElementTree.fromstring(report("junit", sample).encode("utf-8"))
    cases = root.findall("./testsuite/testcase")
    assert len(cases) == int(root.attrib["tests"])
    assert len(root.findall("./testsuite/testcase/failure")) == int(root.attrib["failures"])


@by_sample
def test_gitlab_tells_every_finding_apart(sample):
    issues = json.loads(report("gitlab", sample))
    assert len({issue["fingerprint"] for issue in issues}) == len(SAMPLES[sample]().findings)


def test_every_format_is_a_module_with_a_render():
    for module in FORMATS.values():
        assert callable(import_module(module).render)
