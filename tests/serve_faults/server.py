"""``flowc serve`` in a process of its own, and the flow that it serves in these tests."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.serve_faults.platform import SECRET
from tests.serve_redis.server import free_port

__all__ = ["FLOW", "NAME", "PREFIX", "Server", "build"]

PREFIX, NAME = "/v1", "switchboard"
FLOW = """
flow switchboard {
    base_url "https://calls.example/v1"
    start main

    defaults {
        attempts 6
        on noinput -> retry
        on nomatch -> retry
        on exhausted -> person
    }

    menu main {
        prompt "One, two, three or four."
        on 1 -> first
        on 2 -> second
        on 3 -> main
        on 4 -> person
    }

    menu first {
        prompt "First. One, two, three or four."
        on 1 -> second
        on 2 -> main
        on 3 -> first
        on 4 -> person
    }

    menu second {
        prompt "Second. One, two, three or four."
        on 1 -> main
        on 2 -> first
        on 3 -> second
        on 4 -> person
    }

    step person {
        say "A person, one moment."
        transfer +15551230000
    }
}
"""
"""Every key leads somewhere else at each menu, so that a digit taken at the wrong one is seen."""


def build(folder: Path) -> Path:
    """The documents of the flow."""
    source = folder / "switchboard.mv"
    source.write_text(FLOW)
    target = folder / "build"
    command = [sys.executable, "-m", "flowc", "build", str(source), "-o", str(target)]
    subprocess.run(command, check=True, capture_output=True)
    return target


class Server:
    """Serves ``build`` with ``store``; ``flags`` are more of the command line."""

    def __init__(self, build: Path, store: str, state: Path, *flags: str) -> None:
        self.build = build
        self.port = free_port()
        state.mkdir(parents=True, exist_ok=True)
        self.log = state / "log"
        self._command = [sys.executable, "-m", "flowc", "serve", str(build), "--port", str(self.port), "--store", store]
        self._command += ["--state", str(state), *flags]
        self.start()

    def start(self, patience: float = 15) -> None:
        """Run, until it says that it lives; whether it is ready depends on its store."""
        with self.log.open("ab") as log:
            environment = {**os.environ, "FLOWC_WEBHOOK_SECRET": SECRET}
            self.process = subprocess.Popen(self._command, env=environment, stdout=log, stderr=log)
        end = time.monotonic() + patience
        while self.status("/healthz") != 200:
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the server did not start:\n{self.log.read_text()}")
            time.sleep(0.02)

    def status(self, path: str) -> int | None:
        """The status of an answer; none where there is no answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return None
        finally:
            connection.close()

    def wait_until_ready(self, patience: float = 15) -> float:
        """Seconds until ``/readyz`` says so."""
        begin = time.monotonic()
        while self.status("/readyz") != 200:
            if time.monotonic() > begin + patience:
                raise TimeoutError(f"the server is not ready:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.02)
        return time.monotonic() - begin

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """Ask it to end, and return its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)

    def documents(self) -> dict[str, dict[str, Any]]:
        """What was built, by name."""
        folder = self.build / NAME
        names = json.loads((folder / "manifest.json").read_text())["documents"]
        return {name: json.loads((folder / entry["file"]).read_text()) for name, entry in names.items()}

    def routes(self) -> dict[str, dict[str, Any]]:
        """The routes, by name."""
        routes: dict[str, dict[str, Any]] = json.loads((self.build / NAME / "routes.json").read_text())["routes"]
        return routes
