"""The telephone's modules in Node.js, its wishes granted by the simulator's sites and callers."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import flowc
from flowc.simulate.actions import Command
from flowc.simulate.call import Call, CallInfo
from flowc.simulate.caller import Caller, Place, fits
from flowc.simulate.keys import Ask
from flowc.simulate.site import Site
from tests.programs import program

__all__ = ["PAGE", "Telephone", "telephone"]

PAGE = Path(flowc.__file__).parent / "serve" / "dev" / "page"


class Telephone:
    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def call(self, site: Site, url: str, caller: Caller) -> list[dict[str, Any]]:
        """The entries of a call, as the telephone writes them."""
        info = CallInfo()
        self._tell({"url": url, "call": {"id": info.id, "caller": info.caller, "called": info.called}})
        failing = False
        while True:
            wish = self._hear()
            if "over" in wish:
                entries: list[dict[str, Any]] = wish["entries"]
                return entries
            answer = _granted(wish, site, caller)
            if failing and wish["wish"] == "fetch":
                answer = {"status": 503}
            failing = wish["wish"] == "gather" and answer.get("kind") == "fail"
            self._tell({"kind": "wait"} if failing else answer)

    def _tell(self, value: Any) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(value) + "\n")
        self._process.stdin.flush()

    def _hear(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the telephone has stopped"
        value: dict[str, Any] = json.loads(line)
        return value


def _granted(wish: dict[str, Any], site: Site, caller: Caller) -> Any:
    match wish["wish"]:
        case "fetch":
            return _fetched(site, wish["url"], wish["digits"] or "", caller)
        case "gather":
            ask = wish["ask"]
            asked = Ask(ask["least"], ask["most"], ask["finishOn"], ask["seconds"])
            return _act(Place("gather", "", Command("gather", {}), asked), caller)
        case "ring":
            return _act(Place("bridge", "", Command("bridge", {})), caller)
        case _:
            return _act(Place("redirect", "", Command("redirect", {})), caller)


def _fetched(site: Site, url: str, digits: str, caller: Caller) -> dict[str, Any] | None:
    """What a URL answers once everything on the way is decided; ``passed`` is how long that took."""
    answer = site.fetch(url, digits)
    decides = Call()
    while answer is not None and answer.question is not None:
        place = Place("decision", "", Command("redirect", {}), node=answer.question.node, question=answer.question)
        act = caller(place)
        if act is None or fits(place, act):
            return {"stop": True}
        answer = site.decided(answer, decides.decide(answer.question, act))
    if answer is None:
        return None
    return {"status": answer.status, "body": answer.body, "document": answer.document, "passed": decides.at}


def _act(place: Place, caller: Caller) -> dict[str, Any]:
    act = caller(place)
    return {"stop": True} if act is None or fits(place, act) else {"kind": act.kind, "keys": act.keys}


@contextmanager
def telephone() -> Iterator[Telephone]:
    command = [program("node"), str(Path(__file__).parent / "wishes.mjs"), str(PAGE)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Telephone(process)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(10) == 0
