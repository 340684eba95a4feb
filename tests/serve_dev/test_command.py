"""``flowc serve --dev`` in the terminal."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from queue import Queue
from urllib.request import Request, urlopen

import pytest

from flowc.cli import main
from tests.serve_dev.served import served

RECEPTIONIST = Path(__file__).parents[2] / "examples" / "receptionist.mv"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--dev", "nothing.mv"], "nothing.mv: no such file"),
        (["--dev", "-"], "standard input cannot be edited"),
        (["--dev"], "needs DIR | --dev FILE..."),
        (["--dev", "--port", "many", "desk.mv"], "--port: must be a port"),
        (["here", "there"], "serves one directory"),
    ],
)
def test_what_cannot_be_served_is_told_at_once(arguments: list[str], told: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "flowc", "serve", *arguments]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert told in done.stderr


def test_findings_are_told_as_check_tells_them_and_again_after_each_edit(tmp_path: Path) -> None:
    flow = tmp_path / "desk.mv"
    text = RECEPTIONIST.read_text(encoding="utf-8")
    flow.write_text(text, encoding="utf-8")
    with served(flow) as desk:
        desk.says("build 1: receptionist")
        flow.write_text(text.replace("goto main", "goto mian"), encoding="utf-8")
        desk.says("not built; build 1 of .* is served on")
        command = [sys.executable, "-m", "flowc", "check", str(flow)]
        checked = subprocess.run(command, capture_output=True, text=True, check=False)
        assert checked.stdout in desk.said
        flow.unlink()
        desk.says("no such file or directory")
        flow.write_text(text, encoding="utf-8")
        desk.says("build 2: receptionist")


def test_events_are_passed_on_to_the_authors_application() -> None:
    received: Queue[bytes] = Queue()

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.put(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Receiver) as receiver:
        threading.Thread(target=receiver.serve_forever, daemon=True).start()
        with served(RECEPTIONIST, "--forward", f"http://127.0.0.1:{receiver.server_port}/events") as desk:
            event = json.dumps({"event": "call.created", "call": {"id": "call_1"}, "data": {}}).encode()
            request = Request(f"{desk.url}/ivr/events", event, {"Content-Type": "application/json"})
            with urlopen(request, timeout=20) as answer:
                assert answer.status == 200
            assert received.get(timeout=20) == event
        receiver.shutdown()


def test_the_page_is_opened_in_the_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BROWSER", f"{sys.executable} -c 'import sys; print(\"opened\", sys.argv[1])' %s")
    with served(RECEPTIONIST, "--open") as desk:
        desk.says(f"opened {desk.url}/")


def test_a_document_is_not_waited_for_to_become_a_flow(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "answer.json").write_text("{}")
    assert main(["serve", "--dev", "--port", "0", str(tmp_path / "answer.json")]) == 2
    assert "answer.json is no flow\n  help: `flowc lint`" in capsys.readouterr().err
