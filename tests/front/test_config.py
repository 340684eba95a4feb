from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from flowc.checks.limits import Limits
from flowc.config import (
    KEYS,
    ConfigError,
    Exemption,
    Settings,
    environment_layer,
    file_layer,
    find_file,
    load,
    read_layer,
    text_layer,
)
from flowc.diagnostics import Finding, warning
from flowc.resources import data_path
from flowc.selection import apply_settings, is_selected
from flowc.source import SourceMap, Span


def settings(*layers: dict) -> Settings:
    return load([read_layer(layer, "") for layer in layers])


def test_every_limit_of_the_rules_is_a_setting():
    assert {name.replace("_", "-") for name in Limits._fields} <= set(KEYS)


def test_a_limit_is_set_and_the_others_stay():
    assert settings({"max-options": 7}).limits == Limits()._replace(max_options=7)


def test_the_table_of_a_project_file_is_read_and_a_file_without_one_is_not_a_configuration():
    assert file_layer("pyproject.toml", b"[project]\nname = 'flowc'\n") is None
    layer = file_layer("pyproject.toml", b"[tool.flowc]\nselect = ['MV5']\n")
    assert layer is not None
    assert layer.values == {"select": ("MV5",)}


def test_the_nearest_file_counts_and_only_that(tmp_path):
    below = tmp_path / "flows" / "front"
    below.mkdir(parents=True)
    (tmp_path / "flowc.toml").write_text("max-options = 9\nmax-attempts = 9\n")
    (tmp_path / "flows" / "pyproject.toml").write_text("[tool.flowc]\nmax-options = 6\n")
    (below / "pyproject.toml").write_text("[tool.other]\n")
    layer = find_file(str(below))
    assert layer is not None
    assert layer.values == {"max-options": 6}
    assert layer.path == str(tmp_path / "flows" / "pyproject.toml")


def test_the_command_line_wins_over_the_environment_and_that_over_the_file():
    file = read_layer({"max-options": 1, "max-attempts": 1, "fail-on": "error"}, "flowc.toml: ")
    environment = environment_layer({"FLOWC_MAX_OPTIONS": "2", "FLOWC_MAX_ATTEMPTS": "2", "HOME": "/"})
    given = load([file, environment, text_layer(["max-options=3"])])
    assert (given.limits.max_options, given.limits.max_attempts, given.fail_on) == (3, 2, "error")


def test_lists_are_written_with_commas_where_all_is_text():
    environment = {"FLOWC_ALLOW_REGIONS": "IE, GB", "FLOWC_SEVERITY": "MV502=error,no-human=warning"}
    given = load([environment_layer(environment)])
    assert given.limits.allow_regions == ("IE", "GB")
    assert given.severity == {"MV502": "error", "no-human": "warning"}


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"max-option": 3}, "x: max-option: there is no such setting; did you mean `max-options`?"),
        ({"zebra": 3}, "x: zebra: there is no such setting"),
        ({"max-options": "many"}, "x: max-options: must be a number that is not negative"),
        ({"max-options": True}, "x: max-options: must be a number that is not negative"),
        ({"max-options": -1}, "x: max-options: must be a number that is not negative"),
        ({"select": 5}, "x: select: must be a list of texts"),
        ({"select": ["silent-lop"]}, "x: select: there is no rule `silent-lop`; did you mean `silent-loop`?"),
        ({"ignore": ["MV101"]}, "x: ignore: MV101 cannot be ignored: until it is mended there is nothing to build"),
        ({"ignore": ["dead-end"]}, "x: ignore: MV306 cannot be ignored: until it is mended there is nothing to build"),
        ({"severity": {"MV303": "warning"}},
         "x: severity: MV303 cannot be ignored: until it is mended there is nothing to build"),
        ({"severity": {"MV502": "fatal"}}, "x: severity: must be error or warning or info"),
        ({"severity": ["MV502"]}, 'x: severity: must be a table such as { MV502 = "error" }'),
        ({"fail-on": "info"}, "x: fail-on: must be error or warning"),
        ({"allow-regions": ["Ireland"]},
         "x: allow-regions: must hold regions of two capitals, as in ISO 3166 (IE, GB), not `Ireland`"),
        ({"per-file-ignores": ["a"]}, 'x: per-file-ignores: must be a table such as { "drafts/*.mv" = ["MV5"] }'),
        ({"exemptions": [{"file": "a.json"}]},
         "x: exemptions: must be a list of tables with file, code, pointer, reason"),
        ({"exemptions": [{"file": "a.json", "code": "MV501", "pointer": "", "reason": " "}]},
         "x: exemptions: gives no reason for MV501"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_one_line_that_says_where(values, message):
    with pytest.raises(ConfigError) as refused:
        read_layer(values, "x: ")
    assert str(refused.value) == message


@pytest.mark.parametrize("content", [b"select = [", b"\xff\xfe", b"[" * 5000])
def test_a_file_that_is_not_toml_is_refused(content):
    with pytest.raises(ConfigError, match=r"^flowc.toml: not TOML"):
        file_layer("flowc.toml", content)


@pytest.mark.parametrize(
    ("layers", "code", "counts"),
    [
        ([{}], "MV502", True),
        ([{"select": ["MV5"]}], "MV502", True),
        ([{"select": ["MV5"]}], "MV401", False),
        ([{"select": ["MV5"], "ignore": ["key-not-announced"]}], "MV502", False),
        ([{"select": ["MV502"], "ignore": ["MV5"]}], "MV502", True),
        ([{"select": ["MV502"], "ignore": ["MV502"]}], "MV502", False),
        ([{"ignore": ["MV502"]}, {"select": ["MV502"]}], "MV502", True),
        ([{"ignore": ["MV502"]}, {"select": ["MV5"]}], "MV502", False),
        ([{"select": ["MV502"]}, {"select": ["MV4"]}], "MV502", False),
        ([{"ignore": ["ALL"]}], "MV502", False),
    ],
)
def test_the_more_exact_selector_decides_then_the_layer_then_the_one_that_ignores(layers, code, counts):
    assert is_selected(code, settings(*layers)) == counts


def found(path: str, finding: Finding, given: Settings) -> list[Finding]:
    sources = SourceMap()
    sources.add(path, "flow a {}")
    return apply_settings([finding], sources, given)


SPAN = Span(0, 4)


def test_findings_without_which_nothing_can_be_built_count_whatever_is_selected():
    finding = Finding("MV101", "error", SPAN, "m")
    assert found("a.mv", finding, settings({"select": ["MV5"], "severity": {"MV1": "error"}})) == [finding]


def test_a_warning_of_a_binding_group_can_be_ignored():
    assert found("a.mv", warning("MV105", SPAN, "m"), settings({"ignore": ["MV105"]})) == []


def test_rules_are_ignored_in_some_files():
    given = settings({"per-file-ignores": {"drafts/*": ["MV5"], "old.mv": ["MV502"]}})
    finding = warning("MV502", SPAN, "m")
    assert found("drafts/deep/a.mv", finding, given) == []
    assert found("flows/old.mv", finding, given) == []
    assert found("flows/new.mv", finding, given) == [finding]


def test_the_most_exact_severity_counts():
    given = settings({"severity": {"MV5": "info", "MV502": "error"}})
    assert [finding.severity for finding in found("a.mv", warning("MV502", SPAN, "m"), given)] == ["error"]
    assert [finding.severity for finding in found("a.mv", warning("MV503", SPAN, "m"), given)] == ["info"]


def schema() -> dict:
    return json.loads(Path(data_path("schemas", "config.schema.json")).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("values", "valid"),
    [
        ({}, True),
        ({"select": ["MV5"], "max-options": 3, "allow-regions": ["IE"], "fail-on": "error"}, True),
        ({"exemptions": [Exemption("a.json", "MV501", "/actions/0", "why")._asdict()]}, True),
        ({"max-option": 3}, False),
        ({"max-options": -3}, False),
        ({"allow-regions": ["Ireland"]}, False),
        ({"severity": {"MV502": "fatal"}}, False),
        ({"exemptions": [{"file": "a.json"}]}, False),
    ],
)
def test_the_published_schema_and_the_reader_agree(values, valid):
    jsonschema.Draft202012Validator.check_schema(schema())
    assert jsonschema.Draft202012Validator(schema()).is_valid(values) == valid
    try:
        read_layer(values, "")
    except ConfigError:
        assert not valid
    else:
        assert valid
