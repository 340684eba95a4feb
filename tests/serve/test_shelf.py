"""Builds in use: the one that new calls begin with, and those that calls under way have begun with."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from flowc.serve.builds import Build
from flowc.serve.shelf import Shelf
from tests.serve.builds import gather, made, redirect, say

BUILDS = [Build([made({"answer": [say(text)]}, {})]) for text in ("One.", "Two.", "Three.")]
PATH = "/v1/flow/answer.json"


def _text(shelf: Shelf, digest: str) -> bytes:
    held = shelf.document(PATH, digest)
    assert held is not None
    return held[1].body


def test_each_call_has_its_build_and_an_unknown_one_the_newest(tmp_path: Path) -> None:
    shelf = Shelf(BUILDS[0])
    shelf.take(BUILDS[1])
    assert [_text(shelf, digest) for digest in (BUILDS[0].digest, BUILDS[1].digest, "", "0" * 64, "../x")] == [
        BUILDS[number].documents[PATH].body for number in (0, 1, 1, 1, 1)
    ]


def test_builds_are_there_again_after_a_restart_unless_somebody_touched_them(tmp_path: Path) -> None:
    for build in BUILDS[:2]:
        Shelf(build).keep_in(str(tmp_path))
    shelf = Shelf(BUILDS[2])
    shelf.keep_in(str(tmp_path))
    assert len(shelf) == 3
    assert _text(shelf, BUILDS[0].digest) == BUILDS[0].documents[PATH].body
    (tmp_path / BUILDS[0].digest / "flow" / "answer.json").write_text("{}")
    again = Shelf(BUILDS[2])
    again.keep_in(str(tmp_path))
    assert _text(again, BUILDS[0].digest) == BUILDS[2].documents[PATH].body


def test_a_replaced_build_is_forgotten_when_no_call_can_be_in_it(tmp_path: Path) -> None:
    shelf = Shelf(BUILDS[0], keep=100)
    shelf.keep_in(str(tmp_path))
    shelf.take(BUILDS[1])
    shelf.tidy(time.time() + 50)
    assert len(shelf) == len(list(tmp_path.iterdir())) == 2
    os.utime(tmp_path / BUILDS[0].digest, (0, time.time() - 101))
    shelf.tidy(time.time() + 101)
    assert len(shelf) == len(list(tmp_path.iterdir())) == 1
    assert shelf.current is BUILDS[1]


def test_a_build_that_cannot_be_put_by_changes_nothing(tmp_path: Path) -> None:
    shelf = Shelf(BUILDS[0])
    shelf.keep_in(str(tmp_path / "builds"))
    (tmp_path / "builds" / BUILDS[1].digest).write_text("in the way")
    with pytest.raises(OSError, match=BUILDS[1].digest):
        shelf.take(BUILDS[1])
    assert shelf.current is BUILDS[0]


def test_only_builds_that_were_put_by_are_removed(tmp_path: Path) -> None:
    folder = tmp_path / "state" / "builds"
    shelf = Shelf(BUILDS[0], keep=100)
    shelf.keep_in(str(folder))
    left_over = f"{BUILDS[1].digest}.4711.123456"
    for name in ("clinic", "notes.txt.1.2", left_over, BUILDS[2].digest):
        (folder / name).mkdir()
        os.utime(folder / name, (0, 0))
    shelf.tidy(time.time())
    assert {path.name for path in folder.iterdir()} == {BUILDS[0].digest, "clinic", "notes.txt.1.2"}


def test_what_is_put_by_is_for_nobody_else(tmp_path: Path) -> None:
    Shelf(BUILDS[0]).keep_in(str(tmp_path / "state" / "builds"))
    assert [(tmp_path / name).stat().st_mode & 0o777 for name in ("state", "state/builds")] == [0o700, 0o700]


def test_builds_that_differ_in_their_routes_alone_are_two() -> None:
    def flow(key: str) -> Build:
        documents = {"answer": [{"gather": {}}, redirect("route/ask")], "end": [say("Goodbye.")]}
        return Build([made(documents, {"ask": gather("ask", {key: "end"}, "end")})])

    assert flow("1").digest != flow("2").digest
    assert flow("1").digest == flow("1").digest
