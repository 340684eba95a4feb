"""Write the outputs and tables in README.md and the pages under docs/; ``--check`` fails where one is stale."""

from __future__ import annotations

from tools.generated import ROOT, Generated, main
from tools.pages import page

__all__ = ["generated"]


def generated() -> Generated:
    readme = ROOT / "README.md"
    files = {readme: page(readme.read_text(encoding="utf-8"), prefix="docs/")}
    for path in sorted((ROOT / "docs").glob("*.md")):
        if path.name != "rules.md":  # made from the rules as a whole
            files[path] = page(path.read_text(encoding="utf-8"))
    return files


if __name__ == "__main__":
    raise SystemExit(main(generated))
