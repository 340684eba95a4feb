"""Write ``docs/rules.md`` from the pages of the rules; ``--check`` fails where it is stale."""

from __future__ import annotations

from flowc.checks.rule import Rule
from flowc.checks.rules import RULES
from tools.generated import ROOT, Generated, main

__all__ = ["generated"]

PATH = ROOT / "docs" / "rules.md"

GROUPS = {
    "MV0": "Reading",
    "MV1": "Names",
    "MV2": "Actions",
    "MV3": "Paths",
    "MV4": "The state of the call",
    "MV5": "What the caller experiences",
    "MV6": "Safety",
    "MV9": "The tool itself",
}

HEAD = """\
# Rules

Every finding has the code and the name of its rule. This page is made from the rules themselves
(`python -m tools.generate`), and the tests run every flow on it: the bad one has the finding, the good one has
none. `flowc explain CODE` shows the same text.

Every rule can be selected, ignored, and given another severity; see [configuration](configuration.md). Errors of
MV0, MV1 and MV2, and MV301 to MV306, MV308 and MV312 cannot be ignored: until they are mended there is nothing to
build.
"""


def generated() -> Generated:
    parts = [HEAD]
    group = ""
    for rule in RULES:
        if rule.code[:3] != group:
            group = rule.code[:3]
            parts.append(f"## {GROUPS[group]}\n")
        parts.append(section(rule))
    return {PATH: "\n".join(parts)}


def section(rule: Rule) -> str:
    """A rule's page, its headings below that of the rule."""
    lines = [f"### {rule.code} {rule.name}", "", f"Usually {_article(rule.severity)}.", ""]
    fenced = False
    for line in (rule.page or "").strip().split("\n"):
        fenced ^= line.startswith("```")
        lines.append(f"##{line}" if line.startswith("## ") and not fenced else line)
    return "\n".join([*lines, ""])


def _article(severity: str) -> str:
    return f"a {severity}" if severity == "warning" else f"an {severity}"


if __name__ == "__main__":
    raise SystemExit(main(generated))
