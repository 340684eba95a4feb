"""The page about flows: it needs nothing else, says only what it is to say, and everybody can use it."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from flowc.report.page.contents import FlowPart, Found, Journey, Leads, Page, Prompt, Step
from flowc.report.page.html import page_html
from flowc.report.page.prompts_csv import prompts_csv
from tests.diagram.test_drawings import HOSTILE
from tests.diagram.test_pictures import EXAMPLES
from tests.programs import node_package, program

ROOT = Path(__file__).parents[2]


def report(*flows: Path, out: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "flowc", "report", *map(str, flows), "-o", str(out), "--engine", "embedded"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return out.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    return report(
        *EXAMPLES[:2], ROOT / "docs" / "snippets" / "clinic.mv", out=tmp_path_factory.mktemp("page") / "r.html"
    )


class Reader(HTMLParser):
    """The identifiers, the references and the elements of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.references: list[str] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            assert not name.startswith("on")
            if name == "id":
                self.ids.append(value or "")
            elif name in ("href", "src", "action", "srcset", "xlink:href"):
                self.references.append(value or "")


def test_a_page_refers_to_nothing_outside_it(page: str) -> None:
    read = Reader(page)
    assert not {"link", "img", "iframe", "object", "embed", "base"} & set(read.tags)
    assert all(reference.startswith(("#", "data:text/csv;base64,")) for reference in read.references)
    assert "url(" not in page
    assert "@import" not in page


def test_every_reference_of_a_page_leads_somewhere(page: str) -> None:
    read = Reader(page)
    assert len(read.ids) == len(set(read.ids))
    assert {reference[1:] for reference in read.references if reference.startswith("#")} <= set(read.ids)


def test_every_card_of_a_picture_has_its_step(page: str) -> None:
    cards = re.findall(r'<g class="card[^"]*" id="([^"]+)"', page)
    assert cards
    assert {f"step-{card}" for card in cards} <= set(Reader(page).ids)


def test_a_page_can_be_read_without_its_script(page: str) -> None:
    bare = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    assert "<table>" in bare
    assert "Prompts" in bare


def part(text: str) -> FlowPart:
    step = Step("cf0-0", text, "menu", [text], [Leads(text, text, True, 0)], text, 1, [text])
    journeys = [Journey(text, text, [text])]
    return FlowPart(
        text, text, text, "", [step], [Prompt(text, text, text, 1.0)], [(text, text)], {}, [text], journeys, ""
    )


@pytest.mark.parametrize("text", [*HOSTILE, "</script><img src=x>", "' onclick='x", '" onclick="x'])
def test_texts_of_any_content_stay_texts_in_a_page(text: str) -> None:
    plain = Reader(page_html(Page("x", [part("x")], [Found("error", *"xxxx", "x", "cf0-0")], "1")))
    read = Reader(page_html(Page(text, [part(text)], [Found("error", *[text] * 5, "cf0-0")], "1")))
    assert read.tags == plain.tags


def test_prompts_come_back_from_csv_and_are_no_formulas() -> None:
    rows = list(csv.reader(io.StringIO(prompts_csv([part('=1+1, "quoted"')]))))
    assert len(rows) == 2
    assert rows[1][5] == '\'=1+1, "quoted"'


PROBE = """
<script>%s</script><script>
axe.run({resultTypes: ['violations']}).then((result) => {
  const told = result.violations.map((one) => `${one.id}: ${one.nodes[0].html}`);
  if (document.documentElement.scrollWidth > window.innerWidth) told.push('the page is wider than the window');
  if (!document.querySelector('.tools button')) told.push('the script has not run');
  const text = JSON.stringify(told);
  document.documentElement.innerHTML = '<body><pre id="told"></pre></body>';
  document.getElementById('told').textContent = text;
});
</script>
"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", ["1280,900", "420,800"])
def test_axe_finds_nothing_to_object_to(page: str, tmp_path: Path, size: str, dark: bool) -> None:
    axe = (node_package("axe-core") / "axe.min.js").read_text(encoding="utf-8")
    probed = tmp_path / "probed.html"
    without_policy = re.sub(r"<meta http-equiv[^>]*>", "", page)
    probed.write_text(without_policy.replace("</body>", PROBE % axe + "</body>"), encoding="utf-8")
    command = [program("chromium"), "--headless", "--no-sandbox", "--disable-gpu", f"--window-size={size}"]
    command += [f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=60000", "--dump-dom"]
    command += ["--blink-settings=preferredColorScheme=0"] if dark else []
    done = subprocess.run([*command, probed.as_uri()], capture_output=True, text=True, check=False, timeout=240)
    told = re.search(r'<pre id="told">(.*?)</pre>', done.stdout, re.DOTALL)
    assert told is not None, done.stderr[-2000:]
    from html import unescape

    assert json.loads(unescape(told[1])) == []
