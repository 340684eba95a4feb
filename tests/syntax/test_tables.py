"""The parser and the grammar file say the same."""

from __future__ import annotations

import hashlib
import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st
from lark import UnexpectedInput

from flowc.syntax import tables
from tests.syntax.reading import read
from tests.syntax.sentences import GRAMMAR, damaged, lark, sentences


def test_tables_are_made_from_the_grammar_as_it_is() -> None:
    digest = hashlib.sha256(GRAMMAR.read_bytes()).hexdigest()
    assert digest == tables.DIGEST, "src/flowc/syntax/tables.py is stale; mend it by: python tools/generate_tables.py"


def test_tables_are_what_the_tool_writes() -> None:
    check = [sys.executable, str(GRAMMAR.parents[1] / "tools" / "generate_tables.py"), "--check"]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_reading_needs_no_lark() -> None:
    code = (
        "import sys, flowc.source, flowc.syntax\n"
        "flowc.syntax.parse(flowc.source.Source('a', 'flow f {'))\n"
        "print('lark' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def _lark_accepts(text: str) -> bool:
    try:
        lark().parse(text.removeprefix("\ufeff"))
    except UnexpectedInput:
        return False
    return True


def _agree(text: str) -> bool:
    """Whether both readers accept the text or both refuse it. Characters nobody sees are no matter of the grammar."""
    codes = {finding.code for finding in read(text)[1]}
    return "MV003" in codes or (not codes) == _lark_accepts(text)


@given(sentences())
@settings(max_examples=70, deadline=None)
def test_both_accept_what_the_grammar_derives(text: str) -> None:
    assert _agree(text)


@given(damaged(sentences()))
@settings(max_examples=120, deadline=None)
def test_both_refuse_the_same_damage(text: str) -> None:
    assert _agree(text)


@given(st.text("{}->=,.;\"\\ \n/#*+12XaPsonflwep:'"))
@settings(max_examples=86, deadline=None)
def test_both_refuse_the_same_nonsense(text: str) -> None:
    assert _agree(text)
