"""The prompts of flows as CSV (RFC 4180), for those who speak or translate them."""

from __future__ import annotations

from collections.abc import Iterable

from flowc.report.page.contents import FlowPart

__all__ = ["prompts_csv"]


def prompts_csv(flows: Iterable[FlowPart]) -> str:
    """A line for each prompt: its flow, its name, where it is heard, its language, its seconds, its text."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("flow", "prompt", "where", "language", "seconds", "text"))
    for flow in flows:
        for prompt in flow.prompts:
            row = (flow.name, prompt.name, prompt.where, flow.language, f"{prompt.seconds:.1f}", prompt.text)
            writer.writerow(map(_harmless, row))
    return out.getvalue()


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
