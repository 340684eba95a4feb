"""Which handlers count is decided once for nodes of one shape; what comes of it is each node's own."""

from __future__ import annotations

from flowc.ir.handlers import Asked, Decided, served, shape_of
from flowc.source import SourceMap
from flowc.syntax import parse, tree

MENUS = """\
flow f {
    start a
    defaults {
        on noinput, nomatch -> retry "Sorry?"
        on 9, digits -> z
        on exhausted -> z
    }
    menu a { prompt "One."; on 1 -> b; on done -> z; on 2X { say "Two." } }
    menu b { prompt "Two."; on 1 -> a; on done -> a; on 2X -> retry "Again." }
    menu c { prompt "Three."; on 1 { say "One." }; on done { hangup }; on 2X -> z }
    menu d { prompt "Four."; on any -> z; on timeout -> a }
    collect e { prompt "Five."; digits 1..2; on timeout, 1 -> a; on XX -> b }
    step z { hangup }
}
"""

ASKED = [Asked("menu", 1, 1, None), Asked("collect", 1, 2, "#"), Asked("collect", 2, 2, None, counts=True)]


def test_nodes_of_one_shape_are_decided_alike_each_with_handlers_of_its_own():
    sources = SourceMap()
    file, findings = parse(sources.add("menus.mv", MENUS))
    assert not findings
    (flow,) = file.items
    assert isinstance(flow, tree.Flow)
    (group,) = (item for item in flow.items if isinstance(item, tree.Defaults))
    defaults = _handlers(group)
    decided = Decided()
    for asked in ASKED:
        for node in (item for item in flow.items if isinstance(item, tree.Node)):
            own = _handlers(node)
            entries, unused = served(asked, own, defaults)
            for _ in range(2):
                handled = decided.handled(asked, own, defaults, shape_of(defaults))
                assert (handled.entries, handled.unused) == (entries, unused)
                assert all(one.handler is other.handler for one, other in zip(handled.entries, entries, strict=True))


def test_routes_try_exact_keys_first_and_what_is_not_understood_last():
    sources = SourceMap()
    text = (
        "flow f { start e; collect e { on nomatch, XX, 1, noinput, 2X, 22, exhausted -> e; on incomplete -> retry } }"
    )
    file, _ = parse(sources.add("order.mv", text))
    (flow,) = file.items
    assert isinstance(flow, tree.Flow)
    own = _handlers(next(item for item in flow.items if isinstance(item, tree.Node)))
    handled = Decided().handled(Asked("collect", 1, 2, "#"), own, [], ())
    tried = [handled.entries[place].event for place in handled.tried]
    assert tried == ["1", "22", "2X", "XX", "noinput", "nomatch"]


def _handlers(place: tree.Defaults | tree.Node) -> list[tree.Handler]:
    return [item for item in place.items if isinstance(item, tree.Handler)]
