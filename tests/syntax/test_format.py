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

LOOSE_MORE = '''\
import   "common.mv"  // shared
hours  office   "Europe/Dublin"{ // local
  mon - fri 09:00 - 12:30,13:30-17:30; sat,2026-12-31   10:00-13:00

  2026-12-25 ,2026-12-26   closed // feast
}
hours always "UTC" { mon-sun 00:00-24:00 }
defaults   house{timeout 5s}
part  yes_no ( question,yes ,
no ){ // asks
  const a=1
  menu ask { on 1->yes; on 2 -> no }
}
part none ( ){ step s { hangup } }
part bare( // of nothing

) { }
flow f {
  defaults   house
  decide  a{ by   variable "crm.plan"
    ask "a..b"  timeout 2s
    send   caller ,plan,"crm.id"
    send sip:a@b , caller
    on "gold",unset , +35387XXXXXXX,other->next . node }
  voicemail box{ prompt "Speak."; finish_on #; on done { goto next . node } }
  menu m { attempts 3   shared   tries }
  collect c { digits  least ..most; attempts most   shared tries }
  use yes_no as first( "Well?",yes:a ,  no : transfer +1555   from +1556 ) // once
  use yes_no as second("Well?",
     // which way
     yes : other . book , // there

     no: hangup
  )  // twice
  use ring as third( // why
      sip:desk@acme.example , no: transfer sip:a@b )
  use ring as fourth(sip:a@b , no: bridge sip:a@b )
  use none as fifth(
  )
  test "t" { given   first . ask   "x"; given time "2026-12-25T10:00"; at   first . ask }
}
'''

TIGHT_MORE = '''\
import "common.mv"  // shared
hours office "Europe/Dublin" {  // local
    mon-fri 09:00-12:30, 13:30-17:30
    sat, 2026-12-31 10:00-13:00

    2026-12-25, 2026-12-26 closed  // feast
}
hours always "UTC" { mon-sun 00:00-24:00 }
defaults house { timeout 5s }
part yes_no(
    question,
    yes,
    no
) {  // asks
    const a = 1
    menu ask { on 1 -> yes; on 2 -> no }
}
part none() { step s { hangup } }
part bare(  // of nothing
) { }
flow f {
    defaults house
    decide a {
        by variable "crm.plan"
        ask "a..b" timeout 2s
        send caller, plan, "crm.id"
        send sip:a@b , caller
        on "gold", unset, +35387XXXXXXX, other -> next.node
    }
    voicemail box { prompt "Speak."; finish_on #; on done { goto next.node } }
    menu m { attempts 3 shared tries }
    collect c { digits least..most; attempts most shared tries }
    use yes_no as first("Well?", yes: a, no: transfer +1555 from +1556)  // once
    use yes_no as second(
        "Well?",
        // which way
        yes: other.book,  // there
        no: hangup
    )  // twice
    use ring as third(  // why
        sip:desk@acme.example ,
        no: transfer sip:a@b
    )
    use ring as fourth(sip:a@b , no: bridge sip:a@b )
    use none as fifth()
    test "t" { given first.ask "x"; given time "2026-12-25T10:00"; at first.ask }
}
'''


def test_everything_has_its_place() -> None:
    assert formatted(LOOSE) == TIGHT
    assert formatted(TIGHT) == TIGHT


def test_hours_decisions_and_parts_have_their_place() -> None:
    assert formatted(LOOSE_MORE) == TIGHT_MORE
    assert formatted(TIGHT_MORE) == TIGHT_MORE


def test_a_list_too_long_for_one_line_is_opened() -> None:
    use = f'use a as b("{"x" * (WIDTH - 20)}", no: c)'
    opened = f'    use a as b(\n        "{"x" * (WIDTH - 20)}",\n        no: c\n    )\n'
    assert formatted(f"flow f {{\n{use}\n}}\n") == f"flow f {{\n{opened}}}\n"
    assert formatted(f"flow f {{\n{use} // why\n}}\n") == f"flow f {{\n    {use}  // why\n}}\n"
    assert formatted(f"flow f {{\n{opened}}}\n") == f"flow f {{\n{opened}}}\n"


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
