"""Where the grammar and the schemas lie: inside the wheel, or at the top of a checkout."""

from __future__ import annotations

import os

__all__ = ["data_path"]

_HERE = os.path.dirname(os.path.abspath(__file__))


def data_path(*parts: str) -> str:
    """The path of a data file such as ``("schemas", "answer.schema.json")``."""
    packaged = os.path.join(_HERE, "_data", *parts)
    if os.path.exists(packaged):
        return packaged
    return os.path.join(os.path.dirname(os.path.dirname(_HERE)), *parts)
