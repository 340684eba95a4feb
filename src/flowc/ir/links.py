"""Redirects that stay within the build: an edge to the block whose document they name."""

from __future__ import annotations

from flowc.diagnostics import Finding, Guesses, error
from flowc.ir import graph

__all__ = ["join_redirects"]


def join_redirects(program: graph.Program, findings: list[Finding]) -> graph.Program:
    """The program with every redirect under the ``base_url`` of one of its flows led to that document's block.

    A URL under such a ``base_url`` that is no document of the build is MV101.
    """
    bases = tuple(sorted({flow.base_url.rstrip("/") + "/" for flow in program.flows if flow.base_url}))
    if not bases:
        return program
    redirects = [index for index, block in enumerate(program.blocks) if isinstance(block.exit, graph.Redirect)]
    if not redirects:
        return program
    documents: dict[str, int] | None = None
    guesses = Guesses()
    blocks = list(program.blocks)
    for index in redirects:
        block = blocks[index]
        exit = block.exit
        assert isinstance(exit, graph.Redirect)
        url = _plain(exit.action.get("url"))
        if not url.startswith(bases):
            continue
        if documents is None:
            documents = _documents(program)
        to = documents.get(url)
        if to is None:
            findings.append(_missing(exit.action, url, documents, guesses))
        else:
            blocks[index] = block._replace(exit=exit._replace(to=to))
    return program._replace(blocks=tuple(blocks))


def _plain(url: object) -> str:
    return url.partition("#")[0].partition("?")[0] if isinstance(url, str) else ""


def _documents(program: graph.Program) -> dict[str, int]:
    return {
        f"{flow.base_url.rstrip('/')}/{flow.name}/{program.blocks[block].name}.json": block
        for flow in program.flows
        if flow.base_url
        for block in flow.blocks
    }


def _missing(action: graph.Action, url: str, documents: dict[str, int], guesses: Guesses) -> Finding:
    span = next((field.span for field in action.fields if field.name == "url"), action.span)
    close = guesses.closest(url, documents)
    return error(
        "MV101",
        span,
        f"this build publishes no document at {url}",
        help=f"did you mean {close}?" if close else "a URL under a flow's `base_url` must be one of its documents",
    )
