"""Flows spoilt at random, and what the command line must do with every one of them.

    python -m tests.front.mutants 100000 [SEED]

runs more of them than the tests do, and prints the seed of the first that is not taken well.
"""

from __future__ import annotations

import contextlib
import io
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from flowc.cli import main
from tools.generated import ROOT

__all__ = ["mutants", "take"]

_EXAMPLES = sorted((ROOT / "examples").glob("*.mv"))
_SPICES = [
    "{", "}", '"', '"""', "->", "//", "\\", "\0", "\x1b[31m", "\u202e", "\ufeff", "\r", "\n", ";", "#", "*", "+", "=",
    ",", "on", "retry", "flow a {", "menu main {", "sip:", "0" * 400, "X" * 80, "\u00e9", "\U0001f600", "goto main",
    "5s", "-1", "{{", "{x}", "const a = a", "digits 1..32", "digits 99999999999999999999", "timeout 0s", "'", "\t",
    "on any -> retry", "entry ", "// flowc: ignore[MV502]", "// flowc: ignore[MV105] -- why", 'test "" {', "transfer",
    "bridge +1",
]  # fmt: skip
_SECONDS = 2.0


def mutants(count: int, seed: int) -> Iterator[bytes]:
    """Spoilt texts: pieces cut out, doubled, moved, put in, lines shuffled, bytes flipped."""
    for number in range(count):
        yield mutant(f"{seed}:{number}")


def mutant(seed: str) -> bytes:
    chance = random.Random(seed)
    text = chance.choice(_EXAMPLES).read_text(encoding="utf-8")
    lines = text.split("\n")
    if chance.random() < 0.7:  # small ones are sooner through, and find as much
        start = chance.randrange(len(lines))
        text = "\n".join([*lines[:12], *lines[start : start + 25]])
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randrange(len(text) + 1), chance.choice([1, 1, 2, 5, 20, 200])
        match chance.randrange(5):
            case 0:
                text = text[:at] + text[at + length :]
            case 1:
                text = text[:at] + text[at : at + length] * chance.choice([2, 3, 50]) + text[at + length :]
            case 2:
                text = text[:at] + chance.choice(_SPICES) + text[at:]
            case 3:
                to = chance.randrange(len(text) + 1)
                text = text[:to] + text[at : at + length] + text[to:]
            case 4:
                words = text.split(" ")
                one, other = chance.randrange(len(words)), chance.randrange(len(words))
                words[one], words[other] = words[other], words[one]
                text = " ".join(words)
    content = bytearray(text.encode("utf-8", "surrogatepass"))
    if content and chance.random() < 0.1:
        content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content)


def take(content: bytes, folder: Path) -> str | None:
    """Give a text to the commands that read flows; what they did wrong, or None."""
    path = folder / "mutant.mv"
    path.write_bytes(content)
    for arguments in (["check", str(path)], ["check", str(path), "--format", "json"], ["fmt", "--check", str(path)],
                      ["build", str(path), "-o", str(folder / "out")]):  # fmt: skip
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
        start = time.perf_counter()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = main(arguments)
        if "internal error" in err.getvalue():
            return f"{arguments[0]}: {err.getvalue()}"
        if status not in (0, 1, 2):
            return f"{arguments[0]}: exit status {status}"
        if time.perf_counter() - start > _SECONDS * 5:  # a machine under load is no slow algorithm
            return f"{arguments[0]}: took {time.perf_counter() - start:.1f} s"
    return None


if __name__ == "__main__":
    count, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    with tempfile.TemporaryDirectory() as folder:
        for number, content in enumerate(mutants(count, seed)):
            wrong = take(content, Path(folder))
            if wrong is not None:
                raise SystemExit(f"mutant {seed}:{number}: {wrong}\n{content!r}")
    print(f"{count} mutants of seed {seed} were taken well")
