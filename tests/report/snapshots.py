"""Which sample is shown in which format, and where the expected text stands."""

from __future__ import annotations

from pathlib import Path

from flowc.report import FORMATS, render

from .samples import CONTEXT, SAMPLES

FOLDER = Path(__file__).parent / "snapshots"


def snapshots() -> list[tuple[str, str]]:
    return [(sample, format_) for sample in SAMPLES for format_ in FORMATS]


def path(sample: str, format_: str) -> Path:
    return FOLDER / f"{sample}.{format_}"


def produced(sample: str, format_: str) -> bytes:
    sources, findings = SAMPLES[sample]()[:2]
    return render(format_, findings, sources, CONTEXT).encode("utf-8", "backslashreplace")
