"""What the page is told of edits, and what it is given."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import flowc.serve.dev
from flowc.serve.dev.desk import HOME, Desk
from flowc.serve.dev.edition import Bench, Decided, Edit, Entry, Found, OnCall, Spot
from flowc.serve.dev.watch import Watch

FOUND = Found("error", "MV101", "desk.mv:3:4", "there is no `mian`", "did you mean `main`?")


def flow(name: str = "desk", drawn: list[str] | None = None) -> OnCall:
    def draw() -> str:
        if drawn is not None:
            drawn.append(name)
        return f"<svg>{name}</svg>"

    places = {"answer": [Spot("c-0", "main")]}
    decided, entries = [Decided("open", "hours", ["open"])], [Entry("back", "back")]
    return OnCall(name, "Desk", "en", "https://voice.example", places, decided, entries, draw)


def test_an_edit_with_errors_keeps_what_was_built_before() -> None:
    good = Bench().take(Edit([flow()], {}, []), "12:00:00")
    broken = good.take(Edit(None, {}, [FOUND]), "12:00:05")
    assert broken.broken
    assert (broken.number, broken.made_at, broken.flows) == (1, "12:00:00", good.flows)
    assert broken.findings == [FOUND]
    mended = broken.take(Edit([flow()], {}, []), "12:00:09")
    assert (mended.broken, mended.number, mended.findings) == (False, 2, [])


def test_the_page_learns_of_every_edit_and_of_nothing_else() -> None:
    benches = [Bench().take(Edit([flow()], {}, []), "12:00:00")]
    desk = Desk(lambda: benches[-1], "")
    first = desk.answer(f"{HOME}state.json")
    assert json.loads(first.content)["flows"][0]["places"] == {"answer": [{"card": "c-0", "words": "main"}]}
    assert desk.answer(f"{HOME}state.json", first.headers["etag"]).status == 304
    benches.append(benches[-1].take(Edit(None, {}, [FOUND]), "12:00:05"))
    second = desk.answer(f"{HOME}state.json", first.headers["etag"])
    assert second.status == 200
    assert json.loads(second.content)["broken"] is True


def test_a_page_of_another_server_is_out_of_date() -> None:
    bench = Bench().take(Edit([flow()], {}, []), "12:00:00")
    first, second = Desk(lambda: bench, ""), Desk(lambda: bench, "")
    tag = first.answer(f"{HOME}state.json").headers["etag"]
    assert second.answer(f"{HOME}state.json", tag).status == 200


def test_a_picture_is_drawn_once_for_each_edition_and_only_when_asked_for() -> None:
    drawn: list[str] = []
    benches = [Bench().take(Edit([flow(drawn=drawn)], {}, []), "12:00:00")]
    desk = Desk(lambda: benches[-1], "")
    assert drawn == []
    assert desk.answer(f"{HOME}picture/desk.svg").content == b"<svg>desk</svg>"
    desk.answer(f"{HOME}picture/desk.svg")
    assert drawn == ["desk"]
    benches.append(benches[-1].take(Edit([flow(drawn=drawn)], {}, []), "12:00:05"))
    desk.answer(f"{HOME}picture/desk.svg")
    assert drawn == ["desk", "desk"]


@pytest.mark.parametrize(
    "path", ["../desk.py", "%2e%2e/desk.py", "/etc/passwd", "picture/../state.json", "picture/other.svg", "nothing"]
)
def test_there_is_nothing_but_the_page(path: str) -> None:
    assert Desk(Bench, "").answer(HOME + path).status == 404


def test_every_file_of_the_page_is_given_with_its_type_and_the_policy() -> None:
    desk = Desk(Bench, ".stage { }")
    page = desk.answer(HOME)
    assert desk.answer("/").headers["location"] == HOME
    assert page.headers["content-type"].startswith("text/html")
    for name in ("main.js", "call.js", "phone.css", "picture.css"):
        answer = desk.answer(HOME + name)
        assert answer.status == 200
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["content-type"].startswith("text/javascript" if name.endswith("js") else "text/css")


def test_the_page_names_nothing_outside_the_server() -> None:
    folder = Path(flowc.serve.dev.__file__).parent / "page"
    for file in folder.iterdir():
        assert "://" not in file.read_text(encoding="utf-8"), file.name


def test_an_edit_is_noticed_however_it_is_written(tmp_path: Path) -> None:
    file, other = tmp_path / "desk.mv", tmp_path / "new.mv"
    file.write_text("a", encoding="utf-8")
    watch = Watch(lambda: map(str, sorted(tmp_path.glob("*.mv"))))
    assert not watch.changed()
    file.write_text("ab", encoding="utf-8")
    assert watch.changed()
    assert not watch.changed()
    (tmp_path / "staging").write_text("ac", encoding="utf-8")
    os.replace(tmp_path / "staging", file)
    assert watch.changed()
    other.write_text("b", encoding="utf-8")
    assert watch.changed()
    other.unlink()
    assert watch.changed()
    assert not watch.changed()


def test_files_that_an_edit_leads_to_are_no_edit_themselves(tmp_path: Path) -> None:
    file, shared = tmp_path / "desk.mv", tmp_path / "shared.mv"
    file.write_text("a", encoding="utf-8")
    shared.write_text("b", encoding="utf-8")
    read: list[str] = []
    watch = Watch(lambda: [str(file)], lambda: read)
    read += [str(file), str(shared), "--base-url"]
    assert not watch.changed()
    shared.write_text("bc", encoding="utf-8")
    assert watch.changed()
    shared.unlink()
    assert watch.changed()
    read.remove(str(shared))
    assert not watch.changed()
