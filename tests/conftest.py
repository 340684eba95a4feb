"""No test reaches beyond this machine: sockets connect to loopback addresses only, unless a test is marked external.

And no test fails because the machine is slow: Hypothesis neither times examples nor counts how many it could draw.
"""

from __future__ import annotations

import socket
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("flowc", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("flowc")

_LOOPBACK = ("127.", "::1", "localhost")


class NetworkUseError(AssertionError):
    """A test, or what it tests, wanted to reach another machine."""


def _guard(method: Any) -> Any:
    def guarded(self: socket.socket, address: Any, *rest: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(_LOOPBACK):
            raise NetworkUseError(f"the network is out of bounds: {address[0]}")
        return method(self, address, *rest)

    return guarded


@pytest.fixture(autouse=True)
def _no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.node.get_closest_marker("external") is None:
        for name in ("connect", "connect_ex"):
            monkeypatch.setattr(socket.socket, name, _guard(getattr(socket.socket, name)))
