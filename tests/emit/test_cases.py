"""Every case builds to exactly the files beside it, and to nothing that its schema would not accept."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from flowc.emit.routes import OUTCOMES
from flowc.templates import fill
from tests.emit.cases import CASES, build_case, case_names, files_of_case
from tests.emit.schemas import assert_valid

WORDS = ("open", "closed", "withheld", "unset", "other", "failed")


@pytest.mark.parametrize("name", case_names())
def test_the_case_builds_to_the_files_beside_it(name: str) -> None:
    built = {(flow, file): content for flow, files in files_of_case(name).items() for file, content in files.items()}
    expected = {(path.parent.name, path.name): path.read_bytes() for path in (CASES / name).glob("*/*")}
    assert sorted(built) == sorted(expected), "run `python -m tests.emit.cases` and read the difference"
    for key, content in built.items():
        assert content.decode() == expected[key].decode(), key


@pytest.mark.parametrize("name", case_names())
def test_everything_that_is_built_is_valid(name: str) -> None:
    for flow in build_case(name):
        for called, document in flow.documents.items():
            fills = "fills" in flow.manifest["documents"][called]
            assert_valid("answer", fill(document, "4711") if fills else document)
        assert_valid("routes", flow.routes)
        assert_valid("manifest", flow.manifest)


@pytest.mark.parametrize("name", case_names())
def test_whatever_a_document_or_route_leads_to_is_there(name: str) -> None:
    flows = build_case(name)
    published = set()
    everywhere = {f"{flow.flow}/{document}" for flow in flows for document in flow.documents}
    for flow in flows:
        address = f"{flow.manifest['base_url']}/{flow.flow}"
        published |= {f"{address}/{document}.json" for document in flow.documents}
        published |= {f"{address}/route/{route}" for route in flow.routes["routes"]}
        for route in flow.routes["routes"].values():
            leads = {branch["next"] for branch in route.get("branches", ())}
            leads |= {route[event] for event in (*OUTCOMES, *WORDS) if event in route}
            assert {target if "/" in target else f"{flow.flow}/{target}" for target in leads} <= everywhere
        assert set(flow.manifest["documents"]) == set(flow.documents)
    bases = tuple({f"{flow.manifest['base_url']}/{other.flow}/" for flow in flows for other in flows})
    for flow in flows:
        for document in flow.documents.values():
            urls = _urls(document["actions"])
            assert {url.partition("?")[0] for url in urls if url.startswith(bases)} <= published


def _urls(actions: list[dict[str, object]]) -> set[str]:
    found = set()
    for action in actions:
        fields = action if "type" in action else next(iter(action.values()))
        assert isinstance(fields, dict)
        if "url" in fields:
            found.add(str(fields["url"]))
    return found


def test_the_same_bytes_for_every_hash_seed_directory_and_locale(tmp_path: Path) -> None:
    program = (
        "import hashlib, json; from tests.emit.cases import case_names, files_of_case\n"
        "print(json.dumps({name: {flow: {file: hashlib.sha256(content).hexdigest() for file, content in files.items()}"
        " for flow, files in files_of_case(name).items()} for name in case_names()}))"
    )
    here = str(Path(__file__).parent.parent.parent)
    results = set()
    for seed, locale, directory in (("0", "C", here), ("1", "tr_TR.UTF-8", str(tmp_path)), ("2", "POSIX", "/")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "LANG": locale, "PYTHONPATH": here}
        environment["PYTHONUTF8"] = "0"
        made = subprocess.run(
            [sys.executable, "-c", program], cwd=directory, env=environment, capture_output=True, check=True
        )
        results.add(made.stdout)
    assert len(results) == 1
    assert len(json.loads(results.pop())) == len(case_names())
