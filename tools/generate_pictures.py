"""The pictures of the examples and README, docs/pictures/*.svg, alike on every machine."""

from __future__ import annotations

from tools.generated import ROOT, Generated, main


def generated() -> Generated:
    from flowc.compile import compile_sources
    from flowc.emit.diagram.panels import panelled
    from flowc.emit.diagram.picture import make_picture
    from flowc.emit.diagram.svg import draw_svg
    from flowc.source import SourceMap

    pictures = {}
    for path in [*sorted((ROOT / "examples").glob("*.mv")), ROOT / "docs" / "snippets" / "clinic.mv"]:
        sources = SourceMap()
        sources.add(path.name, path.read_text(encoding="utf-8"))
        program = compile_sources(sources).program
        assert program is not None, f"{path.name} is a flow"
        for flow in program.flows:
            picture = panelled(make_picture(program, flow))
            pictures[ROOT / "docs" / "pictures" / f"{flow.name}.svg"] = draw_svg(picture)
    return pictures


if __name__ == "__main__":
    raise SystemExit(main(generated))
