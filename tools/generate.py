"""Run every generator; with ``--check`` write nothing and fail where something is stale.

    python -m tools.generate
    python -m tools.generate --check

A generator is a script ``tools/generate_NAME.py`` that takes ``--check``. The order matters: a later one may read what
an earlier one writes.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

ORDER = (
    "generate_tables",
    "generate_schema",
    "generate_config",
    "generate_rules",
    "generate_traffic",
    "generate_readme",
)


def main(arguments: list[str]) -> int:
    others = {path.stem for path in Path(__file__).parent.glob("generate_*.py")} - set(ORDER)
    failed = 0
    for name in (*(name for name in ORDER), *sorted(others)):
        if (ROOT / "tools" / f"{name}.py").exists():
            result = subprocess.run([sys.executable, "-m", f"tools.{name}", *arguments], cwd=ROOT, check=False)
            failed |= result.returncode != 0
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
