"""The form that the formatter gives."""

from __future__ import annotations

from flowc.source import Source
from flowc.syntax import format_file
from flowc.syntax.format import WIDTH
from tests.syntax.reading import formatted, read

LOOSE = '''\ufeff

// head
const a="x"; const b = 5s // five
flow  f{ // of f

  title   "x"


  step b { hangup; }; step c { } // cc
  // alone

  entry   menu m {  // here
     on 1,2XX , noinput->bridge sip:a@b timeout 20s on failed { say "x"; hangup } // t
     on 3 -> bridge x on failed -> bridge y on failed {
     // inner

     hangup }
     on 4->retry "A","B"
     prompt """a
         b"""
     digits 4  ..  6
     // last

  }
  test "t" { wait; press 12#; expect transfer +1555 from "x"; at b; hear "q" }
}
// end
'''

TIGHT = '''\
// head
const a = "x"
const b = 5s  // five
flow f {  // of f
    title "x"

    step b { hangup }
    step c { }  // cc
    // alone

    entry menu m {  // here
        on 1, 2XX, noinput -> bridge sip:a@b timeout 20s on failed { say "x"; hangup }  // t
        on 3 -> bridge x on failed -> bridge y on failed {
            // inner

            hangup
        }
        on 4 -> retry "A", "B"
        prompt """a
         b"""
        digits 4..6
        // last
    }
    test "t" { wait; press 12#; expect transfer +1555 from "x"; at b; hear "q" }
}
// end
'''


def test_everything_has_its_place() -> None:
    assert formatted(LOOSE) == TIGHT
    assert formatted(TIGHT) == TIGHT


def test_line_ends_become_line_feeds() -> None:
    assert formatted("const a = 5\r\n\r\n\r\nconst b = 6") == "const a = 5\n\nconst b = 6\n"


def test_braces_too_long_for_one_line_are_opened() -> None:
    say = f'say "{"x" * (WIDTH - 20)}"'
    assert formatted(f"flow f {{\nstep s {{ {say}; goto a }}\n}}\n") == (
        f"flow f {{\n    step s {{\n        {say}\n        goto a\n    }}\n}}\n"
    )


def test_a_comment_behind_long_braces_keeps_them_on_its_line() -> None:
    line = f'    step s {{ say "{"x" * WIDTH}"; goto a }}  // flowc: ignore[MV503] -- so it is'
    assert formatted(f"flow f {{\n{line}\n}}\n") == f"flow f {{\n{line}\n}}\n"


def test_strings_are_kept_as_written() -> None:
    text = 'const a = "\\u{e9} {{x}} \\"q\\""\nconst b = """\n  one\n\n  two\n"""\n'
    assert formatted(text) == text


def test_an_empty_file_stays_empty() -> None:
    assert formatted("\n\n") == ""


def test_a_text_with_mistakes_is_left_alone() -> None:
    text = "flow  f {\n  foo bar baz\n}\n"
    file, findings = read(text)
    assert findings
    assert format_file(file, Source("test.mv", text)) == text
