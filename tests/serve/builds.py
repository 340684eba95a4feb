"""Builds for tests: the project's examples, and builds written by hand in the form of ``routes.json``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from flowc.api import build, compile_paths
from flowc.serve.builds import Build, FlowFiles

__all__ = ["BASE", "example", "examples", "gather", "made", "redirect", "say"]

BASE = "https://calls.example/v1"
_EXAMPLES = Path(__file__).parents[2] / "examples"


def examples() -> list[str]:
    return sorted(path.stem for path in _EXAMPLES.glob("*.mv"))


@cache
def example(name: str) -> Build:
    """An example of the project, built."""
    return Build(FlowFiles(flow.files) for flow in build(compile_paths(_EXAMPLES / f"{name}.mv")).values())


def made(
    documents: Mapping[str, list[Any]],
    routes: Mapping[str, Any],
    entries: Mapping[str, Mapping[str, Any]] | None = None,
    flow: str = "flow",
) -> FlowFiles:
    """A flow from its documents (actions by name), its routes, and what the manifest says of documents besides."""
    files = {f"{name}.json": json.dumps({"actions": actions}).encode() for name, actions in documents.items()}
    manifest = {
        "format": 1,
        "flow": flow,
        "base_url": BASE,
        "documents": {
            name: {
                "file": f"{name}.json",
                "sha256": hashlib.sha256(files[f"{name}.json"]).hexdigest(),
                "node": name.partition(".")[0],
                **(entries or {}).get(name, {}),
            }
            for name in documents
        },
    }
    table = {"flow": flow, "base_url": BASE, "routes": routes}
    files["manifest.json"], files["routes.json"] = json.dumps(manifest).encode(), json.dumps(table).encode()
    return FlowFiles(files)


def say(text: str) -> dict[str, Any]:
    return {"say": {"text": text}}


def redirect(target: str, flow: str = "flow") -> dict[str, Any]:
    return {"redirect": {"url": f"{BASE}/{flow}/{target}"}}


def gather(node: str, branches: Mapping[str, str], noinput: str, **more: Any) -> dict[str, Any]:
    """A route of a gather; ``more`` replaces what it usually says."""
    route = {
        "kind": "gather",
        "node": node,
        "attempt": 1,
        "min_digits": 1,
        "max_digits": 1,
        "finish_on": None,
        "timeout_seconds": 5,
        "sensitive": False,
        "branches": [{"pattern": pattern, "next": following} for pattern, following in branches.items()],
        "noinput": noinput,
    }
    return {**route, **more}
