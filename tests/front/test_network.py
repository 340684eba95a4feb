from __future__ import annotations

import socket

import pytest


def test_the_network_is_out_of_bounds_for_tests():
    with socket.socket() as away, pytest.raises(AssertionError, match=r"out of bounds: 192\.0\.2\.1"):
        away.connect(("192.0.2.1", 80))


def test_this_machine_is_not(folder):
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen()
        client.connect(server.getsockname())
