"""Redis servers of a test's own, on loopback, with nothing on disk: started, stopped dead, promoted.

The program comes from the Debian package ``redis-server``. What is said to a server from here goes over a plain socket
in inline commands, so that the tests do not depend on the client that they test.
"""

from __future__ import annotations

import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from tests.programs import program

__all__ = ["RedisServer", "free_port"]

_PATIENCE = 10.0
"""Seconds that a server may take to do what it was told."""


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


class RedisServer:
    """A server that listens on ``port``; ``replica_of`` names the port of the one that it copies."""

    def __init__(self, folder: Path, replica_of: int | None = None) -> None:
        self._command = [program("redis-server"), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._command += ["--repl-diskless-sync-delay", "0", "--repl-timeout", "5", "--dir", str(folder)]
        if replica_of is not None:
            self._command += ["--replicaof", "127.0.0.1", str(replica_of)]
        self.port = free_port()
        self.start()

    def start(self) -> None:
        """Begin, or begin again after :meth:`kill`: empty, as nothing is on disk."""
        command = [*self._command, "--port", str(self.port)]
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        self._until(lambda: self.say("PING") == "+PONG")

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def say(self, command: str) -> str:
        """The whole answer to an inline command, without the last line end."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
            connection.sendall(command.encode() + b"\r\nQUIT\r\n")
            answer = b""
            while piece := connection.recv(65_536):
                answer += piece
        return answer.decode().removesuffix("+OK\r\n").removesuffix("\r\n")

    def info(self) -> dict[str, str]:
        """What the server says of replication."""
        lines = self.say("INFO replication").splitlines()
        return dict(line.split(":", 1) for line in lines if ":" in line)

    def wait_for_link(self, primary: RedisServer) -> None:
        """Until this replica has caught up with ``primary`` and confirms what that one writes."""
        self._until(lambda: self.info().get("master_link_status") == "up")
        self._until(lambda: primary.say("SET link up\r\nWAIT 1 100").endswith(":1"))

    def promote(self) -> None:
        """Make a replica the one that writes go to."""
        assert self.say("REPLICAOF NO ONE") == "+OK"

    def follow(self, port: int) -> None:
        assert self.say(f"REPLICAOF 127.0.0.1 {port}") == "+OK"

    def pause(self) -> None:
        """Alive, and deaf: connections are taken by the system, and nothing answers."""
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """Dead at once, as a machine is that has lost its power."""
        self._process.kill()
        self._process.wait()

    def _until(self, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                if holds():
                    return
            except (OSError, UnicodeDecodeError):
                pass
            if time.monotonic() > end:
                raise TimeoutError("the Redis server does not do what it was told")
            time.sleep(0.02)
