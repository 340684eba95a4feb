"""A headless Chromium that does what a test says, by way of Playwright."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.programs import node_package, program

__all__ = ["Browser", "browser"]


class Browser:
    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def __call__(self, deed: str, *operands: Any) -> Any:
        """Do one of the deeds of ``browser.mjs``.

        Raises:
            AssertionError: it could not be done.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([deed, *operands]) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the browser has stopped"
        answer = json.loads(line)
        assert "problem" not in answer, answer["problem"]
        return answer["value"]

    def text(self, selector: str) -> str:
        text: str = self("evaluate", f"document.querySelector({json.dumps(selector)}).innerText")
        return text.strip()

    def shown(self, selector: str) -> bool:
        return bool(self("evaluate", f"document.querySelector({json.dumps(selector)}).checkVisibility()"))

    @property
    def lit(self) -> str:
        """The heading of the card where the call is."""
        name: str = self("evaluate", "document.querySelector('.stage .now .name').textContent")
        return name

    def entries(self) -> list[list[str]]:
        """What has passed: kind and words of every entry."""
        found: list[list[str]] = self(
            "evaluate",
            "[...document.querySelectorAll('#entries li')].map((item) => "
            "['.kind', '.words'].map((part) => item.querySelector(part).textContent))",
        )
        return found


@contextmanager
def browser() -> Iterator[Browser]:
    library = str(node_package("playwright-core"))
    command = [program("node"), str(Path(__file__).parent / "browser.mjs"), library, program("chromium")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Browser(process)
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(20)
