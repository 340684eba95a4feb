"""Write what the rules find into the cases, of all codes or of those that are named; ``--diff`` only shows what would
change. Read it before you keep it."""

from __future__ import annotations

import sys
from difflib import unified_diff

from .case import cases, found


def main(arguments: list[str]) -> int:
    codes = {argument for argument in arguments if not argument.startswith("--")}
    for case in cases():
        if not case.invalid or (codes and case.code not in codes):
            continue
        old = case.expected.read_text(encoding="utf-8") if case.expected.exists() else ""
        new = found(case)
        if new == old:
            continue
        name = str(case.expected.relative_to(case.expected.parents[1]))
        sys.stdout.writelines(unified_diff(old.splitlines(True), new.splitlines(True), name, name, n=1))
        if "--diff" not in arguments:
            case.expected.write_text(new, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
