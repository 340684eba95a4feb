"""A page as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from flowc.report.glyphs import visible
from flowc.report.page.contents import FlowPart, Found, Journey, Page, Step
from flowc.report.page.prompts_csv import prompts_csv
from flowc.report.page.script import SCRIPT
from flowc.report.page.style import STYLE

__all__ = ["page_html"]

_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)
_CHAPTERS = (
    ("picture", "Picture"),
    ("keys", "Keys"),
    ("prompts", "Prompts"),
    ("tests", "Tests"),
    ("steps", "Steps and source"),
)


def page_html(page: Page) -> str:
    """The text of an HTML file."""
    return "".join(f"{line}\n" for line in _page(page))


def _page(page: Page) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield f"<title>{_text(page.title)}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>"
    yield f"<header>\n<h1>{_text(page.title)}</h1>"
    yield from _contents(page)
    yield "</header>\n<main>"
    yield from _findings(page.findings)
    for number, flow in enumerate(page.flows):
        yield from _flow(flow, number)
    yield f'</main>\n<footer><p class="quiet">Made by flowc {_text(page.version)}.</p></footer>'
    yield f"<script>\n{SCRIPT}</script>\n</body>\n</html>"


def _contents(page: Page) -> Iterator[str]:
    yield '<nav aria-label="Contents"><ul><li><a href="#findings">Findings</a></li>'
    for number, flow in enumerate(page.flows):
        if len(page.flows) > 1:
            yield f'<li><a href="#flow{number}">{_text(flow.title)}</a></li>'
            continue
        for chapter, words in _CHAPTERS:
            yield f'<li><a href="#{chapter}{number}">{words}</a></li>'
    yield "</ul></nav>"


def _findings(findings: Sequence[Found]) -> Iterator[str]:
    yield '<section aria-labelledby="findings">\n<h2 id="findings">Findings</h2>'
    if not findings:
        yield '<p class="good">Nothing was found that goes wrong for callers.</p>\n</section>'
        return
    moods = {"error": "bad", "warning": "warn", "info": "quiet"}
    rows = (
        (
            f'<span class="{moods[finding.severity]}">{finding.severity}</span>',
            f"{_text(finding.code)}<br>{_text(finding.name)}",
            f'<a href="#step-{finding.anchor}">{_text(finding.place)}</a>' if finding.anchor else _text(finding.place),
            _text(finding.message) + (f'<br><span class="quiet">{_text(finding.help)}</span>' if finding.help else ""),
        )
        for finding in findings
    )
    heads = ("Severity", "Rule", "Place", "What goes wrong, and what to do")
    yield from _table("Table of findings", heads, rows, long=True)
    yield "</section>"


def _flow(flow: FlowPart, number: int) -> Iterator[str]:
    yield f'<article aria-labelledby="flow{number}">\n<h2 id="flow{number}">{_text(flow.title)}</h2>'
    yield '<dl class="numbers">'
    for name, value in flow.numbers:
        yield f"<div><dt>{_text(name)}</dt><dd>{_text(value)}</dd></div>"
    yield "</dl>"
    yield f'<h3 id="picture{number}">Picture</h3>'
    yield (
        f'<div class="stage" tabindex="0" role="region" aria-label="Picture of {_text(flow.title)}">\n'
        f"{flow.picture}</div>"
    )
    yield from _keys(flow, number)
    yield from _prompts(flow, number)
    yield from _tests(flow, number)
    yield f'<h3 id="steps{number}">Steps and source</h3>'
    for step in flow.steps:
        yield from _step(step, flow.language)
    yield "</article>"


def _keys(flow: FlowPart, number: int) -> Iterator[str]:
    yield f'<h3 id="keys{number}">Keys</h3>'
    rows = (
        (_link(step), _keycaps(leads.keys, leads.chosen), _text(leads.target), _count(leads.taken_by))
        for step in flow.steps
        if step.kind in ("menu", "collect")
        for leads in step.leads
    )
    yield from _table(f"Keys by menu, {flow.title}", ("Menu", "Key, or what happens", "Leads to", "Tests"), rows)


def _prompts(flow: FlowPart, number: int) -> Iterator[str]:
    from base64 import b64encode

    yield f'<h3 id="prompts{number}">Prompts</h3>'
    total = sum(prompt.seconds for prompt in flow.prompts)
    content = b64encode(prompts_csv([flow]).encode()).decode()
    yield (
        f"<p>{len(flow.prompts)} prompts, about {total:.0f} seconds of speech. "
        f'<a download="{_text(flow.name)}-prompts.csv" href="data:text/csv;base64,{content}">Prompts as CSV</a></p>'
    )
    language = _text(flow.language)
    rows = (
        (
            _text(prompt.name),
            _text(prompt.where),
            f'<span lang="{language}">{_text(prompt.text)}</span>',
            f"{prompt.seconds:.1f} s",
        )
        for prompt in flow.prompts
    )
    caption = f"Prompts in the order of the flow, {flow.title}"
    yield from _table(caption, ("Prompt", "Where", "Text", "Length"), rows, long=True)


def _tests(flow: FlowPart, number: int) -> Iterator[str]:
    yield f'<h3 id="tests{number}">Tests</h3>'
    if flow.untested:
        yield f"<p>{_text(flow.untested)}</p>"
        return
    rows = ((_text(kind), f"{covered} of {every}") for kind, (covered, every) in flow.coverage.items() if every)
    yield from _table(f"What the tests come by, {flow.title}", ("What can happen", "Tested"), rows)
    if flow.missed:
        yield (
            "<p>No test comes by:</p>\n<ul>" + "".join(f"<li>{_text(missed)}</li>" for missed in flow.missed) + "</ul>"
        )
    for journey in flow.journeys:
        yield from _journey(journey)


def _journey(journey: Journey) -> Iterator[str]:
    verdict = '<strong class="bad">failed</strong>' if journey.failure else '<span class="good">passed</span>'
    yield f"<details{' open' if journey.failure else ''}><summary>{_text(journey.title)}: {verdict}</summary>"
    if journey.failure:
        yield f'<p class="bad">{_text(journey.failure)}</p>'
    yield '<ol class="call">' + "".join(f"<li>{_text(line)}</li>" for line in journey.lines) + "</ol></details>"


def _step(step: Step, language: str) -> Iterator[str]:
    yield f'<div class="step" id="step-{step.anchor}" tabindex="-1" role="group" aria-label="{_text(step.name)}">'
    yield f'<h4>{_text(step.name)} <span class="quiet">{_text(step.kind)}</span></h4>'
    yield from (f'<p lang="{_text(language)}">{_text(says)}</p>' for says in step.says)
    for leads in step.leads:
        count = f' <span class="quiet">({_count(leads.taken_by)})</span>' if leads.taken_by is not None else ""
        yield f"<p>{_keycaps(leads.keys, leads.chosen)} leads to {_text(leads.target)}{count}</p>"
    lines = "\n".join(
        f'<span class="at">{step.line + at:4}</span>  {_text(line)}' for at, line in enumerate(step.source)
    )
    yield f"<details><summary>{_text(step.path)}, line {step.line}</summary>"
    yield f'<pre tabindex="0"><code>{lines}</code></pre></details>\n</div>'


def _link(step: Step) -> str:
    return f'<a href="#step-{step.anchor}">{_text(step.name)}</a>'


def _keycaps(keys: str, chosen: bool) -> str:
    if not chosen or not keys:
        return f'<span class="quiet">{_text(keys or "then")}</span>'
    return " ".join(f"<kbd>{_text(key)}</kbd>" for key in keys.split(", "))


def _count(count: int | None) -> str:
    if count is None:
        return '<span class="quiet">not run</span>'
    return '<span class="bad">untested</span>' if count == 0 else f"{count} {'time' if count == 1 else 'times'}"


def _table(caption: str, heads: Sequence[str], rows: Iterator[Sequence[str]], *, long: bool = False) -> Iterator[str]:
    """A table; ``long`` where it holds whole sentences, so that its cells stand one below the other on a telephone."""
    classes = "wide long" if long else "wide"
    yield f'<div class="{classes}" tabindex="0" role="region" aria-label="{_text(caption)}"><table><thead><tr>'
    yield "".join(f'<th scope="col">{head}</th>' for head in heads) + "</tr></thead><tbody>"
    for row in rows:
        cells = zip(heads, row, strict=True)
        yield "<tr>" + "".join(f'<td data-head="{head}">{cell}</td>' for head, cell in cells) + "</tr>"
    yield "</tbody></table></div>"


def _text(text: str) -> str:
    """Text as content or attribute value, with a visible sign for what is none."""
    return escape(visible(text))
