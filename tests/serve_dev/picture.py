"""The picture of the page in docs/dev.md. After a change of the page: ``python -m tests.serve_dev.picture``."""

from __future__ import annotations

from pathlib import Path

from tests.serve_dev.browser import browser
from tests.serve_dev.served import served

ROOT = Path(__file__).parents[2]


def main() -> None:
    with served(ROOT / "examples" / "receptionist.mv") as desk, browser() as page:
        page("open", f"{desk.url}/", {"width": 1280, "height": 800})
        page("click", "#start")
        page("until", "#state-words", "Says")
        page("click", "#skip")
        page("until", "#state-words", "Asks")
        page("press", "1")
        page("until", "#heard", "eight digit patient number")
        for digit in "2041":
            page("press", digit)
        page("evaluate", "new Promise((resolve) => setTimeout(resolve, 1500))")
        page("picture", str(ROOT / "docs" / "pictures" / "serve-dev.png"))


if __name__ == "__main__":
    main()
